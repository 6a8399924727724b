"""Two figures that have something to say to each other; of the same scope they are rules `direct` and `restated`.

more than 17,000 left Rukban | 17,080                                two organisations   direct, agrees
56,000 refugees in 2018 | just over 55,500                           one organisation    restated, agrees
more than 2 million refugees | more than 548,554                     two organisations   direct, differs
29 schools repaired | 29 schools under repair                        disjoint            nothing
100, 140 and 150 for one month | 200                                 two organisations   one: 100 | 200, and 2 more

Of all pairs of the same two scopes the worst verdict stands for them, then the widest gap; the others are counted.
It is called by the first two claims, so that a review outlives the figures that come later.

One within the other is rule `bound`, of which precedence.py keeps what is worth saying; it is judged and shown here as
every pair is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from apps.claims.figures import HAPPENED, Qualifier
from apps.claims.hierarchy import Relation
from apps.claims.numbers import rounded, shown_exactly, spoken_day
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import MINISTRY, UN, About, Example, say
from apps.reconciliation.core.comparing.families import CODES, Family
from apps.reconciliation.core.comparing.kin import are_kin
from apps.reconciliation.core.comparing.readings import Reading, difference, factor, is_lower, read
from apps.reconciliation.core.comparing.scopes import Scopes, are_ordered, borders_of, relate
from apps.reconciliation.core.comparing.verdicts import Comparison, Verdict, compare, compare_order
from apps.reconciliation.core.explaining import gap_steps, lines, origins
from apps.reconciliation.core.explaining.bridges import accounted_by_days, bridge_lines, bridge_reasons
from apps.reconciliation.core.explaining.changes import Change, find_changes
from apps.reconciliation.core.explaining.gap_steps import (
    GapSteps,
    Stop,
    build_gap_steps,
    build_step,
    build_stop,
    compare_steps,
    explain_gap,
)
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.explaining.slips import find_slips
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement, counters_in_common
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy

ABOUT_RESTATED = About(
    "One organisation, same scope, two figures",
    "Two figures of one organisation for the same scope must agree.",
    Example((say(1, UN, "12,300", 12_300), say(2, UN, "12,000", 12_000, Qualifier.JUST_OVER))),
)
ABOUT_DIRECT = About(
    "Two organisations, same scope",
    "Two organisations’ figures for the same scope must agree.",
    Example((say(1, MINISTRY, "17,000", 17_000, Qualifier.MORE_THAN), say(2, UN, "12,345", 12_345))),
)
ABOUT_BOUND = About(
    "A narrower figure above a broader one",
    "What counts only a part cannot be above what counts the whole. Kept only where it is.",
    Example((say(1, MINISTRY, "31,927", 31_927, place="north"), say(2, UN, "12,345", 12_345))),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements whose scopes have something to say to each other. In a bound `one` is the narrower.

    `others` are figures of the same two scopes that the pair stands for, `key` what all of them are called.
    """

    rule: Rule
    one: Statement
    other: Statement
    scopes: Scopes
    key: str = ""
    others: tuple[Statement, ...] = ()


Judged = tuple[Pair, Comparison]
WORST_LAST = (Verdict.AGREES, Verdict.DIFFERS, Verdict.CONTRADICTS)


def pair_up(one: Statement, other: Statement, scopes: Scopes, lists: Lists) -> Pair | None:
    """The rule under which two statements are compared whose scopes lie so, None where there is none."""
    if one.figure.ordinary is None or other.figure.ordinary is None or are_kin(one, other):
        return None
    is_self = one.organisation == other.organisation
    if is_self and not counters_in_common((one,), (other,)):
        return None  # who passes on another's figure beside its own says what each of the two counted
    if scopes.together is Relation.SAME:
        return Pair(Rule.RESTATED if is_self else Rule.DIRECT, *findings.in_order(one, other), scopes)
    if is_self or not are_ordered(one, other, scopes, lists):
        return None
    match scopes.together:
        case Relation.NARROWER:
            return Pair(Rule.BOUND, one, other, scopes)
        case Relation.BROADER:
            return Pair(Rule.BOUND, other, one, relate(other, one, lists))
        case Relation.OVERLAPPING | Relation.DISJOINT | Relation.UNKNOWN:
            return None
        case _:
            assert_never(scopes.together)


