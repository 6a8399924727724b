"""Numbers are written in one way for people and in one for files."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.numbers import grouped, plain
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
