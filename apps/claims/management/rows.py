"""The rows of a CSV file of words, for the commands that read them; whatever bytes it holds."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.core.management.base import CommandError

_LONGEST_CELL = 2**31 - 1


def encoding_of(file: Path) -> str:
    """UTF-16 where a file begins with its mark, as editors call “Unicode”; else UTF-8, with or without one."""
    with file.open("rb") as data:
        return "utf-16" if data.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"


def rows_of(file: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Each row's cells of these columns; a cell that is not there is blank.

    Bytes that are no text, and NULs, are read as the sign for an unknown letter. Raises CommandError where the file
    or a column is missing.
    """
    # The limit is one for all the program: whoever else reads a CSV file gets theirs back.
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        with file.open(encoding=encoding_of(file), errors="replace", newline="") as lines:
            reader = csv.DictReader((line.replace("\0", "\ufffd") for line in lines), restval="", restkey="")
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                header = f"the header is “{','.join(reader.fieldnames or ())[:80]}”"
                expected = f"expected {', '.join(columns)}, parted by commas"
                raise CommandError(f"{file.name}: found no column {', '.join(missing)}; {header}, {expected}.")
            for row in reader:
                yield {column: row[column] for column in columns}
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except csv.Error as error:
        raise CommandError(f"{file.name} is no CSV file: {error}.") from error
    finally:
        csv.field_size_limit(usual)
