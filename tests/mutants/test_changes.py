"""A change is small, gets into the program, and the list of those that change nothing is about code that stands."""

import ast
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from apps.claims import numbers
from apps.config.folders import BASE_DIR
from tests.mutants import changes as changing
from tests.mutants.__main__ import key, known_equivalents
from tests.mutants.changes import changes, mutants_of
from tests.mutants.swapping import swap_in

NUMBERS = Path("apps/claims/numbers.py")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a < b", "a <= b"),
        ("a is not b", "a is b"),
        ("a and b", "a or b"),
        ("a * b", "a + b"),
        ("3", "4"),
        ("True", "False"),
        ("a if b else c", "a if not b else c"),
        ("'word'", None),
    ],
)
def test_each_kind_of_expression_has_its_change(before: str, after: str | None) -> None:
    made = [ast.unparse(changed) for changed in changes(ast.parse(before, mode="eval").body)]
    assert made == ([] if after is None else [after])


def test_a_number_that_any_other_would_do_for_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(changing, "BASE_DIR", tmp_path)
    (tmp_path / "words.py").write_text(
        'Example((say(1, "12,000", 12_000),))\nTABLE = {TO: {0: "to|till"}, DAY: {0: "today", 1: "tomorrow"}}\n'
    )
    assert [(mutant.was, mutant.now) for mutant in mutants_of(Path("words.py"))] == [("0", "1"), ("1", "2")]


def test_a_change_gets_into_the_functions_that_hold_it() -> None:
    code = numbers.rounded.__code__
    change = next(mutant for mutant in mutants_of(NUMBERS) if mutant.now == "2 * abs(upper) * scale - lower")
    try:
        assert str(numbers.rounded(Fraction(5, 2), 0)) == "3"
        assert swap_in(change)
        assert str(numbers.rounded(Fraction(5, 2), 0)) == "2"
    finally:
        numbers.rounded.__code__ = code


def test_a_process_that_starts_passes_with_the_module_as_it_is_and_fails_with_one_that_is_broken() -> None:
    source = (BASE_DIR / NUMBERS).read_text(encoding="utf-8")
    test = "tests/claims/test_numbers.py::test_a_half_is_rounded_away_from_zero[value0-0-3]"

    def answer(text: str) -> int:
        question = {"mutant": [str(NUMBERS), 1, "", "", text], "examples": 1, "tests": {test: 60}}
        command = [sys.executable, "-m", "tests.mutants.starting"]
        return subprocess.run(
            command, input=json.dumps(question), text=True, cwd=BASE_DIR, capture_output=True
        ).returncode

    assert answer(source) == 0
    assert answer(source.replace("scale + lower", "scale - lower")) == 1


def test_what_changes_nothing_is_said_of_lines_that_stand() -> None:
    listed = known_equivalents()
    standing = {key(mutant) for module in {entry[0] for entry in listed} for mutant in mutants_of(Path(module))}
    assert listed <= standing
