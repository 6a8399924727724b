"""An estimate and its interval are read from the words together, in the scale of the estimate."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.claims.figures import Qualifier
from apps.claims.reading.disagreements import Code, Entered, compare_words
from apps.claims.reading.estimates import Estimate, read_estimate
from apps.claims.reading.outcomes import UnitTraits
from tests.claims.reading.test_figures import DAYS, DOLLARS, PEOPLE, PERCENT


@pytest.mark.parametrize(
    ("words", "language", "central", "low", "high", "called"),
    [
        ("4.74 million (3.31–6.48)", "en", "4.74 million", 3_310_000, 6_480_000, ""),
        ("about 4.74 million (95% CI 3.31–6.48 million)", "en", "about 4.74 million", 3_310_000, 6_480_000, "95% CI"),
        ("4,740 (3,310 to 6,480)", "en", "4,740", 3_310, 6_480, ""),
        ("4.74 [3.31, 6.48] million", "en", "4.74 million", 3_310_000, 6_480_000, ""),
        ("38 percent, with a range of 31 to 45", "en", "38 percent", 31, 45, "with a range of"),
        ("1.2 million; 95 % interval 1.0 to 1.5 million", "en", "1.2 million", 1_000_000, 1_500_000, "95 % interval"),
        ("12,5 % (IC 95 % : 10–14,5)", "fr", "12,5 %", 10, "14.5", "IC 95 %"),
        ("1,042 ± 50", "en", "1,042", 992, 1_092, "±"),
        ("1,042 (±50) people", "en", "1,042 people", 992, 1_092, "±"),
        ("38 % +/- 3 percentage points", "en", "38 %", 35, 41, "±"),
        ("2.3 ± 0.4 million", "en", "2.3 million", 1_900_000, 2_700_000, "±"),
        ("4.74 million ± 500,000", "en", "4.74 million", 4_240_000, 5_240_000, "±"),
        ("1 042 ± 50", "fr", "1 042", 992, 1_092, "±"),
        ("3,4 млн (95 % ДИ 2,9–4,0)", "ru", "3,4 млн", 2_900_000, 4_000_000, "95 % ДИ"),
    ],
)
def test_an_estimate_is_read_with_its_interval(
    words: str, language: str, central: str, low: int, high: int | str, called: str
) -> None:
    assert read_estimate(words, language) == Estimate(central, Decimal(low), Decimal(high), called)


@pytest.mark.parametrize(
    "words",
    [
        "300 ± 5%",
        "± 50",
        "1,042 ± about 50",
        "1,042 + 50",
        "24–48",
        "1,200",
        "1,200 (2019)",
        "5 (of 10)",
        "1,200 (1,300 to 1,500)",
        "1,200 ()",
        "(1 to 2)",
        "(((",
    ],
)
def test_what_states_no_interval_around_a_number_is_none(words: str) -> None:
    assert read_estimate(words, "en") is None


def test_the_scale_after_an_error_is_that_of_the_estimate_too() -> None:
    estimate = read_estimate("2.3 ± 0.4 million people", "en", PEOPLE)
    assert estimate == Estimate("2.3 million people", Decimal(1_900_000), Decimal(2_700_000), "±")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("45 women (18–59 years)", "en"),
        ("30 men, 18 to 59 years", "en"),
        ("45 (0–59 months)", "en"),
        ("45 femmes (18–59 ans)", "fr"),
        ("45 mujeres (18-59 años)", "es"),
        ("45 женщин (18–59 лет)", "ru"),
        ("45 امرأة (18-59 سنة)", "ar"),
        ("2,015 (2011–2019)", "en"),
    ],
)
def test_an_age_or_years_beside_a_count_of_people_are_no_interval(words: str, language: str) -> None:
    assert read_estimate(words, language, PEOPLE) is None


@pytest.mark.parametrize(
    ("words", "language", "unit"),
    [
        ("38% (15–49 years)", "en", PERCENT),
        ("38 % (6–59 mois)", "fr", PERCENT),
        ("38% (20 to 50 km)", "en", PERCENT),
        ("38% (aged 15–49)", "en", PERCENT),
        ("38% (of 20–50)", "en", PERCENT),
        ("45 (18–59 years)", "en", DOLLARS),
        ("45 women (aged 18–59)", "en", PEOPLE),
        ("12 (July 1–15)", "en", PEOPLE),
        ("12, June 1–30", "en", PEOPLE),
        ("45 (villages 12–80)", "en", PEOPLE),
        ("50 (40–60 per cent)", "en", PEOPLE),
        ("300 (100 to 400 USD)", "en", PEOPLE),
    ],
)
def test_what_is_of_another_kind_beside_a_number_is_no_interval(words: str, language: str, unit: UnitTraits) -> None:
    assert read_estimate(words, language, unit) is None


@pytest.mark.parametrize(
    ("words", "language", "unit"),
    [
        ("45 (40–50 days)", "en", DAYS),
        ("45 (range: 40 to 50)", "en", PEOPLE),
        ("45 (95 per cent confidence interval 40–50)", "en", PEOPLE),
        ("45 (intervalle de confiance à 95 % : 40–50)", "fr", PEOPLE),
        ("45, with estimates ranging from 40 to 50", "en", PEOPLE),
        ("$45 ($40–50)", "en", DOLLARS),
        ("45 (USD 40–50)", "en", DOLLARS),
        ("45 (40–50%)", "en", PERCENT),
    ],
)
def test_an_interval_by_its_name_and_in_the_kind_of_its_estimate_is_one(
    words: str, language: str, unit: UnitTraits
) -> None:
    estimate = read_estimate(words, language, unit)
    assert estimate is not None
    assert (estimate.low, estimate.high) == (Decimal(40), Decimal(50))


def test_an_interval_in_the_measure_of_the_estimate_is_one() -> None:
    assert read_estimate("45 days (40–50 days)", "en") == Estimate("45 days", Decimal(40), Decimal(50), "")
    assert read_estimate("12.5 (10–15 years)", "en") == Estimate("12.5", Decimal(10), Decimal(15), "")
    called = Estimate("2,015", Decimal(1_900), Decimal(2_100), "95 % CI")
    assert read_estimate("2,015 (95 % CI 1900–2100)", "en", PEOPLE) == called


def test_the_interval_that_is_entered_is_held_against_the_words() -> None:
    entered = Entered("4.74 million (3.31–6.48)", Qualifier.ABOUT, Decimal(4_740_000))
    assert [found.code for found in compare_words(entered)] == [Code.INTERVAL_DIFFERS]
    whole = replace(entered, interval_low=Decimal(3_310_000), interval_high=Decimal(6_480_000))
    assert compare_words(whole) == []
    swapped = replace(whole, interval_high=Decimal(6_840_000))
    assert "entered is 3,310,000 to 6,840,000" in compare_words(swapped)[0].sentence
