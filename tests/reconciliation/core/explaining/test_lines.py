"""An agreement says by what tolerance: in its sentence and in a line of its trace."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.reconciliation.core.comparing.readings import read
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.explaining.lines import difference_lines, set_aside_lines
from apps.reconciliation.core.inputs.claims import without_bias
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from tests.reconciliation.core.factories import LISTS, POLICY, say


def within(ours: int, theirs: int, until: str = "2019-07-20", *, policy: Policy = POLICY) -> tuple[str, str]:
    said = (
        say(1, f"{ours:,}", ours, since="2019-01-01", until="2019-07-20", cumulative=False),
        say(2, f"{theirs:,}", theirs, by="un", since="2019-01-01", until=until, cumulative=False),
    )
    (found,) = reconcile(said, (), LISTS, policy)
    return next((line.value for line in found.trace if line.key == "within"), ""), found.explanation


@pytest.mark.parametrize(
    ("ours", "theirs", "until", "words"),
    [
        (10_001, 10_001, "2019-07-20", "no tolerance needed: the readings meet"),
        (10_001, 10_002, "2019-07-20", "within 1%"),
        (10_001, 10_002, "2019-07-19", "within 1% and 1 day bridged"),
        (10_001, 10_502, "2019-07-10", "within 1% and 10 days bridged"),
        (10_001, 20_002, "2019-07-20", ""),
    ],
)
def test_by_what_tolerance_figures_agree(ours: int, theirs: int, until: str, words: str) -> None:
    value, explanation = within(ours, theirs, until)
    assert value == words
    assert not words.startswith("within") or f"is {words}." in explanation


def test_a_floor_that_lets_the_gap_pass_is_the_tolerance() -> None:
    policy = Policy(Tolerance("floor", Decimal(0), Decimal(50)))
    assert within(10_001, 10_041, policy=policy)[0] == "within 50"


@pytest.mark.parametrize(("ours", "words"), [(9_009, "within 10%"), (9_008, "")])
def test_a_gap_that_is_just_the_tolerance_agrees_and_one_more_does_not(ours: int, words: str) -> None:
    """1,001 of 10,010 is a tenth."""
    assert within(ours, 10_010, policy=Policy(Tolerance("tenth", Decimal("0.1"))))[0] == words


def test_only_a_bias_that_was_set_aside_is_said_to_be() -> None:
    biased = replace(say(1, "10,001", 10_001, bias="undercount"), bias_as_said="not all registered")
    plain = say(2, "20,001", 20_001)
    (line,) = set_aside_lines([biased, plain, biased], [*without_bias([biased]), plain, biased])
    assert (line.label, line.value, line.note.split(";")[0]) == (
        "Declared undercount",
        "“not all registered”",
        "of C-1",
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "value", "note"),
    [
        (("1,001", 1_001), ("501", 501), "+500", "1,001 − 501"),
        (("1,001", 1_001), ("2,002", 2_002), "−1,001", "1,001 − 2,002"),
        (("674,000", 674_000), ("100,001", 100_001), "+574,000", "674,000 − 100,001, to the nearest 1,000"),
        (("22,500", 22_500), ("1,011", 1_011), "+21,500", "22,500 − 1,011, to the nearest 100"),
        (("500,000", 500_000), ("300,000", 300_000), "+200,000", "500,000 − 300,000, to the nearest 100,000"),
    ],
)
def test_a_difference_is_as_fine_as_the_coarser_of_two_figures_and_says_so(
    ours: tuple[str, int], theirs: tuple[str, int], value: str, note: str
) -> None:
    line, *_ = difference_lines(read(say(1, *ours).figure), read(say(2, *theirs, by="un").figure))
    assert (line.value, line.note) == (value, note)
