"""`manage.py read_periods FILE`: what the words of a CSV file say of time, one JSON line a row."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.claims.management.rows import rows_of
from apps.claims.reading.periods import AskedPeriod, ReadPeriod, read_period

COLUMNS = ("language", "text", "said_on")


class Command(BaseCommand):
    help = "Reads periods in words: one JSON line for each row of a CSV file. Needs no database and writes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=f"A CSV file in UTF-8 with the columns {', '.join(COLUMNS)}.")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        for row in rows_of(file, COLUMNS):
            self.stdout.write(json.dumps(read_row(row), ensure_ascii=False))


def read_row(row: dict[str, str]) -> dict[str, str | bool | None]:
    """The answer for one row; `said_on` is a day as 2019-07-24, or blank where it is not known."""
    text = row["text"]
    answer: dict[str, str | bool | None] = {"text": text, "start": None, "end": None, "is_cumulative": None}
    try:
        said_on = date.fromisoformat(row["said_on"].strip()) if row["said_on"].strip() else None
    except ValueError:
        return answer | {"refused": f"said_on: found “{row['said_on'][:40]}”, expected a day such as 2019-07-24"}
    read = read_period(text, row["language"].strip().lower(), said_on)
    if isinstance(read, ReadPeriod):
        days = {"start": _iso(read.start), "end": _iso(read.end)}
        return answer | days | {"is_cumulative": read.is_cumulative, "note": read.note}
    return answer | ({"asked": read.question} if isinstance(read, AskedPeriod) else {"refused": read.reason})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
