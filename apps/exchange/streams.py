"""The cells of very many claims, written by the database and streamed by COPY.

The database gives each cell by the expression that its column says, and the version, a digest of those cells. What the
words of a figure permit is read here: figures that are said alike, once for all that are near each other.
"""

import csv
from collections.abc import Generator
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from apps.claims.models import Claim, Indicator, Unit, figure_of, traits_of
from apps.exchange.columns import CLAIM_COLUMNS, WRITTEN_COLUMNS

KEPT = 8_192  # figures whose readings are kept

_EXPRESSIONS: dict[str, Combinable] = {
    column.header: column.expression for column in CLAIM_COLUMNS if column.expression is not None
}
_COMPUTED = tuple(column for column in CLAIM_COLUMNS if column.role == "computed")
_VERSION = next(column for column in CLAIM_COLUMNS if column.role == "version")
# What is asked of the database, in the order of the file; what is computed is put between.
_ASKED = [column.header for column in CLAIM_COLUMNS if column not in _COMPUTED]
_FIRST_COMPUTED = CLAIM_COLUMNS.index(_COMPUTED[0])
# What a figure is read from, besides the traits of its unit and indicator and the language of its source.
_NUMBERS = ("value", "value_high", "step", "interval_low", "interval_high")
_WORDS = ("figure_as_said", "qualifier", "known_bias", "status")
_figure_of = itemgetter(*(_ASKED.index(header) for header in (*_WORDS, *_NUMBERS, "unit", "indicator")))


def stream_cells(claims: QuerySet[Claim]) -> Generator[list[str], None, None]:
    """The cells of the claims under CLAIM_COLUMNS, in the order of the query. No other query while it runs."""
    named = claims.select_related(None).prefetch_related(None)
    try:
        sql, params = named.values_list(*_EXPRESSIONS.values(), F("source__language")).query.sql_with_params()
    except EmptyResultSet:
        return
    readings = _Readings()
    names = ", ".join([*_EXPRESSIONS, "language"])
    cells = ", ".join(_version_in_sql() if header == _VERSION.header else header for header in _ASKED)
    copied = f"COPY (SELECT {cells}, language FROM ({sql}) AS said ({names})) TO STDOUT (FORMAT csv)"  # noqa: S608 - our own names
    # The cursor below Django's: the one that counts queries takes no parameters.
    with connection.cursor() as cursor, cursor.cursor.copy(copied, params) as rows:
        # One block is one row, whatever line ends are in its cells.
        for row in csv.reader(bytes(block).decode() for block in rows):
            language = row.pop()
            row[_FIRST_COMPUTED:_FIRST_COMPUTED] = readings.read(_figure_of(row), language)
            yield row


def _version_in_sql() -> str:
    """`version_of` as the database works it out from the cells."""
    cells = ", ".join(f"'{column.header}=' || nullif({column.header}::text, '')" for column in WRITTEN_COLUMNS)
    return f"'v' || left(encode(sha256(convert_to(concat_ws(chr(31), {cells}), 'UTF8')), 'hex'), 12)"


class _Readings:
    """The computed cells of figures."""

    def __init__(self) -> None:
        self._units = {unit.code: unit for unit in Unit.objects.all()}
        self._indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
        self.read = lru_cache(maxsize=KEPT)(self._read)

    def _read(self, said: tuple[str, ...], language: str) -> list[str]:
        words, numbers = said[: len(_WORDS)], said[len(_WORDS) : -2]
        # Making a claim of the cells would take as long as reading its figure.
        claim: Any = SimpleNamespace(
            **dict(zip(_WORDS, words, strict=True)),
            **{name: Decimal(cell) if cell else None for name, cell in zip(_NUMBERS, numbers, strict=True)},
            interval_is="",
            traits=traits_of(self._units[said[-2]], self._indicators[said[-1]]),
            language=language,
        )
        claim.figure = figure_of(claim)
        return [column.write(claim) for column in _COMPUTED]
