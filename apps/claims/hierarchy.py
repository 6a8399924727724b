"""Code lists as hierarchies: is this narrower than that?

An entry may have several broader entries. `division` says what divides the broader entry: entries of one division
below the same broader entry exclude each other, and so does all that lies below them; nothing else does.

    women, refugees             below people, no common division     overlapping
    refugees, IDPs              below returnees, by displacement     disjoint
    Aleppo, Homs                below Syria, governorate             disjoint
    Rukban camp, Aleppo         below Homs; Homs and Aleppo are      disjoint
    Jordan, Jordan and Lebanon  the second is broader                narrower
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key", int, str)


def follow(starts: Iterable[Key], links: Mapping[Key, Iterable[Key]]) -> set[Key]:
    """Everything that is reached from the starts along the links, the starts included. A circle is walked once."""
    reached: set[Key] = set()
    waiting = list(starts)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(links.get(key, ()))
    return reached


@dataclass(frozen=True, slots=True)
class Links:
    """What lies directly above and below each entry, by key; `left_out` are the links that would close a circle."""

    above: Mapping[int, list[int]]
    below: Mapping[int, list[int]]
    left_out: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> "Links":
        """From pairs of an entry and a broader one, the oldest first: the younger link of a circle is left out."""
        above: dict[int, list[int]] = defaultdict(list)
        below: dict[int, list[int]] = defaultdict(list)
        left_out = []
        for entry, broader in pairs:
            if entry in follow([broader], above):
                left_out.append((entry, broader))
            else:
                above[entry].append(broader)
                below[broader].append(entry)
        return cls(above, below, tuple(left_out))

    def at_or_below(self, entries: Iterable[int]) -> set[int]:
        return follow(entries, self.below)

    def at_or_above(self, entries: Iterable[int]) -> set[int]:
        return follow(entries, self.above)


class Relation(StrEnum):
    """How one scope lies to another."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    OVERLAPPING = "overlapping"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a code list, with the codes of the entries directly above it.

    The entries of its `complete_division`, if it has one, are together all of it.
    """

    code: str
    name: str = ""
    broader: tuple[str, ...] = ()
    division: str = ""
    complete_division: str = ""


@dataclass(frozen=True)
class Hierarchy:
    """A code list that answers in one look-up. Raises ValueError for a circle or a code that is not in the list."""

    entries: dict[str, Entry]
    _above: dict[str, frozenset[str]] = field(repr=False, default_factory=dict)
    _below: dict[str, frozenset[str]] = field(repr=False, default_factory=dict)
    _known: dict[tuple[str, str], Relation] = field(repr=False, compare=False, default_factory=dict)
    _parts: dict[str, frozenset[str]] = field(repr=False, compare=False, default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Hierarchy":
        listed = {entry.code: entry for entry in entries}
        directly = {code: entry.broader for code, entry in listed.items()}
        unlisted = [
            f"{code} names {other} as broader" for code, to in directly.items() for other in to if other not in listed
        ]
        if unlisted:
            raise ValueError(f"{unlisted[0]}, which is not in the list.")
        above = {code: frozenset(follow(broader, directly)) for code, broader in directly.items()}
        circular = [code for code, broader in above.items() if code in broader]
        if circular:
            raise ValueError(f"{', '.join(circular)}: an entry cannot be broader than itself.")
        below: dict[str, set[str]] = {code: set() for code in listed}
        for code, broader in above.items():
            for other in broader:
                below[other].add(code)
        return cls(listed, above, {code: frozenset(narrower) for code, narrower in below.items()})

    def is_narrower(self, code: str, other: str) -> bool:
        """Whether `code` lies somewhere below `other`."""
        return other in self._above[code]

    def broader_than(self, code: str) -> frozenset[str]:
        """Every code above this one."""
        return self._above[code]

    def narrower_than(self, code: str) -> frozenset[str]:
        """Every code below this one."""
        return self._below[code]

    def name(self, code: str) -> str:
        return self.entries[code].name

    def complete_parts(self, code: str) -> frozenset[str]:
        """The codes that exclude each other and are together all of this one; none if no division is complete."""
        if code not in self._parts:
            division = self.entries[code].complete_division
            parts = (part for part in self._below[code] if code in self.entries[part].broader)
            self._parts[code] = frozenset(
                part for part in parts if division and self.entries[part].division == division
            )
        return self._parts[code]

    def relation(self, code: str, other: str) -> Relation:
        """How the first entry lies to the second; worked out once for every two."""
        if code == other:
            return Relation.SAME
        if (code, other) not in self._known:
            self._known[code, other] = self._relate(code, other)
        return self._known[code, other]

    def _relate(self, code: str, other: str) -> Relation:
        if self.is_narrower(code, other):
            return Relation.NARROWER
        if self.is_narrower(other, code):
            return Relation.BROADER
        if self._below[code] & self._below[other]:
            return Relation.OVERLAPPING
        return Relation.DISJOINT if self._exclude(code, other) else Relation.OVERLAPPING

    def _exclude(self, code: str, other: str) -> bool:
        """Whether some entry at or above one and another at or above the other are divided from each other."""
        divided: dict[tuple[str, str], set[str]] = {}
        for side in self._divisions(code):
            divided.setdefault(side[:2], set()).add(side[2])
        return any(divided.get(side[:2], {side[2]}) - {side[2]} for side in self._divisions(other))

    def _divisions(self, code: str) -> list[tuple[str, str, str]]:
        """Where an entry stands: broader entry, division, and which of its entries it is or lies below."""
        lineage = [self.entries[step] for step in (code, *self._above[code])]
        return [(parent, entry.division, entry.code) for entry in lineage if entry.division for parent in entry.broader]