def is_set_beside(said: Statement, organisation: str, family: Family) -> bool:
    """Whether a figure is set side by side with another organisation's figure of the same scope."""
    near = family.sharing(said, CODES, organisation=organisation, is_near=True)
    meeting = (other for other in near if family.may_meet(said, other))
    paired = (pair_up(said, other, family.relate(said, other), family.lists) for other in meeting)
    return any(pair is not None and pair.rule is Rule.DIRECT for pair in paired)


def judge(pair: Pair, policy: Policy) -> Comparison:
    """Compares the two figures as the pair's rule asks."""
    tolerance = policy.tolerance(pair.one.indicator)
    test = compare_order if pair.rule is Rule.BOUND else compare
    return test(
        read(pair.one.figure),
        read(pair.other.figure),
        tolerance=tolerance,
        bridged_share=pair.scopes.bridged_share,
        is_bridged=pair.scopes.is_bridged
        or _is_revised(pair.one, pair.other)
        or origins.sees_less((pair.one,), (pair.other,), is_lower=_is_lower(pair.one, pair.other)),
    )


def _is_revised(one: Statement, other: Statement) -> bool:
    """Whether one organisation says on another day what it plans, forecasts or asks for now: it may have changed."""
    is_ahead = one.organisation == other.organisation and one.figure.status not in HAPPENED
    return is_ahead and one.said_on != other.said_on


def _is_lower(one: Statement, other: Statement) -> bool:
    return is_lower(read(one.figure), read(other.figure))


def gather(judged: Iterable[Judged], family: Family) -> list[Judged]:
    """Of all pairs of one rule and the same two scopes one, which counts the others."""
    alike: dict[tuple[Rule, frozenset[int]], list[Judged]] = defaultdict(list)
    for pair, comparison in judged:
        alike[pair.rule, frozenset((family.scope_of(pair.one), family.scope_of(pair.other)))].append((pair, comparison))
    return [group[0] if len(group) == 1 else _stand_for(group) for group in alike.values()]


def _stand_for(group: Sequence[Judged]) -> Judged:
    def weigh(judged: Judged) -> tuple[int, Fraction, Fraction, list[int]]:
        pair, comparison = judged
        distance = abs(read(pair.one.figure).centre - read(pair.other.figure).centre)
        earliest = sorted((-pair.one.number, -pair.other.number), reverse=True)
        return WORST_LAST.index(comparison.verdict), comparison.gap, distance, earliest

    best, comparison = max(group, key=weigh)
    pairs = [(pair.one, pair.other) for pair, _ in group]
    others = findings.others_of(pairs, (best.one, best.other))
    return replace(best, key=findings.first_key("pair", pairs), others=others), comparison


def build(judged: Judged, family: Family, policy: Policy) -> Result:
    """The finding of one pair; `family` is where to look for what would make the two agree."""
    lists = family.lists
    pair, comparison = judged
    left, right = findings.in_order(pair.one, pair.other)
    readings = read(left.figure), read(right.figure)

    def work(around: Family | None) -> Working:
        is_apart = comparison.verdict is not Verdict.AGREES
        changes = find_changes(left, right, around or family, policy) if is_apart else ()
        way = steps_between(left, right, comparison, changes, lists)
        is_one_thing = pair.rule is not Rule.BOUND
        reasons = _reasons(left, right, way, lists, is_apart=is_apart, is_one_thing=is_one_thing)
        bridges = bridge_reasons(left, right, way) if pair.scopes.is_bridged else ()
        return Working((*reasons, *bridges), changes, way)

    return Result(
        key=pair.key or findings.pair_key(left, right),
        rule=pair.rule,
        verdict=comparison.verdict,
        strict_verdict=findings.strict_if_other(comparison.strict_verdict, comparison.verdict),
        between=findings.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=_shown(left, pair.others if left.organisation != right.organisation else (), lists),
        right_shown=_shown(right, pair.others, lists),
        members=findings.name_members((Role.LEFT, [left]), (Role.RIGHT, [right]), (Role.ALSO, pair.others)),
        difference=difference(*readings),
        factor=factor(*readings),
        gap_at_best=rounded(comparison.gap),
        flips_at=None if comparison.flips_at is None else rounded(comparison.flips_at),
        tell=lambda: _trace(pair, left, right, comparison, lists, policy),
        work=work,
        tolerance=policy.tolerance(pair.one.indicator).name,
    )


