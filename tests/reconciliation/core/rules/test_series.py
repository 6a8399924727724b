"""The life of a figure inside one organisation: what cannot be, and what is to be looked at; one finding a series."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from tests.reconciliation.core.factories import LISTS, POLICY, say


def series(*said: Statement, policy: Policy = POLICY, lists: Any = LISTS) -> list[Result]:
    return [found for found in reconcile(said, (), lists, policy) if found.rule is Rule.SERIES]


def total(number: int, value: int, until: str, **rest: Any) -> Statement:
    return say(number, f"{value:,}", value, **({"since": "2019-05-01", "until": until} | rest))


def stock(number: int, value: int, until: str, **rest: Any) -> Statement:
    return say(number, f"{value:,}", value, until=until, indicator="residents", cumulative=False, **rest)


def test_a_total_never_falls() -> None:
    (found,) = series(total(1, 4_519_021, "2019-06-26"), total(2, 4_512_136, "2019-06-27"))
    assert (found.key, found.verdict, found.between) == ("series:falls:C-1", "contradicts", "self")
    assert "The count to 27 June 2019 is 6,885 below the one to 26 June 2019" in found.explanation
    assert found.gap_at_best == 6885
    assert found.tolerance == "", "no tolerance lets a total fall"


def test_a_total_that_falls_is_one_finding_with_its_members() -> None:
    said = [total(n, value, f"2019-06-{20 + n}") for n, value in enumerate((150, 140, 145, 149, 160), start=1)]
    (found,) = series(*said)
    assert found.inputs == ("C-1", "C-2", "C-3", "C-4", "C-5")
    assert (found.left, found.right) == ("C-1", "C-2"), "the deepest fall is shown"
    assert found.gap_at_best == 10


def test_every_fall_is_told_and_none_of_them_is_a_jump_too() -> None:
    (found,) = series(
        total(1, 4_519_021, "2019-06-26"), total(2, 4_512_136, "2019-06-27"), total(3, 4_101, "2019-07-20")
    )
    assert (found.left, found.right) == ("C-1", "C-3")
    assert "The count to 27 June 2019 is 6,885 below the one to 26 June 2019" in found.explanation
    assert "the count to 20 July 2019 is 4,508,035 below the one to 27 June 2019" in found.explanation


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"as_said": "4.5 million", "value": 4_500_000}, "the words allow that it did not fall"),
        ({"by": "un"}, "another organisation"),
        ({"population": "idps"}, "other people"),
        ({"since": "2019-05-02"}, "another start"),
        ({"status": "forecast"}, "a forecast may be taken back"),
    ],
)
def test_nothing_falls_that_is_not_of_one_series(other: dict[str, Any], why: str) -> None:
    words: dict[str, Any] = {
        "as_said": "4,512,136",
        "value": 4_512_136,
        "since": "2019-05-01",
        "until": "2019-06-27",
    } | other
    later = say(2, words.pop("as_said"), words.pop("value"), **words)
    assert [found.key for found in series(total(1, 4_519_021, "2019-06-26"), later)] == [], why


@pytest.mark.parametrize(
    ("bases", "keys"),
    [
        (("report", "event"), []),
        (("report", ""), ["series:falls:C-1"]),
        (("", "event"), ["series:falls:C-1"]),
        (("report", "report"), ["series:falls:C-1"]),
        (("report", "event", "report"), ["series:falls:C-1"]),
        (("", "event", "report"), []),
    ],
)
def test_figures_of_two_date_bases_are_two_series_and_silent_ones_go_with_the_only_one(
    bases: tuple[str, ...], keys: list[str]
) -> None:
    days = ("2019-06-26", "2019-06-27", "2019-06-28")
    said = [
        replace(total(number, 4_519_021 - 10_000 * number, day), date_basis=basis)
        for number, (basis, day) in enumerate(zip(bases, days, strict=False), 1)
    ]
    assert [found.key for found in series(*said)] == keys


def test_a_stock_and_a_net_change_may_fall() -> None:
    assert series(stock(1, 4_001, "2019-06-26"), stock(2, 3_001, "2019-06-27")) == []
    net = [replace(said, figure=replace(said.figure, is_counted=False)) for said in (
        total(1, 4_001, "2019-06-26"), total(2, 3_001, "2019-06-27"))]  # fmt: skip
    assert series(*net) == []


def test_a_part_above_its_whole_in_one_document_is_named_against_the_nearest_whole() -> None:
    said = [
        say(1, "9,001", 9001, place="SYR"),
        say(2, "7,001", 7001, place="SY02"),
        say(3, "9,501", 9501, place="SY02", population="refugees"),
    ]
    found = series(*said)
    assert [(one.key, one.left, one.right) for one in found] == [("series:inside:C-2", "C-3", "C-2")]
    assert series(said[0], said[1], replace(said[2], source="another document")) == []


def test_a_jump_is_looked_at_and_not_called_an_error() -> None:
    (found,) = series(stock(1, 40_001, "2019-05-26"), stock(2, 4_001, "2019-06-27"))
    assert (found.key, found.verdict, found.factor) == ("series:jumps:C-1", "look", Decimal("9.997751"))
    assert [reason.code for reason in found.reasons] == ["multiplier"]
    assert "to be looked at" in found.explanation
    assert found.tolerance == POLICY.tolerance("residents").name != ""


@pytest.mark.parametrize(
    ("second", "most_times", "is_found"),
    [
        (39_001, "10", False),
        (41_001, "10", True),
        (39_301, "10", True),  # within 2% of ten times
        (12_001, "3", False),
        (12_004, "3", True),
    ],
)
def test_how_far_a_figure_may_move_is_tunable(second: int, most_times: str, *, is_found: bool) -> None:
    policy = Policy(Tolerance(most_times=Decimal(most_times)))
    assert bool(series(stock(1, 4_001, "2019-05-26"), stock(2, second, "2019-06-27"), policy=policy)) is is_found


def test_small_figures_jump_without_a_word() -> None:
    assert series(stock(1, 9, "2019-05-26"), stock(2, 140, "2019-06-27")) == []
    assert series(stock(1, 10, "2019-05-26"), stock(2, 140, "2019-06-27")) != []


def test_growth_above_a_stated_rate_is_looked_at() -> None:
    said = stock(1, 1_001, "2018-06-27"), stock(2, 1_601, "2019-06-27")
    assert series(*said) == [], "no rate is stated"
    (found,) = series(*said, policy=Policy(Tolerance(most_growth=Decimal("0.5"))))
    assert (found.key, found.verdict) == ("series:grows:C-1", "look")
    assert "grows at 60% a year" in found.explanation
    lines = {line.label: line.value for line in found.trace}
    assert (lines["Growth a year"], lines["Looked at from"]) == ("60%", "50% a year on")
    assert series(*said, policy=Policy(Tolerance(most_growth=Decimal("0.6")))) == []


def test_a_start_that_moves_between_two_documents_is_looked_at() -> None:
    before = say(1, "4,001", 4001, since="2019-05-01", source="bulletin 1", said_on="2019-06-26")
    after = say(2, "3,001", 3001, since="2019-06-01", source="bulletin 2", said_on="2019-07-26")
    (found,) = series(before, after)
    assert (found.key, found.verdict) == ("series:starts:C-1", "look")
    assert "the start moved" in found.explanation
    assert series(before, replace(after, source="bulletin 1", said_on=date(2019, 6, 26))) == [], "one document"
    both = say(3, "5,001", 5001, since="2019-05-01", source="bulletin 2", said_on="2019-07-26")
    assert series(before, after, both) == [], "the first start is still told"


def test_a_count_of_each_year_begins_anew() -> None:
    before = say(1, "4,001", 4001, since="2018-01-01", until="2018-11-30", source="bulletin 1", said_on="2018-12-03")
    after = say(2, "3,001", 3001, since="2019-01-01", until="2019-06-30", source="bulletin 2", said_on="2019-07-03")
    assert series(before, after) == []
    longer = replace(before, period=replace(before.period, end=date(2019, 1, 31)), said_on=date(2019, 2, 3))
    assert [found.key for found in series(longer, after)] == ["series:starts:C-1"], "it was no count of the year"


DAYS = [
    total(1, 100, "2019-06-03", since="2019-06-01"),
    *(
        say(n, f"{value}", value, since=day, until=day, cumulative=False, unit="returns")
        for n, value, day in ((2, 40, "2019-06-01"), (3, 30, "2019-06-02"), (4, 45, "2019-06-03"))
    ),
]


def test_days_are_set_against_the_total_without_being_declared_its_parts() -> None:
    said = [replace(DAYS[0], unit="returns"), *DAYS[1:]]
    (found,) = (one for one in reconcile(said, (), LISTS, POLICY) if one.rule is Rule.SUM)
    assert (found.key, found.verdict) == ("sum:C-1:period", "does_not_add_up")
    assert found.gap_at_best == 15
    declared = [Breakdown("C-1", "day", ("C-2", "C-3", "C-4"), True, "period")]
    sums = [one for one in reconcile(said, declared, LISTS, POLICY) if one.rule is Rule.SUM]
    assert [one.key for one in sums] == ["sum:C-1:day"], "once"
    assert not [one for one in reconcile(said[:3], (), LISTS, POLICY) if one.rule is Rule.SUM], "a day is missing"


def test_of_a_series_of_totals_the_one_that_is_furthest_off_is_shown_else_the_latest() -> None:
    totals = [
        replace(total(n, value, f"2019-06-0{n}", since="2019-06-01"), ref=f"C-{10 + n}", unit="returns")
        for n, value in ((2, 70), (3, 115))
    ]
    found = [one for one in reconcile([*totals, *DAYS[1:]], (), LISTS, POLICY) if one.rule is Rule.SUM]
    assert [(one.key, one.verdict) for one in found] == [("sum:C-13:period", "adds_up")]
    wrong = replace(totals[0], figure=replace(totals[0].figure, value=Decimal(90), as_said="90"))
    found = [one for one in reconcile([wrong, totals[1], *DAYS[1:]], (), LISTS, POLICY) if one.rule is Rule.SUM]
    assert [(one.key, one.verdict) for one in found] == [("sum:C-12:period", "does_not_add_up")]


def test_what_is_under_way_may_become_less() -> None:
    said = total(1, 29, "2019-06-30", status="under_way"), total(2, 20, "2019-07-20", status="under_way")
    assert series(*said) == []


@pytest.mark.parametrize(
    ("later", "verdict"), [({"quote": "976,002 registered people"}, "differs"), ({}, "contradicts")]
)
def test_a_total_of_the_registered_may_be_below_one_of_all(later: dict[str, Any], verdict: str) -> None:
    (found,) = series(total(1, 1_500_001, "2019-06-30"), total(2, 976_002, "2019-07-20", **later))
    assert (found.key, found.verdict) == ("series:falls:C-1", verdict)
    assert ("registration" in [reason.code for reason in found.reasons]) is (verdict == "differs")


def test_the_registered_in_the_country_may_be_fewer_than_all_in_a_province() -> None:
    said = say(1, "1,500,001", 1_500_001, place="SY02"), say(2, "976,002", 976_002, place="SYR", quote="registered")
    (found,) = series(*said)
    assert (found.key, found.verdict) == ("series:inside:C-2", "differs")
