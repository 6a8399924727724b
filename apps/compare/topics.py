"""What a topic's page says beside its table: the two headlines, and how each side counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from apps.claims.models import Claim
from apps.compare.presenters import FindingRow, Row, Why, build_row
from apps.sources.models import Side


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


def build_headline(claims: Sequence[Claim], indicators: Sequence[int], findings: Iterable[FindingRow]) -> Headline:
    """The figure each side leads with, government first.

    Of a side's claims that are done, the headline is the one about the topic's first indicator (`indicators`
    holds the keys in the topic's order; narrower ones come after those listed) with the broadest scope, that is,
    with the fewest of population, origin and start of period stated; then the largest; then the latest.
    """
    panels = tuple(
        Panel(side.value, str(side.label), _lead(claims, indicators, side)) for side in (Side.GOVERNMENT, Side.UN)
    )
    pair = {panel.row.pk for panel in panels if panel.row}
    joining = (f for f in findings if len(pair) == 2 and pair == {row.pk for row in f.rows})
    return Headline(panels, next(joining, None))


def _lead(claims: Sequence[Claim], indicators: Sequence[int], side: Side) -> Row | None:
    order = {indicator: position for position, indicator in enumerate(indicators)}

    def rank(claim: Claim) -> tuple[bool, int, int, Fraction, int, int]:
        stated = (claim.population_id, claim.origin_id, claim.period_start)
        ordinary = claim.figure.ordinary
        size = (ordinary.high or ordinary.low or Fraction(0)) if ordinary else Fraction(0)
        return (
            claim.status != "done",
            order.get(claim.indicator_id, len(order)),
            sum(part is not None for part in stated),
            -size,
            -claim.source.published_on.toordinal(),
            claim.pk,
        )

    said = [claim for claim in claims if claim.speaker.organisation.side == side.value]
    return build_row(min(said, key=rank)) if said else None


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One aspect of counting, side by side; `differs` where the sides do not say the same."""

    aspect: str
    cells: tuple[tuple[str, ...], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """How the sides count: a table of aspects with a column a side, and the reasons that findings give."""

    sides: tuple[tuple[str, str], ...]
    lines: tuple[CountedLine, ...]
    reasons: tuple[tuple[Why, int], ...]


ASPECTS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("What is measured", attrgetter("measured")),
    ("Who is counted", attrgetter("who")),
    ("Unit", attrgetter("unit")),
    ("Period", attrgetter("period")),
    ("Known errors", attrgetter("bias")),
)


def build_counting(rows: Sequence[Row], findings: Iterable[FindingRow]) -> Counting:
    """Definitions, units, periods and declared errors of every side that speaks on the topic."""
    sides = [side for side in Side if any(row.side == side.value for row in rows)]
    lines = []
    for aspect, read in ASPECTS:
        cells = tuple(_distinct(read(row) for row in rows if row.side == side.value) for side in sides)
        lines.append(CountedLine(aspect, cells, len({frozenset(cell) for cell in cells}) > 1))
    return Counting(tuple((side.value, str(side.label)) for side in sides), tuple(lines), _tally(findings))


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _tally(findings: Iterable[FindingRow]) -> tuple[tuple[Why, int], ...]:
    """The reasons that the findings give, the most frequent first, each with how many findings give it."""
    given: dict[str, list[Why]] = {}
    for finding in findings:
        for reason in {reason.code: reason for reason in finding.reasons}.values():
            given.setdefault(reason.code, []).append(reason)
    counted = ((reasons[0], len(reasons)) for reasons in given.values())
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0].words)))
