"""What is read of a file, line by line, and how a fault in it is named."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_FAULTS = 200  # that one message lists


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number as a spreadsheet counts it, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row under a header: its number in the file and its cells by header.

    Where it was made of a row with other headers, `stands_in` is the column it was made of, and `days_in` that of its
    days: these are what a fault names.
    """

    number: int
    cells: dict[str, str]
    stands_in: str = ""
    days_in: str = ""

    def name(self, column: str) -> str:
        """How whoever has the file knows a column."""
        return (self.days_in if column.startswith("period_") else self.stands_in) or column


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
        more = len(faults) - MOST_FAULTS
        rest = [f"… and {more:,} more."] if more > 0 else []
        super().__init__("\n".join([*(str(fault) for fault in faults[:MOST_FAULTS]), *rest]))


def _shown(found: str) -> str:
    return f"“{found[:80]}”" if found else "nothing"
