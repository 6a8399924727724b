"""Verdicts on two readings: at the edge of the tolerance, on the strict words, across bridged days, and on sums."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from apps.claims.intervals import Interval
from apps.reconciliation.core.comparing.readings import Reading, read
from apps.reconciliation.core.comparing.verdicts import (
    MEANINGS,
    WORDS,
    Verdict,
    compare,
    compare_order,
    find_rest,
    judge_room,
    judge_sum,
)
from apps.reconciliation.core.inputs.tolerances import Tolerance
from tests.reconciliation.core.factories import say
from tests.reconciliation.core.strategies import Words, figures

NONE = Tolerance("none", Decimal(0))
PERCENT = Tolerance()


def reading(as_said: str, value: float, qualifier: str = "exactly") -> Reading:
    return read(say(1, as_said, value, qualifier=qualifier).figure)


def point(value: int) -> Reading:
    return Reading(Interval.point(value), Interval.point(value), Fraction(value))


@given(figures())
def test_any_figure_agrees_with_itself_without_any_tolerance(words: Words) -> None:
    said = read(say(1, **words).figure)
    for judge in (compare, compare_order):
        found = judge(said, said, tolerance=NONE)
        assert (found.verdict, found.strict_verdict) == (Verdict.AGREES, Verdict.AGREES)
        assert found.gap == 0
        assert found.flips_at is None
    assert find_rest(said, said, NONE) == 0


@pytest.mark.parametrize(("ours", "verdict"), [(9_900, Verdict.AGREES), (9_899, Verdict.CONTRADICTS)])
def test_a_gap_that_is_just_the_tolerance_agrees(ours: int, verdict: Verdict) -> None:
    found = compare(point(ours), point(10_000), tolerance=PERCENT)
    assert (found.verdict, found.allowed) == (verdict, Fraction(100))
    assert find_rest(point(ours), point(10_000), PERCENT) == (0 if verdict is Verdict.AGREES else 101)


@pytest.mark.parametrize(("ours", "verdict"), [(60, Verdict.AGREES), (59, Verdict.CONTRADICTS)])
def test_a_gap_that_is_just_the_floor_agrees(ours: int, verdict: Verdict) -> None:
    found = compare(point(ours), point(100), tolerance=Tolerance("floor", Decimal("0.01"), Decimal(40)))
    assert (found.verdict, found.allowed) == (verdict, Fraction(40))


def test_the_words_may_permit_what_nobody_understands() -> None:
    found = compare(reading("2,000", 2000, "at_least"), point(5_001), tolerance=PERCENT)
    assert (found.verdict, found.strict_verdict) == (Verdict.DIFFERS, Verdict.AGREES)


def test_bridged_days_add_their_share_and_never_make_a_contradiction() -> None:
    bridged: dict[str, Any] = {"tolerance": PERCENT, "bridged_share": Fraction(1, 10), "is_bridged": True}
    agrees, differs = (compare(point(ours), point(10_000), **bridged) for ours in (8_900, 8_899))
    assert (agrees.verdict, agrees.allowed, agrees.bridged) == (Verdict.AGREES, Fraction(1_100), Fraction(1_000))
    assert (differs.verdict, differs.strict_verdict) == (Verdict.DIFFERS, Verdict.DIFFERS)
    assert differs.flips_at == Fraction(101, 10_000)


def test_what_is_narrower_may_be_anything_below_and_not_above() -> None:
    assert compare_order(point(1), point(10_000), tolerance=NONE).verdict is Verdict.AGREES
    above = compare_order(point(10_000), point(1), tolerance=NONE)
    assert (above.verdict, above.gap) == (Verdict.CONTRADICTS, Fraction(9_999))


@pytest.mark.parametrize(
    ("computed", "is_rounded", "verdict"),
    [
        (Interval.of(29, 31), False, Verdict.ADDS_UP),
        (Interval.of(29, 32), False, Verdict.MAY_ADD_UP),
        (Interval.of(31, 32), False, Verdict.MAY_ADD_UP),
        (Interval.of(32, 33), False, Verdict.DOES_NOT_ADD_UP),
        (Interval.of(32, 33), True, Verdict.ADDS_UP),
    ],
)
def test_a_sum_is_proved_inside_the_stated_figure_or_by_rounding(
    computed: Interval,
    is_rounded: bool,
    verdict: Verdict,
) -> None:
    assert judge_sum(computed, Interval.of(28, 31), is_rounded=is_rounded) is verdict


@pytest.mark.parametrize(
    ("computed", "verdict"),
    [
        (Interval.of(20, 28), Verdict.ADDS_UP),
        (Interval.of(20, 29), Verdict.MAY_ADD_UP),
        (Interval.of(31, 40), Verdict.MAY_ADD_UP),
        (Interval.of(20, None), Verdict.MAY_ADD_UP),
        (Interval.of(32, 40), Verdict.DOES_NOT_ADD_UP),
    ],
)
def test_there_is_room_below_the_least_that_the_limit_may_be(computed: Interval, verdict: Verdict) -> None:
    assert judge_room(computed, Interval.of(28, 31)) is verdict


def test_every_verdict_has_words_of_its_own_and_a_meaning() -> None:
    assert set(WORDS) == set(MEANINGS) == set(Verdict)
    assert len(set(WORDS.values())) == len(set(MEANINGS.values())) == len(Verdict)
