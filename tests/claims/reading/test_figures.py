"""Words become figures in five languages, or a question, or a refusal: never another figure than was meant."""

import csv
import time
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.reading.figures import LONGEST, read_figure
from apps.claims.reading.outcomes import Asked, Qualifier, Read, Refused, UnitTraits
from tests.claims.reading.spelling import SPELLED
from tests.readings.figures import measure

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "readings"
with Path(__file__).with_name("figures.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))
PEOPLE = UnitTraits("people", is_counted=True, is_whole=True)
PERCENT = UnitTraits("percent", is_counted=True, is_percent=True)
DOLLARS = UnitTraits("usd", is_counted=True)
DAYS = UnitTraits("days", is_counted=True)
PER_100000 = UnitTraits("people_per_100000", is_counted=True, per=100_000)
PER_5_DAYS = UnitTraits("people_per_5_days", is_counted=True, per=5)


def numbers(text: str) -> list[Decimal | None]:
    return [Decimal(number) if number else None for number in text.split("|")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['text']}")
def test_words_are_read_asked_about_or_refused(case: dict[str, str]) -> None:
    outcome = read_figure(case["text"], case["language"])
    match outcome:
        case Read():
            assert case["outcome"] == "read"
            assert outcome.qualifier == case["qualifier"]
            assert [outcome.value, outcome.value_high] == [*numbers(case["value"]), *numbers(case["value_high"])]
            assert outcome.step == numbers(case["step"])[0]
        case Asked():
            assert case["outcome"] == "asked"
            assert [read.value for read in outcome.meanings] == numbers(case["value"])
            assert outcome.question.endswith("?") or "?" in outcome.question
        case Refused():
            assert case["outcome"] == "refused"
            assert outcome.reason.endswith(".")


def test_every_language_has_every_kind_of_case() -> None:
    kinds = {"digits", "scale", "words", "part", "percent", "qualifier", "range", "vague", "asked", "refused"}
    for language in SPELLED:
        assert kinds <= {case["kind"] for case in CASES if case["language"] == language}, language


@pytest.mark.parametrize("language", SPELLED)
def test_every_language_has_every_qualifier(language: str) -> None:
    assert {case["qualifier"] for case in CASES if case["language"] == language} >= set(Qualifier) - {"just_over"}


@pytest.mark.parametrize("language", SPELLED)
def test_numbers_in_words_are_read_back(language: str) -> None:
    for number in [*range(2_000), *range(2_000, 1_000_001, 4_999)]:
        read = read_figure(SPELLED[language](number), language)
        assert isinstance(read, Read), SPELLED[language](number)
        assert read.value == number


@given(st.sampled_from(sorted(SPELLED)), st.integers(0, 10**12 - 1))
def test_any_number_in_words_is_read_back(language: str, number: int) -> None:
    read = read_figure(SPELLED[language](number), language)
    assert isinstance(read, Read)
    assert read.value == number


@pytest.mark.parametrize(
    ("text", "language", "meanings"),
    [
        ("3.000", "en", [3, 3_000]),
        ("more than 12.000 refugees", "en", [12, 12_000]),
        ("12,000 réfugiés", "fr", [12, 12_000]),
        ("12,000 человек", "ru", [12, 12_000]),
        ("12.000 personas", "es-MX", [12, 12_000]),
    ],
)
def test_people_to_three_decimals_are_asked_about_even_where_these_are_zeros(
    text: str, language: str, meanings: list[int]
) -> None:
    outcome = read_figure(text, language, PEOPLE)
    assert isinstance(outcome, Asked)
    assert [read.value for read in outcome.meanings] == meanings


def test_three_decimals_of_millions_are_no_thousands_of_people() -> None:
    outcome = read_figure("3.000 million", "en", PEOPLE)
    assert isinstance(outcome, Read)
    assert (outcome.value, outcome.step) == (Decimal(3_000_000), Decimal(1_000))


@given(
    st.sampled_from(["ar", "de", "en", "en-IN", "es", "es-MX", "fr", "fr-CH", "it", "pl", "pt", "ru", "tr", "uk"]),
    st.decimals(0, 10**12, allow_nan=False, places=2),
)
def test_a_number_written_by_the_signs_of_a_language_is_read_back(language: str, value: Decimal) -> None:
    text = format_decimal(value, locale=language.replace("-", "_"), decimal_quantization=False)
    outcome = read_figure(text, language)
    meanings = outcome.meanings if isinstance(outcome, Asked) else (outcome,)
    assert isinstance(meanings[0], Read)
    assert value in [read.value for read in meanings if isinstance(read, Read)]
    # Two decimals leave nothing to ask.
    assert isinstance(outcome, Read) or value == value.to_integral_value()


@given(st.text(max_size=400), st.sampled_from([*SPELLED, "de", "", "no language", "\0"]))
def test_any_text_has_an_outcome(text: str, language: str) -> None:
    assert isinstance(read_figure(text, language, PEOPLE), Read | Asked | Refused)


@given(
    st.lists(st.sampled_from(["1", "1,234", "-", "to", "and", "in", "half", "million", "more", "than", "%", "of", "a"]))
)
def test_any_words_of_figures_have_an_outcome(words: list[str]) -> None:
    outcome = read_figure(" ".join(words))
    if isinstance(outcome, Read) and outcome.value is not None and outcome.value_high is not None:
        assert outcome.value < outcome.value_high


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("-5", PEOPLE, "below zero"),
        ("1.5", PEOPLE, "whole number"),
        ("40%", PEOPLE, "percent sign"),
        ("more than 1.5", PEOPLE, "whole number"),
        ("-5%", PERCENT, "below zero"),
        ("$300", PEOPLE, "money ($), and the unit is people"),
        ("€300", PEOPLE, "money (EUR)"),
        ("TOP 300", PEOPLE, "money (TOP)"),
        ("$5", PERCENT, "money"),
        ("300 people", PERCENT, "not of its unit (percent)"),
        ("half a million people", PERCENT, "not of its unit (percent)"),
        ("300 refugees", DOLLARS, "not of its unit (usd)"),
        ("5 tonnes", DOLLARS, "not of its unit"),
        ("€5 million", DOLLARS, "money (EUR), and the unit is usd"),
        ("C$5 million", DOLLARS, "money (CAD)"),
        ("3 weeks", DAYS, "not of its unit (days)"),
        ("48 hours", DAYS, "not of its unit"),
        ("5 km", UnitTraits("hours", is_counted=True), "not of its unit"),
        ("a third", PEOPLE, "number of percent, and the unit is people"),
        ("1 in 3", PER_100000, "number of percent"),
        ("12 in 1,000", PER_100000, "number of percent"),
        ("12 per 1,000", PER_100000, "do not make one number"),
        ("12 per 100,000", PEOPLE, "do not make one number"),
    ],
)
def test_what_cannot_be_of_a_unit_is_refused(text: str, unit: UnitTraits, reason: str) -> None:
    outcome = read_figure(text, "en", unit)
    assert isinstance(outcome, Refused)
    assert reason in outcome.reason


