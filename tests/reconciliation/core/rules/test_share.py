"""A stated share against its two figures, and which other denominators are suggested."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.claims.figures import Bias
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.rules.share import find
from tests.reconciliation.core.factories import LISTS, say


def share(as_said: str, value: float, by: str = "un") -> Statement:
    return say(
        1,
        as_said,
        value,
        unit="percent",
        indicator="share",
        numerator="C-2",
        denominator="C-3",
        by=by,
    )


def rate(as_said: str, value: float) -> Statement:
    return say(1, as_said, value, unit="per_1000", indicator="rate", numerator="C-2", denominator="C-3", by="un")


PER = "per 1,000 people"  # in the code list of the tests
PART = say(2, "30,001", 30_001, by="un", population="refugees")
WHOLE = say(3, "50,001", 50_001, by="un")
FITS = say(10, "40,001", 40_001, by="un", source="a later report")


def work_out(*said: Statement) -> Result | None:
    return find(said[0], {statement.ref: statement for statement in said}, LISTS)


def worked_out(*said: Statement) -> Result:
    result = work_out(*said)
    assert result is not None
    return result


def denominators(*said: Statement) -> list[str]:
    return [reason.evidence for reason in worked_out(*said).reasons if reason.code == "denominator"]


@pytest.mark.parametrize(
    ("as_said", "value", "verdict"),
    [
        ("60%", 60, Verdict.ADDS_UP),
        ("60.00%", 60, Verdict.ADDS_UP),
        ("60.5%", 60.5, Verdict.DOES_NOT_ADD_UP),
        ("75%", 75, Verdict.DOES_NOT_ADD_UP),
    ],
)
def test_a_share_is_what_its_two_figures_make_at_its_own_rounding(as_said: str, value: float, verdict: Verdict) -> None:
    assert worked_out(share(as_said, value), PART, WHOLE).verdict is verdict


def test_the_difference_is_in_percentage_points_and_signed() -> None:
    found = worked_out(share("75%", 75), PART, WHOLE)
    assert found.difference == Decimal("15.00")
    assert found.right_shown == "30,001 ÷ 50,001 = 60.00%"


@pytest.mark.parametrize(
    ("stated", "numerator", "words"),
    [
        (share("60.00%", 60), PART, "30,001 of 50,001 is 60.00%, which is the stated share."),
        (
            share("60%", 60),
            say(2, "29,901", 29_901, by="un"),
            "29,901 of 50,001 is 59.80%, which fits the stated share.",
        ),
        (
            say(1, "2", 2, by="un", unit="times", indicator="share", numerator="C-2", denominator="C-3"),
            say(2, "145,001", 145_001, by="un"),
            "145,001 is 2.90 times 50,001, and no ordinary reading of the two makes the stated multiple.",
        ),
        (
            share("60%", 60),
            say(2, "30,000", 30_000, by="un", interval=("20000", "40000")),
            "30,000 (20,000–40,000) of 50,001 is 60.00%, which the stated share allows and does not prove.",
        ),
    ],
)
def test_a_sentence_says_what_the_two_make_and_whether_it_is_what_is_stated(
    stated: Statement, numerator: Statement, words: str
) -> None:
    found = worked_out(stated, numerator, WHOLE)
    assert words in found.explanation
    because = [reason.evidence for reason in found.reasons if reason.code == "rounding"]
    assert because == (["the rounding and the bounds of the figures decide"] if "allows" in words else [])


def test_a_share_is_shown_in_percent_in_times_or_per_so_many_as_it_was_said() -> None:
    in_percent = worked_out(share("75%", 75), PART, WHOLE)
    in_times = worked_out(replace(share("0.75", 0.75), unit="times"), PART, WHOLE)
    for result, noun, value, how, name in (
        (in_percent, "Share", "60.00%", "numerator ÷ denominator × 100", "percent"),
        (in_times, "Multiple", "0.60 times", "numerator ÷ denominator", "times"),
        (worked_out(rate("750", 750), PART, WHOLE), "Rate", f"600.01 {PER}", "numerator ÷ denominator × 1,000", PER),
    ):
        (line,) = [line for line in result.trace if line.label == f"{noun} of the figures as said"]
        assert (line.value, line.note) == (value, how)
        assert result.gap_steps is not None
        assert result.gap_steps.start.label == f"C-2 ÷ C-3, in {name}"


def test_a_rate_is_what_its_two_figures_make_at_its_own_rounding() -> None:
    right, wrong = worked_out(rate("600", 600), PART, WHOLE), worked_out(rate("450", 450), PART, WHOLE)
    assert right.verdict is Verdict.ADDS_UP
    assert f"30,001 ÷ 50,001 is 600.01 {PER}, which fits the stated rate." in right.explanation
    assert (wrong.verdict, wrong.difference) == (Verdict.DOES_NOT_ADD_UP, Decimal("-150.01"))
    assert "no ordinary reading of the two makes the stated rate" in wrong.explanation
    assert [reason.evidence for reason in wrong.reasons] == ["C-2 ÷ C-3 makes another rate"]


def test_a_rate_per_days_is_made_of_people_and_days_and_of_nothing_else() -> None:
    pace = replace(rate("5,001", 5_001), unit="people_per_5_days")
    days = say(3, "30", 30, unit="days", by="un")
    assert worked_out(pace, PART, days).right_shown == "30,001 ÷ 30 = 5,000.17 people per 5 days"
    assert work_out(pace, PART, WHOLE) is None
    assert work_out(rate("600", 600), PART, days) is None


def test_a_small_share_is_told_to_as_many_places_as_it_was_said() -> None:
    found = worked_out(share("0.034%", 0.034), say(2, "17", 17, by="un"), WHOLE)
    assert found.explanation.endswith("17 of 50,001 is 0.034%, which is the stated share.")
    off = worked_out(share("0.038%", 0.038), say(2, "17", 17, by="un"), WHOLE)
    assert off.difference == Decimal("0.004")


def test_only_that_organisations_other_figures_of_that_scope_are_suggested_as_denominators() -> None:
    said = share("75%", 75), PART, WHOLE
    assert denominators(*said, FITS) == ["C-2 ÷ C-10 makes 75.00%, which fits"]
    assert denominators(*said, replace(FITS, organisation="russia", side="government")) == []
    assert denominators(*said, replace(FITS, population="idps")) == [], "other people"
    assert (
        denominators(*said, replace(FITS, figure=replace(FITS.figure, as_said="45,001", value=Decimal(45_001)))) == []
    )


def test_nothing_is_suggested_for_a_share_that_adds_up() -> None:
    assert denominators(share("60%", 60), PART, WHOLE, replace(FITS, figure=WHOLE.figure)) == []


def test_suggested_denominators_stand_in_the_order_of_their_numbers() -> None:
    ninth = replace(FITS, ref="C-9", source="an earlier report")
    evidence = denominators(share("75%", 75), PART, WHOLE, FITS, ninth)
    assert [words.split()[2] for words in evidence] == ["C-9", "C-10"]


def test_a_share_of_nothing_or_of_what_is_vague_or_missing_is_no_finding() -> None:
    said = share("60%", 60)
    zero = replace(WHOLE, figure=replace(WHOLE.figure, as_said="0", value=Decimal(0)))
    vague = replace(PART, figure=replace(PART.figure, as_said="many", value=None))
    assert work_out(said, PART, zero) is None
    assert work_out(said, vague, WHOLE) is None
    assert work_out(said, PART) is None
    assert work_out(replace(said, unit="people", figure=replace(said.figure, is_percent=False)), PART, WHOLE) is None


def test_a_known_bias_excuses_no_share_inside_one_organisation() -> None:
    low = replace(PART, figure=replace(PART.figure, known_bias=Bias.UNDERCOUNT))
    own = worked_out(share("75%", 75), low, WHOLE)
    assert (own.verdict, own.strict_verdict, own.between) == (Verdict.DOES_NOT_ADD_UP, "", "self")
    relayed = worked_out(share("75%", 75, by="russia"), low, WHOLE)
    assert relayed.strict_verdict == Verdict.MAY_ADD_UP


def test_a_rounding_to_tens_is_meant_as_far_as_a_quarter_and_one_to_a_point_always() -> None:
    def verdicts(as_said: str, value: float, part: int) -> tuple[str, str]:
        result = worked_out(
            share(as_said, value), say(2, f"{part:,}", part, by="un"), say(3, "10,001", 10_001, by="un")
        )
        return result.verdict, result.strict_verdict

    assert verdicts("50%", 50, 5_489) == ("adds_up", "")
    assert verdicts("100%", 100, 9_049) == ("does_not_add_up", ""), "all is not nine in ten"
    assert verdicts("100%", 100, 9_961) == ("adds_up", "")
    assert verdicts("10%", 10, 549) == ("does_not_add_up", "adds_up")
    assert verdicts("1%", 1, 149) == ("adds_up", "")
