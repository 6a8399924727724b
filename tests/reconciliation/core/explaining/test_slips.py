"""A slip of copying is suggested with its two digits named, and only where one slip makes the one figure the other."""

import pytest

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.explaining.slips import describe_slip
from tests.reconciliation.core.factories import LISTS, POLICY, say


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("4237", "4327", "the digits 2 and 3 are swapped"),
        ("4327", "4237", "the digits 3 and 2 are swapped"),
        ("4237", "4287", "one digit is another, 3 and 8"),
        ("4237", "42237", "the digit 2 is there twice"),
        ("42237", "4237", "the digit 2 is there twice"),
        ("4237", "4732", ""),
        ("4237", "7234", ""),
        ("4237", "42837", ""),
        ("4237", "422237", ""),
        ("423", "432", ""),
        ("4237", "4237", ""),
    ],
)
def test_one_slip_is_described(one: str, other: str, words: str) -> None:
    assert describe_slip(one, other) == words


def reasons(ours: int, theirs: int) -> list[str]:
    said = say(1, f"{ours:,}", ours), say(2, f"{theirs:,}", theirs, by="un")
    return [f"{why.code}: {why.evidence}" for one in reconcile(said, (), LISTS, POLICY) for why in one.reasons]


def test_swapped_digits_are_a_reason_of_the_finding() -> None:
    assert "transcription: 4,237 and 4,327: the digits 2 and 3 are swapped" in reasons(4237, 4327)


def test_what_is_rounded_or_agrees_has_no_slip() -> None:
    assert not [why for why in reasons(42_000, 24_000) if why.startswith("transcription")]
    assert not [why for why in reasons(423_771, 423_781) if why.startswith("transcription")]
