"""How a figure is read, for the second engine: from the words themselves, as the specification's table says.

Nothing is borrowed from the reader under test: neither what it takes a step, a point or a fraction for, nor a reading.
It knows the few words that the random sets of claims are made of.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from apps.claims.figures import Figure
from apps.claims.intervals import Interval

SCALES = {"": 1, "%": 1, "thousand": 10**3, "million": 10**6}
FRACTIONS = {"a third": Fraction(100, 3), "half": Fraction(50), "three-quarters": Fraction(75)}
# What a vague word permits at least, and what a person understands by it.
VAGUE = {
    "tens": (10, 20, 99),
    "dozens": (24, 24, 99),
    "hundreds": (100, 200, 999),
    "several hundred": (200, 200, 999),
    "thousands": (1000, 2000, 9999),
}


class Written(NamedTuple):
    """What the words give: the value of the last digit as written, and whether they name a part of one."""

    step: Fraction
    is_fraction: bool


def written(figure: Figure) -> Written:
    """From the words where they say the value, else from the value as it stands; a vague one is to the unit."""
    if figure.value is None:
        return Written(Fraction(1), False)
    value = Fraction(figure.value)
    if figure.is_percent and figure.as_said in FRACTIONS and is_rounded(FRACTIONS[figure.as_said], figure.value):
        return Written(Fraction(1), True)
    found = re.fullmatch(r"(\d[\d,]*)(?:\.(\d+))? ?(%|thousand|million|)", figure.as_said)
    if found:
        whole, decimals, scale = found[1].replace(",", ""), found[2] or "", SCALES[found[3]]
        if Fraction(Decimal(f"{whole}.{decimals or 0}")) * scale == value:
            return Written(last_place(whole, decimals) * scale, False)
    whole, _, decimals = f"{figure.value.normalize():f}".lstrip("-").partition(".")
    return Written(last_place(whole, decimals), False)


def is_rounded(part: Fraction, value: Decimal) -> bool:
    """Whether a value is a part of one to as many decimals as were kept: 33, 33.3 and 33.333333 are a third."""
    decimals = len(f"{value.normalize():f}".partition(".")[2])
    return round(part, decimals) == Fraction(value)


def last_place(whole: str, decimals: str) -> Fraction:
    """A zero that was said after the point counts, one before it is rounding; of zero itself the step is one."""
    if decimals:
        return Fraction(1, 10 ** len(decimals))
    digits = whole.lstrip("0")
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0")))) if digits else Fraction(1)


def is_entered(figure: Figure) -> bool:
    return figure.step is not None and Fraction(figure.step) != written(figure).step


def step_of(figure: Figure) -> Fraction:
    """All of something, 100 %, is to the point at least."""
    if figure.is_percent and figure.value == 100 and figure.qualifier == "exactly" and not is_entered(figure):
        return min(written(figure).step, Fraction(1))
    return written(figure).step if figure.step is None else Fraction(figure.step)


def is_point(figure: Figure) -> bool:
    """An integer of four or more digits with at most one zero at its end, or an unqualified smaller one."""
    if figure.value is None or figure.value_high is not None or figure.low is not None or figure.is_percent:
        return False
    if figure.is_ratio:
        return False
    value = Fraction(figure.value)
    if value.denominator != 1:
        return False
    if is_entered(figure):
        return step_of(figure) <= 1 and (abs(value) >= 1000 or figure.qualifier == "exactly")
    return step_of(figure) <= 10 if abs(value) >= 1000 else figure.qualifier == "exactly"


def is_plain(figure: Figure) -> bool:
    return figure.low is None and (is_point(figure) or figure.qualifier == "exactly")


def has_reading(figure: Figure) -> bool:
    return figure.value is not None or figure.low is not None or figure.as_said in VAGUE


def strict(figure: Figure) -> Interval:
    """What the words logically permit; what is said of the figure's own error opens one end."""
    read = fixed(figure, at=0) or by_logic(figure)
    if figure.known_bias == "undercount":
        read = Interval(read.low, None, read.low_closed, False)
    if figure.known_bias == "overcount":
        read = Interval(None, read.high, False, read.high_closed)
    return from_zero(figure, read)


def ordinary(figure: Figure) -> Interval:
    """What a person understands."""
    return from_zero(figure, fixed(figure, at=1) or by_habit(figure))


def fixed(figure: Figure, *, at: int) -> Interval | None:
    """A stated interval, a range or a vague word, whose readings need no arithmetic: strictly (0) or ordinarily (1)."""
    if figure.low is not None:
        return Interval.of(figure.low, figure.high)
    if figure.value is None:
        least, low, high = VAGUE[figure.as_said]
        return Interval.of(low, high) if at else Interval.of(least, None)
    return Interval.of(figure.value, figure.value_high) if figure.qualifier == "between" else None


def by_logic(figure: Figure) -> Interval:
    assert figure.value is not None
    value, half = Fraction(figure.value), step_of(figure) / 2
    if figure.qualifier in ("more_than", "at_least", "just_over"):
        is_reached = figure.qualifier == "at_least" or (figure.qualifier == "more_than" and is_point(figure))
        return Interval(value, None, is_reached, False)
    if figure.qualifier in ("less_than", "at_most", "just_under"):
        is_reached = figure.qualifier == "at_most" or (figure.qualifier == "less_than" and is_point(figure))
        return Interval(None, value, False, is_reached)
    quarter = abs(value) / 4
    if figure.qualifier == "about":
        return around(value, max(quarter, half))
    if is_point(figure):
        return Interval.point(value)
    return around(value, quarter if written(figure).is_fraction and not is_entered(figure) else half)


def by_habit(figure: Figure) -> Interval:
    assert figure.value is not None
    value, size, step = Fraction(figure.value), abs(Fraction(figure.value)), step_of(figure)
    if figure.qualifier in ("more_than", "less_than") and is_point(figure):
        return Interval.point(value)
    if figure.qualifier == "at_most" and figure.status in ("forecast", "capacity"):
        return by_logic(figure)
    if figure.qualifier == "about":
        near = min(size / 10, 5 * step)
        return around(value, max(near, step / 2) if is_entered(figure) else near)
    if figure.qualifier in ("exactly", "vague"):
        return Interval.point(value) if is_point(figure) else around(value, usual_spread(figure, size, step))
    # An ordinary “more than” never reaches one and a half times the number, an ordinary “just over” never 1.05 times.
    most = size / 20 if figure.qualifier in ("just_over", "just_under") else size / 2
    far = step if is_entered(figure) or size == 0 else min(step, most)
    is_reached = figure.qualifier in ("at_least", "at_most")
    if figure.qualifier in ("more_than", "at_least", "just_over"):
        return Interval(value, value + far, is_reached, True)
    return Interval(value - far, value, True, is_reached)


def usual_spread(figure: Figure, size: Fraction, step: Fraction) -> Fraction:
    if is_entered(figure):
        return step / 2
    return min(Fraction(2), size / 4) if written(figure).is_fraction else min(step / 2, size / 20)


def around(value: Fraction, spread: Fraction) -> Interval:
    return Interval(value - spread, value + spread)


def from_zero(figure: Figure, read: Interval) -> Interval:
    """What is counted is never below zero; where nothing else is left, it is zero."""
    if not figure.is_counted or (read.low is not None and read.low >= 0):
        return read
    if read.high is not None and (read.high < 0 or (read.high == 0 and not read.high_closed)):
        return Interval.point(0)
    return Interval(Fraction(0), read.high, True, read.high_closed)
