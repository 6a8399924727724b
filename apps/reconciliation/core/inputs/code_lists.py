"""The code lists as plain values, and what the rules must know of an indicator and a unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from apps.claims.directions import isolated
from apps.claims.figures import Figure, Status, shown, spoken
from apps.claims.hierarchy import Hierarchy
from apps.claims.reading.outcomes import PERCENT, TIMES
from apps.reconciliation.core.inputs.claims import Statement


def unit_beside(figure: Figure, name: str) -> str:
    """The name of its unit as it stands behind a figure: people; of people behind hundreds.

    Blank behind 40.96% and a third, which say it themselves: a third percent would be a hundredth of it.
    """
    if figure.is_percent:
        return ""
    return f"of {name}" if figure.value is None and figure.as_said.endswith("s") else name


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What the rules must know of an indicator. `population` is who is counted when a claim does not say.

    What `happens_once` to each person, a death, adds up over several periods. It is commonly `taken_for` those
    indicators of another definition.
    """

    code: str
    name: str
    kind: Literal["flow", "stock", "share", "rate"]
    is_additive: bool
    population: str = ""
    happens_once: bool = False
    taken_for: tuple[str, ...] = ()


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


Borders = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists. `borders` are the first and the last day on which a place had those that it is known by."""

    units: Hierarchy
    indicators: Hierarchy
    populations: Hierarchy
    places: Hierarchy
    facts: Mapping[str, IndicatorFacts]
    unit_facts: Mapping[str, UnitFacts] = field(default_factory=dict)
    borders: Mapping[str, Borders] = field(default_factory=dict)

    def facts_of_unit(self, code: str) -> UnitFacts:
        return self.unit_facts.get(code, UnitFacts())

    def are_taken_for_each_other(self, code: str, other: str) -> bool:
        """Whether one indicator is commonly taken for the other, which is defined in another way."""
        return other in self.facts[code].taken_for or code in self.facts[other].taken_for

    def quantity(self, statement: Statement) -> str:
        """The figure with its unit, for the eye: > 1,851,424 people; 1,000 families (5,000 people)."""
        made = statement.conversion.shown if statement.conversion else ""
        return self._with_unit(statement, shown(statement.figure), made)

    def spoken(self, statement: Statement) -> str:
        """The figure with its unit, for a sentence: more than 1,851,424 people."""
        made = statement.conversion.spoken if statement.conversion else ""
        return self._with_unit(statement, spoken(statement.figure), made)

    def _with_unit(self, statement: Statement, figure: str, made: str) -> str:
        unit = unit_beside(statement.figure, self.units.name(statement.said_unit))
        said = f"{isolated(figure)} {unit}" if unit else figure
        return f"{said} ({made})" if made else said

    def population_name(self, statement: Statement) -> str:
        """Who is counted, as it stands in a sentence; blank if it is not known."""
        code = self.population_of(statement)
        return _within_sentence(self.populations.name(code)) if code else ""

    def indicator_name(self, statement: Statement) -> str:
        """What is counted, as it stands in a sentence."""
        return _within_sentence(self.indicators.name(statement.indicator))

    def adds_up(self, statement: Statement) -> bool:
        """Whether a figure is the sum of its parts: no percentage, nor so many times or so many of 1,000 people."""
        facts = self.facts_of_unit(statement.unit)
        is_ratio = statement.unit in (PERCENT, TIMES) or self.facts_of_unit(facts.rate_per).is_counted_once
        return self.facts[statement.indicator].is_additive and not is_ratio

    def is_amount(self, statement: Statement) -> bool:
        """Whether the parts of a figure are below it: of a net change one may be above it, and another below zero."""
        return self.adds_up(statement) and statement.figure.is_counted

    def is_stock(self, statement: Statement) -> bool:
        """Whether a figure tells what there is on a day, as what is under way does: it may be done the next day."""
        return self.facts[statement.indicator].kind == "stock" or statement.figure.status is Status.UNDER_WAY

    def population_of(self, statement: Statement) -> str:
        """Who is counted: as stated, else the indicator's own; blank if neither is known."""
        return statement.population or self.facts[statement.indicator].population


def _within_sentence(name: str) -> str:
    """Refugees are refugees; IDPs stay so."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
