"""From the cells of a row to a claim, before anything is saved."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from apps.claims.figures import Qualifier
from apps.claims.models import Claim, Dimension, dimension_of, name_of
from apps.claims.references import claim_number, claim_ref, is_claim_ref
from apps.exchange.cells import read_date, read_flag, read_number, settled
from apps.exchange.columns import CLAIM_COLUMNS, Column
from apps.exchange.reading.faults import Fault, Row
from apps.exchange.rows.names import Names
from apps.sources.models import Organisation

COLUMN_OF = {column.field: column.header for column in reversed(CLAIM_COLUMNS) if column.field}
# Numbers are read in the language of the source, so the source is found first.
_NAMING = {"id", *(field.name for field in Claim._meta.concrete_fields if field.is_relation)}
_FILLED = sorted(CLAIM_COLUMNS, key=lambda column: column.role == "number")


def number_of(ref: str) -> int | None:
    """17 for C-17; None for a label that only the file knows."""
    return claim_number(ref) if is_claim_ref(ref) else None


@dataclass(frozen=True, slots=True)
class Membership:
    """The whole a row says its claim is a part of."""

    whole: str
    dimension: str
    name: str
    is_complete: bool


@dataclass(slots=True)
class Draft:
    """A claim as its row wants it. `was` is what the database held, None for a new claim.

    `counted_by` is None where the file does not say who counted.
    """

    row: Row
    claim: Claim
    was: Claim | None
    links: dict[str, str] = field(default_factory=dict)
    membership: Membership | None = None
    counted_by: list[Organisation] | None = None

    @property
    def label(self) -> str:
        """The reference of the row, which may be blank or known to its file alone."""
        return settled(self.row.cells.get("ref", ""))


def draft(row: Row, *, names: Names, known: dict[int, Claim]) -> tuple[Draft, list[Fault]]:
    """The claim of a row, and what is wrong with its cells.

    A column the file does not have leaves what the claim held.
    """
    number = number_of(settled(row.cells.get("ref", "")))
    was = known.get(number) if number else None
    claim = Claim(pk=number) if was is None else _copy(was)
    made = Draft(row, claim, was)
    faults: list[Fault] = []
    for column in _FILLED:
        if column.header in row.cells:
            faults += _fill(made, column, names)
    faults += _check_membership(made)
    claim.infer_step(was)
    if not faults:
        claim.infer_interval()
        faults = [*_check_agreement(made), *_check_value(made), *_check_fields(made)]
    return made, faults


def _copy(claim: Claim) -> Claim:
    """A claim of the same fields with the same related records, free to be changed."""
    copy = Claim(**{f.attname: getattr(claim, f.attname) for f in Claim._meta.concrete_fields})
    copy._state.adding = False
    copy._state.fields_cache = dict(claim._state.fields_cache)
    return copy


def _fill(made: Draft, column: Column, names: Names) -> list[Fault]:
    text = made.row.cells[column.header]
    text = text if column.role == "text" else settled(text)
    if column.is_required and not text.strip():
        return [Fault(made.row.number, column.header, "", "a value: every claim has one")]
    try:
        match column.role:
            case "text" | "code" | "number" | "date" | "flag" | "record":
                setattr(made.claim, column.field, _value(made, column, text, names))
            case "records":
                made.counted_by = _records(column, text, names)
            case "link":
                made.links[column.field] = text
    except ValueError as error:
        return [Fault(made.row.number, column.header, text, str(error))]
    return []


def _value(made: Draft, column: Column, text: str, names: Names) -> Any:
    match column.role:
        case "number" if column.field == "position":
            return _position(text)
        case "number":
            return read_number(text, _language(made))
        case "date":
            return read_date(text)
        case "flag":
            return read_flag(text)
        case "record":
            return _record(made, column, text, names)
    return text or ("draft" if column.field == "state" else "")


def _language(made: Draft) -> str:
    """The language of the claim's source; English where the file names none that exists."""
    return made.claim.source.language if made.claim.source_id else "en"


def _position(text: str) -> int:
    number = read_number(text)
    if number is None or number != int(number) or not 1 <= number < 2**31:
        raise ValueError("a whole number from 1 upwards")
    return int(number)


