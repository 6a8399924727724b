"""The one door by which claims become public: who may open it, and what keeps a claim from going through.

Whoever entered a claim does not publish it, unless `PUBLISH_ALONE` is set for a team of one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from apps.claims.entry.warnings import ClaimWarning, Entry, InBreakdown, find_warnings, load_known
from apps.claims.models import Claim, State

PERMISSION = "claims.publish_claim"
BEFORE = (State.DRAFT.value, State.READY.value)


@dataclass(frozen=True, slots=True)
class Published:
    """The claims that were published, and those that were not, each with the sentences that say why."""

    claims: tuple[Claim, ...]
    kept_back: tuple[tuple[Claim, tuple[str, ...]], ...]


def may_publish(by: Any) -> bool:
    return bool(by.has_perm(PERMISSION))


def find_obstacle(by: Any, was: str, now: str, entered_by: int | None) -> str:
    """Why somebody may not move a claim from one state to another; blank where it may be moved."""
    if was == now or (was in BEFORE and now in BEFORE):
        return ""
    if not may_publish(by):
        return "Claims are published and withdrawn by a publisher: save it as ready."
    if now == State.PUBLISHED and not settings.PUBLISH_ALONE and entered_by == by.pk:
        return "Whoever entered a claim does not publish it: save it as ready, and another person does."
    return ""


def publish(claims: Iterable[Claim], by: Any) -> Published:
    """Publishes those of the claims that nothing stands against; each is saved, so that findings and history follow."""
    done, kept_back = [], []
    for claim in claims:
        reasons = _reasons_against(claim, by)
        if reasons:
            kept_back.append((claim, reasons))
            continue
        claim.state = State.PUBLISHED.value
        claim.save()
        done.append(claim)
    return Published(tuple(done), tuple(kept_back))


def make_ready(drafts: Iterable[Claim]) -> tuple[Claim, ...]:
    """Says of those that are drafts that they are ready for a publisher; gives them."""
    ready = [claim for claim in drafts if claim.state == State.DRAFT]
    for claim in ready:
        claim.state = State.READY.value
        claim.save()
    return tuple(ready)


def _reasons_against(claim: Claim, by: Any) -> tuple[str, ...]:
    if claim.state not in BEFORE:
        return (f"It is {claim.get_state_display().lower()} already.",)
    if obstacle := find_obstacle(by, claim.state, State.PUBLISHED.value, claim.entered_by_id):
        return (obstacle,)
    return tuple(warning.sentence for warning in find_unconfirmed(claim))


def find_unconfirmed(claim: Claim) -> list[ClaimWarning]:
    """The warnings about a stored claim that nobody confirmed in the same words."""
    membership = getattr(claim, "membership", None) if claim.pk else None
    of = membership.breakdown if membership else None
    breakdown = InBreakdown(of.whole.ref, of.name, of.dimension) if of else None
    entry = Entry(claim, claim.ref if claim.pk else "this", whole=of.whole if of else None, breakdown=breakdown)
    confirmed = set(claim.confirmations.values_list("sentence", flat=True)) if claim.pk else set()
    return [warning for warning in find_warnings(entry, load_known([entry])) if warning.sentence not in confirmed]
