"""The same number for fewer people: what it needs, one condition at a time."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say

YEAR: dict[str, Any] = {"since": "2018-01-01", "until": "2018-12-31"}
HALF: dict[str, Any] = {"since": "2018-01-01", "until": "2018-07-02"}  # 183 of 365 days
LESS: dict[str, Any] = {"since": "2018-01-01", "until": "2018-07-01"}  # 182 of 365 days


def narrow(**changes: Any) -> Statement:
    return say(1, "2,001", 2001, **(YEAR | {"population": "refugees"} | changes))


def broad(as_said: str = "2,001", value: int = 2001, **changes: Any) -> Statement:
    return say(2, as_said, value, **(YEAR | {"by": "un"} | changes))


def own(as_said: str = "1,000", value: int = 1000, **changes: Any) -> Statement:
    return say(3, as_said, value, **(YEAR | {"by": "un", "population": "refugees"} | changes))


def alike(*said: Statement) -> list[Result]:
    return [found for found in reconcile(said, (), LISTS, POLICY) if found.rule is Rule.LOOKALIKE]


def test_the_same_number_for_fewer_people_is_named_with_the_factor_to_the_other_sides_own() -> None:
    (found,) = alike(narrow(), broad(), own())
    assert (found.key, found.inputs) == ("lookalike:C-1:C-2", ("C-1", "C-2", "C-3"))
    assert found.factor == Decimal("2.001")
    assert found.reasons[0].code == "population"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("one organisation speaks of both", (narrow(by="un"), broad(), own())),
        ("the numbers are not the same", (narrow(), broad("2,002", 2002), own())),
        ("its own figure is less than twice away", (narrow(), broad(), own("1,001", 1001))),
        ("nothing is said of these people", (narrow(), broad())),
        ("too little of the period is said", (narrow(), broad(), own(**LESS))),
        ("the people are the same", (narrow(population=""), broad(), own())),
        ("another place", (narrow(place="SY02"), broad(place="SY04"), own(place="SY02"))),
        ("a forecast of it", (narrow(status="forecast"), broad(), own())),
        ("another year", (narrow(since="2017-01-01", until="2017-12-31"), broad(), own())),
        ("the own figure of somebody else", (narrow(), broad(), own(by="ngo"))),
    ],
)
def test_nothing_looks_alike_where(why: str, said: tuple[Statement, ...]) -> None:
    assert alike(*said) == [], why


def test_half_of_the_period_is_enough() -> None:
    assert len(alike(narrow(), broad(), own(**HALF))) == 1


def test_figures_of_periods_that_overlap_are_not_counted_twice() -> None:
    """The year is 600 and its first half 500 of them: 600 are said, not 1,100."""
    (found,) = alike(narrow(), broad(), own("600", 600), replace(own("500", 500, **HALF), ref="C-4"))
    assert found.factor == Decimal("3.335")
    assert found.inputs == ("C-1", "C-2", "C-3")


def test_against_none_at_all_there_is_no_factor() -> None:
    (found,) = alike(narrow(), broad(), own("0", 0))
    assert found.factor is None
