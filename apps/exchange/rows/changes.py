"""What the row of a stored claim would change in it."""

from dataclasses import dataclass

from apps.claims.models import Claim
from apps.exchange.columns import WRITTEN_COLUMNS, slugs_of
from apps.exchange.rows.drafts import Draft, Membership


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is stored otherwise than the row has it."""

    header: str
    stored: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.header} is {_shown(self.stored)}, {_shown(self.wanted)} in the file"


def is_changed(made: Draft) -> bool:
    """Whether saving the row would change the claim it names."""
    return made.was is not None and (differs(made.claim, made.was) or is_regrouped(made) or is_recounted(made))


def differs(claim: Claim, was: Claim) -> bool:
    return any(getattr(claim, field.attname) != getattr(was, field.attname) for field in claim._meta.concrete_fields)


def is_recounted(made: Draft) -> bool:
    """Whether the row says who counted, and others than are stored."""
    if made.counted_by is None:
        return False
    return set(made.counted_by) != (set(made.was.counted_by.all()) if made.was else set())


def is_regrouped(made: Draft) -> bool:
    """Whether the row says what the claim is a part of, and another whole or breakdown than is stored."""
    if "part_of" not in made.row.cells:
        return False
    return made.membership_before != made.membership


def changes(made: Draft) -> list[Change]:
    """Every cell that is stored otherwise than the row has it; nothing for a new claim."""
    if made.was is None:
        return []
    changed = []
    for column in WRITTEN_COLUMNS:
        if column.role in ("part", "records"):
            continue
        stored, wanted = column.write(made.was), column.write(made.claim)
        if stored != wanted:
            changed.append(Change(column.header, stored, wanted))
    if is_regrouped(made):
        changed.append(Change("part_of", _part_shown(made.membership_before), _part_shown(made.membership)))
    if is_recounted(made):
        stored, wanted = slugs_of(made.was.counted_by.all()), slugs_of(made.counted_by or ())
        changed.append(Change("counted_by", stored, wanted))
    return changed


def _part_shown(part: Membership | None) -> str:
    return "" if part is None else f"{part.whole} {part.name}{' complete' if part.is_complete else ''}"


def _shown(cell: str) -> str:
    return f"“{cell[:60]}”" if cell else "blank"
