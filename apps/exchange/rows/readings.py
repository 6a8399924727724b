"""What the cells of a file say, read once for all rows that say the same."""

import re
from typing import Any, NamedTuple

from apps.claims.reading.figures import ANY_UNIT
from apps.claims.reading.outcomes import UnitTraits
from apps.exchange.cells import read_code, read_date, read_flag, read_number, settled
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
        self._kept: dict[str, dict[tuple[str, str, UnitTraits], Said]] = {column.header: {} for column in CLAIM_COLUMNS}

    def read(self, column: Column, cell: str, language: str = "", unit: UnitTraits = ANY_UNIT) -> Said:
        """What a cell says in a column. Numbers are read in a language and of a unit."""
        kept = self._kept[column.header]
        said = kept.get((cell, language, unit))
        if said is None:
            said = kept[cell, language, unit] = self._read(column, cell, language, unit)
        return said

    def _read(self, column: Column, cell: str, language: str, unit: UnitTraits) -> Said:
        text = cell if column.role == "text" else settled(cell)
        if column.is_required and not text.strip():
            return Said(None, "", "a value: every claim has one")
        try:
            return Said(self._value(column, text, language, unit), text)
        except ValueError as error:
            return Said(None, text, str(error))

    def _value(self, column: Column, text: str, language: str, unit: UnitTraits) -> Any:
        match column.role:
            case "number" if column.field == "position":
                return _position(text)
            case "number":
                return read_number(text, language, unit)
            case "date":
                return read_date(text)
            case "flag":
                return read_flag(text)
            case "record":
                return self._names.find(column.field, text) if text else None
            case "records":
                return self._records(column, text)
            case "code":
                return read_code(text) or ("draft" if column.field == "state" else "")
        return text

    def _records(self, column: Column, text: str) -> list[Organisation]:
        """One name, or several: slugs parted by blanks, or names parted by commas or semicolons."""
        try:
            return [self._names.find(column.field, text)] if text else []
        except ValueError:
            several = re.split(r"\s*[,;]\s*", text) if re.search("[,;]", text) else text.split()
            if len(several) == 1:
                raise
        found = [self._one(column, name) for name in several if name]
        return list(dict.fromkeys(found))

    def _one(self, column: Column, name: str) -> Organisation:
        try:
            found: Organisation = self._names.find(column.field, name)
        except ValueError as error:
            raise ValueError(f"of several, parted by commas, each to be known: for “{name}” {error}") from error
        return found


def _position(text: str) -> int:
    try:
        number = read_number(text)
    except ValueError:
        number = None
    if number is None or number != int(number) or not 1 <= number < 2**31:
        raise ValueError("a whole number from 1 upwards")
    return int(number)
