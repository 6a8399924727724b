"""A box takes a figure or a period as it is said, fills the fields that hold it, and says what it read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.claims.entry.boxes import read_figure_box, read_period_box
from apps.claims.reading.outcomes import UnitTraits

PEOPLE = UnitTraits("people", is_counted=True, is_whole=True)
PERCENT = UnitTraits("percent", is_percent=True)
SAID_ON = date(2019, 7, 24)


@pytest.mark.parametrize(
    ("words", "language", "unit", "filled"),
    [
        ("more than 1.2 million", "en", PEOPLE, ("more_than", 1_200_000, None)),
        ("24–48", "en", PEOPLE, ("between", 24, 48)),
        ("a third", "en", PERCENT, ("exactly", Decimal("33.333333"), None)),
        ("٢ مليون", "ar", PEOPLE, ("exactly", 2_000_000, None)),
        ("1.5m", "en", PEOPLE, ("exactly", 1_500_000, None)),
        ("1.234", "de", PEOPLE, ("exactly", 1_234, None)),
        ("hundreds", "en", PEOPLE, ("vague", None, None)),
        ("4.74 million (3.31–6.48)", "en", PEOPLE, ("exactly", 4_740_000, None)),
        ("около 4,74 млн (95% ДИ 3,31–6,48)", "ru", PEOPLE, ("about", 4_740_000, None)),
        ("2,1 % (1,8–2,4)", "fr", PERCENT, ("exactly", Decimal("2.1"), None)),
    ],
)
def test_the_words_of_a_figure_fill_its_fields(
    words: str, language: str, unit: UnitTraits, filled: tuple[str, Any, Any]
) -> None:
    fields = read_figure_box(words, language, unit).fields
    assert (fields["qualifier"], fields["value"], fields["value_high"]) == filled


def test_the_sentence_says_the_step_and_both_readings() -> None:
    assert read_figure_box("about 22,500", "en", PEOPLE).sentence == (
        "Read as about 22,500, to the nearest 100. "
        "People understand 22,000 to 23,000; the words permit 16,875 to 28,125."
    )
    assert read_figure_box("41,570", "en", PEOPLE).sentence == (
        "Read as exactly 41,570. People understand 41,570; the words permit 41,570."
    )
    assert "People understand 200 to 999; the words permit 100 and more." in (
        read_figure_box("hundreds", "en", PEOPLE).sentence
    )


def test_the_sentence_says_the_interval_that_is_stated_with_an_estimate() -> None:
    assert read_figure_box("4.74 million (3.31–6.48)", "en", PEOPLE).sentence == (
        "Read as exactly 4,740,000, with the interval 3,310,000 to 6,480,000. "
        "People understand 3,310,000 to 6,480,000; the words permit 3,310,000 to 6,480,000."
    )


def test_the_sentence_says_what_a_qualifier_entered_beside_the_words_makes_of_them() -> None:
    assert read_figure_box("319,274", "en", PEOPLE, "more_than").sentence == (
        "Read as 319,274, with “more than” picked beside it. "
        "People understand 319,274; together they permit 319,274 and more."
    )
    assert read_figure_box("about 22,500", "en", PEOPLE, "at_most").sentence.startswith(
        "Read as about 22,500, to the nearest 100; entered as at most. People understand "
    )
    for words, entered in (("319,274", "exactly"), ("319,274", "between"), ("319,274", "no such"), ("24–48", "about")):
        alone = read_figure_box(words, "en", PEOPLE)
        assert read_figure_box(words, "en", PEOPLE, entered) == alone, entered


@pytest.mark.parametrize(("words", "unit"), [("1.234", PEOPLE), ("12,345 %", PERCENT)])
def test_what_can_be_meant_in_two_ways_fills_nothing_and_is_asked(words: str, unit: UnitTraits) -> None:
    reading = read_figure_box(words, "en", unit)
    assert (reading.fields, reading.is_asked) == ({}, True)
    assert reading.sentence.endswith("?")


def test_words_without_a_number_are_said_to_be_compared_with_nothing() -> None:
    reading = read_figure_box("the vast majority", "en", PEOPLE)
    assert (reading.fields["qualifier"], reading.fields["value"]) == ("vague", None)
    assert reading.sentence == "Read as a quantity without a number, which is compared with nothing."


def test_what_is_no_figure_is_said_to_be_none() -> None:
    reading = read_figure_box("very soon", "en", PEOPLE)
    assert (reading.fields, reading.is_asked) == ({}, False)
    assert reading.sentence


@pytest.mark.parametrize(
    ("words", "start", "end", "is_cumulative"),
    [
        ("Q2 2018", date(2018, 4, 1), date(2018, 6, 30), False),
        ("so far in 2019", date(2019, 1, 1), SAID_ON, True),
        ("since 10 June", date(2019, 6, 10), None, True),
        ("from 4 February to 10 March 2019", date(2019, 2, 4), date(2019, 3, 10), False),
        ("by 30 June 2019", None, date(2019, 6, 30), True),
    ],
)
def test_the_words_of_a_period_fill_its_days(
    words: str, start: date | None, end: date | None, is_cumulative: bool
) -> None:
    fields = read_period_box(words, "en", SAID_ON).fields
    assert (fields["period_start"], fields["period_end"], fields["is_cumulative"]) == (start, end, is_cumulative)


def test_the_days_are_said_in_words() -> None:
    assert read_period_box("Q2 2018", "en", SAID_ON).sentence == "Read as 1 April 2018 to 30 June 2018."
    assert read_period_box("on 3 May 2018", "en", SAID_ON).sentence == "Read as 3 May 2018."
    assert read_period_box("by 30 June 2019", "en", SAID_ON).sentence == (
        "Read as up to 30 June 2019, since when is not stated, a total to date."
    )


@pytest.mark.parametrize(("words", "is_asked"), [("2018/19", True), ("mid-July", True), ("for a long time", False)])
def test_a_period_that_is_not_read_fills_nothing(words: str, is_asked: bool) -> None:
    reading = read_period_box(words, "en", SAID_ON)
    assert (reading.fields, reading.is_asked) == ({}, is_asked)
    assert reading.sentence
