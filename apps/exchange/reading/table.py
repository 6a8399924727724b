"""A file of claims as rows under the columns of claims.csv."""

from collections.abc import Iterable, Sequence

from apps.exchange.cells import settled
from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.reading.faults import Fault, Line, Refused, Row
from apps.exchange.reading.lines import read_lines

MOST_ROWS = 100_000
_HEADERS = {column.header.casefold(): column.header for column in CLAIM_COLUMNS}


def read_table(data: bytes, *, separator: str = "") -> list[Row]:
    """The rows of a claims file with a header row. Raises Refused for anything else."""
    lines = read_lines(data, separator=separator)
    if not lines:
        raise Refused([Fault(0, "", "", "a header row and rows of claims")])
    names = [_HEADERS.get(settled(name).casefold(), settled(name)) for name in lines[0].cells]
    _check_header(names, lines[0].number)
    return read_rows(names, lines[1:])


def read_rows(names: Sequence[str], body: Sequence[Line]) -> list[Row]:
    """The lines below a header as rows, without a line of HXL hashtags. Raises Refused for uneven lines."""
    if body and _is_hxl(body[0]):
        body = body[1:]
    faults = [
        Fault(line.number, "", f"{len(line.cells)} cells", f"{len(names)}, as many as the header has")
        for line in body
        if len(line.cells) != len(names)
    ]
    if len(body) > MOST_ROWS:
        faults.append(Fault(0, "", f"{len(body)} rows", f"at most {MOST_ROWS}"))
    if faults:
        raise Refused(faults)
    # A cell of blanks says no more than a blank one.
    cells = ([cell if cell.strip() else "" for cell in line.cells] for line in body)
    return [Row(line.number, dict(zip(names, each, strict=True))) for line, each in zip(body, cells, strict=True)]


def _is_hxl(line: Line) -> bool:
    return any(line.cells) and all(cell.startswith("#") or not cell for cell in line.cells)


def _check_header(names: Sequence[str], row: int) -> None:
    known = {column.header for column in CLAIM_COLUMNS}
    faults = [Fault(row, name, name, "a column of claims.csv") for name in names if name and name not in known]
    nameless = [place for place, name in enumerate(names, start=1) if not name]
    faults += [Fault(row, f"number {place}", "", "a header: cells stand below it") for place in nameless]
    faults += [Fault(row, name, "the column twice", "each column once") for name in _repeated(names) if name]
    missing = [column.header for column in CLAIM_COLUMNS if column.is_required and column.header not in names]
    faults += [Fault(row, name, "", "this column, which every claim needs") for name in missing]
    if faults:
        raise Refused(faults)


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]
