"""Load, let the core decide, save: the only writer of findings.

A change marks what must be reconciled again, in its own transaction (`mark`), and rings once that is committed.
Whoever reconciles takes the marks and clears them together with the findings, in one transaction: a lost message
leaves its marks, a message delivered twice finds none. An advisory lock lets one reconciliation run at a time, so that
what is written was computed from what stands.
"""

import json
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.claims.models import Claim
from apps.claims.querysets import ClaimQuerySet
from apps.claims.references import claim_number
from apps.reconciliation import loading
from apps.reconciliation.core import RULES_VERSION
from apps.reconciliation.core.comparing.formulas import FormulaError
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Check
from apps.reconciliation.core.rules.check import work_out
from apps.reconciliation.models import Finding, Mark, Review, Run, TolerancePolicy
from apps.reconciliation.reach import find_indicators
from apps.reconciliation.writing import write_findings

logger = logging.getLogger(__name__)

TASK = "reconciliation.reconcile_marked"
AT_ONCE = 300  # claims that may be read while somebody waits for a save: well under a second
FRESH = timedelta(seconds=2)
MOST_WORDS = 1_000
LARGEST = 10**18  # what no column of a finding holds any more
LOCK = 7_240_724  # any number that no other advisory lock of this database uses


def mark(claims: Iterable[Claim]) -> None:
    """Notes that these claims must be reconciled again, and rings for it."""
    Mark.objects.bulk_create([Mark(claim=claim) for claim in claims])
    _ring()


def mark_everything() -> None:
    """Notes that every claim must be reconciled again, because a code list, a policy or a name changed, and rings."""
    if not Mark.objects.filter(claim__isnull=True).exists():
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
        reconcile_marked(trigger="change", at_most=AT_ONCE)
        return
    try:
        # By its name, since the task itself calls this module.
        current_app.send_task(TASK, kwargs={"trigger": "change"})
    except OperationalError as error:
        logger.warning("The broker did not answer (%s); the marks wait for the next sweep.", error)


def reconcile(*, trigger: str) -> Run:
    """Reconciles every claim and clears all marks. A run that fails is recorded, and leaves everything as it was."""
    with _recording_failure(trigger), transaction.atomic():
        _take_turn()
        Mark.objects.all().delete()
        return _reconcile(trigger=trigger, indicators=None)


def reconcile_marked(*, trigger: str, at_most: int | None = None) -> Run | None:
    """Reconciles what the marks can touch and clears them; None when there is nothing to do now.

    With `at_most` it neither waits for another reconciliation nor reads more claims than so many: the marks stay.
    """
    with _recording_failure(trigger), transaction.atomic():
        if at_most is None:
            _take_turn()
        elif not _is_free():
            return None
        marks = list(Mark.objects.select_for_update(skip_locked=True))
        claims = [mark.claim_id for mark in marks if mark.claim_id is not None]
        indicators = find_indicators(claims) if len(claims) == len(marks) else None
        if not marks or (at_most is not None and _current(indicators).count() > at_most):
            return None
        Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
        return _reconcile(trigger=trigger, indicators=indicators)


def sweep() -> Run | None:
    """Reconciles what was marked and left. Fresh marks are left too: whoever made them may do small work at once."""
    is_left = Mark.objects.filter(marked_at__lt=timezone.now() - FRESH).exists()
    return reconcile_marked(trigger="sweep") if is_left else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that is not what its inputs give: its reference, or what it should be about, and why."""

    finding: str
    why: str


@transaction.atomic
def verify() -> list[Doubt]:
    """Works out every finding anew and names those that are stored otherwise. Writes nothing."""
    _take_turn()
    material = loading.load(Claim.objects.current())
    results = material.decide()
    standing = {finding.key: finding for finding in Finding.objects.standing()}
    doubts = []
    for result in results:
        finding = standing.pop(result.key, None)
        if finding is None:
            doubts.append(Doubt(result.key, "follows from the claims and is not stored"))
        elif differing := _differing(finding, _values(result, material=material)):
            doubts.append(Doubt(finding.ref, f"is stored with another {', '.join(differing)}"))
    doubts += [Doubt(finding.ref, "does not follow from the claims") for finding in standing.values()]
    return doubts


@dataclass(frozen=True, slots=True)
class Flip:
    """What a change of the policy would make of a finding. Blank is no finding."""

    finding: Finding | None
    key: str
    before: str
    after: str


def find_flips(*, changed: TolerancePolicy | None = None, removed: TolerancePolicy | None = None) -> list[Flip]:
    """The verdicts that would be others if a policy were saved as it is given, or taken away. Writes nothing."""
    material = loading.load(Claim.objects.current())
    touched = {policy.pk for policy in (changed, removed) if policy is not None}
    kept = TolerancePolicy.objects.exclude(pk__in=touched).select_related("indicator")
    policies = [*kept, *([changed] if changed is not None else [])]
    before = {result.key: str(result.verdict) for result in material.decide()}
    after = {result.key: str(result.verdict) for result in material.decide(loading.build_policy(policies))}
    flipped = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    findings = {finding.key: finding for finding in Finding.objects.filter(key__in=flipped)}
    return [Flip(findings.get(key), key, before.get(key, ""), after.get(key, "")) for key in flipped]


def find_problem(formula: str, terms: Mapping[str, Claim]) -> str:
    """What is wrong with a check over these claims, published or not, in words; blank if it can be worked out."""
    statements = {claim.ref: loading.to_statement(claim) for claim in terms.values()}
    check = Check("new", "", formula, {name: claim.ref for name, claim in terms.items()})
    try:
        plan = work_out(check, statements, loading.load_lists())
    except FormulaError as error:
        return str(error)
    if any(abs(side.reading.centre) >= LARGEST for side in (plan.left, plan.right)):
        return "The formula comes to more than can be stored."
    unused = sorted(terms.keys() - set(plan.formula.names))
    return f"The formula does not use {', '.join(unused)}." if unused else ""


def record_review(finding: Finding, *, status: str, note: str, by: Any) -> Review:
    """What an analyst decides about a finding as it stands now."""
    return Review.objects.create(
        finding=finding, status=status, note=note, by=by, at=timezone.now(), inputs_digest=finding.inputs_digest
    )


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _is_free() -> bool:
    """Takes the turn if nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


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
            failure="\n".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", [])])[:MOST_WORDS],
        )
        raise


