"""What the cells of a file say, read once for all rows that say the same."""

from typing import Any, NamedTuple

from apps.exchange.cells import read_date, read_flag, read_number, settled
from apps.exchange.columns import CLAIM_COLUMNS, Column
from apps.exchange.rows.names import Names
from apps.sources.models import Organisation


class Said(NamedTuple):
    """What a cell says: a value, or what was expected where it says none. `found` is the cell as it is compared."""

    value: Any
    found: str
    expected: str = ""


class Readings:
    """Reads the cells of one file."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._kept: dict[str, dict[tuple[str, str], Said]] = {column.header: {} for column in CLAIM_COLUMNS}

    def read(self, column: Column, cell: str, language: str) -> Said:
        """What a cell says in a column. Numbers are read in a language."""
        kept = self._kept[column.header]
        said = kept.get((cell, language))
        if said is None:
            said = kept[cell, language] = self._read(column, cell, language)
        return said

    def _read(self, column: Column, cell: str, language: str) -> Said:
        text = cell if column.role == "text" else settled(cell)
        if column.is_required and not text.strip():
            return Said(None, "", "a value: every claim has one")
        try:
            return Said(self._value(column, text, language), text)
        except ValueError as error:
            return Said(None, text, str(error))

    def _value(self, column: Column, text: str, language: str) -> Any:
        match column.role:
            case "number" if column.field == "position":
                return _position(text)
            case "number":
                return read_number(text, language)
            case "date":
                return read_date(text)
            case "flag":
                return read_flag(text)
            case "record":
                return self._names.find(column.field, text) if text else None
            case "records":
                return self._records(column, text)
        return text or ("draft" if column.field == "state" else "")

    def _records(self, column: Column, text: str) -> list[Organisation]:
        """Slugs parted by blanks, or one name."""
        if " " in text:
            try:
                return [self._names.find(column.field, text)]
            except ValueError:
                return [self._names.find(column.field, slug) for slug in text.split()]
        return [self._names.find(column.field, text)] if text else []


def _position(text: str) -> int:
    number = read_number(text)
    if number is None or number != int(number) or not 1 <= number < 2**31:
        raise ValueError("a whole number from 1 upwards")
    return int(number)
