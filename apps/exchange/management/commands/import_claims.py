"""`manage.py import_claims FILE`: claims from a CSV file, all rows or none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.exchange.imports import import_claims
from apps.exchange.table import Refused


class Command(BaseCommand):
    help = "Imports claims from a CSV file in the columns of claims.csv. All rows are written, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A CSV file in UTF-8 with a header row.")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            done = import_claims(data)
        except Refused as refused:
            raise CommandError(f"{file.name} was not imported; nothing was written.\n{refused}") from refused
        self.stdout.write(f"{done.added} claims added, {done.changed} changed, {done.unchanged} unchanged.")
