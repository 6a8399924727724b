"""Load, let the core decide, save: the only writer of findings.

A change marks what must be reconciled again, in its own transaction (`mark`), and rings once that is committed.
Whoever reconciles takes the marks and clears them together with the findings, in one transaction: a lost message
leaves its marks, a message delivered twice finds none. An advisory lock lets one reconciliation run at a time, so that
what is written was computed from what stands. What is too much for one go is a run of batches (`runs/batches.py`).
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from math import inf
from typing import Any

from celery import Signature, current_app, group
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.claims.models import Claim
from apps.claims.references import claim_number
from apps.reconciliation import workings
from apps.reconciliation.core import RULES_VERSION
from apps.reconciliation.deciding import Outcome, current, decide, decide_around, decide_by_parts
from apps.reconciliation.models import Batch, Decided, Finding, Mark, Review, Run, moment_after
from apps.reconciliation.reach import find_indicators
from apps.reconciliation.runs import batches, division, helpers
from apps.reconciliation.runs.batches import Progress, take_turn, take_turn_if_free, under_way
from apps.reconciliation.runs.decided import gathering, read_decided, to_decided
from apps.reconciliation.vicinity import Vicinity, has_many, survey
from apps.reconciliation.writing import write_findings

logger = logging.getLogger(__name__)

TASK = "reconciliation.reconcile_marked"
BATCH_TASK = "reconciliation.reconcile_batch"
AT_ONCE = 300  # claims that may be read while somebody waits for a save: well under a second
MUCH_MORE = 2  # times the claims around a change a family must have, or it is read whole
FRESH = timedelta(seconds=2)
SILENCE = 5.0  # seconds for which a broker that did not answer is not asked again
WHILE = 60.0  # seconds after which a worker that helps begins no other batch; what it is at may take some more
PAUSE = 0.2  # seconds between two looks at batches that others are at

_MARK = (
    "INSERT INTO reconciliation_mark (claim_id, is_alone, marked_at)"
    " SELECT number, %s, %s FROM unnest(%s::bigint[]) AS number"
)
_silent_until = 0.0  # of the clock that only goes forward, in this process


def mark(claims: Iterable[Claim], *, is_alone: bool = False) -> None:
    """Notes that these claims must be reconciled again, and rings for it.

    `is_alone` says that nothing changed but the claims themselves: no name, no breakdown, no check.
    """
    numbers = [claim.pk for claim in claims]
    with connection.cursor() as cursor:
        cursor.execute(_MARK, (is_alone, timezone.now(), numbers))
    _ring()


@transaction.atomic
def mark_everything() -> None:
    """Notes that every claim must be reconciled again, because a code list, a policy or a name changed, and rings."""
    # One that is there is locked, so that nobody takes it before this change is committed.
    unheld = Mark.objects.filter(claim=None, run=None).select_for_update(skip_locked=True)
    if unheld.first() is None:
        Mark.objects.create(claim=None)
    _ring()


def _ring() -> None:
    """Asks for the marks to be worked off once the transaction is committed.

    Without a broker small work is done here, and the rest left to `manage.py sweep`, which `make run` keeps beside the
    web server. A broker that does not answer loses nothing: the marks stay, and the next sweep finds them.
    """
    transaction.on_commit(_call_worker, robust=True)


def _call_worker() -> None:
    if settings.CELERY_TASK_ALWAYS_EAGER:
        reconcile_marked(trigger="change", is_awaited=True)
    else:
        # By its name, since the task itself calls this module.
        _send(current_app.signature(TASK, kwargs={"trigger": "change"}))


def _send(message: Signature) -> None:
    """A broker that does not answer is not asked again for a while: a save that rings twice waits for it once."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        message.apply_async()
    except OperationalError as error:
        _silent_until = time.monotonic() + SILENCE
        logger.warning("The broker did not answer (%s); the marks wait for the next sweep.", error)


def reconcile(*, trigger: str, told: Callable[[Progress], None] | None = None, is_worked_out: bool = True) -> Run:
    """Reconciles every claim and works off all marks, after a run that goes on already.

    It is decided batch by batch, here and by workers where there is a broker; `told` hears how far it is. A run that
    fails or is cancelled is recorded, and leaves everything as it was. What was decided is then worked out, or left to
    whoever reads it.
    """
    run = _begin_whole(trigger)
    while run is None:
        if other := under_way():
            with suppress(Exception):  # it is recorded, and whoever began it is told
                _see_through(other)
        run = _begin_whole(trigger)
    try:
        _see_through(run, told)
    except KeyboardInterrupt:
        batches.fail(run, "Stopped from the keyboard.")
        raise
    if is_worked_out:
        workings.work_out_waiting(inf)
    return run


def start(*, by: str) -> Run | None:
    """Begins a run over every claim, for somebody who does not wait for its end; None if another one goes on.

    Workers do it or, without a broker, the next sweep; what is done at once is done here.
    """
    run = _begin_whole(f"asked by {by}"[:40], is_awaited=True)
    if run is not None and run.claims <= AT_ONCE and settings.CELERY_TASK_ALWAYS_EAGER:
        _see_through(run)
        _work_out(is_awaited=True)
    return run


