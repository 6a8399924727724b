"""`manage.py propose_claims FILE`: the claims that a text seems to make, one JSON line each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.claims.management.rows import encoding_of
from apps.claims.proposals.codes import CodeLists, read_lists
from apps.claims.proposals.proposals import MOST, propose
from apps.claims.proposals.times import find_date
from apps.claims.reading.calendar.words import TABLES

CODES = "fixtures/codes/*.yaml"


class Command(BaseCommand):
    help = "Proposes claims from a text: one JSON line each. Needs no database and writes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A text in UTF-8 or UTF-16.")
        parser.add_argument("--language", default="en", help=f"Its language: {', '.join(sorted(TABLES))}.")
        parser.add_argument("--said-on", type=date.fromisoformat, help="The day it was said, as 2019-07-24.")
        parser.add_argument("--codes", type=Path, nargs="*", default=[], help="YAML files with further code lists.")

    def handle(self, *args: Any, file: Path, language: str, **options: Any) -> None:
        try:
            text = file.read_text(encoding=encoding_of(file), errors="replace")
            lists = read_lists([*sorted(settings.BASE_DIR.glob(CODES)), *options["codes"]])
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error
        said_on = options["said_on"] or find_date(file.stem, text, language)
        made = 0
        for line in lines(text, lists, language, said_on):
            self.stdout.write(line)
            made += 1
        if made == MOST:
            self.stderr.write(f"Only the first {MOST} claims are proposed: cut the text into parts for the rest.")


def lines(text: str, lists: CodeLists, language: str, said_on: date | None) -> Iterator[str]:
    """The proposals as JSON; a figure has at most fifteen digits, which a number of JSON holds."""
    for proposal in propose(text, lists, language=language, said_on=said_on):
        yield json.dumps(_plain(asdict(proposal)), ensure_ascii=False)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
