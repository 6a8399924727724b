"""The bytes of a file as lines of cells, whatever program wrote them.

    comma, semicolon, tab or bar       told by the header, or named
    UTF-8, with or without a mark      as this program and “CSV UTF-8” write it
    UTF-16, UTF-32                     as “Unicode Text” writes it, and as some programs do
    XLSX                               its first sheet, within limits (`spreadsheet`)

Cells of a text file lose their guards and isolates here (`cells`), so that a cell is what was written, whichever way it
came.
"""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Sequence

from apps.exchange.cells import put_back, unguard
from apps.exchange.reading.faults import Fault, Line, Refused
from apps.exchange.reading.spreadsheet import is_spreadsheet, read_spreadsheet

MOST_BYTES = 50_000_000
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

_SAVE_AS = "a file in UTF-8 or UTF-16: save it as “CSV UTF-8” or as “Unicode Text”"
# What other files begin with, and what they are.
_NO_TABLES = {
    b"\xd0\xcf\x11\xe0": "an old or a locked workbook",
    b"%PDF": "a PDF",
    b"<": "a page of the web or XML",
    b"{": "JSON",
    b"[": "JSON",
    b"\x1f\x8b": "a packed file",
}
_SAYS_SEPARATOR = re.compile(r'"?sep=(.)"?(?:\r\n?|\n|\Z)', re.IGNORECASE)


def read_lines(data: bytes, *, separator: str = "") -> list[Line]:
    """The lines that hold something; the first is the header. Raises Refused.

    `separator` is one of SEPARATORS; blank, it is told by the header. Columns without a header are left out where
    nothing stands in them.
    """
    if len(data) > MOST_BYTES:
        raise Refused([Fault(0, "", f"{len(data):,} bytes", f"at most {MOST_BYTES:,}")])
    lines = read_spreadsheet(data) if is_spreadsheet(data) else _parted(_decoded(data), separator)
    return _without_blank_columns([line for line in lines if any(cell.strip() for cell in line.cells)])


def _decoded(data: bytes) -> str:
    begins = data.removeprefix(BOM_UTF8).lstrip()
    if found := next((words for sign, words in _NO_TABLES.items() if begins.startswith(sign)), ""):
        raise Refused([Fault(0, "", found, f"a table: an XLSX without a password, or {_SAVE_AS}")])
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"bytes that are not {encoding.removesuffix('-sig').upper()} at {error.start}"
        raise Refused([Fault(0, "", found, _SAVE_AS)]) from error
    if "\0" in text:
        raise Refused([Fault(0, "", "a NUL character", "text without control characters")])
    return text


def _encoding(data: bytes) -> str:
    """Told by the byte order mark; where there is none, by the zero beside the first letter of the header."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data[1:2] == b"\0" and _begins_a_header(data[:1]):
        return "utf-16-le"
    if data[:1] == b"\0" and _begins_a_header(data[1:2]):
        return "utf-16-be"
    return "utf-8-sig"


def _begins_a_header(sign: bytes) -> bool:
    return sign.isalnum() or sign == b'"'


def _parted(text: str, separator: str) -> list[Line]:
    said, rest = _split_off_separator(text)
    used = separator or said or _tell_separator(rest)
    first = 2 if said else 1
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=used, strict=True)
    written = _Written()
    lines: list[Line] = []
    try:
        for number, cells in enumerate(reader, start=first):
            lines.append(Line(number, [*map(written.__getitem__, cells)]))
    except csv.Error as error:
        found, expected = str(error), f"cells quoted as CSV quotes them, parted by a {SEPARATORS[used]}"
        if "field limit" in found:
            found, expected = "a cell that is too long", f"cells of at most {csv.field_size_limit():,} characters"
        raise Refused([Fault(first + len(lines), "", found, expected)]) from error
    return lines


class _Written(dict[str, str]):
    """What was written, by the cell that holds it. Most cells of a file say what others say: each is kept once."""

    def __missing__(self, cell: str) -> str:
        written = self[cell] = unguard(put_back(cell))
        return written


def _split_off_separator(text: str) -> tuple[str, str]:
    """The separator that a first line `sep=;` says, as spreadsheets write it, and the text below it."""
    match = _SAYS_SEPARATOR.match(text)
    return (match[1], text[match.end() :]) if match and match[1] in SEPARATORS else ("", text)


def _tell_separator(text: str) -> str:
    """The one that parts the header into most cells; a comma where none does."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=header.count)


def _without_blank_columns(lines: Sequence[Line]) -> list[Line]:
    if not lines:
        return []
    header, *body = lines
    nameless = [place for place, name in enumerate(header.cells) if not name.strip()]
    filled = {place for line in body for place in nameless if "".join(line.cells[place : place + 1]).strip()}
    dropped = set(nameless) - filled
    width = len(header.cells)
    return [Line(line.number, _kept(line.cells, dropped, width)) for line in lines]


def _kept(cells: list[str], dropped: set[int], width: int) -> list[str]:
    """Without the dropped places, and without blank cells that stand past the header."""
    if not dropped and len(cells) <= width:
        return cells
    kept = [cell for place, cell in enumerate(cells) if place not in dropped]
    while len(kept) > width - len(dropped) and not kept[-1].strip():
        kept.pop()
    return kept
