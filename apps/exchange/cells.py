"""What a cell of a file holds: text made safe for spreadsheets, numbers, dates, yes and no.

A spreadsheet runs a text as a formula that begins with one of `= + - @`, a tab or a line break. A file of commas is
also opened with semicolons, colons, tabs or bars between its cells, and then whatever follows one of those begins a
cell. Each such beginning gets one apostrophe, and so does one that has apostrophes already, so that taking one away
on reading always gives back what was written. So does a text that a spreadsheet would take for a day, a time or
another number: 5-10, 1/5, May 2018, 10:30, 1e5, 007. Numeric cells and days of the calendar are left as they are.

A text that mixes directions, such as 1,234 عائد, is set apart, or it would turn the cells beside it in a line of CSV:
between two isolates, which reading takes away. So is one that stands between isolates already.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import filterfalse

from apps.claims.directions import END, START, is_mixed
from apps.claims.numbers import plain
from apps.claims.reading.figures import ANY_UNIT
from apps.claims.reading.outcomes import UnitTraits
from apps.claims.reading.typed import parse_number

SHORT = 50  # letters
MOST_KNOWN = 50_000  # texts

# What parts cells or lines in any program. Not the blank: every word would begin a cell.
_PARTS = r",;:|\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029"
_RUN = "=+\\-@＝＋－＠"
# Before what runs may stand blanks and quotation marks, which programs take away.
_BEGINNING = rf"(?:(?![{_PARTS}])[\s\"])*"
_LIVE_FIRST = re.compile(rf"{_BEGINNING}(?='*[{_RUN}])|(?='*[\t\r\n])")
_LIVE = re.compile(rf"([{_PARTS}]{_BEGINNING})(?='*[{_RUN}])")
_GUARDED = re.compile(rf"((?:^|(?<=[{_PARTS}])){_BEGINNING})'(?='*[{_RUN}])|^'(?='*[\t\r\n])")

_MONTH = r"(?:0?[1-9]|1[0-2])"
_MONTH_NAME = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_TAKEN_FOR_ANOTHER = re.compile(
    r"'*(?:"
    rf"(?:{_MONTH}\s?[-/]\s?\d{{1,4}}|\d{{1,4}}\s?[-/]\s?{_MONTH})"  # 5-10, 1/5, 2019-07
    r"|(?!\d{4}-\d{2}-\d{2}$)\d{1,4}([-/.])\d{1,2}\1\d{1,4}"  # 24.7.2019, but not 2019-07-24
    rf"|(?:\d{{1,4}}[-/.\s]?){{0,2}}{_MONTH_NAME}\.?(?:[-/.,]?\s?\d{{1,4}}){{0,2}}"  # May 2018, 3 Mar
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?"  # 10:30
    r"|\d+(?:\.\d*)?e[-+]?\d+|0\d+|\d{16,}"  # 1e5, 007
    r")",
    re.ASCII | re.IGNORECASE,
)
_RISKY = re.compile(rf"[{_RUN}\t\r\n]")  # without one of these nothing runs
_LONG = 40  # letters; nothing longer is taken for another, unless it begins with a digit or an apostrophe
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_MAY_BE_THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _made_safe(text: str) -> str:
    guarded = guard(text)
    return guarded if guarded.isascii() else set_apart(guarded)


@lru_cache(maxsize=8192)  # names and codes come again in every row
def made_safe(text: str) -> str:
    """A text cell as a file of commas holds it."""
    return _made_safe(text)


class SafeTexts(set[str]):
    """Texts that a file of commas holds as they are. Short ones come again, and are known from then on.

    A long one seldom does: to look for it among what `made_safe` keeps takes as long as to look at it.
    """

    def hold(self, texts: Iterable[str]) -> bool:
        """Whether all of these are such texts."""
        for text in filterfalse(self.__contains__, texts):
            if _made_safe(text) != text:
                return False
            if len(text) <= SHORT and len(self) < MOST_KNOWN:
                self.add(text)
        return True


def guard(text: str) -> str:
    """A text cell that no spreadsheet runs, or takes for a number, whatever parts its cells."""
    if _RISKY.search(text):
        if _LIVE.search(text):
            text = _LIVE.sub(r"\1'", text)
        if first := _LIVE_FIRST.match(text):
            return f"{text[: first.end()]}'{text[first.end() :]}"
    if len(text) > _LONG and text[0] not in "'0123456789":
        return text
    return f"'{text}" if _TAKEN_FOR_ANOTHER.fullmatch(text) else text


def unguard(text: str) -> str:
    """What `guard` was given."""
    if "'" not in text:
        return text
    if text.startswith("'") and _TAKEN_FOR_ANOTHER.fullmatch(text):
        return text[1:]
    return _GUARDED.sub(r"\1", text)


def set_apart(text: str) -> str:
    """A text cell that turns nothing beside it."""
    return f"{START}{text}{END}" if is_mixed(text) or _is_apart(text) else text


def put_back(text: str) -> str:
    """What `set_apart` was given."""
    return text[1:-1] if _is_apart(text) else text


def _is_apart(text: str) -> bool:
    return len(text) > 1 and text[0] == START and text[-1] == END


@lru_cache(maxsize=8192)
def settled(name: str) -> str:
    """A name or code as it is compared: composed letters, single blanks of one sort, no marks that cannot be seen."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", "".join(c for c in name if unicodedata.category(c) != "Cf"))
    return " ".join(name.split())


def write_number(value: Decimal | None) -> str:
    """A plain number with a point, without trailing zeros; blank for none. Zero is a value."""
    return "" if value is None else plain(value)


def read_number(cell: str, language: str = "en", unit: UnitTraits = ANY_UNIT) -> Decimal | None:
    """The number in a cell, None for a blank one. Raises ValueError in words.

    A plain number has a point, as files write it; anything else is read in a language: 1.5m, 2,5 млн, ٢ مليون. Where
    things are counted one by one, 12.000 may be twelve or twelve thousand, and is read as in a box of the form.
    """
    if _PLAIN.fullmatch(cell) and not (unit.is_whole and _MAY_BE_THOUSANDS.fullmatch(cell)):
        return Decimal(cell)
    return parse_number(cell, language, unit) if cell else None


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


def read_code(cell: str) -> str:
    """The code in a cell, in any case and with its words as people part them: more_than in “More than”."""
    return "_".join(cell.casefold().split())


def write_flag(*, flag: bool) -> str:
    return "yes" if flag else "no"


def read_flag(cell: str) -> bool:
    """Whether the cell says yes; a blank one says no. Raises ValueError in words."""
    said = cell.casefold()
    if said not in ("yes", "no", ""):
        raise ValueError("yes or no")
    return said == "yes"
