"""What a search asks for, term by term: words, words in quotation marks as a phrase, and figures however written.

2 million refugees        a figure of 2,000,000, and the word refugees
17k, 17 thousand, 17,000  one figure
"more than 2 million"     these words in this order
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.claims.reading.figures import read_figure
from apps.claims.reading.lexicon import TABLES
from apps.claims.reading.typed import meanings_of

MOST_WORDS = 8
LONGEST_FIGURE = 5  # words: two and a half million
_PIECE = re.compile(r"""["“”„«]([^"“”„«»]+)["“”»]|([^\s"“”„«»]+)""")

Meaning = tuple[Decimal, Decimal | None, bool]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for. `values` are the numbers the words may mean, none where they are no figure."""

    words: str
    values: frozenset[Decimal] = frozenset()
    is_phrase: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is found only where no digit goes before or after it: 2 million is not in 12 million."""
        return self.is_phrase or bool(self.values)


def read_terms(text: str) -> tuple[Term, ...]:
    """The terms of a search, of the first eight words."""
    left = MOST_WORDS
    terms: list[Term] = []
    plain: list[str] = []
    for phrase, word in _PIECE.findall(text):
        if left <= 0:
            break
        if phrase:
            terms += _divide(plain)
            plain = []
            words = phrase.split()[:left]
            terms.append(Term(" ".join(words), is_phrase=True))
            left -= len(words)
        else:
            plain.append(word)
            left -= 1
    return tuple(term for term in (*terms, *_divide(plain)) if term.words)


def _divide(words: list[str]) -> Iterator[Term]:
    """Plain words, of which those that say one figure are one term."""
    place = 0
    while place < len(words):
        length, values = _figure_at(words[place : place + LONGEST_FIGURE])
        yield Term(" ".join(words[place : place + length]), values)
        place += length


def _figure_at(words: list[str]) -> tuple[int, frozenset[Decimal]]:
    """How many of the first words are a figure, and which; one word and no number where they are none.

    What stands after a number and changes nothing of it (17 people) is a word of its own, and so is a number in a
    single word: one, two and a hundred stand in many sentences.
    """
    length, meanings = 1, frozenset[Meaning]()
    for number in range(1, len(words) + 1):
        meant = _meanings(" ".join(words[:number]))
        is_number = number > 1 or any(letter.isdigit() for letter in words[0])
        if meant and meant != meanings and is_number:
            length, meanings = number, meant
    return length, frozenset(end for low, high, _ in meanings for end in (low, high) if end is not None)


def _meanings(text: str) -> frozenset[Meaning]:
    reads = (read.percentage for language in TABLES for read in meanings_of(read_figure(text, language)))
    return frozenset((read.value, read.value_high, read.is_percent) for read in reads if read.value is not None)
