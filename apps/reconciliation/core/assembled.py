"""Rule `assembled`: figures of one organisation and one document, put together, above another organisation's figure.

16,381 from Lebanon and 46,501 from Jordan | 41,570 from all countries      differs: 62,882, factor 1.51
16,381 from Lebanon and 46,501 from Jordan | 62,882 from all countries      nothing: they fit in
16,381 from Lebanon, of them 5,000 women | 16,000 from all countries        nothing: women are in the 16,381 already
56,000 people in 2018 and 41,570 in 2019 | 60,000 people in both years      nothing: one person may be in both

The parts are of one indicator, unit, status and period, each narrower than the target and no two of them with
anything in common. Candidates are taken largest first and those that overlap are skipped, so it never explodes. Of
several targets of one organisation the narrowest is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add

from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.claims.values import shown, spoken
from apps.reconciliation.core import results
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.scopes import relate
from apps.reconciliation.core.statements import Lists, Policy, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import Comparison, Reading, Verdict, compare_order, precision, read


@dataclass(frozen=True, slots=True)
class Assembly:
    """Parts that together are above a target whose scope holds them all."""

    target: Statement
    parts: tuple[Statement, ...]
    reading: Reading
    found: Comparison

    @property
    def largest(self) -> Statement:
        return max(self.parts, key=_size)


def find_assemblies(statements: Sequence[Statement], lists: Lists, policy: Policy) -> list[Assembly]:
    """Every violated assembly, of each pair of organisations the one with the narrowest target."""
    violated: dict[tuple[str, str], list[Assembly]] = defaultdict(list)
    for target in statements:
        if target.figure.ordinary is None or not lists.facts[target.indicator].is_additive:
            continue
        for candidates in _candidates(target, statements, lists):
            parts = put_together(candidates, lists)
            assembly = _judge(target, parts, lists, policy) if len(parts) > 1 else None
            if assembly is not None:
                violated[parts[0].organisation, target.organisation].append(assembly)
    return [assembly for found in violated.values() for assembly in _narrowest(found, lists)]


def put_together(candidates: Iterable[Statement], lists: Lists) -> tuple[Statement, ...]:
    """Largest first; what has anything in common with a part that is taken already is skipped."""
    taken: list[Statement] = []
    for candidate in sorted(candidates, key=_size, reverse=True):
        if all(relate(candidate, part, lists).together is Relation.DISJOINT for part in taken):
            taken.append(candidate)
    return tuple(sorted(taken, key=lambda part: part.number))


def build(assembly: Assembly, lists: Lists, policy: Policy) -> Result:
    """The finding of an assembly. On its side stands the largest part; the sum is shown."""
    target, parts, found = assembly.target, assembly.parts, assembly.found
    first, _ = results.in_order(assembly.largest, target)
    total, other = assembly.reading.centre, read(target.figure).centre
    step = Fraction(max(precision(one.figure) for one in (target, *parts)))
    signed = total - other if first is not target else other - total
    terms = f"{_terms(parts)} {lists.units.name(parts[0].unit)}"
    shown_target = results.quantity(target, lists)
    return Result(
        key=f"assembled:{target.ref}:{parts[0].organisation}",
        rule=Rule.ASSEMBLED,
        verdict=found.verdict,
        other_verdict=found.strict_verdict if found.strict_verdict is not found.verdict else "",
        between=results.between((assembly.largest, target)),
        left=first.ref,
        right=(target if first is not target else assembly.largest).ref,
        left_shown=terms if first is not target else shown_target,
        right_shown=shown_target if first is not target else terms,
        inputs=(target.ref, *(part.ref for part in parts)),
        difference=rounded(signed / step, 0) * rounded(step, 6),
        factor=rounded(total / other, 2) if other else None,
        gap_at_best=rounded(found.gap, 6),
        flips_at=None if found.flips_at is None else rounded(found.flips_at, 6),
        trace=tuple(_trace(assembly, policy)),
        reasons=tuple(_reasons(assembly)),
        explanation=_explain(assembly, lists),
    )


def _size(statement: Statement) -> tuple[Fraction, int]:
    return read(statement.figure).centre, -statement.number


def _candidates(target: Statement, statements: Iterable[Statement], lists: Lists) -> Iterable[list[Statement]]:
    """Figures of another organisation within the target's scope, by document, indicator, unit, status and period."""
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for part in statements:
        if part.organisation == target.organisation or part.figure.value is None or part.figure.is_percent:
            continue
        if relate(part, target, lists).together is Relation.NARROWER:
            alike = (part.organisation, part.source, part.indicator, part.unit, part.figure.status)
            groups[(*alike, part.period, part.ends_on)].append(part)
    return (group for group in groups.values() if len(group) > 1)


