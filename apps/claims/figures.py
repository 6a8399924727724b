"""How a figure is read: what its words permit, and what a person understands.

Every figure is read twice. The strict reading is what the words logically permit; the ordinary one is what a person
understands and lies inside the strict one. `step` is the value of the last significant digit as written. A point is
a figure written to the unit: an integer of four or more digits with at most one zero at its end, or an unqualified
integer below 1,000; it is one number, without rounding. Shares, multiples, rates and decimals are never points.

    words                      qualifier     strict              ordinary
    1,851,424                  exactly       1,851,424           1,851,424
    674,000                    exactly       674,000 ± 500       674,000 ± 500
    56 (percent)               exactly       55.5 to 56.5        55.5 to 56.5
    100 (percent)              exactly       99.5 to 100.5       99.5 to 100.5
    3 (per 1,000)              exactly       2.5 to 3.5          2.85 to 3.15
    more than 17,000           more_than     (17,000, ∞)         (17,000, 18,000]
    more than 319,274          more_than     [319,274, ∞)        319,274
    at least 2,000             at_least      [2,000, ∞)          [2,000, 3,000]
    just over 55,500           just_over     (55,500, ∞)         (55,500, 55,600]
    less than 2,000            less_than     [0, 2,000)          [1,000, 2,000)
    up to 2,000                at_most       [0, 2,000]          [1,000, 2,000]
    up to 100,000 (forecast)   at_most       [0, 100,000]        [0, 100,000]
    nearly 55,500              just_under    [0, 55,500)         [55,400, 55,500)
    about 22,500               about         16,875 to 28,125    22,000 to 23,000
    24 to 48                   between       [24, 48]            [24, 48]
    a third                    exactly       25 to 41.67         31.33 to 35.33
    more than three-quarters   more_than     (75, ∞)             (75, 76]
    hundreds                   vague         [100, ∞)            [200, 999]
    several thousand           vague         [2,000, ∞)          [2,000, 9,999]
    dozens                     vague         [24, ∞)             [24, 99]
    5 (entered step of 5)      exactly       2.5 to 7.5          2.5 to 7.5
    4.74 million (3.31–6.48)   any           3.31 to 6.48 m.     the same: an estimate is its stated interval

A step that was entered, one that the words do not give, is obeyed in both readings, whatever part of the number it is.
A declared undercount opens the upper end of the strict reading, a declared overcount the lower one.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from apps.claims.intervals import Interval, Times
from apps.claims.numbers import grouped, last_digit
from apps.claims.once import Once
from apps.claims.reading.amounts.vague import vague_bounds
from apps.claims.reading.outcomes import FLOORS, SPOKEN, Read
from apps.claims.reading.outcomes import Qualifier as Qualifier
from apps.claims.reading.typed import meaning_of


class Status(StrEnum):
    """Whether what is counted has happened."""

    DONE = "done"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    FORECAST = "forecast"
    REQUESTED = "requested"
    CAPACITY = "capacity"


HAPPENED = (Status.DONE, Status.UNDER_WAY)  # what is planned or forecast may be taken back
AHEAD = (Status.PLANNED, Status.FORECAST)  # what is yet to come, whose “July” is the next one


class Bias(StrEnum):
    """What a speaker says of the figure's own direction of error."""

    UNDERCOUNT = "undercount"
    OVERCOUNT = "overcount"


@dataclass(frozen=True, slots=True)
class Period:
    """Both days inclusive. None is “not stated”, never “the beginning of time”."""

    start: date | None = None
    end: date | None = None
    is_cumulative: bool = False

    @property
    def is_stated(self) -> bool:
        """Whether anything is said of when: a day, or that the figure counts up to date."""
        return self.is_cumulative or self.start is not None or self.end is not None

    def last_day(self, said_on: date, cut_off_on: date | None) -> date:
        """The day the figure runs to: as stated, else the data cut-off, else the day it was said.

        What is planned from a later day on runs to that day at least. `querysets.LAST_DAY` is the same in SQL.
        """
        known = self.end or cut_off_on or said_on
        return max(known, self.start or known)


_SCALES = {
    10**3: "thousand", 10**5: "lakh", 10**6: "million", 10**7: "crore", 10**9: "billion", 10**12: "trillion",
}  # fmt: skip


