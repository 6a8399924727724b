"""A whole against its parts: what is counted twice, what happens once, and what rounding decides."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from tests.reconciliation.core.factories import LISTS, POLICY, say

DEATHS = replace(LISTS, facts={**LISTS.facts, "returns": replace(LISTS.facts["returns"], happens_once=True)})


def check(said: list[Statement], *, lists: Lists = LISTS, is_complete: bool = True) -> Result:
    whole, *parts = said
    breakdown = Breakdown(whole.ref, "period", tuple(part.ref for part in parts), is_complete, "period")
    (found,) = (one for one in reconcile(said, [breakdown], lists, POLICY) if one.rule == "sum")
    return found


def day(number: int, value: int, date: str) -> Statement:
    return say(number, f"{value}", value, since=date, until=date, cumulative=False)


DAYS = [
    say(1, "100", 100, since="2019-06-01", until="2019-06-03"),
    day(2, 40, "2019-06-01"),
    day(3, 30, "2019-06-02"),
    day(4, 45, "2019-06-03"),
]


def test_nobody_dies_twice() -> None:
    found = check(DAYS, lists=DEATHS)
    assert found.verdict == "does_not_add_up"
    assert found.difference == -15
    assert found.gap_at_best == 15
    assert [reason.code for reason in found.reasons] == ["arithmetic"]


def test_rounding_decides_nothing_where_the_numbers_as_said_leave_open_who_is_counted_once() -> None:
    rounded = say(4, "4 thousand", 4000, since="2019-06-03", until="2019-06-03", cumulative=False)

    def codes(whole: int) -> list[str]:
        said = say(1, f"{whole:,}", whole, since="2019-06-01", until="2019-06-03")
        return [str(reason.code) for reason in check([said, *DAYS[1:3], rounded]).reasons]

    assert codes(4_001) == codes(4_070) == ["double_count"]
    assert codes(4_101) == ["double_count", "rounding"], "above the sum as said, below what 4 thousand may be"


def test_stocks_of_another_day_than_their_whole_are_said_to_be() -> None:
    def there(number: int, value: int, day: str, **scope: Any) -> Statement:
        return say(number, f"{value:,}", value, indicator="residents", until=day, cumulative=False, **scope)

    whole, idps = there(1, 7_113, "2019-06-30"), there(3, 2_113, "2019-06-30", population="idps")
    found = check([whole, there(2, 5_113, "2019-06-20", population="refugees"), idps])
    assert ("as_of", "C-2 is of 20 June 2019, C-1 of 30 June 2019") in [
        (reason.code, reason.evidence) for reason in found.reasons
    ]
    on_the_day = check([whole, there(2, 5_113, "2019-06-30", population="refugees"), idps])
    assert "as_of" not in [reason.code for reason in on_the_day.reasons]


def test_a_sentence_says_on_which_side_of_the_whole_the_parts_are_and_whether_exactly() -> None:
    assert "40 + 30 + 45 makes 115, which is 15 more than the whole." in check(DAYS, lists=DEATHS).explanation
    rounded = say(4, "7,000", 7000, since="2019-06-03", until="2019-06-03", cumulative=False)
    said = [replace(DAYS[0], figure=say(1, "9,001", 9001).figure), *DAYS[1:3], rounded]
    assert "which is at least 1,581 less than the whole." in check(said, lists=DEATHS).explanation
    beyond = say(1, "115", 115, qualifier="more_than", since="2019-06-01", until="2019-06-03")
    assert "makes 115, which the whole does not allow." in check([beyond, *DAYS[1:]], lists=DEATHS).explanation


def test_parts_in_percent_are_all_of_it_only_to_the_point() -> None:
    share: dict[str, Any] = {"unit": "percent", "indicator": "share"}
    every, women = say(1, "100%", 100, **share), say(2, "49%", 49, population="refugees", **share)
    short = check([every, women, say(3, "41.5%", 41.5, population="idps", **share)])
    assert short.verdict == "does_not_add_up"
    assert "49% + 41.5% makes 89.95 to 91.05%, which is at least 8.45 percentage points less" in short.explanation
    full = check([every, women, say(3, "51.4%", 51.4, population="idps", **share)])
    assert full.verdict == "adds_up"
    assert "makes 100.4%, which rounds to what the whole says" in full.explanation


def test_somebody_may_return_on_two_days() -> None:
    found = check(DAYS)
    assert found.verdict == "may_add_up"
    assert [reason.code for reason in found.reasons] == ["double_count"]
    assert found.gap_steps is not None
    assert [(str(step.code), step.amount) for step in found.gap_steps.steps] == [("double_count", Decimal(-15))]


def test_a_part_inside_another_part_is_named_as_counted_twice() -> None:
    said = [
        say(1, "9,001", 9001, place="SYR"),
        say(2, "7,001", 7001, place="SY02"),
        say(3, "2,001", 2001, place="SY02", population="refugees"),
        say(4, "1,001", 1001, place="SY04"),
    ]
    found = check(said)
    (reason,) = (one for one in found.reasons if one.code == "double_count")
    assert (reason.evidence, reason.amount) == ("C-3 lies within C-2: it is counted in both", Decimal(2001))
    (line,) = (one for one in found.trace if one.label == "Counted twice")
    assert line.ref == "C-3"


def test_parts_of_a_narrower_unit_are_not_inside_each_other() -> None:
    said = [say(1, "9,001", 9001, unit="returns"), say(2, "7,001", 7001), say(3, "2,000", 2000, unit="returns")]
    assert "double_count" not in [reason.code for reason in check(said).reasons]


@pytest.mark.parametrize(("part", "verdict"), [(3500, "adds_up"), (3499, "does_not_add_up")])
def test_half_a_rounding_step_still_rounds_to_the_whole(part: int, verdict: str) -> None:
    assert check([say(1, "4 thousand", 4000), say(2, f"{part:,}", part)]).verdict == verdict


@pytest.mark.parametrize(
    ("whole", "complete", "incomplete"),
    [
        (40_001, "does_not_add_up", "adds_up"),
        (30_003, "adds_up", "adds_up"),
        (29_999, "does_not_add_up", "does_not_add_up"),
    ],
)
def test_parts_that_are_all_must_come_to_the_whole_and_others_leave_room(
    whole: int, complete: str, incomplete: str
) -> None:
    said = [say(1, f"{whole:,}", whole), say(2, "10,001", 10001), say(3, "20,002", 20002)]
    assert [check(said, is_complete=is_complete).verdict for is_complete in (True, False)] == [complete, incomplete]


@pytest.mark.parametrize(
    ("as_said", "whole", "parts", "verdict", "strict"),
    [
        ("2 million", 2_000_000, (1_302_871, 548_553), "adds_up", ""),
        ("10,000", 10_000, (2_801, 3_201), "does_not_add_up", "adds_up"),
        ("10,000", 10_000, (4_299, 3_201), "adds_up", ""),
        ("10,000", 10_000, (4_298, 3_201), "does_not_add_up", "adds_up"),
        ("3", 3, (1, 1), "does_not_add_up", ""),
    ],
)
def test_a_rounding_that_is_off_by_more_than_a_quarter_is_not_meant(
    as_said: str, whole: int, parts: tuple[int, int], verdict: str, strict: str
) -> None:
    one, other = parts
    total = say(1, as_said, whole)
    found = check(
        [total, say(2, f"{one:,}", one, population="idps"), say(3, f"{other:,}", other, population="refugees")]
    )
    assert (found.verdict, found.strict_verdict) == (verdict, strict)


def returning(whole: tuple[int, str], *parts: tuple[int, str]) -> list[Result]:
    said = [
        say(number, f"{value:,}", value, unit=unit, population=people)
        for number, ((value, unit), people) in enumerate(zip((whole, *parts), ("", "idps", "refugees"), strict=True), 1)
    ]
    breakdown = Breakdown("C-1", "population", ("C-2", "C-3"), is_complete=True)
    return [one for one in reconcile(said, [breakdown], LISTS, POLICY) if one.rule == "sum"]


def test_of_people_who_returned_and_of_returns_the_order_alone_is_a_law() -> None:
    (found,) = returning((1_303, "returns"), (501, "people"), (502, "people"))
    assert found.verdict == "adds_up", "they may have returned more than once"
    (found,) = returning((1_303, "returns"), (801, "people"), (502, "people"))
    assert found.verdict == "adds_up"
    (found,) = returning((1_303, "returns"), (802, "people"), (502, "people"))
    assert found.verdict == "does_not_add_up"
    assert returning((1_001, "people"), (701, "returns"), (602, "returns")) == [], "of which some returned twice"


@pytest.mark.parametrize(("day", "is_checked"), [("2019-07-01", True), ("2019-06-17", True), ("2019-06-16", False)])
def test_stocks_add_up_on_one_day_only(day: str, *, is_checked: bool) -> None:
    def residents(number: int, value: int, until: str, people: str = "") -> Statement:
        shown = f"{value:,}"
        return say(number, shown, value, indicator="residents", until=until, population=people, cumulative=False)

    whole, idps = residents(1, 1_300, "2019-07-01"), residents(2, 1_001, "2019-07-01", "idps")
    said = [whole, idps, residents(3, 1_001, day, "refugees")]
    breakdown = Breakdown("C-1", "population", ("C-2", "C-3"), is_complete=True)
    found = [one for one in reconcile(said, [breakdown], LISTS, POLICY) if one.rule == "sum"]
    assert bool(found) is is_checked


def test_rates_of_parts_do_not_come_to_the_rate_of_the_whole() -> None:
    parts: dict[str, Any] = {"unit": "percent", "indicator": "rate"}
    said = [
        say(1, "80%", 80, **parts),
        say(2, "75%", 75, population="refugees", **parts),
        say(3, "85%", 85, population="idps", **parts),
    ]
    breakdown = Breakdown("C-1", "population", ("C-2", "C-3"), True, "population")
    assert reconcile(said, [breakdown], LISTS, POLICY) == []
    shares = [replace(one, indicator="share") for one in said]
    assert [one.verdict for one in reconcile(shares, [breakdown], LISTS, POLICY)] == ["does_not_add_up"]


def test_the_parts_of_a_net_change_need_not_stay_below_it() -> None:
    said = [
        replace(one, figure=replace(one.figure, is_counted=False))
        for one in (say(1, "4,001", 4001), say(2, "5,001", 5001, population="refugees"))
    ]
    for is_complete, found in ((False, []), (True, ["does_not_add_up"])):
        breakdown = Breakdown("C-1", "population", ("C-2",), is_complete, "population")
        sums = [one for one in reconcile(said, [breakdown], LISTS, POLICY) if one.rule == "sum"]
        assert [one.verdict for one in sums] == found


def test_of_so_many_returns_the_people_are_said_to_be_all_and_need_not_come_to_them() -> None:
    said = [
        say(1, "200", 200, unit="returns"),
        say(2, "60", 60, population="refugees"),
        say(3, "70", 70, population="idps"),
    ]
    found = check(said)
    assert found.verdict == "adds_up"
    assert "which leaves 70 for whoever is in it more than once" in found.explanation
    assert [(reason.code, reason.evidence) for reason in found.reasons] == [
        ("unit", "the parts are so many people, and C-1 counts one as often as it happened")
    ]


def test_parts_of_which_some_may_be_counted_in_both_are_named() -> None:
    said = [say(1, "100", 100), say(2, "60", 60, population="refugees"), say(3, "40", 40, place="SY02")]
    found = check(said)
    assert ("double_count", "C-2 and C-3 overlap: some may be counted in both") in [
        (reason.code, reason.evidence) for reason in found.reasons
    ]


def test_a_breakdown_of_days_under_a_name_of_its_own_is_found_once() -> None:
    whole, *parts = DAYS
    breakdown = Breakdown(whole.ref, "day", tuple(part.ref for part in parts), True, "period")
    assert [one.key for one in reconcile(DAYS, [breakdown], LISTS, POLICY) if one.rule == "sum"] == ["sum:C-1:day"]
