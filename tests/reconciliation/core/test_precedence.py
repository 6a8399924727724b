"""Where several rules have something to say, which of them says it."""

from typing import Any

import pytest

from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say

REFUGEES: dict[str, Any] = {"population": "refugees"}
IDPS: dict[str, Any] = {"population": "idps"}
IN_ALEPPO = say(1, "300", 300, place="SY02", **REFUGEES), say(2, "700", 700, place="SY02", **IDPS)


def verdicts(*said: Statement) -> dict[str, Verdict]:
    return {result.key: result.verdict for result in reconcile(said, [], LISTS, POLICY)}


def un(number: int, as_said: str, value: int, **scope: Any) -> Statement:
    return say(number, as_said, value, by="un", **scope)


def test_parts_that_come_to_their_whole_hide_nothing_that_one_of_them_is_above() -> None:
    found = verdicts(*IN_ALEPPO, un(3, "1,000", 1000, place="SY02"), un(4, "200", 200, place="SYR", **REFUGEES))
    assert found == {"assembled:C-3:russia": Verdict.AGREES, "pair:C-1:C-4": Verdict.CONTRADICTS}


def test_parts_that_come_to_their_whole_hide_no_parts_that_are_above_a_broader_one() -> None:
    homs = say(5, "500", 500, place="SY04")
    found = verdicts(*IN_ALEPPO, homs, un(3, "1,001", 1001, place="SY02"), un(4, "1,202", 1202, place="SYR"))
    assert found["assembled:C-3:russia"] is Verdict.AGREES
    # 300 + 700 + 500 are above 1,202, though the first two fit into 1,001.
    assert found["assembled:C-4:russia"] is Verdict.CONTRADICTS


def test_a_sum_that_is_amiss_says_what_its_parts_are_above_and_nothing_that_lies_inside() -> None:
    aleppo, homs = say(1, "5,001", 5001, place="SY02"), say(3, "3,001", 3001, place="SY04")
    country = un(4, "4,001", 4001, place="SYR")
    assert list(verdicts(aleppo, homs, country)) == ["assembled:C-4:russia"]
    nearer = un(5, "2,001", 2001, place="SY02", unit="returns")
    assert list(verdicts(aleppo, homs, country, nearer)) == ["pair:C-1:C-5", "assembled:C-4:russia"]


def test_a_bound_that_a_sum_says_does_not_bring_back_the_ones_it_stood_for() -> None:
    aleppo, of_them = say(1, "5,001", 5001, place="SY02"), say(2, "4,501", 4501, place="SY02", **REFUGEES)
    found = verdicts(aleppo, of_them, say(3, "3,001", 3001, place="SY04"), un(4, "4,001", 4001, place="SYR"))
    assert list(found) == ["assembled:C-4:russia"]


def test_of_two_ways_in_which_parts_are_all_of_a_whole_the_one_that_parts_more_is_said() -> None:
    both: dict[str, Any] = {"place": "JOR+LBN"}
    by_people = say(1, "401", 401, **both, **REFUGEES), say(2, "600", 600, **both, **IDPS)
    by_place = say(4, "2,001", 2001, place="JOR"), say(5, "3,001", 3001, place="LBN")
    found = reconcile([*by_people, *by_place, un(3, "1,001", 1001, **both)], [], LISTS, POLICY)
    (assembled,) = [result for result in found if result.key == "assembled:C-3:russia"]
    assert assembled.inputs == ("C-3", "C-4", "C-5")


@pytest.mark.parametrize("until", ["", "2019-07-24"], ids=["its end unsaid", "its end stated"])
def test_a_period_is_one_period_whether_its_end_is_stated_or_is_the_day_of_the_report(until: str) -> None:
    since: dict[str, Any] = {"since": "2019-06-10"}
    parts = say(1, "5,001", 5001, place="SY02", **since), say(3, "3,001", 3001, place="SY04", until=until, **since)
    assert list(verdicts(*parts, un(4, "6,001", 6001, place="SYR", **since))) == ["assembled:C-4:russia"]


def test_a_share_that_is_said_again_in_another_document_is_worked_out_once() -> None:
    share: dict[str, Any] = {"unit": "percent", "indicator": "share", "numerator": "C-2", "denominator": "C-3"}
    said = [say(1, "3%", 3, **share), say(9, "3%", 3, **share, source="later")]
    found = verdicts(*said, say(2, "34", 34), say(3, "1,001", 1001, **REFUGEES))
    assert [key for key in found if key.startswith("share:")] == ["share:C-1"]


def test_hundreds_said_again_as_thousands_are_another_figure() -> None:
    vague = say(1, "hundreds", None, qualifier="vague"), say(2, "thousands", None, qualifier="vague", source="later")
    assert list(verdicts(*vague, un(3, "250", 250))) == ["pair:C-1:C-2", "pair:C-1:C-3"]
