"""`manage.py read_periods FILE`: what the words of a CSV file say of time, one JSON line a row."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.claims.reading.periods import AskedPeriod, ReadPeriod, read_period

COLUMNS = ("language", "text", "said_on")


class Command(BaseCommand):
    help = "Reads periods in words: one JSON line for each row of a CSV file. Needs no database and writes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=f"A CSV file in UTF-8 with the columns {', '.join(COLUMNS)}.")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            text = file.read_text(encoding="utf-8-sig", errors="replace")
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            for row in rows_of(text):
                self.stdout.write(json.dumps(read_row(row), ensure_ascii=False))
        except ValueError as error:
            raise CommandError(f"{file.name}: {error}") from error


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


def rows_of(text: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file. Raises ValueError with what was expected."""
    csv.field_size_limit(max(len(text), 1))
    reader = csv.DictReader(text.replace("\0", "\ufffd").splitlines(keepends=True), restval="", restkey="")
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(f"found no column {', '.join(missing)}, expected {', '.join(COLUMNS)}")
    try:
        yield from ({column: row[column] for column in COLUMNS} for row in reader)
    except csv.Error as error:
        raise ValueError(f"this is no CSV file: {error}") from error
