"""An XLSX workbook as lines of cells, read only after every part of it was found to be small enough.

A workbook of a few kilobytes can name a cell in the last row and column, or unpack to gigabytes, and a reader that
makes room for what is named takes gigabytes of memory. So a strict parser walks over all parts first, streaming, and
refuses before the reader sees them: what unpacks to too much, cells too far out, cells too long, and declarations
of entities.
"""

import datetime
import io
import re
import zipfile
from decimal import Decimal
from typing import IO, Any
from xml.parsers import expat

import openpyxl
from openpyxl.utils.escape import unescape

from apps.claims.numbers import plain
from apps.exchange.cells import write_flag
from apps.exchange.reading.faults import Fault, Line, Refused

MOST_PARTS = 500
MOST_UNPACKED = 80_000_000  # bytes of XML
MOST_COLUMNS = 200
MOST_LINES = 100_100
MOST_CHARACTERS = 32_767  # what a spreadsheet program keeps in a cell

_CHUNK = 1 << 16
_CONTENTS = "[Content_Types].xml"  # which every workbook has, and no other archive
_DIGITS = ".15g"  # as many as a spreadsheet program shows: 0.1 + 0.2 is 0.3 there
# Of a format: what is shown as it is and multiplies nothing, and what is a blank as wide as a sign.
_LITERAL, _SPACING = re.compile(r'"[^"]*"|\\.'), re.compile("[_*].")
_CELL = re.compile(r"([A-Z]{1,7})([0-9]{1,9})", re.ASCII)
_OR_AS_TEXT = ", or save it as “CSV UTF-8”"


def is_spreadsheet(data: bytes) -> bool:
    """Whether the file is a ZIP archive, as every XLSX is."""
    return data.startswith(b"PK\x03\x04")


def read_spreadsheet(data: bytes) -> list[Line]:
    """The lines of the first sheet that is not hidden, all of one width.

    Raises Refused for what is no workbook, or too large a one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            merged = _check_parts(archive)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), book.worksheets[0])
        if ranges := merged.get(sheet._worksheet_path.lstrip("/")):
            raise Refused([_merged(each) for each in ranges])
        sheet.reset_dimensions()
        lines = [[_written(cell) for cell in cells] for cells in sheet.iter_rows()]
    except Refused:
        raise
    except Exception as error:
        # A damaged workbook makes the reader raise whatever it meets.
        raise _refusal("a workbook that cannot be read", "an XLSX as a spreadsheet program saves it") from error
    width = max(map(len, lines), default=0)
    return [Line(number, cells + [""] * (width - len(cells))) for number, cells in enumerate(lines, start=1)]


def _written(cell: Any) -> str:
    """A cell as it would stand in a text file: a number with a point, a day as 2019-07-24, a share with its sign."""
    match cell.value:
        case None:
            return ""
        case bool() as flag:
            return write_flag(flag=flag)
        case int() as number:
            return _shown(Decimal(number), cell.number_format or "")
        case float() as number:
            return _shown(Decimal(format(number, _DIGITS)), cell.number_format or "")
        case datetime.datetime() as moment if moment.time() == datetime.time():
            return moment.date().isoformat()
        case str() as text:
            return str(unescape(text))
        case other:
            return str(other)


def _shown(number: Decimal, style: str) -> str:
    """A number as its format shows it: 0.4 is 40% in “0%”, and 40 is 40% in “0"%"”."""
    if not number.is_finite():
        return str(number)
    signs = _SPACING.sub("", style)
    return f"{plain(number * 100 if '%' in _LITERAL.sub('', signs) else number)}{'%' if '%' in signs else ''}"


def _merged(cells: str) -> Fault:
    """A reader finds what merged cells hold in the first of them, and blanks in the others."""
    first = _CELL.match(cells)
    expected = "each cell by itself: undo the merge, and let every row say what holds for it"
    return Fault(int(first[2]) if first else 0, "", f"the merged cells {cells}", expected)


def _check_parts(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """Refuses what is too large; gives the merged cells of each part that has some."""
    parts, merged = archive.infolist(), {}
    if _CONTENTS not in archive.namelist():
        raise _refusal("a packed file that is no XLSX", "an XLSX, or what is packed in it, unpacked")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        raise _refusal(f"a workbook of {len(parts):,} parts", f"at most {MOST_PARTS:,}")
    if unpacked > MOST_UNPACKED:
        raise _refusal(f"a workbook that unpacks to {unpacked:,} bytes", f"at most {MOST_UNPACKED:,}")
    for part in parts:
        with archive.open(part) as stream:
            try:
                merged[part.filename] = _Walk().over(stream)
            except expat.ExpatError:
                continue  # a picture or the like; what the reader needs, it fails on itself
    return merged


class _Walk:
    """One pass over a part of a workbook: where its cells are, which are merged, and how long its texts."""

    def __init__(self) -> None:
        self._root = self._tag = ""
        self._row = self._column = self._length = 0
        self._has_formula = self._has_value = False
        self._merged: list[str] = []

    def over(self, stream: IO[bytes]) -> list[str]:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
        return self._merged

    def _on_doctype(self, *_: Any) -> None:
        raise _refusal("a workbook with a document type", "one that a spreadsheet program saved")

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        self._length = 0
        self._tag = tag = name.rpartition(":")[2]
        self._root = self._root or tag
        if self._root != "worksheet":
            return
        if tag == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._row + 1
            self._column = 0
            self._check_place()
        elif tag == "c":
            self._move(attributes.get("r", ""))
            # A formula that comes to an empty text says so; one that was never worked out has no value.
            self._has_formula, self._has_value = False, attributes.get("t") == "str"
        elif tag == "f":
            self._has_formula = True
        elif tag == "mergeCell":
            self._merged.append(attributes.get("ref", ""))

    def _on_end(self, name: str) -> None:
        self._length = 0
        if self._has_formula and not self._has_value and name.rpartition(":")[2] == "c":
            expected = f"its result too: open the workbook in a spreadsheet program and save it{_OR_AS_TEXT}"
            raise Refused([Fault(self._row, "", "a formula without its result", expected)])

    def _on_text(self, text: str) -> None:
        self._has_value = self._has_value or self._tag == "v"
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise Refused([Fault(self._row, "", "a longer text", f"at most {MOST_CHARACTERS:,} characters in a cell")])

    def _move(self, reference: str) -> None:
        match = _CELL.fullmatch(reference)
        if match is None:
            self._column += 1
        else:
            self._column, self._row = _column_number(match[1]), int(match[2])
        self._check_place()

    def _check_place(self) -> None:
        if self._column > MOST_COLUMNS:
            raise _refusal("a cell past those columns", f"at most {MOST_COLUMNS} columns")
        if self._row > MOST_LINES:
            raise _refusal(f"a cell in row {self._row:,}", f"at most {MOST_LINES:,} rows")


def _column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refusal(found: str, expected: str) -> Refused:
    return Refused([Fault(0, "", found, f"{expected}{_OR_AS_TEXT}")])
