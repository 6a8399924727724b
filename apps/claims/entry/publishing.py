"""The one door by which claims become public: who may open it, and what keeps a claim from going through.

Whoever entered a claim does not publish it, unless `PUBLISH_ALONE` is set for a team of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.claims.entry.beside import InBreakdown
from apps.claims.entry.neighbours import Entry, Known, load_known
from apps.claims.entry.warnings import ClaimWarning, find_warnings
from apps.claims.models import Claim, State

PERMISSION = "claims.publish_claim"
BEFORE = (State.DRAFT.value, State.READY.value)
# The records by which a claim is judged; its source besides.
JUDGED_BY = ("speaker", "unit", "indicator", "place", "membership__breakdown__whole")


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


@transaction.atomic
def publish(claims: Iterable[Claim], by: Any) -> Published:
    """Publishes those of the claims that nothing stands against; each is saved, so that findings and history follow."""
    standing = _hold(claims)
    entries = [_entry_of(claim) for claim in standing]
    known = load_known(entries, are_stored=True)
    done, kept_back = [], []
    for entry in entries:
        reasons = _reasons_against(entry, known, by)
        if reasons:
            kept_back.append((entry.claim, reasons))
            continue
        _save_as(entry.claim, State.PUBLISHED)
        done.append(entry.claim)
    return Published(tuple(done), tuple(kept_back))


@transaction.atomic
def make_ready(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Says of those that are drafts that they are ready for a publisher; gives them."""
    ready = [claim for claim in _hold(claims) if claim.state == State.DRAFT]
    for claim in ready:
        _save_as(claim, State.READY)
    return tuple(ready)


def _hold(claims: Iterable[Claim]) -> Sequence[Claim]:
    """The claims in their order, as they stand now and, until all is committed, stay: they may have been edited since.

    A source is read once, with its text, however many of the claims stand in it.
    """
    keys = [claim.pk for claim in claims]
    read = Claim.objects.select_related(*JUDGED_BY).prefetch_related("source", "confirmations")
    held = {
        claim.pk: claim
        for claim in read.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
    }
    return [held[key] for key in keys if key in held]


def _save_as(claim: Claim, state: State) -> None:
    claim.state = state.value
    claim.save(update_fields=["state", "updated_at"])


def _reasons_against(entry: Entry, known: Known, by: Any) -> tuple[str, ...]:
    claim = entry.claim
    if claim.state not in BEFORE:
        return (f"It is {claim.get_state_display().lower()} already.",)
    if obstacle := find_obstacle(by, claim.state, State.PUBLISHED.value, claim.entered_by_id):
        return (obstacle,)
    return tuple(warning.sentence for warning in _unconfirmed(entry, known))


def find_unconfirmed(claim: Claim) -> list[ClaimWarning]:
    """The warnings about a claim that nobody confirmed in the same words."""
    entry = _entry_of(claim)
    return _unconfirmed(entry, load_known([entry]))


def _entry_of(claim: Claim) -> Entry:
    membership = getattr(claim, "membership", None) if claim.pk else None
    of = membership.breakdown if membership else None
    breakdown = InBreakdown(of.whole.ref, of.name, of.dimension) if of else None
    return Entry(claim, claim.ref if claim.pk else "this", whole=of.whole if of else None, breakdown=breakdown)


def _unconfirmed(entry: Entry, known: Known) -> list[ClaimWarning]:
    confirmed = {one.sentence for one in entry.claim.confirmations.all()} if entry.claim.pk else set()
    return [warning for warning in find_warnings(entry, known) if warning.sentence not in confirmed]
