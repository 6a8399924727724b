"""One reader of numbers for forms, files and texts."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.numbers import grouped, plain
from apps.claims.reading.typed import infer_step, parse_number

READ = [
    ("1851424", "1851424"),
    ("1,851,424", "1851424"),
    ("1 851 424", "1851424"),
    ("1.2 million", "1200000"),
    ("US", None),
    ("2 lakh", "200000"),
    ("3 crore", "30000000"),
    ("40.96 %", "40.96"),
    ("٤١٥٧٠", "41570"),
    ("۱٬۲۰۸", "1208"),
    ("0", "0"),
    ("-5", "-5"),
    ("1_000", None),
    ("1e400", None),
    ("NaN", None),
    ("Infinity", None),
    ("12,34", None),
    ("1,2345", None),
    ("१२३", None),
    ("9999999999999999", None),
    ("9999999999 million", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "number"), READ)
def test_numbers_are_read_as_people_write_them_and_nothing_else(text: str, number: str | None) -> None:
    if number is None:
        with pytest.raises(ValueError, match="a number"):
            parse_number(text)
    else:
        assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("as_said", "value", "step"),
    [
        ("1.2 million", "1200000", "100000"),
        ("2 million", "2000000", "1000000"),
        ("1.20 million", "1200000", "10000"),
        ("674,000", "674000", "1000"),
        ("1,851,424", "1851424", "1"),
        ("41,570", "41570", "10"),
        ("40.96%", "40.96", "0.01"),
        ("29%", "29", "1"),
        ("300 thousand", "300000", "100000"),
        ("US $25 million", "25000000", "1000000"),
        ("a third", "33.333333", "1"),
        ("half", "50", "1"),
        ("two million", "2000000", "1000000"),
        ("2 مليون", "2000000", "1000000"),
        ("1,2 million", "1200000", "100000"),
    ],
)
def test_the_step_is_the_value_of_the_last_significant_digit_as_written(as_said: str, value: str, step: str) -> None:
    assert infer_step(as_said, Decimal(value)) == Decimal(step)


@given(st.decimals(min_value=0, max_value=10**14, allow_nan=False, places=4))
def test_a_number_written_for_files_or_people_is_read_back(value: Decimal) -> None:
    text = plain(value)
    assert "E" not in text
    if len(text.replace(".", "").lstrip("0")) <= 15:
        assert parse_number(text) == value
        assert parse_number(grouped(value)) == value


def test_a_hostile_text_takes_no_longer_than_its_length() -> None:
    started = time.perf_counter()
    for text in ("1," * 500_000, "1" * 1_000_000, " " * 1_000_000 + "x"):
        with pytest.raises(ValueError, match="a number"):
            parse_number(text)
    assert time.perf_counter() - started < 5
