"""The claims of one scope in their order, and what is asked of all that stand before one of them.

A file of 10,000 days has 10,000 claims of one scope: nothing here goes through them for each.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

KEPT = 3  # at either end: one of them may be the claim itself


class InBreakdown(NamedTuple):
    """In what a claim is a part: the reference of the whole, the name of the breakdown, and what it runs along."""

    whole: str
    name: str
    dimension: str


class Neighbour(NamedTuple):
    """Another claim of a scope, as far as the list asks about it: `corrects` is the number of the one it corrects.

    `entry` where it is entered together with others.
    """

    number: int
    label: str
    breakdown: InBreakdown | None
    state: str
    figure_as_said: str
    value: Decimal | None
    is_cumulative: bool
    corrects: int | None
    same: tuple[Any, ...]
    entry: Any = None

    def is_stored_as(self, number: int | None) -> bool:
        return self.entry is None and self.number == number


class Numbers(NamedTuple):
    """The least and the most of several numbers, and who said the first of them."""

    least: Decimal
    most: Decimal
    first: Sequence[Neighbour]


class Beside:
    """The claims of a scope: those stored, then those entered together, in their order."""

    def __init__(self, neighbours: Iterable[Neighbour] = ()) -> None:
        self._places: dict[int, int] = {}
        self._alike: dict[tuple[Any, ...], list[tuple[int, Neighbour]]] = defaultdict(list)
        self._numbered = {True: _Numbered(), False: _Numbered()}  # totals to date, and others
        self._end = 0
        for place, other in enumerate(neighbours):
            if other.entry is not None:
                self._places[id(other.entry)] = place
            self._alike[other.same].append((place, other))
            if other.value is not None and other.value > 0 and other.breakdown is None:
                self._numbered[other.is_cumulative].add(place, other)
            self._end = place + 1

    def alike(self, entry: Any) -> Iterator[Neighbour]:
        """Those before a claim that say the same as it does."""
        end, own = self._until(entry)
        return (other for at, other in self._alike.get(entry.same, ()) if at < end and not other.is_stored_as(own))

    def numbers(self, entry: Any, fewest: int) -> Numbers | None:
        """What those before a claim say that are no parts, and totals to date as it is; None where they are too few."""
        return self._numbered[entry.claim.is_cumulative].before(*self._until(entry), fewest)

    def _until(self, entry: Any) -> tuple[int, int | None]:
        """Where a claim stands, and its number, by which it is no other than itself."""
        return self._places.get(id(entry), self._end), entry.claim.pk


class _Numbered:
    """Claims with numbers, and beside each the least and the most of all up to it."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._claims: list[Neighbour] = []
        self._least: list[list[Neighbour]] = [[]]
        self._most: list[list[Neighbour]] = [[]]

    def add(self, place: int, other: Neighbour) -> None:
        self._places.append(place)
        self._claims.append(other)
        self._least.append(sorted([*self._least[-1], other], key=_VALUE)[:KEPT])
        self._most.append(sorted([*self._most[-1], other], key=_VALUE, reverse=True)[:KEPT])

    def before(self, end: int, own: int | None, fewest: int) -> Numbers | None:
        until = bisect_left(self._places, end)
        least, most = (
            [other.value for other in kept[until] if other.value is not None and not other.is_stored_as(own)]
            for kept in (self._least, self._most)
        )
        if len(least) < fewest:
            return None
        first = (other for other in islice(self._claims, until) if not other.is_stored_as(own))
        return Numbers(least[0], most[0], [*islice(first, KEPT)])


_VALUE = itemgetter(Neighbour._fields.index("value"))
