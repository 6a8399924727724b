"""`manage.py read_figures FILE`: what the words of a CSV file say as figures, one JSON line a row.

A line holds `text`, `qualifier`, `value`, `value_high`, `step`, `is_percent`, `currency`, `strict` and `ordinary`; what
was not read is null, and then `asked` (with `meanings`) or `refused` says why. A reading is an object with its ends,
`low` and `high` (null where it is open to infinity), and `low_included` and `high_included`, which say whether each end
belongs to it. No unit is known here: a part of one (a third) stays a part of one, and nothing but what is said to be
below zero is read below it.
"""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.claims.figures import Figure
from apps.claims.intervals import Interval
from apps.claims.management.rows import rows_of
from apps.claims.reading.figures import read_figure
from apps.claims.reading.outcomes import Asked, Read, Refused

COLUMNS = ("language", "text")
_UNREAD = dict.fromkeys(
    ("qualifier", "value", "value_high", "step", "is_percent", "currency", "strict", "ordinary"), None
)


class Command(BaseCommand):
    help = "Reads figures in words: one JSON line for each row of a CSV file. Needs no database and writes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=f"A CSV file in UTF-8 with the columns {', '.join(COLUMNS)}.")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        for row in rows_of(file, COLUMNS):
            self.stdout.write(json.dumps(answer(row["text"], row["language"].strip()), ensure_ascii=False))


def answer(text: str, language: str) -> dict[str, Any]:
    """The answer for one row, in the language of a tag such as `en`; a blank one is English."""
    unread = {"text": text, **_UNREAD}
    match read_figure(text, language or "en"):
        case Read() as read:
            return {"text": text, **_described(read, language or "en")}
        case Asked(question=question, meanings=meanings):
            told = [_described(read, language or "en") for read in meanings]
            return {**unread, "asked": question, "meanings": told}
        case Refused(reason=reason):
            return {**unread, "refused": reason}


def _described(read: Read, language: str) -> dict[str, Any]:
    figure = figure_of(read, language)
    scale = Fraction(1, 100) if read.is_fraction else Fraction(1)
    return {
        "qualifier": read.qualifier.value,
        "value": _number(read.value),
        "value_high": _number(read.value_high),
        "step": _number(read.step),
        "is_percent": read.is_percent,
        "currency": read.currency,
        "strict": _ends(figure.strict, scale),
        "ordinary": _ends(figure.ordinary, scale),
    }


def figure_of(read: Read, language: str) -> Figure:
    """The figure of a reading whose unit is not known; a part of one in percent."""
    meant = read.percentage
    return Figure(
        as_said=meant.text,
        qualifier=meant.qualifier,
        value=meant.value,
        value_high=meant.value_high,
        step=meant.step,
        is_counted=meant.value is None or meant.value >= 0,
        is_percent=meant.is_percent,
        language=language,
    )


def _ends(read: Interval | None, scale: Fraction) -> dict[str, Any] | None:
    if read is None:
        return None
    shown = read.scaled(scale) if scale != 1 else read
    return {
        "low": _number(shown.low),
        "high": _number(shown.high),
        "low_included": shown.low_closed,
        "high_included": shown.high_closed,
    }


def _number(value: Decimal | Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
