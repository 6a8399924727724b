"""Where quotes stand in a text: found word for word, never nearly.

Quotes are looked for in the order of their claims. Each is the first that stands at or after the start of the one
before it; else the first anywhere; else it is an orphan.

    text: a few hundred left, a few hundred stayed    quotes: hundred left, a few hundred      6 to 18, 20 to 33
    text: 17,080 left the camp                        quotes: 17,080 left, 17,080, camp        0 to 11, 0 to 6, 16 to 20
    text: 17,080 left the camp                        quotes: 17 080                           an orphan

A text is looked through at most twice for a quote, and once for all marks together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the quote of the claim `number` stands: `text[start:end]` is the quote."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """The quotes that were found, in the order of their claims, and the claims whose quotes were not."""

    anchors: tuple[Anchor, ...] = ()
    orphans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside `depth` quotes; `starting` are the claims whose quotes begin with it, longest first."""

    text: str
    depth: int = 0
    starting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """A quote with the words around it. `is_cut_before` and `is_cut_after` say that the text goes on there."""

    before: str
    quote: str
    after: str
    is_cut_before: bool
    is_cut_after: bool


def is_orphan(text: str, quote: str) -> bool:
    """Whether the quote does not stand in the text, word for word. Where no text is kept nothing is an orphan.

    The one rule: `find_anchors` names the same claims, and the database keeps them by it (`models/orphan.py`).
    """
    return text != "" and (quote == "" or quote not in text)


def find_anchors(text: str, quotes: Iterable[tuple[int, str]]) -> Anchored:
    """Looks for the quotes, each with the number of its claim, in their order."""
    anchors: list[Anchor] = []
    orphans: list[int] = []
    previous = 0
    for number, quote in quotes:
        start = text.find(quote, previous) if quote else -1
        if start < 0 and quote and previous:
            start = text.find(quote)
        if start < 0:
            orphans.append(number)
            continue
        anchors.append(Anchor(number, start, start + len(quote)))
        previous = start
    return Anchored(tuple(anchors), tuple(orphans))


def cut(text: str, anchors: Iterable[Anchor]) -> tuple[Piece, ...]:
    """The text in pieces that begin and end where quotes do; put together they are the text."""
    starting: dict[int, list[Anchor]] = defaultdict(list)
    ending: dict[int, int] = defaultdict(int)
    for anchor in anchors:
        starting[anchor.start].append(anchor)
        ending[anchor.end] += 1
    edges = sorted({0, len(text), *starting, *ending})
    pieces, depth = [], 0
    for start, end in pairwise(edges):
        first = sorted(starting[start], key=lambda anchor: (-anchor.end, anchor.number))
        depth += len(first) - ending[start]
        pieces.append(Piece(text[start:end], depth, tuple(anchor.number for anchor in first)))
    return tuple(pieces)


def context(text: str, anchor: Anchor, *, reach: int = 240) -> Context:
    """The quote with at most `reach` characters on either side, cut between words where there is room to."""
    start, end = max(0, anchor.start - reach), min(len(text), anchor.end + reach)
    if start > 0:
        blank = text.find(" ", start, anchor.start)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", anchor.end, end)
        end = blank if blank >= 0 else end
    return Context(
        before=text[start : anchor.start],
        quote=text[anchor.start : anchor.end],
        after=text[anchor.end : end],
        is_cut_before=start > 0,
        is_cut_after=end < len(text),
    )