def _judge(target: Statement, parts: Sequence[Statement], lists: Lists, policy: Policy) -> Assembly | None:
    """The assembly if its sum is above the target, else nothing."""
    readings = [read(part.figure) for part in parts]
    total = Reading(
        reduce(add, (reading.ordinary for reading in readings)),
        reduce(add, (reading.strict for reading in readings)),
        sum((reading.centre for reading in readings), Fraction(0)),
    )
    tolerance = policy.tolerance(target.indicator)
    # What was bridged for one part is bridged for the sum.
    scopes = [relate(part, target, lists) for part in parts]
    found = compare_order(
        total,
        read(target.figure),
        tolerance=tolerance,
        bridge=max(scope.bridge for scope in scopes),
        is_bridged=any(scope.is_bridged for scope in scopes),
    )
    return None if found.verdict is Verdict.AGREES else Assembly(target, tuple(parts), total, found)


def _narrowest(assemblies: Sequence[Assembly], lists: Lists) -> Iterable[Assembly]:
    """Without those whose target holds the target of another one."""

    def is_broader(one: Assembly, other: Assembly) -> bool:
        return relate(one.target, other.target, lists).together is Relation.BROADER

    return (one for one in assemblies if not any(is_broader(one, other) for other in assemblies))


def _terms(parts: Iterable[Statement]) -> str:
    return " + ".join(shown(part.figure) for part in parts)


def _trace(assembly: Assembly, policy: Policy) -> Iterable[Line]:
    target, parts, found = assembly.target, assembly.parts, assembly.found
    for part in parts:
        yield Line(f"Part: {shown(part.figure)}", str(part.figure.ordinary), part.ref, f"“{part.quote}”")
    values = " + ".join(shown_exactly(read(part.figure).centre) for part in parts)
    yield Line("Sum of the parts as said", shown_exactly(assembly.reading.centre), "", values)
    yield Line("Sum of the ordinary readings", str(assembly.reading.ordinary), "", "lowest to highest")
    yield from results.reading_lines(target)
    refs = " + ".join(part.ref for part in parts)
    note = f"no two parts have anything in common, and each lies within {target.ref}"
    yield Line("What must hold", f"{refs} ≤ {target.ref}", "", note)
    total, other = assembly.reading.centre, read(target.figure).centre
    yield Line("Difference", f"+{shown_exactly(total - other)}", "", f"{shown_exactly(total)} − {shown_exactly(other)}")
    if other:
        yield Line("Factor", grouped(rounded(total / other, 2)), "", "the sum divided by the figure it must not exceed")
    yield Line("Gap at best", shown_exactly(found.gap), "", "smallest distance between the ordinary readings")
    tolerance = policy.tolerance(target.indicator)
    larger = shown_exactly(max(total, other))
    note = f"{grouped(tolerance.relative * 100)}% of {larger}, policy “{tolerance.name}”"
    yield Line("Gap that still agrees", shown_exactly(found.allowed), "", note)
    if found.flips_at is not None:
        note = "a gap of this share of the larger figure; a tolerance at or above it says that they agree"
        yield Line("Flips at", f"{grouped(rounded(found.flips_at * 100, 2))}%", "", note)


def _reasons(assembly: Assembly) -> Iterable[Reason]:
    explained = results.bias_reasons((assembly.target, *assembly.parts))
    yield from explained
    if not explained:
        yield Reason(Code.UNEXPLAINED, "no rule explains the gap", amount=rounded(assembly.found.gap, 6))


def _explain(assembly: Assembly, lists: Lists) -> str:
    target, parts, found = assembly.target, assembly.parts, assembly.found
    said = " and ".join(dict.fromkeys(part.speaker_name for part in parts))
    refs = ", ".join(part.ref for part in parts)
    total = shown_exactly(assembly.reading.centre)
    unit = lists.units.name(target.unit)
    strictly = " Taken strictly, the words permit both." if found.strict_verdict is Verdict.AGREES else ""
    return (
        f"{said}’s figures {_terms(parts)} make {total} together; {target.speaker_name} says "
        f"{spoken(target.figure)} {unit}. The sum is {shown_exactly(found.gap)} higher, although {refs} count only "
        f"parts of what {target.ref} counts.{strictly}"
    )
