"""Writing what the rows of a file want: claims, their breakdowns, and the marks of what must be reconciled again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils import timezone

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.claims.references import claim_number
from apps.exchange.rows.changes import differs, is_recounted, is_regrouped
from apps.exchange.rows.drafts import STORED, Draft, Membership, part_of
from apps.reconciliation import services
from apps.sources.copying import add_rows, change_rows
from apps.sources.refusals import expect_many

# What an import changes in a claim that is there; the rest are the database's own.
CHANGED = [column for column in STORED if column not in ("created_at", "entered_by_id")]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows."""

    added: int
    changed: int
    unchanged: int


def save(drafts: Sequence[Draft]) -> Imported:
    """Writes new and changed claims and their breakdowns, and marks what must be reconciled again."""
    expect_many()
    new = [made.claim for made in drafts if made.was is None]
    changed = [made.claim for made in drafts if made.was is not None and differs(made.claim, made.was)]
    # A claim has one correction at every moment, so those that let go of theirs do so first.
    moved = [made.claim.pk for made in drafts if made.was is not None and _corrects_another(made.claim, made.was)]
    Claim.objects.filter(pk__in=moved).update(supersedes=None)
    # Rows may name each other in any order: the keys are checked at commit.
    now = timezone.now()
    for claim in new:
        claim.created_at = now
    for claim in [*new, *changed]:
        claim.updated_at = now
    add_rows(Claim, STORED, [*map(attrgetter(*STORED), new)])
    change_rows(Claim, CHANGED, [*map(attrgetter(*CHANGED), changed)])
    recounted = _save_counters(drafts)
    regrouped = _save_breakdowns(drafts)
    touched = {claim.pk: claim for claim in [*new, *changed, *recounted, *regrouped]}
    if touched:
        services.mark(touched.values())
    changed_pks = touched.keys() - {claim.pk for claim in new}
    return Imported(len(new), len(changed_pks), len(drafts) - len(new) - len(changed_pks))


def _corrects_another(claim: Claim, was: Claim) -> bool:
    return was.supersedes_id is not None and claim.supersedes_id != was.supersedes_id


def _save_counters(drafts: Sequence[Draft]) -> list[Claim]:
    """Writes who counted, where the rows say it anew; returns those claims."""
    through = Claim.counted_by.through
    recounted = [made for made in drafts if is_recounted(made)]
    through.objects.filter(claim__in=[made.claim.pk for made in recounted if made.was]).delete()
    counters = [(made.claim.pk, counter.pk) for made in recounted for counter in made.counted_by or ()]
    add_rows(through, ("claim_id", "organisation_id"), counters)
    return [made.claim for made in recounted]


def _save_breakdowns(drafts: Sequence[Draft]) -> list[Claim]:
    """Brings breakdowns to what the rows say; returns the claims whose place in one changed."""
    regrouped = [made for made in drafts if is_regrouped(made)]
    held = [part for made in regrouped if made.was and (part := part_of(made.was))]
    BreakdownPart.objects.filter(pk__in=[part.pk for part in held]).delete()
    wanted = {_key(made.membership): made.membership for made in regrouped if made.membership}
    breakdowns = _settle_breakdowns(wanted)
    # One by one these would ring for their wholes; written together, the wholes are marked here.
    parts = [(breakdowns[_key(made.membership)].pk, made.claim.pk) for made in regrouped if made.membership]
    add_rows(BreakdownPart, ("breakdown_id", "claim_id"), parts)
    if wanted:
        services.mark(Claim.objects.filter(pk__in={whole for whole, _ in wanted}))
    Breakdown.objects.filter(pk__in=[part.breakdown_id for part in held], memberships=None).delete()
    return [made.claim for made in regrouped]


def _key(membership: Membership) -> tuple[int, str]:
    """By which the database tells breakdowns apart: the whole's number, and the name."""
    return claim_number(membership.whole), membership.name


def _settle_breakdowns(wanted: Mapping[tuple[int, str], Membership]) -> dict[tuple[int, str], Breakdown]:
    """The breakdowns that the rows name, as the rows say them."""
    stored = Breakdown.objects.filter(whole__in={whole for whole, _ in wanted})
    standing = {(breakdown.whole_id, breakdown.name): breakdown for breakdown in stored}
    for key, membership in wanted.items():
        breakdown = standing.get(key)
        if breakdown is None:
            continue
        if (breakdown.dimension, breakdown.is_complete) != (membership.dimension, membership.is_complete):
            breakdown.dimension, breakdown.is_complete = membership.dimension, membership.is_complete
            breakdown.save()
    new = {
        key: Breakdown(whole_id=key[0], name=key[1], dimension=membership.dimension, is_complete=membership.is_complete)
        for key, membership in wanted.items()
        if key not in standing
    }
    Breakdown.objects.bulk_create(new.values())
    return standing | new
