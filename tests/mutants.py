"""Breaks the rules on purpose, one small change at a time, and asks the tests which of the changes they notice.

`make mutants` (`ARGS="--most 40 apps/exchange"` for other modules and numbers) makes changes of a few kinds, chosen by
a seed: a comparison turned or shifted by one, a number off by one, `and` for `or`, a sum for a difference, a condition
turned, a list cut. Each is made in a copy of the checkout, and the tests of that module are run there without the
golden files. It prints the changes that nobody noticed, then how many were made and noticed.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from apps.config.folders import BASE_DIR

ROOMS = (
    "apps/claims/figures.py",
    "apps/claims/numbers.py",
    "apps/claims/hierarchy.py",
    "apps/claims/intervals.py",
    "apps/claims/reading",
    "apps/reconciliation/core",
    "apps/exchange",
)
PATIENCE = 4  # times as long as the tests take unchanged; a change that makes a test run for ever is noticed
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the line, what it was and what it is now, and the whole module with it."""

    module: Path
    line: int
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.was}  →  {self.now}"


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """The small changes of one node, each a node of its own."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        changed = copy.deepcopy(node)
        changed.ops[0] = TURNED[type(node.ops[0])]()
        yield changed
    elif isinstance(node, ast.BoolOp):
        changed_op = copy.deepcopy(node)
        changed_op.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        yield changed_op
    elif isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        swapped = copy.deepcopy(node)
        swapped.op = SWAPPED[type(node.op)]()
        yield swapped
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.IfExp):
        turned = copy.deepcopy(node)
        turned.test = ast.UnaryOp(ast.Not(), turned.test)
        yield turned


def mutants_of(module: Path) -> list[Mutant]:
    """Every change of a module that leaves it a program; words and types are left alone."""
    source = (BASE_DIR / module).read_text(encoding="utf-8")
    tree = ast.parse(source)
    found = []
    for node in _code(tree):
        for changed in changes(node):
            segment, now = ast.get_source_segment(source, node), ast.unparse(changed)
            if segment is None or "\n" in segment or not isinstance(node, ast.expr):
                continue
            lines = source.split("\n")
            line = lines[node.lineno - 1].encode()
            start, end = node.col_offset, node.end_col_offset or 0
            lines[node.lineno - 1] = (line[:start] + f"({now})".encode() + line[end:]).decode()
            text = "\n".join(lines)
            try:
                ast.parse(text)
            except SyntaxError:
                continue
            found.append(Mutant(module, node.lineno, segment, now, text))
    return found


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs: no annotations, no pieces of formatted strings, no decorators."""
    skipped = ("annotation", "returns", "decorator_list")
    for name, value in ast.iter_fields(tree):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in skipped and not isinstance(child, ast.JoinedStr):
                yield child
                yield from _code(child)


def tests_of(module: Path) -> list[str]:
    """The tests that are asked: of the module's own name, and those of the room it stands in. No golden files."""
    parts = module.parts[1:]
    own = Path("tests", *parts[:-1], f"test_{parts[-1]}")
    room = {"claims": "tests/claims", "exchange": "tests/exchange", "reconciliation": "tests/reconciliation/core"}
    return [str(own), room[parts[0]]] if (BASE_DIR / own).exists() else [room[parts[0]]]


def run_tests(tests: str, tree: Path, *, patience: float | None = None) -> bool:
    """Whether these tests pass in a copy of the checkout; subprocess.TimeoutExpired after `patience` seconds."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", tests]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    return subprocess.run(command, cwd=tree, capture_output=True, timeout=patience, env=environment).returncode == 0


def time_unchanged(mutants: Iterable[Mutant], tree: Path) -> dict[str, float]:
    """How many seconds each of the tests takes where nothing is changed; they must pass, or every change is noticed."""
    seconds = {}
    for tests in sorted({tests for mutant in mutants for tests in tests_of(mutant.module)}):
        began = time.monotonic()
        if not run_tests(tests, tree):
            sys.exit(f"{tests} fails without any change")
        seconds[tests] = time.monotonic() - began
    return seconds


def is_noticed(mutant: Mutant, tree: Path, seconds: dict[str, float]) -> bool:
    """Whether a test fails in a copy of the checkout that holds the change; the copy is put right again."""
    place = tree / mutant.module
    kept = place.read_text(encoding="utf-8")
    place.write_text(mutant.source, encoding="utf-8")
    try:
        return not all(
            run_tests(tests, tree, patience=PATIENCE * seconds[tests] + 10) for tests in tests_of(mutant.module)
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        place.write_text(kept, encoding="utf-8")


def modules_below(rooms: list[str]) -> list[Path]:
    found = []
    for room in rooms:
        path = BASE_DIR / room
        found += (
            [path] if path.is_file() else [file for file in sorted(path.rglob("*.py")) if file.name != "__init__.py"]
        )
    return [file.relative_to(BASE_DIR) for file in found]


def main() -> None:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS))
    parser.add_argument("--most", type=int, default=200, help="how many changes are made, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2)
    asked = parser.parse_args()
    made = [mutant for module in modules_below(asked.rooms) for mutant in mutants_of(module)]
    chosen = random.Random(asked.seed).sample(made, min(asked.most, len(made)))
    with tempfile.TemporaryDirectory() as folder:
        trees = []
        for number in range(asked.at_once):
            tree = Path(folder, str(number))
            shutil.copytree(
                BASE_DIR, tree, ignore=shutil.ignore_patterns(".git", ".venv", ".data", ".*_cache", ".hypothesis")
            )
            trees.append(tree)
        seconds = time_unchanged(chosen, trees[0])
        shares = [chosen[number :: asked.at_once] for number in range(asked.at_once)]

        def work(share: list[Mutant], tree: Path) -> list[Mutant]:
            unnoticed = []
            for mutant in share:
                if not is_noticed(mutant, tree, seconds):
                    unnoticed.append(mutant)
                    print(f"nobody noticed {mutant}", flush=True)
            return unnoticed

        with ThreadPoolExecutor(asked.at_once) as workers:
            missed = sum(len(part) for part in workers.map(work, shares, trees))
    noticed = len(chosen) - missed
    share = noticed / len(chosen) if chosen else 1
    print(f"{len(made)} changes are possible; {len(chosen)} were made, {noticed} noticed ({share:.1%})")


if __name__ == "__main__":
    main()
