"""A family of figures, laid out so that a rule looks only where it can find something.

Figures of one organisation for one scope lie together and are related to others once. Scopes lie by what they are
about, their codes; which codes lie within which is worked out once, and days decide the rest:

    within 24 to 30 June, Syria    its governorates, periods that lie inside
    sharing all but the place      the same people on about the same days elsewhere
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from math import inf
from operator import attrgetter
from typing import Generic, TypeVar

from apps.claims.hierarchy import Hierarchy, Relation
from apps.reconciliation.core.comparing.asked import ALL, Asked
from apps.reconciliation.core.comparing.readings import measure
from apps.reconciliation.core.comparing.scopes import BRIDGE_DAYS, Scopes, relate, scope_key, start_of
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists

MOST_KNOWN = 10_000  # scopes related to each other that are remembered, 1 KB each; what is asked again is asked soon
CODES = ("indicator", "population", "place", "origin", "status")

_Codes = tuple[str, ...]
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Scope:
    """What one organisation says of one scope; days as numbers, no start where none is stated or none matters."""

    number: int
    organisation: str
    codes: _Codes
    start: int | None
    end: int
    statements: list[Statement] = field(default_factory=list)
    # Of the ordinary readings, as floats; no order of exact ends is ever another one as floats.
    lowest_low: float = inf
    highest_low: float = -inf
    lowest_high: float = inf
    highest_high: float = -inf
    largest: float = 0.0

    @property
    def first(self) -> Statement:
        return self.statements[0]

    def add(self, said: Statement) -> None:
        self.statements.append(said)
        if said.figure.ordinary is not None:
            low, high, size = measure(said.figure)
            self.lowest_low, self.highest_low = min(self.lowest_low, low), max(self.highest_low, low)
            self.lowest_high, self.highest_high = min(self.lowest_high, high), max(self.highest_high, high)
            self.largest = max(self.largest, size)

    def may_begin_before(self, other: "Scope") -> bool:
        """Whether it may hold the first day of the other; a start that is not stated may be any."""
        return self.start is None or other.start is None or self.start <= other.start

    def may_span(self, other: "Scope") -> bool:
        """Whether its days may be all of the other's, to ends that may be bridged."""
        return self.end >= other.end - BRIDGE_DAYS and self.may_begin_before(other)

    def may_be_same(self, other: "Scope") -> bool:
        """Whether what is counted may be the same thing: the same codes from the same day on, to days near enough."""
        is_alike = self.codes == other.codes and self.start == other.start
        return is_alike and abs(self.end - other.end) <= BRIDGE_DAYS

    def may_be_above(self, other: "Scope") -> bool:
        """Whether any figure may be above one of another organisation."""
        return self.organisation != other.organisation and self.highest_low >= other.lowest_high


