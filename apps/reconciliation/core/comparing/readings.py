"""How a figure, or what several make, is read: both intervals, and how far two readings are apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from math import ceil, inf
from operator import add

from apps.claims.figures import Figure
from apps.claims.intervals import Interval
from apps.claims.numbers import rounded

MOST_KNOWN = 20_000  # figures whose readings are kept, 500 bytes each


@dataclass(frozen=True, slots=True)
class Reading:
    """How a figure, or what several make, is read: both intervals, the number that stands for it, what it is exact to.

    `is_plain` if it is a point or unqualified, or made of such figures only.
    """

    ordinary: Interval
    strict: Interval
    centre: Fraction
    step: Fraction = Fraction(1)
    is_plain: bool = True


@lru_cache(maxsize=MOST_KNOWN)
def read(figure: Figure) -> Reading:
    """Both readings of a figure. Raises ValueError for one that says no number."""
    if figure.ordinary is None or figure.strict is None:
        raise ValueError(f"“{figure.as_said}” has no reading in numbers.")
    step = precision(figure)
    if figure.times is not None:
        step = _power_of_ten(rounded(Fraction(step) * figure.times.centre))
    return Reading(figure.ordinary, figure.strict, centre(figure), Fraction(step), figure.is_plain)


def _power_of_ten(step: Decimal) -> Decimal:
    """The largest power of ten that is not above a step: what is exact to 9,301 is told to the nearest 1,000."""
    return Decimal(1).scaleb(step.adjusted()) if step > 0 else Decimal(1)


@lru_cache(maxsize=MOST_KNOWN)
def measure(figure: Figure) -> tuple[float, float, float]:
    """The ends of the ordinary reading of a figure and its size, as floats."""
    return measure_reading(read(figure))


def measure_reading(reading: Reading) -> tuple[float, float, float]:
    """The ends of the ordinary reading and the size of what is read, as floats."""
    low, high = reading.ordinary.low, reading.ordinary.high
    return -inf if low is None else float(low), inf if high is None else float(high), abs(float(reading.centre))


def add_up(readings: Sequence[Reading]) -> Reading:
    """The sum of readings of which there is at least one."""
    return Reading(
        reduce(add, (reading.ordinary for reading in readings)),
        reduce(add, (reading.strict for reading in readings)),
        sum((reading.centre for reading in readings), Fraction(0)),
        max(reading.step for reading in readings),
        all(reading.is_plain for reading in readings),
    )


def cover(readings: Sequence[Reading]) -> Reading:
    """All that several readings may be together where they may count the same things: from the largest to the sum."""
    total = add_up(readings)
    return Reading(
        _from_the_largest([reading.ordinary for reading in readings], total.ordinary),
        _from_the_largest([reading.strict for reading in readings], total.strict),
        total.centre,
        total.step,
        is_plain=False,
    )


def _from_the_largest(parts: Sequence[Interval], total: Interval) -> Interval:
    # The end that lies furthest up, open if any of the furthest ones is: all parts must fit in.
    lows = [(part.low, part.low_closed) for part in parts if part.low is not None]
    low, is_closed = max(lows, key=lambda end: (end[0], not end[1])) if lows else (None, False)
    return Interval(low, total.high, is_closed, total.high_closed)


def centre(figure: Figure) -> Fraction:
    """The number that stands for a figure: as said, the middle of a range, the least that “hundreds” ordinarily are."""
    if figure.times is not None:
        return centre(replace(figure, times=None)) * figure.times.centre
    if figure.value is None:
        return (figure.ordinary.low if figure.ordinary else None) or Fraction(0)
    if figure.value_high is not None:
        return (Fraction(figure.value) + Fraction(figure.value_high)) / 2
    return Fraction(figure.value)


def precision(figure: Figure) -> Decimal:
    """What the figure is exact to: one for a point, else its rounding step; hundreds are to the hundred."""
    if figure.value is None:
        return _power_of_ten(rounded(centre(figure)))
    return Decimal(1) if figure.is_point else figure.rounding


def is_lower(one: Reading, other: Reading) -> bool:
    """Whether the first says less; of 0 and more than 0, for which the same number stands, 0 does."""
    if one.centre == other.centre:
        return one.ordinary.is_below(other.ordinary)
    return one.centre < other.centre


def difference(one: Reading, other: Reading) -> Decimal:
    """The first less the second, at the precision of the coarser of the two, and never less than they part at best.

    548,554 against more than 2 million is 1,451,446 at least, which a precision of a million would make 1,000,000.
    """
    way, gap = one.centre - other.centre, one.ordinary.gap(other.ordinary)
    value = round_to(way, max(one.step, other.step))
    return value if abs(Fraction(value)) >= gap else rounded(gap if way > 0 else -gap)


def round_to(value: Fraction, step: Fraction) -> Decimal:
    """The nearest multiple of a rounding step; of two that are as near, the one nearer to zero."""
    times = ceil(abs(value) / step - Fraction(1, 2))
    return rounded((times if value > 0 else -times) * step)


def factor(one: Reading, other: Reading) -> Decimal | None:
    """How many times the smaller the larger is; None where one is zero or below it.

    To more places than anybody is told: rounded here and again for a page, 3.646 would be 3.65 and then 3.7.
    """
    small, large = sorted((one.centre, other.centre))
    return None if small <= 0 else rounded(large / small)
