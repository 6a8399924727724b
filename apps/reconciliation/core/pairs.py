"""Rules `direct`, `restated` and `bound`: two figures, of the same scope or one within the other.

more than 17,000 left Rukban | 17,080                                two organisations   direct, agrees
56,000 refugees in 2018 | just over 55,500                           one organisation    restated, agrees
more than 2 million refugees | more than 548,554                     two organisations   direct, differs
more than 319,274 from two countries | 41,570 from all countries     two organisations   bound, differs, factor 7.7
29 schools repaired | 29 schools under repair                        disjoint            nothing
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.claims.values import spoken
from apps.reconciliation.core import results
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.scopes import Scopes, relate
from apps.reconciliation.core.statements import Lists, Policy, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import (
    Comparison,
    Verdict,
    centre,
    compare,
    compare_order,
    difference,
    factor,
    precision,
    read,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements whose scopes have something to say to each other. In a bound `one` is the narrower."""

    rule: Rule
    one: Statement
    other: Statement
    scopes: Scopes


def pair_up(one: Statement, other: Statement, lists: Lists) -> Pair | None:
    """The rule under which two statements are compared, None where there is none."""
    if one.figure.ordinary is None or other.figure.ordinary is None:
        return None
    scopes = relate(one, other, lists)
    is_self = one.organisation == other.organisation
    if scopes.together is Relation.SAME:
        if is_self and _is_repeated(one, other):
            return None
        return Pair(Rule.RESTATED if is_self else Rule.DIRECT, *results.in_order(one, other), scopes)
    if is_self or not (lists.facts[one.indicator].is_additive and lists.facts[other.indicator].is_additive):
        return None
    if scopes.together is Relation.NARROWER:
        return Pair(Rule.BOUND, one, other, scopes)
    if scopes.together is Relation.BROADER:
        return Pair(Rule.BOUND, other, one, relate(other, one, lists))
    return None


def _is_repeated(one: Statement, other: Statement) -> bool:
    """The same figure in two documents is one statement with two sources."""
    figures = [(s.figure.qualifier, s.figure.value, s.figure.value_high) for s in (one, other)]
    return one.source != other.source and figures[0] == figures[1]


def judge(pair: Pair, policy: Policy) -> Comparison:
    """Compares the two figures as the pair's rule asks."""
    tolerance = policy.tolerance(pair.one.indicator)
    test = compare_order if pair.rule is Rule.BOUND else compare
    return test(
        read(pair.one.figure),
        read(pair.other.figure),
        tolerance=tolerance,
        bridge=pair.scopes.bridge,
        is_bridged=pair.scopes.is_bridged,
    )


def find(pairs: Iterable[Pair], lists: Lists, policy: Policy, *, covered: Collection[tuple[str, str]]) -> list[Result]:
    """The findings of all pairs; of bounds only those violated, and of nested ones only the nearest.

    `covered` are the bounds (narrower figure, organisation of the broader) that an assembly says better.
    """
    judged = [(pair, judge(pair, policy)) for pair in pairs]
    violated = [
        pair
        for pair, found in judged
        if pair.rule is Rule.BOUND
        and found.verdict is not Verdict.AGREES
        and (pair.one.ref, pair.other.organisation) not in covered
    ]
    kept = set(_nearest(violated, lists))
    return [
        _result(pair, found, lists, policy)
        for pair, found in judged
        if pair.rule is not Rule.BOUND or (pair.one.ref, pair.other.ref) in kept
    ]


def _nearest(violated: Sequence[Pair], lists: Lists) -> list[tuple[str, str]]:
    """Without those that have another violated pair of the same organisations between their two scopes."""
    inside = (Relation.SAME, Relation.NARROWER)

    def is_within(one: Statement, other: Statement) -> bool:
        return one.ref == other.ref or relate(one, other, lists).together in inside

    def lies_between(inner: Pair, outer: Pair) -> bool:
        return (
            inner is not outer
            and inner.one.organisation == outer.one.organisation
            and inner.other.organisation == outer.other.organisation
            and is_within(outer.one, inner.one)
            and is_within(inner.other, outer.other)
            and not (is_within(inner.one, outer.one) and is_within(outer.other, inner.other))
        )

    return [
        (pair.one.ref, pair.other.ref) for pair in violated if not any(lies_between(other, pair) for other in violated)
    ]


def _result(pair: Pair, found: Comparison, lists: Lists, policy: Policy) -> Result:
    left, right = results.in_order(pair.one, pair.other)
    gap = rounded(found.gap, 6)
    return Result(
        key=results.pair_key(left, right),
        rule=pair.rule,
        verdict=found.verdict,
        other_verdict=found.strict_verdict if found.strict_verdict is not found.verdict else "",
        between=results.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=results.quantity(left, lists),
        right_shown=results.quantity(right, lists),
        inputs=(left.ref, right.ref),
        difference=difference(left.figure, right.figure),
        factor=factor(left.figure, right.figure),
        gap_at_best=gap,
        flips_at=None if found.flips_at is None else rounded(found.flips_at, 6),
        trace=tuple(_trace(pair, left, right, found, lists, policy)),
        reasons=tuple(_reasons(pair, left, right, found)),
        explanation=_explain(pair, left, right, found, lists),
    )


