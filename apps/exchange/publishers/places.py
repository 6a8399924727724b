"""Lists of places: the p-codes that OCHA publishes, or any list of codes and names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from apps.claims.models import Place
from apps.exchange.cells import read_date, settled
from apps.exchange.publishers.codes import create_places
from apps.exchange.publishers.shapes import PlaceSaid, cell_of
from apps.exchange.reading.faults import Fault, Refused, Row
from apps.exchange.reading.lines import read_lines
from apps.exchange.reading.table import read_rows
from apps.sources.models import CENTURIES
from apps.sources.refusals import expect_many

DAYS = ("valid_from", "valid_to")
_CODE = re.compile(r"[A-Za-z0-9_+.-]{1,60}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{3}", re.ASCII)  # as ISO 3166 writes it
_KINDS = {"0": "country", "1": "governorate", "2": "district", "3": "town"}
_RESPELLED = {
    "P-Code": "code",
    "Name": "name",
    "Parent P-Code": "inside",
    "Admin Level": "level",
    "Valid from date": "valid_from",
    "ISO3": "code",
    "Country": "name",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of a list of places."""

    added: int
    known: int


@transaction.atomic
def import_places(data: bytes) -> Listed:
    """Makes the places of a list that are not there; changes none that is. Raises Refused.

    Columns: `code` and `name`, and if there are any `inside` (the code of what it lies in), `kind`, `valid_from` and
    `valid_to`; or those of OCHA's global p-codes.
    """
    lines = read_lines(data)
    headers = [_RESPELLED.get(settled(name), settled(name)) for name in lines[0].cells] if lines else []
    if missing := {"code", "name"} - set(headers):
        raise Refused([Fault(1, name, "", "code and name, or OCHA’s p-codes") for name in sorted(missing)])
    rows = [row for row in read_rows(headers, lines[1:]) if cell_of(row, "code")]
    known = set(Place.objects.values_list("code", flat=True))
    if faults := [
        *(fault for row in rows for fault in _faults(row)),
        *_find_twice(rows),
        *_find_nowhere(rows, known),
    ]:
        raise Refused(faults)
    said = _said(rows)
    expect_many()
    added = create_places(said.values())
    return Listed(added, len(said.keys() & known))


def _said(rows: Sequence[Row]) -> dict[str, PlaceSaid]:
    """Each place with what it lies in, whatever the order of the rows."""
    by_code = {cell_of(row, "code"): row for row in rows}
    said: dict[str, PlaceSaid] = {}

    def place(code: str) -> PlaceSaid:
        row = by_code.get(code)
        if code not in said and row is not None:
            inside = cell_of(row, "inside")
            first, last = (read_date(cell_of(row, column)) for column in DAYS)
            above = place(inside) if inside else None
            said[code] = PlaceSaid(code, cell_of(row, "name"), _kind(row), above, first, last)
        return said.get(code, PlaceSaid(code))

    for code in by_code:
        place(code)
    return said


def _kind(row: Row) -> str:
    return cell_of(row, "kind") or _KINDS.get(
        cell_of(row, "level"), "country" if not cell_of(row, "inside") else "area"
    )


def _faults(row: Row) -> list[Fault]:
    faults = []
    if not _CODE.fullmatch(cell_of(row, "code")):
        faults.append(Fault(row.number, "code", cell_of(row, "code"), "letters, digits and . _ + - only"))
    if not cell_of(row, "name"):
        faults.append(Fault(row.number, "name", "", "the name of the place"))
    if _kind(row) not in (kinds := [kind for kind, _ in Place._meta.get_field("kind").choices or ()]):
        faults.append(Fault(row.number, "kind", _kind(row), f"one of {', '.join(map(str, kinds))}"))
    return [*faults, *_faults_of_days(row)]


def _find_twice(rows: Sequence[Row]) -> Iterator[Fault]:
    """A code to which two rows give another name, or another place around it."""
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(cell_of(row, "code"), row)
        for column in ("name", "inside"):
            if cell_of(other, column) != cell_of(row, column):
                expected = f"what row {other.number} says of {cell_of(row, 'code')}: “{cell_of(other, column)}”"
                yield Fault(row.number, column, cell_of(row, column), expected)


def _find_nowhere(rows: Sequence[Row], known: set[str]) -> Iterator[Fault]:
    """A place inside one that nobody knows, or inside itself, and one that is there under another spelling."""
    inside = {cell_of(row, "code"): cell_of(row, "inside") for row in rows}
    for row in rows:
        code, around = cell_of(row, "code"), cell_of(row, "inside")
        if around and around not in inside and around not in known and not _COUNTRY.fullmatch(around):
            expected = "the code of a place that is in this list or there already, or of a country, as SYR"
            yield Fault(row.number, "inside", around, expected)
        elif code in _around(code, inside):
            yield Fault(row.number, "inside", around, f"a place around {code}, which does not lie in itself")
        if code not in known and code.upper() in known:
            yield Fault(row.number, "code", code, f"{code.upper()}, as it is written where it is there already")


def _around(code: str, inside: Mapping[str, str]) -> set[str]:
    """Everything around a place, as far as the list says."""
    around: set[str] = set()
    while (code := inside.get(code, "")) and code not in around:
        around.add(code)
    return around


def _faults_of_days(row: Row) -> list[Fault]:
    faults, read = [], []
    for column in DAYS:
        try:
            day = read_date(cell_of(row, column))
            if day is not None and not CENTURIES[0] <= day <= CENTURIES[1]:
                raise ValueError(f"a day between the years {CENTURIES[0].year} and {CENTURIES[1].year}")
            read += [day] if day else []
        except ValueError as error:
            faults.append(Fault(row.number, column, cell_of(row, column), str(error)))
    if read != sorted(read):
        faults.append(Fault(row.number, DAYS[1], cell_of(row, DAYS[1]), f"a day not before {DAYS[0]}, {read[0]}"))
    return faults