class _Read(Once):
    """What is read from the words and numbers of a figure, once."""

    __slots__ = ("hashed", "inferred_step", "ordinary", "said", "strict")
    hashed: int
    said: Read | None
    inferred_step: Decimal
    strict: Interval | None
    ordinary: Interval | None


@dataclass(frozen=True, slots=True)
class Figure(_Read):
    """A number as it was said. `value` is None for a vague one; `value_high` is there for a range only.

    An estimate may state its interval (`low` to `high`, called `interval_is`): it is read as that, both ways.
    `language` is that of the words. What is read from them is worked out once for a figure. With `times` it is read in
    another unit: 1,000 families as 5,000 people. A ratio, so many `times` or per 1,000, is rounded as a share is.
    """

    as_said: str
    qualifier: Qualifier
    value: Decimal | None = None
    value_high: Decimal | None = None
    step: Decimal | None = None
    is_counted: bool = True
    is_percent: bool = False
    is_ratio: bool = False
    known_bias: Bias | None = None
    status: Status = Status.DONE
    language: str = "en"
    low: Decimal | None = None
    high: Decimal | None = None
    interval_is: str = ""
    times: Times | None = None

    def __hash__(self) -> int:
        return self.hashed

    def _find_hashed(self) -> int:
        return hash(tuple(getattr(self, field.name) for field in fields(self)))

    @property
    def interval(self) -> Interval | None:
        """The interval that an estimate states; None where it states none."""
        return None if self.low is None or self.high is None else Interval.of(self.low, self.high)

    def _find_said(self) -> Read | None:
        """The words in the meaning that gives the value; None where they give another, or are not read."""
        return None if self.value is None else meaning_of(self.as_said, self.value, self.language)

    def _find_inferred_step(self) -> Decimal:
        """The value of the last digit as written."""
        if self.said is not None and self.said.step is not None:
            return self.said.step
        return last_digit(self.value or Decimal(0))

    @property
    def is_step_entered(self) -> bool:
        """Whether the rounding step is another than the words give."""
        return self.step is not None and self.step != self.inferred_step

    @property
    def rounding(self) -> Decimal:
        """The rounding step: as entered, else inferred from the words; 100 % is all, and not 51 % to the hundred."""
        step = self.inferred_step if self.step is None else self.step
        is_all = self.is_percent and self.value == 100 and self.qualifier is Qualifier.EXACTLY
        return min(step, Decimal(1)) if is_all and not self.is_step_entered else step

    @property
    def is_fraction(self) -> bool:
        """Whether a share was said as a part of one: a third, three-quarters, 1 in 3."""
        return self.is_percent and self.said is not None and self.said.is_fraction

    @property
    def is_point(self) -> bool:
        """Whether the figure is written to the unit, so that no rounding is meant."""
        if self.value is None or self.value_high is not None or self.interval is not None:
            return False
        if self.is_percent or self.is_ratio or self.value != self.value.to_integral_value():
            return False
        is_small = abs(self.value) < 1_000
        if is_small and self.qualifier is not Qualifier.EXACTLY:
            return False
        return self.rounding <= 1 if self.is_step_entered else is_small or self.rounding <= 10

    @property
    def is_plain(self) -> bool:
        """Whether it is a point or has no qualifier: a figure that sums are expected to meet."""
        is_exact = self.times is None or self.times.ordinary.is_point
        return self.interval is None and (self.is_point or self.qualifier is Qualifier.EXACTLY) and is_exact

    @property
    def is_floor(self) -> bool:
        """Whether the words set a lower bound and no upper one."""
        return self.qualifier in FLOORS

    def _find_strict(self) -> Interval | None:
        """What the words logically permit; None where they say no number (“the vast majority”)."""
        read = self.interval
        if read is None:
            read = self._vague(strict=True) if self.value is None else self._strict(Fraction(self.value))
        if read is None:
            return None
        if self.known_bias is Bias.UNDERCOUNT:
            read = replace(read, high=None, high_closed=False)
        if self.known_bias is Bias.OVERCOUNT:
            read = replace(read, low=None, low_closed=False)
        read = self._from_zero(read)
        return read if self.times is None else read * self.times.strict

    def _find_ordinary(self) -> Interval | None:
        """What a person understands; inside the strict reading."""
        read = self.interval
        if read is None:
            read = self._vague(strict=False) if self.value is None else self._ordinary(Fraction(self.value))
        if read is None:
            return None
        return self._from_zero(read) if self.times is None else self._from_zero(read) * self.times.ordinary

    @property
    def spread(self) -> str:
        """How far the ordinary reading goes from the number, in words; blank if there is no reading."""
        read = self.ordinary
        if read is None:
            return ""
        if self.value is None:
            is_usual = read.low is not None and read.high == 5 * read.low - 1
            return "from twice to ten times the unit" if is_usual else "as the word is commonly meant"
        if self.interval is not None:
            return f"the stated interval, {self.interval_is}" if self.interval_is else "the stated interval"
        if self.value_high is not None:
            return "as said, both ends included"
        value, step = Fraction(self.value), Fraction(self.rounding)
        if read.is_point and value == read.low:
            return "written to the unit, without rounding" if self.is_point else "zero itself"
        high, low = read.high or value, read.low or Fraction(0)
        if low == 0 and high == value:
            return "anything up to it"
        side = ", either way" if high > value > low else ""
        return f"{_measure(max(high - value, value - low), abs(value), step)}{side}"

    def _from_zero(self, read: Interval) -> Interval:
        """The part of a reading that is not below zero, for what is counted; zero itself where none is left."""
        if not self.is_counted or (read.low is not None and read.low.numerator >= 0):
            return read
        is_any_left = read.meets(Interval.of(0, None, "[)"))
        return Interval(Fraction(0), read.high, True, read.high_closed) if is_any_left else Interval.point(0)

    def _vague(self, *, strict: bool) -> Interval | None:
        bounds = vague_bounds(self.as_said, self.language)
        if bounds is None:
            return None
        return Interval.of(bounds.least, None, "[)") if strict else Interval.of(bounds.low, bounds.high)

    def _strict(self, value: Fraction) -> Interval:
        match self.qualifier:
            case Qualifier.MORE_THAN:
                return Interval.of(value, None, "[)" if self.is_point else "()")
            case Qualifier.AT_LEAST:
                return Interval.of(value, None, "[)")
            case Qualifier.JUST_OVER:
                return Interval.of(value, None, "()")
            case Qualifier.LESS_THAN:
                return Interval.of(None, value, "(]" if self.is_point else "()")
            case Qualifier.AT_MOST:
                return Interval.of(None, value, "(]")
            case Qualifier.JUST_UNDER:
                return Interval.of(None, value, "()")
            case Qualifier.ABOUT:
                # “About 1,000” permits no less than “1,000”, which may be 500 off.
                return _around(value, max(abs(value) / 4, Fraction(self.rounding) / 2))
            case Qualifier.BETWEEN:
                return Interval.of(value, self.value_high)
            case Qualifier.EXACTLY | Qualifier.VAGUE:
                return Interval.point(value) if self.is_point else _around(value, self._most_spread(value))
            case _:
                assert_never(self.qualifier)

    def _ordinary(self, value: Fraction) -> Interval:
        match self.qualifier:
            case Qualifier.MORE_THAN:
                return Interval.point(value) if self.is_point else Interval.of(value, value + self._near(value), "(]")
            case Qualifier.AT_LEAST:
                return Interval.of(value, value + self._near(value))
            case Qualifier.JUST_OVER:
                return Interval.of(value, value + self._near(value, 20), "(]")
            case Qualifier.LESS_THAN:
                return Interval.point(value) if self.is_point else Interval.of(value - self._near(value), value, "[)")
            case Qualifier.AT_MOST:
                is_limit = self.status in (Status.FORECAST, Status.CAPACITY)
                return self._strict(value) if is_limit else Interval.of(value - self._near(value), value)
            case Qualifier.JUST_UNDER:
                return Interval.of(value - self._near(value, 20), value, "[)")
            case Qualifier.ABOUT:
                step = Fraction(self.rounding)
                least = step / 2 if self.is_step_entered else Fraction(0)
                return _around(value, max(min(abs(value) / 10, 5 * step), least))
            case Qualifier.BETWEEN:
                return Interval.of(value, self.value_high)
            case Qualifier.EXACTLY | Qualifier.VAGUE:
                return Interval.point(value) if self.is_point else _around(value, self._usual_spread(value))
            case _:
                assert_never(self.qualifier)

    def _near(self, value: Fraction, part: int = 2) -> Fraction:
        """How far a qualified number is off, as a person understands it: a rounding step, at most such a part of it."""
        step = Fraction(self.rounding)
        return step if self.is_step_entered else min(step, abs(value) / part) or step

    def _most_spread(self, value: Fraction) -> Fraction:
        """How far an unqualified number is off at most, as the words permit."""
        is_by_words = self.is_fraction and not self.is_step_entered
        return abs(value) / 4 if is_by_words else Fraction(self.rounding) / 2

    def _usual_spread(self, value: Fraction) -> Fraction:
        """How far an unqualified number is off at most, as a person understands it."""
        half = Fraction(self.rounding) / 2
        if self.is_step_entered:
            return half
        # A third of something small is not two points wide: the words allow a quarter of it at most.
        return min(Fraction(2), abs(value) / 4) if self.is_fraction else min(half, abs(value) / 20)