class Family:
    """Statements that may have a word for each other, in the order of their references."""

    def __init__(
        self,
        statements: Iterable[Statement],
        lists: Lists,
        may_meet: Callable[[Statement, Statement], bool] = lambda _, __: True,
        asked: Asked = ALL,
    ) -> None:
        """`may_meet` says which two figures a rule may set side by side; all of them where it is not given."""
        self.may_meet = may_meet
        self.asked = asked
        self.statements: Sequence[Statement] = sorted(statements, key=lambda statement: statement.number)
        self.lists = lists
        self._scopes = self._gather()
        self._by_ref = {said.ref: scope for scope in self._scopes for said in scope.statements}
        self._known: dict[tuple[int, int], Scopes] = {}
        self._sharing: dict[tuple[str, ...], dict[_Codes, list[Scope]]] = {}
        self._targets: dict[tuple[str, ...], dict[_Codes, list[Scope]]] = {}

    def asking(self, asked: Asked) -> "Family":
        """The same figures, with other findings asked for."""
        family = copy(self)
        family.asked, family._targets = asked, {}
        return family

    @cached_property
    def above(self) -> dict[_Codes, list[_Codes]]:
        """By the codes of figures here those of others here that hold them, themselves among them."""
        return {codes: list(self._broader(codes)) for codes in self._table(CODES)}

    @cached_property
    def below(self) -> dict[_Codes, list[_Codes]]:
        """By the codes of figures here those of others here that lie within them, themselves among them."""
        below: dict[_Codes, list[_Codes]] = defaultdict(list)
        for codes, above in self.above.items():
            for other in above:
                below[other].append(codes)
        return below

    def relate(self, one: Statement, other: Statement) -> Scopes:
        """How the scopes of two different figures lie to each other; for all of the same two scopes worked out once."""
        mine, theirs = self._by_ref.get(one.ref), self._by_ref.get(other.ref)
        if mine is None or theirs is None:
            return relate(one, other, self.lists)
        key = mine.number, theirs.number
        if key not in self._known:
            if len(self._known) == MOST_KNOWN:
                self._known.clear()
            self._known[key] = relate(one, other, self.lists)
        return self._known[key]

    def lie(self, statement: Statement) -> Scope:
        """Where a figure lies: its codes and its days."""
        return self._by_ref[statement.ref]

    def scope_of(self, statement: Statement) -> int:
        """A number that all figures share that one organisation says of one scope."""
        return self.lie(statement).number

    def pairs(self) -> Iterator[tuple[Statement, Statement, Scopes]]:
        """Every two figures of the same scope, once.

        And every figure with each of another organisation that holds its scope, where any of the one scope may be above
        any of the other: what lies within and below has nothing to say.
        """
        for scope in self._scopes:
            for one, other in combinations(scope.statements, 2) if self._is_asked_alone(scope) else ():
                scopes = self.relate(one, other)
                if scopes.together is Relation.SAME and self.may_meet(one, other):
                    yield one, other, scopes
            for broader in self._holding(scope):
                if not (scope.may_be_above(broader) or scope.may_be_same(broader)):
                    continue
                scopes = self.relate(scope.first, broader.first)
                is_pair = scopes.together is Relation.SAME and scope.number < broader.number
                if is_pair or scopes.together is Relation.NARROWER:
                    both = product(scope.statements, broader.statements)
                    yield from ((one, other, scopes) for one, other in both if self.may_meet(one, other))

    def nested(self) -> Iterator[tuple[Statement, Statement, Scopes]]:
        """Every figure with each whose scope holds its own."""
        for scope in self._scopes:
            for broader in self._holding(scope):
                scopes = self.relate(scope.first, broader.first)
                if scopes.together is Relation.NARROWER:
                    yield from ((one, other, scopes) for one, other in product(scope.statements, broader.statements))

    def near_within(self, target: Statement, is_wanted: Callable[[int], bool]) -> Iterator[Statement]:
        """Another organisation's figures whose codes and days may lie within a figure's; `relate` says which do.

        In no order, of scopes whose numbers are wanted and whose organisations are asked for with that of the figure.
        """
        scope = self.lie(target)
        table, partners = self._table, self.asked.partners(scope.organisation)
        # What ends later lies within it only where its end is bridged.
        for codes in self.below[scope.codes]:
            for other in _of_partners(table, codes, partners, None, scope.end + BRIDGE_DAYS):
                if other.organisation != scope.organisation and scope.may_begin_before(other):
                    yield from other.statements if is_wanted(other.number) else ()

    def between(self, inner: Statement, outer: Statement) -> Iterator[Scope]:
        """What the organisation of a figure may say of scopes that lie within it and hold another's, and of its own.

        With what the other organisation may say of the same.
        """
        within, around, table = self.lie(inner), self.lie(outer), self._table((*CODES, "organisation"))
        below = set(self.below[around.codes])
        for codes in self.above[within.codes]:
            some = table.get((*codes, around.organisation), ()) if codes in below else ()
            for scope in _between(some, within.end - BRIDGE_DAYS, around.end + BRIDGE_DAYS, _end):
                if scope.may_begin_before(within) and around.may_begin_before(scope):
                    yield scope
        yield from filter(around.may_be_same, table.get((*around.codes, within.organisation), ()))

    def inside(self, target: Statement) -> Iterator[Scope]:
        """What the organisation of a figure may say of scopes within it."""
        around, table = self.lie(target), self._table((*CODES, "organisation"))
        for codes in self.below[around.codes]:
            for scope in _between(table.get((*codes, around.organisation), ()), None, around.end + BRIDGE_DAYS, _end):
                if around.may_begin_before(scope):
                    yield scope

    def may_lie_within(self, target: Statement) -> Callable[[Scope], bool]:
        """Whether figures of a scope may lie within a target by their codes and days, whosever they are."""
        broader = self.lie(target)
        inside = set(self.below[broader.codes])
        return lambda scope: broader.may_span(scope) and scope.codes in inside

    def count_within(self, target: Statement) -> int:
        """How many scopes `near_within` looks at, at most."""
        scope, table = self.lie(target), self._table(CODES)
        return sum(
            len(_between(table.get(codes, ()), None, scope.end + BRIDGE_DAYS, _end))
            for codes in self.below[scope.codes]
        )

    def sharing(
        self,
        statement: Statement,
        names: Iterable[str],
        *,
        organisation: str = "",
        is_near: bool = False,
        is_far: Callable[[float, float, float], bool] = lambda _, __, ___: False,
    ) -> list[Statement]:
        """Figures with the same codes of these names, of one organisation if it is given, in the order of references.

        With `is_near` only those that end within the days that may be bridged. `is_far` is asked of the ends between
        which the ordinary readings of some figures lie, and of the largest of them, and leaves them out.
        """
        kept = tuple(name for name in CODES if name in names)
        codes = _codes(statement, self.lists)
        key = tuple(code for name, code in zip(CODES, codes, strict=True) if name in kept)
        if organisation:
            kept, key = (*kept, "organisation"), (*key, organisation)
        end = statement.ends_on.toordinal()
        first, last = (end - BRIDGE_DAYS, end + BRIDGE_DAYS) if is_near else (None, None)
        some = _between(self._table(kept).get(key, ()), first, last, _end)
        return _in_order(one for one in some if not is_far(one.lowest_low, one.highest_high, one.largest))

    def _gather(self) -> list[Scope]:
        scopes: dict[tuple[object, ...], Scope] = {}
        for said in self.statements:
            key = said.organisation, scope_key(said, self.lists)
            if key not in scopes:
                since = start_of(said, self.lists)
                start = None if since is None else since.toordinal()
                codes = _codes(said, self.lists)
                scopes[key] = Scope(len(scopes), said.organisation, codes, start, said.ends_on.toordinal())
            scopes[key].add(said)
        return list(scopes.values())

    def _table(self, names: tuple[str, ...]) -> dict[_Codes, list[Scope]]:
        """Scopes by their codes of these names, each list by the last day."""
        if names not in self._sharing:
            self._sharing[names] = self._lay_out(names, self._scopes)
        return self._sharing[names]

    def _table_of_targets(self, names: tuple[str, ...]) -> dict[_Codes, list[Scope]]:
        """The same of what findings are asked of that set something against it."""
        if names not in self._targets:
            targets = [scope for scope in self._scopes if self.asked.is_target(scope.first)]
            self._targets[names] = self._lay_out(names, targets)
        return self._targets[names]

    @staticmethod
    def _lay_out(names: tuple[str, ...], scopes: Iterable[Scope]) -> dict[_Codes, list[Scope]]:
        table: dict[_Codes, list[Scope]] = defaultdict(list)
        for scope in sorted(scopes, key=_end):
            values = {**dict(zip(CODES, scope.codes, strict=True)), "organisation": scope.organisation}
            table[tuple(values[name] for name in names)].append(scope)
        return table

    def _is_asked_alone(self, scope: Scope) -> bool:
        return self.asked.concerns(scope.organisation) and self.asked.is_target(scope.first)

    def _broader(self, codes: _Codes) -> Iterator[_Codes]:
        """The codes in the family that hold these, themselves among them."""
        indicator, population, place, origin, status = codes
        table = self._table(CODES)
        lineages = (
            {indicator, *self.lists.indicators.broader_than(indicator)},
            _lineage(population, self.lists.populations),
            _lineage(place, self.lists.places),
            _lineage(origin, self.lists.places),
            {status},
        )
        return (above for above in product(*map(sorted, lineages)) if above in table)

    def _holding(self, scope: Scope) -> Iterator[Scope]:
        """Scopes that may be broader or, of another organisation, the same, and of which findings are asked for."""
        partners = self.asked.partners(scope.organisation)
        for codes in self.above[scope.codes]:
            for other in _of_partners(self._table_of_targets, codes, partners, scope.end - BRIDGE_DAYS, None):
                if other is not scope and other.may_begin_before(scope):
                    yield other


