"""The only signals: a saved record marks what must be reconciled again, and rings the bell once it is committed."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from apps.claims.models import Breakdown, BreakdownPart, Claim, Indicator, Place, Population, Unit
from apps.reconciliation import services, tasks
from apps.reconciliation.models import Check, CheckTerm, TolerancePolicy
from apps.sources.models import Organisation, Source, Speaker

logger = logging.getLogger(__name__)

# A change of one of these can touch any finding.
SHARED = (Organisation, Speaker, Source, Unit, Indicator, Population, Place, TolerancePolicy)


def connect() -> None:
    """Called once, when the app is ready."""
    post_save.connect(_claim_saved, sender=Claim)
    post_save.connect(_breakdown_saved, sender=Breakdown)
    post_save.connect(_part_saved, sender=BreakdownPart)
    post_save.connect(_check_saved, sender=Check)
    post_save.connect(_term_saved, sender=CheckTerm)
    for shared in SHARED:
        post_save.connect(_anything_changed, sender=shared)
    for model in (Claim, Breakdown, BreakdownPart, Check, CheckTerm, *SHARED):
        # What is gone cannot be marked, and what it touched is no longer written anywhere.
        post_delete.connect(_anything_changed, sender=model)
    for code_list in (Unit, Indicator, Population, Place):
        m2m_changed.connect(_anything_changed, sender=code_list.broader.through)


def ring() -> None:
    """Asks for the marks to be worked off once the transaction is committed. Without a broker it happens here.

    A broker that does not answer loses nothing: the marks stay, and the next sweep finds them.
    """
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    try:
        tasks.reconcile_marked.delay(trigger="change")
    except tasks.reconcile_marked.OperationalError as error:
        logger.warning("The broker did not answer (%s); the marks wait for the next sweep.", error)


def _claim_saved(sender: type[Model], instance: Claim, **kwargs: Any) -> None:
    services.mark([instance])
    ring()


def _breakdown_saved(sender: type[Model], instance: Breakdown, **kwargs: Any) -> None:
    services.mark([instance.whole])
    ring()


def _part_saved(sender: type[Model], instance: BreakdownPart, **kwargs: Any) -> None:
    services.mark([instance.breakdown.whole])
    ring()


def _check_saved(sender: type[Model], instance: Check, **kwargs: Any) -> None:
    services.mark(instance.claims.all())
    ring()


def _term_saved(sender: type[Model], instance: CheckTerm, **kwargs: Any) -> None:
    services.mark([instance.claim])
    ring()


def _anything_changed(sender: type[Model], **kwargs: Any) -> None:
    services.mark_everything()
    ring()
