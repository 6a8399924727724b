"""The noun after a number says of which unit it is, and another unit beside it is asked about."""

import pytest

from apps.claims.entry.nouns import find_other_noun


@pytest.mark.parametrize(
    ("words", "quote", "language", "unit", "noun"),
    [
        ("2,000", "around 2,000 families returned", "en", "people", "families"),
        ("2,000", "2,000 displaced families", "en", "people", "families"),
        ("1.2 million", "1.2 million households", "en", "people", "households"),
        ("thousands", "thousands of families", "en", "people", "families"),
        ("12", "40 people in 12 families", "en", "people", "families"),
        ("12 km", "12 km", "en", "people", "km"),
        ("3 days", "3 days", "en", "weeks", "days"),
        ("300", "300 people", "en", "families", "people"),
        ("300", "300 familles", "fr", "people", "familles"),
        ("300", "300 hogares", "es", "people", "hogares"),
        ("300", "300 семей", "ru", "people", "семей"),
        ("300", "300 عائلة", "en", "people", "عائلة"),
    ],
)
def test_a_noun_of_another_unit_is_found(words: str, quote: str, language: str, unit: str, noun: str) -> None:
    assert find_other_noun(words, quote, language, unit) == noun


@pytest.mark.parametrize(
    ("words", "quote", "language", "unit"),
    [
        ("2,000", "2,000 families displaced", "en", "families"),
        ("2,000", "2,000 family members", "en", "people"),
        ("250", "250 hospital beds", "en", "people"),
        ("62", "62 patients died", "en", "people"),
        ("500", "500 cases", "en", "people"),
        ("500", "500 returns", "en", "people"),
        ("6000", "another 6000 houses", "en", "buildings"),
        ("40", "40 people in 12 families", "en", "people"),
        ("5,000", "1,000 families (5,000 people)", "en", "people"),
        ("29%", "29% of families", "en", "percent"),
        ("300", "1,300 families", "en", "people"),
        ("300", "300 семей беженцев", "ru", "families"),
        ("12", "12 Haushalte", "de", "people"),
        ("2.0 m", "2.0 m", "en", "people"),
        ("2,4", "2,4 m de personas", "es", "people"),
        ("12", "12 families", "en", "a_unit_of_ones_own"),
    ],
)
def test_what_may_be_of_the_unit_is_not_asked_about(words: str, quote: str, language: str, unit: str) -> None:
    assert find_other_noun(words, quote, language, unit) == ""
