"""What pages work out and keep: right as long as nothing was written that pages read.

The database counts every statement that writes what pages read (migration 0005). What was worked out is kept under
that count, by each process for itself, so that the next reader finds it until something changes. The count runs ahead
of a commit: while anybody's transaction is open nothing is kept, since it could be what that transaction makes wrong.
"""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection

AnyValue = TypeVar("AnyValue")
SECONDS = 3600  # what nobody asks for any more goes


def remember(name: str, what: object, work_out: Callable[[], AnyValue]) -> AnyValue:
    """What `work_out` gives, or gave since the last change under this name and `what`, which is told by its text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM countercheck_changes")
        (changes,) = cursor.fetchone()
    key = hashlib.sha256(f"{connection.settings_dict['NAME']} {changes} {name} {what}".encode()).hexdigest()
    found: tuple[Any] | None = cache.get(key)
    if found is None:
        may_keep = not is_being_written()
        found = (work_out(),)
        if may_keep:
            cache.set(key, found, SECONDS)
    value: AnyValue = found[0]
    return value


def is_being_written() -> bool:
    """Whether a transaction that wrote something in this database is open, the reader's own one too.

    Asked after the count was read and before anything is worked out: whoever counted before it was read holds the lock
    on the number of its transaction until it is committed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND datname = current_database())"
        )
        (found,) = cursor.fetchone()
    return bool(found)
