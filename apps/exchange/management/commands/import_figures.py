"""`manage.py import_figures FILE --source SLUG --speaker NAME`: a file as UNHCR, HDX, IOM or IDMC publish it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.exchange.management.asking import add_answers, answers_of, importing, read_file, separator_of
from apps.exchange.publishers.figures import SHAPES, Wish, import_figures
from apps.exchange.reading.faults import MOST_FAULTS


class Command(BaseCommand):
    help = f"Imports a file of figures as it was published: {'; '.join(shape.name for shape in SHAPES)}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The file as published, CSV or XLSX.")
        parser.add_argument("--source", required=True, help="The slug of the source that the file is.")
        parser.add_argument("--speaker", required=True, help="Who says its figures: UNHCR.")
        parser.add_argument("--state", default="draft", choices=["draft", "published"], help="The state of the claims.")
        parser.add_argument(
            "--only", nargs="+", default=[], metavar="COLUMN", help="Only the figures of these columns."
        )
        parser.add_argument("--create-places", action="store_true", help="Make the places that are not there.")
        add_answers(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        data = read_file(file)
        wish = Wish(
            source=options["source"],
            speaker=options["speaker"],
            state=options["state"],
            only=frozenset(options["only"]),
            creates_places=options["create_places"],
        )
        with importing(file, command="import_figures"):
            report = import_figures(data, wish, answers=answers_of(options), separator=separator_of(options))
        self.stdout.write(f"{report.shape}: {report.done.added} claims added, {report.places} places made.")
        if report.codes:
            self.stdout.write(f"Indicators and populations made: {', '.join(report.codes)}.")
        if report.kept_back:
            self.stdout.write(f"{report.kept_back} figures are kept back by the publisher (*) and were left out.")
        if report.left_out:
            shown, more = report.left_out[:MOST_FAULTS], len(report.left_out) - MOST_FAULTS
            said = [*shown, *([f"… and {more:,} more"] if more > 0 else [])]
            self.stdout.write(f"{len(report.left_out):,} figures were left out: {'; '.join(said)}.")