def _measure(spread: Fraction, value: Fraction, step: Fraction) -> str:
    """A distance in rounding steps, else as a part of the number, else in points."""
    steps = {Fraction(1): "a rounding step", Fraction(1, 2): "half a rounding step", Fraction(5): "five rounding steps"}
    parts = {Fraction(1, 20): "5%", Fraction(1, 10): "10%", Fraction(1, 4): "a quarter", Fraction(1, 2): "half"}
    in_steps, in_parts = steps.get(spread / step), parts.get(spread / value) if value else None
    if in_steps:
        return f"{in_steps} of {grouped(step)}"
    return f"{in_parts} of the number, rounded to {grouped(step)}" if in_parts else f"{grouped(spread)} points"


def _around(value: Fraction, spread: Fraction) -> Interval:
    return Interval.of(value - spread, value + spread)


_SYMBOLS = {
    Qualifier.EXACTLY: "",
    Qualifier.MORE_THAN: "> ",
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.JUST_OVER: "just over ",
    Qualifier.LESS_THAN: "< ",
    Qualifier.AT_MOST: "≤ ",
    Qualifier.JUST_UNDER: "just under ",
    Qualifier.ABOUT: "≈ ",
}


def shown(figure: Figure) -> str:
    """The figure for a cell: `> 1,851,424`, `≈ 1.2 million`, `24–48`, `hundreds`."""
    if figure.value is None:
        return figure.as_said
    if figure.qualifier is Qualifier.BETWEEN:
        return f"{grouped(figure.value)}–{_upper(figure)}"
    return f"{_SYMBOLS[figure.qualifier]}{_number(figure)}{_stated(figure, '–')}"


