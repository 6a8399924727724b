"""Intervals add, subtract, scale and divide exactly, and know whether their ends belong to them."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.intervals import Interval

numbers = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, width = draw(numbers), draw(numbers)
    if width == 0:
        return Interval.point(low)
    high = draw(st.sampled_from([low + width, None]))
    return Interval.of(low, high, draw(st.sampled_from(["[]", "[)", "(]", "()"])))


@st.composite
def members(draw: st.DrawFn, of: Interval) -> Fraction:
    """A number of the interval."""
    assert of.low is not None
    high = of.high if of.high is not None else of.low + 10
    share = draw(st.fractions(Fraction(1, 100), Fraction(99, 100)))
    return of.low + (high - of.low) * share


def holds(interval: Interval, number: Fraction) -> bool:
    return interval.contains(Interval.point(number))


# Every interval whose ends are 0, 1, 2 or open to infinity; what is tried falls on, between and beyond the ends.
SMALL = [Interval.point(end) for end in range(3)] + [
    Interval.of(low, high, opening + closing)
    for low, high in combinations([None, 0, 1, 2, None], 2)
    for opening in ("[(" if low is not None else "(")
    for closing in ("])" if high is not None else ")")
]


def tried(interval: Interval, *, parts: int = 2, most: int = 4) -> list[Fraction]:
    """The numbers of the interval among halves (or finer parts) from −4 to 4, by the meaning of its four fields."""
    return [
        number
        for number in (Fraction(n, parts) for n in range(-most * parts, most * parts + 1))
        if (interval.low is None or number > interval.low or (interval.low_closed and number == interval.low))
        and (interval.high is None or number < interval.high or (interval.high_closed and number == interval.high))
    ]


@pytest.mark.parametrize("one", SMALL, ids=str)
def test_how_two_intervals_lie_is_how_their_numbers_lie(one: Interval) -> None:
    numbers = tried(one)
    for other in SMALL:
        others = tried(other)
        assert one.contains(other) == (set(others) <= set(numbers)), other
        assert one.meets(other) == bool(set(numbers) & set(others)), other
        assert one.is_below(other) == (max(numbers) < min(others)), other


@pytest.mark.parametrize("one", SMALL, ids=str)
def test_the_gap_is_what_lies_between_the_nearest_ends(one: Interval) -> None:
    """An end counts whether it belongs to its interval or not: (2, ∞) and 2 touch."""
    for other in SMALL:
        first, second = (
            tried(Interval(side.low, side.high, side.low is not None, side.high is not None)) for side in (one, other)
        )
        assert one.gap(other) == min(abs(a - b) for a in first for b in second), other


@pytest.mark.parametrize("one", SMALL, ids=str)
def test_a_sum_holds_just_what_some_two_of_its_numbers_make(one: Interval) -> None:
    parts = tried(one, parts=4, most=8)
    for other in SMALL:
        summed, second = tried(one + other), set(tried(other, parts=4, most=8))
        for number in tried(Interval.of(None, None, "()"), most=3):
            assert (number in summed) == any(number - part in second for part in parts), other


@pytest.mark.parametrize("factor", [1, 2, 3])
@pytest.mark.parametrize("one", SMALL, ids=str)
def test_scaling_and_turning_move_every_number(one: Interval, factor: int) -> None:
    assert tried(-one) == sorted(-number for number in tried(one))
    assert tried(one.scaled(factor), most=4 * factor) == [number * factor for number in tried(one, parts=2 * factor)]


def test_only_a_number_that_is_not_below_zero_scales_or_divides() -> None:
    assert Interval.of(1, None, "()").scaled(0) == Interval.point(0)
    with pytest.raises(ValueError, match="not below zero"):
        Interval.point(1).scaled(Fraction(-1, 2))
    for divisor in (Interval.of(Fraction(-1, 2), 1), Interval.of(None, 1, "(]")):
        with pytest.raises(ValueError, match="not below zero"):
            Interval.point(1).ratio(divisor)


@pytest.mark.parametrize(
    ("one", "divisor", "ratio"),
    [
        (Interval.of(2, 6), Interval.point(1), "[2, 6]"),
        (Interval.of(2, 6), Interval.of(0, 1, "(]"), "[2, ∞)"),
        (Interval.of(2, 6), Interval.of(1, 2), "[1, 6]"),
        (Interval.of(2, 6), Interval.of(1, 2, "()"), "(1, 6)"),
        (Interval.of(2, 6), Interval.of(1, 2, "[)"), "(1, 6]"),
        (Interval.of(2, 6), Interval.of(1, 2, "(]"), "[1, 6)"),
        (Interval.of(2, 6, "(]"), Interval.of(1, None, "[)"), "(0, 6]"),
        (Interval.of(2, 6), Interval.of(0, None, "()"), "(0, ∞)"),
        (Interval.of(2, None, "()"), Interval.of(1, 4), "(0.5, ∞)"),
    ],
)
def test_an_end_of_a_ratio_belongs_to_it_if_both_that_make_it_do(one: Interval, divisor: Interval, ratio: str) -> None:
    assert str(one.ratio(divisor)) == ratio


@pytest.mark.parametrize(
    ("interval", "shown", "span"),
    [
        (Interval.point(5), "5", "5"),
        (Interval.of(1959, 2061, "[)"), "[1,959, 2,061)", "1,959 to 2,061"),
        (Interval.of(2, None, "()"), "(2, ∞)", "2 and more"),
        (Interval.of(None, 2, "(]"), "(−∞, 2]", "up to 2"),
        (Interval.of(None, None, "()"), "(−∞, ∞)", "any number"),
    ],
)
def test_an_interval_is_written_with_its_ends_and_said_without(interval: Interval, shown: str, span: str) -> None:
    assert (str(interval), interval.span) == (shown, span)


@given(st.data(), intervals(), intervals())
def test_sums_and_differences_hold_those_of_their_members(data: st.DataObject, one: Interval, other: Interval) -> None:
    a, b = data.draw(members(one)), data.draw(members(other))
    assert holds(one + other, a + b)
    assert holds(one - other, a - b)


@given(st.data(), intervals(), intervals())
def test_a_ratio_holds_those_of_its_members(data: st.DataObject, one: Interval, other: Interval) -> None:
    a, b = data.draw(members(one)), data.draw(members(other))
    if other.high != 0 and b > 0:
        assert holds(one.ratio(other), a / b)


@given(st.data(), intervals(), intervals(), numbers, numbers)
def test_a_product_holds_those_of_its_members_and_nothing_beyond_its_ends(
    data: st.DataObject, one: Interval, other: Interval, down: Fraction, further_down: Fraction
) -> None:
    """Moved down so that either may lie on both sides of zero."""
    a, b = data.draw(members(one)) - down, data.draw(members(other)) - further_down
    one, other = one - Interval.point(down), other - Interval.point(further_down)
    product = one * other
    assert product == other * one
    assert holds(product, a * b)
    if one.high is not None and other.high is not None:
        assert one.low is not None
        assert other.low is not None
        corners = [x * y for x in (one.low, one.high) for y in (other.low, other.high)]
        assert (product.low, product.high) == (min(corners), max(corners))


def test_an_end_of_a_product_belongs_to_it_only_if_it_is_reached() -> None:
    assert str(Interval.of(0, 2, "(]") * Interval.of(3, None, "[)")) == "(0, ∞)"
    assert str(Interval.of(0, 2, "[]") * Interval.of(3, None, "()")) == "[0, ∞)"
    assert str(Interval.of(-1, 2, "[)") * Interval.of(3, 4)) == "[−4, 8)"
    assert str(Interval.of(-1, 1) * Interval.of(None, 4, "(]")) == "(−∞, ∞)"


@given(intervals(), intervals(), intervals())
def test_addition_is_monotone(one: Interval, other: Interval, third: Interval) -> None:
    wider = Interval(one.low, None, one.low_closed, False)
    assert wider.contains(one)
    assert (wider + other).contains(one + other)
    assert one + other == other + one
    assert (one + other) + third == one + (other + third)


@given(intervals(), numbers)
def test_scaling_is_monotone_and_exact(one: Interval, factor: Fraction) -> None:
    wider = Interval(one.low, None, one.low_closed, False)
    if factor > 0:
        assert wider.scaled(factor).contains(one.scaled(factor))
        assert one.scaled(factor).scaled(1 / factor) == one


@given(intervals(), intervals())
def test_meeting_is_symmetric_and_two_that_meet_have_no_gap(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.gap(other) == other.gap(one)
    if one.meets(other):
        assert one.gap(other) == 0


def test_an_open_end_is_not_part_of_it() -> None:
    above = Interval.of(2, None, "()")
    assert not above.meets(Interval.point(2))
    assert above.gap(Interval.point(2)) == 0
    assert Interval.of(2, None, "[)").meets(Interval.point(2))


def test_an_empty_interval_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no number between"):
        Interval.of(3, 2)
    with pytest.raises(ValueError, match="no number between"):
        Interval.of(3, 3, "[)")


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        Interval.point(1).ratio(Interval.point(0))
    assert str(Interval.point(1).ratio(Interval.of(0, 2))) == "[0.5, ∞)"


def test_a_number_without_end_is_shown_as_near() -> None:
    assert str(Interval.point(Fraction(1, 3))) == "≈0.3333"
