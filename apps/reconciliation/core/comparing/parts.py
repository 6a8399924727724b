"""Figures put together: which go together, what they come to, and whether they are all of another figure's scope.

16,381 from Lebanon, 46,501 from Jordan       together 62,882
16,381 refugees, of them 5,000 women          the larger one only: the women are in it already
56,000 people in 2018, 41,570 in 2019         from 56,000 to 97,570: one person may be in both
674,000 returns in 2017, 1.2 million in 2018  together 1.874 million: movements are counted each time
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from apps.claims.hierarchy import Hierarchy, Relation
from apps.reconciliation.core.comparing.readings import Reading, add_up, cover, read
from apps.reconciliation.core.comparing.scopes import ends_alike, relate
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists

CODE_LISTS = ("population", "place", "origin")  # dimensions that have code lists


def put_together(candidates: Iterable[Statement], lists: Lists) -> tuple[Statement, ...]:
    """Largest first; what has anything in common with a part that is taken already is skipped."""
    taken: list[Statement] = []
    for candidate in sorted(candidates, key=size, reverse=True):
        if all(relate(candidate, part, lists).apart_by for part in taken):
            taken.append(candidate)
    return in_order(taken)


def in_order(parts: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(parts, key=lambda part: part.number))


def size(statement: Statement) -> tuple[Fraction, int]:
    """By what candidates are taken: the largest, then the first."""
    return read(statement.figure).centre, -statement.number


def count_twice(parts: Sequence[Statement], whole: Statement, lists: Lists) -> bool:
    """Whether one person may be in two of the parts and once in the whole, since only their periods keep them apart.

    Not where what is counted happens to each person once, since nobody dies twice; nor where the whole counts how often
    it happened: who returned in both years returned twice.
    """
    once = [
        part
        for part in parts
        if lists.facts_of_unit(part.unit).is_counted_once
        and not lists.facts[part.indicator].happens_once
        and lists.units.relation(part.unit, whole.unit) is not Relation.NARROWER
    ]
    return any(relate(one, other, lists).apart_by == {"period"} for one, other in combinations(once, 2))


def find_nested(parts: Sequence[Statement], lists: Lists) -> Iterator[tuple[Statement, Statement]]:
    """Each part that lies within another part by its codes or days, with the nearest such part."""
    for inner in parts:
        holding = [outer for outer in parts if outer is not inner and _is_inside(inner, outer, lists)]
        nearest = [one for one in holding if not any(_is_inside(other, one, lists) for other in holding)]
        yield from ((inner, outer) for outer in nearest[:1])


def find_crossing(parts: Sequence[Statement], lists: Lists) -> Iterator[tuple[Statement, Statement]]:
    """Every two parts of which neither holds the other and some may be counted in both, as their codes or days say."""
    for one, other in combinations(parts, 2):
        if relate(one, other, lists).together is Relation.OVERLAPPING:
            yield one, other


def _is_inside(inner: Statement, outer: Statement, lists: Lists) -> bool:
    scopes = relate(inner, outer, lists)
    return scopes.together is Relation.NARROWER and Relation.NARROWER in scopes.except_for("unit")


def combine(parts: Sequence[Statement], whole: Statement, lists: Lists) -> Reading:
    """What the parts of a whole come to: their sum, or from the largest to the sum where one may be counted twice."""
    readings = [read(part.figure) for part in parts]
    return cover(readings) if count_twice(parts, whole, lists) else add_up(readings)


def find_tilings(target: Statement, candidates: Sequence[Statement], lists: Lists) -> Iterator[tuple[Statement, ...]]:
    """Parts that are together exactly the target's scope: all entries of a complete division, or days without a gap.

    One tiling a dimension, of the largest parts.
    """
    if not may_tile(target, candidates, lists):
        return
    for dimension in CODE_LISTS:
        parts = _divide(target, dimension, candidates, lists)
        if len(parts) > 1:
            yield in_order(parts)
    if _may_follow(target, candidates):
        alike = _alike(target, "period", candidates, lists)
        chain = _chain(target, alike, _is_inside_by(target, "period", lists))
        if len(chain) > 1:
            yield in_order(chain)


def may_tile(target: Statement, candidates: Sequence[Statement], lists: Lists) -> bool:
    """Whether there can be a tiling at all: most candidates lack an entry, or a first or a last day."""
    for dimension in CODE_LISTS:
        wanted = _wanted(target, dimension, lists)
        if wanted and wanted <= {find_code(part, dimension, lists) for part in candidates}:
            return True
    return _may_follow(target, candidates)


def _may_follow(target: Statement, candidates: Sequence[Statement]) -> bool:
    begins = target.period.start in find_starts(candidates)
    return begins and any(ends_alike(part, target, target.period.start) for part in candidates)


def find_starts(candidates: Sequence[Statement]) -> set[date]:
    """The first days of those of these that another one follows."""
    starts = {part.period.start for part in candidates}
    followed = (part.period.start for part in candidates if part.ends_on + timedelta(days=1) in starts)
    return {day for day in followed if day is not None}


def find_divided(candidates: Sequence[Statement], lists: Lists) -> Iterator[tuple[str, str]]:
    """Each dimension and code of which these have all entries of its complete division."""
    for dimension in CODE_LISTS:
        hierarchy = _hierarchy(dimension, lists)
        codes = {find_code(part, dimension, lists) for part in candidates} - {""}
        for whole in {whole for code in codes for whole in hierarchy.entries[code].broader}:
            wanted = hierarchy.complete_parts(whole)
            if wanted and wanted <= codes:
                yield dimension, whole


def _alike(target: Statement, dimension: str, candidates: Iterable[Statement], lists: Lists) -> list[Statement]:
    """Those with the codes of the target in all dimensions but this one."""
    others = [name for name in CODE_LISTS if name != dimension]
    codes = target.indicator, *(find_code(target, name, lists) for name in others)
    return [
        part for part in candidates if (part.indicator, *(find_code(part, name, lists) for name in others)) == codes
    ]


def _is_inside_by(target: Statement, dimension: str, lists: Lists) -> Callable[[Statement], bool]:
    """Whether a part is narrower than the target in this dimension, and the same in all others."""

    def is_inside(part: Statement) -> bool:
        dimensions = relate(part, target, lists).dimensions
        return all(
            how is (Relation.NARROWER if name == dimension else Relation.SAME) for name, how in dimensions.items()
        )

    return is_inside


def find_code(statement: Statement, dimension: str, lists: Lists) -> str:
    """What a figure speaks of in a dimension that has a code list."""
    return {
        "population": lists.population_of(statement),
        "place": statement.place,
        "origin": statement.origin,
    }[dimension]


def _divide(target: Statement, dimension: str, candidates: Iterable[Statement], lists: Lists) -> list[Statement]:
    wanted = _wanted(target, dimension, lists)
    alike = _alike(target, dimension, candidates, lists) if wanted else []
    if not wanted <= {find_code(part, dimension, lists) for part in alike}:
        return []
    inside = filter(_is_inside_by(target, dimension, lists), alike)
    largest = {find_code(part, dimension, lists): part for part in sorted(inside, key=size)}
    return [largest[code] for code in wanted] if wanted <= largest.keys() else []


def _wanted(target: Statement, dimension: str, lists: Lists) -> frozenset[str]:
    """The entries that are together all of the target's; none where no division is complete."""
    whole = find_code(target, dimension, lists)
    return _hierarchy(dimension, lists).complete_parts(whole) if whole else frozenset()


