"""`make bench`: every measure of this folder, one table, and a line each in `docs/bench.jsonl`.

    python -m tests.bench.measures                         all of them, on N claims (100,000 if unset)
    python -m tests.bench.measures page_claims export      those whose names begin so
    python -m tests.bench.measures --repeats 1             once each
    python -m tests.bench.measures --readme                writes the README's table from what is kept

A module of this folder offers measures as a list `MEASURES` of `{"name": ..., "function": ...}`. The function takes no
arguments and returns `value` and `unit`; `against`, the peer that did the same work in the same call, or None; `ratio`,
the value by the peer's, or None; and `target`, at most how much: "50 ms", "3 x", or "printed" where nothing is asked.
A measure of another number of claims than N gives it as `n`. A measure that cannot be repeated says `"repeats": 1`.

Each module is measured in a process of its own, its measures in turn and then all again, so that a slow minute of the
machine meets them all; what is kept is the run of the middle value. `processor` is the processor time of
that run in seconds, of the process and of those that it started and that ended; the database server is not in it.
"""

import argparse
import importlib
import json
import os
import re
import statistics
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django

from apps.config.folders import BASE_DIR
from tests.measured import README, Line, caption, keep_lines, read_lines, say_where, section, table

HERE = Path(__file__).parent
KEPT = BASE_DIR / "docs" / "bench.jsonl"
N = int(os.environ.get("N", "100000"))
REPEATS = 3
HEADER = ("measure", "claims", "value", "beside", "ratio", "at most", "held", "processor")
Measure = dict[str, Any]


def find_modules(folder: Path = HERE) -> list[str]:
    """The names of the modules that offer measures."""
    offering = re.compile(r"^MEASURES\b", re.MULTILINE)
    return [path.stem for path in sorted(folder.glob("*.py")) if offering.search(path.read_text(encoding="utf-8"))]


def run(measures: Sequence[Measure], *, repeats: int, say: Callable[[str], object]) -> Iterator[Line]:
    """The middle run of each measure, as lines; one that fails is said and left out."""
    runs: dict[str, list[Line]] = {measure["name"]: [] for measure in measures}
    broken: set[str] = set()
    for turn in range(repeats):
        for measure in measures:
            name: str = measure["name"]
            if name in broken or turn >= measure.get("repeats", repeats):
                continue
            try:
                runs[name].append(_run_once(measure))
            except Exception:  # whatever it is, the others are measured
                broken.add(name)
                say(f"{name} failed:\n{traceback.format_exc()}")
    for name, lines in runs.items():
        if name not in broken:
            yield _middle(name, lines)


def _run_once(measure: Measure) -> Line:
    before = os.times()
    result: Line = measure["function"]()
    after = os.times()
    spent = sum(now - then for now, then in zip(after[:4], before[:4], strict=True))
    return {**result, "processor": round(spent, 2)}


def _middle(name: str, lines: Sequence[Line]) -> Line:
    middle = statistics.median_low(line["value"] for line in lines)
    chosen = next(line for line in lines if line["value"] == middle)
    ratios = [line["ratio"] for line in lines if line["ratio"] is not None]
    ratio = statistics.median_low(ratios) if ratios else None
    return {"name": name, "n": N, **chosen, "ratio": ratio, "repeats": len(lines)}


def is_held(line: Line) -> bool | None:
    """Whether the value, or the ratio where the target is one, is at most what is asked; None where nothing is."""
    asked = re.match(r"([\d.,]+) ?(×|x|ms|s|MB)?(?: |$)", line["target"])
    if not asked:
        return None
    most, unit = float(asked[1].replace(",", "")), asked[2]
    if unit in ("×", "x"):
        return None if line["ratio"] is None else bool(line["ratio"] <= most)
    return bool(line["value"] <= most) if unit in (None, line["unit"]) else None


def build_table(lines: Iterable[Line]) -> str:
    words = {True: "yes", False: "no", None: ""}
    rows = [
        (
            line["name"],
            f"{line['n']:,}",
            f"{line['value']:,} {line['unit']}".strip(),
            line["against"] or "",
            "" if line["ratio"] is None else f"{line['ratio']:,} ×",
            line["target"],
            words[is_held(line)],
            f"{line['processor']:,} s",
        )
        for line in lines
    ]
    return table(HEADER, rows)


def build_readme() -> str:
    """The README as it is with the table of what is kept."""
    lines = read_lines(KEPT)
    return section("bench", f"{caption('make bench', lines)}\n\n{build_table(lines)}" if lines else "")


def measure_module(name: str, wanted: Sequence[str], *, repeats: int) -> int:
    """Measures one module in this process and writes its lines; how many measures failed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "apps.config.settings")
    django.setup()
    measures: list[Measure] = importlib.import_module(f"tests.bench.{name}").MEASURES
    chosen = [each for each in measures if not wanted or each["name"].startswith(tuple(wanted))]
    lines = list(run(chosen, repeats=repeats, say=lambda words: sys.stderr.write(f"{words}\n")))
    sys.stdout.write("".join(f"{json.dumps(line)}\n" for line in lines))
    return len(chosen) - len(lines)


def measure_all(wanted: Sequence[str], *, repeats: int) -> tuple[list[Line], bool]:
    """The lines of all modules, and whether every measure went well."""
    lines: list[Line] = []
    is_whole = True
    for module in find_modules():
        command = [sys.executable, "-m", "tests.bench.measures", "--module", module, "--repeats", str(repeats), *wanted]
        done = subprocess.run(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True, check=False)
        is_whole &= done.returncode == 0
        lines += [say_where(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]
    return lines, is_whole


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("names", nargs="*")
    reader.add_argument("--repeats", type=int, default=REPEATS)
    reader.add_argument("--module", help="measure this one in this process, and print lines")
    reader.add_argument("--readme", action="store_true", help="measure nothing, and write the README's table")
    asked = reader.parse_args()
    if asked.readme:
        README.write_text(build_readme(), encoding="utf-8")
        return 0
    if asked.module:
        return measure_module(asked.module, asked.names, repeats=asked.repeats)
    lines, is_whole = measure_all(asked.names, repeats=asked.repeats)
    if not lines:
        sys.stdout.write("Nothing was measured: no measure has such a name, or each of them failed.\n")
        return 1
    keep_lines(KEPT, lines)
    sys.stdout.write(f"{build_table(lines)}\n{caption('make bench', lines)}\n")
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