class Shelf(Generic[T]):
    """Things by the scope of a figure of each, to be asked for those that may hold another figure or lie within it."""

    def __init__(self, family: Family, things: Iterable[tuple[Statement, T]]) -> None:
        self._family = family
        self._things: dict[_Codes, list[tuple[Scope, T]]] = defaultdict(list)
        for said, thing in things:
            scope = family.lie(said)
            self._things[scope.codes].append((scope, thing))
        for some in self._things.values():
            some.sort(key=_end_of_first)

    def holding(self, said: Statement, until: Statement) -> Iterator[T]:
        """Those whose figure may hold this one and ends no later than another."""
        scope, last = self._family.lie(said), self._family.lie(until).end
        for codes in self._family.above[scope.codes]:
            for one, thing in self._ending(codes, scope.end - BRIDGE_DAYS, last + BRIDGE_DAYS):
                if one.may_begin_before(scope):
                    yield thing

    def within(self, said: Statement) -> Iterator[T]:
        """Those whose figure may lie within this one."""
        scope = self._family.lie(said)
        for codes in self._family.below[scope.codes]:
            for one, thing in self._ending(codes, None, scope.end + BRIDGE_DAYS):
                if scope.may_begin_before(one):
                    yield thing

    def _ending(self, codes: _Codes, first: int | None, last: int) -> Sequence[tuple[Scope, T]]:
        return _between(self._things.get(codes, ()), first, last, _end_of_first)


