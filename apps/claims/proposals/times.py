"""The periods in a sentence and which figure each belongs to.

“Since July 1, 35,928 citizens, more than 1,577 of them …”    the leading period is that of every figure
“674,000 (2017), 1.2 million (2018)”                          a period just after a figure is that figure's
“Hama (88,000), compared with Aleppo (162,000) in 2018”       a contrast parts what is before from what is after
“In 2018, 5,200 people, and in early 2019 another 1,150”      so does “and” before a period that leads a figure
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from apps.claims.proposals.vocabulary.ready import Ready
from apps.claims.proposals.words import LIKELY_YEARS, Words
from apps.claims.reading.calendar.kinds import Kind
from apps.claims.reading.calendar.phrases import Phrase
from apps.claims.reading.calendar.words import TABLES, Token, words_in
from apps.claims.reading.lexicon import language_by_script
from apps.claims.reading.outcomes import Refused
from apps.claims.reading.periods import AskedPeriod, PeriodReader, ReadPeriod, read_period

_JUST_AFTER = 40  # characters between a figure and a period that is said right after it
_STARTERS = frozenset({
    *(Kind.NUMBER, Kind.ORDINAL, Kind.MONTH, Kind.WEEKDAY, Kind.PART, Kind.DECADE, Kind.DECADES, Kind.RELATIVE),
    *(Kind.RELATIVES, Kind.LAST, Kind.BESIDE, Kind.ELSEWHERE),
    *(Kind.ROLLING, Kind.STARTING, Kind.REST, Kind.EARLIER, Kind.LATER, Kind.EDGE, Kind.FROM, Kind.TO),
    *(Kind.UNTIL, Kind.BETWEEN, Kind.AGO),
    *(Kind.SINCE, Kind.BY, Kind.AS_OF, Kind.BEFORE, Kind.AFTER, Kind.DAY, Kind.NOW, Kind.SO_FAR, Kind.UNIT, Kind.SPLIT),
})  # fmt: skip
_LEADS = (Kind.FILL, Kind.OF)
_YEAR_DIGITS = 4
_NOUN_REACH = 3  # words
# Words that may lead a number as well as a year; what leads a year only (in, during, since) is not here.
_OF_NUMBERS = frozenset({
    *("for", "over", "on", "only", "to", "up", "until", "through", "by", "from"),
    *("sur", "dans", "a", "au", "aux", "les", "seulement", "jusqu"),
    *("al", "los", "las", "solo", "solamente", "para", "hasta"),
    *("всего", "только", "до", "на", "к", "с", "от"),
    *("ل", "ب", "ك", "الي", "حتي"),
})  # fmt: skip
_THAN = re.compile(  # more than in June 2018; not “on estime qu’en 2018”
    r"(?:\bthan|\b(?:plus|moins|más|menos|mayor|menor)\b[^.;,]{0,24}\bqu(?:e|['’])|\bчем"
    r"|\bpar rapport(?: à| au| aux)?|\brespecto(?: a| al| de| del)?|\bcomparación con|\bпо сравнению(?: с)?"
    r"|(?<!\w)مقارنة(?: مع|\sب)?)\s*$",
    re.IGNORECASE,
)
_THAN_REACH = 40  # characters
_BRACKET = 2  # of a blank and a bracket
_EACH_ITS_OWN = re.compile(
    r"\b(?:respectively|respectivement|respectivamente|соответственно)\b|على التوالي", re.IGNORECASE
)
_PERCENT = re.compile(r"(?:%|\bper ?cent)\s*$", re.IGNORECASE)
_SINCE_REACH = 8  # words

_HEAD = 12  # lines in which the date of a text is looked for
_DATE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)? [^\W\d_]{3,10}\.?,? \d{4}|[^\W\d_]{3,10} \d{1,2}, \d{4}|\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A period at `start` to `end` of the sentence, as said; `follows_and`: an “and” stands before it.

    `is_base`: a figure is told from it, and only what follows in brackets is of it: 4m lower than in 2010 (21.4m).
    """

    start: int
    end: int
    words: str
    period: ReadPeriod | AskedPeriod
    follows_and: bool = False
    is_base: bool = False