def _current(indicators: Collection[int] | None) -> ClaimQuerySet:
    """The claims that findings can speak of, of these indicators or of all."""
    current = Claim.objects.current()
    return current if indicators is None else current.filter(indicator__in=indicators)


@dataclass(frozen=True, slots=True)
class _Saved:
    """What became of the findings of a run."""

    added: int
    changed: int
    retired: int
    unchanged: int


def _reconcile(*, trigger: str, indicators: set[int] | None) -> Run:
    started_at = timezone.now()
    standing = Finding.objects.all()
    if indicators is not None:
        standing = standing.filter(inputs__indicator__in=indicators).distinct()
    material = loading.load(_current(indicators))
    results = material.decide()
    saved = _save(results, standing={finding.key: finding for finding in standing}, material=material, at=started_at)
    return Run.objects.create(
        trigger=trigger,
        rules_version=material.rules_version,
        started_at=started_at,
        finished_at=timezone.now(),
        claims=len(material.statements),
        added=saved.added,
        changed=saved.changed,
        retired=saved.retired,
        unchanged=saved.unchanged,
    )


def _save(
    results: Collection[Result], *, standing: dict[str, Finding], material: loading.Material, at: datetime
) -> _Saved:
    added = unchanged = 0
    written: list[tuple[Finding, Result]] = []
    for result in results:
        values = _values(result, material=material)
        finding = standing.pop(result.key, None)
        if finding is None:
            finding = Finding(key=result.key)
            added += 1
        elif finding.retired_at is None and not _differing(finding, values):
            unchanged += 1
            continue
        for name, value in values.items():
            setattr(finding, name, value)
        finding.computed_at = at
        finding.retired_at = None
        written.append((finding, result))
    write_findings([(finding, [claim_number(ref) for ref in result.inputs]) for finding, result in written])
    gone = [finding.pk for finding in standing.values() if finding.retired_at is None]
    Finding.objects.filter(pk__in=gone).update(retired_at=at)
    return _Saved(added=added, changed=len(written) - added, retired=len(gone), unchanged=unchanged)


def _values(result: Result, *, material: loading.Material) -> dict[str, Any]:
    """A result as the fields of a finding."""
    return {
        "rule": result.rule,
        "verdict": result.verdict,
        "strict_verdict": result.strict_verdict,
        "between": result.between,
        "left_id": claim_number(result.left),
        "right_id": claim_number(result.right) if result.right else None,
        "members": [{"ref": member.ref, "role": str(member.role)} for member in result.members],
        "left_shown": result.left_shown,
        "right_shown": result.right_shown,
        "difference": _stored(result.difference),
        "factor": _stored(result.factor),
        "gap_at_best": _stored(result.gap_at_best),
        "flips_at": _stored(result.flips_at),
        "trace": _plain([asdict(line) for line in result.trace]),
        "reasons": _plain([asdict(reason) for reason in result.reasons]),
        "reason_codes": list(dict.fromkeys(str(reason.code) for reason in result.reasons)),
        "changes": [
            {"code": change.code, "replaced": change.replaced, "refs": list(change.refs), "words": change.words}
            for change in result.changes
        ],
        "gap_steps": None if result.gap_steps is None else _plain(asdict(result.gap_steps)),
        "explanation": result.explanation,
        "policy": result.tolerance,
        "rules_version": material.rules_version,
        "inputs_digest": material.digest(result.inputs),
    }


def _differing(finding: Finding, values: dict[str, Any]) -> list[str]:
    """The fields in which the stored finding says something else."""
    return [name for name, value in values.items() if getattr(finding, name) != value]


def _stored(value: Decimal | None) -> Decimal | None:
    """A number as the database keeps it, to six places, so that comparing with what is stored is fair; None above."""
    return None if value is None or abs(value) >= LARGEST else value.quantize(Decimal("0.000001"))


def _plain(value: Any) -> Any:
    """What JSON keeps of a value: numbers of the arithmetic are kept as their digits."""
    return json.loads(json.dumps(value, default=str))
