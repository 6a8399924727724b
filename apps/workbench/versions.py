"""Two versions of a text: of each figure that went, whether another stands among the same words; and which are new.

    earlier: 1,200 people returned in 2018, 45 homes were restored.
    later:   1,350 people returned in 2018. Fever took 7 lives.       1,200 became 1,350; 45 is gone; 7 is new

Words around a figure are compared without their numbers, since those of a list mostly change together.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from apps.claims.proposals.proposals import Proposal

REACH, MOST_WORDS = 120, 8  # how much is looked at on either side: characters, and words of these
ALIKE = 0.6  # of the words around two figures, how many must be the same, in the same order
MOST_TRIED = 5
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?؟]\s|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in its text; `number` is that of its claim or proposal."""

    number: int
    start: int
    end: int


def figure_span(proposal: Proposal) -> tuple[int, int]:
    """Where the figure itself of a proposal stands in the text."""
    within = max(proposal.quote.find(proposal.figure_as_said), 0)
    return proposal.start + within, proposal.start + within + len(proposal.figure_as_said)


def match(earlier: str, gone: Sequence[Place], later: str, free: Sequence[Place]) -> dict[int, int]:
    """For figures of the earlier text that went, those of the later one among the same words, each once at most."""
    around = {place.number: _around(later, place) for place in free}
    having = defaultdict(list)
    for number, words in around.items():
        for word in set(words):
            having[word].append(number)
    likely = []
    for place in gone:
        words = _around(earlier, place)
        shared = Counter(number for word in set(words) for number in having[word])
        for number, _ in shared.most_common(MOST_TRIED):
            alike = SequenceMatcher(None, words, around[number], autojunk=False).ratio()
            if alike >= ALIKE:
                likely.append((-alike, place.start, place.number, number))
    matched: dict[int, int] = {}
    for _, _, was, now in sorted(likely):
        if was not in matched and now not in matched.values():
            matched[was] = now
    return matched


def not_before(earlier: Iterable[Proposal], later: Iterable[Proposal]) -> list[Proposal]:
    """The proposals of the later text that the earlier one does not have in the same words, as often as it has them."""
    had = Counter(proposal.quote for proposal in earlier)
    new = []
    for proposal in later:
        if had[proposal.quote]:
            had[proposal.quote] -= 1
        else:
            new.append(proposal)
    return new


def _around(text: str, place: Place) -> list[str]:
    """The nearest words of the sentence before and after a figure, a mark in the place of it and of other numbers."""
    before = _STOP.split(text[max(0, place.start - REACH) : place.start])[-1]
    after = _STOP.split(text[place.end : place.end + REACH])[0]
    return [*_words(before)[-MOST_WORDS:], "=", *_words(after)[:MOST_WORDS]]


def _words(text: str) -> list[str]:
    return ["#" if any(map(str.isdigit, word)) else word for word in _WORD.findall(text.casefold())]