def find_times(text: str, language: str, said_on: date | None, *, is_ahead: bool) -> list[Time]:
    """The periods of a sentence in their order; those that overlap a longer one before them are left out."""
    language = language_by_script(language, text)
    tokens = words_in(text, language if language in TABLES else "en")
    reader = PeriodReader.of(tokens, language, said_on, is_ahead=is_ahead)
    times: list[Time] = []
    i = 0
    while i < len(tokens):
        begun = reader.points.skip(i, *_LEADS)
        read = reader.read(begun) if begun < len(tokens) and _may_begin(tokens, begun, text) else None
        if read is None or not _is_time(read[0], tokens, begun, read[1], text):
            i = begun + 1 if begun == i else begun
            continue
        end = read[1]
        while end > begun + 1 and tokens[end - 1].kind in (Kind.FILL, Kind.COMMA, Kind.OF, Kind.DOT):
            end -= 1
        start = tokens[i].start if tokens[i].kind in _LEADS and begun - i <= 2 else tokens[begun].start
        words = text[start : tokens[end - 1].end]
        period = reader.days(read[0], words)
        period = _as_led(tokens, i, period) if isinstance(period, ReadPeriod) else period
        if Kind.AND in (token.kind for token in tokens[begun + 1 : end]) and _EACH_ITS_OWN.search(text):
            period = AskedPeriod(words, "each of these is that of another figure: give the days")
        before = text[max(0, start - _THAN_REACH) : start]
        if not isinstance(period, Refused):
            is_base = bool(_THAN.search(before)) or _is_base(read[0], before, words)
            times.append(Time(start, tokens[end - 1].end, words, period, _follows_and(tokens, start), is_base))
        i = max(end, begun + 1)
    return times


def _is_base(phrase: Phrase, before: str, words: str) -> bool:
    """Whether a percentage is told of what was then: a fall of 12% on the week before, up 12 per cent from 2018."""
    is_day = phrase.last is not None and phrase.last.is_day
    led = words.lower()
    return _PERCENT.search(before) is not None and (
        (led.startswith("on ") and not is_day) or (led.startswith("from ") and phrase.is_open)
    )


def _as_led(tokens: Sequence[Token], i: int, period: ReadPeriod) -> ReadPeriod:
    """A period that counts since it or up to it: since the outbreak (was declared) in 2011, as of 18:00 on 24 July."""
    before = [token.kind for token in tokens[max(0, i - _SINCE_REACH) : i]]
    if Kind.COMMA in before or period.is_cumulative or period.start is None:
        return period
    if Kind.SINCE in before and Kind.NUMBER not in before:
        return replace(period, end=None, is_cumulative=True)
    if Kind.AS_OF in before and period.start == period.end:
        return replace(period, start=None, is_cumulative=True)
    return period


def _follows_and(tokens: Sequence[Token], start: int) -> bool:
    """Whether the word before is an “and”, or one with a comma after it."""
    before = [token.kind for token in tokens if token.end <= start][-2:]
    return before[-1:] == [Kind.AND] or before == [Kind.AND, Kind.COMMA]


def find_parts(times: Sequence[Time], figures: Sequence[tuple[int, int]]) -> list[int]:
    """Where “and” and a period begin a clause: a figure and a period stand before it, and a figure after."""
    return [
        time.start
        for place, time in enumerate(times)
        if time.follows_and and place
        if any(end <= time.start for _, end in figures) and any(start >= time.end for start, _ in figures)
    ]


def _may_begin(tokens: Sequence[Token], i: int, text: str) -> bool:
    token = tokens[i]
    if token.kind is Kind.WEEKDAY or token.kind is Kind.MONTH:
        word = text[token.start : token.end]
        return word[0].isupper() or not word.isascii() or word.lower() not in _ALSO_WORDS
    count, which = ([after.kind for after in tokens[i + 1 : i + 3]] + [None, None])[:2]
    is_counted = count is Kind.NUMBER and which in (Kind.RELATIVE, Kind.ORDINAL)  # الأشهر الثلاثة الماضية
    return token.kind in _STARTERS or (token.kind is Kind.UNITS and is_counted)


_ALSO_WORDS = frozenset({"may", "march", "mar", "mon", "sat", "sun", "wed", "mi", "set", "ago", "jan", "dec", "sep"})


