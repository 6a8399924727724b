"""Measures of reconciling: a family, a whole run, its growth, one change, one working; on N generated claims."""

import os
import random
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple
from unittest import mock

from django.db import transaction

from apps.reconciliation.core import about
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.tolerances import Policy
from tests.bench import peers, world
from tests.bench.claims import prepare, without_findings

N = int(os.environ.get("N", "100000"))
FAMILY = 2_000
ALIKE = 600  # figures of one scope
ORGANISATIONS = (("ministry", "government"), ("un-office", "un"), ("institute", "other"))
CHANGES = 30
WORKINGS = 60
SMALL = 10_000

Outcome = dict[str, Any]


def _outcome(
    value: float, unit: str, target: str, *, ratio: float | None = None, against: str | None = None
) -> Outcome:
    return {"value": round(value, 3), "unit": unit, "against": against, "ratio": ratio, "target": target}


def _seconds(work: Callable[[], object]) -> float:
    """Of the processor, in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _family() -> Outcome:
    """A family of 2,000 claims is decided, and all of its findings are worked out."""
    from apps.claims.models import Claim
    from apps.reconciliation import loading

    prepare(FAMILY, one_family=True, reconciled=False)
    material = loading.load(Claim.objects.current())
    return {**_outcome(_seconds(lambda: [result.working for result in material.decide()]), "s", "2 s"), "n": FAMILY}


def alike(count: int = ALIKE) -> list[Result]:
    """What comes of so many figures of one scope by three organisations."""
    draw = random.Random(1)
    said = []
    for number in range(1, count + 1):
        value = draw.randrange(10_000, 90_000)
        organisation, side = ORGANISATIONS[number % 3]
        claim = about.say(number, about.MINISTRY, f"{value:,}", value)
        source = f"{organisation}-{number % 20}"
        said.append(replace(claim, organisation=organisation, speaker_name=organisation, side=side, source=source))
    return reconcile(said, (), about.LISTS, Policy())


def _alike() -> Outcome:
    return {**_outcome(_seconds(lambda: [result.working for result in alike()]), "s", "20 s"), "n": ALIKE}


class _Run(NamedTuple):
    """A whole run: seconds on the clock and of the processor, how many findings there are then, MB above its start."""

    taken: float
    processor: float
    found: int
    memory: float


@cache
def _whole(n: int) -> _Run:
    """A run on claims without findings, by a process for each processor; by one alone where there are few claims."""
    from apps.reconciliation import services
    from apps.reconciliation.models import Finding

    with without_findings(n):
        before, spent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, os.times()
        started = time.perf_counter()
        services.reconcile(trigger="bench", is_worked_out=False)
        taken = time.perf_counter() - started
        processor = sum(now - then for now, then in zip(os.times()[:4], spent[:4], strict=True))
        found = Finding.objects.count()
    return _Run(taken, processor, found, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)


def _full() -> Outcome:
    """Both on the clock: what SQL takes is the server's."""
    run = _whole(N)
    prepare(N, reconciled=False)
    in_sql, _ = peers.pair_in_sql()
    in_duckdb = peers.pair_in_duckdb()
    against = f"SQL that pairs them, {in_sql:.2f} s" + (f"; DuckDB, {in_duckdb[0]:.2f} s" if in_duckdb else "")
    return _outcome(run.taken, "s", "3 ×", ratio=round(run.taken / in_sql, 2), against=against)


def _growth() -> Outcome:
    """How many times the seconds a finding takes grow from 10,000 claims to N."""
    small, large = _whole(SMALL), _whole(N)
    return _outcome((large.processor / large.found) / (small.processor / small.found), "times", "1 times")


def _worked_out() -> list[float]:
    """Milliseconds in which a finding drawn at random is worked out among the claims that it can meet."""
    from apps.reconciliation import workings
    from apps.reconciliation.models import Finding

    prepare(N)
    draw, taken = random.Random(7), []
    keys = list(Finding.objects.standing().order_by("pk").values_list("pk", flat=True))
    for finding in Finding.objects.filter(pk__in=draw.sample(keys, WORKINGS)):
        with transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(worked_out_from="")
            finding.worked_out_from = ""
            started = time.perf_counter()
            workings.work_out(finding)
            taken.append(1000 * (time.perf_counter() - started))
            transaction.set_rollback(True)
    return sorted(taken)


@cache
def _one(*, is_hottest: bool = False) -> list[float]:
    """Milliseconds from a change of a claim to its findings, of claims drawn at random, of all or of most spoken of."""
    from apps.claims.models import Claim

    prepare(N)
    draw = random.Random(7)
    claims = Claim.objects.current().exclude(value=None).order_by("pk")
    if is_hottest:
        claims = claims.filter(indicator__code__in=[f"x_{number:03d}" for number in range(world.FAMILY)])
    keys = list(claims.values_list("pk", flat=True))
    return sorted(_change(claim) for claim in Claim.objects.filter(pk__in=draw.sample(keys, CHANGES)))


def _change(claim: Any) -> float:
    from apps.reconciliation import services, workings

    with transaction.atomic(), mock.patch.object(workings, "work_out_waiting"):
        claim.value = claim.value * 2
        claim.figure_as_said, claim.step = f"{claim.value:,}", None
        started = time.perf_counter()
        claim.save()
        services.reconcile_marked(trigger="bench")
        taken = time.perf_counter() - started
        transaction.set_rollback(True)
    return 1000 * taken


# A whole run comes first: what others took before would hide what it takes of memory.
MEASURES: list[dict[str, Any]] = [
    {"name": "reconcile_full", "function": _full, "repeats": 1},
    {"name": "reconcile_memory", "function": lambda: _outcome(_whole(N).memory, "MB", "150 MB"), "repeats": 1},
    {"name": "reconcile_growth", "function": _growth, "repeats": 1},
    {"name": "reconcile_family", "function": _family},
    {"name": "reconcile_alike", "function": _alike},
    {"name": "reconcile_one_p50", "function": lambda: _outcome(statistics.median(_one()), "ms", "20 ms"), "repeats": 1},
    {"name": "reconcile_one_p95", "function": lambda: _outcome(_one()[-2], "ms", "50 ms"), "repeats": 1},
    {
        "name": "reconcile_one_hottest",
        "function": lambda: _outcome(statistics.median(_one(is_hottest=True)), "ms", "150 ms"),
        "repeats": 1,
    },
    {"name": "explain_one_p50", "function": lambda: _outcome(statistics.median(_worked_out()), "ms", "printed")},
    {"name": "explain_one_p95", "function": lambda: _outcome(_worked_out()[WORKINGS * 95 // 100], "ms", "20 ms")},
]
