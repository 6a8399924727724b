"""What a worker is asked to do. Each task is an interface: it makes one call inward."""

from celery import shared_task

from apps.reconciliation import services


@shared_task(name=services.TASK, ignore_result=True)
def reconcile_marked(*, trigger: str = "sweep") -> None:
    """Reconciles what was marked since the last time; without marks it does nothing."""
    services.sweep() if trigger == "sweep" else services.reconcile_marked(trigger=trigger)


@shared_task(name=services.BATCH_TASK, ignore_result=True)
def reconcile_batch(*, pk: int) -> None:
    """Decides a batch of a run; one that is done already, or over, it leaves alone."""
    services.reconcile_batch(pk)
