"""What a worker is asked to do. Each task is an interface: it makes one call inward."""

from celery import shared_task

from apps.reconciliation import services


@shared_task(name=services.TASK, ignore_result=True)
def reconcile_marked(*, trigger: str = "sweep") -> None:
    """Reconciles what was marked since the last time; without marks it does nothing."""
    services.reconcile_marked(trigger=trigger)