@pytest.mark.parametrize(
    ("text", "language", "unit", "meanings"),
    [
        ("1.234", "en", PEOPLE, ["1.234", "1234"]),
        ("1,234", "fr", PEOPLE, ["1.234", "1234"]),
        ("1.234", "es-MX", PEOPLE, ["1.234", "1234"]),
        ("12,345", "en", PERCENT, ["12345", "12.345"]),
        ("12.345", "de", PERCENT, ["12345", "12.345"]),
    ],
)
def test_a_unit_makes_one_ask(text: str, language: str, unit: UnitTraits, meanings: list[str]) -> None:
    outcome = read_figure(text, language, unit)
    assert isinstance(outcome, Asked)
    assert [read.value for read in outcome.meanings] == [Decimal(meaning) for meaning in meanings]
    assert all(read.spoken in outcome.question for read in outcome.meanings)


@pytest.mark.parametrize(
    ("text", "language", "unit", "value"),
    [
        ("1.234", "de", PEOPLE, "1234"),
        ("1,234", "es-MX", PEOPLE, "1234"),
        ("1.2345 million", "en", PEOPLE, "1234500"),
        ("1.234", "en", PERCENT, "1.234"),
        ("12,345", "en", PEOPLE, "12345"),
        ("US$5 million", "en", DOLLARS, "5000000"),
        ("5 million dollars", "en", DOLLARS, "5000000"),
        ("c $5", "en", DOLLARS, "5"),
        ("3 days", "en", DAYS, "3"),
        ("3 jours", "fr", DAYS, "3"),
        ("48 hours", "en", UnitTraits("hours", is_counted=True), "48"),
        ("1 час", "ru", UnitTraits("hours", is_counted=True), "1"),
        ("1 heure", "fr", UnitTraits("hours", is_counted=True), "1"),
        ("40 % of people", "en", PERCENT, "40"),
        ("1 in 4 children", "en", PERCENT, "0.25"),
        ("una de cada cuatro personas", "es", PERCENT, "0.25"),
        ("un enfant sur quatre", "fr", PERCENT, "0.25"),
        ("один из пяти детей", "ru", PERCENT, "0.2"),
        ("واحد من كل خمسة أشخاص", "ar", PERCENT, "0.2"),
        ("12 per 100,000", "en", PER_100000, "12"),
        ("some 12.5 in 100,000 live births", "en", PER_100000, "12.5"),
        ("12 pour 100 000 habitants", "fr", PER_100000, "12"),
        ("12 por cada 100.000 habitantes", "es", PER_100000, "12"),
        ("12 на 100 тысяч населения", "ru", PER_100000, "12"),
        ("12 لكل 100 ألف نسمة", "ar", PER_100000, "12"),
        ("3500 people per every 5 days", "en", PER_5_DAYS, "3500"),
    ],
)
def test_what_is_clear_in_its_unit_is_not_asked(text: str, language: str, unit: UnitTraits, value: str) -> None:
    outcome = read_figure(text, language, unit)
    assert isinstance(outcome, Read)
    assert outcome.value == Decimal(value)


