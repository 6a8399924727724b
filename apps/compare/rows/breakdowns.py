"""Wholes and their parts as the pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.text import slugify

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.compare.rows.claims import Row


@dataclass(frozen=True, slots=True)
class ShownBreakdown:
    """A whole and its parts, along one dimension; the parts in the order in which they were said.

    `along` says the dimension as the breakdown's name does.
    """

    whole: Row
    parts: tuple[Row, ...]
    dimension: str
    along: str
    is_complete: bool

    @property
    def key(self) -> str:
        """By what addresses name it: C-78-period. A name without letters or digits leaves its dimension."""
        return f"{self.whole.ref}-{slugify(self.along, allow_unicode=True) or self.dimension}"

    @property
    def total(self) -> Fraction:
        """The parts together, each as said."""
        return sum((part.centre for part in self.parts), Fraction(0))

    @property
    def rest(self) -> Fraction:
        """What of the whole the parts leave; below zero where they are more than the whole."""
        return self.whole.centre - self.total

    def names(self) -> tuple[str, ...]:
        """What tells each part from the others."""
        return tuple(_name(part, self.dimension) for part in self.parts)


def _name(part: Row, dimension: str) -> str:
    """The part's own value of the dimension, else all that it counts."""
    said = {
        "population": part.population,
        "place": part.place,
        "origin": part.origin and f"from {part.origin}",
        "period": part.period,
    }
    return said.get(dimension) or ", ".join(words for words in (part.counted, part.where) if words)


def read_breakdowns(claims: QuerySet[Claim], rows: Iterable[Row]) -> tuple[ShownBreakdown, ...]:
    """The breakdowns of these claims, in two queries; those with a part that is not among `rows` are left out."""
    by_pk = {row.pk: row for row in rows}
    members: dict[int, list[int]] = defaultdict(list)
    within = BreakdownPart.objects.filter(breakdown__whole__in=claims).order_by("claim__source", "claim__position")
    for breakdown, claim in within.values_list("breakdown", "claim"):
        members[breakdown].append(claim)
    records = Breakdown.objects.filter(whole__in=claims).order_by("whole", "dimension", "name")
    breakdowns = (_shown(record, members[record.pk], by_pk) for record in records)
    return tuple(breakdown for breakdown in breakdowns if breakdown)


def _shown(record: Breakdown, members: list[int], rows: Mapping[int, Row]) -> ShownBreakdown | None:
    """A breakdown; None where a figure is not shown to the public, or is said without a number."""
    whole = rows.get(record.whole_id)
    parts = tuple(rows[pk] for pk in members if pk in rows)
    if whole is None or not parts or len(parts) < len(members):
        return None
    if any(row.low is None or row.high is None for row in (whole, *parts)):
        return None
    return ShownBreakdown(whole, parts, record.dimension, record.along, record.is_complete)
