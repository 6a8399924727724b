"""Figures of one document, put together, above another organisation's: by example, and what holds always."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.comparing.parts import put_together
from apps.reconciliation.core.comparing.scopes import relate
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say

SINCE_JUNE: dict[str, Any] = {"since": "2019-06-10", "population": "refugees"}
ALEPPO = say(65, "16,381", 16381, place="SY02", **SINCE_JUNE)


def homs(**changes: Any) -> Statement:
    return say(66, "46,501", 46501, **(SINCE_JUNE | {"place": "SY04"} | changes))


def un(as_said: str, value: int, **changes: Any) -> Statement:
    whole = {"by": "un", "population": "refugees", "place": "SYR", "since": "2019-01-01"}
    return say(84, as_said, value, **(whole | changes))


HOMS, UN = homs(), un("41,570", 41570, bias="undercount")


def assembled(*said: Statement) -> list[Result]:
    return [result for result in reconcile(said, [], LISTS, POLICY) if result.rule is Rule.ASSEMBLED]


def test_parts_that_are_together_above_a_broader_figure_are_a_finding() -> None:
    (found,) = assembled(ALEPPO, HOMS, UN)
    assert found.key == "assembled:C-84:russia"
    assert (found.verdict, found.between) == (Verdict.DIFFERS, "government-un")
    assert (found.left_shown, found.right_shown) == ("16,381 + 46,501 people", "41,570 people")
    assert found.difference == 16381 + 46501 - 41570
    assert found.factor == Decimal("1.512677")
    assert found.inputs == ("C-84", "C-65", "C-66")
    lines = {line.label: line.value for line in found.trace}
    assert lines["Ordinary readings together"] == "62,882"
    assert lines["Flips at"] == "33.89%"  # 21,312 / 62,882
    assert "16,381 + 46,501 people, together 62,882" in found.explanation
    assert "21,312 higher" in found.explanation


def test_the_bound_of_a_part_is_then_said_by_the_sum() -> None:
    rules = [result.rule for result in reconcile([ALEPPO, HOMS, UN], [], LISTS, POLICY)]
    assert rules == [Rule.ASSEMBLED]


def test_without_a_declared_undercount_the_words_do_not_permit_both() -> None:
    (found,) = assembled(ALEPPO, HOMS, un("41,570", 41570))
    assert found.verdict is Verdict.CONTRADICTS


def test_an_undercount_of_parts_that_are_above_the_whole_excuses_nothing() -> None:
    low, least = homs(bias="undercount"), un("41,570", 41570, qualifier="at_least")
    (found,) = assembled(ALEPPO, low, least)
    assert found.explanation.endswith("Taken strictly, the words permit both.")
    (excused,) = assembled(ALEPPO, low, UN)
    assert excused.explanation.endswith("as Speaker of un declares an undercount.")


@pytest.mark.parametrize(
    ("why", "second", "target"),
    [
        ("they fit in", HOMS, un("62,882", 62882)),
        ("one document is not another", homs(source="other"), UN),
        ("nobody answers themselves", HOMS, un("41,570", 41570, by="russia")),
        ("a plan is no result", homs(status="planned"), UN),
        ("other days are another period", homs(since="2019-05-10"), UN),
        ("the same place is not another part", homs(place="SY02"), UN),
    ],
)
def test_nothing_is_put_together_where(why: str, second: Statement, target: Statement) -> None:
    assert assembled(ALEPPO, second, target) == [], why


REFUGEES = say(3, "548,554", 548554, population="refugees", place="SYR")
IDPS = say(2, "1,302,870", 1302870, population="idps", place="SYR")


def all_returnees(as_said: str, value: int) -> Statement:
    return say(90, as_said, value, by="un", place="SYR")


def test_parts_that_are_all_of_the_scope_are_compared_as_if_the_whole_had_been_said() -> None:
    (found,) = assembled(REFUGEES, IDPS, all_returnees("1,851,001", 1851001))
    assert found.verdict is Verdict.AGREES
    assert "together all of what C-90 counts" in found.explanation
    (lower,) = assembled(REFUGEES, IDPS, all_returnees("2,851,001", 2851001))
    assert lower.verdict is Verdict.CONTRADICTS
    assert lower.difference == 548554 + 1302870 - 2851001
    assert "999,577 lower" in lower.explanation


def test_where_the_whole_is_said_its_parts_are_not_put_together() -> None:
    whole = say(1, "1,851,424", 1851424, place="SYR")
    assert assembled(whole, REFUGEES, IDPS, all_returnees("1,851,001", 1851001)) == []


def yearly(number: int, value: int, of: int, unit: str) -> Statement:
    return say(
        number, f"{value:,}", value, unit=unit, since=f"{of}-01-01", until=f"{of}-12-31", cumulative=False,
        population="refugees", place="SYR",
    )  # fmt: skip


def both_years(value: int, unit: str) -> Statement:
    return say(
        90, f"{value:,}", value, by="un", unit=unit, since="2018-01-01", until="2019-12-31", cumulative=False,
        population="refugees", place="SYR",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "value", "verdict"),
    [
        ("returns", 97_572, Verdict.AGREES),
        ("returns", 120_001, Verdict.CONTRADICTS),
        ("people", 60_001, Verdict.AGREES),
        ("people", 97_572, Verdict.AGREES),
        ("people", 120_001, Verdict.CONTRADICTS),
        ("people", 40_001, Verdict.CONTRADICTS),
    ],
)
def test_years_without_a_gap_come_to_their_span(unit: str, value: int, verdict: Verdict) -> None:
    """Movements add up; people come to anything from the larger year to the sum, as one may be in both."""
    parts = yearly(1, 56_001, 2018, unit), yearly(2, 41_571, 2019, unit)
    (found,) = assembled(*parts, both_years(value, unit))
    assert found.verdict is verdict


def test_people_of_some_of_the_years_are_never_above_by_their_sum_alone() -> None:
    parts = yearly(1, 56_001, 2018, "people"), yearly(2, 41_571, 2017, "people")
    longer = say(90, "60,001", 60_001, by="un", since="2016-01-01", until="2019-12-31", cumulative=False,
                 population="refugees", place="SYR")  # fmt: skip
    assert assembled(*parts, longer) == []


def test_of_nested_targets_the_narrowest_is_kept() -> None:
    broader = say(90, "41,999", 41999, by="un", place="SYR", unit="returns", since="2019-01-01")
    assert [found.key for found in assembled(ALEPPO, HOMS, UN, broader)] == ["assembled:C-84:russia"]


@st.composite
def candidates(draw: st.DrawFn) -> list[Statement]:
    size = draw(st.integers(min_value=0, max_value=7))
    places, people = st.sampled_from(["SYR", "SY02", "SY04"]), st.sampled_from(["", "refugees", "idps"])
    values = st.integers(min_value=1_000, max_value=99_999)
    return [
        say(number, str(value := draw(values)), value, place=draw(places), population=draw(people), since="2019-06-10")
        for number in range(1, size + 1)
    ]


@given(candidates())
def test_no_two_parts_have_anything_in_common_and_nothing_that_fits_is_left_out(said: list[Statement]) -> None:
    parts = put_together(said, LISTS)
    for one, other in combinations(parts, 2):
        assert relate(one, other, LISTS).together is Relation.DISJOINT
    for left_out in set(said) - set(parts):
        assert any(relate(left_out, part, LISTS).together is not Relation.DISJOINT for part in parts)


@given(candidates(), st.randoms())
def test_the_order_of_candidates_does_not_matter(said: list[Statement], random: Any) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    assert put_together(shuffled, LISTS) == put_together(said, LISTS)


@pytest.mark.parametrize(
    ("until", "value", "verdict"),
    [
        ("2019-07-24", 10_172, Verdict.AGREES),
        ("2019-07-24", 10_192, Verdict.DIFFERS),
        ("2019-07-20", 10_172, Verdict.CONTRADICTS),
    ],
)
def test_a_sum_is_let_pass_by_the_days_its_end_is_off_of_all_its_days(until: str, value: int, verdict: Verdict) -> None:
    """It ends four days of 566 after the target: 4/566 and 1% let 173 pass, and not 4/205 of the second year alone."""
    movements: dict[str, Any] = {"unit": "returns", "cumulative": False}
    parts = (
        say(1, "5,001", 5001, since="2018-01-01", until="2018-12-31", **movements),
        say(2, "5,001", 5001, since="2019-01-01", until=until, **movements),
    )
    (found,) = assembled(
        *parts, say(90, f"{value:,}", value, by="un", since="2018-01-01", until="2019-07-20", **movements)
    )
    assert found.verdict is verdict


def change_of(as_said: str, value: int, number: int, **rest: Any) -> Statement:
    """A net change, which may be below zero."""
    said = say(number, as_said, value, **rest)
    return replace(said, figure=replace(said.figure, is_counted=False))


SHELTERS: dict[str, Any] = {"unit": "families", "indicator": "residents", "cumulative": False}
UNDER_WAY: dict[str, Any] = {"unit": "families", "status": "under_way", "cumulative": False}


def by_date(number: int, place: str, date_basis: str) -> Statement:
    return say(number, "5,001", 5001, place=place, date_basis=date_basis)


NOT_PUT_TOGETHER = {
    "places counted by two dates": (
        by_date(1, "SY02", "event"),
        by_date(2, "SY04", "report"),
        say(90, "6,001", 6001, by="un", place="SYR"),
    ),
    "years counted by two dates": (
        replace(yearly(1, 56_001, 2018, "returns"), date_basis="event"),
        replace(yearly(2, 41_571, 2019, "returns"), date_basis="report"),
        both_years(120_001, "returns"),
    ),
    "one count by two dates": (
        say(1, "5,001", 5001, place="SY02", date_basis="event"),
        say(2, "5,203", 5203, place="SY02", date_basis="report"),
        say(90, "6,001", 6001, by="un", place="SYR"),
    ),
    "what there is on two days": (
        say(1, "412", 412, place="SY02", since="2019-07-01", until="2019-07-10", **SHELTERS),
        say(2, "415", 415, place="SY02", since="2019-07-01", until="2019-07-12", **SHELTERS),
        say(90, "600", 600, by="un", place="SYR", until="2019-07-11", **SHELTERS),
    ),
    "what is under way on two days": (
        say(1, "29", 29, place="SY02", since="2019-06-01", until="2019-06-30", **UNDER_WAY),
        say(2, "20", 20, place="SY02", since="2019-07-01", until="2019-07-20", **UNDER_WAY),
        say(90, "40", 40, by="un", place="SYR", since="2019-06-01", until="2019-07-20", **UNDER_WAY),
    ),
    "net changes, of which one may be below zero": (
        change_of("5,001", 5001, 1, place="SY02"),
        change_of("3,001", 3001, 2, place="SY04"),
        change_of("7,001", 7001, 90, by="un", place="SYR"),
    ),
    "multiples": (
        say(1, "3 times", 3, place="SY02", unit="times"),
        say(2, "2.5 times", 2.5, place="SY04", unit="times"),
        say(90, "4 times", 4, by="un", place="SYR", unit="times"),
    ),
    "so many of 1,000": (
        say(1, "30.5", 30.5, place="SY02", unit="per_1000"),
        say(2, "20.5", 20.5, place="SY04", unit="per_1000"),
        say(90, "40.5", 40.5, by="un", place="SYR", unit="per_1000"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("said", NOT_PUT_TOGETHER.values(), ids=NOT_PUT_TOGETHER)
def test_nothing_is_put_together_that_is_no_sum(said: tuple[Statement, ...]) -> None:
    assert reconcile(said, [], LISTS, POLICY) == []


def test_what_does_not_say_by_which_date_it_is_counted_is_put_together_with_what_says_it() -> None:
    (found,) = assembled(
        by_date(1, "SY02", "event"), by_date(2, "SY04", ""), say(90, "6,001", 6001, by="un", place="SYR")
    )
    assert found.difference == 5001 + 5001 - 6001


def test_net_changes_that_are_all_of_it_come_to_it() -> None:
    said = (
        change_of("5,001", 5001, 1, origin="LBN", since="2019-06-10"),
        change_of("−3,001", -3001, 2, origin="JOR", since="2019-06-10"),
        change_of("7,001", 7001, 90, by="un", origin="JOR+LBN", since="2019-06-10"),
    )
    (found,) = assembled(*said)
    assert (found.verdict, found.difference) == (Verdict.CONTRADICTS, Decimal(-5001))


def test_who_returned_in_both_years_returned_twice() -> None:
    """Of people the sum is the most there can be, of movements the least."""
    years = (
        say(1, "56,001", 56001, since="2018-01-01", until="2018-12-31", cumulative=False),
        say(2, "41,571", 41571, since="2019-01-01", until="2019-12-31", cumulative=False),
    )
    both: dict[str, Any] = {"by": "un", "since": "2018-01-01", "until": "2019-12-31", "cumulative": False}
    (people,) = assembled(*years, say(90, "60,001", 60001, **both))
    assert people.verdict is Verdict.AGREES
    assert [reason.code for reason in people.reasons] == ["double_count"], "nothing is rounded"
    (found,) = assembled(*years, say(90, "60,001", 60001, unit="returns", **both))
    assert (found.verdict, found.difference) == (Verdict.CONTRADICTS, Decimal(37571))
    assert assembled(*years, say(90, "100,001", 100_001, unit="returns", **both)) == []