def _trace(
    pair: Pair, left: Statement, right: Statement, found: Comparison, lists: Lists, policy: Policy
) -> Iterable[Line]:
    yield from results.reading_lines(left)
    yield from results.reading_lines(right)
    if pair.rule is Rule.BOUND:
        where = ", ".join(name for name, how in pair.scopes.dimensions.items() if how is Relation.NARROWER)
        note = f"{pair.one.ref} lies within {pair.other.ref} ({where}), so it cannot be above it"
        yield Line("What must hold", f"{pair.one.ref} ≤ {pair.other.ref}", "", note)
    else:
        yield Line("What must hold", f"{left.ref} = {right.ref}", "", "both count the same thing")
    if pair.scopes.is_bridged:
        note = f"{left.ends_on} and {right.ends_on} count as the same day"
        yield Line("Ends bridged", f"{grouped(rounded(pair.scopes.bridge * 100, 2))}%", "", note)
    step = max(precision(left.figure), precision(right.figure))
    value = difference(left.figure, right.figure)
    note = (
        f"{shown_exactly(centre(left.figure))} − {shown_exactly(centre(right.figure))}, to the nearest {grouped(step)}"
    )
    yield Line("Difference", f"{'+' if value > 0 else ''}{grouped(value)}", "", note)
    times = factor(left.figure, right.figure)
    if times is not None:
        yield Line("Factor", grouped(times), "", "the larger divided by the smaller")
    yield Line("Gap at best", shown_exactly(found.gap), "", "smallest distance between the ordinary readings")
    tolerance = policy.tolerance(pair.one.indicator)
    larger = shown_exactly(max(abs(centre(left.figure)), abs(centre(right.figure))))
    note = f"{grouped(tolerance.relative * 100)}% of {larger}, policy “{tolerance.name}”"
    yield Line("Gap that still agrees", shown_exactly(found.allowed), "", note)
    if found.flips_at is not None:
        note = "a gap of this share of the larger figure; a tolerance at or above it says that they agree"
        yield Line("Flips at", f"{grouped(rounded(found.flips_at * 100, 2))}%", "", note)


def _reasons(pair: Pair, left: Statement, right: Statement, found: Comparison) -> Iterable[Reason]:
    if pair.scopes.is_bridged:
        yield Reason(Code.AS_OF, f"{left.ref} runs to {left.ends_on}, {right.ref} to {right.ends_on}")
    if found.verdict is Verdict.AGREES:
        if centre(left.figure) != centre(right.figure):
            yield Reason(Code.ROUNDING, "the readings meet, or their gap is within the tolerance")
        return
    explained = results.bias_reasons((left, right))
    yield from explained
    power = power_of_ten(left, right)
    if power:
        yield Reason(Code.MULTIPLIER, f"one figure is close to {grouped(Fraction(power))} times the other")
    if not explained and not power:
        yield Reason(Code.UNEXPLAINED, "no rule explains the gap", amount=rounded(found.gap, 6))


def power_of_ten(left: Statement, right: Statement) -> int | None:
    """10, 100, 1,000 or 1,000,000 if the larger figure is within 2 % of so many times the smaller."""
    times = factor(left.figure, right.figure)
    if times is None:
        return None
    return next((power for power in (10, 100, 1_000, 1_000_000) if abs(times / power - 1) <= Fraction(1, 50)), None)


def _explain(pair: Pair, left: Statement, right: Statement, found: Comparison, lists: Lists) -> str:
    if left.speaker_name == right.speaker_name:
        both = f"{left.speaker_name} says both {_said(left, lists)} and {_said(right, lists)}."
    else:
        both = f"{left.speaker_name} says {_said(left, lists)}; {right.speaker_name} says {_said(right, lists)}."
    if found.verdict is Verdict.AGREES:
        return f"{both} {_agreement(left, right, found)}"
    higher = left if centre(left.figure) > centre(right.figure) else right
    value = abs(difference(left.figure, right.figure))
    times = factor(left.figure, right.figure)
    # Where the coarser figure's rounding swallows the difference, what is sure is the gap between the readings.
    how = grouped(value) if value else f"at least {shown_exactly(found.gap)}"
    by = f"{higher.ref} is {how} higher"
    by += f", {grouped(rounded(Fraction(times), 1))} times the other" if times is not None else ""
    if pair.rule is Rule.BOUND:
        by += f", although {pair.one.ref} counts only a part of what {pair.other.ref} counts"
    return f"{both} {by}.{_strictly(left, right, found)}"


def _agreement(left: Statement, right: Statement, found: Comparison) -> str:
    if centre(left.figure) == centre(right.figure):
        return "The figures are the same."
    if found.flips_at is None:
        return "As people read them, both can be right at once."
    return f"The gap of {shown_exactly(found.gap)} is within the tolerance."


def _strictly(left: Statement, right: Statement, found: Comparison) -> str:
    if found.verdict is not Verdict.DIFFERS or found.strict_verdict is not Verdict.AGREES:
        return ""
    if left.figure.is_floor and right.figure.is_floor:
        return " Taken strictly, two floors cannot contradict each other: both can hold at once."
    return " Taken strictly, the words permit both."


def _said(statement: Statement, lists: Lists) -> str:
    figure = spoken(statement.figure)
    return figure if statement.figure.is_percent else f"{figure} {lists.units.name(statement.unit)}"
