"""The claim page: what it is put together from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from apps.claims.anchors import Context
from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.claims.numbers import grouped
from apps.compare.pages.claim_history import Correction, PublicChange, find_correction, read_public_changes
from apps.compare.pages.comparable_claims import Comparables, find_comparables
from apps.compare.published import public_findings
from apps.compare.remembered import remember
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.source_text import find_context
from apps.reconciliation.models import Finding


@dataclass(frozen=True, slots=True)
class Group:
    """A breakdown: its whole, its parts, and along what."""

    along: str
    is_complete: bool
    whole: Row
    parts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share or a multiple with what it is one of; no numerator where it is told of its denominator alone."""

    share: Row
    numerator: Row | None
    denominator: Row


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything a claim's page shows.

    `supersedes` and `corrected_by` are the claim it corrects and its correction, where they are published;
    `context` is the quote in the stored text; `changes` are those between states that were published.
    """

    claim: Claim
    row: Row
    context: Context | None
    supersedes: Claim | None
    corrected_by: Correction | None
    comparables: Comparables
    findings: tuple[FindingRow, ...]
    groups: tuple[Group, ...]
    shares: tuple[Share, ...]
    changes: tuple[PublicChange, ...]

    @property
    def step(self) -> str:
        """What the figure is rounded to, in words."""
        if self.claim.value is None:
            return "no number is said"
        return "none: written to the unit" if self.claim.figure.is_point else grouped(self.claim.figure.rounding)


def build_claim_page(claim: Claim) -> ClaimPage:
    # Their keys first: with all names joined, the server would read every finding and then look for this claim.
    keys = list(Finding.inputs.through.objects.filter(claim=claim).values_list("finding", flat=True))
    findings = public_findings().standing().filter(pk__in=keys).by_size().with_names()
    return ClaimPage(
        claim=claim,
        row=build_row(claim),
        context=find_context(claim),
        supersedes=Claim.objects.published().filter(superseded_by=claim).first(),
        corrected_by=find_correction(claim),
        comparables=remember("comparables", claim.pk, lambda: find_comparables(claim)),
        findings=tuple(sorted(map(build_finding_row, findings), key=lambda finding: finding.is_set_aside)),
        groups=_groups(claim),
        shares=_shares(claim),
        changes=read_public_changes(claim),
    )


def _groups(claim: Claim) -> tuple[Group, ...]:
    """The breakdowns a claim is the whole of, and the one it is a part of; the keys of their claims come first."""
    breakdowns = list(Breakdown.objects.filter(Q(whole=claim) | Q(memberships__claim=claim)).distinct())
    parts = BreakdownPart.objects.filter(breakdown__in=breakdowns).values_list("claim", flat=True)
    keys = {*parts, *(breakdown.whole_id for breakdown in breakdowns)}
    claims = Claim.objects.published().with_names().select_related("membership").filter(pk__in=keys).in_order()
    rows = [(other, build_row(other)) for other in claims]
    return tuple(group for breakdown in breakdowns if (group := _group(breakdown, rows)))


def _group(breakdown: Breakdown, rows: Iterable[tuple[Claim, Row]]) -> Group | None:
    wholes, parts = [], []
    for claim, row in rows:
        membership = getattr(claim, "membership", None)
        if claim.pk == breakdown.whole_id:
            wholes.append(row)
        elif membership and membership.breakdown_id == breakdown.pk:
            parts.append(row)
    if not wholes or not parts:  # nobody is told that parts are being entered
        return None
    return Group(breakdown.along, breakdown.is_complete, wholes[0], tuple(parts))


def _shares(claim: Claim) -> tuple[Share, ...]:
    """The shares and multiples this claim is, or is a term of, if all their figures are published."""
    involved = Q(pk=claim.pk) | Q(numerator=claim) | Q(denominator=claim)
    shares = list(Claim.objects.published().exclude(denominator=None).filter(involved))
    keys = {key for share in shares for key in (share.pk, share.numerator_id, share.denominator_id) if key}
    rows = {other.pk: build_row(other) for other in Claim.objects.published().filter(pk__in=keys).with_names()}
    shown = []
    for share in shares:
        one, numerator, denominator = (
            rows.get(key or 0) for key in (share.pk, share.numerator_id, share.denominator_id)
        )
        if one and denominator and (numerator or not share.numerator_id):
            shown.append(Share(one, numerator, denominator))
    return tuple(shown)
