"""`manage.py import_claims FILE`: claims from a CSV or XLSX file, all rows or none, what is in doubt asked first."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.exchange.imports import import_claims
from apps.exchange.management.asking import add_answers, answers_of, importing, read_file, separator_of
from apps.exchange.publishers.figures import refuse_published


class Command(BaseCommand):
    help = "Imports claims from a file in the columns of claims.csv. All rows are written, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV (comma, semicolon, tab or bar; UTF-8 or UTF-16) or XLSX.")
        add_answers(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        data, separator = read_file(file), separator_of(options)
        with importing(file, command="import_claims"):
            refuse_published(data, separator=separator)
            done = import_claims(data, separator=separator, answers=answers_of(options))
        if not (done.added or done.changed or done.unchanged):
            self.stdout.write(f"{file.name} has a header and no rows below it: there is nothing to import.")
            return
        self.stdout.write(f"{done.added} claims added, {done.changed} changed, {done.unchanged} unchanged.")
