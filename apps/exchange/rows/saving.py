"""Writing what the rows of a file want: claims, their breakdowns, and the marks of what must be reconciled again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.exchange.rows.changes import differs, is_recounted, is_regrouped, part_of
from apps.exchange.rows.drafts import Draft, number_of
from apps.reconciliation import services

# Fields an import may write; the rest are the database's own.
FIELDS = [
    field.name
    for field in Claim._meta.concrete_fields
    if field.name not in {"id", "created_at", "updated_at", "entered_by"}
]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows."""

    added: int
    changed: int
    unchanged: int


def save(drafts: Sequence[Draft]) -> Imported:
    """Writes new and changed claims and their breakdowns, and marks what must be reconciled again."""
    new = [made.claim for made in drafts if made.was is None]
    changed = [made.claim for made in drafts if made.was is not None and differs(made.claim, made.was)]
    # A claim has one correction at every moment, so those that let go of theirs do so first.
    moved = [made.claim.pk for made in drafts if made.was is not None and _corrects_another(made.claim, made.was)]
    Claim.objects.filter(pk__in=moved).update(supersedes=None)
    # Rows may name each other in any order: the keys are checked at commit.
    Claim.objects.bulk_create(new)
    now = timezone.now()
    for claim in changed:
        claim.updated_at = now
    Claim.objects.bulk_update(changed, [*FIELDS, "updated_at"])
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
    through.objects.filter(claim__in=[made.claim.pk for made in recounted]).delete()
    through.objects.bulk_create(
        through(claim_id=made.claim.pk, organisation_id=organisation.pk)
        for made in recounted
        for organisation in made.counted_by or ()
    )
    return [made.claim for made in recounted]


def _save_breakdowns(drafts: Sequence[Draft]) -> list[Claim]:
    """Brings breakdowns to what the rows say; returns the claims whose place in one changed."""
    regrouped = []
    for made in drafts:
        if not is_regrouped(made):
            continue
        held, now = part_of(made.was), made.membership
        regrouped.append(made.claim)
        if held:
            BreakdownPart.objects.filter(pk=held.pk).delete()
        if now:
            breakdown, _ = Breakdown.objects.update_or_create(
                whole_id=number_of(now.whole),
                name=now.name,
                defaults={"dimension": now.dimension, "is_complete": now.is_complete},
            )
            BreakdownPart.objects.create(breakdown=breakdown, claim=made.claim)
        if held and not held.breakdown.memberships.exists():
            held.breakdown.delete()
    return regrouped