def _begin_whole(trigger: str, *, is_awaited: bool = False) -> Run | None:
    """A run over every claim and all marks, those of cancelled runs too; None if another one goes on."""
    with transaction.atomic():
        if not is_awaited:
            take_turn()
        elif not take_turn_if_free():
            return None
        if under_way():
            return None
        marks = list(Mark.objects.select_for_update(skip_locked=True))
        run = batches.begin(trigger=trigger, indicators=None, marks=marks)
        if not settings.CELERY_TASK_ALWAYS_EAGER:
            transaction.on_commit(lambda: _hand_out(run))
        return run


def reconcile_marked(*, trigger: str, is_awaited: bool = False) -> Run | None:
    """Reconciles what the marks can touch and clears them; None when there is nothing to do, or another run goes on.

    While somebody waits for it, it waits for nobody and does only what is done at once: else the marks stay. What is
    too much for one go is begun as a run of batches, which is handed to the workers where there is a broker. What was
    decided is worked out afterwards, in transactions of their own.
    """
    run = _work_off_marks(trigger=trigger, is_awaited=is_awaited)
    if run is not None and run.finished_at:
        _work_out(is_awaited=is_awaited)
    return run


def _work_out(*, is_awaited: bool = False) -> None:
    if not is_awaited or Finding.objects.to_be_worked_out().count() <= AT_ONCE:
        workings.work_out_waiting(WHILE)


def _work_off_marks(*, trigger: str, is_awaited: bool) -> Run | None:
    with _recording_failure(trigger), transaction.atomic():
        if not is_awaited:
            take_turn()
        elif not take_turn_if_free():
            return None
        if under_way():
            return None
        marks = list(Mark.objects.filter(run=None).select_for_update(skip_locked=True))
        if not marks:
            return None
        vicinity = _survey(marks)
        if vicinity is not None and not (is_awaited and len(vicinity.read) > AT_ONCE):
            Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
            return _reconcile_around(vicinity, trigger=trigger)
        claims = [mark.claim_id for mark in marks if mark.claim_id is not None]
        indicators = find_indicators(claims) if len(claims) == len(marks) else None
        count = current(indicators).count()
        if is_awaited and count > AT_ONCE:
            return None
        if count <= division.TOGETHER:
            Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
            return _reconcile(trigger=trigger, indicators=indicators)
        run = batches.begin(trigger=trigger, indicators=indicators, marks=marks)
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return _see_through(run)
    _hand_out(run)
    return _finish(run)


def _survey(marks: Sequence[Mark]) -> Vicinity | None:
    """What these marks can touch, where it is much less than a large family; else None."""
    if not all(mark.is_alone for mark in marks):
        return None
    claims = {mark.claim_id for mark in marks if mark.claim_id is not None}
    vicinity = survey(claims, at_least=AT_ONCE + 1)
    is_worth_it = vicinity is not None and has_many(vicinity.family, MUCH_MORE * len(vicinity.read))
    return vicinity if is_worth_it else None


def sweep() -> Run | None:
    """Reconciles what was marked and left. A run that goes on is helped on first: its messages may be lost.

    Without a broker fresh marks are left too: whoever made them may do small work at once. One that is of later than
    now is not fresh: the clock was set back. Where nothing is marked, what was decided is worked out for a while.
    """
    if run := under_way():
        return _see_through(run) if settings.CELERY_TASK_ALWAYS_EAGER else help_with(run.pk, WHILE)
    waiting = Mark.objects.filter(run=None)
    if settings.CELERY_TASK_ALWAYS_EAGER:
        now = timezone.now()
        waiting = waiting.exclude(marked_at__range=(now - FRESH, now))
    if waiting.exists():
        return reconcile_marked(trigger="sweep")
    _work_out()
    return None


def reconcile_batch(pk: int) -> None:
    """Decides a batch, unless it is done or somebody is at it; whoever does the last one writes the findings."""
    batch = Batch.objects.filter(pk=pk).select_related("run").first()
    if batch:
        _decide(batch)
        if _finish(batch.run).finished_at:
            _work_out()


def _hand_out(run: Run) -> None:
    """A message for each batch that is left. One that is delivered twice, or to two, changes nothing."""
    messages = [current_app.signature(BATCH_TASK, kwargs={"pk": batch.pk}) for batch in batches.left(run)]
    if messages:
        _send(group(messages))


def help_with(run: int, seconds: float = inf) -> Run:
    """Decides batches that nobody is at, for a while, and ends the run if they were the last."""
    began, helped = time.monotonic(), Run.objects.get(pk=run)
    for batch in batches.left(helped):
        if time.monotonic() - began > seconds:
            break
        _decide(batch)
    return _finish(helped)


def _see_through(run: Run, told: Callable[[Progress], None] | None = None) -> Run:
    """Decides what is left of a run, waits for those batches that others are at, and ends it."""
    number = helpers.count(run.claims) if settings.CELERY_TASK_ALWAYS_EAGER else 0
    with helpers.helping(number, help_with, run.pk):
        while not run.finished_at:
            done = 0
            for batch in batches.left(run):
                done += _decide(batch)
                if told:
                    told(batches.progress(run))
            _finish(run)
            if not run.finished_at and not done:
                time.sleep(PAUSE)
    return run


