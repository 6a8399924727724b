"""Many rows into a table: staged by COPY, then written by one statement, so that triggers see them all at once.

A COPY into the table itself would not tell the history who writes: that is said along with statements.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

Rows = Sequence[Sequence[Any]]


class Stage:
    """A temporary table of some columns of a model, without rules: `stage`, or whatever it is called."""

    def __init__(self, cursor: CursorWrapper, model: type[Model], columns: Sequence[str], name: str) -> None:
        self.cursor, self._name = cursor, name
        self._table, self._named = _quoted(model._meta.db_table), _listed(columns)
        empty = f"SELECT {self._named} FROM {self._table} LIMIT 0"  # noqa: S608 - our own names
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {empty}")

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        with self.cursor.copy(f"COPY {self._name} ({self._named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def insert(self) -> None:
        """Adds the rows to the table of the model."""
        self.cursor.execute(f"INSERT INTO {self._table} ({self._named}) SELECT {self._named} FROM {self._name}")  # noqa: S608


@contextmanager
def staging(model: type[Model], columns: Sequence[str], name: str) -> Iterator[Stage]:
    """A temporary table of these columns, to be filled bit by bit in one transaction; it is gone afterwards."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        yield Stage(cursor, model, columns, name)
        cursor.execute(f"DROP TABLE {name}")


@contextmanager
def staged(model: type[Model], columns: Sequence[str], rows: Rows) -> Iterator[CursorWrapper]:
    """A cursor that sees the rows as the temporary table `staged`, which has these columns and no rules."""
    with staging(model, columns, "staged") as stage:
        stage.add(rows)
        yield stage.cursor


def add_rows(model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Adds rows of these columns, in their order; a column that is not named gets what the table gives it.

    To be called in a transaction. Raises what the table refuses, as any other writing does.
    """
    if not rows:
        return
    with staging(model, columns, "staged") as stage:
        stage.add(rows)
        stage.insert()


def change_rows(model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Writes these columns anew, of which `id` says in which row. Otherwise as `add_rows`."""
    if not rows:
        return
    with staged(model, columns, rows) as cursor:
        table = _quoted(model._meta.db_table)
        changes = ", ".join(f"{_quoted(column)} = staged.{_quoted(column)}" for column in columns if column != "id")
        cursor.execute(f"UPDATE {table} SET {changes} FROM staged WHERE {table}.id = staged.id")  # noqa: S608 - our own names


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
