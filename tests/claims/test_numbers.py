"""Numbers are written in one way for people and in one for files."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.numbers import grouped, plain, rounded, shown_exactly
from apps.claims.reading.typed import parse_number


@given(st.decimals(min_value=0, max_value=10**14, allow_nan=False, places=4))
def test_a_number_written_for_files_or_people_is_read_back(value: Decimal) -> None:
    text = plain(value)
    assert "E" not in text
    if len(text.replace(".", "").lstrip("0")) <= 15:
        assert parse_number(text) == value
        assert parse_number(grouped(value)) == value


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("2", 1, "2.0"), ("40", 0, "40"), ("1208.5", 2, "1,208.50"), ("-5", 1, "−5.0"), ("40.96", 1, "40.96")],
)
def test_a_number_keeps_the_zeros_it_was_said_with(value: str, places: int, text: str) -> None:
    assert grouped(Decimal(value), places=places) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(249, 100), 0, "2"),
        (Fraction(-249, 100), 1, "-2.5"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_a_half_is_rounded_away_from_zero(value: Fraction, places: int, text: str) -> None:
    assert str(rounded(value, places)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("2E+6"), "2000000"),
        (Decimal(100), "100"),
        (Decimal("0.00"), "0"),
        (Decimal("40.960"), "40.96"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(1, 4), "0.25"),
    ],
)
def test_a_number_for_files_has_a_point_and_no_zeros_at_the_end(value: Decimal | Fraction, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 3), "≈0.3333"),
        (Fraction(20_000, 3), "≈6,666.6667"),
        (Fraction(1, 7), "≈0.1429"),
        (Fraction(1, 32), "0.03125"),
        (Fraction(3, 20), "0.15"),
        (Fraction(7, 25), "0.28"),
        (Fraction(1_851_424), "1,851,424"),
        (Fraction(-41_570), "−41,570"),
    ],
)
def test_only_a_number_without_an_end_is_shown_as_near(value: Fraction, text: str) -> None:
    assert shown_exactly(value) == text