def _decide(batch: Batch) -> bool:
    """Whether this process decided it. What goes wrong ends the run, which says so."""
    try:
        with batches.held(batch) as is_ours:
            if is_ours:
                _decide_held(batch)
    except Exception as error:
        batches.fail(batch.run, _in_words(error, otherwise=f"The family: {batches.name_family(batch)}."))
        raise
    return is_ours


def _decide_held(batch: Batch) -> None:
    claims, unchanged, gone = 0, 0, list[int]()
    with gathering() as gathered:
        for part in decide_by_parts(set(batch.indicators), batch.places):
            gathered.add([to_decided(batch, finding, result, values) for finding, result, values in part.written])
            claims, unchanged, gone = claims + part.claims, unchanged + part.unchanged, gone + part.gone
        batches.keep(batch, gathered, claims=claims, unchanged=unchanged, retired=gone)


def _finish(run: Run) -> Run:
    """Writes the findings of a run once all of it is decided, whoever comes first, and rings if more was marked."""
    try:
        with transaction.atomic():
            if not run.batches.filter(done_at=None).exists():
                take_turn()
                waiting = Run.objects.select_for_update().filter(pk=run.pk, finished_at=None).first()
                if waiting and not waiting.batches.filter(done_at=None).exists():
                    _write(waiting)
                    if Mark.objects.filter(run=None).exists():
                        _ring()
    except Exception as error:
        batches.fail(
            run, _in_words(error, otherwise="All families were compared; their findings could not be written.")
        )
        raise
    run.refresh_from_db()
    return run


def _write(run: Run) -> None:
    at, done = run.started_at, list(run.batches.all())
    decided = Decided.objects.filter(batch__run=run)
    # Where a claim moved to another family, the one may keep what the other no longer finds.
    gone = {pk for batch in done for pk in batch.retired} - set(decided.values_list("finding", flat=True))
    run.retired = Finding.objects.standing().filter(pk__in=gone).update(retired_at=at)
    for some in read_decided(run, at=at):
        run.added += sum(finding.pk is None for finding, _ in some)
        run.changed += sum(finding.pk is not None for finding, _ in some)
        write_findings(some)
    run.claims = sum(batch.claims for batch in done)
    run.unchanged = sum(batch.unchanged for batch in done)
    workings.forget(Finding.objects.among({key for batch in done for key in batch.indicators}))
    run.finished_at = timezone.now()
    run.save()
    run.marks.all().delete()
    batches.take_away(run)


def record_review(finding: Finding, *, status: str, note: str, by: Any) -> Review:
    """What an analyst decides about a finding as it stands now."""
    at = moment_after(finding.reviews.all())
    return Review.objects.create(
        finding=finding, status=status, note=note, by=by, at=at, inputs_digest=finding.inputs_digest
    )


@contextmanager
def _recording_failure(trigger: str) -> Iterator[None]:
    """Records a run that fails, with why and in which family, once what it did is undone."""
    started_at = timezone.now()
    try:
        yield
    except Exception as error:
        Run.objects.create(
            trigger=trigger,
            rules_version=RULES_VERSION,
            started_at=started_at,
            finished_at=timezone.now(),
            failure=_in_words(error)[: batches.MOST_WORDS],
        )
        raise


def _in_words(error: Exception, *, otherwise: str = "") -> str:
    """Why something failed and, in a note of the engine or as is said otherwise, in which family."""
    notes = getattr(error, "__notes__", None) or [otherwise]
    return "\n".join([f"{type(error).__name__}: {error}", *notes]).strip()


def _reconcile(*, trigger: str, indicators: set[int] | None) -> Run:
    started_at = timezone.now()
    run = _write_outcome(decide(indicators), trigger=trigger, at=started_at)
    workings.forget(Finding.objects.among(indicators))
    return run


def _reconcile_around(vicinity: Vicinity, *, trigger: str) -> Run:
    started_at = timezone.now()
    run = _write_outcome(decide_around(vicinity), trigger=trigger, at=started_at)
    workings.forget(Finding.objects.filter(workings.meeting(vicinity.scopes)))
    return run


def _write_outcome(outcome: Outcome, *, trigger: str, at: datetime) -> Run:
    added = sum(finding.pk is None for finding, _, _ in outcome.written)
    for finding, _, values in outcome.written:
        for name, value in values.items():
            setattr(finding, name, value)
        finding.computed_at = at
        finding.retired_at = None
    write_findings([(finding, [claim_number(ref) for ref in result.inputs]) for finding, result, _ in outcome.written])
    Finding.objects.filter(pk__in=outcome.gone).update(retired_at=at)
    return Run.objects.create(
        trigger=trigger,
        rules_version=RULES_VERSION,
        started_at=at,
        finished_at=timezone.now(),
        claims=outcome.claims,
        added=added,
        changed=len(outcome.written) - added,
        retired=len(outcome.gone),
        unchanged=outcome.unchanged,
    )
