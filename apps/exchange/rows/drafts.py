"""What a row of a file wants of a claim, before anything is saved."""

from dataclasses import dataclass, field

from apps.claims.models import BreakdownPart, Claim
from apps.claims.references import claim_number, claim_ref, is_claim_ref
from apps.exchange.cells import settled
from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.reading.faults import Row
from apps.sources.models import Organisation

STORED = [str(field.column) for field in Claim._meta.concrete_fields]  # the columns of the table of claims
COLUMN_OF = {column.field: column.header for column in reversed(CLAIM_COLUMNS) if column.field}


def number_of(ref: str) -> int | None:
    """17 for C-17; None for a label that only the file knows."""
    return claim_number(ref) if is_claim_ref(ref) else None


def part_of(claim: Claim) -> BreakdownPart | None:
    """A stored claim's place in a breakdown; None where it is in none."""
    return getattr(claim, "membership", None)


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

    `label` is the reference of the row, which may be blank or known to its file alone. `counted_by` is None where the
    file does not say who counted.
    """

    row: Row
    claim: Claim
    was: Claim | None
    links: dict[str, str] = field(default_factory=dict)
    membership: Membership | None = None
    counted_by: list[Organisation] | None = None
    label: str = field(init=False)

    @property
    def membership_before(self) -> Membership | None:
        """The whole that the stored claim is a part of, as a row would say it."""
        part = None if self.was is None else part_of(self.was)
        if part is None:
            return None
        held = part.breakdown
        return Membership(claim_ref(held.whole_id), held.dimension, held.name, held.is_complete)

    def __post_init__(self) -> None:
        self.label = settled(self.row.cells.get("ref", ""))
