"""Statements and code lists for the tests of the rules, said in as few words as each test needs."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.claims.figures import Bias, Figure, Period, Qualifier, Status
from apps.claims.hierarchy import Entry, Hierarchy, Relation
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import IndicatorFacts, Lists, UnitFacts
from apps.reconciliation.core.inputs.tolerances import Policy

LISTS = Lists(
    units=Hierarchy.of(
        [
            Entry("returns", "returns"),
            Entry("people", "people", ("returns",)),
            *(Entry(code, code) for code in ("percent", "times", "days", "months", "families")),
            Entry("people_per_5_days", "people per 5 days"),
            Entry("per_1000", "per 1,000 people"),
            Entry("per_100000", "per 100,000 people"),
        ]
    ),
    unit_facts={
        "people": UnitFacts(is_counted_once=True),
        "people_per_5_days": UnitFacts(rate_of="people", rate_per="days", rate_amount=Decimal(5)),
        "per_1000": UnitFacts(rate_of="people", rate_per="people", rate_amount=Decimal(1_000)),
        "per_100000": UnitFacts(rate_of="people", rate_per="people", rate_amount=Decimal(100_000)),
        "months": UnitFacts(smaller="days", fewest=Decimal(28), most=Decimal(31)),
    },
    indicators=Hierarchy.of(
        [
            Entry("returns", "Returns"),
            Entry("departures", "Departures"),
            Entry("residents", "Residents"),
            Entry("share", "Share"),
            Entry("rate", "Rate"),
            Entry("facilities", "Facilities"),
            Entry("schools", "Schools", ("facilities",)),
            Entry("settled", "People settled"),
        ]
    ),
    populations=Hierarchy.of(
        [
            Entry("all", "Returnees", complete_division="by displacement"),
            Entry("refugees", "Refugees", ("all",), "by displacement"),
            Entry("idps", "IDPs", ("all",), "by displacement"),
        ]
    ),
    places=Hierarchy.of(
        [
            Entry("SYR", "Syria"),
            Entry("SY02", "Aleppo", ("SYR",), "governorate"),
            Entry("SY04", "Homs", ("SYR",), "governorate"),
            Entry("OLD", "Old Homs", ("SYR",), "governorate"),
            Entry("JOR+LBN", "Jordan and Lebanon", complete_division="country"),
            Entry("JOR", "Jordan", ("JOR+LBN",), "country"),
            Entry("LBN", "Lebanon", ("JOR+LBN",), "country"),
        ]
    ),
    facts={
        "returns": IndicatorFacts("returns", "Returns", "flow", True, "all"),
        "departures": IndicatorFacts("departures", "Departures", "flow", True),
        "residents": IndicatorFacts("residents", "Residents", "stock", True),
        "share": IndicatorFacts("share", "Share", "share", False),
        "rate": IndicatorFacts("rate", "Rate", "rate", False),
        "facilities": IndicatorFacts("facilities", "Facilities", "flow", True),
        "schools": IndicatorFacts("schools", "Schools", "flow", True),
        "settled": IndicatorFacts("settled", "People settled", "flow", True, "all", taken_for=("returns",)),
    },
    borders={"OLD": (date(2010, 1, 1), date(2019, 7, 15))},
)
POLICY = Policy()
SIDE = {"un": "un", "ngo": "other"}


def say(
    number: int,
    as_said: str,
    value: float | str | None,
    *,
    by: str = "russia",
    qualifier: str = "exactly",
    since: str = "",
    until: str = "",
    cumulative: bool = True,
    bias: str = "",
    status: str = "done",
    said_on: str = "2019-07-24",
    unit: str = "people",
    indicator: str = "returns",
    high: str | None = None,
    interval: tuple[str, str] | None = None,
    **rest: Any,
) -> Statement:
    """What somebody said; `by` is the organisation, a government unless it is `un` or `ngo`."""
    return Statement(
        ref=f"C-{number}",
        organisation=by,
        speaker_name=f"Speaker of {by}",
        side=SIDE.get(by, "government"),
        source=rest.pop("source", "session"),
        said_on=date.fromisoformat(said_on),
        figure=Figure(
            as_said=as_said,
            qualifier=Qualifier(qualifier),
            value=None if value is None else Decimal(str(value)),
            value_high=None if high is None else Decimal(high),
            is_percent=unit == "percent",
            is_ratio=unit == "times" or bool(LISTS.facts_of_unit(unit).rate_of),
            known_bias=Bias(bias) if bias else None,
            status=Status(status),
            low=Decimal(interval[0]) if interval else None,
            high=Decimal(interval[1]) if interval else None,
        ),
        unit=unit,
        indicator=indicator,
        period=Period(
            date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None, cumulative
        ),
        quote=rest.pop("quote", as_said),
        people_each=Decimal(rest.pop("each")) if "each" in rest else None,
        **rest,
    )


def mirrored(relation: Relation) -> Relation:
    """The same relation seen from the other side."""
    return {Relation.NARROWER: Relation.BROADER, Relation.BROADER: Relation.NARROWER}.get(relation, relation)
