"""Files as lines of cells, whatever program wrote them."""

import pytest

from apps.exchange.reading import lines
from apps.exchange.reading.faults import Refused
from apps.exchange.reading.lines import read_lines

TABLE = [["ref", "quote"], ["C-1", "1,234 people; “so far”"], ["", "الخطيب"]]


def written(separator: str) -> str:
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in TABLE) + "\r\n"


def read(data: bytes, separator: str = "") -> list[list[str]]:
    return [line.cells for line in read_lines(data, separator=separator)]


def fault(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_lines(data)
    return str(refused.value)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_separator_and_the_encoding_are_told(separator: str, encoding: str) -> None:
    text = written(separator) if encoding != "utf-16-le" else written(separator).replace('"ref"', "ref")
    text = text.replace('"ref"', "ref")
    assert read(text.encode(encoding)) == TABLE


def test_a_big_endian_file_with_a_mark_is_read() -> None:
    assert read(b"\xfe\xff" + written(";").encode("utf-16-be")) == TABLE


def test_a_first_line_may_name_the_separator() -> None:
    data = b"sep=;\r\na,b;c\r\n1,2;3\r\n"
    assert read(data) == [["a,b", "c"], ["1,2", "3"]]
    assert [line.number for line in read_lines(data)] == [2, 3], "as a spreadsheet counts"


def test_the_separator_may_be_named() -> None:
    assert read(b"a,b;c\r\n1,2;3\r\n", ";") == [["a,b", "c"], ["1,2", "3"]]
    assert read(b"a,b;c\r\n1,2;3\r\n", ",") == [["a", "b;c"], ["1", "2;3"]]


def test_blank_columns_and_lines_are_left_out() -> None:
    data = b"a,,b,,\r\n1,,2,,\r\n , ,,,\r\n3,,4,,,,\r\n"
    assert read(data) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert [line.number for line in read_lines(data)] == [1, 2, 4]


def test_a_cell_below_no_header_is_kept_to_be_refused() -> None:
    assert read(b"a,\r\n1,2\r\n") == [["a", ""], ["1", "2"]]
    assert read(b"a\r\n1,2\r\n") == [["a"], ["1", "2"]]


def test_guarded_cells_are_read_as_they_were_written() -> None:
    assert read(b"a,b\r\n'=x,'5-10\r\n") == [["a", "b"], ["=x", "5-10"]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfea", "bytes that are not UTF-16 at"),
        ("ref\r\nRené".encode("latin-1"), "bytes that are not UTF-8 at 8"),
        (b"ref\r\n\0", "a NUL character"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a locked workbook"),
        (b'{\n "title": "claims"', "found “JSON”, expected a table: an XLSX"),
        (b"\xef\xbb\xbf\r\n<html><table>", "a page of the web or XML"),
        (b"%PDF-1.7", "a PDF"),
        (b'a;b\r\n1;"2', "parted by a semicolon"),
    ],
)
def test_what_cannot_be_read_says_how_to_save_it(data: bytes, message: str) -> None:
    assert message in fault(data)


def test_a_file_has_so_many_bytes_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"a,b\r\n1,2\r\n"
    monkeypatch.setattr(lines, "MOST_BYTES", len(data))
    assert read(data)
    assert "11 bytes" in fault(data + b"\n")


def test_nothing_is_no_lines() -> None:
    assert read(b"") == read(b"\xef\xbb\xbf\r\n,,\r\n") == []


def test_a_quoted_or_capital_first_line_names_the_separator_too() -> None:
    for first in ('"sep=;"', "SEP=;", "sep=;"):
        for end in ("\n", "\r\n", "\r"):
            assert read(f"{first}{end}a;b,c{end}".encode()) == [["a", "b,c"]]


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16-le", "utf-16-be"])
def test_a_quoted_header_tells_the_encoding_as_well(encoding: str) -> None:
    assert read('"a","b"\n1,é\n'.encode(encoding)) == [["a", "b"], ["1", "é"]]


def test_a_fault_names_its_row_as_other_faults_do_and_not_the_line_of_the_file() -> None:
    too_long = "x" * 200_000
    assert fault(f'a,b\n1,"two\nthree\nlines"\n{too_long},2\n'.encode()) == (
        "row 3: found “a cell that is too long”, expected cells of at most 131,072 characters"
    )
