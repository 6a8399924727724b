"""Words and entry that disagree are told apart by kind, and both are named."""

from decimal import Decimal

import pytest

from apps.claims.reading.disagreements import Code, Entered, compare_words
from apps.claims.reading.outcomes import Qualifier, UnitTraits

PEOPLE = UnitTraits("people", is_counted=True, is_whole=True)
PERCENT = UnitTraits("percent", is_counted=True, is_percent=True)
PER_100000 = UnitTraits("people_per_100000", is_counted=True, per=100_000)
USD = UnitTraits("usd", is_counted=True)


def entered(as_said: str, value: str = "", qualifier: str = "exactly", high: str = "", step: str = "") -> Entered:
    numbers = [Decimal(number) if number else None for number in (value, high, step)]
    return Entered(as_said, Qualifier(qualifier), *numbers)


DISAGREEING = [
    (
        "swapped_digits",
        entered("4,237", "4327"),
        PEOPLE,
        "The words say 4,237, the value 4,327: two digits are swapped.",
    ),
    ("swapped_digits", entered("1,234", "3412"), PEOPLE, "the same digits in another order"),
    ("value_differs", entered("17,080", "12080"), PEOPLE, "The words say 17,080, the value 12,080."),
    ("value_differs", entered("0", "5"), PEOPLE, "The words say 0, the value 5."),
    ("value_differs", entered("5", "0"), PEOPLE, "The words say 5, the value 0."),
    (
        "scale_apart",
        entered("1.2 million", "120000"),
        PEOPLE,
        "The words say 1,200,000, the value 120,000: 10 times apart.",
    ),
    ("scale_apart", entered("50,000", "5000"), PEOPLE, "10 times apart"),
    ("scale_apart", entered("5", "5000"), PEOPLE, "1,000 times apart"),
    ("percent_as_fraction", entered("40.96%", "0.4096"), PERCENT, "The words say 40.96 %, the value 0.4096"),
    ("percent_in_a_count", entered("40%", "40"), PEOPLE, "The words say 40 %, the unit is people"),
    ("share_in_a_count", entered("half", "0.5"), USD, "a part (half)"),
    ("value_differs", entered("12 per 100,000", "14"), PER_100000, "The words say 12, the value 14"),
    ("range_as_one_number", entered("24–48", "24"), PEOPLE, "The words say 24 to 48, one number is entered: 24."),
    ("one_number_as_range", entered("24", "24", "between", "48"), PEOPLE, "a range is entered: 24 to 48"),
    (
        "upper_value_differs",
        entered("24–48", "24", "between", "84"),
        PEOPLE,
        "The words say 48, the upper value is 84.",
    ),
    ("no_number_in_words", entered("hundreds", "500"), PEOPLE, "(“hundreds”) hold no number, the value is 500"),
    ("number_not_entered", entered("500", "", "vague"), PEOPLE, "The words say 500, no value is entered."),
    ("words_not_read", entered("lots", "500"), PEOPLE, "The value is 500, and “lots” is not read as a figure."),
    ("words_not_read", entered("lots", "", "vague"), PEOPLE, "“lots” is not read as a figure."),
    ("marked", entered("1,234*", "1234"), PEOPLE, "What does the mark * say?"),
    ("qualifier_differs", entered("more than 500", "500", "about"), PEOPLE, "the qualifier is about"),
    ("qualifier_differs", entered("over 500", "500"), PEOPLE, "the qualifier is exactly"),
    ("currency_differs", entered("EUR 500", "500"), USD, "The words say EUR, the unit is usd."),
    (
        "step_differs",
        entered("1.2 million", "1200000", step="100"),
        PEOPLE,
        "written to 100,000, the step entered is 100",
    ),
    (
        "step_differs",
        entered("7", "7", step="5"),
        PEOPLE,
        "The words say 7, which is not rounded to the step entered, 5.",
    ),
    ("not_whole", entered("2.5 %", "2.5"), PEOPLE, "people are counted in whole numbers"),
    ("interval_differs", entered("1,200 (900 to 1,500)", "1200"), PEOPLE, "state an interval, 900 to 1,500; none is"),
]


