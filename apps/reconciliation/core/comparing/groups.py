"""Figures of one document that may be put together, and what they can come to: most come near nothing that holds them.

three provinces in June        one period; all of the country, if there are but three
January, February, March       one scope; all of the first quarter
5 and 7 persons in two camps   all of nothing, and above nothing that is above 12
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from statistics import mean

from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.kin import part_of_codes
from apps.reconciliation.core.comparing.parts import CODE_LISTS, find_code, find_divided, find_starts, may_tile
from apps.reconciliation.core.comparing.readings import measure
from apps.reconciliation.core.comparing.scopes import is_blank, is_of_a_day, start_of
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists

ABOUT_ONE = 1 + 1e-9  # more than what a sum of floats is off by


class Groups:
    """The groups of a family: each of one document, indicator, unit and status, and of one period or one scope.

    No two of a group are counted by other dates: who is ill in May may be reported in June, and would be in both.
    """

    def __init__(self, family: Family) -> None:
        self._low: dict[str, float] = {}  # what each figure is at least, as people read it
        self._groups = list(_gather(family))
        self._scopes = [[family.lie(part) for part in members] for members in self._groups]
        self._size = mean(map(len, self._groups)) if self._groups else 0
        self._of: dict[str, list[int]] = defaultdict(list)  # groups by the reference of a figure
        self._of_scope: dict[int, list[int]] = defaultdict(list)
        # What figures together can be: all of what began on a day, or of an entry of a code list.
        self._by_start: dict[date, set[int]] = defaultdict(set)
        self._divided: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, members in enumerate(self._groups):
            for part in members:
                self._low[part.ref] = max(measure(part.figure)[0], 0.0)
                self._of[part.ref].append(number)
                self._of_scope[family.scope_of(part)].append(number)
            for start in find_starts(members):
                self._by_start[start].add(number)
            for divided in find_divided(members, family.lists):
                self._divided[divided].add(number)
        self._most = [self._least_together(members) for members in self._groups]
        self._rising = sorted(range(len(self._groups)), key=self._most.__getitem__)

    def within(self, target: Statement, family: Family) -> Iterator[list[Statement]]:
        """Of each group another organisation's figures within a target's scope that may be all of it, or above it.

        By their codes and days they may lie within it; whether they do is not looked at. `family` says whose are asked
        for.
        """
        high = measure(target.figure)[1]
        first_above = bisect_left(self._rising, high, key=self._most.__getitem__)
        alike = self._that_can_be_all_of(target, family.lists)
        # There are few groups that can be above a large figure, and few figures within a small one.
        if (len(self._rising) - first_above + len(alike)) * self._size < family.count_within(target):
            parts = self._look_through(alike.union(self._rising[first_above:]), target, family)
        else:
            parts = self._gather_within(target, family, lambda number: self._most[number] >= high or number in alike)
        for group in parts:
            if len(group) > 1 and (self._least_together(group) >= high or may_tile(target, group, family.lists)):
                yield group

    def _that_can_be_all_of(self, target: Statement, lists: Lists) -> set[int]:
        start = target.period.start
        divided = [self._divided.get((name, find_code(target, name, lists)), set()) for name in CODE_LISTS]
        return set().union(*divided, self._by_start.get(start, set()) if start else set())

    def _look_through(self, numbers: Iterable[int], target: Statement, family: Family) -> Iterable[list[Statement]]:
        is_inside = family.may_lie_within(target)
        for number in numbers:
            members = self._groups[number]
            organisation = members[0].organisation
            if organisation != target.organisation and family.asked.is_set_against(organisation, target.organisation):
                yield [part for part, scope in zip(members, self._scopes[number], strict=True) if is_inside(scope)]

    def _gather_within(
        self, target: Statement, family: Family, may_make: Callable[[int], bool]
    ) -> Iterable[list[Statement]]:
        near = family.near_within(target, lambda scope: any(map(may_make, self._of_scope.get(scope, ()))))
        around: dict[int, list[Statement]] = defaultdict(list)
        for part in sorted((part for part in near if part.ref in self._of), key=_number):
            for number in filter(may_make, self._of[part.ref]):
                around[number].append(part)
        return around.values()

    def _least_together(self, parts: Iterable[Statement]) -> float:
        """What they come to at least, or a trifle more."""
        return sum(self._low[part.ref] for part in parts) * ABOUT_ONE


def _gather(family: Family) -> Iterator[list[Statement]]:
    """Those of several figures."""
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for part in family.statements:
        if part.figure.value is None or part.figure.is_percent:
            continue
        alike = (part.organisation, part.source, part.indicator, part.unit, part.figure.status)
        start = start_of(part, family.lists)
        # Of periods whose start is not stated two may end alike and yet not be known to be the same.
        is_known = start is not None or is_of_a_day(part, family.lists)
        silent = () if is_known else (part.period.is_cumulative, is_blank(part))
        groups[(*alike, "period", start, part.ends_on, silent)].append(part)
        if start is not None and not family.lists.is_stock(part):
            scope = (family.lists.population_of(part), part.place, part.origin, part_of_codes(part))
            groups[(*alike, "scope", *scope)].append(part)
    apart = (some for group in groups.values() if len(group) > 1 for some in _by_date_basis(group))
    return (group for group in apart if len(group) > 1)


def _by_date_basis(members: list[Statement]) -> Iterator[list[Statement]]:
    """For each date by which any of them is counted what is counted by it, or does not say."""
    for basis in sorted({part.date_basis for part in members} - {""}) or [""]:
        yield [part for part in members if part.date_basis in ("", basis)]


def _number(statement: Statement) -> int:
    return statement.number
