"""Workbooks are read as what they show, and bombs are refused before the reader sees them."""

import datetime
import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from apps.exchange.reading import spreadsheet
from apps.exchange.reading.faults import Refused
from apps.exchange.reading.spreadsheet import read_spreadsheet


def workbook(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for place, style in (formats or {}).items():
        book.worksheets[0][place].number_format = style
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def respelled(data: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with one part written anew."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def fault(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_spreadsheet(data)
    return str(refused.value)


PLAIN = workbook(["ref", "value"], ["C-1", 5])


def test_a_cell_is_what_a_text_file_would_hold() -> None:
    data = workbook(
        ["a", "b", "c", "d", "e", "f"],
        [1234, 40.96, 0.4096, datetime.date(2019, 7, 24), True, "=x"],
        formats={"C2": "0.00%"},
    )
    data = respelled(data, lambda sheet: sheet.replace(b"<f>x</f>", b"<f>x</f><v>7</v>").replace(b"<v />", b""))
    header, cells = read_spreadsheet(data)
    assert header.cells == ["a", "b", "c", "d", "e", "f"]
    assert cells.cells == ["1234", "40.96", "40.96%", "2019-07-24", "yes", "7"]


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (0.4096, "0.00%", "40.96%"),
        (40.96, '0.00"%"', "40.96%"),
        (40.96, "0.00\\%", "40.96%"),
        (40, '0" %"', "40%"),
        (1.5, "0.0_%", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (40.959999999999994, "General", "40.96"),
        (0.40959999999999996, "0.00%", "40.96%"),
        (1234567890123, "#,##0", "1234567890123"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(number: float, style: str, shown: str) -> None:
    data = respelled(
        workbook(["a"], [number], formats={"A2": style}),
        lambda sheet: sheet.replace(b"<v>40.95999999999999</v>", b"<v>40.959999999999994</v>"),
    )
    assert read_spreadsheet(data)[1].cells == [shown]


def test_merged_cells_are_refused_since_all_but_the_first_would_be_blank() -> None:
    book = openpyxl.Workbook()
    for row in (["population", "value"], ["refugees", 5], [None, 7]):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A2:A3")
    book.create_sheet("notes").merge_cells("A1:C1")
    out = io.BytesIO()
    book.save(out)
    assert fault(out.getvalue()).startswith("row 2: found “the merged cells A2:A3”, expected each cell by itself")
    book.worksheets[0].unmerge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    assert len(read_spreadsheet(out.getvalue())) == 3, "those of another sheet take nothing away"


def test_another_packed_file_is_named_as_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("claims.csv", "ref,value")
    assert "found “a packed file that is no XLSX”, expected an XLSX, or what is packed in it" in fault(out.getvalue())


def test_lines_are_of_one_width_and_counted_as_the_sheet_does() -> None:
    data = workbook(["a", "b"], [], [None, "x"])
    assert [(line.number, line.cells) for line in read_spreadsheet(data)] == [
        (1, ["a", "b"]),
        (2, ["", ""]),
        (3, ["", "x"]),
    ]


def test_a_formula_that_was_never_worked_out_is_not_read_as_blank() -> None:
    assert fault(workbook(["a"], ["=1+1"])).startswith("row 2: found “a formula without its result”")


def sheet_of(cells: bytes) -> bytes:
    return respelled(PLAIN, lambda sheet: sheet.replace(b'<c r="A1"', cells + b'<c r="A1"', 1))


def wide(sheet: bytes) -> bytes:
    cells = b"".join(b'<c t="inlineStr"><is><t>x</t></is></c>' for _ in range(100_000))
    return sheet.replace(b"</row>", cells + b"</row>", 1)


BOMBS = {
    "a cell in the last corner": lambda: respelled(PLAIN, lambda s: s.replace(b'"A2"', b'"XFD1048576"')),
    "its reference spelled otherwise": lambda: respelled(PLAIN, lambda s: s.replace(b'"A2"', b"'&#88;FD2'")),
    "a row far below": lambda: respelled(PLAIN, lambda s: s.replace(b'<row r="2"', b'<row r="1048576"')),
    "100,000 columns": lambda: respelled(PLAIN, wide),
    "a cell of 50 MB": lambda: respelled(PLAIN, lambda s: s.replace(b"C-1", b"x" * 50_000_000)),
    "200 MB of XML": lambda: respelled(PLAIN, lambda s: s + b" " * 200_000_000),
    "60 MB in another part": lambda: respelled(PLAIN, lambda _: b"<styleSheet>" + b"x" * 60_000_000, "xl/styles.xml"),
    "entities": lambda: respelled(PLAIN, lambda s: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + s),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_a_moment_and_in_little_memory(name: str) -> None:
    data = BOMBS[name]()
    started = time.process_time()
    tracemalloc.start()
    message = fault(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - started < 3, "a second without the measuring of memory"
    assert most < 50_000_000
    assert message.startswith(("file: found", "row "))


def test_a_cell_is_counted_by_the_letters_of_its_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_COLUMNS", 28)
    (line,) = read_spreadsheet(workbook([None] * 27 + ["x"]))  # AB
    assert line.cells == [""] * 27 + ["x"]
    assert "a cell past those columns" in fault(workbook([None] * 28 + ["x"]))


def test_a_workbook_of_too_many_parts_or_bytes_is_refused_and_one_of_as_many_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = zipfile.ZipFile(io.BytesIO(PLAIN)).infolist()
    unpacked = sum(part.file_size for part in parts)
    for name, most, words in (("PARTS", len(parts), "parts"), ("UNPACKED", unpacked, "unpacks to")):
        monkeypatch.setattr(spreadsheet, f"MOST_{name}", most)
        assert len(read_spreadsheet(PLAIN)) == 2
        monkeypatch.setattr(spreadsheet, f"MOST_{name}", most - 1)
        assert words in fault(PLAIN)
        monkeypatch.undo()


def test_rows_that_do_not_say_their_number_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    unnumbered = respelled(PLAIN, lambda sheet: re.sub(rb' r="[A-Z]?\d+"', b"", sheet))
    monkeypatch.setattr(spreadsheet, "MOST_LINES", 2)
    assert len(read_spreadsheet(unnumbered)) == 2
    monkeypatch.setattr(spreadsheet, "MOST_LINES", 1)
    assert "a cell in row 2" in fault(unnumbered)


@pytest.mark.parametrize("data", [b"PK\x03\x04", PLAIN[:-30], PLAIN.replace(b"xl/workbook", b"xl/wurkbook")])
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    assert "a workbook that cannot be read" in fault(data)


def test_a_hidden_first_sheet_is_not_the_first_to_a_reader() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["hidden"])
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("claims").append(["shown"])
    out = io.BytesIO()
    book.save(out)
    assert [line.cells for line in read_spreadsheet(out.getvalue())] == [["shown"]]
