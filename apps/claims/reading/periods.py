"""Periods as people write them, read into days; asked about where they can be meant in two ways.

    words, said on 24 July 2019         start          end            cumulative
    Q2 2018                             1 Apr 2018     30 Jun 2018    no
    2019-07                             1 Jul 2019     31 Jul 2019    no
    from 4 February to 10 March         4 Feb 2019     10 Mar 2019    no
    in the past three months            24 Apr 2019    24 Jul 2019    no
    in the past 24 hours                23 Jul 2019    24 Jul 2019    no
    the year ending 31 March            1 Apr 2018     31 Mar 2019    no
    so far in 2019                      1 Jan 2019     24 Jul 2019    yes
    since 10 June                       10 Jun 2019    not stated     yes
    by the end of 2018                  not stated     31 Dec 2018    yes
    as of 30 June 2019                  not stated     30 Jun 2019    yes
    before 2018                         not stated     31 Dec 2017    no
    03/04/2019                          asked: 3 April or March 4
    2018/19                             asked: both years, or one that begins in the middle
    mid-July, summer 2018               asked: which days

What has no year is the latest that has begun on the day it was said; of what is ahead (`is_ahead`) the next that has
not ended. Weeks are Monday to Sunday. Nothing is guessed: what no rule reads is refused.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from apps.claims.numbers import spoken_day
from apps.claims.reading.calendar.kinds import Kind
from apps.claims.reading.calendar.phrases import TO_THE_LAST, TO_WHICH_DAY, Phrase, PhraseReader
from apps.claims.reading.calendar.points import BACK, WHEN_SAID, PointReader
from apps.claims.reading.calendar.spans import FIRST_YEAR, LAST_YEAR, Point, Span, cover, find_year
from apps.claims.reading.calendar.words import TABLES, Token, words_in
from apps.claims.reading.calendar.years import in_digits
from apps.claims.reading.lexicon import language_by_script
from apps.claims.reading.outcomes import Refused
from apps.claims.reading.tokens import SILENT

LONGEST = 120
EXPECTED = "a period such as Q2 2018, 2019-07, 24 July 2019, since 10 June, or from 4 February to 10 March 2019"
WHICH_OF_BOTH = "one or the other is meant: say which, or give the first and the last day"


@dataclass(frozen=True, slots=True)
class ReadPeriod:
    """The days a period was read as, both inclusive. None is “not stated”.

    `words` are those it was read from and `note` the convention it was read by, if one was needed.
    `ends_when_said` tells an end that no words state: what is counted so far ends on the day it was said.
    """

    start: date | None
    end: date | None
    words: str
    is_cumulative: bool = False
    ends_when_said: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """Words that can be meant in more than one way: the question, and the ways where they can be listed."""

    words: str
    question: str
    meanings: tuple[ReadPeriod, ...] = ()


PeriodOutcome = ReadPeriod | AskedPeriod | Refused


def read_period(text: str, language: str, said_on: date | None, *, is_ahead: bool = False) -> PeriodOutcome:
    """What the words of a whole text say of time, in a language of `calendar.words.TABLES` (English otherwise)."""
    words = " ".join(text.split())
    if not words:
        return Refused(words, f"nothing was written: expected {EXPECTED}")
    if len(words) > LONGEST:
        return Refused(words[:LONGEST] + "…", f"longer than a period is: expected {EXPECTED}")
    words = " ".join(SILENT.sub("", words).split())
    if said_on is not None and not FIRST_YEAR <= said_on.year <= LAST_YEAR:
        said_on = None
    language = language_by_script(language, words)
    known = language if language in TABLES else "en"
    tokens = words_in(in_digits(words, known), known)
    reader = PeriodReader.of(tokens, language, said_on, is_ahead=is_ahead)
    phrase = reader.read(0)
    if phrase is not None and reader.points.skip(phrase[1], Kind.FILL, Kind.DOT, Kind.COMMA) == len(tokens):
        return reader.days(phrase[0], words)
    if any(token.kind is Kind.SEASON for token in tokens):
        return AskedPeriod(
            words, "seasons, feasts and weekends have no days of their own here: give the days or months"
        )
    if said_on is None and any(token.kind in (*BACK, Kind.NOW, Kind.DAY) for token in tokens):
        return AskedPeriod(words, f"these words need {WHEN_SAID}")
    return Refused(words, f"not read as a period: expected {EXPECTED}")


@dataclass(frozen=True, slots=True)
class PeriodReader(PhraseReader):
    """Reads the longest phrase that begins at a word, and which days it has."""

    is_ahead: bool

    @classmethod
    def of(cls, tokens: list[Token], language: str, said_on: date | None, *, is_ahead: bool) -> "PeriodReader":
        is_english = language not in TABLES or language == "en"
        return cls(PointReader(tokens, said_on, is_english, is_ahead), is_ahead)

    def days(self, phrase: Phrase, words: str) -> PeriodOutcome:
        """The days of a phrase, or what is asked about it."""
        if phrase.either:
            each = [self.days(one, words) for one in phrase.either]
            meanings = tuple(one for one in each if isinstance(one, ReadPeriod))
            return AskedPeriod(words, WHICH_OF_BOTH, meanings if len(meanings) == len(each) else ())
        first, last = _shared(phrase.first, phrase.last)
        for point in (first, last):
            if point is not None and point.question:
                choices = (self.days(Phrase(choice, choice), words) for choice in point.choices)
                return AskedPeriod(words, point.question, tuple(one for one in choices if isinstance(one, ReadPeriod)))
        dated = self._dated(first, last, is_ahead=(self.is_ahead or phrase.is_ahead) and not phrase.is_since)
        if isinstance(dated, str):
            return AskedPeriod(words, dated)
        note = "; ".join(dict.fromkeys(point.note for point in (first, last) if point is not None and point.note))
        return self._result(phrase, *dated, words, note)

    def _dated(
        self, first: Point | None, last: Point | None, *, is_ahead: bool
    ) -> tuple[Span | None, Span | None] | str:
        """The days of both ends, with the years that were left out; or a question."""
        said_on = self.points.today
        year = None
        known = [point for point in (first, last) if point is not None]
        if not known:
            return None, None
        if any(point.needs_a_year for point in known):
            if said_on is None:
                return f"the year is not said: write it, or give {WHEN_SAID}"
            year = find_year(known[0], known[-1], said_on, is_ahead=is_ahead)
            which = "" if is_ahead else _ask_which_year(first, known[-1], year, said_on)
            if which:
                return which
        if any(point.is_bare_day for point in known):
            return "the month is not said: write it"
        spans = [cover(point, year) for point in known]
        if any(span is None for span in spans):
            return "there are no such days"
        begins, ends = spans[0], spans[-1]
        if begins is not None and ends is not None and ends.start < begins.start and year is not None:
            ends = cover(known[-1], year + 1)
        for point, span in zip(known, spans, strict=True):
            if point.weekday is not None and span is not None and span.start.weekday() != point.weekday:
                return f"{spoken_day(span.start)} is a {span.start:%A}: another day of the week was written"
        return (begins if first is not None else None), (ends if last is not None else None)

    def _result(self, phrase: Phrase, begins: Span | None, ends: Span | None, words: str, note: str) -> PeriodOutcome:
        said_on = self.points.today
        start, end = (begins.start if begins else None), (ends.end if ends else None)
        if phrase.is_before and begins is not None:
            return ReadPeriod(None, begins.start - timedelta(days=1), words, note=note)
        if phrase.is_after and begins is not None:
            return ReadPeriod(begins.end + timedelta(days=1), None, words, note=note)
        if phrase.to_now:
            if said_on is None:
                return AskedPeriod(words, f"these words need {WHEN_SAID}")
            if start is not None and (start > said_on or (phrase.is_total and begins and begins.end < start)):
                return AskedPeriod(words, f"it begins after {spoken_day(said_on)}, when it was said")
            return ReadPeriod(start, said_on, words, phrase.is_total, ends_when_said=True, note=note)
        if start is not None and end is not None and end < start:
            return AskedPeriod(words, "it ends before it begins")
        if phrase.is_open and said_on is not None and start is not None and start > said_on and not self.is_ahead:
            return AskedPeriod(words, f"it begins after {spoken_day(said_on)}, when it was said")
        return ReadPeriod(
            start,
            end,
            words,
            phrase.is_total and not (phrase.is_open and self.is_ahead and not phrase.is_since),
            note=note,
        )


def _shared(first: Point | None, last: Point | None) -> tuple[Point | None, Point | None]:
    """Both ends with what only one of them said: the month of “4 to 22 January”, the year of “June to July 2019”."""
    if first is None or last is None or first is last:
        return first, last
    bare_first, bare_last = first.is_bare_day, last.is_bare_day
    if bare_first and last.month is not None:
        first = replace(first, month=last.month, year=last.year)
    if bare_last and first.month is not None:
        last = replace(last, month=first.month, year=last.year or first.year)
    if (bare_first or bare_last) and (first.day or 0) > (last.day or 31):
        first = replace(first, question="the first day is after the last: write the month of both")
    if first.needs_a_year and last.year is not None and last.month is not None:
        is_later = (first.month or 0, first.day or 0) > (last.month, last.day or 31)
        first = replace(first, year=last.year - (1 if is_later else 0))
    elif first.needs_a_year and last.year is not None and last.question == "":
        first = replace(first, question="the year of the first day is not said: write it")
    if last.needs_a_year and first.year is not None and first.month is not None:
        is_earlier = (last.month or 0, last.day or 31) < (first.month, first.day or 0)
        last = replace(last, year=first.year + (1 if is_earlier else 0))
    elif last.needs_a_year and first.year is not None:
        last = replace(last, question="the year of the last day is not said: write it")
    if _is_coarser(last, first):
        last = replace(last, question=TO_WHICH_DAY)
    return first, last


def _ask_which_year(first: Point | None, last: Point, year: int | None, said_on: date) -> str:
    """What is asked of a year that was found for past days; blank where it is the one."""
    if year != said_on.year and (last.iso_week or (first is not None and first.iso_week)):
        return "the week of this year or of the year before: write the year"
    if first is not None and last is not first and _is_far(first, last, year, said_on):
        return "it is not over, or it is the one of the year before: write the years"
    return ""


def _is_far(first: Point, last: Point, year: int | None, said_on: date) -> bool:
    """Whether what begins in a year has not ended within a month of the day it was said: it may be the year before."""
    start, end = cover(first, year), cover(last, year)
    if start is not None and end is not None and end.end < start.start and year is not None:
        end = cover(last, year + 1)
    return end is not None and end.end > said_on + timedelta(days=31)


def _is_coarser(last: Point, first: Point) -> bool:
    """Whether a period begins with a day or month and ends with a longer one: “from 1 February to March”."""
    if last.fixed is not None or first.fixed is not None or last.note == TO_THE_LAST or last.question:
        return False
    return (last.day is None and first.day is not None) or (last.month is None and first.month is not None)
