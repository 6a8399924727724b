"""How many times another figure is meant: read where the unit says so, in five languages, and nowhere else."""

from decimal import Decimal

import pytest

from apps.claims.reading.figures import read_figure
from apps.claims.reading.outcomes import Read, Refused, UnitTraits

TIMES = UnitTraits("times", True)


@pytest.mark.parametrize(
    ("language", "words", "qualifier", "value"),
    [
        ("en", "double", "exactly", "2"),
        ("en", "nearly double", "just_under", "2"),
        ("en", "ten-fold", "exactly", "10"),
        ("en", "almost three times", "just_under", "3"),
        ("en", "3.5 times", "exactly", "3.5"),
        ("en", "more than twice", "more_than", "2"),
        ("en", "five times as many", "exactly", "5"),
        ("en", "half as many", "exactly", "0.5"),
        ("fr", "près du double", "just_under", "2"),
        ("fr_CH", "près du double", "just_under", "2"),
        ("fr", "presque le double", "just_under", "2"),
        ("fr", "plus de trois fois", "more_than", "3"),
        ("fr", "décuplé", "exactly", "10"),
        ("es", "casi el doble", "just_under", "2"),
        ("es", "más del triple", "more_than", "3"),
        ("es", "diez veces", "exactly", "10"),
        ("ru", "почти вдвое", "just_under", "2"),
        ("ru", "в три раза", "exactly", "3"),
        ("ru", "более чем в 10 раз", "more_than", "10"),
        ("ar", "ثلاثة أضعاف", "exactly", "3"),
        ("ar", "أكثر من ضعف", "more_than", "2"),
    ],
)
def test_a_multiple_is_read_as_its_number(language: str, words: str, qualifier: str, value: str) -> None:
    read = read_figure(words, language, TIMES)
    assert isinstance(read, Read), read
    assert (read.text, read.qualifier, read.value) == (words, qualifier, Decimal(value))
    assert isinstance(read_figure(words, language), Refused), "of what is not said here"


@pytest.mark.parametrize("words", ["three times more", "times", "fold", "many times", "twice or thrice"])
def test_what_may_be_one_more_or_one_less_is_refused(words: str) -> None:
    assert isinstance(read_figure(words, "en", TIMES), Refused)
