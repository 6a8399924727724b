"""What a topic leads with: a figure of each side, and the finding that joins the two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from apps.claims.figures import Status
from apps.claims.models import Claim, IndicatorKind
from apps.compare.rows.claims import ALONE, Row, build_row
from apps.compare.rows.findings import FindingRow
from apps.compare.rows.names import Names
from apps.reconciliation.core.findings import Rule
from apps.sources.models import Side

OPPOSED = (Side.GOVERNMENT, Side.UN)
# How long a figure's period is, in days, where figures of several periods are one series: months, quarters, years.
REGULAR = ((1, 1), (7, 7), (28, 31), (90, 92), (181, 184), (365, 366))

Rank = tuple[bool, bool, bool, int, int, Fraction, int, int]


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's headline; `row` is None where the side says nothing on the topic.

    `later` is the latest figure of the same series where another leads, because the other side answers that one.
    """

    side: str
    name: str
    row: Row | None
    later: Row | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """The two sides' headlines, and the finding that joins them where there is one."""

    panels: tuple[Panel, ...]
    finding: FindingRow | None

    @property
    def has_both(self) -> bool:
        return all(panel.row for panel in self.panels)

    @property
    def only_side(self) -> str:
        """The side that alone says something, in words; blank where both do, or none."""
        said = [panel.name for panel in self.panels if panel.row]
        return said[0] if len(said) == 1 else ""


@dataclass(frozen=True, slots=True)
class Join:
    """A finding by a number that tells it from others, and the keys of its claims, the left one first."""

    finding: int
    left: int
    right: int | None
    rule: str
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a topic leads with: of each side its claim and a later one of its series, and the finding that joins them.

    None where there is none.
    """

    leads: tuple[Claim | None, ...]
    later: tuple[Claim | None, ...]
    joining: int | None

    @property
    def shown(self) -> list[Claim]:
        return [claim for claim in (*self.leads, *self.later) if claim is not None]


def build_headline(
    claims: Sequence[Claim], indicators: Sequence[int], findings: Sequence[FindingRow], names: Names = ALONE
) -> Headline:
    """What a topic leads with of these claims, read `with_names`, and the rows of its findings."""
    joins = [
        Join(number, row.left.pk, row.right.pk if row.right else None, row.rule_code, row.is_set_aside)
        for number, row in enumerate(findings)
    ]
    choice = choose(claims, indicators, joins)
    return show(choice, choice.shown, None if choice.joining is None else findings[choice.joining], names)


def show(choice: Choice, claims: Iterable[Claim], finding: FindingRow | None, names: Names) -> Headline:
    """What was chosen, of claims that were read `with_names`; nothing where the claim is not among these."""
    rows = {claim.pk: build_row(claim, names) for claim in claims}

    def row_of(claim: Claim | None) -> Row | None:
        return rows.get(claim.pk) if claim is not None else None

    panels = (
        Panel(side.value, str(side.label), row_of(lead), row_of(later))
        for side, lead, later in zip(OPPOSED, choice.leads, choice.later, strict=True)
    )
    return Headline(tuple(panels), finding)


def choose(claims: Sequence[Claim], indicators: Sequence[int], joins: Sequence[Join]) -> Choice:
    """The figure each side leads with, government first. Of a claim speaker, source, unit and indicator are looked at.

    Of a side's claims that are done and say a number, the headline is of what both sides count; then of what is counted
    instead of a share or a rate; then of the topic's first indicator (`indicators` holds the keys in that order;
    narrower ones come after those listed); then of the broadest scope, that is, with the fewest of population, origin
    and start of period stated; then of the largest. Of that series it is the latest figure.

    Where no finding joins the two that come of it, the topic leads with two that one joins, the same thing first and
    then the latest, if there are such. `joins` are the findings, the largest first; what an analyst set aside joins
    nothing.
    """
    counted = [
        {claim.indicator_id for claim in claims if _is_of(claim, side) and _is_counted(claim)} for side in OPPOSED
    ]
    shared = frozenset.intersection(*map(frozenset, counted))
    order = {indicator: position for position, indicator in enumerate(indicators)}
    leads = [_lead([claim for claim in claims if _is_of(claim, side)], order, shared) for side in OPPOSED]
    pair = {lead.pk for lead in leads if lead}
    numbers = {claim.pk: claim for claim in claims if _is_counted(claim)}
    joining = [(join, ends) for join in joins if (ends := _joined(join, numbers))]
    chosen = next((join for join, ends in joining if pair == {end.pk for end in ends}), None)
    if chosen is None and joining and len(pair) == 2:
        chosen, ends = max(joining, key=_fitness)
        leads = list(ends)
    later = [_later(lead, claims, side) for side, lead in zip(OPPOSED, leads, strict=True)]
    return Choice(tuple(leads), tuple(later), None if chosen is None else chosen.finding)


def _is_of(claim: Claim, side: Side) -> bool:
    return claim.speaker.organisation.side == side.value


def _is_counted(claim: Claim) -> bool:
    """Whether it has happened, and a number was said."""
    return claim.status == Status.DONE.value and claim.value is not None


def _lead(said: Sequence[Claim], order: dict[int, int], shared: frozenset[int]) -> Claim | None:
    def rank(claim: Claim) -> Rank:
        stated = (claim.population_id, claim.origin_id, claim.period_start)
        ordinary = claim.figure.ordinary
        ends = (ordinary.high, ordinary.low) if ordinary else ()
        size = next((end for end in ends if end is not None), Fraction(0))
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

    return _latest(min(said, key=rank), said) if said else None


def _latest(claim: Claim, said: Iterable[Claim]) -> Claim:
    """The latest figure of the claim's series; of several for one day the one said last, then the largest."""
    if not _is_counted(claim):
        return claim
    series = [other for other in said if _is_counted(other) and _series(other) == _series(claim)]
    return max(series, key=lambda other: (other.last_day, other.source.published_on, other.value, -other.pk))


