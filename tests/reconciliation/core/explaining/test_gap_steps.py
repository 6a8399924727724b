"""The gap steps sum to the last digit: bounds and rounding, days that differ, and the rest that nothing explains."""

from decimal import Decimal
from fractions import Fraction

import pytest

from apps.reconciliation.core.comparing.readings import read
from apps.reconciliation.core.explaining.gap_steps import (
    bias_reasons,
    build_gap_steps,
    build_step,
    build_stop,
    explain_gap,
    gap_reasons,
)
from apps.reconciliation.core.explaining.reasons import Code
from tests.reconciliation.core.factories import say

POINT, ABOUT = read(say(1, "1,001", 1001).figure), read(say(2, "22,500", 22500, qualifier="about").figure)
GAP = Fraction(20_999)  # from 1,001 to 22,000, the least that about 22,500 is


def test_what_no_step_explains_stands_last_and_the_way_sums() -> None:
    steps = [
        build_step(Code.POPULATION, Fraction(1_302_870), "all returnees", "C-78"),
        build_step(Code.AS_OF, Fraction(0), ""),
    ]
    way = build_gap_steps(build_stop("one", Fraction(548_554)), steps, build_stop("other", Fraction(2_000_000)))
    assert [(step.code, step.amount) for step in way.steps] == [
        (Code.POPULATION, Decimal(1_302_870)),
        (Code.UNEXPLAINED, Decimal(148_576)),
    ]
    assert way.unexplained == 148_576
    whole = build_gap_steps(way.start, way.steps, way.end)
    assert whole.steps == way.steps, "nothing remains, and no step of nothing is added"


@pytest.mark.parametrize("sign", [1, -1])
def test_rounding_hides_what_the_gap_at_best_does_not_hold_either_way(sign: int) -> None:
    start, end = (POINT, ABOUT)[::sign]
    rounding, days = explain_gap(start, end, GAP, bridged=Fraction(5_000))
    assert (rounding.code, rounding.amount) == (Code.ROUNDING, Decimal(sign * 500))
    assert (days.code, days.amount) == (Code.AS_OF, Decimal(sign * 5_000))
    assert "part by 20,999 at best" in rounding.evidence


def test_days_explain_no_more_than_the_gap_and_no_half_people() -> None:
    assert explain_gap(POINT, ABOUT, GAP, bridged=Fraction(90_000))[1].amount == GAP
    assert explain_gap(POINT, ABOUT, GAP, bridged=Fraction(5, 2))[1].amount == 2
    share = read(say(3, "2.5%", "2.5", unit="percent").figure)
    assert explain_gap(share, ABOUT, GAP, bridged=Fraction(5, 2))[1].amount == Decimal("2.5")


def test_readings_that_meet_leave_all_of_the_way_to_rounding() -> None:
    rounding, days = explain_gap(read(say(1, "22,001", 22001).figure), ABOUT, Fraction(0))
    assert (rounding.amount, days.amount, rounding.evidence) == (Decimal(499), Decimal(0), "the readings meet")


def test_an_undercount_sees_only_part_and_an_overcount_is_only_declared() -> None:
    def codes(bias: str) -> list[Code]:
        return [reason.code for reason in bias_reasons([say(1, "1,001", 1001, bias=bias)])]

    assert codes("undercount") == [Code.KNOWN_BIAS, Code.REGISTRATION]
    assert codes("overcount") == [Code.KNOWN_BIAS]
    assert codes("") == []


def test_reasons_give_the_side_that_declares_and_amounts_without_a_sign() -> None:
    way = build_gap_steps(build_stop("one", Fraction(100)), [], build_stop("other", Fraction(60)))
    low = say(1, "100", 100, by="un", bias="overcount", bias_as_said="some twice")
    declared, rest = gap_reasons(way, [low])
    assert (declared.by, declared.evidence) == ("un", "Speaker of un declares an overcount of C-1: “some twice”")
    assert (rest.code, rest.amount, rest.by) == (Code.UNEXPLAINED, Decimal(40), "rule")
