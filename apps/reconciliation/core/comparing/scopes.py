"""How the scopes of two figures relate: dimension by dimension, then together.

    any dimension disjoint                              disjoint      nothing to say
    any overlapping, or narrower here and broader there overlapping   nothing to say
    the period unknown                                  unknown
    all same                                            same
    all same or narrower                                narrower
    all same or broader                                 broader

Periods:

    1 to 24 July against 10 June to 24 July             narrower
    2017 against 2018                                   disjoint
    both cumulative, no start stated, ends alike        same
    both blank, in one source                           same
    since when? against since 1 January 2017            unknown
    two organisations, 18 July against 24 July, 2019    same, bridged (6 of 199 days)

    a stock, what there is on a day, against a flow     disjoint: 2024 is not 31 December 2024
    two shares of 30 June, with or without a start      same: a share of what there is on that day
    two shares of stocks, whatever start was typed      of their last day, as the stocks are

Indicators that are taken for each other have another definition: overlapping. Cases counted by another date, shares of
another denominator (dimensions `date_basis` and `denominator`) are disjoint, places with other borders overlapping:
1.2 million in a province before it was split are not 0.9 million after it.

What is a part of a whole and has the whole's own codes is narrower than they say (kin.py): dimension `part`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from apps.claims.figures import Period
from apps.claims.hierarchy import Hierarchy, Relation
from apps.reconciliation.core.comparing.kin import part_of_codes, relate_parts
from apps.reconciliation.core.inputs.claims import Breakdown, Membership, Statement
from apps.reconciliation.core.inputs.code_lists import Lists

BRIDGE_DAYS = 14
BRIDGE_SHARE = Fraction(1, 10)

APART = (Relation.DISJOINT, Relation.OVERLAPPING)  # what leaves nothing to say
HOW_COUNTED = {"date_basis", "denominator"}  # dimensions that tell ways of counting apart, and not what is counted


@dataclass(frozen=True, slots=True)
class Scopes:
    """How the first statement's scope lies to the second's.

    `bridged_share` is the share of days by which bridged ends differ, zero where nothing had to be bridged.
    """

    dimensions: dict[str, Relation]
    together: Relation
    bridged_share: Fraction = Fraction(0)
    is_bridged: bool = False

    def except_for(self, *names: str) -> set[Relation]:
        """The relations in the other dimensions."""
        return {relation for name, relation in self.dimensions.items() if name not in names}

    @property
    def apart_by(self) -> set[str]:
        """The dimensions in which nothing is counted in both; by whichever date a case is counted, it is the same."""
        return {name for name, relation in self.dimensions.items() if relation is Relation.DISJOINT} - HOW_COUNTED


@dataclass(frozen=True, slots=True)
class _Periods:
    relation: Relation
    bridged_share: Fraction = Fraction(0)
    is_bridged: bool = False


def relate(one: Statement, other: Statement, lists: Lists) -> Scopes:
    """How the scope of `one` lies to the scope of `other`.

    What few figures have is a dimension only where one of the two has it.
    """
    periods = relate_periods(one, other, lists)
    dimensions = {
        "indicator": _relate_indicators(one, other, lists),
        "population": _relate(lists.population_of(one), lists.population_of(other), lists.populations),
        "place": _relate_places(one, other, lists),
        "origin": _relate(one.origin, other.origin, lists.places),
        "period": periods.relation,
        "status": Relation.SAME if one.figure.status is other.figure.status else Relation.DISJOINT,
        "unit": lists.units.relation(one.unit, other.unit),
    }
    if part_of_codes(one) or part_of_codes(other):
        dimensions["part"] = relate_parts(one, other)
    if one.date_basis and other.date_basis:
        dimensions["date_basis"] = Relation.SAME if one.date_basis == other.date_basis else Relation.DISJOINT
    if one.share_of and other.share_of:
        is_same = _is_of_the_same(one.share_of, other.share_of, lists)
        dimensions["denominator"] = Relation.SAME if is_same else Relation.DISJOINT
    return Scopes(dimensions, combine(dimensions.values()), periods.bridged_share, periods.is_bridged)


def combine(relations: Iterable[Relation]) -> Relation:
    """The relations of all dimensions as one; the first that applies."""
    distinct = set(relations)
    if Relation.DISJOINT in distinct:
        return Relation.DISJOINT
    if Relation.OVERLAPPING in distinct or {Relation.NARROWER, Relation.BROADER} <= distinct:
        return Relation.OVERLAPPING
    for relation in (Relation.UNKNOWN, Relation.NARROWER, Relation.BROADER):
        if relation in distinct:
            return relation
    return Relation.SAME


def _relate(code: str, other: str, hierarchy: Hierarchy) -> Relation:
    """Codes of which a blank one is unrestricted."""
    if code == other:
        return Relation.SAME
    if not other:
        return Relation.NARROWER
    if not code:
        return Relation.BROADER
    return hierarchy.relation(code, other)


def _relate_indicators(one: Statement, other: Statement, lists: Lists) -> Relation:
    if lists.are_taken_for_each_other(one.indicator, other.indicator):
        return Relation.OVERLAPPING
    return lists.indicators.relation(one.indicator, other.indicator)


def _relate_places(one: Statement, other: Statement, lists: Lists) -> Relation:
    """Places by their codes; overlapping where one figure speaks of its place in other borders than the other.

    In whatever borders it lies within what holds it and has its own.
    """
    relation = _relate(one.place, other.place, lists.places)
    mine, theirs = borders_of(one, lists), borders_of(other, lists)
    of_holding = {Relation.NARROWER: theirs, Relation.BROADER: mine}.get(relation)
    return relation if mine == theirs or of_holding == "" else Relation.OVERLAPPING


def borders_of(statement: Statement, lists: Lists) -> str:
    """Whether a figure's days lie in the days of its place's borders: blank, or before, after or across a change."""
    first, last = lists.borders.get(statement.place, (None, None))
    starts_on, ends_on = statement.period.start or statement.ends_on, statement.ends_on
    if first is not None and ends_on < first:
        return "before"
    if last is not None and starts_on > last:
        return "after"
    is_across = (first is not None and starts_on < first) or (last is not None and ends_on > last)
    return "across" if is_across else ""


def _is_of_the_same(one: Statement, other: Statement, lists: Lists) -> bool:
    """Whether two denominators count the same thing, whenever they do."""
    relations = relate(replace(one, share_of=None), replace(other, share_of=None), lists).except_for("period")
    return relations == {Relation.SAME}


def are_ordered(one: Statement, other: Statement, scopes: Scopes, lists: Lists) -> bool:
    """Whether a part of what is counted is never above all of it; what is under way to one day may be done the next."""
    is_of_one_day = scopes.dimensions["period"] is Relation.SAME or not any(map(lists.is_stock, (one, other)))
    return is_of_one_day and all(map(lists.is_amount, (one, other)))


def scope_key(statement: Statement, lists: Lists) -> tuple[object, ...]:
    """Two figures of one organisation that share it have the same scope.

    How two scopes lie to each other follows from their keys and from whether one organisation says both.
    """
    share_of = statement.share_of
    return (
        *_coded_key(statement, lists),
        None if share_of is None else _coded_key(share_of, lists),
        *_period_key(statement, lists),
    )


def _coded_key(statement: Statement, lists: Lists) -> tuple[object, ...]:
    return (
        statement.indicator,
        lists.population_of(statement),
        statement.place,
        borders_of(statement, lists),
        statement.origin,
        statement.figure.status,
        statement.unit,
        statement.date_basis,
        part_of_codes(statement),
    )


def _period_key(statement: Statement, lists: Lists) -> tuple[object, ...]:
    statement = _as_counted(statement, lists)
    ends_on, start = statement.ends_on, statement.period.start
    if is_of_a_day(statement, lists):
        return "on", ends_on
    if is_blank(statement):
        return "blank", ends_on, statement.source
    if start is not None:
        return "since", ends_on, start
    # Of two totals to a day, from an unstated one on, nobody knows whether they count the same days.
    return ("to date", ends_on) if statement.period.is_cumulative else ("open", ends_on, statement.ref)


def ends_alike(one: Statement, other: Statement, since: date | None = None) -> bool:
    """Whether two figures end on the same day, or near enough to be bridged, measured by the start that is stated.

    Or by another one: what follows on other figures is measured by the days of them all.
    """
    days = abs((one.ends_on - other.ends_on).days)
    start = since or one.period.start or other.period.start
    length = 0 if start is None else (min(one.ends_on, other.ends_on) - start).days + 1
    return days == 0 or (days <= BRIDGE_DAYS and days <= BRIDGE_SHARE * length)


def is_blank(statement: Statement) -> bool:
    """Whether nothing at all was said of the period."""
    return statement.period.start is None and statement.period.end is None and not statement.period.is_cumulative


def relate_periods(one: Statement, other: Statement, lists: Lists) -> _Periods:
    """How the days of one figure lie to those of the other."""
    one, other = _as_counted(one, lists), _as_counted(other, lists)
    if is_of_a_day(one, lists) and is_of_a_day(other, lists):
        ends = _relate_ends(one, other, length=None)
        # What there is on one day is on another day another thing.
        return ends if ends.relation is Relation.SAME else _Periods(Relation.DISJOINT)
    if _ends_before(one, other) or _ends_before(other, one):
        return _Periods(Relation.DISJOINT)
    if is_stock_against_flow(one, other, lists):
        return _Periods(Relation.DISJOINT)
    if is_blank(one) and is_blank(other):
        return _Periods(Relation.SAME if one.source == other.source else Relation.UNKNOWN)
    if one.period.start is not None and other.period.start is not None:
        return _relate_stated(one, other, start=one.period.start, other_start=other.period.start)
    if one.period.start is None and other.period.start is None:
        is_to_date = one.period.is_cumulative and other.period.is_cumulative
        return _relate_ends(one, other, length=None) if is_to_date else _Periods(Relation.UNKNOWN)
    return _Periods(Relation.UNKNOWN)


def start_of(statement: Statement, lists: Lists) -> date | None:
    """Since when a figure counts; None where it is not stated, or where it tells what there is on a day."""
    return _as_counted(statement, lists).period.start


def _as_counted(statement: Statement, lists: Lists) -> Statement:
    """What there is on a day began on no day, whatever was said of its start; a share of one day is of that day."""
    kind, period = lists.facts[statement.indicator].kind, statement.period
    is_share_of_a_day = kind in ("share", "rate") and period.start is not None and period.start == period.end
    if kind == "stock" or statement.is_of_stocks or is_share_of_a_day:
        return replace(statement, period=Period(None, statement.ends_on, is_cumulative=False))
    return statement


def is_stock_against_flow(one: Statement, other: Statement, lists: Lists) -> bool:
    """Whether one counts what there is on a day, and the other what happened over a period."""
    return {lists.facts[one.indicator].kind, lists.facts[other.indicator].kind} == {"stock", "flow"}


def is_of_a_day(statement: Statement, lists: Lists) -> bool:
    """What is said of a day: a stock; and a share or a rate of a stated day without a start."""
    kind, period = lists.facts[statement.indicator].kind, statement.period
    is_dated = period.start is None and period.end is not None and not period.is_cumulative
    return kind == "stock" or (kind in ("share", "rate") and is_dated)


def _ends_before(one: Statement, other: Statement) -> bool:
    return other.period.start is not None and one.ends_on < other.period.start


def _relate_stated(one: Statement, other: Statement, *, start: date, other_start: date) -> _Periods:
    length = min(one.ends_on - start, other.ends_on - other_start).days + 1
    ends = _relate_ends(one, other, length=length)
    if start == other_start:
        return ends
    starts = Relation.NARROWER if start > other_start else Relation.BROADER
    if ends.relation in (Relation.SAME, starts):
        return _Periods(starts, ends.bridged_share, ends.is_bridged)
    return _Periods(Relation.OVERLAPPING)


def _relate_ends(one: Statement, other: Statement, *, length: int | None) -> _Periods:
    """Ends that two organisations set a few days apart count as the same; `length` is the shorter period in days."""
    days = (one.ends_on - other.ends_on).days
    if days == 0:
        return _Periods(Relation.SAME)
    if one.organisation != other.organisation and abs(days) <= BRIDGE_DAYS:
        if length is None:
            return _Periods(Relation.SAME, is_bridged=True)
        if Fraction(abs(days), length) <= BRIDGE_SHARE:
            return _Periods(Relation.SAME, Fraction(abs(days), length), is_bridged=True)
    return _Periods(Relation.NARROWER if days < 0 else Relation.BROADER)


def prepare(statements: Iterable[Statement], breakdowns: Iterable[Breakdown], lists: Lists) -> list[Statement]:
    """The statements, each with its denominator and its lineage: what it is a part of, and whether its codes say so."""
    by_ref = {said.ref: said for said in _place_parts(list(statements), breakdowns, lists)}
    return [_find_terms(said, by_ref, lists) if said.denominator else said for said in by_ref.values()]


def _find_terms(share: Statement, by_ref: Mapping[str, Statement], lists: Lists) -> Statement:
    """A share with its denominator, and whether it is of what there is on a day, both above and below."""
    terms = [by_ref[ref] for ref in (share.numerator, share.denominator) if ref in by_ref]
    is_of_stocks = len(terms) == 2 and all(lists.facts[term.indicator].kind == "stock" for term in terms)
    return replace(share, share_of=by_ref.get(share.denominator), is_of_stocks=is_of_stocks)


def _place_parts(statements: Sequence[Statement], breakdowns: Iterable[Breakdown], lists: Lists) -> list[Statement]:
    by_ref = {statement.ref: statement for statement in statements}
    steps = {
        part: Membership(
            breakdown.whole,
            breakdown.name,
            part,
            breakdown.whole not in by_ref or _is_told_apart(by_ref[part], by_ref[breakdown.whole], lists),
        )
        for breakdown in breakdowns
        for part in breakdown.parts
        if part in by_ref
    }
    return [replace(said, lineage=tuple(_climb(said.ref, steps))) if said.ref in steps else said for said in statements]


def _is_told_apart(part: Statement, whole: Statement, lists: Lists) -> bool:
    """Whether the codes of a part say in what it is less than its whole. Its unit says nothing of that."""
    relations = relate(replace(part, lineage=()), replace(whole, lineage=()), lists).except_for("unit")
    is_within = Relation.NARROWER in relations and not relations & {Relation.BROADER, Relation.OVERLAPPING}
    return is_within or Relation.DISJOINT in relations


def _climb(ref: str, steps: dict[str, Membership]) -> Iterator[Membership]:
    """From a part to its whole, and so on; a circle, which the database refuses, ends where it closes."""
    climbed: set[str] = set()
    while ref in steps and ref not in climbed:
        climbed.add(ref)
        yield steps[ref]
        ref = steps[ref].whole
