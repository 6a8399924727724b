"""What the rules are given: claims, breakdowns, code lists and the policy, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from apps.claims.hierarchy import Hierarchy
from apps.claims.values import Figure, Period, shown, spoken

Side = Literal["government", "un", "other"]
SIDES: tuple[str, ...] = ("government", "un", "other")  # the order in which they are always shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim. `population`, `place` and `origin` are codes; blank is the indicator's own, or unrestricted."""

    ref: str
    organisation: str
    speaker_name: str
    side: str
    source: str
    said_on: date
    cut_off_on: date | None = None
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
        """The day the figure runs to: as stated, else the data cut-off, else the day it was said.

        What is planned from a later day on runs to that day at least.
        """
        known = self.period.end or self.cut_off_on or self.said_on
        return max(known, self.period.start or known)


def without_bias(said: Sequence[Statement]) -> list[Statement]:
    """Figures that one organisation sets against each other itself: what it says of their errors is set aside.

    An undercount of the whole is one of the parts too, so that it cannot excuse arithmetic that does not add up.
    """
    if len({statement.organisation for statement in said}) > 1:
        return list(said)
    return [replace(statement, figure=replace(statement.figure, known_bias=None)) for statement in said]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """What the rules must know of a unit: `people_per_5_days` is a rate of `people` per 5 `days`.

    What is counted once (people, not visits) adds up over several periods to an upper limit only. One `month` is
    `fewest` (28) to `most` (31) of the `smaller` unit, days.
    """

    is_counted_once: bool = False
    rate_of: str = ""
    rate_per: str = ""
    rate_amount: Decimal = Decimal(1)
    smaller: str = ""
    fewest: Decimal = Decimal(1)
    most: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic statement of an analyst: a formula over claims, each under a name of its own."""

    slug: str
    title: str
    formula: str
    terms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists."""

    units: Hierarchy
    indicators: Hierarchy
    populations: Hierarchy
    places: Hierarchy
    facts: Mapping[str, IndicatorFacts]
    unit_facts: Mapping[str, UnitFacts] = field(default_factory=dict)

    def facts_of_unit(self, code: str) -> UnitFacts:
        return self.unit_facts.get(code, UnitFacts())

    def quantity(self, statement: Statement) -> str:
        """The figure with its unit, for the eye: > 1,851,424 people."""
        return self._with_unit(statement, shown(statement.figure))

    def spoken(self, statement: Statement) -> str:
        """The figure with its unit, for a sentence: more than 1,851,424 people."""
        return self._with_unit(statement, spoken(statement.figure))

    def _with_unit(self, statement: Statement, figure: str) -> str:
        return figure if statement.figure.is_percent else f"{figure} {self.units.name(statement.unit)}"

    def population_name(self, statement: Statement) -> str:
        """Who is counted, as it stands in a sentence; blank if it is not known."""
        code = self.population_of(statement)
        name = self.populations.name(code) if code else ""
        return name[:1].lower() + name[1:] if name[1:2].islower() else name

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
