"""Figures of unlike units that a stated number bridges, said in one unit so that they can be compared.

25 per 1,000 | 2,600 per 100,000                        2,500 per 100,000 | 2,600: a rate over another base
1,000 families of 5 | 5,000 people                      5,000 people | 5,000: the size was said with the figure
300 boats | 6,000 people                                4,500 to 9,000 people | 6,000: the list of units says so
40% of 12,300 people | 5,130 women                      4,920 people | 5,130: the base is another claim
nearly double last year's 1.2 million | 2.1 million     up to 2.4 million | 2.1 million: likewise

A share or a multiple of a claim is converted only where its codes or days tell it from that claim: “40% of them” of
the same people on the same days is a part of them that nothing names. A converted figure keeps its own words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from apps.claims.figures import Figure, Qualifier, shown, spoken
from apps.claims.hierarchy import Relation
from apps.claims.intervals import Interval, Times
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.claims.reading.outcomes import PEOPLE, PERCENT, TIMES
from apps.reconciliation.core.comparing.readings import Reading, read
from apps.reconciliation.core.comparing.scopes import APART, relate
from apps.reconciliation.core.inputs.claims import Conversion, Statement
from apps.reconciliation.core.inputs.code_lists import Lists

_Rate = tuple[str, str]  # of what, per what
_WHOLE, _PLACES = 100, 2  # from a hundred on, what a figure comes to is shown without decimals


def convert(statements: Iterable[Statement], lists: Lists) -> Iterator[list[Statement]]:
    """Sets of figures in one unit, some of them converted: all rates of a kind, and all counts that others become."""
    said = [statement for statement in statements if statement.figure.ordinary is not None]
    yield from _convert_rates(said, lists)
    converted = [count for statement in said if (count := _convert_count(statement, lists)) is not None]
    units = {statement.unit for statement in converted}
    if units:
        refs = {statement.ref for statement in converted}
        native = (one for one in said if one.ref not in refs and not is_of_a_base(one) and one.conversion is None)
        beside = [one for one in native if any(lists.units.relation(one.unit, unit) not in APART for unit in units)]
        yield [*converted, *beside]


def is_of_a_base(statement: Statement) -> bool:
    """Whether a figure is a share or a multiple of another claim, and says nothing else of what it counts."""
    return bool(statement.denominator) and not statement.numerator


def in_one_unit(one: Statement, other: Statement, lists: Lists) -> tuple[Statement, Statement]:
    """Both figures as they were said, or in one unit where they can only be compared so."""
    for said in convert((one, other), lists):
        by_ref = {statement.ref: statement for statement in said}
        if by_ref.keys() == {one.ref, other.ref} and need_converting(by_ref[one.ref], by_ref[other.ref]):
            return by_ref[one.ref], by_ref[other.ref]
    return one, other


def need_converting(one: Statement, other: Statement) -> bool:
    """Whether two figures could not be compared as they were said, and neither is what the other is a share of."""
    if one.conversion is None and other.conversion is None:
        return False
    if other.ref in one.bases or one.ref in other.bases:
        return False
    return one.said_unit != other.said_unit or is_of_a_base(one) or is_of_a_base(other)


def _convert_count(statement: Statement, lists: Lists) -> Statement | None:
    """A figure in the unit of what it is a share of, in people, or in those that the list says one of it holds."""
    if is_of_a_base(statement):
        return _share_out(statement, lists)
    facts = lists.facts_of_unit(statement.unit)
    if statement.people_each is not None and _is_apart(statement.unit, PEOPLE, lists):
        each = statement.people_each
        times = _rounded(each)
        return _said_in(statement, PEOPLE, times, f"{grouped(each)} people each", lists)
    is_bridged = facts.smaller and _is_apart(statement.unit, facts.smaller, lists)
    if is_bridged and lists.facts_of_unit(facts.smaller).is_counted_once:
        middle = (Fraction(facts.fewest) + Fraction(facts.most)) / 2
        ends = Interval.of(facts.fewest, facts.most)
        name = lists.units.name(facts.smaller)
        many = f"{grouped(facts.fewest)}" + (f" to {grouped(facts.most)}" if facts.most != facts.fewest else "")
        return _said_in(statement, facts.smaller, Times(ends, ends, middle), f"{many} {name} each", lists)
    return None


def _is_apart(unit: str, other: str, lists: Lists) -> bool:
    """Whether figures of the two could not be compared as they were said: people who return and people can."""
    return other in lists.units.entries and lists.units.relation(unit, other) in APART


def _rounded(each: Decimal) -> Times:
    """People understand just so many in each; the words permit what rounds to it."""
    half = Decimal(1).scaleb(min(int(each.normalize().as_tuple().exponent), 0)) / 2  # ten are not five to fifteen
    return Times(Interval.point(each), Interval.of(each - half, each + half), Fraction(each))


def _share_out(statement: Statement, lists: Lists) -> Statement | None:
    base, unit = statement.share_of, statement.unit
    if base is None or base.figure.ordinary is None or base.figure.is_percent or unit not in (PERCENT, TIMES):
        return None
    if lists.facts[statement.indicator].kind not in ("flow", "stock"):
        return None
    counted = replace(statement, share_of=None, is_of_stocks=False, denominator="")
    if relate(counted, base, lists).except_for("unit") == {Relation.SAME}:
        return None
    whole = Fraction(1, 100) if unit == PERCENT else Fraction(1)
    amount = read(base.figure)
    times = Times(amount.ordinary.scaled(whole), amount.strict.scaled(whole), amount.centre * whole)
    words = f"of {base.ref}, {lists.quantity(base)}"
    return _said_in(replace(statement, share_of=None), base.unit, times, words, lists, (base.ref,))


def _convert_rates(said: Sequence[Statement], lists: Lists) -> Iterator[list[Statement]]:
    """Rates of the same per the same over other bases, each over the largest base that is said."""
    groups: dict[_Rate, list[tuple[Statement, Interval]]] = defaultdict(list)
    bases = {unit: _base_of(unit, lists) for unit in {statement.unit for statement in said}}
    for statement in said:
        base = bases[statement.unit]
        if base is not None:
            groups[base[0]].append((statement, base[1]))
    percents = [one for one in said if one.unit == PERCENT and lists.facts[one.indicator].kind in ("share", "rate")]
    for (of, per), members in groups.items():
        # A percentage of people is so many of 100 people.
        rates = [*members, *((one, Interval.point(100)) for one in percents if of == per)]
        if len({statement.unit for statement, _ in rates}) > 1:
            largest, amount = max(rates, key=lambda rate: (_middle(rate[1]), rate[0].unit))
            yield [_over(statement, base, largest.unit, amount, lists) for statement, base in rates]


def _base_of(unit: str, lists: Lists) -> tuple[_Rate, Interval] | None:
    """What a rate is of, per what, and per how many of it; per 1 week is per 7 days."""
    facts = lists.facts_of_unit(unit)
    if not facts.rate_of:
        return None
    per = lists.facts_of_unit(facts.rate_per)
    if not per.smaller:
        return (facts.rate_of, facts.rate_per), Interval.point(facts.rate_amount)
    return (facts.rate_of, per.smaller), Interval.of(per.fewest, per.most).scaled(facts.rate_amount)


def _middle(interval: Interval) -> Fraction:
    return ((interval.low or Fraction(0)) + (interval.high or Fraction(0))) / 2


def _over(statement: Statement, base: Interval, unit: str, amount: Interval, lists: Lists) -> Statement:
    if statement.unit == unit:
        return statement
    ends = amount.ratio(base)
    centre = _middle(amount) / _middle(base)
    words = f"{lists.units.name(unit)} is {shown_exactly(centre)} times as many as {lists.units.name(statement.unit)}"
    return _said_in(statement, unit, Times(ends, ends, centre), words, lists)


def _said_in(
    statement: Statement, unit: str, times: Times, why: str, lists: Lists, refs: tuple[str, ...] = ()
) -> Statement:
    figure = replace(statement.figure, times=times)
    made, name = read(figure), lists.units.name(unit)
    as_if = _as_if_said(figure, made)
    # A percent sign is a hundredth already: 40% × 12,300, and not 40% × 123.
    by = shown_exactly(times.centre * (100 if statement.figure.is_percent else 1))
    worked_out = f"{_stands_for(statement.figure)} × {by} = {shown_exactly(made.centre)} {name}"
    conversion = Conversion(statement.unit, f"{shown(as_if)} {name}", f"{spoken(as_if)} {name}", worked_out, why, refs)
    return replace(statement, figure=figure, unit=unit, conversion=conversion)


def _as_if_said(figure: Figure, made: Reading) -> Figure:
    """What a figure comes to, as if it had been said so: ranges stay ranges, and hundreds are at least so many."""
    places = _PLACES if made.centre < _WHOLE else 0
    low, high = made.ordinary.low, made.ordinary.high
    if figure.value is None:
        return Figure("", Qualifier.AT_LEAST, rounded(made.centre, places))
    if figure.value_high is not None and low is not None and high is not None:
        return Figure("", Qualifier.BETWEEN, rounded(low, places), rounded(high, places))
    return Figure("", figure.qualifier, rounded(made.centre, places))


def _stands_for(figure: Figure) -> str:
    """The number that is multiplied, with the words it stands for where they say another or none."""
    if figure.value is not None and figure.value_high is None:
        return shown(figure)
    sign = "%" if figure.is_percent else ""
    return f"{shown(figure)}, taken as {shown_exactly(read(figure).centre)}{sign},"
