"""What the rules are given: claims, breakdowns, code lists and the policy, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from apps.claims.hierarchy import Hierarchy
from apps.claims.values import Figure, Period

Side = Literal["government", "un", "other"]
SIDES: tuple[str, ...] = ("government", "un", "other")  # the order in which they are always shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim. `population`, `place` and `origin` are codes; blank is the indicator's own, or unrestricted."""

    ref: str
    organisation: str
    organisation_name: str
    speaker_name: str
    side: str
    source: str
    said_on: date
    cut_off_on: date | None = None
    position: int = 0
    figure: Figure
    unit: str
    indicator: str
    population: str = ""
    place: str = ""
    origin: str = ""
    period: Period = field(default_factory=Period)
    numerator: str = ""
    denominator: str = ""
    bias_as_said: str = ""
    quote: str = ""

    @property
    def number(self) -> int:
        """17 for C-17."""
        return int(self.ref.removeprefix("C-"))

    @property
    def ends_on(self) -> date:
        """The day the figure runs to: as stated, else the data cut-off, else the day it was said."""
        return self.period.end or self.cut_off_on or self.said_on


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts, by reference."""

    whole: str
    dimension: str
    parts: tuple[str, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What the rules must know of an indicator. `population` is who is counted when a claim does not say."""

    code: str
    name: str
    kind: Literal["flow", "stock", "share", "rate"]
    is_additive: bool
    population: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists."""

    units: Hierarchy
    indicators: Hierarchy
    populations: Hierarchy
    places: Hierarchy
    facts: Mapping[str, IndicatorFacts]

    def population_of(self, statement: Statement) -> str:
        """Who is counted: as stated, else the indicator's own; blank if neither is known."""
        return statement.population or self.facts[statement.indicator].population


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Figures whose gap is at most `relative` times the larger, or `absolute`, agree."""

    name: str = "Default"
    relative: Decimal = Decimal("0.01")
    absolute: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Policy:
    """The tolerance of every indicator, and those that have one of their own."""

    default: Tolerance = field(default_factory=Tolerance)
    by_indicator: Mapping[str, Tolerance] = field(default_factory=dict)

    def tolerance(self, indicator: str) -> Tolerance:
        return self.by_indicator.get(indicator, self.default)
