"""Figures of one document that may be put together, and what they can come to: most come near nothing that holds them.

three provinces in June        one period; all of the country, if there are but three
January, February, March       one scope; all of the first quarter
5 and 7 persons in two camps   all of nothing, and above nothing that is above 12
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.kin import part_of_codes
from apps.reconciliation.core.comparing.parts import find_code, find_divided, find_starts, may_tile
from apps.reconciliation.core.comparing.readings import measure
from apps.reconciliation.core.comparing.scopes import is_blank
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists

ABOUT_ONE = 1 + 1e-9  # more than what a sum of floats is off by


@dataclass(frozen=True, slots=True)
class _Group:
    """What figures together can be: not above `most`, all of these scopes, all of what began on these days."""

    most: float
    divided: frozenset[tuple[str, str]]
    starts: frozenset[date]

    def may_make(self, target: Statement, high: float, lists: Lists) -> bool:
        if self.most >= high or target.period.start in self.starts:
            return True
        return any(find_code(target, dimension, lists) == code for dimension, code in self.divided)


class Groups:
    """The groups of a family: each of one document, indicator, unit and status, and of one period or one scope."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._groups: list[_Group] = []
        self._low: dict[str, float] = {}  # what each figure is at least, as people read it
        self._of: dict[str, list[int]] = defaultdict(list)  # groups by the reference of a figure
        self._of_scope: dict[int, list[int]] = defaultdict(list)
        for members in _gather(family):
            for part in members:
                self._low[part.ref] = max(measure(part.figure)[0], 0.0)
                self._of[part.ref].append(len(self._groups))
                self._of_scope[family.scope_of(part)].append(len(self._groups))
            divided, starts = frozenset(find_divided(members, family.lists)), frozenset(find_starts(members))
            self._groups.append(_Group(self._least_together(members), divided, starts))

    def within(self, target: Statement) -> Iterator[list[Statement]]:
        """Of each group another organisation's figures within a target's scope that may be all of it, or above it.

        By their codes and days they may lie within it; whether they do is not looked at.
        """
        lists, known, high = self._family.lists, dict[int, bool](), measure(target.figure)[1]

        def may_make(number: int) -> bool:
            if number not in known:
                known[number] = self._groups[number].may_make(target, high, lists)
            return known[number]

        around: dict[int, list[Statement]] = defaultdict(list)
        near = self._family.near_within(target, lambda scope: any(map(may_make, self._of_scope.get(scope, ()))))
        for part in sorted((part for part in near if part.ref in self._of), key=_number):
            for number in filter(may_make, self._of[part.ref]):
                around[number].append(part)
        for group in around.values():
            if len(group) > 1 and (self._least_together(group) >= high or may_tile(target, group, lists)):
                yield group

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
        # Of periods whose start is not stated two may end alike and yet not be known to be the same.
        silent = (part.period.is_cumulative, is_blank(part)) if part.period.start is None else ()
        groups[(*alike, "period", part.period.start, part.ends_on, silent)].append(part)
        if part.period.start is not None:
            scope = (family.lists.population_of(part), part.place, part.origin, part_of_codes(part))
            groups[(*alike, "scope", *scope)].append(part)
    return (group for group in groups.values() if len(group) > 1)


def _number(statement: Statement) -> int:
    return statement.number
