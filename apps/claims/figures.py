"""How a figure is read: what its words permit, and what a person understands.

Every figure is read twice. The strict reading is what the words logically permit; the ordinary one is what a person
understands and lies inside the strict one. `step` is the value of the last significant digit as written. A point is
a figure written to the unit: an integer of four or more digits with at most one zero at its end, or an unqualified
integer below 1,000; it is one number, without rounding. Shares and decimals are never points.

    words                      qualifier     strict              ordinary
    1,851,424                  exactly       1,851,424           1,851,424
    674,000                    exactly       674,000 ± 500       674,000 ± 500
    56 (percent)               exactly       55.5 to 56.5        55.5 to 56.5
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

A declared undercount opens the upper end of the strict reading, a declared overcount the lower one.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from apps.claims.intervals import Interval
from apps.claims.numbers import SCALES, grouped, infer_step, plain


class Qualifier(StrEnum):
    """How the words bound the number."""

    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    JUST_OVER = "just_over"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    JUST_UNDER = "just_under"
    ABOUT = "about"
    BETWEEN = "between"
    VAGUE = "vague"


class Status(StrEnum):
    """Whether what is counted has happened."""

    DONE = "done"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    FORECAST = "forecast"
    REQUESTED = "requested"
    CAPACITY = "capacity"


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


_PERCENT = re.compile("per ?cent|процент|بالمئة|في المئة|بالمائة|في المائة", re.IGNORECASE)  # forty-one percent
_VAGUE = re.compile(r"(?:(?P<times>tens|hundreds) of )?(?P<word>tens|hundreds|thousands|millions)", re.IGNORECASE)
_WORDS = {"tens": 10, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_FLOORS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.JUST_OVER)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was said. `value` is None for a vague one; `value_high` is there for a range only."""

    as_said: str
    qualifier: Qualifier
    value: Decimal | None = None
    value_high: Decimal | None = None
    step: Decimal | None = None
    is_counted: bool = True
    is_percent: bool = False
    known_bias: Bias | None = None
    status: Status = Status.DONE

    @property
    def rounding(self) -> Decimal:
        """The rounding step: as entered, else inferred from the words."""
        if self.step is not None:
            return self.step
        return infer_step(self.as_said, self.value or Decimal(0))

    @property
    def is_fraction(self) -> bool:
        """Whether a share was said in words: a third, three-quarters."""
        is_in_words = not any(character.isdigit() for character in self.as_said)
        return self.is_percent and is_in_words and _PERCENT.search(self.as_said) is None

    @property
    def is_point(self) -> bool:
        """Whether the figure is written to the unit, so that no rounding is meant."""
        if self.value is None or self.value_high is not None:
            return False
        if self.is_percent or self.value != self.value.to_integral_value():
            return False
        if self.qualifier is Qualifier.EXACTLY and abs(self.value) < 1_000:
            return self.rounding <= infer_step(self.as_said, self.value)
        return abs(self.value) >= 1_000 and self.rounding <= 10

    @property
    def is_plain(self) -> bool:
        """Whether it is a point or has no qualifier: a figure that sums are expected to meet."""
        return self.is_point or self.qualifier is Qualifier.EXACTLY

    @property
    def is_floor(self) -> bool:
        """Whether the words set a lower bound and no upper one."""
        return self.qualifier in _FLOORS

    @property
    def strict(self) -> Interval | None:
        """What the words logically permit; None where they say no number (“the vast majority”)."""
        read = _read_vague(self.as_said, strict=True) if self.value is None else self._strict(Fraction(self.value))
        if read is None:
            return None
        low, high, low_closed, high_closed = read.low, read.high, read.low_closed, read.high_closed
        if self.known_bias is Bias.UNDERCOUNT:
            high, high_closed = None, False
        if self.known_bias is Bias.OVERCOUNT:
            low, low_closed = None, False
        return self._from_zero(Interval(low, high, low_closed, high_closed))

    @property
    def ordinary(self) -> Interval | None:
        """What a person understands; inside the strict reading."""
        read = _read_vague(self.as_said, strict=False) if self.value is None else self._ordinary(Fraction(self.value))
        return None if read is None else self._from_zero(read)

    @property
    def spread(self) -> str:
        """How far the ordinary reading goes from the number, in words; blank if there is no reading."""
        read = self.ordinary
        if read is None:
            return ""
        if self.value is None:
            return "from twice to ten times the unit"
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
        if not self.is_counted or (read.low is not None and read.low >= 0):
            return read
        zero = Interval.of(0, None, "[)")
        if not read.meets(zero):
            return Interval.point(0)
        return Interval(Fraction(0), read.high, True, read.high_closed)

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
            case _:
                if self.is_point:
                    return Interval.point(value)
                return _around(value, abs(value) / 4 if self.is_fraction else Fraction(self.rounding) / 2)

    def _ordinary(self, value: Fraction) -> Interval:
        step = Fraction(self.rounding)
        near = min(step, abs(value) / 2) or step
        just = min(step, abs(value) / 20) or step
        match self.qualifier:
            case Qualifier.MORE_THAN:
                return Interval.point(value) if self.is_point else Interval.of(value, value + near, "(]")
            case Qualifier.AT_LEAST:
                return Interval.of(value, value + near)
            case Qualifier.JUST_OVER:
                return Interval.of(value, value + just, "(]")
            case Qualifier.LESS_THAN:
                return Interval.point(value) if self.is_point else Interval.of(value - near, value, "[)")
            case Qualifier.AT_MOST:
                is_limit = self.status in (Status.FORECAST, Status.CAPACITY)
                return self._strict(value) if is_limit else Interval.of(value - near, value)
            case Qualifier.JUST_UNDER:
                return Interval.of(value - just, value, "[)")
            case Qualifier.ABOUT:
                return _around(value, min(abs(value) / 10, 5 * step))
            case Qualifier.BETWEEN:
                return Interval.of(value, self.value_high)
            case _:
                if self.is_point:
                    return Interval.point(value)
                # A third of something small is not two points wide: the words allow a quarter of it at most.
                spread = min(Fraction(2), abs(value) / 4) if self.is_fraction else min(step / 2, abs(value) / 20)
                return _around(value, spread)


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


