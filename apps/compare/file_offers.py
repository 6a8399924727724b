"""The files that pages offer. Which there are is said from above, by the app that writes them.

So the pages know no address of a file: an app that writes files registers what it writes when it is ready, and where
none does, the pages offer none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file to take: what it is, in words, and its address."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Download:
    """Some rows as files: which rows, in words, and a link for each sort of file."""

    words: str
    files: tuple[FileLink, ...]


class FileOffer(Protocol):
    """What an app that writes files offers."""

    def of_list(self, name: str, query: str) -> Sequence[FileLink]:
        """The rows of a list (`claims`), for a query string that is blank or begins with a question mark."""

    def with_corrected(self, name: str, query: str) -> Sequence[FileLink]:
        """The same with the rows that were corrected or withdrawn since; nothing for a list that has none."""

    def of_topic(self, slug: str) -> Sequence[Download]:
        """What belongs to a topic."""

    def of_chart(self, slug: str, chart: str, query: str) -> str:
        """The address of the rows that a chart of a topic draws; blank where there is no such file."""


class _Nothing:
    """No app writes files."""

    def of_list(self, name: str, query: str) -> Sequence[FileLink]:
        return ()

    def with_corrected(self, name: str, query: str) -> Sequence[FileLink]:
        return ()

    def of_topic(self, slug: str) -> Sequence[Download]:
        return ()

    def of_chart(self, slug: str, chart: str, query: str) -> str:
        return ""


_offers: list[FileOffer] = [_Nothing()]


def register(offer: FileOffer) -> None:
    """Called once by the app that writes files, when it is ready."""
    _offers[:] = [offer]


def offered() -> FileOffer:
    """What is offered now."""
    return _offers[0]
