"""Intervals of numbers: exact arithmetic on what a figure may mean.

Ends are `Fraction`s, so that sums, scalings and ratios lose nothing; `None` is an end that is open to infinity. An
interval knows whether each end belongs to it and always holds at least one number.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.claims.numbers import shown_exactly

Number = Fraction | Decimal | int


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends. Raises ValueError for one that would be empty."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed)):
            raise ValueError(f"There is no number between {self.low} and {self.high}.")

    @classmethod
    def of(cls, low: Number | None, high: Number | None, ends: str = "[]") -> "Interval":
        """`Interval.of(2, None, "()")` is everything above 2."""
        return cls(
            None if low is None else Fraction(low),
            None if high is None else Fraction(high),
            low is not None and ends[0] == "[",
            high is not None and ends[1] == "]",
        )

    @classmethod
    def point(cls, value: Number) -> "Interval":
        return cls.of(value, value)

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        if self.is_point and self.low is not None:
            return shown_exactly(self.low)
        low = "(−∞" if self.low is None else f"{'[' if self.low_closed else '('}{shown_exactly(self.low)}"
        high = "∞)" if self.high is None else f"{shown_exactly(self.high)}{']' if self.high_closed else ')'}"
        return f"{low}, {high}"

    def __add__(self, other: "Interval") -> "Interval":
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(
            low,
            high,
            low is not None and self.low_closed and other.low_closed,
            high is not None and self.high_closed and other.high_closed,
        )

    def __neg__(self) -> "Interval":
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_closed,
            self.low_closed,
        )

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def scaled(self, factor: Number) -> "Interval":
        """Every number times `factor`, which is not below zero."""
        exact = Fraction(factor)
        if exact < 0:
            raise ValueError("An interval is scaled by a number that is not below zero.")
        if exact == 0:
            return Interval.point(0)
        low = None if self.low is None else self.low * exact
        high = None if self.high is None else self.high * exact
        return Interval(low, high, self.low_closed, self.high_closed)

    def ratio(self, divisor: "Interval") -> "Interval":
        """What this divided by `divisor` may be. Both are not below zero; a divisor that may be zero is unbounded.

        Raises ZeroDivisionError where the divisor can be nothing but zero.
        """
        if self.low is None or self.low < 0 or divisor.low is None or divisor.low < 0:
            raise ValueError("Ratios are taken of intervals that are not below zero.")
        if divisor.high == 0:
            raise ZeroDivisionError("Nothing can be divided by zero.")
        if divisor.high is None:
            low, low_closed = Fraction(0), self.low == 0 and self.low_closed
        else:
            low, low_closed = self.low / divisor.high, self.low_closed and divisor.high_closed
        if self.high is None or divisor.low == 0:
            high, high_closed = None, False
        else:
            high, high_closed = self.high / divisor.low, self.high_closed and divisor.low_closed
        return Interval(low, high, low_closed, high_closed)

    def contains(self, other: "Interval") -> bool:
        """Whether every number of `other` is one of this."""
        low = self.low is None or (
            other.low is not None
            and (self.low < other.low or (self.low == other.low and (self.low_closed or not other.low_closed)))
        )
        high = self.high is None or (
            other.high is not None
            and (self.high > other.high or (self.high == other.high and (self.high_closed or not other.high_closed)))
        )
        return low and high

    def is_below(self, other: "Interval") -> bool:
        """Whether every number of this is smaller than every number of `other`."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and not (self.high_closed and other.low_closed))

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a number in common."""
        return not (self.is_below(other) or other.is_below(self))

    def gap(self, other: "Interval") -> Fraction:
        """The smallest possible distance between a number of this and one of `other`; zero where they meet or touch."""
        if self.is_below(other) and self.high is not None and other.low is not None:
            return other.low - self.high
        if other.is_below(self) and other.high is not None and self.low is not None:
            return self.low - other.high
        return Fraction(0)
