"""Writing rows as CSV, JSON and XLSX, all from the same cells, so that the files cannot disagree.

cell     CSV                            JSON      XLSX
number   as written, with a point       a number  a number, or text where a spreadsheet would round it
text     guarded against being run      a string  a string, never a formula or a link
         set apart where it mixes
         directions
blank    nothing                        null      an empty cell
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import IO, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from apps.exchange.cells import SafeTexts, made_safe
from apps.exchange.columns import Written

MARK = "\ufeff"
WIDTH = 16  # characters
MOST_DIGITS = 15  # what a spreadsheet keeps of a number


@dataclass(frozen=True, slots=True)
class Sheet:
    """Plain cells under columns, and what they are: what every file is made of. `tags` asks for HXL hashtags.

    `lines` are the same rows where the database writes them, each with the line of CSV that holds its plain cells.
    """

    name: str
    columns: Sequence[Written]
    rows: Iterable[Sequence[str]]
    about: Mapping[str, str]
    tags: bool = False
    lines: Iterable[tuple[Sequence[str], str]] | None = None

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]

    @property
    def heads(self) -> list[list[str]]:
        """The rows above the records."""
        return [self.headers, [column.hxl for column in self.columns]] if self.tags else [self.headers]


def cells_of(columns: Sequence[Written], records: Iterable[Any]) -> Iterator[list[str]]:
    """The plain cells of each record."""
    writes = [column.write for column in columns]
    return ([write(record) for write in writes] for record in records)


class _Line:
    """What `csv.writer` writes to: it hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def write_csv(sheet: Sheet, *, has_mark: bool = False) -> Iterator[str]:
    """Lines of CSV with the line ends of RFC 4180, behind a byte order mark where that is asked for."""
    writer = csv.writer(_Line())
    if has_mark:
        yield MARK
    for head in sheet.heads:
        yield writer.writerow(head)
    texts = [place for place, column in enumerate(sheet.columns) if column.has_words]
    texts_of = itemgetter(*texts)
    safe = SafeTexts()
    for row, line in sheet.lines or ((row, "") for row in sheet.rows):
        if line and safe.hold(texts_of(row)):
            yield line
            continue
        cells = list(row)
        for place in texts:
            cells[place] = made_safe(row[place])
        yield writer.writerow(cells)


def write_json(sheet: Sheet) -> Iterator[str]:
    """One object: what the rows are, and `rows`, each an object with every header as a name."""
    about = json.dumps(dict(sheet.about), ensure_ascii=False, indent=1)
    yield f'{about[:-2]},\n "rows": ['
    names = [json.dumps(header) for header in sheet.headers]
    numbers = [column.is_number for column in sheet.columns]
    between = "\n"
    for row in sheet.rows:
        cells = (
            f"{name}: {_json(cell, is_number=is_number)}"
            for name, cell, is_number in zip(names, row, numbers, strict=True)
        )
        yield f"{between}  {{{', '.join(cells)}}}"
        between = ",\n"
    yield "\n ]\n}\n"


def _json(cell: str, *, is_number: bool) -> str:
    """A number is written digit by digit as it is: going through a float would change some."""
    if not cell:
        return "null"
    return cell if is_number else json.dumps(cell, ensure_ascii=False)


def write_xlsx(sheet: Sheet, file: IO[bytes]) -> None:
    """A workbook of two sheets: the rows, and what they are."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        page = book.add_worksheet("rows")
        page.freeze_panes(len(sheet.heads), 1)
        page.set_column(0, len(sheet.columns) - 1, WIDTH)
        for number, head in enumerate(sheet.heads):
            for place, text in enumerate(head):
                page.write_string(number, place, text, bold)
        numbers = [column.is_number for column in sheet.columns]
        for number, row in enumerate(sheet.rows, start=len(sheet.heads)):
            for place, cell in enumerate(row):
                _write_cell(page, number, place, cell, is_number=numbers[place])
        notes = book.add_worksheet("about")
        notes.set_column(0, 0, WIDTH)
        for number, (name, text) in enumerate(sheet.about.items()):
            notes.write_string(number, 0, name, bold)
            notes.write_string(number, 1, text)


def _write_cell(page: Worksheet, row: int, place: int, cell: str, *, is_number: bool) -> None:
    if not cell:
        return
    if is_number and len(Decimal(cell).normalize().as_tuple().digits) <= MOST_DIGITS:
        page.write_number(row, place, Decimal(cell))  # written digit by digit, not through a float
    else:
        page.write_string(row, place, cell)
