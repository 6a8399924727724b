"""Large files that are sent again as they were written, as long as nothing was written that they hold.

Each process keeps its own, without names on the disk, in the folder for temporary files. They stand under the count of
changes that pages are remembered under (`compare/remembered.py`): whoever asks reads it, and whether anybody is
writing, before anything is looked up.
"""

import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from weakref import finalize

from apps.compare.remembered import Key

LEAST = 2**20  # bytes; what is smaller is written as fast
MOST = 2**28  # bytes of all files together; the oldest go first
BLOCK = 65_536  # bytes

_kept: OrderedDict[Key, "Kept"] = OrderedDict()
_lock = Lock()


class Kept:
    """A file that was sent under a name; it is gone from the disk once nobody keeps or reads it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.size = 0
        self._descriptor, path = tempfile.mkstemp()
        Path(path).unlink()
        finalize(self, os.close, self._descriptor)

    def add(self, block: bytes) -> bool:
        """Whether there was room for it."""
        try:
            written = os.write(self._descriptor, block)
        except OSError:
            return False
        self.size += written
        return written == len(block)

    def blocks(self) -> Iterator[bytes]:
        place = 0
        while block := os.pread(self._descriptor, BLOCK, place):
            yield block
            place += len(block)


def find(key: Key) -> Kept | None:
    """What was kept under this key."""
    with _lock:
        return _kept.get(key)


def keep(key: Key, name: str, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks, which are kept when the last of them was sent, if the disk has room for them."""
    file = _open(name)
    for block in blocks:
        if file is not None and not file.add(block):
            file = None
        yield block
    if file is not None and file.size >= LEAST:
        _keep(key, file)


def forget() -> None:
    """Forgets every file, for measures of what the first reader after a change waits for."""
    with _lock:
        _kept.clear()


def _open(name: str) -> Kept | None:
    try:
        return Kept(name)
    except OSError:
        return None


def _keep(key: Key, file: Kept) -> None:
    with _lock:
        for old in [old for old in _kept if old.is_before(key)]:
            del _kept[old]
        _kept[key] = file
        while sum(each.size for each in _kept.values()) > MOST:
            _kept.popitem(last=False)
