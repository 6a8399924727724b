"""A file of words is read whatever bytes it holds, and leaves no trace on other readers of CSV files."""

import csv
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from apps.claims.management.rows import rows_of


def file_of(folder: Path, data: bytes) -> Path:
    file = folder / "words.csv"
    file.write_bytes(data)
    return file


def test_rows_hold_the_columns_asked_for_and_blanks_where_a_cell_is_missing(tmp_path: Path) -> None:
    file = file_of(tmp_path, "\ufefflanguage,note,text\nen,x,12\nru,,\nar\n".encode())
    assert list(rows_of(file, ("language", "text"))) == [
        {"language": "en", "text": "12"},
        {"language": "ru", "text": ""},
        {"language": "ar", "text": ""},
    ]


@pytest.mark.parametrize("mark", ["utf-16", "utf-8-sig"])
def test_a_mark_says_in_which_encoding_a_file_is(tmp_path: Path, mark: str) -> None:
    assert list(rows_of(file_of(tmp_path, "text\n٣ مليون\n".encode(mark)), ("text",))) == [{"text": "٣ مليون"}]


def test_bytes_that_are_no_text_are_read_as_unknown_letters(tmp_path: Path) -> None:
    (row,) = rows_of(file_of(tmp_path, b"text\n1\x002\xff3\n"), ("text",))
    assert row["text"] == "1\ufffd2\ufffd3"


def test_a_cell_of_a_megabyte_is_read_and_the_limit_of_others_stays(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    (row,) = rows_of(file_of(tmp_path, b"text\n" + b"1" * 1_000_000), ("text",))
    assert len(row["text"]) == 1_000_000
    assert csv.field_size_limit() == before


def test_a_missing_column_or_file_is_told_in_words(tmp_path: Path) -> None:
    said = r"no column said_on; the header is “text”, expected text, said_on, parted by commas\."
    with pytest.raises(CommandError, match=said):
        list(rows_of(file_of(tmp_path, b"text\n1\n"), ("text", "said_on")))
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        list(rows_of(tmp_path / "nowhere.csv", ("text",)))
