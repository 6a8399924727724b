"""`make mutants`; `ARGS="--most 40 --seed 2 apps/exchange"` for other rooms, numbers and seeds."""

import argparse
import csv
import os
import random
import sys
from collections.abc import Collection
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from apps.config.folders import BASE_DIR
from tests.mutants.asking import Asking
from tests.mutants.changes import Mutant, modules_below, mutants_of
from tests.mutants.starting import OPTIONS

# Where a rule stands, and the tests that are asked of it.
ROOMS = {
    "apps/reconciliation/core": "tests/reconciliation/core",
    "apps/claims/figures.py": "tests/claims/test_figures.py",
    "apps/claims/numbers.py": "tests/claims/test_numbers.py",
    "apps/claims/hierarchy.py": "tests/claims/test_hierarchy.py",
    "apps/claims/intervals.py": "tests/claims/test_intervals.py",
    "apps/claims/reading": "tests/claims/reading",
    "apps/exchange": "tests/exchange",
}
EQUIVALENT = Path(__file__).with_name("equivalent.csv")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS))
    parser.add_argument("--most", type=int, default=200, help="how many changes of each room are made, by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=float("inf"), help="leave out tests that take more seconds")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="make no other change after so many")
    parser.add_argument("--tests", nargs="+", help="ask these and no others: fewer tests notice less, and sooner")
    parser.add_argument("--examples", type=int, default=20, help="how many examples a property tries at most")
    asked = parser.parse_args()
    print(f"seed {asked.seed}, at most {asked.most} changes of each room", flush=True)
    alike = known_equivalents()
    possible = {room: [mutant for path in modules_below([room]) for mutant in mutants_of(path)] for room in asked.rooms}
    telling = {room: [one for one in mutants if key(one) not in alike] for room, mutants in possible.items()}
    chosen = {
        room: random.Random(asked.seed).sample(mutants, min(asked.most, len(mutants)))
        for room, mutants in telling.items()
    }
    mixed = [mutant for mutants in chosen.values() for mutant in mutants]
    random.Random(asked.seed).shuffle(mixed)  # where time runs out, every room has had its share
    asking = ask(mixed, asked)
    made = set(asking.noticed) | set(asking.unnoticed)
    for room in asked.rooms:
        nothing = len(possible[room]) - len(telling[room])
        print(
            f"{room}: {len(possible[room])} changes are possible, {nothing} of them change nothing; "
            f"{said(made.intersection(chosen[room]), asking)}"
        )
    print(f"together {said(made, asking)}")


def said(made: Collection[Mutant], asking: Asking) -> str:
    count = len(set(asking.noticed).intersection(made))
    return f"{len(made)} were made, {count} noticed ({count / len(made):.1%})" if made else "none were made"


def ask(mutants: list[Mutant], asked: argparse.Namespace) -> Asking:
    """Asks the tests of these changes; what pytest prints on the way is of no interest."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "w") as terminal, Path(os.devnull).open("w") as nowhere:
        asking = Asking(
            examples=asked.examples,
            mutants=mutants,
            slowest=asked.slowest,
            longest=asked.minutes * 60,
            tell=lambda line: print(line, file=terminal, flush=True),
        )
        tests = {tests for mutant in mutants for room, tests in ROOMS.items() if mutant.module.is_relative_to(room)}
        with redirect_stdout(nowhere):
            code = pytest.main([*OPTIONS, *(asked.tests or sorted(tests))], plugins=[asking])
    if not asking.is_done:
        sys.exit(f"not every change could be tried: pytest ended with {code}")
    return asking


def known_equivalents() -> set[tuple[str, str, str, str]]:
    """The changes that change nothing: module, the line as it stands, what is changed in it and into what."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as lines:
        return {(row["module"], row["line"], row["was"], row["now"]) for row in csv.DictReader(lines)}


def key(mutant: Mutant) -> tuple[str, str, str, str]:
    line = (BASE_DIR / mutant.module).read_text(encoding="utf-8").split("\n")[mutant.line - 1]
    return str(mutant.module), line.strip(), mutant.was, mutant.now


if __name__ == "__main__":
    main()
