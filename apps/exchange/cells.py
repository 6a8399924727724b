"""What a cell of a file holds: text made safe for spreadsheets, numbers, dates, yes and no.

A spreadsheet runs a text cell that begins with one of `= + - @`, a tab or a line break as a formula. Such a
text gets one apostrophe in front, and so does a text that already has apostrophes before one of them, so that
taking one away on reading always gives back what was written. Numeric cells are left as numbers.
"""

import re
from datetime import date
from decimal import Decimal

from apps.claims.numbers import plain
from apps.claims.reading.typed import parse_number

_LIVE = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def guard(text: str) -> str:
    """A text cell that no spreadsheet runs."""
    return f"'{text}" if _LIVE.match(text) else text


def unguard(text: str) -> str:
    """What `guard` was given."""
    return text[1:] if _GUARDED.match(text) else text


def write_number(value: Decimal | None) -> str:
    """A plain number with a point, without trailing zeros; blank for none. Zero is a value."""
    return "" if value is None else plain(value)


def read_number(cell: str) -> Decimal | None:
    """The number in a cell, None for a blank one. Raises ValueError in words."""
    return parse_number(cell) if cell else None


def write_date(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def read_date(cell: str) -> date | None:
    """The day in a cell, None for a blank one. Raises ValueError in words."""
    if not cell:
        return None
    try:
        if not _DATE.fullmatch(cell):
            raise ValueError
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError("a day of the calendar written as 2019-07-24") from None


def write_flag(*, flag: bool) -> str:
    return "yes" if flag else "no"


def read_flag(cell: str) -> bool:
    """Whether the cell says yes; a blank one says no. Raises ValueError in words."""
    if cell not in ("yes", "no", ""):
        raise ValueError("yes or no")
    return cell == "yes"