def _read_vague(words: str, *, strict: bool) -> Interval | None:
    match = _VAGUE.search(words)
    if match is None:
        return None
    unit = _WORDS[match["word"].lower()] * _WORDS.get((match["times"] or "").lower(), 1)
    return Interval.of(unit, None, "[)") if strict else Interval.of(2 * unit, 10 * unit - 1)


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
_SPOKEN = {
    Qualifier.EXACTLY: "",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.JUST_OVER: "just over ",
    Qualifier.LESS_THAN: "less than ",
    Qualifier.AT_MOST: "up to ",
    Qualifier.JUST_UNDER: "just under ",
    Qualifier.ABOUT: "about ",
}


def shown(figure: Figure) -> str:
    """The figure for a cell: `> 1,851,424`, `≈ 1.2 million`, `24–48`, `hundreds`."""
    if figure.value is None:
        return figure.as_said
    if figure.qualifier is Qualifier.BETWEEN:
        return f"{grouped(figure.value)}–{_upper(figure)}"
    return f"{_SYMBOLS[figure.qualifier]}{_number(figure)}"


def spoken(figure: Figure) -> str:
    """The figure for a sentence or a screen reader: more than 1,851,424; 24 to 48."""
    if figure.value is None:
        return figure.as_said
    if figure.qualifier is Qualifier.BETWEEN:
        return f"{grouped(figure.value)} to {_upper(figure)}"
    return f"{_SPOKEN[figure.qualifier]}{_number(figure)}"


def _number(figure: Figure) -> str:
    """Never more digits than were said: 1.2 million stays 1.2 million, a third stays a third."""
    if figure.value is None or figure.is_fraction:
        return figure.as_said
    for word, scale in SCALES.items():
        if re.search(rf"\d\s{{0,3}}{word}", figure.as_said, re.IGNORECASE):
            return f"{plain(figure.value / scale)} {word}"
    return f"{grouped(figure.value)}{'%' if figure.is_percent else ''}"


def _upper(figure: Figure) -> str:
    return f"{grouped(figure.value_high or Decimal(0))}{'%' if figure.is_percent else ''}"
