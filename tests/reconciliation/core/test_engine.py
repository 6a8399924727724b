"""The rules find the worked examples of the July 2019 session."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.claims.hierarchy import Entry, Hierarchy
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from apps.reconciliation.core.inputs.code_lists import IndicatorFacts
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from tests.reconciliation.core.factories import LISTS, POLICY, say

MIZINTSEV_ALL = say(1, "1,851,424", 1851424, qualifier="more_than", place="SYR")
MIZINTSEV_IDPS = say(2, "1,302,870", 1302870, qualifier="more_than", population="idps", place="SYR")
MIZINTSEV_REFUGEES = say(3, "548,554", 548554, qualifier="more_than", population="refugees", place="SYR")
MEKDAD = say(47, "2 million", 2000000, by="syria-mfa", qualifier="more_than", population="refugees", place="SYR")
MAKHLOUF = say(
    44, "319,274", 319274, by="syria-mola", qualifier="more_than", population="refugees", place="SYR",
    origin="JOR+LBN", since="2019-01-01",
)  # fmt: skip
UN_ALL = say(78, "2 million", 2000000, by="un", qualifier="just_over", unit="returns", place="SYR", since="2017-01-01")
UN_2017 = say(79, "674,000", 674000, by="un", unit="returns", place="SYR", since="2017-01-01", until="2017-12-31")
UN_2018 = say(80, "1.2 million", 1200000, by="un", unit="returns", place="SYR", since="2018-01-01", until="2018-12-31")
UN_2019 = say(81, "136,000", 136000, by="un", unit="returns", place="SYR", since="2019-01-01")
UN_REFUGEES_2018 = say(
    83, "56,000", 56000, by="un", population="refugees", place="SYR", since="2018-01-01", until="2018-12-31"
)
UN_REFUGEES_2019 = say(
    84, "41,570", 41570, by="un", population="refugees", place="SYR", since="2019-01-01", bias="undercount"
)
UN_THREE_QUARTERS = say(
    85, "three-quarters", 75, by="un", qualifier="more_than", unit="percent", indicator="share", since="2019-01-01",
    numerator="C-84", denominator="C-86",
)  # fmt: skip
UN_OVER_55500 = say(
    86, "55,500", 55500, by="un", qualifier="just_over", population="refugees", place="SYR", since="2018-01-01",
    until="2018-12-31",
)  # fmt: skip
RUKBAN_RU = say(8, "17,000", 17000, qualifier="more_than", indicator="departures", place="SY04")
RUKBAN_UN = say(99, "17,080", 17080, by="un", indicator="departures", place="SY04")
RUKBAN_SHARE = say(
    100, "40.96%", 40.96, by="un", unit="percent", indicator="share", numerator="C-99", denominator="C-101"
)
RUKBAN_RESIDENTS = say(101, "41,700", 41700, by="un", indicator="residents", place="SY04", cumulative=False)
STORY = [
    MIZINTSEV_ALL, MIZINTSEV_IDPS, MIZINTSEV_REFUGEES, MEKDAD, MAKHLOUF, UN_ALL, UN_2017, UN_2018, UN_2019,
    UN_REFUGEES_2018, UN_REFUGEES_2019, UN_THREE_QUARTERS, UN_OVER_55500, RUKBAN_RU, RUKBAN_UN, RUKBAN_SHARE,
    RUKBAN_RESIDENTS,
]  # fmt: skip
BREAKDOWNS = [
    Breakdown("C-1", "population", ("C-2", "C-3"), True),
    Breakdown("C-78", "period", ("C-79", "C-80", "C-81"), True, "period"),
]


def findings(
    statements: Sequence[Statement], breakdowns: Sequence[Breakdown] = (), policy: Policy = POLICY
) -> list[Result]:
    return reconcile(statements, breakdowns, LISTS, policy)


def story() -> dict[str, Result]:
    return {result.key: result for result in findings(STORY, BREAKDOWNS)}


@pytest.mark.parametrize(
    ("key", "rule", "verdict", "between"),
    [
        ("sum:C-1:population", Rule.SUM, Verdict.ADDS_UP, "self"),
        ("sum:C-78:period", Rule.SUM, Verdict.MAY_ADD_UP, "self"),
        ("share:C-100", Rule.SHARE, Verdict.ADDS_UP, "self"),
        ("share:C-85", Rule.SHARE, Verdict.DOES_NOT_ADD_UP, "self"),
        ("pair:C-83:C-86", Rule.RESTATED, Verdict.AGREES, "self"),
        ("pair:C-8:C-99", Rule.DIRECT, Verdict.AGREES, "government-un"),
        ("pair:C-44:C-84", Rule.BOUND, Verdict.DIFFERS, "government-un"),
        ("pair:C-1:C-78", Rule.UNDECIDED, Verdict.UNDECIDED, "government-un"),
        ("pair:C-3:C-47", Rule.DIRECT, Verdict.DIFFERS, "same-side"),
        ("lookalike:C-47:C-78", Rule.LOOKALIKE, Verdict.LOOKALIKE, "government-un"),
    ],
)
def test_the_worked_examples_are_found(key: str, rule: Rule, verdict: Verdict, between: str) -> None:
    found = story()[key]
    assert (found.rule, found.verdict, found.between) == (rule, verdict, between)


def test_the_bound_shows_difference_factor_gap_and_where_it_flips() -> None:
    found = story()["pair:C-44:C-84"]
    assert found.difference == 277704
    assert found.factor == Decimal("7.680395")  # 319,274 ÷ 41,570
    assert found.gap_at_best == 277704
    assert found.flips_at == Decimal("0.869798")  # 277,704 / 319,274
    assert found.strict_verdict == Verdict.AGREES, "no strict contradiction: the UN says its figure is low"
    assert {reason.code for reason in found.reasons} >= {"known_bias", "registration"}
    assert "277,704 higher" in found.explanation


def test_the_sum_prints_the_interval_of_its_parts() -> None:
    lines = {line.label: line.value for line in story()["sum:C-78:period"].trace}
    assert lines["Ordinary readings together"] == "[1,959,000, 2,061,000]"


def test_the_share_prints_its_division() -> None:
    assert story()["share:C-85"].right_shown == "41,570 ÷ just over 55,500 = 74.90%"


def test_the_lookalike_names_the_people_and_the_other_sides_figure_for_them() -> None:
    found = story()["lookalike:C-47:C-78"]
    assert found.reasons[0].code == "population"
    assert found.inputs == ("C-47", "C-78", "C-83", "C-84")
    assert "56,000 + 41,570, together 97,570, for 570 of 935 days: C-47 is 20.5 times that" in found.explanation
    lines = {line.label: line.value for line in found.trace}
    assert (lines["Together"], lines["Covered"]) == ("97,570", "61%")


def test_a_lookalike_needs_the_other_sides_figures_for_half_of_the_period() -> None:
    without_2018 = [said for said in STORY if said not in (UN_REFUGEES_2018, UN_OVER_55500)]
    assert not [found for found in findings(without_2018) if found.rule is Rule.LOOKALIKE]


def test_a_number_that_is_like_the_other_sides_own_is_no_lookalike() -> None:
    close = say(84, "1,500,000", 1500000, by="un", population="refugees", place="SYR", since="2018-01-01")
    said = [MEKDAD, UN_ALL, close]
    assert not [found for found in findings(said) if found.rule is Rule.LOOKALIKE]


def test_two_floors_cannot_contradict_each_other() -> None:
    found = story()["pair:C-3:C-47"]
    assert found.strict_verdict == Verdict.AGREES
    assert "two floors cannot contradict" in found.explanation


def test_the_undecided_pair_names_what_is_missing_and_the_verdict_either_way() -> None:
    found = story()["pair:C-1:C-78"]
    assert "does not say since when" in found.explanation
    # A part that is below its whole does not “agree” with it; people since an earlier day and returns since 2017 cross.
    assert found.explanation.endswith(
        "C-1 is at least 148,576 lower. Counted since 1 January 2017: one fits within the other; since an earlier "
        "day: not comparable; since a later day: one fits within the other."
    )
    assert found.gap_steps is not None
    assert [(step.code.value, step.amount) for step in found.gap_steps.steps] == [("unexplained", Decimal(148_576))]


FALSE_ALARMS = [
    ("two governorates", say(1, "295,000", 295000, place="SY02"), say(2, "100,000", 100000, by="un", place="SY04")),
    (
        "done against under way",
        say(1, "1,538", 1538, indicator="schools"),
        say(2, "221", 221, by="un", indicator="schools", status="under_way"),
    ),
    (
        "a plan against a result",
        say(1, "6,001", 6001, indicator="facilities", status="planned"),
        say(2, "13", 13, by="un", indicator="facilities"),
    ),
    (
        "refugees against IDPs",
        say(1, "548,554", 548554, population="refugees"),
        say(2, "1,302,871", 1302871, by="un", population="idps"),
    ),
    (
        "one year against another",
        say(1, "56,000", 56000, since="2018-01-01", until="2018-12-31"),
        say(2, "41,570", 41570, by="un", since="2019-01-01", until="2019-06-30"),
    ),
    (
        "two periods that overlap",
        say(1, "46,501", 46501, since="2019-06-10", until="2019-07-18"),
        say(2, "34,351", 34351, by="un", since="2019-07-01", until="2019-07-24"),
    ),
    (
        "two stocks at two dates",
        say(1, "41,700", 41700, indicator="residents", until="2019-03-01", cumulative=False),
        say(2, "24,620", 24620, by="un", indicator="residents", until="2019-07-01", cumulative=False),
    ),
    (
        "a narrower figure below a broader one",
        say(1, "100", 100, place="SY02"),
        say(2, "300", 300, by="un", place="SYR"),
    ),
]


@pytest.mark.parametrize("pair", [row[1:] for row in FALSE_ALARMS], ids=[row[0] for row in FALSE_ALARMS])
def test_there_is_no_finding_on(pair: tuple[Statement, Statement]) -> None:
    assert findings(pair) == []


def test_18_july_against_10_june_is_no_contradiction() -> None:
    one = say(1, "46,501", 46501, since="2019-01-01", until="2019-07-18")
    other = say(2, "34,351", 34351, by="un", since="2019-01-01", until="2019-06-10")
    assert findings([one, other]) == []


def test_a_bridged_pair_differs_but_never_contradicts() -> None:
    one = say(1, "46,501", 46501, since="2019-01-01", until="2019-07-18")
    other = say(2, "34,351", 34351, by="un", since="2019-01-01", until="2019-07-24")
    (found,) = findings([one, other])
    assert found.verdict is Verdict.DIFFERS
    assert "as_of" in {reason.code for reason in found.reasons}
    (same_day,) = findings([one, say(2, "34,351", 34351, by="un", since="2019-01-01", until="2019-07-18")])
    assert same_day.verdict is Verdict.CONTRADICTS


def test_the_same_figure_in_two_documents_is_one_statement() -> None:
    assert findings([say(1, "41,570", 41570), say(2, "41,570", 41570, source="a later report")]) == []


def test_of_nested_violated_bounds_only_the_nearest_is_kept() -> None:
    small = say(1, "5,001", 5001, place="SY02", population="refugees")
    near, far = say(2, "4,001", 4001, by="un", place="SY02"), say(3, "3,001", 3001, by="un", place="SYR")
    bounds = [found.key for found in findings([small, near, far]) if found.rule is Rule.BOUND]
    assert bounds == ["pair:C-1:C-2"]


def test_where_the_whole_differs_already_its_parts_are_not_said_to_be_above_it_too() -> None:
    north, whole = say(1, "1,981", 1981, place="SY02"), say(2, "4,121", 4121, place="SYR")
    un = say(3, "1,031", 1031, by="un", place="SYR")
    assert [found.key for found in findings([north, whole, un])] == ["pair:C-2:C-3"]
    assert [found.key for found in findings([north, un])] == ["pair:C-1:C-3"]


def test_a_figure_said_again_in_another_document_is_compared_once() -> None:
    said = [say(1, "41,571", 41571), say(2, "41,571", 41571, source="a later report"), say(3, "9,001", 9001, by="un")]
    assert [found.key for found in findings(said)] == ["pair:C-1:C-3"]


def test_people_of_two_years_may_be_fewer_than_their_sum() -> None:
    whole = say(1, "60,001", 60001, since="2018-01-01", until="2019-12-31", cumulative=False)
    a = say(2, "56,001", 56001, since="2018-01-01", until="2018-12-31", cumulative=False)
    b = say(3, "41,571", 41571, since="2019-01-01", until="2019-12-31", cumulative=False)
    (found,) = [
        f
        for f in findings([whole, a, b], [Breakdown("C-1", "period", ("C-2", "C-3"), True, "period")])
        if f.rule == "sum"
    ]
    assert found.verdict is Verdict.MAY_ADD_UP
    assert "double_count" in {reason.code for reason in found.reasons}


def test_a_share_that_another_denominator_would_mend_says_so() -> None:
    share = say(1, "75%", 75, unit="percent", indicator="share", numerator="C-2", denominator="C-3")
    part, stated = say(2, "30,001", 30001, population="refugees"), say(3, "50,001", 50001)
    other = say(4, "40,001", 40001, source="a later report")
    (found,) = [f for f in findings([share, part, stated, other]) if f.rule is Rule.SHARE]
    assert found.verdict is Verdict.DOES_NOT_ADD_UP
    assert [reason.evidence for reason in found.reasons if reason.code == "denominator"] == [
        "C-2 ÷ C-4 makes 75.00%, which fits"
    ]


def test_an_incomplete_breakdown_may_not_exceed_its_whole() -> None:
    whole, a, b = say(1, "25", 25), say(2, "10", 10), say(3, "20", 20)
    found = findings([whole, a, b], [Breakdown("C-1", "other", ("C-2", "C-3"), False)])
    assert [f.verdict for f in found if f.rule is Rule.SUM] == [Verdict.DOES_NOT_ADD_UP]


def test_a_sum_and_a_share_that_round_to_what_is_stated_add_up() -> None:
    """People read 1.9 to 2.1 million in “2 million” and 2.85 to 3.15 % in “3 %”; arithmetic rounds."""
    parts = say(2, "1,204,111", 1204111, population="refugees"), say(3, "1,195,999", 1195999, population="idps")
    whole = say(1, "2 million", 2000000)
    (found,) = findings([whole, *parts], [Breakdown("C-1", "population", ("C-2", "C-3"), True)])
    assert (found.verdict, found.gap_at_best) == (Verdict.ADDS_UP, Decimal(0))
    share = say(4, "3%", 3, unit="percent", indicator="share", numerator="C-5", denominator="C-6")
    terms = say(5, "34", 34, population="refugees", place="SY02"), say(6, "1,001", 1001, place="SYR")
    (found,) = findings([share, *terms])
    assert (found.verdict, found.gap_at_best) == (Verdict.ADDS_UP, Decimal(0))


def test_what_is_counted_in_unlike_units_is_neither_added_nor_divided() -> None:
    whole, families, people = say(1, "1,234", 1234), say(2, "1,000", 1000, unit="families"), say(3, "234", 234)
    share = say(4, "50%", 50, unit="percent", indicator="share", numerator="C-2", denominator="C-1")
    found = findings([whole, families, people, share], [Breakdown("C-1", "other", ("C-2", "C-3"), True)])
    assert not [one for one in found if one.rule in (Rule.SUM, Rule.SHARE)]


def test_parts_that_may_be_more_than_their_whole_leave_no_number_below_zero() -> None:
    whole, a, b = say(1, "1,900", 1900, qualifier="about"), say(2, "1,000", 1000), say(3, "1,000", 1000)
    (found,) = [
        one for one in findings([whole, a, b], [Breakdown("C-1", "other", ("C-2", "C-3"), False)]) if one.rule == "sum"
    ]
    assert found.verdict is Verdict.MAY_ADD_UP
    assert "only as far as rounding allows" in found.explanation


def test_where_a_verdict_flips_is_told_from_the_tolerance_it_is_held_against() -> None:
    (found,) = findings([say(1, "1,000,001", 1000001), say(2, "989,997", 989997, by="un")])
    assert found.verdict is Verdict.CONTRADICTS
    (flips,) = [line.value for line in found.trace if line.label == "Flips at"]
    assert flips == "1.000399%"


def test_a_sum_is_off_by_no_less_than_at_best() -> None:
    parts = say(2, "1,204,111", 1204111, population="refugees"), say(3, "1,195,999", 1195999, population="idps")
    whole = say(1, "2 million", 2000000, qualifier="just_over")
    (found,) = findings([whole, *parts], [Breakdown("C-1", "population", ("C-2", "C-3"), True)])
    # As said they part by 400,110, which is 0 at a precision of a million; “just over” is up to 2,100,000.
    assert (found.difference, found.gap_at_best) == (Decimal(-400110), Decimal(300110))


def test_hundreds_are_above_what_is_less_than_ordinary_hundreds() -> None:
    (found,) = findings([say(1, "hundreds", None, qualifier="vague"), say(2, "150", 150, by="un")])
    assert (found.verdict, found.difference, found.gap_at_best) == (Verdict.DIFFERS, Decimal(50), Decimal(50))


def test_what_is_planned_from_a_later_day_on_is_compared_as_anything_else() -> None:
    later: dict[str, Any] = {"since": "2019-09-01", "status": "planned"}
    assert [found.key for found in findings([say(1, "5,001", 5001, **later), say(2, "3,001", 3001, by="un", **later)])]


def test_a_lookalike_does_not_add_up_families_and_people() -> None:
    both: dict[str, Any] = {"since": "2018-01-01", "until": "2019-07-24", "cumulative": False}
    alike = say(1, "2,001", 2001, population="refugees", **both), say(2, "2,001", 2001, by="un", **both)
    first: dict[str, Any] = {"since": "2018-01-01", "until": "2018-12-31"}
    second: dict[str, Any] = {"since": "2019-01-01", "until": "2019-07-24"}
    own = say(3, "401", 401, by="un", population="refugees", **first)
    families = say(4, "101", 101, by="un", population="refugees", unit="families", **second)
    (found,) = [one for one in findings([*alike, own, families]) if one.rule is Rule.LOOKALIKE]
    assert found.inputs == ("C-1", "C-2", "C-3")


def test_a_figure_against_zero_has_no_factor() -> None:
    found = findings([say(1, "0", 0), say(2, "4,001", 4001, by="un")])
    assert [(f.verdict, f.factor) for f in found] == [(Verdict.CONTRADICTS, None)]


def test_the_tolerance_is_data() -> None:
    pair = [say(1, "10,001", 10001), say(2, "10,301", 10301, by="un")]
    assert findings(pair)[0].verdict is Verdict.CONTRADICTS
    loose = Policy(by_indicator={"returns": Tolerance("loose", Decimal("0.05"))})
    assert findings(pair, policy=loose)[0].verdict is Verdict.AGREES
    flips_at = findings(pair)[0].flips_at
    assert flips_at is not None
    just = Policy(Tolerance("just", flips_at + Decimal("0.000001")))
    assert findings(pair, policy=just)[0].verdict is Verdict.AGREES


def test_findings_stand_by_rule_and_then_in_the_order_of_the_numbers_of_their_claims() -> None:
    """C-9 goes before C-10, which as words it would not."""
    places = ((10, "SY02"), (9, "SY04"), (101, "JOR"))
    said = [say(number, "5,001", 5001, place=place) for number, place in places]
    said += [say(number + 10, "4,001", 4001, by="un", place=place) for number, place in places]
    said += [say(1, "7,001", 7001, place="LBN"), say(2, "7,101", 7101, place="LBN")]
    assert [found.key for found in findings(said)] == [
        "pair:C-1:C-2",
        "pair:C-9:C-19",
        "pair:C-10:C-20",
        "pair:C-101:C-111",
    ]


@pytest.mark.parametrize(
    ("many", "refs"), [(2, "C-1, C-2"), (3, "C-1, C-2, C-3"), (4, "C-1, C-2, C-3, ...")], ids=["two", "three", "four"]
)
def test_an_error_among_figures_names_their_family(monkeypatch: pytest.MonkeyPatch, many: int, refs: str) -> None:
    def fail(*given: object) -> list[Result]:
        raise ValueError("a figure of no use")

    monkeypatch.setattr("apps.reconciliation.core.rules.series.find", fail)
    with pytest.raises(ValueError, match="of no use") as raised:
        findings([say(at, "101", 101) for at in range(1, many + 1)])
    assert raised.value.__notes__ == [f"The family: {many} figures on returns ({refs})."]


@pytest.mark.parametrize(("many", "names"), [(3, "all, one, three"), (4, "all, one, three and 1 more")])
def test_an_error_names_three_indicators_and_says_if_there_are_more(
    monkeypatch: pytest.MonkeyPatch, many: int, names: str
) -> None:
    def fail(*given: object) -> list[Result]:
        raise ValueError("a figure of no use")

    monkeypatch.setattr("apps.reconciliation.core.rules.series.find", fail)
    codes = ("all", "one", "three", "two")[:many]
    broader = {code: () if code == "all" else ("all",) for code in codes}
    lists = replace(
        LISTS,
        indicators=Hierarchy.of([Entry(code, code, broader[code]) for code in codes]),
        facts={code: IndicatorFacts(code, code, "flow", False) for code in codes},
    )
    said = [say(at, "101", 101, indicator=code) for at, code in enumerate(codes, 1)]
    with pytest.raises(ValueError, match="of no use") as raised:
        reconcile(said, (), lists, POLICY)
    assert raised.value.__notes__[0].startswith(f"The family: {many} figures on {names} (")


def test_what_would_make_two_agree_may_be_said_of_a_place_that_has_nothing_to_do_with_theirs() -> None:
    here = say(1, "17,001", 17_001, place="SYR", since="2019-01-01"), say(2, "12,345", 12_345, by="un", place="SYR")
    here = here[0], replace(here[1], period=here[0].period)
    elsewhere = replace(here[1], ref="C-3", place="JOR", figure=here[0].figure)
    (found,) = reconcile([*here, elsewhere], (), LISTS, POLICY)
    assert [(change.code, change.refs) for change in found.working.changes] == [("geography", ("C-3",))]