def spoken(figure: Figure) -> str:
    """The figure for a sentence or a screen reader: more than 1,851,424; 24 to 48."""
    if figure.value is None:
        return figure.as_said
    if figure.qualifier is Qualifier.BETWEEN:
        return f"{grouped(figure.value)} to {_upper(figure)}"
    return f"{SPOKEN[figure.qualifier]}{_number(figure)}{_stated(figure, ' to ')}"


def _stated(figure: Figure, to: str) -> str:
    """The interval of an estimate, behind it in brackets; blank where none is stated."""
    if figure.low is None or figure.high is None:
        return ""
    return f" ({grouped(figure.low)}{to}{grouped(figure.high)}{'%' if figure.is_percent else ''})"


def _number(figure: Figure) -> str:
    """The digits that were said: 1.2 million and 2.0 million stay so, 40.0 % keeps its zero, a third stays a third."""
    said, value = figure.said, figure.value or Decimal(0)
    sign = "%" if figure.is_percent else ""
    if said is None or said.step is None:
        return f"{grouped(value)}{sign}"
    if figure.is_fraction and said.qualifier is Qualifier.EXACTLY:
        return figure.as_said
    is_in_digits = any(character.isdigit() for character in figure.as_said)
    if figure.is_fraction or not is_in_digits:
        return f"{grouped(value)}{sign}"
    if said.scale in _SCALES:
        return f"{grouped(value / said.scale, places=_places(said.step / said.scale))} {_SCALES[said.scale]}"
    return f"{grouped(value, places=_places(said.step))}{sign}"


def _places(step: Decimal) -> int:
    """How many decimals a number with this step was written with."""
    return max(0, -int(step.normalize().as_tuple().exponent))


def _upper(figure: Figure) -> str:
    return f"{grouped(figure.value_high or Decimal(0))}{'%' if figure.is_percent else ''}"
