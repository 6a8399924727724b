"""What is typed into one box: a figure or a period in the words of its source, read into the fields that hold it.

the words                   the fields
more than 1.2 million       more_than, 1200000
24–48                       between, 24, 48
4.74 million (3.31–6.48)    exactly, 4740000; the claim takes its interval from the words
a third (of percent)        exactly, 33.333333
Q2 2018                     2018-04-01, 2018-06-30
so far in 2019              2019-01-01 to the day it was said, cumulative
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from apps.claims.figures import AHEAD, Figure
from apps.claims.intervals import Interval
from apps.claims.models import Indicator, Unit, traits_of
from apps.claims.numbers import LAST_PLACE, PLACES, grouped, spoken_day
from apps.claims.reading.estimates import Estimate, read_estimate
from apps.claims.reading.figures import read_figure
from apps.claims.reading.outcomes import Asked, Qualifier, Read, Refused, UnitTraits
from apps.claims.reading.periods import AskedPeriod, ReadPeriod, read_period
from apps.claims.reading.typed import meaning_of
from apps.sources.models import Source

_OF_ONE_NUMBER = frozenset(Qualifier) - {Qualifier.BETWEEN, Qualifier.VAGUE}


@dataclass(frozen=True, slots=True)
class BoxReading:
    """What a box says: the fields it fills, none where it must be asked about, and a sentence either way."""

    sentence: str
    fields: dict[str, Any] = field(default_factory=dict)
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside a box and says how its words are read: blank fields are None, what is not picked is blank."""

    source: Source | None
    unit: Unit | None
    indicator: Indicator | None
    status: str = ""
    qualifier: str = ""

    def read_figure(self, words: str) -> BoxReading:
        return read_figure_box(words, self.language, traits_of(self.unit, self.indicator), self.qualifier)

    def meaning_of(self, words: str, value: Decimal) -> Read | None:
        """The meaning in which the words say this value, whatever interval they state beside it."""
        estimate = read_estimate(words, self.language, traits_of(self.unit, self.indicator))
        return meaning_of(estimate.central if estimate else words, value, self.language)

    def read_period(self, words: str) -> BoxReading:
        is_ahead = self.status in AHEAD
        said_on = self.source.published_on if self.source else None
        return read_period_box(words, self.language, said_on, is_ahead=is_ahead)

    @property
    def language(self) -> str:
        return self.source.language if self.source else "en"


def read_figure_box(words: str, language: str, unit: UnitTraits, entered: str = "") -> BoxReading:
    """Qualifier, value and upper value of a figure in words; the sentence says both intervals and the rounding step.

    They are those of the qualifier that was entered beside the words, if it is another one for one number.
    """
    estimate = read_estimate(words, language, unit)
    match read_figure(estimate.central if estimate else words, language, unit):
        case Asked(question=question):
            return BoxReading(question, is_asked=True)
        case Refused(reason=reason):
            return BoxReading(reason)
        case Read() as read:
            meant = read.percentage if unit.is_percent else read
            fields = {
                "qualifier": meant.qualifier.value,
                "value": _kept(meant.value),
                "value_high": _kept(meant.value_high),
            }
            return BoxReading(_sentence(words, language, unit, fields, entered, estimate), fields)


def read_period_box(words: str, language: str, said_on: date | None, *, is_ahead: bool = False) -> BoxReading:
    """First and last day of a period in words, and whether it is a total to date; `said_on` is its source's day."""
    match read_period(words, language, said_on, is_ahead=is_ahead):
        case AskedPeriod(question=question):
            return BoxReading(f"This can be meant in more than one way: {question}.", is_asked=True)
        case Refused(reason=reason):
            return BoxReading(f"No days are read from these words: {reason}.")
        case ReadPeriod() as read:
            fields = {"period_start": read.start, "period_end": read.end, "is_cumulative": read.is_cumulative}
            return BoxReading(f"Read as {_days(read)}.", fields)


def _kept(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    return value.quantize(LAST_PLACE).normalize() if value != round(value, PLACES) else value


def _sentence(
    words: str, language: str, unit: UnitTraits, fields: dict[str, Any], entered: str, estimate: Estimate | None
) -> str:
    read = Qualifier(fields["qualifier"])
    is_one_number = fields["value"] is not None and fields["value_high"] is None
    may_differ = is_one_number and entered in _OF_ONE_NUMBER
    figure = Figure(
        as_said=words,
        qualifier=Qualifier(entered) if may_differ else read,
        value=fields["value"],
        value_high=fields["value_high"],
        is_counted=unit.is_counted,
        is_percent=unit.is_percent,
        is_ratio=unit.is_ratio,
        language=language,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
    )
    if figure.ordinary is None:
        return "Read as a quantity without a number, which is compared with nothing."
    said, beside = (one.replace("_", " ") for one in (read, figure.qualifier))
    numbers = " and ".join(grouped(Decimal(n)) for n in (figure.value, figure.value_high) if n is not None)
    step = f", to the nearest {grouped(figure.rounding)}" if numbers and not (figure.is_point or estimate) else ""
    step += f", with the interval {grouped(estimate.low)} to {grouped(estimate.high)}" if estimate else ""
    permits = "the words permit"
    if not numbers:
        told = "Read as a quantity without a number"
    elif said == beside:
        told = f"Read as {said} {numbers}{step}"
    elif read is Qualifier.EXACTLY:  # the word that bounds it stands elsewhere in the quote
        told, permits = f"Read as {numbers}{step}, with “{beside}” picked beside it", "together they permit"
    else:
        told, permits = f"Read as {said} {numbers}{step}; entered as {beside}", "as entered they permit"
    return f"{told}. People understand {_span(figure.ordinary)}; {permits} {_span(figure.strict)}."


def _span(interval: Interval | None) -> str:
    return "no number" if interval is None else interval.span


def _days(read: ReadPeriod) -> str:
    start, end = (day and spoken_day(day) for day in (read.start, read.end))
    if start and end:
        days = f"{start} to {end}" if start != end else start
    elif end:
        days = f"up to {end}, since when is not stated"
    else:
        days = f"since {start}, to the last day the source knows of" if start else "no stated days"
    return f"{days}{', a total to date' if read.is_cumulative else ''}{f' ({read.note})' if read.note else ''}"
