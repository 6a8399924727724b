"""What pages work out and keep: right as long as nothing was written that pages read.

The database counts every statement that writes what pages read (migration 0005). What was worked out is kept under
that count, by each process for itself, so that the next reader finds it until something changes. The count runs ahead
of a commit: while anybody's transaction is open nothing is kept, since it could be what that transaction makes wrong.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from django.db import connection

AnyValue = TypeVar("AnyValue")
MOST_KEPT = 400  # what nobody asked for longest goes first


class Key(NamedTuple):
    """Under what something is kept: the database, the count of its changes, a name, and what it is of."""

    database: str
    changes: int
    name: str
    what: str

    def is_before(self, other: "Key") -> bool:
        """Whether something was written since, so that nobody will ask for it."""
        return self.database == other.database and self.changes < other.changes


# As they are and not packed: what is kept is never changed, and unpacking a topic took longer than drawing its page.
_kept: OrderedDict[Key, Any] = OrderedDict()
_lock = Lock()


def remember(name: str, what: object, work_out: Callable[[], AnyValue]) -> AnyValue:
    """What `work_out` gives, or gave since the last change under this name and `what`, which is told by its text.

    It is handed to every reader of this process alike, so that nobody may change it.
    """
    key = key_of(name, what)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            known: AnyValue = _kept[key]
            return known
    may_keep = not is_being_written()
    value = work_out()
    if may_keep:
        with _lock:
            _kept[key] = value
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return value


def key_of(name: str, what: object) -> Key:
    """Under what is kept what is worked out from now on, if nobody is writing (`is_being_written`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM countercheck_changes")
        (changes,) = cursor.fetchone()
    return Key(str(connection.settings_dict["NAME"]), changes, name, str(what))


def forget() -> None:
    """Forgets everything, for measures of what the first reader after a change waits for."""
    with _lock:
        _kept.clear()


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
        (is_locked,) = cursor.fetchone()
    return bool(is_locked)
