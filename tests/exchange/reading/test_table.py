"""A claims file as rows: its header, its hashtags, and how long it may be."""

import pytest

from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.reading import table
from apps.exchange.reading.faults import MOST_FAULTS, Fault, Refused
from apps.exchange.reading.table import read_table

NEEDED = [column.header for column in CLAIM_COLUMNS if column.is_required]


def written(*rows: list[str], header: list[str] | None = None) -> bytes:
    return "\r\n".join(",".join(cells) for cells in [header or NEEDED, *rows]).encode()


def faults(data: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_table(data)
    return [str(fault) for fault in refused.value.faults]


def test_a_row_of_hashtags_is_passed_over_and_only_right_below_the_header() -> None:
    tags = [f"#tag+{name}" for name in NEEDED]
    cells = ["x"] * len(NEEDED)
    assert [row.number for row in read_table(written(tags, cells))] == [3]
    assert [row.number for row in read_table(written(cells, tags))] == [2, 3]


def test_there_are_so_many_rows_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    cells = ["x"] * len(NEEDED)
    assert len(read_table(written(cells, cells))) == 2
    assert faults(written(cells, cells, cells)) == ["file: found “3 rows”, expected at most 2"]


def test_headers_are_read_as_they_look() -> None:
    spelled = [f" {name}\u00a0" for name in NEEDED]
    assert read_table(written(["x"] * len(NEEDED), header=spelled))[0].cells.keys() == set(NEEDED)


def test_cells_below_no_header_are_named() -> None:
    data = written(["x"] * (len(NEEDED) + 1), header=[*NEEDED, ""])
    assert faults(data) == [
        f"row 1, column number {len(NEEDED) + 1}: found nothing, expected a header: cells stand below it"
    ]


@pytest.mark.parametrize("cells", [["x"], ["x"] * (len(NEEDED) + 1)])
def test_a_row_of_another_length_is_named(cells: list[str]) -> None:
    assert faults(written(cells)) == [
        f"row 2: found “{len(cells)} cells”, expected {len(NEEDED)}, as many as the header has"
    ]


def test_a_long_list_of_faults_is_cut_and_says_so() -> None:
    words = str(Refused([Fault(row, "value", "x", "a number") for row in range(2, MOST_FAULTS + 5)]))
    assert words.count("\n") == MOST_FAULTS
    assert words.endswith("… and 3 more.")


def test_a_cell_of_blanks_is_a_blank_one() -> None:
    (row,) = read_table(written([*("x" for _ in NEEDED), " ", "\u00a0"], header=[*NEEDED, "part_dimension", "locator"]))
    assert (row.cells["part_dimension"], row.cells["locator"]) == ("", "")