def _reasons(
    left: Statement, right: Statement, way: GapSteps, lists: Lists, *, is_apart: bool, is_one_thing: bool
) -> Iterable[Reason]:
    yield from gap_steps.gap_reasons(way, (left, right) if is_apart else ())
    yield from origins.origin_reasons((left,), (right,))
    if is_apart:
        yield from _open_starts(left, right, lists)
        yield from _open_borders(left, right, lists)
        yield from origins.coverage_reasons((left,), (right,), is_lower=_is_lower(left, right))
        if is_one_thing:
            yield from find_slips(left, right)
        stating = next((said for said in (left, right) if said.date_basis), None)
        if stating is not None and not (left.date_basis and right.date_basis):
            evidence = f"{stating.ref} counts by the date of {stating.date_basis}; the other figure does not say"
            yield Reason(Code.DATE_BASIS, evidence)


def _open_starts(left: Statement, right: Statement, lists: Lists) -> Iterator[Reason]:
    """That neither of two organisations says since when it counts, which may be since two days."""
    is_between_two = left.organisation != right.organisation
    are_flows = all(lists.facts[said.indicator].kind == "flow" for said in (left, right))
    if is_between_two and are_flows and left.period.start is right.period.start is None:
        evidence = (
            f"neither {left.ref} nor {right.ref} says since when it counts; they are compared as if since one day"
        )
        yield Reason(Code.PERIOD, evidence)


def _open_borders(left: Statement, right: Statement, lists: Lists) -> Iterator[Reason]:
    """That the borders of a place changed in the days of both, so that each may count in those before or after."""
    if left.place == right.place and borders_of(left, lists) == borders_of(right, lists) == "across":
        place = lists.places.name(left.place)
        evidence = f"the borders of {place} changed in the days of {left.ref} and {right.ref}; neither says in which"
        yield Reason(Code.GEOGRAPHY, f"{evidence} it counts")


def _shown(statement: Statement, others: Iterable[Statement], lists: Lists) -> str:
    """A figure, and how many more the same organisation has for its scope."""
    more = sum(other.organisation == statement.organisation for other in others)
    return lists.quantity(statement) + (f" and {more} more" if more else "")


def _stop(said: Statement, reading: Reading) -> Stop:
    name = said.speaker_name if said.conversion is None else f"{said.speaker_name}, converted"
    return build_stop(name, reading.centre, said.ref)


def steps_between(
    left: Statement, right: Statement, comparison: Comparison, changes: Sequence[Change], lists: Lists
) -> GapSteps:
    """The way from the left figure to the right one, over the best change that a side's own figures show."""
    start, end = read(left.figure), read(right.figure)
    ends = _stop(left, start), _stop(right, end)
    best = next((change for change in changes if change.is_own), None)
    if best is None:
        both = (start, left.ends_on), (end, right.ends_on)
        bridged = accounted_by_days(*both, comparison, (left, right), lists)
        return build_gap_steps(ends[0], compare_steps(start, end, bridged), ends[1])
    ref = best.refs[0] if len(best.refs) == 1 else ""
    if best.replaced == left.ref:
        step = build_step(best.code, best.reading.centre - start.centre, best.words, ref)
        rest = explain_gap(best.reading, end, best.reading.ordinary.gap(end.ordinary))
        return build_gap_steps(ends[0], (step, *rest), ends[1])
    step = build_step(best.code, end.centre - best.reading.centre, best.words, ref)
    rest = explain_gap(start, best.reading, start.ordinary.gap(best.reading.ordinary))
    return build_gap_steps(ends[0], (*rest, step), ends[1])


