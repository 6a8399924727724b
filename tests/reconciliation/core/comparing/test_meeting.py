"""Whom a figure meets: those with whom it, or what it is put together with, is compared, and nobody else."""

from typing import Any

import pytest

from apps.reconciliation.core.comparing.meeting import find_met
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from tests.reconciliation.core.factories import LISTS, say

JUNE: dict[str, Any] = {"since": "2019-06-01", "until": "2019-06-30", "cumulative": False}
UN, NOBODY = frozenset(["un"]), frozenset[str]()
COUNTRY = say(1, "4,001", 4_001, by="un", place="SYR", **JUNE)
LARGE, SMALL = say(2, "5,001", 5_001, place="SY02", **JUNE), say(2, "300", 300, place="SY02", **JUNE)


def meet(*versions: Statement, around: tuple[Statement, ...]) -> frozenset[str] | None:
    return find_met(versions, around, (), LISTS)


@pytest.mark.parametrize(
    ("version", "is_met"),
    [
        (LARGE, True),
        (SMALL, False),
        (say(2, "300", 300, place="SYR", **JUNE), True),
        (say(2, "300", 300, place="SYR", **JUNE | {"until": "2019-07-04"}), True),
        (say(2, "5,001", 5_001, place="SY02", **JUNE | {"until": "2019-08-30"}), False),
        (say(2, "5,001", 5_001, place="SY02", status="requested", **JUNE), False),
        (say(2, "5,001", 5_001, place="LBN", **JUNE), False),
        (say(2, "many", None, qualifier="vague", place="SY02", **JUNE), False),
    ],
    ids=["above", "below", "same", "bridged", "later", "only requested", "elsewhere", "no number"],
)
def test_a_figure_meets_what_it_is_compared_with_and_what_holds_it_without_room(
    version: Statement, is_met: bool
) -> None:
    assert meet(version, around=(COUNTRY,)) == (UN if is_met else NOBODY)


def test_it_meets_what_lies_within_it_and_is_above_it() -> None:
    country = say(2, "4,001", 4_001, place="SYR", **JUNE)
    province = say(1, "5,001", 5_001, by="un", place="SY02", **JUNE)
    assert meet(country, around=(province,)) == UN
    assert meet(country, around=(say(1, "300", 300, by="un", place="SY02", **JUNE),)) == NOBODY


def test_it_meets_what_it_is_above_together_with_another_of_its_document() -> None:
    camp = say(3, "3,801", 3_801, place="SY04", **JUNE)
    assert meet(SMALL, around=(COUNTRY, camp)) == UN
    assert meet(SMALL, around=(COUNTRY, say(3, "3,001", 3_001, place="SY04", **JUNE))) == NOBODY


def test_it_meets_others_who_are_above_it_together() -> None:
    country = say(2, "4,001", 4_001, place="SYR", **JUNE)
    camps = (say(3, "3,801", 3_801, by="un", place="SY04", **JUNE), say(4, "301", 301, by="un", place="SY02", **JUNE))
    assert meet(country, around=camps) == UN
    assert meet(country, around=camps[:1]) == NOBODY


def test_it_meets_whom_it_met_as_it_was() -> None:
    assert meet(LARGE, SMALL, around=(COUNTRY,)) == UN


def test_its_own_organisation_is_not_met() -> None:
    assert meet(LARGE, around=(say(1, "4,001", 4_001, place="SYR", **JUNE),)) == NOBODY


def test_where_figures_are_converted_it_is_not_said() -> None:
    families = say(3, "100", 100, by="un", unit="families", each=5, place="SYR", **JUNE)
    assert meet(SMALL, around=(families,)) is None


def test_what_it_is_a_part_of_by_its_breakdown_alone_holds_it() -> None:
    whole = say(4, "9,001", 9_001, place="SYR", **JUNE)
    part = say(2, "5,001", 5_001, place="SYR", **JUNE)
    breakdowns = (Breakdown("C-4", "other", ("C-2",), False),)
    assert find_met((part,), (COUNTRY, whole), breakdowns, LISTS) == UN
