"""What all tests share. The database is the embedded one, in a data folder of the tests' own (tests.settings)."""

from functools import cache
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import settings

from apps.reconciliation import services
from apps.reconciliation.loading.code_lists import forget

settings.register_profile("tests", deadline=None)  # a busy machine is not a fault of the code
settings.load_profile("tests")

_kept: dict[str, bytes] = {}


@pytest.fixture(autouse=True)
def _code_lists_of_its_own() -> None:
    """A test that is undone gives the numbers of its history to the next."""
    forget()


@pytest.fixture
def story(db: None) -> None:
    """The July 2019 session, loaded and reconciled as `make run` does; after the first time from a copy of its rows."""
    if _kept:
        _put_back()
        return
    call_command("load_story", stdout=StringIO())
    services.reconcile(trigger="test")
    with connection.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                _kept[table] = b"".join(bytes(block) for block in rows)


def _put_back() -> None:
    with connection.cursor() as cursor:
        # The rows were checked when they were made, and their history is copied with them: no trigger need run again.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in _kept.items():
            cursor.execute(f"DELETE FROM {table}")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(f"ANALYZE {', '.join(_kept)}")  # or plans are made for tables without rows
        for name, table, column in _sequences():
            cursor.execute(f"SELECT setval('{name}', coalesce(max({column}), 0) + 1, false) FROM {table}")


@cache
def _sequences() -> list[tuple[str, str, str]]:
    """Each sequence of a table that is kept, with that table and its column: looking them up takes as long as COPY."""
    known = connection.introspection.sequence_list()
    return [(each["name"], each["table"], each["column"]) for each in known if each["table"] in _kept]


def _tables() -> list[str]:
    ours = ("sources_", "claims_", "reconciliation_", "compare_", "pghistory_")
    return sorted(name for name in connection.introspection.table_names() if name.startswith(ours))
