"""Rule `assembled`: figures of one organisation and one document, put together, against another organisation's figure.

16,381 from Lebanon and 46,501 from Jordan | 41,570 from all countries      differs: 62,882, factor 1.51
16,381 from Lebanon and 46,501 from Jordan | 62,882 from all countries      nothing: they fit in
16,381 from Lebanon, of them 5,000 women | 16,000 from all countries        nothing: women are in the 16,381 already
548,554 refugees and 1,302,870 IDPs | 1,851,000 returnees                   agrees: the two are all of them
56,000 movements in 2018 and 41,570 in 2019 | 120,000 in both years         differs: no day is missing
56,000 people in 2018 and 41,570 in 2019 | 60,000 people in both years      agrees: one person may be in both

The parts are of one indicator, unit and status, each narrower than the target, no two of them with anything in common
or counted by other dates; they are of one period, or differ in nothing but their periods. Parts that tile the target's
scope must come to it; parts inside it must not be above it. Candidates are taken largest first and those that overlap
are skipped, so it never explodes. Of several targets of one organisation the narrowest is kept; where an organisation
says the whole itself, that is compared and not its parts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from apps.claims.hierarchy import Relation
from apps.claims.numbers import rounded, shown_exactly
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import MINISTRY, UN, About, Example, say
from apps.reconciliation.core.comparing.families import Family, Shelf
from apps.reconciliation.core.comparing.groups import Groups
from apps.reconciliation.core.comparing.kin import are_kin
from apps.reconciliation.core.comparing.parts import combine, count_twice, find_tilings, put_together, size
from apps.reconciliation.core.comparing.readings import Reading, difference, factor, is_lower, read
from apps.reconciliation.core.comparing.scopes import relate_periods
from apps.reconciliation.core.comparing.verdicts import Comparison, Verdict, compare, compare_order
from apps.reconciliation.core.explaining import gap_steps, lines, origins
from apps.reconciliation.core.explaining.bridges import accounted_by_days, bridge_lines, bridge_reasons
from apps.reconciliation.core.explaining.changes import find_changes_to_sum
from apps.reconciliation.core.explaining.gap_steps import GapSteps, build_gap_steps, build_stop, compare_steps
from apps.reconciliation.core.explaining.reasons import Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy

ABOUT = About(
    "Figures put together, against another’s",
    (
        "Figures of one document that have nothing in common must come to another organisation’s figure if they are "
        "all of its scope, and must not be above it if they lie within it."
    ),
    Example(
        (
            say(1, MINISTRY, "9,381", 9_381, population="adults"),
            say(2, MINISTRY, "4,501", 4_501, population="children"),
            say(3, UN, "12,345", 12_345),
        ),
    ),
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Assembly:
    """Parts of a target's scope. They are all of it if it `is_tiled`, and must then come to it, else stay below it.

    `bridged_share` is the share of days by which ends that count as one differ, None where none had to. `others` are
    more figures of the target's organisation for its scope, for which it stands; `first` is the first of them all.
    """

    target: Statement
    parts: tuple[Statement, ...]
    reading: Reading
    comparison: Comparison
    is_tiled: bool
    bridged_share: Fraction | None
    first: Statement | None = None
    others: tuple[Statement, ...] = ()

    @property
    def is_amiss(self) -> bool:
        return self.comparison.verdict is not Verdict.AGREES

    @property
    def last(self) -> Statement:
        """The part that runs to the last of their days."""
        return _last(self.parts)

    @property
    def largest(self) -> Statement:
        return max(self.parts, key=size)


def find_assemblies(
    family: Family, groups: Groups, policy: Policy, *, is_said: Callable[[Statement, str], bool]
) -> list[Assembly]:
    """The assemblies of each two organisations, one a target; `keep_narrowest` keeps those worth saying.

    `groups` are those of the family; `is_said` tells whether an organisation's own figure of the same scope is compared
    with a figure already.
    """
    lists = family.lists
    best: dict[tuple[int, str], list[Assembly]] = defaultdict(list)
    # Those of one scope after each other: what lies within it is then related once.
    for target in sorted(family.statements, key=family.scope_of):
        is_whole = target.figure.ordinary is not None and lists.adds_up(target)
        if not (is_whole and family.asked.is_target(target)):
            continue
        for near in groups.within(target, family):
            organisation = near[0].organisation
            if is_said(target, organisation):
                continue
            candidates = [part for part in near if _is_part(part, target, family)]
            if len(candidates) > 1:
                best[family.scope_of(target), organisation] += _assemble(target, candidates, lists, policy)
    return [_stand_for(assemblies) for assemblies in best.values() if assemblies]


def keep_narrowest(assemblies: Iterable[Assembly], family: Family) -> list[Assembly]:
    """Of each two organisations those with the narrowest target; tilings each stand for themselves."""
    by_sides: dict[tuple[str, str], list[Assembly]] = defaultdict(list)
    for assembly in assemblies:
        by_sides[assembly.parts[0].organisation, assembly.target.organisation].append(assembly)
    return [assembly for some in by_sides.values() for assembly in _narrowest(some, family)]


def _stand_for(assemblies: Sequence[Assembly]) -> Assembly:
    """Of several targets of one scope, and several ways to put parts together, the one that says most."""
    best = max(assemblies, key=_weight)
    targets = {assembly.target.number: assembly.target for assembly in assemblies}
    first = targets[min(targets)]
    del targets[best.target.number]
    return replace(best, first=first, others=tuple(targets[number] for number in sorted(targets)))


def _weight(assembly: Assembly) -> tuple[bool, Fraction, int, int]:
    """All of it says more than parts; then the wider gap, then the first document, then the first target."""
    return assembly.is_tiled, assembly.comparison.gap, -assembly.parts[0].number, -assembly.target.number


def build(assembly: Assembly, family: Family, policy: Policy) -> Result:
    """The finding of an assembly. On its side stands the largest part; the sum is shown."""
    lists = family.lists
    target, parts, comparison = assembly.target, assembly.parts, assembly.comparison
    first, _ = findings.in_order(assembly.largest, target)
    is_left = first is not target
    terms = (
        f"{lines.terms_words(parts)} {lists.units.name(parts[0].unit)}",
        _and_more(lists.quantity(target), assembly),
    )
    readings = _in_order((assembly.reading, read(target.figure)), is_left=is_left)
    refs = ", ".join(part.ref for part in parts)
    stops = (
        build_stop(f"{_speakers(parts)}, {refs} together", assembly.reading.centre),
        build_stop(target.speaker_name, read(target.figure).centre, target.ref),
    )
    start, end = _in_order(stops, is_left=is_left)

    def work(around: Family | None) -> Working:
        is_above = assembly.reading.centre > read(target.figure).centre
        is_twice = is_above and count_twice(parts, target, lists)
        endings = (assembly.reading, assembly.last.ends_on), (read(target.figure), target.ends_on)
        bridged = accounted_by_days(*_in_order(endings, is_left=is_left), comparison, (target,), lists)
        way = build_gap_steps(start, compare_steps(*readings, bridged, is_twice=is_twice), end)
        said = assembly.reading, parts[0].organisation, target
        changes = find_changes_to_sum(*said, around or family, policy) if assembly.is_amiss else ()
        return Working(tuple(_reasons(assembly, way)), changes, way)

    shown_left, shown_right = _in_order(terms, is_left=is_left)
    return Result(
        key=f"assembled:{(assembly.first or target).ref}:{parts[0].organisation}",
        rule=Rule.ASSEMBLED,
        verdict=comparison.verdict,
        strict_verdict=findings.strict_if_other(comparison.strict_verdict, comparison.verdict),
        between=findings.between((assembly.largest, target)),
        left=first.ref,
        right=(target if is_left else assembly.largest).ref,
        left_shown=shown_left,
        right_shown=shown_right,
        members=findings.name_members((Role.TARGET, [target]), (Role.PART, parts), (Role.ALSO, assembly.others)),
        difference=difference(*readings),
        factor=factor(*readings),
        gap_at_best=rounded(comparison.gap),
        flips_at=None if comparison.flips_at is None else rounded(comparison.flips_at),
        tell=lambda: _trace(assembly, lists, policy),
        work=work,
        tolerance=policy.tolerance(target.indicator).name,
    )


def _reasons(assembly: Assembly, way: GapSteps) -> Iterable[Reason]:
    target, parts = assembly.target, assembly.parts
    yield from gap_steps.gap_reasons(way, (target, *parts) if assembly.is_amiss else ())
    if assembly.bridged_share is not None:
        yield from bridge_reasons(assembly.last, target, way)
    yield from origins.origin_reasons(parts, (target,))
    if assembly.is_amiss:
        are_lower = is_lower(assembly.reading, read(target.figure))
        yield from origins.coverage_reasons(parts, (target,), is_lower=are_lower)


def _and_more(words: str, assembly: Assembly) -> str:
    return f"{words} and {len(assembly.others)} more" if assembly.others else words


def _in_order(pair: tuple[T, T], *, is_left: bool) -> tuple[T, T]:
    return pair if is_left else (pair[1], pair[0])


def _is_part(part: Statement, target: Statement, family: Family) -> bool:
    return family.relate(part, target).together is Relation.NARROWER and not are_kin(part, target)


def _assemble(target: Statement, candidates: Sequence[Statement], lists: Lists, policy: Policy) -> Iterable[Assembly]:
    """All tilings there are, else parts that together are above the target."""
    tilings = list(find_tilings(target, candidates, lists))
    yield from (_judge(target, tiles, lists, policy, is_tiled=True) for tiles in tilings)
    parts = put_together(candidates, lists)
    # Where one person may be in two parts, nothing is above the target that the largest part is not: a bound.
    is_ordered = lists.is_amount(target) and not count_twice(parts, target, lists)
    if not tilings and len(parts) > 1 and is_ordered:
        assembly = _judge(target, parts, lists, policy, is_tiled=False)
        if assembly.is_amiss:
            yield assembly


def _judge(target: Statement, parts: Sequence[Statement], lists: Lists, policy: Policy, *, is_tiled: bool) -> Assembly:
    total, whole = combine(parts, target, lists), read(target.figure)
    are_lower = is_lower(total, whole)
    periods = relate_periods(_spanning(parts), target, lists)
    test = compare if is_tiled else compare_order
    comparison = test(
        total,
        whole,
        tolerance=policy.tolerance(target.indicator),
        bridged_share=periods.bridged_share,
        is_bridged=periods.is_bridged or origins.sees_less(parts, (target,), is_lower=are_lower),
    )
    bridged_share = periods.bridged_share if periods.is_bridged else None
    return Assembly(target, tuple(parts), total, comparison, is_tiled, bridged_share)


def _last(parts: Sequence[Statement]) -> Statement:
    return max(parts, key=lambda part: part.ends_on)


def _spanning(parts: Sequence[Statement]) -> Statement:
    """The last part with the days of them all: by these is measured what its end is bridged by."""
    last = _last(parts)
    starts = [part.period.start for part in parts if part.period.start is not None]
    start = min(starts) if len(starts) == len(parts) else last.period.start
    return replace(last, period=replace(last.period, start=start))


def _narrowest(assemblies: Sequence[Assembly], family: Family) -> Iterable[Assembly]:
    """Without those whose target holds the target of another one amiss."""
    shelf = Shelf(family, ((assembly.target, assembly) for assembly in assemblies if assembly.is_amiss))

    def is_broader(one: Assembly, other: Assembly) -> bool:
        return family.relate(one.target, other.target).together is Relation.BROADER

    for one in assemblies:
        if one.is_tiled or not any(is_broader(one, other) for other in shelf.within(one.target)):
            yield one


def _speakers(parts: Iterable[Statement]) -> str:
    return " and ".join(dict.fromkeys(part.speaker_name for part in parts))


def _trace(assembly: Assembly, lists: Lists, policy: Policy) -> Iterable[Line]:
    target, parts, comparison = assembly.target, assembly.parts, assembly.comparison
    total, whole = assembly.reading, read(target.figure)
    unit = lists.units.name(parts[0].unit)
    value = f"{lines.terms_words(parts)} {unit}, together {shown_exactly(total.centre)}"
    yield Line(_speakers(parts), value, "", lines.values_words(parts), "left")
    yield lines.said_line(target, lists, "right")
    yield from lines.part_lines("Part", parts, lists)
    yield from lines.others_lines(assembly.others)
    yield from lines.together_lines(total, is_twice=count_twice(parts, target, lists))
    yield from lines.reading_lines(target)
    refs = " + ".join(part.ref for part in parts)
    if assembly.is_tiled:
        note = f"no two parts have anything in common, and they are all of what {target.ref} counts"
    else:
        note = f"no two parts have anything in common, and each lies within {target.ref}"
    yield Line("What must hold", f"{refs} {'=' if assembly.is_tiled else '≤'} {target.ref}", "", note)
    is_order = not assembly.is_tiled
    if assembly.bridged_share is not None:
        yield from bridge_lines(assembly.last.ends_on, target.ends_on, assembly.bridged_share)
    yield from lines.difference_lines(total, whole)
    yield from origins.origin_lines(parts, (target,))
    yield from lines.tolerance_lines(total, whole, comparison, policy, target.indicator, is_order=is_order)
    within = _within(assembly, policy)
    yield from lines.within_lines(comparison, within)
    yield from lines.verdict_lines(
        comparison.verdict,
        _conclude(assembly, within),
        strict=comparison.strict_verdict,
        strictly=_strictly(assembly),
        is_order=is_order,
    )


def _within(assembly: Assembly, policy: Policy) -> str:
    target, comparison = assembly.target, assembly.comparison
    days = 0 if assembly.bridged_share is None else abs((assembly.last.ends_on - target.ends_on).days)
    tolerance = policy.tolerance(target.indicator)
    return lines.within_words(
        assembly.reading, read(target.figure), comparison, tolerance, days=days, is_order=not assembly.is_tiled
    )


def _conclude(assembly: Assembly, within: str) -> str:
    target, parts, comparison = assembly.target, assembly.parts, assembly.comparison
    refs = ", ".join(part.ref for part in parts)
    scope = f"{refs} are together all of what {target.ref} counts"
    if comparison.verdict is Verdict.AGREES:
        origin = origins.one_origin_words(parts, (target,))
        if not comparison.gap:
            return f"{scope}, and as people read them both can be right at once{origin}"
        return f"{scope}, and the gap of {shown_exactly(comparison.gap)} is {within}{origin}"
    other = read(target.figure)
    how = lines.apart_words(assembly.reading, other)
    direction = "higher" if assembly.reading.centre > other.centre else "lower"
    part = "" if assembly.is_tiled else f"{refs} count only parts of what {target.ref} counts"
    return f"the sum is {how} {direction}, although {part or scope}"


def _strictly(assembly: Assembly) -> str:
    are_lower = is_lower(assembly.reading, read(assembly.target.figure))
    return origins.excuse_words(assembly.parts, (assembly.target,), is_lower=are_lower)
