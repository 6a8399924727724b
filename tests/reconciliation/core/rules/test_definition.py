"""Figures of one scope that are not the same thing: named, with their factor, and never called a contradiction."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.comparing.scopes import relate
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.on_request import compare_requested
from tests.reconciliation.core.factories import LISTS, POLICY, say

DAY: dict[str, Any] = {"since": "2019-06-23", "until": "2019-06-23", "cumulative": False}


def findings(*said: Statement) -> list[Result]:
    return reconcile(said, (), LISTS, POLICY)


def test_an_indicator_taken_for_another_is_not_the_same_thing() -> None:
    (found,) = findings(say(1, "61,001", 61001), say(2, "359,001", 359001, by="un", indicator="settled"))
    assert (found.rule, found.verdict, found.factor) == ("definition", "other_thing", Decimal("5.885166"))
    assert [reason.code for reason in found.reasons] == ["definition"]
    assert found.explanation.endswith(
        "C-1 counts returns, C-2 counts people settled, of which one is commonly taken for the other: "
        "C-2 is 5.89 times the other, which neither confirms nor contradicts either."
    )
    assert found.gap_steps is None


@pytest.mark.parametrize(
    ("value", "words"),
    [(61_001, "that the numbers are the same"), (61_002, "that they part"), (0, "that they part")],
)
def test_what_is_not_the_same_thing_is_not_called_once_the_other(value: int, words: str) -> None:
    (found,) = findings(say(1, "61,001", 61001), say(2, f"{value:,}", value, by="un", indicator="settled"))
    assert f"{words} neither confirms nor contradicts either" in found.explanation


def test_a_case_counted_by_another_date_is_not_the_same_thing() -> None:
    by_report = say(1, "359", 359, date_basis="report", **DAY)
    by_event = say(2, "61", 61, by="un", date_basis="event", **DAY)
    (found,) = findings(by_report, by_event)
    assert found.verdict == "other_thing"
    assert [reason.evidence for reason in found.reasons] == [
        "C-1 counts by the date of report, C-2 by the date of event"
    ]
    assert [one.rule for one in findings(by_report, replace(by_event, date_basis=""))] == ["direct"]
    assert [one.rule for one in findings(by_report, replace(by_event, date_basis="report"))] == ["direct"]


def test_shares_over_two_denominators_differ_by_the_denominator() -> None:
    adults = say(3, "41,700", 41700, population="refugees", place="SYR")
    people = say(4, "61,700", 61700, by="un", place="SYR")
    top = say(5, "17,080", 17080, place="SYR", population="idps", indicator="departures")
    share: dict[str, Any] = {"unit": "percent", "indicator": "share", "since": "2019-01-01", "numerator": "C-5"}
    ours = say(1, "69.4%", 69.4, denominator="C-3", **share)
    theirs = say(2, "54.1%", 54.1, by="un", denominator="C-4", **share)
    found = [one for one in findings(ours, theirs, adults, people, top) if one.inputs == ("C-1", "C-2")]
    assert [(one.rule, [reason.code for reason in one.reasons]) for one in found] == [("definition", ["denominator"])]
    same = [one for one in findings(ours, replace(theirs, denominator="C-3"), adults, top) if one.left == "C-1"]
    assert "direct" in [one.rule for one in same]


def test_two_shares_of_one_day_need_no_start() -> None:
    share: dict[str, Any] = {"unit": "percent", "indicator": "share", "until": "2019-06-30", "cumulative": False}
    (found,) = findings(say(1, "69.4%", 69.4, **share), say(2, "68.1%", 68.1, by="un", **share))
    assert (found.rule, found.verdict, found.difference) == ("direct", "contradicts", Decimal("1.3"))
    assert "percentage points" in found.explanation


@pytest.mark.parametrize("until", ["2019-06-29", "2019-06-30"])
def test_a_stock_is_not_a_flow(until: str) -> None:
    lists = replace(LISTS, facts={**LISTS.facts, "schools": replace(LISTS.facts["schools"], kind="stock")})
    year = say(1, "1,001", 1001, indicator="facilities", since="2019-01-01", until="2019-06-30", cumulative=False)
    day = say(2, "2,001", 2001, by="un", indicator="schools", until=until, cumulative=False)
    assert relate(year, day, lists).dimensions["period"] is Relation.DISJOINT
    assert reconcile([year, day], (), lists, POLICY) == []
    assert any("a stock against a flow" in why for why in compare_requested(year, day, lists, POLICY).why)


def test_a_place_after_its_borders_changed_is_not_the_same_place() -> None:
    lists = replace(LISTS, borders={"SY02": (None, date(2019, 7, 10))})
    before = say(1, "1,001", 1001, place="SY02", since="2019-01-01", until="2019-07-10", cumulative=False)
    across = say(2, "2,001", 2001, by="un", place="SY02", since="2019-01-01", until="2019-07-20", cumulative=False)
    assert [one.rule for one in findings(before, across)] == ["direct"], "ends bridged, one place"
    (found,) = reconcile([before, across], (), lists, POLICY)
    assert (found.rule, [reason.code for reason in found.reasons]) == ("definition", ["geography"])


def test_two_organisations_that_count_alike_are_compared() -> None:
    assert [one.rule for one in findings(say(1, "61,001", 61001), say(2, "62,001", 62001, by="un"))] == ["direct"]


def test_one_organisation_may_publish_both_definitions() -> None:
    assert findings(say(1, "61,001", 61001), say(2, "359,001", 359001, indicator="settled")) == []