def test_a_part_of_one_is_a_percentage_where_it_is_wanted() -> None:
    read = read_figure("two thirds")
    assert isinstance(read, Read)
    assert (read.percentage.value, read.percentage.step) == (Decimal("66.666667"), Decimal(1))
    assert read.percentage.percentage == read.percentage


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("USD 3", "USD"),
        ("$3", "$"),
        ("US$3", "USD"),
        ("3 €", "EUR"),
        ("3 dollars", "USD"),
        ("ALL 3", "ALL"),
        ("C$3", "CAD"),
        ("A$3", "AUD"),
    ],
)
def test_a_currency_is_told(text: str, currency: str) -> None:
    read = read_figure(text)
    assert isinstance(read, Read)
    assert (read.value, read.currency) == (Decimal(3), currency)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no number"),
        ("tenfold", "another figure"),
        ("1e5", "without underscores or exponents"),
        ("12\x07", "control character"),
        ("12 lorries", "“lorries” is not known as a part of a figure in English"),
        ("48 to 24", "24 is not above 48"),
        ("9" * 20, "at most 15 digits"),
        ("1" * (LONGEST + 1), f"at most {LONGEST} characters"),
        ("to " * 90, "at most 64"),
    ],
)
def test_a_refusal_says_why(text: str, reason: str) -> None:
    outcome = read_figure(text)
    assert isinstance(outcome, Refused)
    assert reason in outcome.reason


def test_a_language_without_words_says_which_have_them() -> None:
    outcome = read_figure("zwei", "de")
    assert isinstance(outcome, Refused)
    assert "English, Spanish, French, Russian" in outcome.reason


def test_the_longest_text_that_is_read_takes_no_time() -> None:
    begun = time.perf_counter()
    for piece in ("1 in ", "one and ", "20 to ", "more than 5 and ", "half of a ", "1/", "one-", "و"):
        read_figure((piece * LONGEST)[:LONGEST].strip())
    assert time.perf_counter() - begun < 1


def test_the_public_cases_are_never_read_wrong() -> None:
    if not SHARED.is_dir():
        pytest.skip("the public cases are not here; figures.csv holds cases of the same kinds")
    counts = measure(SHARED)
    assert sum(count["wrong"] for count in counts.values()) == 0
    assert sum(count["right"] for count in counts.values()) >= 1190
