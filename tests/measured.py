"""What runs on a machine printed, kept as JSON lines in `docs/`, and the tables that the README makes of them.

A line has `name`, `date` and `machine`, and whatever else its table shows. A newer line of the same name and size
replaces the older one, so that a part can be run again by itself.
"""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from apps.config.folders import BASE_DIR

README = BASE_DIR / "README.md"
CORES = {1: "one core", 2: "two cores", 4: "four cores", 8: "eight cores"}
Line = dict[str, Any]


def describe_machine() -> str:
    """The machine in a few words: "two cores, Linux, Python 3.11"."""
    cores = os.cpu_count() or 1
    python = platform.python_version().rpartition(".")[0]
    return f"{CORES.get(cores, f'{cores} cores')}, {platform.system()}, Python {python}"


def say_where(line: Line) -> Line:
    """The line with today's date and this machine."""
    return {**line, "date": datetime.now(UTC).date().isoformat(), "machine": describe_machine()}


def read_lines(path: Path) -> list[Line]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def keep_lines(path: Path, lines: Iterable[Line]) -> None:
    """Writes the lines, each in the place of the older one of its name and size `n`, new ones at the end."""
    kept = {(line["name"], line.get("n")): line for line in [*read_lines(path), *lines]}
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in kept.values()), encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as Markdown writes it, its columns padded so that it can be read as text too."""
    widths = [max(len(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    ruled = [header, ["-" * width for width in widths], *rows]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in ruled)
    return "\n".join(f"| {' | '.join(row)} |" for row in padded)


def caption(command: str, lines: Sequence[Line]) -> str:
    """Which command printed the table, when and where."""
    days = sorted({date.fromisoformat(line["date"]) for line in lines})
    said = [f"{day.day} {day:%B %Y}" for day in dict.fromkeys([days[0], days[-1]])]
    machines = "; ".join(dict.fromkeys(line["machine"] for line in lines))
    return f"Printed by `{command}`, {' to '.join(said)}, on {machines}."


def section(name: str, text: str) -> str:
    """What the README says between the marks of this name, if `text` stood there."""
    before, start, rest = README.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- end of {name} -->")
    if not start or not end:
        raise ValueError(f"README.md has no marks <!-- {name} --> and <!-- end of {name} -->.")
    return f"{before}{start}\n{text}\n\n{end}{after}" if text else f"{before}{start}{end}{after}"
