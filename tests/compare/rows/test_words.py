"""Dates, periods, readings and factors in words."""

from datetime import date
from decimal import Decimal

import pytest

from apps.claims.intervals import Interval
from apps.compare.rows import words


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2019-01-01", "2019-12-31", "2019"),
        ("2017-01-01", "2018-12-31", "2017–2018"),
        ("2019-06-01", "2019-06-30", "June 2019"),
        ("2019-07-01", "2019-07-24", "1 Jul – 24 Jul 2019"),
        ("2018-07-18", "2019-07-24", "18 Jul 2018 – 24 Jul 2019"),
        ("2019-07-24", "2019-07-24", "on 24 Jul 2019"),
        ("", "2019-07-24", "to 24 Jul 2019"),
        ("2019-07-01", "", "since 1 Jul 2019"),
        ("", "", "not stated"),
    ],
)
def test_a_period_is_said_as_a_person_would(start: str, end: str, said: str) -> None:
    assert words.period_words(day(start), day(end)) == said


def test_a_stock_stands_on_a_day() -> None:
    assert words.period_words(None, date(2019, 7, 24), is_stock=True) == "on 24 Jul 2019"


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (None, "no number is said"),
        (Interval.point(332), "exactly 332"),
        (Interval.of(17000, 18000, "(]"), "more than 17,000 and at most 18,000"),
        (Interval.of(97570, None, "[)"), "at least 97,570"),
        (Interval.of(0, 100000, "[)"), "at least 0 and less than 100,000"),
        (Interval.of(24, 48, "[]"), "24 to 48"),
    ],
)
def test_a_reading_says_whether_its_ends_belong_to_it(interval: Interval | None, said: str) -> None:
    assert words.interval_words(interval) == said


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (None, ""),
        ("1", ""),
        ("1.0047", "less than 1.01 times"),
        ("1.082", "1.08 times"),
        ("1.009009", "1.01 times"),
        ("7.68", "7.7 times"),
        ("3.645949", "3.6 times"),
        ("20.498104", "20 times"),
        ("48.11", "48 times"),
    ],
)
def test_a_factor_has_no_more_digits_than_tell_two_apart(factor: str | None, said: str) -> None:
    assert words.factor_words(None if factor is None else Decimal(factor)) == said


def test_zero_is_a_number_and_blank_is_none() -> None:
    assert words.number_words(Decimal(0)) == "0"
    assert words.number_words(None) == ""
    assert words.percent_words(Decimal("0.869798")) == "86.98%"
    assert words.percent_words(None) == ""


@pytest.mark.parametrize(
    ("name", "said"), [("MFA (SY)", "(MFA, SY)"), ("UN", "(UN)"), ("The (new) party", "(The (new) party)")]
)
def test_a_name_stands_in_one_pair_of_brackets(name: str, said: str) -> None:
    assert words.bracketed(name) == said
