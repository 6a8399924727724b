"""Writing what the rows of a file want: claims, their breakdowns, and the marks of what must be reconciled again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.claims.references import claim_ref
from apps.exchange.drafts import Draft, Membership, number_of
from apps.reconciliation import hooks, services

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
    changed = [made.claim for made in drafts if made.was is not None and _differs(made.claim, made.was)]
    # A claim has one correction at every moment, so those that let go of theirs do so first.
    moved = [made.claim.pk for made in drafts if made.was is not None and _corrects_another(made.claim, made.was)]
    Claim.objects.filter(pk__in=moved).update(supersedes=None)
    # Rows may name each other in any order: the keys are checked at commit.
    Claim.objects.bulk_create(new)
    now = timezone.now()
    for claim in changed:
        claim.updated_at = now
    Claim.objects.bulk_update(changed, [*FIELDS, "updated_at"])
    regrouped = _save_breakdowns(drafts)
    touched = {claim.pk: claim for claim in [*new, *changed, *regrouped]}
    if touched:
        services.mark(touched.values())
        hooks.ring()
    changed_pks = touched.keys() - {claim.pk for claim in new}
    return Imported(len(new), len(changed_pks), len(drafts) - len(new) - len(changed_pks))


def _corrects_another(claim: Claim, was: Claim) -> bool:
    return was.supersedes_id is not None and claim.supersedes_id != was.supersedes_id


def _differs(claim: Claim, was: Claim) -> bool:
    return any(getattr(claim, field.attname) != getattr(was, field.attname) for field in claim._meta.concrete_fields)


def _save_breakdowns(drafts: Sequence[Draft]) -> list[Claim]:
    """Brings breakdowns to what the rows say; returns the claims whose place in one changed."""
    regrouped = []
    for made in drafts:
        if "part_of" not in made.row.cells:
            continue
        held = getattr(made.was, "membership", None) if made.was else None
        now = made.membership
        if (_held(held.breakdown) if held else None) == now:
            continue
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


def _held(breakdown: Breakdown) -> Membership:
    return Membership(claim_ref(breakdown.whole_id), breakdown.dimension, breakdown.name, breakdown.is_complete)
