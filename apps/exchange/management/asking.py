"""What the commands that import have in common: the file, the answers given beforehand, and how a refusal is said."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import CommandError, CommandParser

from apps.exchange.reading.faults import Refused
from apps.exchange.reading.lines import SEPARATORS
from apps.exchange.rows.questions import Answers, Asked

_NAMED = {name: sign for sign, name in SEPARATORS.items()}


def add_answers(parser: CommandParser) -> None:
    parser.add_argument("--separator", choices=sorted(_NAMED), help="What parts the cells, if the header misleads.")
    parser.add_argument("--confirm-warnings", action="store_true", help="Write in spite of the warnings; see --reason.")
    parser.add_argument("--reason", default="", help="Why they are all right; it is kept.")
    parser.add_argument(
        "--overwrite-newer",
        nargs="*",
        metavar="REF",
        help="Write over edits that are newer than the file: of these claims, or of all if none is named.",
    )


def separator_of(options: Mapping[str, Any]) -> str:
    return _NAMED.get(options["separator"] or "", "")


def answers_of(options: Mapping[str, Any]) -> Answers:
    """The answers of a command line."""
    refs, reason = options["overwrite_newer"], options["reason"].strip()
    return Answers(
        reason=reason or f"Confirmed when {options['file'].name} was imported.",
        confirms=options["confirm_warnings"],
        overwrites=refs == [],
        overwritten=frozenset(refs or ()),
    )


def read_file(file: Path) -> bytes:
    """The bytes of a file. Raises CommandError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


@contextmanager
def importing(file: Path, *, command: str) -> Iterator[None]:
    """Has the history say by which command and from which file its rows came.

    Says a refusal as the command's error, and how to answer what is asked.
    """
    try:
        with pghistory.context(command=command, file=file.name):
            yield
    except Asked as asked:
        kinds = {question.kind for question in asked.questions}
        ways = (
            ["--confirm-warnings --reason “…” lets the warnings pass; the reason is kept."]
            if "warning" in kinds
            else []
        )
        ways += ["--overwrite-newer [REF …] gives up the newer edits."] if "newer" in kinds else []
        said = [f"{file.name} was not imported; nothing was written. Please look at these:", str(asked), *ways]
        raise CommandError("\n".join(said)) from asked
    except Refused as refused:
        raise CommandError(f"{file.name} was not imported; nothing was written.\n{refused}") from refused
