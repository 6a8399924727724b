"""What each rule says of itself, beside its code: its words, its meaning, and an example from an invented country.

The examples are small, and are worked out by the rules themselves (examples.py).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.claims.figures import Figure, Period, Qualifier
from apps.claims.hierarchy import Entry, Hierarchy
from apps.claims.reading.outcomes import PERCENT, TIMES
from apps.claims.references import claim_ref
from apps.reconciliation.core.inputs.claims import Breakdown, Check, Statement
from apps.reconciliation.core.inputs.code_lists import IndicatorFacts, Lists, UnitFacts


@dataclass(frozen=True, slots=True)
class Example:
    """Claims that give one finding of a rule."""

    statements: tuple[Statement, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """A rule for its readers: its name in a few `words`, what it `says` in a sentence or two, and an example."""

    words: str
    says: str
    example: Example


MINISTRY, UN = "Ministry", "UN office"
LISTS = Lists(
    units=Hierarchy.of(
        [
            Entry("people", "people"),
            Entry("percent", "percent"),
            Entry("days", "days"),
            Entry("people_per_day", "people per day"),
            Entry("families", "families"),
            Entry("times", "times"),
            Entry("per_1000", "people per 1,000"),
            Entry("per_100000", "people per 100,000"),
        ]
    ),
    unit_facts={
        "people": UnitFacts(is_counted_once=True),
        "people_per_day": UnitFacts(rate_of="people", rate_per="days"),
        "per_1000": UnitFacts(rate_of="people", rate_per="people", rate_amount=Decimal(1_000)),
        "per_100000": UnitFacts(rate_of="people", rate_per="people", rate_amount=Decimal(100_000)),
    },
    indicators=Hierarchy.of(
        [
            Entry("arrivals", "Arrivals"),
            Entry("share", "Share"),
            Entry("rate", "Rate"),
            Entry("certified", "certified deaths"),
            Entry("excess", "excess deaths"),
        ]
    ),
    populations=Hierarchy.of(
        [
            Entry("all", "Everybody", complete_division="by age"),
            Entry("adults", "Adults", ("all",), "by age"),
            Entry("children", "Children", ("all",), "by age"),
        ]
    ),
    places=Hierarchy.of(
        [
            Entry("land", "The country"),
            Entry("north", "The north", ("land",), "region"),
            Entry("south", "The south", ("land",), "region"),
        ]
    ),
    facts={
        "arrivals": IndicatorFacts("arrivals", "Arrivals", "flow", True, "all"),
        "share": IndicatorFacts("share", "Share", "share", False),
        "rate": IndicatorFacts("rate", "Rate", "rate", False),
        "certified": IndicatorFacts("certified", "certified deaths", "flow", True, "all"),
        "excess": IndicatorFacts("excess", "excess deaths", "flow", True, "all", taken_for=("certified",)),
    },
)
_SIDES = {MINISTRY: "government", UN: "un"}


def say(
    number: int,
    by: str,
    as_said: str,
    value: int,
    qualifier: Qualifier = Qualifier.EXACTLY,
    *,
    since: date | None = date(2024, 1, 1),
    until: date = date(2024, 12, 31),
    unit: str = "people",
    indicator: str = "arrivals",
    population: str = "",
    place: str = "land",
    share_of: tuple[str, str] = ("", ""),
) -> Statement:
    """What an organisation of the invented country says: a figure of 2024, in its words and as a number."""
    is_ratio = unit == TIMES or bool(LISTS.facts_of_unit(unit).rate_of)
    return Statement(
        ref=claim_ref(number),
        organisation=by,
        speaker_name=by,
        side=_SIDES[by],
        source="an example",
        said_on=date(2025, 1, 10),
        figure=Figure(as_said, qualifier, Decimal(value), is_percent=unit == PERCENT, is_ratio=is_ratio),
        unit=unit,
        indicator=indicator,
        population=population,
        place=place,
        period=Period(since, until, is_cumulative=since is None),
        numerator=share_of[0],
        denominator=share_of[1],
        quote=as_said,
    )
