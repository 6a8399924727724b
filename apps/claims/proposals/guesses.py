"""Which entries of the code lists are meant: at most three of each, the likeliest first, each with why.

Indicators and populations are found by the words of their names, aliases and definitions in the quote, its clause and
its sentence; rare words weigh more. Places are found by name: nearest first, then where the speaker is from, then the
country the text is about. A place after “from” is where people came from.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from apps.claims.proposals.codes import Code
from apps.claims.proposals.words import Words, words
from apps.claims.reading.tokens import fold

MOST = 3
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = re.compile(r"(?:ations?|ations|ions?|ments?|ings?|ers?|ees?|ed|es|s|e|al|ary|ity|y)$")
_IDLE = frozenset({
    *("the", "a", "an", "of", "in", "on", "at", "to", "and", "or", "for", "with", "by", "who", "which", "that", "are"),
    *("is", "was", "were", "be", "been", "people", "any", "kind", "only", "have", "has", "had", "from", "their"),
    *("its", "his", "her", "it", "as", "not", "than", "out", "all", "other", "put", "use", "there", "where", "they"),
    *("them", "these", "those", "what", "how", "long", "day"),
})  # fmt: skip
_OTHER_UNIT, _DEFINITION = 0.25, 0.5
_SEVERAL = 2  # words that tell an entry; one alone may be any everyday word


@dataclass(frozen=True, slots=True)
class Guess:
    """An entry of a code list and why it may be meant.

    Not `is_told`: the same words are those of another entry too, as “returned” is of refugees and of displaced people.
    Not `is_plain`: it is counted in something else, or one word of many was said, as “up” is of “Centres set up”.
    """

    code: str
    name: str
    why: str
    is_told: bool = True
    is_plain: bool = True


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending: “restored” and “restoration” are both “restor”."""
    folded = fold(word)
    bare = _ENDINGS.sub("", folded) if len(folded) > 4 else folded.rstrip("s")
    return bare if len(bare) >= 3 else folded


def stems(text: str) -> list[str]:
    """The stems of the words of a text that say something."""
    return [stem(word) for word in _WORD.findall(text) if fold(word) not in _IDLE and len(word) > 1]


