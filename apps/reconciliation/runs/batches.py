"""A run that is decided in batches: it is begun, goes on in as many processes as there are, and is over once.

What is still to be done is rows of the database (`Batch`), and whoever works on one holds an advisory lock: a process
that is killed lets go of it, and the next takes it. Each batch is a transaction of its own, so that everybody sees how
far the run is. What is decided waits (`Decided`) until all of it is there; the findings are then written at once.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from apps.claims.models import Indicator
from apps.reconciliation.core import RULES_VERSION
from apps.reconciliation.core.engine import name_figures
from apps.reconciliation.models import Batch, Finding, Mark, Run
from apps.reconciliation.runs.decided import Gathered
from apps.reconciliation.runs.division import count_claims, divide

TURN = 7_240_724  # any number that no other advisory lock of this database uses
AT_BATCH = 7_240  # the same for locks of two numbers, the second of which is the batch's
MOST_WORDS = 1_000


class RulesChanged(Exception):
    """A run was begun by another version of the rules."""


class TooLate(Exception):
    """A run is over, or its findings are being written."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the claims of a run were compared."""

    done: int
    claims: int

    @property
    def percent(self) -> int:
        """From 0 to 100; 100 once everything is compared, and the findings are written or about to be."""
        return 100 * self.done // self.claims if self.claims else 100

    @property
    def words(self) -> str:
        return f"{self.done:,} of {self.claims:,} claims compared"


def take_turn() -> None:
    """Waits until nobody else reconciles, begins a run or ends one, and keeps them waiting until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def take_turn_if_free() -> bool:
    """Takes the turn if nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN])
        return bool(cursor.fetchone()[0])


def under_way() -> Run | None:
    """The run that goes on. Until it is over nothing else is reconciled."""
    return Run.objects.filter(finished_at=None).first()


def begin(*, trigger: str, indicators: Collection[int] | None, marks: Sequence[Mark]) -> Run:
    """A run over the families of these indicators, or all, that works off these marks. For whoever has the turn."""
    if indicators is None:
        spoken_of = Finding.objects.standing().order_by().values_list("inputs__indicator", flat=True).distinct()
        indicators = count_claims("indicator").keys() | set(spoken_of)
    parts = list(divide(indicators))
    run = Run.objects.create(
        trigger=trigger,
        rules_version=RULES_VERSION,
        started_at=timezone.now(),
        claims=sum(part.claims for part in parts),
    )
    Batch.objects.bulk_create(Batch(run=run, **part._asdict()) for part in parts)
    Mark.objects.filter(pk__in=[mark.pk for mark in marks]).update(run=run)
    return run


def left(run: Run) -> list[Batch]:
    """The batches that are not done, the largest first; somebody may be at some of them."""
    return list(run.batches.filter(done_at=None))


@contextmanager
def held(batch: Batch) -> Iterator[bool]:
    """In a transaction, whether this batch is this process's to do now; nobody else does it at the same time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [AT_BATCH, batch.pk % 2**31])
            is_free = bool(cursor.fetchone()[0])
        yield is_free and _is_to_do(batch)


def _is_to_do(batch: Batch) -> bool:
    if not Batch.objects.filter(pk=batch.pk, done_at=None, run__finished_at=None).exists():
        return False
    if batch.run.rules_version != RULES_VERSION:
        raise RulesChanged("The rules became others while it went on.")
    return True


def keep(batch: Batch, decided: Gathered, *, claims: int, unchanged: int, retired: Collection[int]) -> None:
    """Keeps what a batch came to; nothing if the run is over meanwhile."""
    if not Batch.objects.select_for_update(of=("self",)).filter(pk=batch.pk, run__finished_at=None).exists():
        return
    decided.keep()
    Batch.objects.filter(pk=batch.pk).update(
        claims=claims, unchanged=unchanged, retired=list(retired), done_at=timezone.now()
    )


def name_family(batch: Batch) -> str:
    """What a batch is about: how many figures, and on which indicators."""
    codes = Indicator.objects.filter(pk__in=batch.indicators).order_by("code").values_list("code", flat=True)
    return name_figures(batch.claims, list(codes))


def progress(run: Run) -> Progress:
    """How far a run is."""
    counted = run.batches.aggregate(done=Sum("claims", filter=Q(done_at__isnull=False)), claims=Sum("claims"))
    return Progress(counted["done"] or 0, counted["claims"] or 0)


def fail(run: Run, failure: str) -> None:
    """Ends a run that cannot go on. Its marks wait for the next one."""
    with transaction.atomic():
        if Run.objects.select_for_update().filter(pk=run.pk, finished_at=None).exists():
            run.marks.update(run=None)
            _end(run, failure=failure[:MOST_WORDS])


def cancel(run: Run, *, by: str) -> None:
    """Ends a run that somebody does not want; `TooLate` if it is over or about to be.

    Its marks stay with it, or the next sweep would begin it again: they are worked off by the next whole run.
    """
    with transaction.atomic():
        try:
            waiting = Run.objects.select_for_update(nowait=True).filter(pk=run.pk, finished_at=None).exists()
        except OperationalError as error:
            raise TooLate("The findings are being written: it cannot be cancelled any more.") from error
        if not waiting:
            raise TooLate("It is over: there is nothing to cancel.")
        _end(run, failure=f"Cancelled by {by}.", is_cancelled=True)


def _end(run: Run, *, failure: str, is_cancelled: bool = False) -> None:
    Run.objects.filter(pk=run.pk).update(finished_at=timezone.now(), failure=failure, is_cancelled=is_cancelled)
    take_away(run)
    run.refresh_from_db()


def take_away(run: Run) -> None:
    """Deletes what a run that is over was made of."""
    # Locked first, so that nobody keeps something of a batch that is about to go.
    batches = list(run.batches.order_by("pk").select_for_update().values_list("pk", flat=True))
    Batch.objects.filter(pk__in=batches).delete()
