"""A finding's page: what it says, every step of it, and what people say about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from apps.claims.directions import isolated
from apps.claims.models import Claim
from apps.claims.numbers import grouped
from apps.claims.references import claim_ref
from apps.compare.charts import IntervalChart, build_interval_chart
from apps.compare.published import published_sources
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.names import Names, ends_of, name_apart
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.core.findings import ROLE_WORDS, Role, Rule
from apps.reconciliation.models import Explanation, Finding, Review
from apps.sources.models import Source


@dataclass(frozen=True, slots=True)
class GapStepLine:
    """A stop or a step of the way from one figure to the other; `adds` is blank at the two ends."""

    label: str
    adds: str
    comes_to: str
    ref: str
    why: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A single change that would make the figures agree, and the claims that show it.

    `against` is the figure that stays as it is, where there is one to set the change beside.
    """

    words: str
    says: str
    refs: tuple[str, ...]
    against: str


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    """Why the figures part, as somebody says it. Its source may be one of which nothing is published, with no page."""

    reason: str
    words: str
    amount: str
    given_on: date
    source: Source | None
    is_source_public: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """The place for what one organisation, or an analyst, says about the finding; it may be empty."""

    side: str
    name: str
    explanations: tuple[ExplanationRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What an analyst decided, when, and whether the finding was computed from other inputs since.

    `by` is for those who are signed in: a page that everybody reads names no analyst.
    """

    status: str
    note: str
    at: datetime
    by: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure that the finding stands on, and what it is to it, in words."""

    role: str
    figure: Row


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Everything a finding's page shows."""

    finding: FindingRow
    inputs: tuple[Row, ...]
    members: tuple[Standing, ...]
    chart: IntervalChart | None
    gap_steps: tuple[GapStepLine, ...]
    changes: tuple[ChangeRow, ...]
    slots: tuple[Slot, ...]
    unexplained: str
    explained_so_far: str
    reviews: tuple[ReviewRow, ...]

    @property
    def orphans(self) -> tuple[Row, ...]:
        """The claims it uses whose quotes are not in the texts of their sources."""
        return tuple(row for row in self.inputs if row.is_orphan)

    @property
    def is_stale(self) -> bool:
        """Whether the latest decision was made from other inputs than the finding now has; a retired one has none."""
        return self.finding.retired_at is None and bool(self.reviews) and self.reviews[0].is_stale


def build_finding_page(finding: Finding) -> FindingPage:
    public = Exists(published_sources().filter(pk=OuterRef("source")))
    with_names = finding.explanations.select_related("organisation", "source")
    explanations = list(with_names.annotate(is_source_public=public))
    claims = _read_claims(finding)
    names = name_apart(claims, (said.organisation for said in explanations if said.organisation))
    row = build_finding_row(finding, names)
    inputs = (*row.rows, *(build_row(claim, names) for claim in claims[len(row.rows) :]))
    return FindingPage(
        finding=row,
        inputs=inputs,
        members=tuple(_members(finding, inputs)),
        chart=_chart(row, inputs),
        gap_steps=tuple(_gap_steps(finding, explanations)),
        changes=tuple(_changes(finding)),
        slots=tuple(_slots(inputs, explanations, names)),
        unexplained=_unexplained(finding, row.explained),
        explained_so_far=_explained_so_far(finding, explanations, row.explained),
        reviews=tuple(_review(review, finding) for review in finding.reviews.select_related("by")),
    )


def _read_claims(finding: Finding) -> list[Claim]:
    """The claims it was computed from with their names, those at its ends first, in one read for all of them."""
    claims = {claim.pk: claim for claim in finding.inputs.with_names().in_order()}
    finding.left, finding.right = claims[finding.left_id], claims.get(finding.right_id or 0)
    ends = ends_of([finding])
    return [*ends, *(claim for claim in claims.values() if claim not in ends)]


def _members(finding: Finding, inputs: Iterable[Row]) -> Iterator[Standing]:
    """Each figure with what it is to the finding, in the order in which the rule names them."""
    rows = {figure.ref: figure for figure in inputs}
    for member in finding.members:
        if member["ref"] in rows:
            yield Standing(ROLE_WORDS[Role(member["role"])], rows[member["ref"]])


def _chart(row: FindingRow, inputs: Iterable[Row]) -> IntervalChart | None:
    """The figures on one axis. A share and a check have none: they work with figures of several units.

    A retired finding has none either: its claims may have changed since, and what was drawn would not be what it says.
    """
    if row.rule_code is Rule.PLAN or row.is_converted or row.retired_at:
        return None
    units = {side.unit_code for side in row.rows}
    drawn = [figure for figure in inputs if figure.unit_code in units]
    if len(drawn) < 2:
        return None
    return build_interval_chart(drawn, title=f"{row.verdict}: the figures on one axis", is_whole=True)


def _gap_steps(finding: Finding, explanations: Iterable[Explanation]) -> Iterator[GapStepLine]:
    """The way from one figure to the other; what the rules leave is explained as far as people explained it."""
    way = finding.gap_steps
    if way is None or not way["steps"]:
        return
    total = Decimal(way["start"]["value"])
    yield GapStepLine(way["start"]["label"], "", grouped(total), way["start"]["ref"], "as said")
    for step in way["steps"]:
        is_left = step["code"] == reasons.Code.UNEXPLAINED
        for amount, label, why in _explained(step, explanations) if is_left else _as_computed(step):
            total += amount
            adds = f"{'+' if amount > 0 else ''}{grouped(amount)}"
            yield GapStepLine(label, adds, grouped(total), step["ref"], why)
    yield GapStepLine(way["end"]["label"], "", grouped(Decimal(way["end"]["value"])), way["end"]["ref"], "as said")


def _as_computed(step: Mapping[str, Any]) -> Iterator[tuple[Decimal, str, str]]:
    yield Decimal(step["amount"]), reasons.WORDS[reasons.Code(step["code"])], step["evidence"]


def _explained(step: Mapping[str, Any], explanations: Iterable[Explanation]) -> Iterator[tuple[Decimal, str, str]]:
    """What the rules leave, divided among those who explained it in the order in which they did; then the rest."""
    left = Decimal(step["amount"])
    sign = 1 if left > 0 else -1
    for given in explanations:
        amount = sign * min(given.amount or Decimal(0), abs(left))
        if amount:
            who = isolated(given.organisation.short_name) if given.organisation else "an analyst"
            of_more = f"; of {grouped(given.amount)} said" if given.amount and given.amount > abs(amount) else ""
            yield amount, reasons.WORDS[reasons.Code(given.code)], f"says {who}: {isolated(given.words)}{of_more}"
        left -= amount
    if left:
        yield left, reasons.WORDS[reasons.Code.UNEXPLAINED], step["evidence"]


def _changes(finding: Finding) -> Iterator[ChangeRow]:
    ends = [claim_ref(key) for key in (finding.left_id, finding.right_id) if key]
    for change in finding.changes:
        words = reasons.WORDS[reasons.Code(change["code"])]
        others = [ref for ref in ends if ref != change["replaced"]]
        against = others[0] if len(others) == 1 and len(change["refs"]) == 1 and change["refs"] != others else ""
        yield ChangeRow(words, change["words"], tuple(change["refs"]), against)


def _slots(inputs: Iterable[Row], explanations: Iterable[Explanation], names: Names) -> Iterator[Slot]:
    """A slot for each organisation whose figures these are, then for any other that explains, then for analysts."""
    given: dict[str, list[ExplanationRow]] = {row.organisation: [] for row in inputs}
    sides = {row.organisation: row.side for row in inputs}
    by_analysts = []
    for explanation in explanations:
        if explanation.organisation is None:
            by_analysts.append(_explanation(explanation))
        else:
            name = names.organisation(explanation.organisation)
            sides.setdefault(name, explanation.organisation.side)
            given.setdefault(name, []).append(_explanation(explanation))
    yield from (Slot(sides[name], name, tuple(rows)) for name, rows in given.items())
    if by_analysts:
        yield Slot("", "An analyst", tuple(by_analysts))


def _explanation(explanation: Explanation) -> ExplanationRow:
    return ExplanationRow(
        reason=reasons.WORDS[reasons.Code(explanation.code)],
        words=explanation.words,
        amount="" if explanation.amount is None else grouped(explanation.amount),
        given_on=explanation.given_on,
        source=explanation.source,
        is_source_public=explanation.is_source_public,  # type: ignore[attr-defined] # annotated
    )


def _unexplained(finding: Finding, explained: Decimal) -> str:
    """What neither the gap steps nor the explanations given account for; blank where nothing is left."""
    steps = finding.gap_steps["steps"] if finding.gap_steps else []
    left = abs(sum((Decimal(step["amount"]) for step in steps if step["code"] == reasons.Code.UNEXPLAINED), Decimal(0)))
    return grouped(left - explained) if left > explained else ""


def _explained_so_far(finding: Finding, explanations: Iterable[Explanation], total: Decimal) -> str:
    """The amounts that people gave, added up, and what they leave of the difference.

    Blank where nobody gave one, and where gap steps say it line by line.
    """
    if not total or finding.difference is None or (finding.gap_steps and finding.gap_steps["steps"]):
        return ""
    whole, amounts = abs(finding.difference), [given.amount for given in explanations if given.amount]
    added = " + ".join(map(grouped, amounts)) + (f" = {grouped(total)}" if len(amounts) > 1 else "")
    rest = f"{grouped(whole)} − {grouped(total)} = {grouped(whole - total)}" if whole > total else "nothing"
    return f"{added} of a difference of {grouped(whole)}; {rest} is left"


def _review(review: Review, finding: Finding) -> ReviewRow:
    return ReviewRow(
        review.get_status_display(),
        review.note,
        review.at,
        str(review.by or "an account that is gone"),
        is_stale=review.inputs_digest != finding.inputs_digest,
    )