def _series(claim: Claim) -> tuple[object, ...]:
    """What figures of one series have in common: everything but the days, of which they share the sort."""
    scope = (claim.indicator_id, claim.population_id, claim.place_id, claim.origin_id, claim.unit_id)
    return (*scope, *_sort_of_period(claim))


def _sort_of_period(claim: Claim) -> tuple[object, ...]:
    start = claim.period_start
    if claim.indicator.kind == IndicatorKind.STOCK.value:
        return ("on a day",)
    if claim.is_cumulative or start is None or claim.period_end is None:
        return ("since", start)
    days = (claim.period_end - start).days + 1
    return ("for", next((bounds for bounds in REGULAR if bounds[0] <= days <= bounds[1]), days))


def _joined(join: Join, numbers: Mapping[int, Claim]) -> tuple[Claim, Claim] | None:
    """The two claims of a finding that sets a figure of one side against one of the other; else None.

    `numbers` are those of the topic that count, by their keys.
    """
    if join.is_set_aside or join.right is None or join.left not in numbers or join.right not in numbers:
        return None
    ends = numbers[join.left], numbers[join.right]
    return ends if all(map(_is_of, ends, OPPOSED)) else None


def _fitness(joining: tuple[Join, tuple[Claim, Claim]]) -> tuple[bool, date, date]:
    """The same thing first, then the latest days, then what was said last."""
    join, ends = joining
    days, said = [end.last_day for end in ends], [end.source.published_on for end in ends]
    return join.rule == Rule.DIRECT, min(days), max(said)


def _later(lead: Claim | None, claims: Iterable[Claim], side: Side) -> Claim | None:
    """The latest figure of the series of what a side leads with, where that is another one."""
    if lead is None:
        return None
    latest = _latest(lead, [claim for claim in claims if _is_of(claim, side)])
    return latest if latest.last_day > lead.last_day else None