class Ranker:
    """Ranks the entries of one code list by the words around a figure."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self.codes = codes
        self.weights: list[dict[str, float]] = []
        self.named = [[frozenset(stems(name)) for name in code.names] for code in codes]
        self.with_stem: dict[str, list[int]] = defaultdict(list)
        for i, code in enumerate(codes):
            weights = dict.fromkeys(stems(code.definition), _DEFINITION) | dict.fromkeys(
                stems(" ".join(code.names)), 1.0
            )
            self.weights.append(weights)
            for word in weights:
                self.with_stem[word].append(i)

    def rank(self, zones: Iterable[tuple[str, float]], unit: str = "") -> list[Guess]:
        """The likeliest entries. `zones` are texts around the figure, each with what its words weigh."""
        scores: dict[int, float] = defaultdict(float)
        said: dict[int, list[str]] = defaultdict(list)
        heaviest: dict[str, float] = {}
        for text, weight in zones:
            for word in stems(text):
                heaviest[word] = max(weight, heaviest.get(word, 0))
        for word, weight in heaviest.items():
            holders = self.with_stem.get(word, ())
            rarity = math.log(1 + len(self.codes) / len(holders)) if holders else 0
            for i in holders:
                scores[i] += weight * rarity * self.weights[i][word]
                said[i].append(word)
        return [
            Guess(
                self.codes[i].code,
                self.codes[i].name,
                self._why(i, said[i], unit),
                self._is_told(i, said),
                self._is_plain(i, said[i], unit),
            )
            for i, _ in sorted(self._fitted(scores, unit).items(), key=lambda item: (-item[1], item[0]))[:MOST]
        ]

    def _is_told(self, i: int, said: Mapping[int, list[str]]) -> bool:
        """Whether one of its names was said whole, or of no other entry all that was said of it."""
        heard = set(said.get(i, ()))
        return self._is_named(i, heard) or not any(heard <= set(words) for other, words in said.items() if other != i)

    def _is_plain(self, i: int, said: Sequence[str], unit: str) -> bool:
        """Whether it is counted in the unit, and one of its names was said whole, or a word of it and another."""
        heard, units = set(said), self.codes[i].units
        is_several = len(heard) >= _SEVERAL and not heard.isdisjoint(frozenset().union(*self.named[i]))
        return (not units or unit in units) and (is_several or self._is_named(i, heard))

    def _is_named(self, i: int, heard: AbstractSet[str]) -> bool:
        return any(name and name <= heard for name in self.named[i])

    def _fitted(self, scores: Mapping[int, float], unit: str) -> dict[int, float]:
        """The scores with regard to the unit, and to how much of an entry's name was said."""
        fitted: dict[int, float] = {}
        for i, score in scores.items():
            units = self.codes[i].units
            fits = 1.0 if not unit or not units or unit in units else _OTHER_UNIT
            fitted[i] = score * fits / math.sqrt(1 + len(self.weights[i]))
        if unit:
            for i, code in enumerate(self.codes):
                if unit in code.units and i not in fitted:
                    fitted[i] = 0.01
        return fitted

    def _why(self, i: int, heard: Sequence[str], unit: str) -> str:
        told = ", ".join(f"“{word}…”" for word in heard[:3])
        counted = f"counted in {unit}" if unit and unit in self.codes[i].units else ""
        return " and ".join(part for part in (f"the words {told}" if told else "", counted) if part)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named at `start` to `end` of a text; `is_origin` after “from”."""

    code: Code
    start: int
    end: int
    is_origin: bool


class Gazetteer:
    """Finds the places of a code list by their names."""

    def __init__(self, places: Sequence[Code]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], Code]]] = defaultdict(list)
        for place in (place for place in places if place.kind != "world"):  # “World” begins many other names
            for name in place.names:
                parts = tuple(fold(word) for word in _WORD.findall(name))
                if parts:
                    self.by_first[parts[0]].append((parts, place))
        for entries in self.by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def mentions(self, said: Words, from_words: frozenset[str]) -> list[Mention]:
        """The places named in a text, in their order; the longest name wins."""
        at = [i for i in range(len(said)) if said.kind(i) == "word"]
        mentions: list[Mention] = []
        i = 0
        while i < len(at):
            hit = self._hit(said, at, i)
            if hit is None:
                i += 1
                continue
            length, code = hit
            start, end = said.starts[at[i]], said.ends[at[i + length - 1]]
            is_origin = self._follows(said, at, i, from_words, mentions)
            mentions.append(Mention(code, start, end, is_origin))
            i += length
        return mentions

    def _hit(self, said: Words, at: Sequence[int], i: int) -> tuple[int, Code] | None:
        raw = said.raw(at[i])
        if raw[0].islower() and raw.isascii() and said.said(at[i]) not in ("al", "el", "as", "ar", "southern"):
            return None
        for parts, code in self.by_first.get(said.said(at[i]), ()):
            if tuple(said.said(k) for k in at[i : i + len(parts)]) == parts:
                return len(parts), code
        return None

    @staticmethod
    def _follows(said: Words, at: Sequence[int], i: int, from_words: frozenset[str], so_far: Sequence[Mention]) -> bool:
        """Whether “from” stands before a place, or before the place it is listed with."""
        before = [said.said(k) for k in at[max(0, i - 4) : i]]
        if any(word in from_words for word in before[-3:]) and not any(
            w in ("in", "to", "at", "via") for w in before[-2:]
        ):
            return True
        return bool(so_far) and so_far[-1].is_origin and before[-1:] in (["and"], ["et"], ["y"], ["и"])

    def groups(self, places: Sequence[Code]) -> list[tuple[Code, frozenset[str]]]:
        """The groups of a list with the codes of the places that their names and definitions list."""
        return [
            (place, frozenset(m.code.code for m in self.mentions(words(text), frozenset()) if m.code is not place))
            for place in places
            if place.kind == "group"
            for text in [place.definition or place.name]
        ]


def nearest(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Mentions by how far they are from a quote; one inside it first, one before it before one after."""

    def distance(mention: Mention) -> tuple[int, int]:
        if mention.end <= start:
            return start - mention.end, 0
        return (mention.start - end, 1) if mention.start >= end else (0, 0)

    return sorted(mentions, key=distance)
