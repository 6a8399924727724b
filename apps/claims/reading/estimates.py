"""An estimate with the interval that is stated beside it.

    read_estimate("4.74 million (3.31–6.48)", "en")            4.74 million, 3310000 to 6480000
    read_estimate("38 % (95 % CI: 31 to 45)", "en")            38 %, 31 to 45, “95 % CI”
    read_estimate("1,042, with a range of 900 to 1,200", "en") 1,042, 900 to 1200, “with a range of”
    read_estimate("1,042 ± 50", "en")                          1,042, 992 to 1092, “±”
    read_estimate("24–48", "en")                               None: a range has no number between its ends

The interval is in the scale of the estimate where it has none of its own, and must hold the estimate. It has no name or
one by which intervals are called. What is measured otherwise is none, nor are years: 45 women (18–59 years),
45 (aged 18–59), 2,015 (2011–2019), 50 (40–60 per cent of them).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from apps.claims.reading.belonging import is_money, is_of_currency
from apps.claims.reading.figures import ANY_UNIT, LONGEST, read_figure
from apps.claims.reading.lexicon import language_of, lexicon_of
from apps.claims.reading.outcomes import Qualifier, Read, UnitTraits
from apps.claims.reading.tokens import PERCENT_SIGNS, tokenize
from apps.claims.reading.typed import meanings_of

MOST_WORDS = 10  # of what an interval is called
_ENCLOSED = re.compile(r"(?P<central>[^()\[\]]+)[(\[](?P<inside>[^()\[\]]+)[)\]](?P<after>[^()\[\]]{0,20})")
_WITH_ERROR = re.compile(
    r"(?P<central>[^()±+]+?)\s*(?:(?P<open>\()\s*)?(?:±|\+\s?/?\s?[-−–])\s*(?P<error>[^()±+]+)(?(open)\)(?P<after>[^()\d]*))"
)
_NUMBER = re.compile(r"^[\d.,\s]+")
_AFTER_A_STOP = re.compile(r"(?P<central>[^;]*?)(?:;|,\s|\s[—–]\s)(?P<inside>.*)(?P<after>)")
_YEARS = re.compile(r"\b(?:1[89]|2[01])\d\d\b\D+\b(?:1[89]|2[01])\d\d\b")
_NAME = re.compile(
    r"c(?:r)?i|ui|pi|intervals?|rang(?:e|es|ing)|between|from|estimate[sd]?|bounds|limits"
    "|ic|intervalle|fourchette|entre|estimations?|estimé|intervalo|rango|estimación"
    "|ди|интервал|диапазоне?|пределах|между|от|оценк[аи]"
    "|فاصل|نطاق|مجال|بين|تتراوح|يتراوح|تقدير|تقديرات"
)
_BESIDE_A_NAME = re.compile(
    "an?|the|of|with|at|in|and|confidence|credib(?:le|ility)|uncertainty|prediction|plausible|possible|lower|upper|low|high"
    "|percent|per|cent|%|à|d|des?|une?|la|le|avec|confiance|crédibilité|incertitude|pour|con|del|el|una|confianza|por"
    "|ciento|incertidumbre|с|в|доверительный|доверительным|процентов|ثقة|ما|من|في"
)
_WORD = re.compile(r"[^\W\d_]+|%")
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
        if interval := _interval(match["inside"], middle, language, unit):
            return Estimate(central, *interval)
    return _with_error(text.strip(), language, unit)


def _with_error(text: str, language: str, unit: UnitTraits) -> Estimate | None:
    """1,042 ± 50, 38 % (+/- 3), 2.3 ± 0.4 million; so many percent of a count are none: it is not said of what."""
    match = _WITH_ERROR.fullmatch(text)
    if match is None:
        return None
    central = f"{match['central'].strip()} {(match['after'] or '').strip()}".strip()
    error, bare = (_one_number(words, language, ANY_UNIT) for words in (match["error"], central))
    if error is not None and bare is not None and error.scale > bare.scale == 1:
        central = f"{central} {_NUMBER.sub('', match['error'])}"
    middle = _one_number(central, language, unit)
    if (
        middle is None
        or error is None
        or error.qualifier is not Qualifier.EXACTLY
        or not _is_alike(error, middle, unit)
    ):
        return None
    if middle.value is None or error.value is None or error.value <= 0:
        return None
    times = middle.scale if error.scale == 1 and error.value * middle.scale < middle.value else 1
    return Estimate(central, middle.value - error.value * times, middle.value + error.value * times, "±")


def _is_measured_otherwise(inside: str, central: str, language: str, unit: UnitTraits) -> bool:
    """Whether years or other measures stand after the numbers of an interval, and not after the estimate."""
    lexicon = lexicon_of(language_of(language, inside))
    is_of_measures = not unit.code or bool(lexicon_of("en").measures.whole(tokenize(unit.code)))
    measure, own = (lexicon.measures.last(lexicon.parted(tokenize(words))) for words in (inside, central))
    is_bare = not any(letter.isalpha() or letter in PERCENT_SIGNS for letter in central)
    return measure is not None and own is None and not (is_bare and is_of_measures)


def _one_number(words: str, language: str, unit: UnitTraits) -> Read | None:
    for read in meanings_of(read_figure(words, language, unit)):
        if read.value is not None and read.value_high is None:
            return read
    return None


def _interval(words: str, middle: Read, language: str, unit: UnitTraits) -> tuple[Decimal, Decimal, str] | None:
    """Both ends in the scale of the estimate, and the words before them."""
    for called, rest in _openings(words):
        read = next(iter(meanings_of(read_figure(rest, language))), None)
        if read is None or read.value is None or read.value_high is None or middle.value is None:
            continue
        if not _is_name(called) or not _is_alike(read, middle, unit):
            continue
        is_bare = read.scale == 1 and read.value_high < middle.value
        times = middle.scale if is_bare else 1
        low, high = read.value * times, read.value_high * times
        are_years = not called and _YEARS.search(rest)
        if read.qualifier is Qualifier.BETWEEN and low <= middle.value <= high and low < high and not are_years:
            return low, high, called
    return None


def _is_name(called: str) -> bool:
    """Whether words are what an interval is called, or none: 95 % CI, with a range of; not “aged”, “July”."""
    words = [word.casefold() for word in _WORD.findall(called)]
    others = [word for word in words if not _NAME.fullmatch(word)]
    return not words or (len(others) < len(words) and all(map(_BESIDE_A_NAME.fullmatch, others)))


def _is_alike(interval: Read, middle: Read, unit: UnitTraits) -> bool:
    """Whether an interval is in percent or money only where its estimate is."""
    in_percent = middle.is_percent or unit.is_percent or not interval.is_percent
    in_money = not interval.currency or interval.currency == middle.currency or is_money(unit)
    return in_percent and in_money and is_of_currency(interval.currency or middle.currency, unit)


def _openings(words: str) -> Iterator[tuple[str, str]]:
    """Every way to part words that call the interval something from its numbers, the fewest words first."""
    tokens = words.split()
    for number in range(min(len(tokens), MOST_WORDS)):
        called = " ".join(tokens[:number])
        if _NUMBERLESS.fullmatch(called):
            rest = " ".join(tokens[number:])
            yield called.strip(" :,;=-–"), rest
            yield called.strip(" :,;=-–"), re.sub(r"[,;]\s", "–", rest, count=1)  # [3.31, 6.48]
