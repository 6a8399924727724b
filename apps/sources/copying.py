"""Many rows into a table: staged by COPY, then written by one statement, so that triggers see them all at once.

A COPY into the table itself would not tell the history who writes: that is said along with statements.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

Rows = Sequence[Sequence[Any]]


@contextmanager
def staged(model: type[Model], columns: Sequence[str], rows: Rows) -> Iterator[CursorWrapper]:
    """A cursor that sees the rows as the temporary table `staged`, which has these columns and no rules."""
    table, named = _quoted(model._meta.db_table), _listed(columns)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute(f"CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT {named} FROM {table} LIMIT 0")  # noqa: S608
        with cursor.copy(f"COPY staged ({named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        yield cursor
        cursor.execute("DROP TABLE staged")


def add_rows(model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Adds rows of these columns, in their order; a column that is not named gets what the table gives it.

    To be called in a transaction. Raises what the table refuses, as any other writing does.
    """
    if not rows:
        return
    with staged(model, columns, rows) as cursor:
        table, named = _quoted(model._meta.db_table), _listed(columns)
        cursor.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM staged")  # noqa: S608 - our own names


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
