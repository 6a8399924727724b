"""Processes that decide batches of a large run beside the one that was asked, one for each processor that is left.

They are for where there is no broker, whose workers would do the same. What they do is in the database alone, so that
one that is killed loses nothing. They end with the process that started them, and let all others go first.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait

import django
from django.db import connection
from django.utils.module_loading import import_string

MOST = 7  # each holds the figures of a country in memory
WORTH_IT = 20_000  # claims: with fewer a run is over before a process has begun
POLITE = 10  # of what a process can be told to let others go first, from 0 to 19
GRACE = 5.0  # seconds in which one that failed can say why, all of it, before it is ended


def count(claims: int) -> int:
    """How many processes help with so many claims."""
    return min((os.cpu_count() or 1) - 1, MOST) if claims >= WORTH_IT else 0


@contextmanager
def helping(number: int, work: Callable[[int], object], key: int) -> Iterator[None]:
    """While so many processes do this work, a function that is named by its module, on the row of this key."""
    fresh = multiprocessing.get_context("spawn")  # one that is forked would share this one's connections
    task = f"{work.__module__}.{work.__qualname__}", key, connection.settings_dict["NAME"]
    helpers = [fresh.Process(target=_help, args=task, daemon=True) for _ in range(number)]
    for helper in helpers:
        helper.start()
    try:
        yield
        until = time.monotonic() + GRACE
        for helper in helpers:
            helper.join(max(until - time.monotonic(), 0))
    finally:
        for helper in helpers:
            helper.terminate()  # its transaction is undone, if it is at something still
            helper.join()


def _help(work: str, key: int, database: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it is told, and ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.nice(POLITE)
    django.setup()
    connection.settings_dict["NAME"] = database
    import_string(work)(key)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
