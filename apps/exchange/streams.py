"""The cells of very many claims, written by the database and streamed by COPY.

The database gives each cell by the expression that its column says, and the version, a digest of those cells. What the
words of a figure permit is read here, once for all figures that are said alike, and put into the line that the database
wrote. What was read is kept under everything it is read from, so that it cannot grow old.
"""

import csv
from collections.abc import Generator
from contextlib import closing
from decimal import Decimal
from functools import lru_cache
from itertools import tee
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from apps.claims.models import Claim, Indicator, Unit, figure_of, traits_of
from apps.claims.reading.outcomes import UnitTraits
from apps.exchange.columns import CLAIM_COLUMNS, WRITTEN_COLUMNS

KEPT = 50_000  # figures whose readings are kept, by each process

_EXPRESSIONS: dict[str, Combinable] = {
    column.header: column.expression for column in CLAIM_COLUMNS if column.expression is not None
}
_COMPUTED = tuple(column for column in CLAIM_COLUMNS if column.role == "computed")
_VERSION = next(column for column in CLAIM_COLUMNS if column.role == "version")
# What is asked of the database, in the order of the file; what is computed is put between.
_ASKED = [column.header for column in CLAIM_COLUMNS if column not in _COMPUTED]
_FIRST_COMPUTED = CLAIM_COLUMNS.index(_COMPUTED[0])
_BEHIND = len(_ASKED) - _FIRST_COMPUTED  # columns, none of which holds a comma
# What a figure is read from, besides the traits of its unit and indicator and the language of its source.
_NUMBERS = ("value", "value_high", "step", "interval_low", "interval_high")
_WORDS = ("qualifier", "known_bias", "status", "figure_as_said")
_figure_of = itemgetter(*(_ASKED.index(header) for header in (*_NUMBERS, *_WORDS)))
_unit_of = itemgetter(_ASKED.index("unit"), _ASKED.index("indicator"))
_BETWEEN = "\x1f"  # cells of a figure; only its words, which are the last, could hold it


def stream_cells(claims: QuerySet[Claim]) -> Generator[list[str], None, None]:
    """The cells of the claims under CLAIM_COLUMNS, in the order of the query. No other query while it runs."""
    with closing(stream_lines(claims)) as lines:
        for cells, _ in lines:
            yield cells


def stream_lines(claims: QuerySet[Claim]) -> Generator[tuple[list[str], str], None, None]:
    """The cells of the claims, each row with the line of CSV that holds them as they are."""
    try:
        sql, params = query_of(claims)
    except EmptyResultSet:
        return
    traits = _Traits()
    # The cursor below Django's: the one that counts queries takes no parameters.
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as rows:
        # One block is one row, whatever line ends are in its cells.
        lines, parsed = tee(str(block, "utf-8") for block in rows)
        for line, (language, *row) in zip(lines, csv.reader(parsed), strict=True):
            computed = _read(_BETWEEN.join(_figure_of(row)), traits[_unit_of(row)], language)
            before, *behind = line[len(language) + 1 : -1].rsplit(",", _BEHIND)
            row[_FIRST_COMPUTED:] = [*computed.split(","), *behind]
            yield row, f"{before},{computed},{','.join(behind)}\r\n"


def query_of(claims: QuerySet[Claim]) -> tuple[str, tuple[Any, ...]]:
    """What is asked of the database, with its parameters: the language of each claim's words, and its cells.

    Raises EmptyResultSet where nothing can be found.
    """
    plain = claims.select_related(None).prefetch_related(None)
    said, params = plain.values_list(F("source__language"), *_EXPRESSIONS.values()).query.sql_with_params()
    names = ", ".join(["language", *_EXPRESSIONS])
    cells = ", ".join(_version_in_sql() if header == _VERSION.header else header for header in _ASKED)
    return f"SELECT language, {cells} FROM ({said}) AS said ({names})", params  # noqa: S608 - our own names


def _version_in_sql() -> str:
    """`version_of` as the database works it out from the cells."""
    cells = ", ".join(f"'{column.header}=' || {column.header}" for column in WRITTEN_COLUMNS)
    return f"'v' || left(encode(sha256(convert_to(concat_ws(chr(31), {cells}), 'UTF8')), 'hex'), 12)"


class _Traits(dict[tuple[str, str], UnitTraits]):
    """What a unit and an indicator, by their codes, say of numbers."""

    def __init__(self) -> None:
        self._units = {unit.code: unit for unit in Unit.objects.all()}
        self._indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}

    def __missing__(self, codes: tuple[str, str]) -> UnitTraits:
        unit, indicator = codes
        traits = self[codes] = traits_of(self._units[unit], self._indicators[indicator])
        return traits


@lru_cache(maxsize=KEPT)
def _read(figure: str, traits: UnitTraits, language: str) -> str:
    """The computed cells of a figure, parted by commas."""
    cells = figure.split(_BETWEEN, len(_NUMBERS) + len(_WORDS) - 1)
    # Making a claim of the cells would take as long as reading its figure.
    claim: Any = SimpleNamespace(
        **{name: Decimal(cell) if cell else None for name, cell in zip(_NUMBERS, cells, strict=False)},
        **dict(zip(_WORDS, cells[len(_NUMBERS) :], strict=True)),
        interval_is="",
        traits=traits,
        language=language,
    )
    claim.figure = figure_of(claim)
    return ",".join(column.write(claim) for column in _COMPUTED)


def forget() -> None:
    """Forgets every reading, for measures of a process that has read none."""
    _read.cache_clear()