def _hierarchy(dimension: str, lists: Lists) -> Hierarchy:
    return lists.populations if dimension == "population" else lists.places


def _chain(
    target: Statement, candidates: Sequence[Statement], is_inside: Callable[[Statement], bool]
) -> list[Statement]:
    """Candidates that follow each other day by day from the target's start to its end, or the nearest that counts.

    Few of them do, and only they are asked whether they lie inside.
    """
    if target.period.start is None:
        return []
    ends = {part.ends_on for part in candidates if ends_alike(part, target, target.period.start)}
    for end in sorted(ends, key=lambda day: (abs((day - target.ends_on).days), day)):
        chain = _follow(target.period.start, end, candidates, is_inside)
        if chain:
            return chain
    return []


def _follow(
    start: date, end: date, candidates: Sequence[Statement], is_inside: Callable[[Statement], bool]
) -> list[Statement]:
    """Candidates that follow each other day by day from `start` to `end`; the longest are tried first."""
    dead: set[date] = set()

    def follow(day: date) -> list[Statement]:
        if day in dead:
            return []
        starting = (part for part in candidates if part.period.start == day and is_inside(part))
        for part in sorted(starting, key=lambda part: (part.ends_on, size(part)), reverse=True):
            if part.ends_on == end:
                return [part]
            rest = follow(part.ends_on + timedelta(days=1))
            if rest:
                return [part, *rest]
        dead.add(day)
        return []

    return follow(start)
