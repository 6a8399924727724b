"""What the public may see: published sources, findings whose claims are all published, and what was published once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from apps.claims.models import Breakdown, BreakdownPart, Claim, ClaimCounter, State
from apps.claims.querysets import NAMED
from apps.reconciliation.models import Finding
from apps.reconciliation.querysets import FindingQuerySet
from apps.sources.models import Organisation, Source
from apps.sources.records.past import as_record


def public_findings() -> FindingQuerySet:
    """Findings, retired ones too, that give nothing away: all claims they were computed from are published.

    Each comes with what people decided about it.
    """
    hidden = Finding.inputs.through.objects.filter(~Q(claim__state=State.PUBLISHED), finding=OuterRef("pk"))
    return Finding.objects.filter(~Exists(hidden)).with_decisions()


def published_sources() -> "QuerySet[Source]":
    """Documents from which something was published."""
    return Source.objects.filter(Exists(Claim.objects.published().filter(source=OuterRef("pk"))))


def last_day_published() -> date | None:
    """The day of the latest document of which a claim is current; None where there is none."""
    spoken_in = Exists(Claim.objects.current().filter(source=OuterRef("pk")))
    latest = Source.objects.filter(spoken_in).order_by(F("published_on").desc(nulls_last=True), "slug")
    return latest.values_list("published_on", flat=True).first()


def once_published() -> "QuerySet[Any]":
    """The last published state of each claim that is published, corrected or not, or was withdrawn since.

    These are rows of the history, which have the fields of a claim: filters and orders then see nothing that was only
    a draft's. `as_claims` makes claims of them.
    """
    states = _history(Claim).exclude(pgh_label="delete")
    published = states.filter(state=State.PUBLISHED.value)
    last = published.values("pgh_obj").annotate(last=Max("pk")).values("last")
    after = states.filter(pgh_obj=OuterRef("pgh_obj"), pk__gt=OuterRef("pk")).order_by("pk")
    stood: QuerySet[Any] = (
        published.filter(pk__in=last, pgh_obj__state__in=(State.PUBLISHED.value, State.WITHDRAWN.value))
        .annotate(state_now=F("pgh_obj__state"), left_at=Subquery(after.values("pgh_created_at")[:1]))
        .select_related(*NAMED)
        .defer("source__text")
    )
    return stood


def as_claims(states: Iterable[Any], batch: int) -> Iterator[Claim]:
    """The claims of such states, not saved, each in the state it is in now, `with_links`; read by the batch.

    Whose parts a claim is and who counted it are not fields of its own. Of a withdrawn claim they are left out where
    they were written down after it left the public.
    """
    reading = iter(states)
    while several := list(islice(reading, batch)):
        claims = [_as_claim(state) for state in several]
        prefetch_related_objects(claims, "counted_by", "membership__breakdown", "orphan")
        left = {state.id: state.left_at for state in several if state.state_now == State.WITHDRAWN.value}
        gone = {claim.pk: claim for claim in claims if claim.pk in left}
        for number in _linked_since(gone, left):
            gone[number]._prefetched_objects_cache["counted_by"] = Organisation.objects.none()  # type: ignore[attr-defined]
            gone[number]._state.fields_cache["membership"] = None
        yield from claims


def _as_claim(state: Any) -> Claim:
    claim = as_record(state, Claim)
    claim.state = state.state_now
    related = state._state.fields_cache.items()
    claim._state.fields_cache = {name: record for name, record in related if name in NAMED}
    claim._state.adding = False
    return claim


def _linked_since(claims: Mapping[int, Claim], left: Mapping[int, datetime]) -> set[int]:
    """The keys of the claims of which a link was written since they left; in three queries at most."""
    parts: dict[int, list[int]] = defaultdict(list)
    for number, claim in claims.items():
        if membership := getattr(claim, "membership", None):
            parts[membership.breakdown_id].append(number)
    written = [
        *_history(ClaimCounter).filter(claim__in=claims).values_list("claim", "pgh_created_at"),
        *_history(BreakdownPart).filter(claim__in=claims).values_list("claim", "pgh_created_at"),
    ]
    named = _history(Breakdown).filter(pgh_obj__in=parts).values_list("pgh_obj", "pgh_created_at")
    written += [(number, at) for breakdown, at in named for number in parts[breakdown]]
    return {number for number, at in written if at >= left[number]}


def _history(model: type[Model]) -> "QuerySet[Any]":
    events: QuerySet[Any] = model.pgh_event_model.objects.all()  # type: ignore[attr-defined]
    return events
