"""An estimate with the interval that is stated beside it.

    read_estimate("4.74 million (3.31–6.48)", "en")            4.74 million, 3310000 to 6480000
    read_estimate("38 % (95 % CI: 31 to 45)", "en")            38 %, 31 to 45, “95 % CI”
    read_estimate("1,042, with a range of 900 to 1,200", "en") 1,042, 900 to 1200, “with a range of”
    read_estimate("24–48", "en")                               None: a range has no number between its ends

The interval is in the scale of the estimate where it has none of its own, and must hold the estimate. What is measured
otherwise is none, nor are years: 45 women (18–59 years), 2,015 (2011–2019).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from apps.claims.reading.figures import ANY_UNIT, LONGEST, read_figure
from apps.claims.reading.lexicon import language_of, lexicon_of
from apps.claims.reading.outcomes import Qualifier, Read, UnitTraits
from apps.claims.reading.tokens import tokenize
from apps.claims.reading.typed import meanings_of

MOST_WORDS = 10  # of what an interval is called
_ENCLOSED = re.compile(r"(?P<central>[^()\[\]]+)[(\[](?P<inside>[^()\[\]]+)[)\]](?P<after>[^()\[\]]{0,20})")
_AFTER_A_STOP = re.compile(r"(?P<central>[^;]*?)(?:;|,\s|\s[—–]\s)(?P<inside>.*)(?P<after>)")
_YEARS = re.compile(r"\b(?:1[89]|2[01])\d\d\b\D+\b(?:1[89]|2[01])\d\d\b")
_NUMBERLESS = re.compile(r"\D*(?:\d{2}(?:[.,]\d)?\s{0,2}%?\D*)?")  # “95 % confidence interval” holds one number


class Estimate(NamedTuple):
    """The words of the central figure, both ends of the interval, and what the source calls it."""

    central: str
    low: Decimal
    high: Decimal
    called: str


def read_estimate(text: str, language: str = "en", unit: UnitTraits = ANY_UNIT) -> Estimate | None:
    """The estimate and its interval in these words; None where they are no such thing."""
    if len(text) > LONGEST:
        return None
    for pattern in (_ENCLOSED, _AFTER_A_STOP):
        match = pattern.fullmatch(text.strip())
        if match is None:
            continue
        central = f"{match['central'].strip()} {match['after'].strip()}".strip()
        middle = _one_number(central, language, unit)
        if middle is None or _is_measured_otherwise(match["inside"], central, language, unit):
            continue
        if interval := _interval(match["inside"], middle, language):
            return Estimate(central, *interval)
    return None


def _is_measured_otherwise(inside: str, central: str, language: str, unit: UnitTraits) -> bool:
    """Whether years or other measures stand after the numbers of an interval, and not after the estimate."""
    lexicon = lexicon_of(language_of(language, inside))
    measure, own = (lexicon.measures.last(lexicon.parted(tokenize(words))) for words in (inside, central))
    is_bare = not any(letter.isalpha() for letter in central)
    return measure is not None and own is None and not (is_bare and not unit.is_whole)


def _one_number(words: str, language: str, unit: UnitTraits) -> Read | None:
    for read in meanings_of(read_figure(words, language, unit)):
        if read.value is not None and read.value_high is None:
            return read
    return None


def _interval(words: str, middle: Read, language: str) -> tuple[Decimal, Decimal, str] | None:
    """Both ends in the scale of the estimate, and the words before them."""
    for called, rest in _openings(words):
        read = next(iter(meanings_of(read_figure(rest, language))), None)
        if read is None or read.value is None or read.value_high is None or middle.value is None:
            continue
        is_bare = read.scale == 1 and read.value_high < middle.value
        times = middle.scale if is_bare else 1
        low, high = read.value * times, read.value_high * times
        are_years = not called and _YEARS.search(rest)
        if read.qualifier is Qualifier.BETWEEN and low <= middle.value <= high and low < high and not are_years:
            return low, high, called
    return None


def _openings(words: str) -> Iterator[tuple[str, str]]:
    """Every way to part words that call the interval something from its numbers, the fewest words first."""
    tokens = words.split()
    for number in range(min(len(tokens), MOST_WORDS)):
        called = " ".join(tokens[:number])
        if _NUMBERLESS.fullmatch(called):
            rest = " ".join(tokens[number:])
            yield called.strip(" :,;=-–"), rest
            yield called.strip(" :,;=-–"), re.sub(r"[,;]\s", "–", rest, count=1)  # [3.31, 6.48]
