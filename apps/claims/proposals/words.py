"""The words of a sentence with their places, as the tables of numbers are searched, and the figures in them."""

import re
from dataclasses import dataclass

from apps.claims.reading.outcomes import Read
from apps.claims.reading.tokens import LATIN_DIGITS, SPACES, Token, fold

LIKELY_YEARS = range(1900, 2101)  # of four digits that count nothing
# Letters with the marks above them.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0655\u0670\u0640])*")
# A blank parts groups of thousands after one to three digits only: “in 2018 41,570” are two numbers.
_WORD = re.compile(
    rf"(?P<digits>(?<![\d/])\d{{1,3}}(?:[{SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,'’٫٬،]\d+)*[¼½¾⅓⅔]?|[¼½¾⅓⅔])"
    rf"|(?P<word>{WORD.pattern})|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `text`: the token at `i` stands at `text[starts[i]:ends[i]]`."""

    text: str
    tokens: list[Token]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.tokens)

    def kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def said(self, i: int) -> str:
        """The folded word at a place; blank outside."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def raw(self, i: int) -> str:
        return self.tokens[i].raw if 0 <= i < len(self.tokens) else ""

    def at(self, place: int) -> int:
        """The first word that begins at or after a place of the text."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.starts[middle] < place else (low, middle)
        return low


@dataclass(frozen=True, slots=True)
class SaidFigure:
    """A figure of a sentence: with its qualifier at `start` to `end`, without it at `said_start` to `said_end`.

    A range keeps the word that makes it one: “between” of “between 10 and 20”.
    `first` and `last` are the words it takes, the last not included. `question` is what the reader of figures asks.
    """

    start: int
    end: int
    said_start: int
    said_end: int
    first: int
    last: int
    read: Read
    question: str = ""


def words(text: str) -> Words:
    """The words, numbers and marks of a text. Apostrophes inside words are marks of their own."""
    tokens: list[Token] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        raw = match[0]
        kind = match.lastgroup or "mark"
        folded = fold(raw) if kind == "word" else raw.translate(LATIN_DIGITS)
        tokens.append(Token(kind, folded, raw, bool(ends) and ends[-1] == match.start()))
        starts.append(match.start())
        ends.append(match.end())
    return Words(text, tokens, starts, ends)
