"""Intervals of numbers: exact arithmetic on what a figure may mean.

Ends are `Fraction`s, so that sums, scalings and ratios lose nothing; `None` is an end that is open to infinity. An
interval knows whether each end belongs to it and always holds at least one number.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.claims.numbers import shown_exactly

Number = Fraction | Decimal | int
# An end as arithmetic sees it: -1 or 1 for infinity, else 0; the number; whether it belongs to the interval.
_End = tuple[int, Fraction, bool]


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
        if self.low is self.high and self.low_closed and self.high_closed:
            return  # most figures are points
        if self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed)):
            raise ValueError(f"There is no number between {self.low} and {self.high}.")

    @classmethod
    def of(cls, low: Number | None, high: Number | None, ends: str = "[]") -> "Interval":
        """`Interval.of(2, None, "()")` is everything above 2."""
        return cls(
            None if low is None else _exact(low),
            None if high is None else _exact(high),
            low is not None and ends[0] == "[",
            high is not None and ends[1] == "]",
        )

    @classmethod
    def point(cls, value: Number) -> "Interval":
        exact = _exact(value)
        return cls(exact, exact)

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        if self.is_point and self.low is not None:
            return shown_exactly(self.low)
        low = "(−∞" if self.low is None else f"{'[' if self.low_closed else '('}{shown_exactly(self.low)}"
        high = "∞)" if self.high is None else f"{shown_exactly(self.high)}{']' if self.high_closed else ')'}"
        return f"{low}, {high}"

    @property
    def span(self) -> str:
        """From where to where, for a sentence that need not say which ends belong to it: 1,959,000 to 2,061,000."""
        if self.is_point and self.low is not None:
            return shown_exactly(self.low)
        if self.low is None or self.high is None:
            ends = (
                f"{shown_exactly(self.low)} and more" if self.low is not None else "",
                f"up to {shown_exactly(self.high)}" if self.high is not None else "",
            )
            return "".join(ends) or "any number"
        return f"{shown_exactly(self.low)} to {shown_exactly(self.high)}"

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

    def __mul__(self, other: "Interval") -> "Interval":
        products = [_product(one, end) for one in self._ends() for end in other._ends()]
        low, high = min(product[:2] for product in products), max(product[:2] for product in products)
        return Interval(
            low[1] if low[0] == 0 else None,
            high[1] if high[0] == 0 else None,
            low[0] == 0 and any(closed for *value, closed in products if tuple(value) == low),
            high[0] == 0 and any(closed for *value, closed in products if tuple(value) == high),
        )

    def _ends(self) -> tuple["_End", "_End"]:
        low = (-1, Fraction(0), False) if self.low is None else (0, self.low, self.low_closed)
        high = (1, Fraction(0), False) if self.high is None else (0, self.high, self.high_closed)
        return low, high

    def ratio(self, divisor: "Interval") -> "Interval":
        """What this divided by `divisor` may be. The divisor is not below zero; one that may be zero is unbounded.

        Raises ZeroDivisionError where the divisor can be nothing but zero, ValueError where it may be below zero.
        """
        if divisor.low is None or divisor.low < 0:
            raise ValueError("Only a number that is not below zero can divide.")
        if divisor.high == 0:
            raise ZeroDivisionError("Nothing can be divided by zero.")
        return self * Interval(
            Fraction(0) if divisor.high is None else 1 / divisor.high,
            None if divisor.low == 0 else 1 / divisor.low,
            divisor.high is not None and divisor.high_closed,
            divisor.low > 0 and divisor.low_closed,
        )

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


def _exact(value: Number) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(value)


def _product(one: _End, other: _End) -> _End:
    """The product of two ends. Zero times whatever there is, infinity too, is zero."""
    zeros = [closed for infinity, value, closed in (one, other) if infinity == 0 and value == 0]
    if zeros:
        return 0, Fraction(0), any(zeros)
    if one[0] == 0 == other[0]:
        return 0, one[1] * other[1], one[2] and other[2]
    signs = [infinity or (1 if value > 0 else -1) for infinity, value, _ in (one, other)]
    return signs[0] * signs[1], Fraction(0), False


@dataclass(frozen=True, slots=True)
class Times:
    """What one of a unit is in another, both ways, and the number that stands for it: a family of 5 is 5 people."""

    ordinary: Interval
    strict: Interval
    centre: Fraction
