"""What the public may read of a claim's past: changes between states that were published, and what stood last.

Of any other state only its name is said: the words of a draft are nobody's but its writers'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, OuterRef, Subquery

from apps.claims.models import Claim, State
from apps.compare.rows.claims import Row, build_row
from apps.sources.records.past import Difference, Written, as_record, differences, read_states


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One change: when, in which way, from which state to which (blank where it stayed), and what differs."""

    at: datetime
    way: str
    was: str
    now: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """The claim that takes the place of another one, and since when it does so here."""

    claim: Claim
    at: datetime | None


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """A claim that was published and withdrawn: what stood last, and what became of it."""

    row: Row
    withdrawn_at: datetime
    corrected_by: Correction | None
    is_source_public: bool
    changes: tuple[PublicChange, ...]


def read_public_changes(claim: Claim) -> tuple[PublicChange, ...]:
    """The changes of a claim that was published, the latest first."""
    return tuple(_public_changes(read_states(claim)))[::-1]


def find_correction(claim: Claim) -> Correction | None:
    """The published claim that corrects this one."""
    standing = Claim.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=OuterRef("pk"), state=State.PUBLISHED.value, supersedes=OuterRef("supersedes")
    )
    first = standing.order_by("pk").values("pgh_created_at")[:1]
    corrections = Claim.objects.published().filter(supersedes=claim.pk).select_related("source")
    correction = corrections.annotate(since=Subquery(first)).first()
    return Correction(correction, correction.since) if correction else None  # type: ignore[attr-defined] # annotated


def build_withdrawn_page(number: int) -> WithdrawnPage | None:
    """What is said of a withdrawn claim; None for any other, and for one that was never published."""
    claim = Claim.objects.filter(pk=number, state=State.WITHDRAWN.value).first()
    states = read_states(claim) if claim else []
    published = [written for written in states if _is_published(written)]
    if claim is None or not published:
        return None
    last = as_record(published[-1].state, Claim)
    return WithdrawnPage(
        row=build_row(last),
        withdrawn_at=_withdrawn_at(states),
        corrected_by=find_correction(claim),
        is_source_public=Claim.objects.published().filter(source=last.source_id).exists(),
        changes=tuple(_public_changes(states))[::-1],
    )


def _is_published(written: Written) -> bool:
    return bool(written.state.state == State.PUBLISHED.value)


def _withdrawn_at(states: list[Written]) -> datetime:
    """When the state it is in now began."""
    began = states[-1]
    for written in reversed(states):
        if written.state.state != State.WITHDRAWN.value:
            break
        began = written
    return began.at


def _public_changes(states: list[Written]) -> Iterator[PublicChange]:
    before = shown = None
    for now in states:
        moved = before is not None and before.state.state != now.state.state
        changed: tuple[Difference, ...] = ()
        if shown and _is_published(now):
            changed = differences(shown.state, now.state, Claim, without=("state",), spell=_named)
        if moved or changed:
            was, became = (State(written.state.state).label if moved else "" for written in (before or now, now))
            yield PublicChange(now.at, now.way, was, became, changed)
        before = now
        shown = now if _is_published(now) else shown


def _named(record: Model) -> str:
    """A claim by its reference alone: it may be a draft."""
    return record.ref if isinstance(record, Claim) else str(record)
