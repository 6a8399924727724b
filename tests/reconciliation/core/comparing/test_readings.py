"""Readings of one figure and of several: what stands for them, what they come to, and how far they are apart."""

from decimal import Decimal
from fractions import Fraction

import pytest

from apps.reconciliation.core.comparing.readings import Reading, add_up, cover, difference, factor, read, round_to
from tests.reconciliation.core.factories import say


def reading(as_said: str, value: float | None, qualifier: str = "exactly", high: str | None = None) -> Reading:
    return read(say(1, as_said, value, qualifier=qualifier, high=high).figure)


TWO_MILLION = reading("2 million", 2_000_000, "more_than")


@pytest.mark.parametrize(
    ("said", "centre", "step"),
    [
        (reading("10,001", 10001), 10001, 1),
        (reading("674,000", 674000), 674000, 1000),
        (reading("200–400", 200, "between", "400"), 300, 100),
        (reading("hundreds", None, "vague"), 200, 100),
        (reading("dozens", None, "vague"), 24, 10),
    ],
    ids=["point", "rounded", "range", "vague", "dozens"],
)
def test_a_number_stands_for_a_figure_that_is_exact_to_a_step(said: Reading, centre: int, step: int) -> None:
    assert said.centre == centre
    assert said.step == step


def test_words_that_say_no_number_have_no_reading() -> None:
    with pytest.raises(ValueError, match="“the vast majority” has no reading"):
        reading("the vast majority", None, "vague")


def test_a_sum_is_as_coarse_as_its_coarsest_part_and_plain_if_all_are() -> None:
    points = [reading("10,001", 10001), reading("674,000", 674000)]
    total = add_up(points)
    assert (str(total.ordinary), total.centre, total.step, total.is_plain) == (
        "[683,501, 684,501]",
        Fraction(684001),
        Fraction(1000),
        True,
    )
    assert not add_up([*points, TWO_MILLION]).is_plain


def test_what_may_be_counted_twice_is_from_the_largest_to_the_sum() -> None:
    both = cover([reading("10,001", 10001), reading("20,002", 20002)])
    assert (str(both.ordinary), both.centre, both.is_plain) == ("[20,002, 30,003]", Fraction(30003), False)
    assert str(cover([reading("2,000,001", 2000001), TWO_MILLION]).ordinary).startswith("[2,000,001, ")
    open_end = cover([reading("2 million", 2000000, "at_least"), TWO_MILLION])
    assert str(open_end.ordinary).startswith("(2,000,000, "), "more than 2 million must fit in too"


def test_a_difference_is_at_the_coarser_precision_and_never_less_than_the_gap() -> None:
    assert difference(reading("674,000", 674000), reading("10,001", 10001)) == 664000
    assert difference(reading("548,554", 548554), TWO_MILLION) == -1451446
    assert difference(TWO_MILLION, reading("548,554", 548554)) == 1451446
    assert difference(reading("8,012", 8012), reading("hundreds", None, "vague")) == 7800


@pytest.mark.parametrize(
    ("value", "nearest"), [(1499, 1000), (1500, 1000), (1501, 2000), (-1500, -1000), (-1501, -2000)]
)
def test_of_two_multiples_as_near_the_one_nearer_to_zero_is_taken(value: int, nearest: int) -> None:
    assert round_to(Fraction(value), Fraction(1000)) == nearest


def test_how_many_times_larger_is_the_same_either_way_and_none_of_nothing() -> None:
    small, large = reading("10,001", 10001), reading("25,003", 25003)
    assert factor(small, large) == factor(large, small) == Decimal("2.500050")
    assert factor(reading("0", 0), large) is None


def test_a_factor_is_not_rounded_before_somebody_says_it() -> None:
    assert factor(reading("548,554", 548554), TWO_MILLION) == Decimal("3.645949")


@pytest.mark.parametrize(("value", "rounded"), [("0.46", "0.5"), ("-0.46", "-0.5"), ("0.45", "0.4"), ("0", "0")])
def test_a_value_is_rounded_to_a_step_on_its_own_side_of_zero(value: str, rounded: str) -> None:
    assert round_to(Fraction(value), Fraction(1, 10)) == Decimal(rounded)
