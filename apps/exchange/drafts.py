"""From the cells of a row to a claim, before anything is saved."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from apps.claims.figures import Qualifier
from apps.claims.models import Claim, Dimension, Indicator, Place, Population, Unit, dimension_of, name_of
from apps.claims.references import claim_number, claim_ref, is_claim_ref
from apps.exchange.cells import read_date, read_flag, read_number, unguard
from apps.exchange.columns import CLAIM_COLUMNS, Column
from apps.exchange.table import Fault, Row
from apps.sources.models import Source, Speaker

COLUMN_OF = {column.field: column.header for column in CLAIM_COLUMNS if column.field}


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
    """A claim as its row wants it. `was` is what the database held, None for a new claim."""

    row: Row
    claim: Claim
    was: Claim | None
    links: dict[str, str] = field(default_factory=dict)
    membership: Membership | None = None

    @property
    def label(self) -> str:
        return self.row.cells.get("ref", "")


class Names:
    """Every record that a cell may name. What two records share as a name is ambiguous and found by neither."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Any]] = {
            "speaker": _by(Speaker.objects.select_related("organisation"), lambda s: [s.name, s.slug, *s.aliases]),
            "source": _by(Source.objects.all(), lambda source: [source.slug]),
            "indicator": _by(Indicator.objects.select_related("unit", "population"), lambda entry: [entry.code]),
            "population": _by(Population.objects.all(), lambda entry: [entry.code]),
            "unit": _by(Unit.objects.all(), lambda entry: [entry.code]),
            "place": _by(Place.objects.all(), lambda place: [place.code, place.name, *place.aliases]),
        }
        self._found["origin"] = self._found["place"]

    def find(self, what: str, name: str) -> Any:
        """The record of this name. Raises ValueError with what was expected."""
        try:
            return self._found[what][name]
        except KeyError:
            raise ValueError(f"{_EXPECTED[what]} that exists (enter it in the admin first)") from None


_EXPECTED = {
    "speaker": "the name of a speaker",
    "source": "the slug of a source",
    "indicator": "the code of an indicator",
    "population": "the code of a population",
    "unit": "the code of a unit",
    "place": "the code or name of a place",
    "origin": "the name or code of a place",
}


def _by(records: Iterable[Any], names: Callable[[Any], Iterable[str]]) -> dict[str, Any]:
    """Records by each of their names; the first name of a record wins over another's alias."""
    owners: dict[str, set[Any]] = defaultdict(set)
    first: dict[str, Any] = {}
    for record in records:
        for order, name in enumerate(names(record)):
            owners[name].add(record)
            if order == 0:
                first[name] = record
    return {name: next(iter(found)) for name, found in owners.items() if len(found) == 1} | first


def draft(row: Row, *, names: Names, known: dict[int, Claim]) -> tuple[Draft, list[Fault]]:
    """The claim of a row, and what is wrong with its cells.

    A column the file does not have leaves what the claim held.
    """
    number = number_of(row.cells.get("ref", ""))
    was = known.get(number) if number else None
    claim = Claim(pk=number) if was is None else _copy(was)
    made = Draft(row, claim, was)
    faults: list[Fault] = []
    for column in CLAIM_COLUMNS:
        if column.header in row.cells:
            faults += _fill(made, column, names)
    faults += _check_membership(made)
    claim.infer_step()
    if not faults:
        faults = [*_check_agreement(made), *_check_value(made), *_check_fields(made)]
    return made, faults


def _copy(claim: Claim) -> Claim:
    """A claim of the same fields with the same related records, free to be changed."""
    copy = Claim(**{f.attname: getattr(claim, f.attname) for f in Claim._meta.concrete_fields})
    copy._state.adding = False
    copy._state.fields_cache = dict(claim._state.fields_cache)
    return copy


def _fill(made: Draft, column: Column, names: Names) -> list[Fault]:
    cell = made.row.cells[column.header]
    text = unguard(cell)
    if column.is_required and not text:
        return [Fault(made.row.number, column.header, "", "a value: every claim has one")]
    try:
        match column.role:
            case "text":
                setattr(made.claim, column.field, text or ("draft" if column.field == "state" else ""))
            case "number":
                setattr(
                    made.claim,
                    column.field,
                    _position(text) if column.field == "position" else read_number(text),
                )
            case "date":
                setattr(made.claim, column.field, read_date(text))
            case "flag":
                setattr(made.claim, column.field, read_flag(text))
            case "record":
                setattr(made.claim, column.field, _record(made, column, text, names))
            case "link":
                made.links[column.field] = text
    except ValueError as error:
        return [Fault(made.row.number, column.header, text, str(error))]
    return []


def _position(text: str) -> int:
    number = read_number(text)
    if number is None or number != int(number) or not 1 <= number < 2**31:
        raise ValueError("a whole number from 1 upwards")
    return int(number)


def _record(made: Draft, column: Column, text: str, names: Names) -> Any:
    if text:
        return names.find(column.field, text)
    if column.header == "place_code" and made.row.cells.get("place"):
        return made.claim.place  # found by its name already
    return None


def _check_membership(made: Draft) -> list[Fault]:
    cells, number = made.row.cells, made.row.number
    if "part_of" not in cells:
        return []
    whole, name = cells["part_of"], unguard(cells.get("part_breakdown", ""))
    dimension = cells.get("part_dimension", "") or (dimension_of(name) if name else "")
    if not whole:
        said = [header for header in ("part_dimension", "part_breakdown", "part_complete") if cells.get(header)]
        return [Fault(number, header, cells[header], "nothing, as part_of is blank") for header in said]
    if dimension not in Dimension.values:
        return [Fault(number, "part_dimension", dimension, f"one of {', '.join(Dimension.values)}")]
    try:
        is_complete = read_flag(cells.get("part_complete", ""))
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
        cell = made.row.cells.get(column.header, "")
        if column.role == "check" and cell and cell != column.write(claim):
            faults.append(Fault(made.row.number, column.header, cell, f"“{column.write(claim)}” or nothing"))
    named = unguard(made.row.cells.get("place", ""))
    if named and claim.place and named not in (claim.place.name, claim.place.code, *claim.place.aliases):
        faults.append(Fault(made.row.number, "place", named, f"“{claim.place.name}”, as place_code says, or nothing"))
    return faults


def _check_value(made: Draft) -> list[Fault]:
    """Which of the two numbers a qualifier has, said where it is missing or too much."""
    claim = made.claim
    is_vague, is_range = claim.qualifier == Qualifier.VAGUE, claim.qualifier == Qualifier.BETWEEN
    expected = {}
    if (claim.value is None) is not is_vague:
        expected["value"] = "nothing, as the qualifier is vague" if is_vague else "a number, or qualifier vague"
    if (claim.value_high is None) is is_range:
        expected["value_high"] = "the upper number of the range" if is_range else "nothing, or qualifier between"
    return [Fault(made.row.number, name, _cell(made, name), words) for name, words in expected.items()]


def _check_fields(made: Draft) -> list[Fault]:
    """The checks of the form: lengths, choices, digits, and the constraints in their own words."""
    links = [*made.links, "numerator", "denominator", "supersedes"]
    try:
        made.claim.clean_fields(exclude=["id", *links])
    except ValidationError as error:
        return [
            Fault(made.row.number, COLUMN_OF.get(name, name), _cell(made, name), " ".join(messages))
            for name, messages in error.message_dict.items()
        ]
    return []


def _cell(made: Draft, name: str) -> str:
    return unguard(made.row.cells.get(COLUMN_OF.get(name, name), ""))
