"""Measures the reader of figures on public cases: `python -m tests.readings.figures FOLDER`.

The folder holds `numbers.csv`, `ranges.csv` and `words.csv` of two public test suites, with the columns `language`,
`text` and `value` or `interval`. Their conventions differ from ours where a claim needs it: a range is closed there on
the left only, here a range is `between` and one bound a qualifier, so the ends are compared and not what belongs to
them. `CONTRADICTED` holds the cases in which a suite expects another number than its words say.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from apps.claims.reading.figures import read_figure
from apps.claims.reading.outcomes import Asked, Qualifier, Read

KINDS = ("numbers", "ranges", "words")
OUTCOMES = ("right", "refused", "asked", "wrong", "contradicted")
CONTRADICTED = {
    ("ar", "٣٢٢ ألف"): "322 thousand, expected 32,200",
    ("ar", "اثني عشر مليار"): "twelve billion, expected 1.2 billion",
    ("fr", "-92321312.0"): "expected -9.2321312: the text lost its comma",
    ("fr", "43894.0"): "expected 0.75: the text is 3/4 as a spreadsheet turned it into a date",
}
_ABOVE = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
_BELOW = (Qualifier.LESS_THAN, Qualifier.AT_MOST)
_COMMA = ("es", "fr")  # where the suite writes its values with a decimal comma


def judge(case: Mapping[str, str]) -> str:
    """right, refused, asked, wrong, or contradicted."""
    outcome = read_figure(case["text"], case["language"])
    if not isinstance(outcome, Read):
        return "asked" if isinstance(outcome, Asked) else "refused"
    is_right = _has_ends(outcome, case["interval"]) if case.get("interval") else _has_value(outcome, case)
    if is_right:
        return "right"
    return "contradicted" if (case["language"], case["text"]) in CONTRADICTED else "wrong"


def _has_value(read: Read, case: Mapping[str, str]) -> bool:
    wanted = case["value"].rstrip("%")
    expected = Decimal(wanted.replace(",", ".") if case["language"] in _COMMA else wanted)
    is_number = read.value is not None and abs(read.value - expected) <= abs(expected) * Decimal("1e-9")
    return is_number and read.qualifier is Qualifier.EXACTLY and read.is_percent == case["value"].endswith("%")


def _has_ends(read: Read, interval: str) -> bool:
    low, high = (Decimal(end) if end else None for end in interval[1:-1].split(","))
    if read.qualifier in _ABOVE:
        return (low, high) == (read.value, None)
    if read.qualifier in _BELOW:
        return (low, high) == (None, read.value)
    upper = read.value if read.qualifier is Qualifier.EXACTLY else read.value_high
    return (low, high) == (read.value, upper)


def cases(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Every case with the name of its kind."""
    for kind in KINDS:
        with (folder / f"{kind}.csv").open(encoding="utf-8", newline="") as lines:
            yield from ((kind, row) for row in csv.DictReader(lines))


def measure(folder: Path) -> dict[tuple[str, str], Counter[str]]:
    """How many of each outcome, by kind and language."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for kind, case in cases(folder):
        counts.setdefault((kind, case["language"]), Counter())[judge(case)] += 1
    return counts


def main(folder: Path) -> int:
    counts = measure(folder)
    for (kind, language), count in sorted(counts.items()):
        told = ", ".join(f"{count[outcome]} {outcome}" for outcome in OUTCOMES)
        print(f"{kind} {language}: {told}, of {count.total()}")
    return int(any(count["wrong"] for count in counts.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
