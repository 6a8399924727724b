"""The embedded server, tried by causing what can go wrong. Each test has a data folder and a server of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from apps.config.embedded.server import refuge_of
from apps.config.folders import BASE_DIR

PROGRAM = """
import sys, time
from apps.config.embedded.server import running_server
from apps.config.refusal import Refusal
try:
    server = running_server()
except Refusal as refusal:
    sys.exit(f"REFUSED {refusal}")
print(server.host, server.password, sep="\t", flush=True)
time.sleep(float(sys.argv[1]))
"""


PATIENCE = 30.0  # seconds
started: list["Program"] = []


class Program:
    """A program that uses the embedded server for some seconds."""

    def __init__(self, data: Path, *, seconds: float, **environment: str) -> None:
        kept = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "COVERAGE_PROCESS_CONFIG")
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(seconds)],
            cwd=BASE_DIR,
            env={**kept, "COUNTERCHECK_DATA": str(data), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(self)

    def ready(self) -> tuple[str, str]:
        """Where the server is and its password, once it answers."""
        assert self.process.stdout
        host, password = self.process.stdout.readline().rstrip("\n").split("\t")
        return host, password

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def refusal(self) -> str:
        return self.process.communicate(timeout=90)[1]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the server's user reaches, as pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="countercheck tests "))
    folder.chmod(0o755)
    yield folder
    while started:
        started.pop().kill()
    remove(folder)


@pytest.fixture
def data(open_folder: Path) -> Path:
    return open_folder / "a folder with spaces"


def remove(folder: Path) -> None:
    """Takes a folder away once no server is in it; the last file that one puts away is not its socket."""
    deadline = time.monotonic() + PATIENCE
    while list(folder.rglob(".s.PGSQL.*")) and time.monotonic() < deadline:
        time.sleep(0.1)
    while folder.exists():
        try:
            shutil.rmtree(folder)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def answers(host: str, password: str) -> bool:
    try:
        psycopg.connect(host=host, user="countercheck", password=password, dbname="countercheck").close()
    except psycopg.OperationalError:
        return False
    return True


def is_gone_in_time(host: str, password: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not answers(host, password):
            return True
        time.sleep(0.05)
    return False


def test_a_killed_program_leaves_no_server_behind(data: Path) -> None:
    program = Program(data, seconds=60)
    where = program.ready()
    assert answers(*where)
    program.kill()
    assert is_gone_in_time(*where)


def test_eight_programs_that_start_at_once_share_one_server_which_stays_for_the_last(data: Path) -> None:
    programs = [Program(data, seconds=60) for _ in range(8)]
    places = {program.ready() for program in programs}
    assert len(places) == 1
    for program in programs[:-1]:
        program.kill()
    time.sleep(1)
    assert answers(*places.copy().pop())
    programs[-1].kill()
    assert is_gone_in_time(*places.pop())


def test_data_survive_the_server(data: Path) -> None:
    first = Program(data, seconds=60)
    host, password = first.ready()
    with psycopg.connect(host=host, user="countercheck", password=password, dbname="countercheck") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1851424 AS figure")
    first.kill()
    assert is_gone_in_time(host, password)
    second = Program(data, seconds=60)
    host, password = second.ready()
    with psycopg.connect(host=host, user="countercheck", password=password, dbname="countercheck") as connection:
        assert connection.execute("SELECT figure FROM kept").fetchone() == (1851424,)
    second.kill()


def test_a_server_whose_guard_was_killed_is_replaced_and_then_stops_with_its_last_program(data: Path) -> None:
    first = Program(data, seconds=60)
    where = first.ready()
    guards = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout
    mine = [line for line in guards.splitlines() if "apps.config.embedded.guard" in line and str(data) in line]
    assert len(mine) == 1
    os.kill(int(mine[0].split()[0]), signal.SIGKILL)
    first.kill()
    assert answers(*where), "the orphan still runs"
    second = Program(data, seconds=60)
    assert second.ready() == where
    second.kill()
    assert is_gone_in_time(*where)


def test_a_stale_pid_file_that_names_another_process_harms_nobody(data: Path) -> None:
    first = Program(data, seconds=60)
    where = first.ready()
    first.kill()
    assert is_gone_in_time(*where)
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    cluster = Path(where[0]).parent / "cluster"
    (cluster / "postmaster.pid").write_text(f"{bystander.pid}\n{cluster}\n1\n5432\n{where[0]}\n\n")
    second = Program(data, seconds=60)
    try:
        second.process.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        second.process.stdout.readline()  # type: ignore[union-attr]
    second.kill()
    assert bystander.poll() is None, "the bystander lives"
    bystander.kill()
    bystander.wait()


def test_no_server_gets_one_sentence_that_says_what_to_do(data: Path, tmp_path: Path) -> None:
    refusal = Program(data, seconds=0, COUNTERCHECK_POSTGRES_BIN=str(tmp_path / "nothing")).refusal()
    assert refusal.startswith("REFUSED No PostgreSQL server was found: install PostgreSQL")
    assert len(refusal.splitlines()) == 1


def test_a_broken_server_gets_one_sentence_that_says_what_to_do(data: Path, open_folder: Path) -> None:
    binaries = open_folder / "broken"
    binaries.mkdir()
    for name in ("initdb", "postgres"):
        (binaries / name).write_text("#!/bin/sh\nexit 1\n")
        (binaries / name).chmod(0o755)
    refusal = Program(data, seconds=0, COUNTERCHECK_POSTGRES_BIN=str(binaries)).refusal()
    assert "does not run" in refusal
    assert "DATABASE_URL" in refusal
    assert len(refusal.splitlines()) == 1


def test_a_folder_that_was_there_keeps_its_mode(data: Path) -> None:
    data.mkdir(mode=0o750)
    program = Program(data, seconds=60)
    where = program.ready()
    program.kill()
    assert data.stat().st_mode & 0o777 == 0o750
    assert is_gone_in_time(*where)
    refuge = refuge_of(data.resolve() / "database")  # root's server lies there: its user cannot enter the folder
    remove(refuge)


def test_secrets_are_readable_by_their_owner_only(data: Path) -> None:
    program = Program(data, seconds=60)
    where = program.ready()
    program.kill()
    assert (data / "database-password").stat().st_mode & 0o777 == 0o600
    assert is_gone_in_time(*where)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_a_data_folder_that_the_server_cannot_reach_gets_a_refuge_it_can(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    program = Program(tmp_path / "data", seconds=60)
    host, password = program.ready()
    refuge = Path(host).parent
    assert refuge == refuge_of(tmp_path.resolve() / "data" / "database")
    program.kill()
    assert is_gone_in_time(host, password)
    remove(refuge)


RECONNECTING = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "apps.config.settings"
import django
django.setup()
from django.db import OperationalError, connection
def ask():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]
ask()
print("asked", flush=True)
sys.stdin.readline()
for _ in range(100):  # until its guard, who looks every 0.3 seconds, has seen that it ended
    connection.close_if_unusable_or_obsolete()
    try:
        print(ask(), flush=True)
        break
    except OperationalError:
        time.sleep(0.1)
"""


def test_a_server_that_ended_is_brought_up_again_by_whoever_asks_next(data: Path) -> None:
    left_out = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "COVERAGE_PROCESS_CONFIG")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    command = [sys.executable, "-c", RECONNECTING]
    environment["COUNTERCHECK_DATA"] = str(data)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdin=pipe, stdout=pipe, text=True) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        assert program.stdout.readline() == "asked\n"
        (pid_file,) = data.rglob("postmaster.pid")
        os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while pid_file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline().strip().isdigit(), "it asks a new server"
