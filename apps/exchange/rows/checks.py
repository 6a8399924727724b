"""What is wrong with the cells of a row once they are read, found once for all rows in which it is the same."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field

from apps.claims.figures import Qualifier
from apps.claims.models import Claim
from apps.exchange.cells import settled
from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.reading.faults import Fault
from apps.exchange.rows.drafts import COLUMN_OF, Draft

# That the records a claim names are there was seen when they were found: each would be looked up anew.
_FIELDS = [field for field in Claim._meta.concrete_fields if not field.is_relation and not field.primary_key]
_SAID_AGAIN = [column for column in CLAIM_COLUMNS if column.role == "check"]
_NAMES = ("place", "origin")
_AGAIN = (*(column.header for column in _SAID_AGAIN), *_NAMES)
_NO_UPPER = "nothing, or qualifier between; a stated interval stands in interval_low and interval_high"


class Checks:
    """Checks the claims of one file before anything is saved."""

    def __init__(self) -> None:
        self._of_records: dict[tuple[Any, ...], list[_Unlike]] = {}
        self._of_values: list[tuple[Field[Any, Any], str, dict[Any, str]]] = [
            (field, field.attname, {}) for field in _FIELDS
        ]

    def find_faults(self, made: Draft) -> list[Fault]:
        """What is wrong with the cells of a row, each of which could be read."""
        return [*self._check_agreement(made), *_check_value(made), *self._check_fields(made)]

    def _check_agreement(self, made: Draft) -> list[Fault]:
        """Cells that say again what a record holds must say the same."""
        claim, cells = made.claim, made.row.cells
        said = (claim.speaker_id, claim.source_id, claim.place_id, claim.origin_id, *map(cells.get, _AGAIN))
        unlike = self._of_records.get(said)
        if unlike is None:
            unlike = self._of_records[said] = [*_find_unlike(made)]
        return [Fault(made.row.number, *each) for each in unlike]

    def _check_fields(self, made: Draft) -> list[Fault]:
        """The checks of the form: lengths, choices, digits; the constraints have their own words."""
        faults, held = [], vars(made.claim)
        for field, name, kept in self._of_values:
            value = held[name]
            key = value.as_tuple() if isinstance(value, Decimal) else value  # 1 and 1.00 are equal, their digits not
            words = kept.get(key)
            if words is None:
                words = kept[key] = _check_field(field, value, made.claim)
            if words and not (name == "step" and not _cell(made, name)):  # worked out from a value that is told itself
                column = made.row.name(COLUMN_OF.get(name, name))
                faults.append(Fault(made.row.number, column, _cell(made, name), words))
        return faults


class _Unlike(NamedTuple):
    """A cell that says something else than a record holds."""

    column: str
    found: str
    expected: str


def _find_unlike(made: Draft) -> Iterator[_Unlike]:
    for column in _SAID_AGAIN:
        cell = settled(made.row.cells.get(column.header, ""))
        if cell and cell != settled(column.write(made.claim)):
            yield _Unlike(column.header, cell, f"“{column.write(made.claim)}” or nothing")
    for header in _NAMES:
        place, named = getattr(made.claim, header), settled(made.row.cells.get(header, ""))
        if named and place and named not in map(settled, (place.name, place.code, *place.aliases)):
            yield _Unlike(header, named, f"“{place.name}”, as {header}_code says, or nothing")


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


def _check_field(field: "Field[Any, Any]", value: Any, claim: Claim) -> str:
    """What the form says of the value of a field, or which values it offers; nothing where it may stand."""
    if field.blank and value in field.empty_values:
        return ""
    choices = [code for code, _ in field.flatchoices]
    if choices and value not in choices:
        return f"one of {', '.join(choices)}"
    try:
        field.clean(value, claim)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _cell(made: Draft, name: str) -> str:
    return made.row.cells.get(COLUMN_OF.get(name, name), "")