def _end_of_first(shelved: tuple[Scope, T]) -> int:
    return shelved[0].end


def _codes(statement: Statement, lists: Lists) -> _Codes:
    population = lists.population_of(statement)
    return statement.indicator, population, statement.place, statement.origin, str(statement.figure.status)


def _lineage(code: str, hierarchy: Hierarchy) -> set[str]:
    """A code and all above it; a blank one is unrestricted, and above everything."""
    return {code, *hierarchy.broader_than(code), ""} if code else {""}


def _between(some: Sequence[T], first: int | None, last: int | None, end: Callable[[T], int]) -> Sequence[T]:
    """Those of a list by the last day that end on or between two days."""
    begin = 0 if first is None else bisect_left(some, first, key=end)
    return some[begin : len(some) if last is None else bisect_right(some, last, key=end)]


def _of_partners(
    table: Callable[[tuple[str, ...]], Mapping[_Codes, Sequence[Scope]]],
    codes: _Codes,
    partners: Collection[str] | None,
    first: int | None,
    last: int | None,
) -> Iterator[Scope]:
    """Of these codes what some organisations say, or all, that ends on or between two days."""
    of_all = table(CODES).get(codes, ())
    if partners is None or not of_all:
        yield from _between(of_all, first, last, _end)
        return
    of_each = table((*CODES, "organisation"))
    for partner in partners:
        yield from _between(of_each.get((*codes, partner), ()), first, last, _end)


def _end(scope: Scope) -> int:
    return scope.end


def _in_order(scopes: Iterable[Scope]) -> list[Statement]:
    return sorted((said for scope in scopes for said in scope.statements), key=attrgetter("number"))