def _record(made: Draft, column: Column, text: str, names: Names) -> Any:
    """The record that a cell names; a place by its code where there is one, since places share names."""
    field = column.field
    if column.header == field and settled(made.row.cells.get(f"{field}_code", "")):
        return None  # the code, in a later column, says which
    if not text and column.header == f"{field}_code" and settled(made.row.cells.get(field, "")):
        return getattr(made.claim, field)  # found by its name already
    return names.find(field, text) if text else None


def _records(column: Column, text: str, names: Names) -> list[Organisation]:
    """Slugs parted by blanks, or one name."""
    if " " in text:
        try:
            return [names.find(column.field, text)]
        except ValueError:
            return [names.find(column.field, slug) for slug in text.split()]
    return [names.find(column.field, text)] if text else []


def _check_membership(made: Draft) -> list[Fault]:
    cells, number = made.row.cells, made.row.number
    if "part_of" not in cells:
        return []
    whole, name = settled(cells["part_of"]), cells.get("part_breakdown", "").strip()
    dimension = settled(cells.get("part_dimension", "")) or (dimension_of(name) if name else "")
    if not whole:
        said = [header for header in ("part_dimension", "part_breakdown", "part_complete") if cells.get(header)]
        return [Fault(number, header, cells[header], "nothing, as part_of is blank") for header in said]
    if dimension not in Dimension.values:
        return [Fault(number, "part_dimension", dimension, f"one of {', '.join(Dimension.values)}")]
    try:
        is_complete = read_flag(settled(cells.get("part_complete", "")))
    except ValueError as error:
        return [Fault(number, "part_complete", cells["part_complete"], str(error))]
    made.membership = Membership(whole, dimension, name or _name_held(made, whole, dimension), is_complete)
    return []


def _name_held(made: Draft, whole: str, dimension: str) -> str:
    """The name of the breakdown where the file does not say it: the one the claim is in already, else by dimension."""
    held = getattr(made.was, "membership", None) if made.was else None
    is_same = held is not None and (claim_ref(held.breakdown.whole_id), held.breakdown.dimension) == (whole, dimension)
    return held.breakdown.name if held and is_same else name_of(dimension)


def _check_agreement(made: Draft) -> list[Fault]:
    """Cells that say again what a record holds must say the same."""
    claim, faults = made.claim, []
    for column in CLAIM_COLUMNS:
        cell = settled(made.row.cells.get(column.header, ""))
        if column.role == "check" and cell and cell != settled(column.write(claim)):
            faults.append(Fault(made.row.number, column.header, cell, f"“{column.write(claim)}” or nothing"))
    for header, place in (("place", claim.place), ("origin", claim.origin)):
        named = settled(made.row.cells.get(header, ""))
        if named and place and named not in map(settled, (place.name, place.code, *place.aliases)):
            expected = f"“{place.name}”, as {header}_code says, or nothing"
            faults.append(Fault(made.row.number, header, named, expected))
    return faults


_NO_UPPER = "nothing, or qualifier between; a stated interval stands in interval_low and interval_high"


def _check_value(made: Draft) -> list[Fault]:
    """Which of the two numbers a qualifier has, said where it is missing or too much."""
    claim = made.claim
    is_vague, is_range = claim.qualifier == Qualifier.VAGUE, claim.qualifier == Qualifier.BETWEEN
    expected = {}
    if (claim.value is None) is not is_vague:
        expected["value"] = "nothing, as the qualifier is vague" if is_vague else "a number, or qualifier vague"
    if (claim.value_high is None) is is_range:
        expected["value_high"] = "the upper number of the range" if is_range else _NO_UPPER
    return [Fault(made.row.number, name, _cell(made, name), words) for name, words in expected.items()]


def _check_fields(made: Draft) -> list[Fault]:
    """The checks of the form: lengths, choices, digits, and the constraints in their own words.

    That the records a claim names are there was seen when they were found: each would be looked up anew.
    """
    try:
        made.claim.clean_fields(exclude=_NAMING)
    except ValidationError as error:
        return [
            Fault(made.row.number, COLUMN_OF.get(name, name), _cell(made, name), " ".join(messages))
            for name, messages in error.message_dict.items()
        ]
    return []


def _cell(made: Draft, name: str) -> str:
    return made.row.cells.get(COLUMN_OF.get(name, name), "")
