"""Two figures that are set side by side: what agrees, what is a bound, and of what nothing is said."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say


def compared(*said: Statement) -> list[Result]:
    return reconcile(said, (), LISTS, POLICY)


def only(*said: Statement) -> Result:
    (found,) = compared(*said)
    return found


def test_one_scope_is_restated_by_one_organisation_and_direct_between_two() -> None:
    said = say(1, "56,000", 56000), say(2, "55,500", 55500, qualifier="just_over")
    assert (only(*said).rule, only(*said).verdict) == (Rule.RESTATED, Verdict.AGREES)
    other = only(said[0], replace(said[1], organisation="un", side="un"))
    assert (other.rule, other.verdict, other.between) == (Rule.DIRECT, Verdict.AGREES, "government-un")


def test_a_narrower_figure_is_said_only_above_the_broader_one() -> None:
    country = say(2, "4,001", 4001, by="un", place="SYR")
    found = only(say(1, "5,001", 5001, place="SY02"), country)
    assert (found.rule, found.verdict, found.difference) == (Rule.BOUND, Verdict.CONTRADICTS, Decimal(1000))
    assert compared(say(1, "3,001", 3001, place="SY02"), country) == []
    assert compared(say(1, "4,001", 4001, place="SY02"), country) == [], "it may be all of it"


@pytest.mark.parametrize(("until", "reasons"), [("2019-07-20", 1), ("2019-07-15", 0)])
def test_borders_that_changed_in_the_days_of_both_may_be_why_they_part(until: str, reasons: int) -> None:
    days: dict[str, Any] = {"since": "2019-01-01", "until": until, "place": "OLD"}
    found = only(say(1, "3,001", 3001, **days), say(2, "12,001", 12_001, by="un", **days))
    said = [reason.evidence for reason in found.reasons if reason.code == "geography"]
    assert (
        said
        == ["the borders of Old Homs changed in the days of C-1 and C-2; neither says in which it counts"][:reasons]
    )


@pytest.mark.parametrize(
    ("qualifier", "biases", "words"),
    [
        ("exactly", ("undercount", ""), "both can hold at once, as Speaker of russia declares an undercount."),
        ("exactly", ("", "overcount"), "both can hold at once, as Speaker of un declares an overcount."),
        ("exactly", ("overcount", "overcount"), "both can hold at once, as Speaker of un declares an overcount."),
        ("at_least", ("overcount", "undercount"), "the words permit both."),
    ],
)
def test_an_error_that_is_declared_excuses_one_way_only(qualifier: str, biases: tuple[str, str], words: str) -> None:
    lower = say(1, "3,001", 3001, qualifier=qualifier, bias=biases[0])
    found = only(lower, say(2, "12,001", 12_001, by="un", bias=biases[1]))
    assert (found.verdict, found.strict_verdict) == (Verdict.DIFFERS, "agrees")
    assert found.explanation.endswith(f"Taken strictly, {words}")


@pytest.mark.parametrize(("other", "verdict"), [(2_512_345, Verdict.AGREES), (3_500_001, Verdict.CONTRADICTS)])
def test_an_estimate_agrees_with_what_lies_within_its_interval(other: int, verdict: Verdict) -> None:
    estimate = say(1, "2.1 million", 2_100_000, qualifier="about", interval=("1600000", "2600000"))
    assert only(estimate, say(2, f"{other:,}", other, by="un")).verdict is verdict


@pytest.mark.parametrize(
    ("status", "said_on", "verdict"),
    [
        ("planned", "2019-06-10", Verdict.DIFFERS),
        ("requested", "2019-06-10", Verdict.DIFFERS),
        ("planned", "2019-07-24", Verdict.CONTRADICTS),
        ("done", "2019-06-10", Verdict.CONTRADICTS),
    ],
)
def test_a_plan_of_another_day_is_a_change_of_mind(status: str, said_on: str, verdict: Verdict) -> None:
    days: dict[str, Any] = {"since": "2019-01-01", "until": "2019-05-31", "status": status}
    earlier, later = say(1, "20,001", 20_001, said_on=said_on, **days), say(2, "15,001", 15_001, **days)
    found = only(earlier, later)
    assert (found.rule, found.verdict) == (Rule.RESTATED, verdict)
    assert ("Said on two days" in [line.label for line in found.trace]) is (verdict is Verdict.DIFFERS)
    assert only(earlier, replace(later, organisation="un", side="un")).verdict is Verdict.CONTRADICTS


def test_what_does_not_add_up_obeys_no_order() -> None:
    rate: dict[str, Any] = {"indicator": "rate"}
    assert (
        compared(say(1, "5,001", 5001, place="SY02", **rate), say(2, "4,001", 4001, by="un", place="SYR", **rate)) == []
    )


def test_more_than_a_number_is_never_read_as_twice_the_number() -> None:
    """A step of a million would make “more than 1 million” anything up to two."""
    ceiling = say(1, "1 million", 1_000_000, qualifier="more_than")
    found = only(ceiling, say(2, "1,900,001", 1_900_001, by="un"))
    assert (found.verdict, found.gap_at_best) == (Verdict.DIFFERS, Decimal(400_001))
    assert only(ceiling, say(2, "1,500,001", 1_500_001, by="un")).verdict is Verdict.AGREES
    floor = only(say(1, "1 million", 1_000_000, qualifier="at_most"), say(2, "400,001", 400_001, by="un"))
    assert (floor.verdict, floor.gap_at_best) == (Verdict.DIFFERS, Decimal(99_999))


@pytest.mark.parametrize(
    ("status", "verdict"), [("capacity", Verdict.AGREES), ("forecast", Verdict.AGREES), ("done", Verdict.DIFFERS)]
)
def test_up_to_a_capacity_is_a_limit_that_any_lower_figure_keeps(status: str, verdict: Verdict) -> None:
    limit = say(1, "10,000", 10_000, qualifier="at_most", status=status)
    assert only(limit, say(2, "1,001", 1001, by="un", status=status)).verdict is verdict


def test_an_uncounted_figure_below_zero_is_not_the_same_as_nothing() -> None:
    """A net change of −5 meets −5 and not 0; of people counted none is below zero."""
    said = [say(1, "-5", -5, cumulative=True), say(2, "0", 0, by="un")]
    net = [replace(one, figure=replace(one.figure, is_counted=False)) for one in said]
    found = only(*net)
    assert (found.verdict, found.gap_at_best, found.factor) == (Verdict.CONTRADICTS, Decimal(5), None)


def test_leading_zeros_are_no_digits_that_a_figure_is_exact_to() -> None:
    found = only(say(1, "00500", 500, qualifier="more_than"), say(2, "701", 701, by="un"))
    assert (found.verdict, found.gap_at_best) == (Verdict.DIFFERS, Decimal(101)), "read as (500, 600]"


def test_a_small_figure_obeys_the_step_that_was_entered() -> None:
    five, seven = say(1, "5", 5), say(2, "7", 7, by="un")
    assert only(five, seven).verdict is Verdict.CONTRADICTS
    rounded = replace(five, figure=replace(five.figure, step=Decimal(5)))
    assert only(rounded, seven).verdict is Verdict.AGREES
    assert only(rounded, say(2, "8", 8, by="un")).verdict is Verdict.CONTRADICTS, "5 to a step of 5 is at most 7.5"


def test_a_vague_share_is_compared_with_nothing() -> None:
    assert compared(say(1, "the vast majority", None, qualifier="vague"), say(2, "5,001", 5001, by="un")) == []


SILENT = [
    (
        "a whole country against one of its camps",
        say(1, "1,851,424", 1_851_424, place="SYR"),
        say(2, "17,080", 17_080, by="un", place="SY04"),
    ),
    (
        "a forecast against a result",
        say(1, "250,001", 250_001, status="forecast"),
        say(2, "41,570", 41_570, by="un"),
    ),
    (
        "shelters on two different days",
        say(1, "412", 412, indicator="residents", until="2019-02-12", cumulative=False),
        say(2, "336", 336, by="un", indicator="residents", until="2019-07-20", cumulative=False),
    ),
    (
        "a month of thirty days against a calendar month",
        say(1, "9,001", 9001, since="2019-06-10", until="2019-07-09", cumulative=False),
        say(2, "4,001", 4001, by="un", since="2019-06-01", until="2019-06-30", cumulative=False),
    ),
    (
        "a number of days against a number of months",
        say(1, "30", 30, unit="days", indicator="rate", qualifier="at_most"),
        say(2, "1", 1, by="un", unit="months", indicator="rate"),
    ),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_nothing_is_said_of(one: Statement, other: Statement) -> None:
    assert compared(one, other) == []
    swapped = replace(one, ref=other.ref), replace(other, ref=one.ref)
    assert compared(*swapped) == [], "whichever was said first"


@pytest.mark.parametrize("silent", SILENT[:2], ids=["of one place", "both forecasts"])
def test_the_silence_is_of_what_differs(silent: tuple[str, Statement, Statement]) -> None:
    """The same two figures are set side by side once they are of one thing."""
    _, one, other = silent
    alike = replace(other, place=one.place, figure=replace(other.figure, status=one.figure.status))
    assert [found.rule for found in compared(one, alike)] == [Rule.DIRECT]


def test_more_than_none_and_none_cannot_both_hold() -> None:
    found = only(say(1, "0", 0), say(2, "0", 0, by="un", qualifier="more_than"))
    assert found.verdict is Verdict.CONTRADICTS
    assert "No number is in both" in found.explanation


def test_what_touches_agrees_by_the_tolerance_alone_and_says_so() -> None:
    found = only(say(1, "500", 500), say(2, "500", 500, by="un", qualifier="more_than"))
    assert found.verdict is Verdict.AGREES
    assert "They touch and have no number in common, which is within 1%" in found.explanation
    assert "within 1%" in [line.value for line in found.trace]


@pytest.mark.parametrize(
    ("change", "is_one"),
    [
        pytest.param({}, True, id="nothing differs"),
        pytest.param({"as_said": "2.00 million"}, False, id="written more finely"),
        pytest.param({"bias": "undercount"}, False, id="said to be too low"),
    ],
)
def test_the_same_figure_in_two_documents_is_one_only_where_it_is_read_the_same(
    change: dict[str, Any], is_one: bool
) -> None:
    said: dict[str, Any] = {"as_said": "2 million", "value": 2_000_000, "by": "un"}
    answers = []
    for first, second in ((1, 2), (2, 1)):
        one, other = say(first, **said), say(second, **(said | change | {"source": "another"}))
        found = {each.key: each.verdict for each in compared(one, other, say(9, "1.91 million", 1_910_000))}
        assert ("pair:C-1:C-2" not in found) is is_one
        answers.append(sorted(found.values()))
    assert answers[0] == answers[1], "whichever was entered first"


def test_an_amount_that_was_rounded_is_said_to_be_about() -> None:
    found = only(say(1, "41,570", 41_570), say(2, "2 million", 2_000_000, by="un"))
    assert "C-2 is about 2,000,000 higher" in found.explanation
    assert "C-2 is 8,431 higher" in only(say(1, "41,570", 41_570), say(2, "50,001", 50_001, by="un")).explanation


def test_that_neither_says_since_when_is_a_reason_why_they_part() -> None:
    def reasons(*said: Statement) -> list[str]:
        return [str(reason.code) for reason in only(*said).reasons]

    ours, theirs = say(1, "10,001", 10_001), say(2, "20,003", 20_003, by="un")
    assert "period" in reasons(ours, theirs)
    since: dict[str, Any] = {"since": "2018-01-01"}
    assert "period" not in reasons(say(1, "10,001", 10_001, **since), say(2, "20,003", 20_003, by="un", **since))
    assert "period" not in reasons(ours, say(2, "20,003", 20_003)), "of one organisation they are one series"
    residents: dict[str, Any] = {"indicator": "residents", "cumulative": False}
    stocks = say(1, "10,001", 10_001, **residents), say(2, "20,003", 20_003, by="un", **residents)
    assert "period" not in reasons(*stocks), "a stock is of a day"
    assert only(ours, replace(theirs, figure=ours.figure)).reasons == ()


def test_a_finding_of_several_figures_says_that_it_shows_those_that_agree_least() -> None:
    near, far = say(2, "10,002", 10_002, by="un"), say(3, "20,003", 20_003, by="un", source="another")
    found = next(one for one in compared(say(1, "10,001", 10_001), near, far) if "C-1" in one.key)
    (line,) = (line for line in found.trace if line.key == "others")
    assert (found.right_shown, line.note) == (
        "20,003 people and 1 more",
        "C-2; of them all the two that are shown agree least",
    )


def test_of_a_net_change_a_part_may_be_above_the_whole() -> None:
    said = say(1, "5,001", 5001, place="SY02"), say(2, "4,001", 4001, by="un", place="SYR")
    assert compared(*(replace(one, figure=replace(one.figure, is_counted=False)) for one in said)) == []


def test_what_was_under_way_may_be_done_by_now() -> None:
    repair: dict[str, Any] = {"status": "under_way", "since": "2019-01-01", "cumulative": False}
    june = say(1, "29", 29, until="2019-06-30", **repair)
    assert compared(june, say(2, "20", 20, by="un", until="2019-07-20", **repair)) == []
    assert only(june, say(2, "20", 20, by="un", until="2019-06-30", **repair)).verdict is Verdict.CONTRADICTS


def test_a_digit_that_slipped_is_looked_for_between_figures_of_one_thing() -> None:
    """One digit of 5,001 is another in 4,001; between a part and its whole that is chance."""
    one_thing = only(say(1, "5,001", 5001), say(2, "4,001", 4001, by="un"))
    assert "transcription" in [reason.code for reason in one_thing.reasons]
    a_part = only(say(1, "5,001", 5001, place="SY02"), say(2, "4,001", 4001, by="un", place="SYR"))
    assert "transcription" not in [reason.code for reason in a_part.reasons]


def test_in_whatever_borders_a_place_lies_in_what_holds_it() -> None:
    """Its borders changed on 15 July 2019; those of the country did not."""
    year: dict[str, Any] = {"since": "2020-01-01", "until": "2020-12-31", "cumulative": False, "said_on": "2021-01-10"}
    found = only(say(1, "5,001", 5001, place="OLD", **year), say(2, "4,001", 4001, by="un", place="SYR", **year))
    assert (found.rule, found.verdict) == (Rule.BOUND, Verdict.CONTRADICTS)


@pytest.mark.parametrize(("first", "second"), [("russia", "un"), ("un", "russia")])
def test_no_one_registered_is_lower_than_more_than_no_one_whoever_says_it(first: str, second: str) -> None:
    none = say(1, "0", 0, by=first, quote="0 registered so far")
    some = say(2, "0", 0, by=second, qualifier="more_than")
    assert only(none, some).verdict is Verdict.DIFFERS
    assert only(replace(none, quote="0"), replace(some, quote="more than 0 registered")).verdict is Verdict.CONTRADICTS