def _is_time(phrase: Phrase, tokens: Sequence[Token], begun: int, end: int, text: str) -> bool:
    """Whether a phrase that can be read as a period is one here: not 2018 of “2018 people”, not “from 10 to 20”."""
    points = [point for point in (phrase.first, phrase.last) if point is not None]
    if any(point.is_bare_day for point in points) and not any(point.month for point in points):
        return False
    said = text[tokens[begun].start : tokens[end - 1].end]
    if said.replace("/", "").isdigit() and "/" in said and len(said) < 6:
        return False
    if end - begun == 1 and tokens[begun].digits == _YEAR_DIGITS:
        return _stands_alone(tokens, begun, text)
    if tokens[begun].kind is Kind.UNIT:
        return end - begun > 1
    if tokens[begun].kind in (Kind.ORDINAL, Kind.NUMBER) and tokens[end - 1].kind is Kind.UNIT and points:
        return points[0].year is not None or points[0].fixed is not None
    return True


def _stands_alone(tokens: Sequence[Token], i: int, text: str) -> bool:
    """Whether four digits are a year: after a preposition or in brackets, and not before what they would count."""
    before = tokens[i - 1].kind if i else None
    around = text[: tokens[i].start].rstrip()[-1:] + text[tokens[i].end :].lstrip()[:1]
    if around in ("()", "(,", ",)", "(;"):
        return tokens[i].value in LIKELY_YEARS
    after = text[tokens[i].end :].lstrip()[:1]
    counts = after.isalpha() and i + 1 < len(tokens) and tokens[i + 1].kind is Kind.OTHER and before is not Kind.FILL
    return before in (*_LEADS, Kind.SINCE, Kind.FROM, Kind.BY, Kind.COMMA, Kind.AND, Kind.TO) and not counts


def is_amount(said: Words, time: Time, vocabulary: Ready) -> bool:
    """Whether what was read as a year counts what follows it: over 2000 people, food for 2015 Syrian families."""
    first, end = said.at(time.start), said.at(time.end)
    lead = {said.said(i) for i in range(first, end - 1)} - {"'", "’"}
    if not (
        lead and lead <= _OF_NUMBERS and said.kind(end - 1) == "digits" and len(said.said(end - 1)) == _YEAR_DIGITS
    ):
        return False
    for i in range(end, end + _NOUN_REACH):
        if vocabulary.unit_at(said.tokens, i) is not None:
            return True
        if said.kind(i) != "word" or said.said(i) in vocabulary.after_nouns:
            return False
    return False


def _is_now(time: Time) -> bool:
    """Whether only the day it was said is meant: so far, at present."""
    return isinstance(time.period, ReadPeriod) and time.period.ends_when_said and time.period.start is None


def choose_time(times: Sequence[Time], start: int, end: int, following: int, parts: Sequence[int]) -> Time | None:
    """The period of the figure at `start` to `end`; `following` is where the next figure begins.

    `parts` are the places at which contrasts part the sentence.
    """
    bracketed = next((time for time in times if time.is_base and 0 <= start - time.end <= _BRACKET), None)
    if bracketed is not None:
        return bracketed
    times = [time for time in times if not time.is_base]
    first = max((part for part in parts if part <= start), default=0)
    last = min((part for part in parts if part > start), default=10**9)
    known = [time for time in times if not _is_now(time) or time.start in parts] or list(times)
    here = [time for time in known if first <= time.start < last]
    after = [time for time in here if end <= time.start]
    if after and after[0].start - end <= _JUST_AFTER and after[0].start < following:
        return after[0]
    before = [time for time in here if time.start < start]
    if before:
        return before[-1] if len(before) == 1 or before[-1].end > start - _JUST_AFTER else before[0]
    if after:
        return after[0]
    earlier = [time for time in known if time.start < first]
    return earlier[0] if earlier else None


def find_date(name: str, text: str, language: str) -> date | None:
    """The day a text was said on: in the name of its file, else in its first lines."""
    head = "\n".join(text.splitlines()[:_HEAD])[:3_000]
    for match in [*re.finditer(r"\d{4}-\d\d-\d\d", name), *_DATE.finditer(head)]:
        read = read_period(match[0], language, None)
        if isinstance(read, ReadPeriod) and read.start == read.end:
            return read.start
    return None
