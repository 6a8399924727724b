"""What a topic's page says beside its table: the two headlines, and how each side counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from apps.claims.figures import Status
from apps.claims.models import Claim
from apps.compare.rows.claims import ALONE, Row, build_row
from apps.compare.rows.findings import FindingRow
from apps.compare.rows.names import Names
from apps.sources.models import Side

MOST_TEXTS = 6


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's headline; `row` is None where the side says nothing on the topic."""

    side: str
    name: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class Headline:
    """The two sides' headlines, and the finding that joins them where there is one."""

    panels: tuple[Panel, ...]
    finding: FindingRow | None


def build_headline(
    claims: Sequence[Claim], indicators: Sequence[int], findings: Iterable[FindingRow], names: Names = ALONE
) -> Headline:
    """The figure each side leads with, government first.

    Of a side's claims that are done and say a number, the headline is one about what both sides count; then one that
    counts instead of giving a share or a rate; then about the topic's first indicator (`indicators` holds the keys in
    the topic's order; narrower ones come after those listed); then the one with the broadest scope, that is, with the
    fewest of population, origin and start of period stated; then the largest; then the latest.
    """
    sides = (Side.GOVERNMENT, Side.UN)
    counted = [{claim.indicator_id for claim in claims if _is_of(claim, side) and _is_counted(claim)} for side in sides]
    shared = frozenset.intersection(*map(frozenset, counted))
    panels = tuple(Panel(side.value, str(side.label), _lead(claims, indicators, shared, side, names)) for side in sides)
    pair = {panel.row.pk for panel in panels if panel.row}
    joining = (f for f in findings if not f.is_set_aside and len(pair) == 2 and pair == {row.pk for row in f.rows})
    return Headline(panels, next(joining, None))


def _is_of(claim: Claim, side: Side) -> bool:
    return claim.speaker.organisation.side == side.value


def _is_counted(claim: Claim) -> bool:
    """Whether it has happened, and a number was said."""
    return claim.status == Status.DONE.value and claim.value is not None


def _lead(
    claims: Iterable[Claim], indicators: Sequence[int], shared: frozenset[int], side: Side, names: Names
) -> Row | None:
    order = {indicator: position for position, indicator in enumerate(indicators)}

    def rank(claim: Claim) -> tuple[bool, bool, bool, int, int, Fraction, int, int]:
        stated = (claim.population_id, claim.origin_id, claim.period_start)
        ordinary = claim.figure.ordinary
        size = (ordinary.high or ordinary.low or Fraction(0)) if ordinary else Fraction(0)
        return (
            not _is_counted(claim),
            claim.indicator_id not in shared,
            not claim.indicator.is_additive,
            order.get(claim.indicator_id, len(order)),
            sum(part is not None for part in stated),
            -size,
            -claim.source.published_on.toordinal(),
            claim.pk,
        )

    said = [claim for claim in claims if _is_of(claim, side)]
    return build_row(min(said, key=rank), names) if said else None


ASPECTS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("What is measured", attrgetter("measured")),
    ("Who is counted", attrgetter("who")),
    ("Unit", attrgetter("unit")),
    ("Period", attrgetter("period")),
    ("Known errors", attrgetter("bias")),
)
