"""A start that is not stated: when that is worth saying, and which of several figures it is said against."""

from dataclasses import replace
from typing import Any

import pytest

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say


def undated(**changes: Any) -> Statement:
    return say(1, "5,001", 5001, **changes)


def dated(number: int = 2, since: str = "2018-01-01", **changes: Any) -> Statement:
    return say(number, "4,001", 4001, **({"by": "un", "since": since} | changes))


def undecided(*said: Statement) -> list[Result]:
    return [found for found in reconcile(said, (), LISTS, POLICY) if found.rule is Rule.UNDECIDED]


def test_what_is_missing_is_named_and_what_would_follow() -> None:
    (found,) = undecided(undated(), dated())
    assert (found.key, found.reasons[0].evidence) == ("pair:C-1:C-2", "C-1 does not say since when it counts")
    answers = {line.label: line.value for line in found.trace if line.label.startswith("If C-1")}
    assert answers == {
        "If C-1 counts since 1 January 2018": "Cannot both hold",
        "If C-1 counts since an earlier day": "One fits within the other",
        "If C-1 counts since a later day": "Cannot both hold",
    }


def test_percentages_part_by_percentage_points() -> None:
    share: dict[str, Any] = {"unit": "percent", "indicator": "share"}
    (found,) = undecided(say(1, "45%", 45, **share), say(2, "54.1%", 54.1, by="un", since="2018-01-01", **share))
    assert "and C-1 is about 9 percentage points lower." in found.explanation


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("one organisation speaks of both", (undated(), dated(by="russia"))),
        ("the dated period is 89 days", (undated(), dated(since="2019-04-27"))),
        ("both starts are unsaid", (undated(), say(2, "4,001", 4001, by="un"))),
        ("other people", (undated(population="idps"), dated(population="refugees"))),
        ("a narrower place", (undated(place="SY02"), dated(place="SYR"))),
        ("the ends are a year apart", (undated(), dated(until="2018-07-24", cumulative=False))),
        ("a vague figure without a number", (say(1, "many", None, qualifier="vague"), dated())),
    ],
)
def test_nothing_is_undecided_where(why: str, said: tuple[Statement, ...]) -> None:
    assert undecided(*said) == [], why


def test_ninety_days_are_enough() -> None:
    assert len(undecided(undated(), dated(since="2019-04-26"))) == 1


def test_of_several_dated_figures_the_longest_is_named_and_then_the_first() -> None:
    said = undated(), dated(10, "2018-01-01"), dated(9, "2017-01-01"), dated(11, "2017-01-01", source="another")
    assert [found.key for found in undecided(*said)] == ["pair:C-1:C-9"]


def test_each_organisation_is_answered_once() -> None:
    said = undated(), dated(2), dated(3, by="ngo")
    assert [found.key for found in undecided(*said)] == ["pair:C-1:C-2", "pair:C-1:C-3"]


def test_where_the_same_scope_is_compared_already_nothing_is_undecided() -> None:
    assert undecided(undated(), dated(), say(3, "4,501", 4501, by="un")) == []


def answers(*said: Statement) -> dict[str, str]:
    (found,) = undecided(*said)
    return {
        line.label.removeprefix("If C-1 counts "): line.value for line in found.trace if line.label.startswith("If")
    }


def test_what_would_follow_is_what_follows_once_the_start_is_stated() -> None:
    """Ends that are bridged and what only sees the registered contradict nothing, whatever the start is."""
    about_1_85 = say(1, "1,851,424", 1_851_424)
    bridged = say(2, "1,830,001", 1_830_001, by="un", since="2019-01-01", until="2019-07-14", cumulative=False)
    assert answers(about_1_85, bridged)["since 1 January 2019"] == "Figures agree"
    registered = say(2, "1,700,001", 1_700_001, by="un", since="2017-01-01", quote="1,700,001 registered")
    assert answers(about_1_85, registered)["since 1 January 2017"] == "Figures differ"
    assert answers(about_1_85, registered)["since a later day"] == "Figures differ"


def test_of_a_net_change_neither_lies_within_the_other() -> None:
    said = [replace(one, figure=replace(one.figure, is_counted=False)) for one in (undated(), dated())]
    assert answers(*said) == {
        "since 1 January 2018": "Cannot both hold",
        "since an earlier day": "Not comparable",
        "since a later day": "Not comparable",
    }
