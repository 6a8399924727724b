"""Years and decades written in words, put into digits before a period is read.

    nineteen twenty-eight · twenty fifteen · two thousand and twenty        1928 · 2015 · 2020
    deux mille dix-neuf · dos mil veinte · две тысячи двадцать              2019 · 2020 · 2020
    the nineteen seventies · the twenty-tens · the two thousands            1970s · 2010s · 2000s

Only what is a year between 1800 and 2200 becomes one; every other number in words stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from apps.claims.reading.amounts.amount import amount
from apps.claims.reading.amounts.cardinals import Context
from apps.claims.reading.calendar.spans import FIRST_YEAR, LAST_YEAR
from apps.claims.reading.lexicon import lexicon_of
from apps.claims.reading.tokens import tokenize

_WORD = re.compile(r"[^\W\d_]+")
_MOST = 8  # words in a year
_CENTURIES = {"eighteen": 18, "nineteen": 19, "twenty": 20}
_DECADES = {
    "thousands": 0, "tens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_NOUGHTIES = {"noughties": 2000, "aughts": 2000}


class _Year(NamedTuple):
    start: int
    end: int
    digits: str


def in_digits(words: str, language: str) -> str:
    """The words with each year and decade that is written out in digits."""
    written = words
    for year in reversed(list(_years(words, language))):
        written = f"{written[: year.start]}{year.digits}{written[year.end :]}"
    return written


def _years(words: str, language: str) -> Iterator[_Year]:
    """From the left, the longest year that begins at each word."""
    matches = list(_WORD.finditer(words))
    at = 0
    while at < len(matches):
        for last in range(min(at + _MOST, len(matches)), at, -1):
            # Only blanks and hyphens part the words of one year.
            between = words[matches[at].start() : matches[last - 1].end()]
            digits = (
                "" if re.search(r"[^\w\s-]|\d", between) else _digits(tuple(m[0] for m in matches[at:last]), language)
            )
            if digits:
                yield _Year(matches[at].start(), matches[last - 1].end(), digits)
                at = last - 1
                break
        at += 1


@lru_cache(maxsize=4096)
def _digits(words: Sequence[str], language: str) -> str:
    """The year or decade of exactly these words, in digits; blank for anything else."""
    said = [word.casefold() for word in words]
    if language == "en":
        if len(said) == 1 and said[0] in _NOUGHTIES:
            return f"{_NOUGHTIES[said[0]]}s"
        if said[-1] == "hundreds":
            return ""  # a century or its first ten years
        if said[-1] in _DECADES and len(said) > 1:
            century = _century(said[:-1])
            return f"{century + _DECADES[said[-1]]}s" if century else ""
        year = _by_century(said)
        if year:
            return str(year)
    number = _number(words, language) if len(words) > 1 else 0
    is_longer = number == _number(words[1:], language)  # by an article, with which it begins
    return str(number) if FIRST_YEAR <= number <= LAST_YEAR and not is_longer else ""


def _century(said: Sequence[str]) -> int:
    """1900 for nineteen, 2000 for twenty and for two thousand."""
    if list(said) in (["two", "thousand"], ["two", "thousand", "and"], ["two"]):
        return 2000
    return 100 * _CENTURIES.get(said[0], 0) if len(said) == 1 else 0


def _by_century(said: Sequence[str]) -> int:
    """Nineteen twenty-eight, twenty fifteen, nineteen oh five."""
    century = _CENTURIES.get(said[0], 0)
    rest = said[1:]
    if not century or not rest:
        return 0
    if rest[0] in ("oh", "o") and len(rest) == 2:
        few = _number(tuple(rest[1:]), "en")
        return 100 * century + few if 1 <= few <= 9 else 0
    # “Twenty one” is a number; what follows a century is of two digits.
    of_two = _number(tuple(rest), "en")
    return 100 * century + of_two if 10 <= of_two <= 99 else 0


def _number(words: Sequence[str], language: str) -> int:
    """The number that these words are, all of them; 0 for none."""
    lexicon = lexicon_of(language)
    number = amount(lexicon.parted(tokenize(" ".join(words))), Context(lexicon, language))
    is_whole = number is not None and not number.is_fraction and number.value.denominator == 1
    return int(number.value) if number is not None and is_whole else 0
