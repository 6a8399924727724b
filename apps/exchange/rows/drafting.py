"""From the cells of a row to a claim, before anything is saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models.base import ModelState

from apps.claims.models import Claim, Dimension, dimension_of, name_of
from apps.claims.reading.figures import ANY_UNIT
from apps.claims.reading.outcomes import UnitTraits
from apps.exchange.cells import read_code, read_flag, settled
from apps.exchange.columns import CLAIM_COLUMNS, Column
from apps.exchange.reading.faults import Fault, Row
from apps.exchange.rows.checks import Checks
from apps.exchange.rows.drafts import Draft, Membership, number_of
from apps.exchange.rows.names import Names
from apps.exchange.rows.readings import Readings

_FILLING = [column for column in CLAIM_COLUMNS if column.field]
# Numbers are read in the language of the source and of the unit, so these are found first.
_NUMBERS = [column for column in _FILLING if column.role == "number"]
_OTHERS = [column for column in _FILLING if column.role != "number"]
_DIMENSIONS = tuple(Dimension.values)
_CODES = {column.field: column.header for column in CLAIM_COLUMNS if column.header == f"{column.field}_code"}
_RELATIONS: dict[str, Any] = {field.name: field for field in Claim._meta.concrete_fields if field.is_relation}


class Drafting:
    """Makes the drafts of one file. `known` are the stored claims that it names, by their numbers."""

    def __init__(self, *, names: Names, known: Mapping[int, Claim]) -> None:
        self._known = known
        self._blank = Claim()
        self._readings = Readings(names)
        self._checks = Checks()

    def draft(self, row: Row) -> tuple[Draft, list[Fault]]:
        """The claim of a row, and what is wrong with its cells.

        A column the file does not have leaves what the claim held.
        """
        number = number_of(settled(row.cells.get("ref", "")))
        was = self._known.get(number) if number else None
        claim = _copied(was or self._blank)
        claim.pk = number
        made = Draft(row, claim, was)
        faults = self._fill(made, _OTHERS)
        unit = claim.traits if claim.unit_id and claim.indicator_id else ANY_UNIT
        faults += self._fill(made, _NUMBERS, claim.language, unit)
        faults += _check_membership(made)
        claim.infer_step(was)
        if not faults:
            claim.infer_interval(was)
            faults = self._checks.find_faults(made)
        return made, faults

    def _fill(
        self, made: Draft, columns: Sequence[Column], language: str = "", unit: UnitTraits = ANY_UNIT
    ) -> list[Fault]:
        cells, faults, is_new = made.row.cells, [], made.was is None
        for column in columns:
            cell = cells.get(column.header)
            # What nobody says is blank in a new claim already.
            if not cell and (cell is None or (is_new and not column.is_required)):
                continue
            if column.field in _CODES and _is_left_to_another(column, cells):
                continue
            said = self._readings.read(column, cell, language, unit)
            if said.expected:
                faults.append(Fault(made.row.number, made.row.name(column.header), said.found, said.expected))
            else:
                _set(made, column, said.value)
        return faults


def _copied(claim: Claim) -> Claim:
    """The claim once more, as `copy` would give it, in a quarter of the time."""
    made, state = Claim.__new__(Claim), ModelState()
    vars(state).update(vars(claim._state), fields_cache=claim._state.fields_cache.copy())
    vars(made).update(vars(claim), _state=state)
    return made


def _is_left_to_another(column: Column, cells: Mapping[str, str]) -> bool:
    """Whether another cell says the record: a place by its code where there is one, since places share names."""
    code = settled(cells.get(_CODES[column.field], ""))
    return bool(code) if column.header == column.field else not code and bool(settled(cells.get(column.field, "")))


def _set(made: Draft, column: Column, value: Any) -> None:
    role, field = column.role, column.field
    if role == "record":
        # As a claim that is loaded with its records names them, without asking whether they could be others.
        relation = _RELATIONS[field]
        vars(made.claim)[relation.attname] = value.pk if value else None
        relation.set_cached_value(made.claim, value)
    elif role == "records":
        made.counted_by = value
    elif role == "link":
        made.links[field] = value
    else:
        vars(made.claim)[field] = value


def _check_membership(made: Draft) -> list[Fault]:
    cells, number = made.row.cells, made.row.number
    if "part_of" not in cells:
        return []
    whole, name = settled(cells["part_of"]), cells.get("part_breakdown", "").strip()
    dimension = read_code(settled(cells.get("part_dimension", ""))) or (dimension_of(name) if name else "")
    if not whole:
        said = [header for header in ("part_dimension", "part_breakdown", "part_complete") if cells.get(header)]
        return [Fault(number, header, cells[header], "nothing, as part_of is blank") for header in said]
    if dimension not in _DIMENSIONS:
        return [Fault(number, "part_dimension", dimension, f"one of {', '.join(_DIMENSIONS)}")]
    try:
        is_complete = read_flag(settled(cells.get("part_complete", "")))
    except ValueError as error:
        return [Fault(number, "part_complete", cells["part_complete"], str(error))]
    made.membership = Membership(whole, dimension, name or _name_held(made, whole, dimension), is_complete)
    return []


def _name_held(made: Draft, whole: str, dimension: str) -> str:
    """The name of the breakdown where the file does not say it: the one the claim is in already, else by dimension."""
    before = made.membership_before
    is_same = before is not None and (before.whole, before.dimension) == (whole, dimension)
    return before.name if before and is_same else name_of(dimension)
