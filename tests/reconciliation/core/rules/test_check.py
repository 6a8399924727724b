"""Rule `plan`: an analyst's formula over claims, worked out on readings and shown line by line."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.claims.figures import Bias
from apps.claims.hierarchy import Entry, Hierarchy
from apps.reconciliation.core.comparing.formulas import FormulaError
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Check, Statement
from apps.reconciliation.core.inputs.code_lists import UnitFacts
from apps.reconciliation.core.rules.check import find, work_out
from tests.reconciliation.core.factories import LISTS, POLICY, say

PLANNED: dict[str, Any] = {"status": "planned", "cumulative": False, "place": "SY04"}
RATE = say(19, "3500", 3500, qualifier="about", unit="people_per_5_days", indicator="rate", **PLANNED)
RESIDENTS = say(101, "41,700", 41700, by="un", indicator="residents", place="SY04", cumulative=False)
LEFT = say(99, "17,080", 17080, by="un", indicator="departures", place="SY04")
FORMULA = "rate / 5 × days ≥ residents − left"


def days(as_said: str = "30", value: int = 30, qualifier: str = "at_most", unit: str = "days") -> Statement:
    return say(70, as_said, value, qualifier=qualifier, unit=unit, indicator="rate", **PLANNED)


def check(formula: str = FORMULA) -> Check:
    terms = {"rate": "C-19", "days": "C-70", "residents": "C-101", "left": "C-99"}
    return Check("convoys", "Everybody leaves in time", formula, terms)


def plan(*said: Statement, formula: str = FORMULA) -> Result | None:
    return find(check(formula), {statement.ref: statement for statement in said}, LISTS)


def found(*said: Statement, formula: str = FORMULA) -> Result:
    result = plan(*said, formula=formula)
    assert result is not None
    return result


def test_the_convoys_do_not_take_everybody_in_thirty_days() -> None:
    result = found(RATE, days(), RESIDENTS, LEFT)
    assert (result.verdict, result.between) == (Verdict.DOES_NOT_ADD_UP, "government-un")
    assert result.key == "plan:convoys"
    assert result.inputs == ("C-19", "C-70", "C-101", "C-99")
    assert result.difference == -3620
    assert result.gap_at_best == 24570 - 23100
    assert result.factor == Decimal("1.172381")
    lines = {line.label: line.value for line in result.trace}
    assert lines["rate ÷ 5"] == "700 people ÷ days"
    assert lines["rate ÷ 5 × days"] == "21,000 people"
    assert lines["residents − left"] == "24,620 people"
    assert result.left_shown == "(≈ 3,500) ÷ 5 × (≤ 30) = 21,000 people"
    assert result.right_shown == "41,700 − 17,080 = 24,620 people"
    assert "short by 3,620 as said, and by 1,470 at best" in result.explanation
    assert result.gap_steps is not None
    assert {step.code.value: int(step.amount) for step in result.gap_steps.steps} == {
        "rounding": 2150,
        "unexplained": 1470,
    }


def test_units_are_called_by_their_names() -> None:
    named = [*LISTS.units.entries.values(), Entry("people", "persons")]
    lists = replace(LISTS, units=Hierarchy.of({entry.code: entry for entry in named}.values()))
    result = find(check(), {said.ref: said for said in (RATE, days(), RESIDENTS, LEFT)}, lists)
    assert result is not None
    assert {line.label: line.value for line in result.trace}["residents − left"] == "24,620 persons"


def test_on_what_the_words_permit_it_may_be_done() -> None:
    assert found(RATE, days(), RESIDENTS, LEFT).strict_verdict == Verdict.MAY_ADD_UP


def test_ten_more_days_may_do() -> None:
    """A person understands 630 to 770 a day, and 30 to 40 days."""
    result = found(RATE, days("40", 40), RESIDENTS, LEFT)
    assert result.verdict is Verdict.MAY_ADD_UP
    assert [reason.evidence for reason in result.reasons] == ["the rounding and the bounds of the figures decide"]


def test_enough_a_day_for_exactly_thirty_days_does() -> None:
    enough = say(19, "4,111", 4111, unit="people_per_5_days", indicator="rate", **PLANNED)
    assert found(enough, days("30", 30, "exactly"), RESIDENTS, LEFT).verdict is Verdict.MAY_ADD_UP, "30 is 28.5 to 31.5"
    assert found(enough, days("31", 31, "at_least"), RESIDENTS, LEFT).verdict is Verdict.ADDS_UP


def test_a_month_is_28_to_31_days() -> None:
    lines = {line.label: line for line in found(RATE, days("one", 1, "exactly", "months"), RESIDENTS, LEFT).trace}
    assert lines["1 of months in days"].value == "28 to 31"
    assert lines["rate ÷ 5 × days"].value == "20,650 people"  # 700 × 29.5


def test_percent_are_hundredths_in_a_formula() -> None:
    """Half of 41,700 is more than 17,080 and less than 24,620."""
    half = say(19, "50%", 50, unit="percent", indicator="share")
    lines = {line.label: line.value for line in found(half, RESIDENTS, LEFT, formula="rate × residents ≥ left").trace}
    assert lines["rate × residents"] == "20,850 people"
    assert found(half, RESIDENTS, LEFT, formula="rate × residents ≥ left").verdict is Verdict.ADDS_UP
    too_much = found(half, RESIDENTS, LEFT, formula="rate × residents ≥ residents − left")
    assert too_much.verdict is Verdict.DOES_NOT_ADD_UP


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("residents ≥ left", Verdict.ADDS_UP),
        ("residents > left", Verdict.ADDS_UP),
        ("left ≤ residents", Verdict.ADDS_UP),
        ("left < residents", Verdict.ADDS_UP),
        ("left ≥ residents", Verdict.DOES_NOT_ADD_UP),
        ("left > residents", Verdict.DOES_NOT_ADD_UP),
        ("residents ≤ left", Verdict.DOES_NOT_ADD_UP),
        ("residents < left", Verdict.DOES_NOT_ADD_UP),
        ("residents − left = 24620", Verdict.ADDS_UP),
        ("residents − left = 24,600", Verdict.MAY_ADD_UP),
        ("residents = left", Verdict.DOES_NOT_ADD_UP),
        ("left > 17,080", Verdict.DOES_NOT_ADD_UP),
        ("left ≥ 17,080", Verdict.ADDS_UP),
    ],
)
def test_every_sign_says_what_it_says(formula: str, verdict: Verdict) -> None:
    assert found(RESIDENTS, LEFT, formula=formula).verdict is verdict


def test_a_plain_sum_that_rounds_to_the_other_side_may_add_up() -> None:
    """41,700 is 41,650 to 41,750, so that 24,600 is allowed and not proved."""
    assert found(RESIDENTS, LEFT, formula="residents − left = 24,600").strict_verdict == ""


def test_a_figure_that_stands_alone_is_said_as_it_was() -> None:
    result = found(say(101, "200–400", 200, high="400", qualifier="between"), LEFT, formula="residents ≥ left")
    assert (result.left_shown, result.right_shown) == ("200–400 people", "17,080 people")


def test_a_bare_number_is_said_by_the_check_and_by_nobody_else() -> None:
    result = found(RESIDENTS, formula="17,000 ≤ residents")
    assert (result.left_shown, result.right_shown) == ("17,000, a number of the check", "41,700 people")
    assert "asks that 17,000 is at most 41,700 people, and it is" in result.explanation


@pytest.mark.parametrize(
    "formula", ["residents ≥ days", "rate × days ≥ residents", "residents ÷ 0 = 1", "nobody ≥ residents", "1 = 1", "?"]
)
def test_what_cannot_be_worked_out_is_no_finding(formula: str) -> None:
    assert plan(RATE, days(), RESIDENTS, LEFT, formula=formula) is None


def test_a_vague_or_missing_claim_is_no_finding() -> None:
    vague = replace(LEFT, figure=replace(LEFT.figure, as_said="many", value=None))
    assert plan(RATE, days(), RESIDENTS, vague) is None
    assert plan(RATE, days(), RESIDENTS) is None


def test_inside_one_organisation_a_known_bias_is_no_excuse() -> None:
    low = replace(LEFT, figure=replace(LEFT.figure, known_bias=Bias.UNDERCOUNT))
    result = found(RESIDENTS, low, formula="left ≥ residents")
    assert (result.between, result.verdict, result.strict_verdict) == ("self", Verdict.DOES_NOT_ADD_UP, "")
    other = replace(low, organisation="ngo")
    assert found(RESIDENTS, other, formula="left ≥ residents").strict_verdict == Verdict.MAY_ADD_UP


def test_the_engine_works_checks_out_beside_the_other_rules() -> None:
    results = reconcile([RATE, days(), RESIDENTS, LEFT], [], LISTS, POLICY, [check()])
    assert [result.rule for result in results] == [Rule.PLAN]


@pytest.mark.parametrize(
    "formula", ["rate / 4 × days ≥ residents", "rate / 10 × days ≥ residents", "rate × days ≥ left"]
)
def test_a_rate_is_divided_by_its_own_days_and_by_no_others(formula: str) -> None:
    """3,500 people per 5 days are 700 a day; divided by another number, or by none, they are no people per day."""
    assert plan(RATE, days(), RESIDENTS, LEFT, formula=formula) is None


def judged(formula: str, **said: Statement) -> Result | None:
    terms = {name: statement.ref for name, statement in said.items()}
    return find(Check("x", "A check", formula, terms), {one.ref: one for one in said.values()}, LISTS)


def percent(as_said: str, value: float) -> Statement:
    return say(1, as_said, value, unit="percent", indicator="share")


@pytest.mark.parametrize(("as_said", "value", "verdict"), [("3%", 3, "adds_up"), ("10%", 10, "does_not_add_up")])
def test_what_is_worked_out_rounds_to_the_claim_that_stands_alone(as_said: str, value: int, verdict: str) -> None:
    part, whole = say(2, "341", 341), say(3, "10,001", 10_001)
    for formula in ("part / whole = share", "share = part / whole"):
        result = judged(formula, part=part, whole=whole, share=percent(as_said, value))
        assert result is not None
        assert result.verdict == verdict
    less = judged("part / whole + 0 = share + 0", part=part, whole=whole, share=percent(as_said, value))
    assert less is not None
    assert less.verdict == "does_not_add_up", "it stands not alone"


def test_a_percentage_is_not_set_against_a_whole_number_of_percent() -> None:
    assert judged("share >= 40", share=percent("45%", 45)) is None
    with pytest.raises(FormulaError, match=r"write 40 as 40 / 100"):
        work_out(Check("x", "A check", "40 <= share", {"share": "C-1"}), {"C-1": percent("45%", 45)}, LISTS)
    for formula, verdict in (
        ("share >= 40 / 100", "adds_up"),
        ("share >= 0.5", "does_not_add_up"),
        ("share <= 1", "adds_up"),
    ):
        result = judged(formula, share=percent("45%", 45))
        assert result is not None
        assert result.verdict == verdict


@pytest.mark.parametrize(
    ("as_said", "value", "qualifier", "verdict"),
    [("2 million", 2_000_000, "exactly", "adds_up"), ("1,851,424", 1_851_424, "exactly", "may_add_up")],
)
def test_what_stands_alone_was_stated_whichever_side_it_stands_on(
    as_said: str, value: int, qualifier: str, verdict: str
) -> None:
    """About a million and about 850,000 may be 1,851,424, and are no proof of it."""
    people = say(1, as_said, value, qualifier=qualifier)
    a, b = say(2, "1,001,424", 1_001_424), say(3, "850,000", 850_000)
    if verdict == "may_add_up":
        a, b = say(2, "1 million", 1_000_000, qualifier="about"), say(3, "850,000", 850_000, qualifier="about")
    for formula in ("a + b = people", "people = a + b"):
        result = judged(formula, people=people, a=a, b=b)
        assert result is not None
        assert result.verdict == verdict, formula


def test_how_an_equation_holds_is_said_as_it_is() -> None:
    a, b, about = say(1, "2,001", 2001), say(2, "2,001", 2001), say(3, "2,000", 2000, qualifier="about")
    exact, within = judged("a = b", a=a, b=b), judged("a = c", a=a, c=about)
    rounded = judged("a = c", a=say(1, "1,851,424", 1_851_424), c=say(3, "2 million", 2_000_000))
    endings = [result.explanation.rpartition("and it is, ")[2] for result in (exact, within, rounded) if result]
    assert endings == [
        "whatever a person understands by the figures.",
        "as far as the coarser side says: the other lies within it.",
        "at their rounding.",
    ]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("a + b = 100", None),
        ("a − b ≥ 5", None),
        ("100 − a = b", None),
        ("a + b = 100 / 100", "adds_up"),
        ("1 − a = b", "adds_up"),
        ("a − b ≥ 5 / 100", "adds_up"),
        ("2 × a ≥ 110", None),
    ],
)
def test_a_number_beside_percentages_is_of_one_and_not_of_a_hundred(formula: str, verdict: str | None) -> None:
    result = judged(formula, a=percent("60.0%", 60), b=replace(percent("40.0%", 40), ref="C-2"))
    assert (None if result is None else result.verdict) == verdict


def test_what_a_rate_is_per_is_not_turned_into_days() -> None:
    """4,000 people a month for 6 months are 24,000, whatever days a month has."""
    facts = {**LISTS.unit_facts, "monthly": UnitFacts(rate_of="people", rate_per="months")}
    lists = replace(
        LISTS, units=Hierarchy.of([*LISTS.units.entries.values(), Entry("monthly", "people a month")]), unit_facts=facts
    )
    rate = say(1, "4,001", 4001, unit="monthly", indicator="rate")
    months = say(2, "6", 6, unit="months", indicator="rate", qualifier="at_least")
    said = {one.ref: one for one in (rate, months, say(3, "24,001", 24_001))}
    result = find(Check("x", "A check", "r × m ≥ p", {"r": "C-1", "m": "C-2", "p": "C-3"}), said, lists)
    assert result is not None
    assert (result.verdict, result.difference) == ("adds_up", Decimal(5))


def test_so_many_times_a_figure_is_a_bare_number() -> None:
    times = say(1, "3 times", 3, unit="times", indicator="rate")
    for formula in ("a = g × b", "a / b = g"):
        result = judged(formula, a=say(2, "3,003", 3003), g=times, b=say(3, "1,001", 1001))
        assert result is not None
        assert result.verdict != "does_not_add_up"