def _trace(
    pair: Pair, left: Statement, right: Statement, comparison: Comparison, lists: Lists, policy: Policy
) -> Iterable[Line]:
    yield lines.said_line(left, lists, "left")
    yield lines.said_line(right, lists, "right")
    yield from lines.reading_lines(left)
    yield from lines.reading_lines(right)
    yield from lines.others_lines(pair.others, chosen="of them all the two that are shown agree least")
    if pair.rule is Rule.BOUND:
        where = ", ".join(name for name, how in pair.scopes.dimensions.items() if how is Relation.NARROWER)
        note = f"{pair.one.ref} lies within {pair.other.ref} ({where}), so it cannot be above it"
        yield Line("What must hold", f"{pair.one.ref} ≤ {pair.other.ref}", "", note)
        rest = read(pair.other.figure).centre - read(pair.one.figure).centre
        if rest >= 0:
            yield Line("What is left for the rest", shown_exactly(rest), "", f"{pair.other.ref} − {pair.one.ref}")
    else:
        yield Line("What must hold", f"{left.ref} = {right.ref}", "", "both count the same thing")
    if _is_revised(left, right):
        when = f"{spoken_day(left.said_on)} and {spoken_day(right.said_on)}"
        note = "what has not happened may change: each may have held when it was said"
        yield Line("Said on two days", when, "", note)
    if pair.scopes.is_bridged:
        yield from bridge_lines(left.ends_on, right.ends_on, pair.scopes.bridged_share)
    readings = read(left.figure), read(right.figure)
    is_order = pair.rule is Rule.BOUND
    yield from lines.difference_lines(*readings)
    yield from origins.origin_lines((left,), (right,))
    yield from lines.tolerance_lines(*readings, comparison, policy, pair.one.indicator, is_order=is_order)
    days = abs((left.ends_on - right.ends_on).days) if pair.scopes.is_bridged else 0
    within = lines.within_words(
        *readings, comparison, policy.tolerance(pair.one.indicator), days=days, is_order=is_order
    )
    yield from lines.within_lines(comparison, within)
    yield from lines.verdict_lines(
        comparison.verdict,
        _conclude(pair, left, right, comparison, within),
        strict=comparison.strict_verdict,
        strictly=strictly(left, right),
        is_order=is_order,
    )


def _conclude(pair: Pair, left: Statement, right: Statement, comparison: Comparison, within: str) -> str:
    """What follows, in a sentence."""
    origin = origins.one_origin_words((left,), (right,))
    one, other = read(left.figure), read(right.figure)
    if comparison.verdict is Verdict.AGREES and pair.rule is Rule.BOUND:
        above = within if comparison.gap else "not"
        fits = f"{pair.one.ref} counts a part of what {pair.other.ref} counts, and is {above} above it"
        return f"{fits}: both can be right{origin}"
    if comparison.verdict is Verdict.AGREES:
        if one.centre == other.centre and one.ordinary == other.ordinary:
            return f"the figures are the same{origin}"
        if one.ordinary.meets(other.ordinary):
            return f"as people read them, both can be right at once{origin}"
        if not comparison.gap:
            return f"they touch and have no number in common, which is {within}{origin}"
        return f"the gap of {shown_exactly(comparison.gap)} is {within}{origin}"
    if one.centre == other.centre:
        return "no number is in both, as people read them, and no tolerance is allowed for"
    higher = left if one.centre > other.centre else right
    times = lines.times_words(factor(one, other))
    by = f", {times} the other" if times else ""
    if pair.rule is Rule.BOUND:
        by += f", although {pair.one.ref} counts only a part of what {pair.other.ref} counts"
    return f"{higher.ref} is {lines.apart_words(one, other)}{lines.points_words(higher)} higher{by}"


def strictly(left: Statement, right: Statement) -> str:
    """Why the strict readings have a number in common although the ordinary ones part."""
    if left.figure.is_floor and right.figure.is_floor:
        return "two floors cannot contradict each other: both can hold at once"
    return origins.excuse_words((left,), (right,), is_lower=_is_lower(left, right))
