"""The rows of a CSV file of words, for the commands that read them; whatever bytes it holds."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.core.management.base import CommandError

_LONGEST_CELL = 2**31 - 1


def rows_of(file: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Each row's cells of these columns; a cell that is not there is blank.

    Bytes that are not UTF-8, and NULs, are read as the sign for an unknown letter. Raises CommandError where the file
    or a column is missing.
    """
    # The limit is one for all the program: whoever else reads a CSV file gets theirs back.
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            reader = csv.DictReader((line.replace("\0", "\ufffd") for line in lines), restval="", restkey="")
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise CommandError(f"{file.name}: found no column {', '.join(missing)}, expected {', '.join(columns)}.")
            for row in reader:
                yield {column: row[column] for column in columns}
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except csv.Error as error:
        raise CommandError(f"{file.name} is no CSV file: {error}.") from error
    finally:
        csv.field_size_limit(usual)
