"""`manage.py import_places FILE`: a list of places, such as the p-codes that OCHA publishes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.exchange.management.asking import importing, read_file
from apps.exchange.publishers.places import import_places


class Command(BaseCommand):
    help = "Makes the places of a list that are not there yet: OCHA's p-codes, or columns code, name, inside, kind."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The list, CSV or XLSX.")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        data = read_file(file)
        with importing(file, command="import_places"):
            listed = import_places(data)
        if not (listed.added or listed.known):
            self.stdout.write(f"{file.name} has a header and no places below it: there is nothing to import.")
            return
        self.stdout.write(f"{listed.added} places added, {listed.known} were there already and stay as they are.")
