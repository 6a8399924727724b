"""A file of claims as rows of cells, and how a fault in one is named."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.exchange.columns import CLAIM_COLUMNS

MOST_ROWS = 100_000
MOST_BYTES = 50_000_000
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell. `row` is the row of the file as a spreadsheet counts it, 0 for the file itself.

    `expected` is words that follow “expected”, or a rule: a sentence that stands by itself. `column` may name several.
    """

    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row else "file"
        column = f", column {self.column}" if self.column else ""
        is_sentence = self.expected[:1].isupper() and self.expected.endswith(".")
        expected = f". {self.expected}" if is_sentence else f", expected {self.expected}"
        return f"{where}{column}: found {_shown(self.found)}{expected}"


class Refused(Exception):
    """The file was not imported; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults[:MOST_FAULTS]))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number in the file and its cells by header."""

    number: int
    cells: dict[str, str]


def read_table(data: bytes) -> list[Row]:
    """The rows of a claims file in UTF-8 with a header row. Raises Refused for anything else."""
    lines = _lines(_decoded(data))
    if not lines:
        raise Refused([Fault(0, "", "", "a header row and rows of claims")])
    header, *body = lines
    _check_header(header.cells)
    names = header.cells
    if body and all(cell.startswith("#") or not cell for cell in body[0].cells) and any(body[0].cells):
        body = body[1:]  # HXL hashtags
    faults = [
        Fault(line.number, "", f"{len(line.cells)} cells", f"{len(names)}, as many as the header has")
        for line in body
        if len(line.cells) != len(names)
    ]
    if len(body) > MOST_ROWS:
        faults.append(Fault(0, "", f"{len(body)} rows", f"at most {MOST_ROWS}"))
    if faults:
        raise Refused(faults)
    return [Row(line.number, dict(zip(names, line.cells, strict=True))) for line in body]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: list[str]


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused([Fault(0, "", f"{len(data):,} bytes", f"at most {MOST_BYTES:,}")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([Fault(0, "", f"bytes that are not UTF-8 at {error.start}", "a file in UTF-8")]) from error
    if "\0" in text:
        raise Refused([Fault(0, "", "a NUL character", "text without control characters")])
    return text


def _lines(text: str) -> list[_Line]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [_Line(number, cells) for number, cells in enumerate(reader, start=1) if any(cells)]
    except csv.Error as error:
        raise Refused([Fault(reader.line_num, "", str(error), "cells quoted as CSV quotes them")]) from error


def _check_header(names: Sequence[str]) -> None:
    known = {column.header for column in CLAIM_COLUMNS}
    faults = [Fault(1, name, name, "a column of claims.csv") for name in names if name not in known]
    faults += [Fault(1, name, "the column twice", "each column once") for name in _repeated(names)]
    missing = [column.header for column in CLAIM_COLUMNS if column.is_required and column.header not in names]
    faults += [Fault(1, name, "no such column", "this column, which every claim needs") for name in missing]
    if faults:
        raise Refused(faults)


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]


def _shown(found: str) -> str:
    return f"“{found[:80]}”" if found else "nothing"
