"""One number where only a number belongs, and the step that its words give."""

import time
from decimal import Decimal

import pytest

from apps.claims.reading.outcomes import UnitTraits
from apps.claims.reading.typed import infer_step, meaning_of, parse_number

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
    ("1.5m", "1500000"),
    ("2k", "2000"),
    ("USD 1.2bn", "1200000000"),
    ("two million", "2000000"),
    ("half a million", "500000"),
    ("1,50,000", "150000"),
    ("12,50,000", "1250000"),
    ("٢ مليون", "2000000"),
    ("0012", "12"),
    ("000000000000000012", "12"),
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
    ("1,234*", None),
    ("1 000,000", None),
    ("more than 5", None),
    ("5 to 7", None),
    ("hundreds", None),
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
        ("2.0m", "2000000", "100000"),
        ("2.0 million", "2000000", "100000"),
        ("2,0 млн", "2000000", "100000"),
        ("2.0bn", "2000000000", "100000000"),
        ("40.0 %", "40", "0.1"),
        ("five hundred", "500", "100"),
        ("0", "0", "1"),
        ("0.0", "0", "0.1"),
        ("1.234", "1234", "1"),
        ("1.234", "1.234", "0.001"),
        ("what was said", "1200", "100"),
        ("what was said", "0.25", "0.01"),
        ("5,000", "50000", "10000"),
    ],
)
def test_the_step_is_the_value_of_the_last_significant_digit_as_written(as_said: str, value: str, step: str) -> None:
    assert infer_step(as_said, Decimal(value)) == Decimal(step)


def test_a_hostile_text_takes_no_longer_than_its_length() -> None:
    started = time.perf_counter()
    for text in ("1," * 500_000, "1" * 1_000_000, " " * 1_000_000 + "x"):
        with pytest.raises(ValueError, match="a number"):
            parse_number(text)
    assert time.perf_counter() - started < 5


def test_a_step_is_read_in_the_language_of_the_source() -> None:
    assert infer_step("1.230", Decimal(1230), "de") == 10
    assert infer_step("un milliard", Decimal(10**9), "fr") == 10**9


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,234*", "in one way only. What does the mark * say?"),
        ("1 000,000", "is it 1,000 or 1,000,000?"),
        ("more than 5", "fields of their own"),
        ("5 to 7", "fields of their own"),
        ("1_000", "without underscores"),
    ],
)
def test_what_is_no_number_is_told_what_is_expected(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=r"^a number") as told:
        parse_number(text)
    assert says in str(told.value)


def test_a_number_is_read_in_its_language_and_unit() -> None:
    percent = UnitTraits("percent", is_percent=True)
    assert parse_number("1.234", "de") == 1234
    assert parse_number("1 billion", "fr") == 10**12
    assert parse_number("three quarters", "en", percent) == 75
    assert parse_number("three quarters") == Decimal("0.75")
    with pytest.raises(ValueError, match="whole number"):
        parse_number("1.5", "en", UnitTraits("people", is_whole=True))


def test_the_meaning_is_the_one_that_gives_the_value() -> None:
    assert meaning_of("1.234", Decimal(1234)) != meaning_of("1.234", Decimal("1.234"))
    third = meaning_of("a third", Decimal("33.333333"))
    assert third is not None
    assert (third.is_fraction, third.step) == (True, Decimal(1))
    assert meaning_of("4,237", Decimal(4327)) is None
    assert meaning_of("no number", Decimal(5)) is None
