"""The tolerance policy as plain values: which gap still agrees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Figures whose gap is at most `relative` times the larger, or `absolute`, agree.

    A figure of a series that moves by more than `most_times` is to be looked at, and one that grows by more than
    `most_growth` of itself a year; None asks nothing.
    """

    name: str = "Default"
    relative: Decimal = Decimal("0.01")
    absolute: Decimal = Decimal(0)
    most_times: Decimal = Decimal(10)
    most_growth: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """The tolerance of every indicator, and those that have one of their own."""

    default: Tolerance = field(default_factory=Tolerance)
    by_indicator: Mapping[str, Tolerance] = field(default_factory=dict)

    def tolerance(self, indicator: str) -> Tolerance:
        return self.by_indicator.get(indicator, self.default)
