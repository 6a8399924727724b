"""A site to break: a broker, a database and a worker in a folder of their own, and this process as whoever saves.

Whatever was broken, what then stands is compared row by row with a clean run over the same claims.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from threading import Event
from typing import Any
from unittest import mock

import django
from django.core.management import call_command

from tests.house import PATIENCE, Broker, Service, environment_of, until, working

STORY = "joint-session-2019-07-24"
NO_PART_OF_A_ROW = ("id", "computed_at", "retired_at")  # when it was found, and under which number
Row = dict[str, Any]


class _Undone(Exception):
    """Takes a clean run back."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was saved, and how many seconds that took."""

    claim: int
    value: Decimal
    seconds: float


@dataclass(slots=True)
class Site:
    place: Path
    broker: Broker
    worker: Service
    rng: random.Random
    tried: dict[int, Decimal] = field(default_factory=dict)  # the figure last asked for, whether or not it was saved

    def change(self) -> Change:
        """A claim is given another figure, which is saved as the admin saves it: in one transaction with its marks."""
        from django.db import transaction

        from apps.claims.models import Claim

        claims = Claim.objects.current().filter(qualifier="exactly", value__gt=100).order_by("pk")
        claim = claims[self.rng.randrange(claims.count())]
        value = self.rng.randrange(1_000, 3_000_000)
        claim.value, claim.step, claim.figure_as_said = Decimal(value), Decimal(1), f"{value:,}"
        self.tried[claim.pk] = claim.value
        began = time.monotonic()
        with transaction.atomic():
            claim.save()
        return Change(claim.pk, claim.value, time.monotonic() - began)

    def begin_whole(self) -> None:
        """A run over everything, every family a message of its own, which the worker's processes share."""
        from apps.reconciliation import services
        from apps.reconciliation.models import Finding
        from apps.reconciliation.runs import division

        Finding.objects.all().delete()
        with mock.patch.object(division, "TOGETHER", 0):
            until(lambda: services.start(by="test"))

    def ring(self) -> None:
        """The message that beat sends every minute."""
        from celery import current_app
        from django.conf import settings

        task: Any = settings.CELERY_BEAT_SCHEDULE["sweep"]["task"]
        current_app.send_task(task)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """A worker has taken a message and cannot be done with it while this lasts, since the turn is taken here."""
        is_taken, let_go = Event(), Event()
        with ThreadPoolExecutor(1) as other:
            taken = other.submit(_take_turn, is_taken, let_go)
            try:
                assert is_taken.wait(PATIENCE)
                self.change()
                self.ring()  # whoever saves does not, for a while after a broker did not answer
                self.wait(self.broker.count_taken)
                yield
            finally:
                let_go.set()
            taken.result()

    def is_settled(self) -> bool:
        """Whether nothing is marked and no run goes on. What takes the marks clears them with what it writes."""
        from apps.reconciliation.models import Mark
        from apps.reconciliation.runs.batches import under_way

        return not Mark.objects.exists() and not under_way()

    def settle(self) -> None:
        """Waits until the marks are worked off and what was decided is worked out.

        With beat's message every two seconds instead of every minute.
        """
        from apps.reconciliation.models import Finding

        rung = time.monotonic()

        def holds() -> bool:
            nonlocal rung
            if self.is_settled() and not Finding.objects.to_be_worked_out().exists():
                return True
            if time.monotonic() - rung > 2.0:
                self.ring()
                rung = time.monotonic()
            return False

        self.wait(holds)

    def wait(self, holds: Callable[[], object]) -> None:
        """Waits until something holds, for which the worker works: that compose would start it anew is no excuse."""

        def is_there() -> object:
            assert self.worker.process.poll() is None, "the worker has ended"
            return holds()

        try:
            until(is_there)
        except AssertionError as error:
            raise AssertionError(f"{error}; the worker says: {self.worker.last_words()}") from error

    def wrong_rows(self) -> list[str]:
        """The keys of findings that a clean run over the same claims gives otherwise, or not at all, or twice."""
        stored, clean = read_findings(), clean_findings()
        twice = [key for key, rows in stored.items() if len(rows) != 1]
        return twice + [key for key in stored.keys() | clean.keys() if stored.get(key) != clean.get(key)]


def _take_turn(is_taken: Event, let_go: Event) -> None:
    """Takes the turn of reconciling, says so, and keeps it until it may go."""
    from django.db import connection, transaction

    from apps.reconciliation.runs.batches import take_turn

    try:
        with transaction.atomic():
            take_turn()
            is_taken.set()
            let_go.wait(PATIENCE)
    finally:
        connection.close()


def read_findings() -> dict[str, list[Row]]:
    """The standing findings by their key, each with every stored column and the claims it speaks of."""
    from apps.reconciliation.models import Finding

    found: dict[str, list[Row]] = {}
    inputs: dict[int, list[int]] = {}
    for finding, claim in Finding.inputs.through.objects.order_by("claim").values_list("finding", "claim"):
        inputs.setdefault(finding, []).append(claim)
    for row in Finding.objects.standing().values():
        told = {name: value for name, value in row.items() if name not in NO_PART_OF_A_ROW}
        found.setdefault(row["key"], []).append(told | {"inputs": inputs.get(row["id"], [])})
    return found


def clean_findings() -> dict[str, list[Row]]:
    """What a first run over the claims as they are would store; nothing of it is kept."""
    from django.db import transaction

    from apps.reconciliation import services
    from apps.reconciliation.models import Finding

    found: dict[str, list[Row]] = {}
    with suppress(_Undone), transaction.atomic():
        Finding.objects.all().delete()
        services.reconcile(trigger="clean")
        found = read_findings()
        raise _Undone
    return found


def database_processes() -> Sequence[int]:
    """The processes of the database server that serve somebody."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        return [pid for (pid,) in cursor.fetchall()]


def crash_database() -> None:
    """Kills one of the server's processes: it cuts off everybody and recovers from its log, as after a crash."""
    os.kill(database_processes()[0], signal.SIGKILL)


def patiently(work: Callable[[], Any]) -> Any:
    """Does something again until the database answers."""
    from django.db import InterfaceError, OperationalError, connection

    deadline = time.monotonic() + 30
    while True:
        try:
            return work()
        except (OperationalError, InterfaceError):
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def standing_site(place: Path, seed: int) -> Iterator[Site]:
    """A site in this folder with the story of the joint session, reconciled; this process is its own from now on."""
    broker = Broker(place)
    broker.start()
    environment = environment_of(place, broker=broker.address)
    os.environ.update(environment | {"DJANGO_SETTINGS_MODULE": "tests.settings"})  # static files by their plain names
    try:
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_story", STORY, verbosity=0)
        call_command("reconcile", verbosity=0)
        with working("worker", place, environment) as worker:
            yield Site(place, broker, worker, random.Random(seed))
    finally:
        broker.stop()
