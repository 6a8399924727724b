"""Worked examples of the readings and the rules: small, invented, and worked out by the rules themselves.

The page on the method shows what they come to, so that it cannot say anything else than the rules do.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.claims.figures import Figure, Period, Qualifier, Status
from apps.claims.hierarchy import Entry, Hierarchy
from apps.claims.references import claim_ref
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Breakdown, Check, Statement
from apps.reconciliation.core.inputs.code_lists import IndicatorFacts, Lists, UnitFacts
from apps.reconciliation.core.inputs.tolerances import Policy


def _figure(as_said: str, value: str | None, qualifier: Qualifier = Qualifier.EXACTLY, **rest: object) -> Figure:
    return Figure(as_said, qualifier, None if value is None else Decimal(value), **rest)  # type: ignore[arg-type]


READINGS: tuple[tuple[str, Figure], ...] = (
    ("1,851,424", _figure("1,851,424", "1851424")),
    ("674,000", _figure("674,000", "674000")),
    ("56%", _figure("56%", "56", is_percent=True)),
    ("more than 17,000", _figure("17,000", "17000", Qualifier.MORE_THAN)),
    ("more than 319,274", _figure("319,274", "319274", Qualifier.MORE_THAN)),
    ("at least 2,000", _figure("2,000", "2000", Qualifier.AT_LEAST)),
    ("just over 55,500", _figure("55,500", "55500", Qualifier.JUST_OVER)),
    ("less than 2,000", _figure("2,000", "2000", Qualifier.LESS_THAN)),
    ("up to 2,000", _figure("2,000", "2000", Qualifier.AT_MOST)),
    ("up to 100,000, a forecast", _figure("100,000", "100000", Qualifier.AT_MOST, status=Status.FORECAST)),
    ("nearly 55,500", _figure("55,500", "55500", Qualifier.JUST_UNDER)),
    ("about 22,500", _figure("22,500", "22500", Qualifier.ABOUT)),
    ("24 to 48", _figure("24-48", "24", Qualifier.BETWEEN, value_high=Decimal(48))),
    ("a third", _figure("a third", "33.333333", is_percent=True)),
    ("hundreds", _figure("hundreds", None, Qualifier.VAGUE)),
)

_LISTS = Lists(
    units=Hierarchy.of(
        [
            Entry("people", "people"),
            Entry("percent", "percent"),
            Entry("days", "days"),
            Entry("people_per_day", "people per day"),
        ]
    ),
    unit_facts={
        "people": UnitFacts(is_counted_once=True),
        "people_per_day": UnitFacts(rate_of="people", rate_per="days"),
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
_SIDES = {"Ministry": "government", "UN office": "un"}
_MORE = Qualifier.MORE_THAN


def _say(
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
    return Statement(
        ref=claim_ref(number),
        organisation=by,
        speaker_name=by,
        side=_SIDES[by],
        source="an example",
        said_on=date(2025, 1, 10),
        figure=Figure(as_said, qualifier, Decimal(value), is_percent=unit == "percent"),
        unit=unit,
        indicator=indicator,
        population=population,
        place=place,
        period=Period(since, until, is_cumulative=since is None),
        numerator=share_of[0],
        denominator=share_of[1],
        quote=as_said,
    )


@dataclass(frozen=True, slots=True)
class Example:
    """Claims, and the one finding of a rule that they give."""

    rule: Rule
    statements: tuple[Statement, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    checks: tuple[Check, ...] = ()

    def work_out(self) -> Result:
        """The finding, found by the rules as on real claims."""
        found = reconcile(self.statements, self.breakdowns, _LISTS, Policy(), self.checks)
        return next(result for result in found if result.rule is self.rule)


_MINISTRY, _UN = "Ministry", "UN office"
EXAMPLES: tuple[Example, ...] = (
    Example(
        Rule.SUM,
        (
            _say(1, _UN, "12,300", 12_300),
            _say(2, _UN, "7,100", 7_100, population="adults"),
            _say(3, _UN, "5,200", 5_200, population="children"),
        ),
        breakdowns=(Breakdown("C-1", "population", ("C-2", "C-3"), is_complete=True),),
    ),
    Example(
        Rule.SHARE,
        (
            _say(1, _UN, "58%", 58, unit="percent", indicator="share", share_of=("C-2", "C-3")),
            _say(2, _UN, "7,100", 7_100, population="adults"),
            _say(3, _UN, "12,300", 12_300),
        ),
    ),
    Example(
        Rule.PLAN,
        (
            _say(1, _MINISTRY, "400", 400, Qualifier.ABOUT, unit="people_per_day", indicator="rate"),
            _say(2, _MINISTRY, "30", 30, Qualifier.AT_MOST, unit="days", indicator="rate"),
            _say(3, _UN, "24,600", 24_600),
        ),
        checks=(
            Check(
                "example",
                "Everybody arrives in time",
                "rate × days ≥ people",
                {"rate": "C-1", "days": "C-2", "people": "C-3"},
            ),
        ),
    ),
    Example(Rule.RESTATED, (_say(1, _UN, "12,300", 12_300), _say(2, _UN, "12,000", 12_000, Qualifier.JUST_OVER))),
    Example(Rule.DIRECT, (_say(1, _MINISTRY, "17,000", 17_000, _MORE), _say(2, _UN, "12,345", 12_345))),
    Example(Rule.BOUND, (_say(1, _MINISTRY, "31,927", 31_927, place="north"), _say(2, _UN, "12,345", 12_345))),
    Example(
        Rule.ASSEMBLED,
        (
            _say(1, _MINISTRY, "9,381", 9_381, population="adults"),
            _say(2, _MINISTRY, "4,501", 4_501, population="children"),
            _say(3, _UN, "12,345", 12_345),
        ),
    ),
    Example(Rule.UNDECIDED, (_say(1, _MINISTRY, "17,000", 17_000, _MORE, since=None), _say(2, _UN, "12,345", 12_345))),
    Example(
        Rule.LOOKALIKE,
        (
            _say(1, _MINISTRY, "12,000", 12_000, _MORE, population="children"),
            _say(2, _UN, "12,345", 12_345),
            _say(3, _UN, "2,345", 2_345, population="children"),
        ),
    ),
    Example(
        Rule.DEFINITION,
        (
            _say(1, _MINISTRY, "1,981", 1_981, indicator="certified"),
            _say(2, _UN, "4,741", 4_741, indicator="excess"),
        ),
    ),
    Example(
        Rule.SERIES,
        (_say(1, _MINISTRY, "12,345", 12_345, until=date(2024, 11, 30)), _say(2, _MINISTRY, "12,123", 12_123)),
    ),
)
