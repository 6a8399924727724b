"""A saved record marks what must be reconciled again.

Only what a finding can speak of marks anything: a draft, a new place or a speaker without claims touches nothing.
A finding whose breakdown gets another name goes with it, and its decisions with the finding.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from apps.claims.models import Breakdown, BreakdownPart, Claim, Indicator, Place, Population, State, Unit
from apps.claims.models.codes import CodeEntry
from apps.reconciliation import reach, services
from apps.reconciliation.core.findings import sum_key
from apps.reconciliation.models import Check, CheckTerm, Finding, TolerancePolicy
from apps.sources.models import Organisation, Source, Speaker

CODE_LISTS = (Unit, Indicator, Population, Place)


def connect() -> None:
    """Called once, when the app is ready."""
    post_save.connect(_claim_saved, sender=Claim)
    pre_save.connect(_breakdown_named, sender=Breakdown)
    post_save.connect(_breakdown_saved, sender=Breakdown)
    post_save.connect(_part_saved, sender=BreakdownPart)
    post_save.connect(_check_saved, sender=Check)
    post_save.connect(_term_saved, sender=CheckTerm)
    for named in (Organisation, Speaker, Source):
        # One that claims name cannot be deleted.
        post_save.connect(_name_saved, sender=named)
    for code_list in CODE_LISTS:
        post_save.connect(_entry_saved, sender=code_list)
        # Once it is deleted, nobody can tell what it stood below.
        pre_delete.connect(_entry_changed, sender=code_list)
        m2m_changed.connect(_entry_moved, sender=code_list.broader.through)
    m2m_changed.connect(_entry_moved, sender=Indicator.taken_for.through)
    m2m_changed.connect(_counters_changed, sender=Claim.counted_by.through)
    post_save.connect(_anything_changed, sender=TolerancePolicy)
    post_delete.connect(_claim_deleted, sender=Claim)
    for model in (Breakdown, BreakdownPart, Check, CheckTerm, TolerancePolicy):
        # What is gone cannot be marked, and what it touched is no longer written anywhere.
        post_delete.connect(_anything_changed, sender=model)


def _claim_saved(sender: type[Model], instance: Claim, *, created: bool, **kwargs: Any) -> None:
    if not created or instance.state == State.PUBLISHED:
        services.mark([instance], is_alone=True)


def _claim_deleted(sender: type[Model], instance: Claim, **kwargs: Any) -> None:
    if instance.state not in (State.DRAFT, State.READY):
        _anything_changed(sender)


def _breakdown_named(sender: type[Model], instance: Breakdown, **kwargs: Any) -> None:
    """Its finding is known by its name, and takes the new one unless another finding had that before."""
    before = Breakdown.objects.select_related("whole").filter(pk=instance.pk, whole=instance.whole_id).first()
    if before is None or before.along == instance.along:
        return
    old, new = (sum_key(one.whole.ref, one.along) for one in (before, instance))
    if not Finding.objects.filter(key=new).exists():
        Finding.objects.standing().filter(key=old).update(key=new)


def _breakdown_saved(sender: type[Model], instance: Breakdown, **kwargs: Any) -> None:
    services.mark([instance.whole])


def _part_saved(sender: type[Model], instance: BreakdownPart, **kwargs: Any) -> None:
    services.mark([instance.breakdown.whole])


def _check_saved(sender: type[Model], instance: Check, **kwargs: Any) -> None:
    services.mark(instance.claims.all())


def _term_saved(sender: type[Model], instance: CheckTerm, **kwargs: Any) -> None:
    services.mark(instance.check_written.claims.all())


def _name_saved(
    sender: type[Model], instance: Organisation | Speaker | Source, *, created: bool, **kwargs: Any
) -> None:
    if not created and (claims := reach.find_claims_of(instance)):
        services.mark(claims)


def _entry_saved(sender: type[Model], instance: CodeEntry, *, created: bool, **kwargs: Any) -> None:
    if not created:
        _entry_changed(sender, instance)


def _entry_moved(sender: type[Model], instance: CodeEntry, *, action: str, reverse: bool, **kwargs: Any) -> None:
    """Something was put below something else, or taken away: from the narrower entry's side or the broader one's."""
    if reverse:
        _anything_changed(sender)
    elif action.startswith("post_"):
        _entry_changed(sender, instance)


def _counters_changed(
    sender: type[Model], instance: Model, *, action: str, pk_set: set[int] | None = None, reverse: bool, **kwargs: Any
) -> None:
    """Who counted a claim changed: said of the claim, or of the organisation that counted several."""
    if action.startswith("post_"):
        keys = (pk_set or set()) if reverse else {instance.pk}
        services.mark(Claim.objects.filter(pk__in=keys))


def _entry_changed(sender: type[Model], instance: CodeEntry, **kwargs: Any) -> None:
    if reach.is_spoken_of(instance):
        _anything_changed(sender)


def _anything_changed(sender: type[Model], **kwargs: Any) -> None:
    services.mark_everything()
