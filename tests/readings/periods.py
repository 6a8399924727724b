"""Measures the reader of periods on public cases: `python -m tests.readings.periods FILE`.

The cases are those of a public test suite in the columns `language`, `text`, `said_on`, `past_start`,
`past_end_exclusive`. Their conventions differ from ours where a claim needs it, and these are not counted as wrong:

- a span ends there on the day after; a range of days, and one that ends now, on its last day itself;
- a range of months, weeks or years ends there as the last of them begins, here as it ends: 2014 to 2018 holds 2018;
- `CONTRADICTED`: cases in which the suite takes its answer from words that are not in the text.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from apps.claims.reading.periods import AskedPeriod, ReadPeriod, read_period

OUTCOMES = ("right", "refused", "asked", "wrong")
# The text, and the start that is expected of it.
CONTRADICTED = {
    ("11-2016", "2016-06-01"): "November is read; June is expected",
    ("primeros seis meses de este año", "2017-07-01"): "the first six months are not the last",
    ("الأسبوع القادم", "2017-11-13"): "“next week” is whole; the sentence says early next week",
    ("3 semaines dernières", "2013-11-07"): "three weeks are not three years",
}
UP_TO_A_DAY = ("rest of", "resto de", "reste", "earlier", "later", "temprano", "باقي", "بقية", "plus t")


def is_right(read: ReadPeriod, start: date | None, end: date | None, *, is_range: bool) -> bool:
    """Whether what was read is the span from `start` to the day before `end`, by the conventions above."""
    if read.start != start or end is None or read.end is None:
        return read.start == start and read.end == end
    after = read.end + timedelta(days=1)
    last_begins = {read.end.replace(day=1), read.end.replace(month=1, day=1), after - timedelta(days=7)}
    return end == after or (is_range and end in {read.end, *last_begins})


def judge(case: Mapping[str, str]) -> str:
    """right, refused, asked, wrong, or contradicted."""
    read = read_period(case["text"], case["language"], _day(case["said_on"]))
    if not isinstance(read, ReadPeriod):
        return "asked" if isinstance(read, AskedPeriod) else "refused"
    is_range = case["timex"].startswith("(") or any(word in case["text"] for word in UP_TO_A_DAY)
    if is_right(read, _day(case["past_start"]), _day(case["past_end_exclusive"]), is_range=is_range):
        return "right"
    return "contradicted" if (case["text"], case["past_start"]) in CONTRADICTED else "wrong"


def measure(cases: Iterable[Mapping[str, str]]) -> dict[str, Counter[str]]:
    """How many of each outcome, by language."""
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        counts.setdefault(case["language"], Counter())[judge(case)] += 1
    return counts


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def main(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as lines:
        counts = measure(csv.DictReader(lines))
    for language, count in counts.items():
        told = ", ".join(f"{count[outcome]} {outcome}" for outcome in OUTCOMES)
        print(f"periods {language}: {told}, {count['contradicted']} contradicted, of {count.total()}")
    return int(any(count["wrong"] for count in counts.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
