"""Ends a few days apart that count as one: the reason is always given, an amount only where days can make it."""

from decimal import Decimal
from typing import Any

import pytest

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.explaining.reasons import Code
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say

SINCE: dict[str, Any] = {"since": "2019-01-01", "cumulative": False}
TO_10_JULY: dict[str, Any] = {**SINCE, "until": "2019-07-10"}  # 191 days
TO_20_JULY: dict[str, Any] = {**SINCE, "until": "2019-07-20"}


def only(*said: Statement) -> Result:
    (found,) = reconcile(said, (), LISTS, POLICY)
    return found


def days_of(found: Result) -> list[Decimal | None]:
    return [reason.amount for reason in found.reasons if reason.code is Code.AS_OF]


def test_days_account_for_what_the_later_count_has_more() -> None:
    found = only(say(1, "1,113", 1_113, **TO_10_JULY), say(2, "1,333", 1_333, by="un", **TO_20_JULY))
    assert days_of(found) == [Decimal(69)]  # 10 of 191 days of 1,333


def test_days_account_for_nothing_where_the_later_count_is_the_lower_one() -> None:
    found = only(say(1, "1,333", 1_333, **TO_10_JULY), say(2, "1,113", 1_113, by="un", **TO_20_JULY))
    assert (found.verdict, days_of(found)) == ("differs", [None])
    assert found.gap_steps is not None
    assert found.gap_steps.unexplained == -220


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"unit": "percent", "indicator": "share", **TO_10_JULY}, TO_20_JULY),
        ({"indicator": "residents", "until": "2019-07-10"}, {"until": "2019-07-20"}),
    ],
    ids=["a share has no pace", "a stock has no length"],
)
def test_days_that_add_nothing_are_a_reason_without_an_amount(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    found = only(say(1, "40.5", "40.5", **ours), say(2, "45.5", "45.5", by="un", **(ours | theirs)))
    assert (found.verdict, days_of(found)) == ("differs", [None])


def test_figures_that_agree_say_that_they_run_to_two_days() -> None:
    found = only(say(1, "1,113", 1_113, **TO_10_JULY), say(2, "1,113", 1_113, by="un", **TO_20_JULY))
    assert (found.verdict, days_of(found)) == ("agrees", [None])
    assert [reason.evidence for reason in found.reasons] == ["C-1 runs to 10 July 2019, C-2 to 20 July 2019"]


@pytest.mark.parametrize(
    ("ours", "theirs", "value", "note"),
    [
        (TO_10_JULY, TO_20_JULY, "5.24%", "this share of the period is added"),
        (
            {"indicator": "residents", "until": "2019-07-19"},
            {"indicator": "residents", "until": "2019-07-20"},
            "1 day",
            "nothing is added, as no start says how long the period is",
        ),
    ],
    ids=["of a period", "of a day"],
)
def test_a_line_says_which_days_count_as_one(
    ours: dict[str, Any], theirs: dict[str, Any], value: str, note: str
) -> None:
    found = only(say(1, "1,113", 1_113, **ours), say(2, "1,333", 1_333, by="un", **theirs))
    lines = [(line.value, line.note.partition("; ")[2]) for line in found.trace if line.label == "Ends bridged"]
    assert lines == [(value, note)]


def test_parts_put_together_say_it_too() -> None:
    parts = (
        say(1, "1,001", 1_001, population="refugees", **TO_10_JULY),
        say(2, "1,002", 1_002, population="idps", **TO_10_JULY),
    )
    found = only(*parts, say(3, "2,301", 2_301, by="un", population="all", **TO_20_JULY))
    assert (found.rule, days_of(found)) == (Rule.ASSEMBLED, [Decimal(120)])  # 10 of 191 days of 2,301
    assert "Ends bridged" in [line.label for line in found.trace]
    found = only(*parts, say(3, "1,701", 1_701, by="un", population="all", **TO_20_JULY))
    assert days_of(found) == [None], "the parts end earlier and are more"


def test_what_is_undecided_says_it_too() -> None:
    undated = say(1, "1,333", 1_333, cumulative=True, since="", until="2019-07-10")
    found = only(undated, say(2, "1,113", 1_113, by="un", **TO_20_JULY))
    assert (found.rule, days_of(found)) == (Rule.UNDECIDED, [None])
    assert "Ends bridged" in [line.label for line in found.trace]
