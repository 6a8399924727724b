"""A second engine: slow, obvious, and written from the specification of the rules, not from the engine.

It goes through all pairs, all sets of parts and all orders of years, and chooses among what it found at the end. How
scopes lie to each other, how figures are read, what they come to and how pairs are compared is worked out here again,
in oracle_scopes.py, oracle_readings.py, oracle_figures.py and oracle_pairs.py.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from apps.claims.intervals import Interval
from apps.reconciliation.core.inputs.claims import Breakdown, Check, Statement, without_bias
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy
from tests.reconciliation.core import oracle_figures as figures
from tests.reconciliation.core import oracle_readings as readings
from tests.reconciliation.core.oracle_conversions import as_said, find_converted
from tests.reconciliation.core.oracle_figures import Amount, amount
from tests.reconciliation.core.oracle_pairs import Comparing, Found, counts_twice, has_number, in_order, is_sum
from tests.reconciliation.core.oracle_scopes import (
    DISJOINT,
    NARROWER,
    OVERLAPPING,
    SAME,
    World,
    entries,
    is_there_on_a_day,
    last_day,
    lie,
)
from tests.reconciliation.core.oracle_series import Series, judge_equal

Sides = dict[str, Amount]


class Formula(NamedTuple):
    """What both sides of a check come to, given the amounts of its terms, and the sign between them."""

    left: Callable[[Sides], Amount]
    sign: str
    right: Callable[[Sides], Amount]


# The few formulas that this engine knows, each worked out by hand.
FORMULAS = {
    "a ≥ b": Formula(lambda by: by["a"], "≥", lambda by: by["b"]),
    "a < b": Formula(lambda by: by["a"], "<", lambda by: by["b"]),
    "a + b = c": Formula(lambda by: figures.total([by["a"], by["b"]], counts_twice=False), "=", lambda by: by["c"]),
    "a − b ≤ c": Formula(lambda by: figures.rest(by["a"], by["b"]), "≤", lambda by: by["c"]),
    "2 × a > b": Formula(lambda by: figures.scaled(by["a"], Fraction(2)), ">", lambda by: by["b"]),
    "a ÷ 2 = b": Formula(lambda by: figures.scaled(by["a"], Fraction(1, 2)), "=", lambda by: by["b"]),
}


def decide(
    statements: Iterable[Statement],
    breakdowns: Iterable[Breakdown],
    lists: Lists,
    policy: Policy,
    checks: Iterable[Check] = (),
) -> list[Found]:
    """All findings, in the order of their keys."""
    said = sorted(statements, key=lambda statement: statement.number)
    declared = list(breakdowns)
    world = World.of(lists, said, declared)
    heard = without_repeats(said, world)
    comparing = Comparing(as_said(heard, world), world, policy)
    stated = without_repeats([statement for statement in said if statement.numerator], world)
    found = [
        *sums(said, declared, world),
        *shares(said, stated, world),
        *plans(said, checks),
        *comparing.findings(),
        *(found for family in families(heard, lists) for found in find_converted(family, world, policy)),
        *Series(comparing.said, world, policy).findings({one.whole for one in declared if one.dimension == "period"}),
    ]
    return sorted(found)


def families(said: Sequence[Statement], lists: Lists) -> list[list[Statement]]:
    """Figures whose indicators lie in each other or are taken for each other, over however many steps."""
    found: list[list[Statement]] = []
    for statement in said:
        near = [family for family in found if any(may_meet(statement, other, lists) for other in family)]
        found = [family for family in found if family not in near]
        found.append([*(other for family in near for other in family), statement])
    return found


def may_meet(one: Statement, other: Statement, lists: Lists) -> bool:
    """Whether the two indicators have an end in common, going up, or one is taken for the other."""
    entries = lists.indicators.entries
    reached = [{said.indicator} for said in (one, other)]
    for codes in reached:
        waiting = list(codes)
        while waiting:
            code = waiting.pop()
            beside = {*entries[code].broader, *lists.facts[code].taken_for}
            beside |= {each for each in entries if code in entries[each].broader or code in lists.facts[each].taken_for}
            waiting += beside - codes
            codes |= beside
    return bool(reached[0] & reached[1])


def without_repeats(said: Sequence[Statement], world: World) -> list[Statement]:
    """The same figure of one organisation for one scope in two documents counts once, where it was said first."""
    kept: list[Statement] = []
    for statement in said:
        if not any(is_repeat(statement, earlier, world) for earlier in kept):
            kept.append(statement)
    return kept


def is_repeat(statement: Statement, earlier: Statement, world: World) -> bool:
    one, other = statement.figure, earlier.figure
    return (
        statement.organisation == earlier.organisation
        and statement.source != earlier.source
        and (one.qualifier, one.value, one.value_high) == (other.qualifier, other.value, other.value_high)
        and (one.value is not None or one.as_said == other.as_said)
        and (one.value is None or readings.step_of(one) == readings.step_of(other))
        and (one.low, one.high, one.known_bias) == (other.low, other.high, other.known_bias)
        and (statement.people_each, statement.counted_by) == (earlier.people_each, earlier.counted_by)
        and lie(statement, earlier, world).together == SAME
    )


Read = Callable[[Amount], Interval]


def ordinarily(read: Amount) -> Interval:
    return read.ordinary


def strictly(read: Amount) -> Interval:
    return read.strict


def twice(judge: Callable[[Read], str]) -> tuple[str, str]:
    """The verdict on the ordinary readings, and on the strict ones where it is another."""
    verdict, other = judge(ordinarily), judge(strictly)
    return verdict, other if other != verdict else ""


def sums(said: Sequence[Statement], breakdowns: Iterable[Breakdown], world: World) -> Iterable[Found]:
    """A whole against its parts, on ordinary readings, without tolerance."""
    by_ref = {statement.ref: statement for statement in said if has_number(statement)}
    for breakdown in breakdowns:
        if not {breakdown.whole, *breakdown.parts} <= by_ref.keys():
            continue
        whole, *parts = without_bias([by_ref[ref] for ref in (breakdown.whole, *breakdown.parts)])
        units = {entries(part.unit, whole.unit, world.units) for part in parts}
        if units not in ({SAME}, {NARROWER}, {SAME, NARROWER}):
            continue
        days = [last_day(one) for one in (whole, *parts) if is_there_on_a_day(one, world)]
        if days and (max(days) - min(days)).days > 14:
            continue
        is_all = breakdown.is_complete and units == {SAME}
        if not (is_share(whole, world) or (is_sum(whole, world) and (is_all or whole.figure.is_counted))):
            continue
        made = figures.total([amount(part.figure) for part in parts], counts_twice=counts_twice(parts, whole, world))
        if is_all:
            verdict, other = judge_equal(made, amount(whole.figure), whole)
        else:
            verdict, other = twice(judge_fit(made, amount(whole.figure)))
        yield Found(f"sum:{whole.ref}:{breakdown.name}", "sum", verdict, other, in_order([whole, *parts]))


def is_share(whole: Statement, world: World) -> bool:
    return world.facts[whole.indicator].kind == "share" and whole.unit == "percent"


def shares(said: Sequence[Statement], stated: Iterable[Statement], world: World) -> Iterable[Found]:
    """A stated share against what its numerator and denominator make."""
    by_ref = {statement.ref: statement for statement in said if has_number(statement)}
    for share in stated:
        if not {share.ref, share.numerator, share.denominator} <= by_ref.keys():
            continue
        terms = [share, by_ref[share.numerator], by_ref[share.denominator]]
        whole = share_of_all(terms, world)
        if whole is None:
            continue
        percent, top, bottom = (amount(statement.figure) for statement in without_bias(terms))
        if bottom.value == 0 or bottom.ordinary.high == 0 or bottom.strict.high == 0:
            continue
        made = Amount(
            figures.times(figures.divided(top.ordinary, bottom.ordinary), whole),
            figures.times(figures.divided(top.strict, bottom.strict), whole),
            whole * top.value / bottom.value,
            top.is_plain and bottom.is_plain and not readings.written(share.figure).is_fraction,
        )
        yield Found(f"share:{share.ref}", "share", *judge_equal(made, percent, share), in_order(terms))


def share_of_all(terms: Sequence[Statement], world: World) -> Fraction | None:
    """What a share of all of it is: 100 percent, once, 1,000 of 1,000 people; none where the units make no share."""
    share, top, bottom = terms
    unit = world.facts_of_unit(share.unit)
    if share.unit in ("percent", "times"):
        wanted = [(top.unit, bottom.unit)]
    elif unit.rate_of:
        wanted = [(top.unit, unit.rate_of), (bottom.unit, unit.rate_per)]
    else:
        return None
    if any(entries(*pair, world.units) in (DISJOINT, OVERLAPPING) for pair in wanted):
        return None
    return Fraction({"percent": 100, "times": 1}.get(share.unit, unit.rate_amount))


def judge_fit(made: Amount, limit: Amount) -> Callable[[Read], str]:
    return lambda read: figures.fit(read(made), read(limit))


def plans(said: Sequence[Statement], checks: Iterable[Check]) -> Iterable[Found]:
    """A check of an analyst, one of those that are known."""
    by_ref = {statement.ref: statement for statement in said if has_number(statement)}
    for check in checks:
        if not set(check.terms.values()) <= by_ref.keys():
            continue
        terms = without_bias([by_ref[ref] for ref in check.terms.values()])
        amounts = {name: amount(term.figure) for name, term in zip(check.terms, terms, strict=True)}
        formula = FORMULAS[check.formula]
        left, right = formula.left(amounts), formula.right(amounts)
        if formula.sign == "=":
            verdict, other = judge_equal(left, right, terms[-1])  # which stands alone in every one of them
        else:
            verdict, other = twice(judge_sign(formula.sign, left, right))
        yield Found(f"plan:{check.slug}", "plan", verdict, other, in_order(terms))


def judge_sign(sign: str, left: Amount, right: Amount) -> Callable[[Read], str]:
    """Whether the comparison holds whatever the two sides are read as, never, or for some readings."""
    judges: dict[str, Callable[[Interval, Interval], str]] = {
        "≥": lambda one, other: figures.fit(other, one),
        "≤": figures.fit,
        ">": figures.exceed,
        "<": lambda one, other: figures.exceed(other, one),
    }
    return lambda read: judges[sign](read(left), read(right))
