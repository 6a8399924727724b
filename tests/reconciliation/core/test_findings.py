"""What all findings say alike: whom they set side by side, in which order, and by which rule."""

import pytest

from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.findings import (
    BETWEEN_WORDS,
    between,
    in_order,
    pair_key,
    strict_if_other,
    sum_key,
)
from tests.reconciliation.core.factories import say


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        (("un", "russia"), "government-un"),
        (("ngo", "russia"), "government-other"),
        (("ngo", "un"), "un-other"),
        (("syria", "russia"), "same-side"),
        (("russia", "russia"), "self"),
        (("ngo", "un", "syria"), "government-un"),
    ],
)
def test_a_finding_is_between_sides_or_inside_one(speakers: tuple[str, ...], expected: str) -> None:
    assert between(say(at, "1", 1, by=by) for at, by in enumerate(speakers, 1)) == expected
    assert expected in BETWEEN_WORDS


def test_government_stands_first_then_un_and_of_one_side_the_lower_number() -> None:
    government, un, other = say(10, "1", 1), say(9, "1", 1, by="un"), say(1, "1", 1, by="ngo")
    assert in_order(un, government) == in_order(government, un) == (government, un)
    assert in_order(other, un) == (un, other)
    earlier = say(9, "1", 1, by="syria")
    assert in_order(government, earlier) == (earlier, government), "9 comes before 10"


def test_a_pair_has_one_key_whoever_stands_first() -> None:
    one, other = say(10, "1", 1), say(9, "1", 1, by="un")
    assert pair_key(one, other) == pair_key(other, one) == "pair:C-9:C-10"


def test_the_strict_verdict_is_said_where_it_is_another_one() -> None:
    assert strict_if_other(Verdict.AGREES, Verdict.DIFFERS) == "agrees"
    assert strict_if_other(Verdict.DIFFERS, Verdict.DIFFERS) == ""


def test_names_in_a_key_are_one_word_and_stay_different() -> None:
    names = ["sex", "moyen de transport", "moyen+de transport", "moyen%2Bde transport", "moyen  de transport"]
    keys = [sum_key("C-17", name) for name in names]
    assert keys[:2] == ["sum:C-17:sex", "sum:C-17:moyen+de+transport"]
    assert len(set(keys)) == len(names)
    assert not any(" " in key for key in keys)