@pytest.mark.parametrize(
    ("code", "entry", "unit", "says"), DISAGREEING, ids=[f"{row[0]} {row[1].as_said}" for row in DISAGREEING]
)
def test_a_disagreement_names_both(code: str, entry: Entered, unit: UnitTraits, says: str) -> None:
    found = {disagreement.code: disagreement.sentence for disagreement in compare_words(entry, unit)}
    assert says in found[Code(code)]


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("swapped_digits", "value"),
        ("range_as_one_number", "value_high"),
        ("step_differs", "step"),
        ("qualifier_differs", "qualifier"),
        ("percent_in_a_count", "unit"),
        ("words_not_read", "figure_as_said"),
    ],
)
def test_a_disagreement_stands_at_its_field(code: str, field: str) -> None:
    entry, unit = next((row[1], row[2]) for row in DISAGREEING if row[0] == code)
    assert [found.field for found in compare_words(entry, unit) if found.code == code] == [field]


def test_every_code_has_its_case() -> None:
    assert {row[0] for row in DISAGREEING} | {"meant_in_two_ways"} == set(Code)


@pytest.mark.parametrize(
    ("entry", "unit", "language"),
    [
        (entered("1.2 million", "1200000", "more_than"), PEOPLE, "en"),
        (entered("more than 500", "500", "more_than"), PEOPLE, "en"),
        (entered("24–48", "24", "between", "48"), PEOPLE, "en"),
        (entered("hundreds", "", "vague"), PEOPLE, "en"),
        (entered("the vast majority", "", "vague"), PERCENT, "en"),
        (entered("a third", "33.333333"), PERCENT, "en"),
        (entered("a third", "33.3"), PERCENT, "en"),
        (entered("deux tiers", "67"), PERCENT, "fr"),
        (entered("three-quarters", "75", "more_than"), PERCENT, "en"),
        (entered("29", "29"), PERCENT, "en"),
        (entered("40.96%", "40.96", step="0.01"), PERCENT, "en"),
        (entered("USD 3", "3"), USD, "en"),
        (entered("$3", "3"), USD, "en"),
        (entered("25", "25", step="5"), PEOPLE, "en"),
        (entered("700", "700", step="1"), PEOPLE, "en"),
        (entered("-525", "-525"), PEOPLE, "en"),
        (entered("1.234", "1234"), PEOPLE, "de"),
        (entered("2 миллиона", "2000000"), PEOPLE, "ru"),
        (entered("1 billion", "1000000000000"), USD, "fr"),
    ],
)
def test_what_agrees_is_silent(entry: Entered, unit: UnitTraits, language: str) -> None:
    assert compare_words(entry, unit, language) == []


def test_a_value_answers_what_can_be_meant_in_two_ways() -> None:
    assert compare_words(entered("1.234", "1234"), PEOPLE) == []
    codes = [found.code for found in compare_words(entered("1.234", "900"), PEOPLE)]
    assert codes == [Code.MEANT_IN_TWO_WAYS, Code.VALUE_DIFFERS]


def test_one_billion_is_another_number_in_french() -> None:
    (found,) = compare_words(entered("1 billion", "1000000000"), USD, "fr")
    assert found.code == Code.SCALE_APART


@pytest.mark.parametrize(
    ("words", "value", "code"),
    [
        ("a third", "0.33", Code.PERCENT_AS_FRACTION),
        ("a third", "30", Code.VALUE_DIFFERS),
        ("two thirds", "66", Code.VALUE_DIFFERS),
        ("a quarter", "25.4", Code.VALUE_DIFFERS),
    ],
)
def test_a_part_is_rounded_to_the_digits_that_are_entered_and_no_further(words: str, value: str, code: Code) -> None:
    assert [found.code for found in compare_words(entered(words, value), PERCENT)] == [code]
