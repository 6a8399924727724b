"""Servers that pages are measured on: our own over the database of the measures, and Datasette over the same rows."""

import http.client
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from apps.config.folders import data_folder

PATIENCE = 60.0  # seconds
FACETS = ("side", "organisation", "speaker", "indicator", "population", "place", "status", "qualifier", "source")


@contextmanager
def countercheck() -> Iterator[int]:
    """The port of our own server, which runs in this process on the database that Django is connected to."""
    from django.conf import settings
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else the end of a page may wait 40 ms for the reader to confirm its beginning

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
            pass

    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def find_datasette() -> Path | None:
    """The program of `DATASETTE`, none if it is blank; if it is unset one in a folder of ours, where it can be had."""
    if (named := os.environ.get("DATASETTE")) is not None:
        return Path(named) if named else None
    home = data_folder() / "bench" / "datasette"
    program = home / "bin" / "datasette"
    if not program.exists():
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        pip: list[str | Path] = [home / "bin" / "python", "-m", "pip", "install", "--quiet", "datasette"]
        if subprocess.run(pip, capture_output=True).returncode:
            return None
    return program if program.exists() else None


def write_rows(file: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The rows as a table `claims` of SQLite, with an index for each facet and the words indexed for search."""
    with sqlite3.connect(file) as database:
        columns = ", ".join(f'"{header}"' for header in headers)
        database.execute(f"CREATE TABLE claims (number INTEGER PRIMARY KEY, {columns})")
        marks = ", ".join("?" for _ in headers)
        database.executemany(f"INSERT INTO claims ({columns}) VALUES ({marks})", rows)
        for facet in (*FACETS, "published_on"):
            database.execute(f'CREATE INDEX by_{facet} ON claims ("{facet}")')
        words = "quote, figure_as_said, speaker, organisation, place"
        database.execute(f"CREATE VIRTUAL TABLE claims_fts USING fts5 ({words}, content='claims')")
        database.execute(f"INSERT INTO claims_fts (rowid, {words}) SELECT number, {words} FROM claims")
    database.close()


@contextmanager
def datasette(program: Path, file: Path) -> Iterator[int]:
    """The port of Datasette on a file of SQLite, with time enough to count its facets."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    options = ["--setting", "facet_time_limit_ms", "10000", "--setting", "sql_time_limit_ms", "10000"]
    server = subprocess.Popen(
        [program, "serve", "-i", file, "-p", str(port), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            get(port, "/-/versions.json")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not come up.")


def connect(port: int) -> AbstractContextManager[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE))


def ask(connection: http.client.HTTPConnection, address: str) -> bytes:
    """What is answered, which must be a page."""
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}.")
    return body


def get(port: int, address: str) -> bytes:
    with connect(port) as connection:
        return ask(connection, address)


def time_bytes(port: int, address: str) -> float:
    """The seconds until all of it was answered."""
    started = time.perf_counter()
    get(port, address)
    return time.perf_counter() - started


def time_pages(port: int, addresses: Sequence[str], *, times: int = 5, before: Callable[[], object] = int) -> float:
    """The median time of these pages in milliseconds, each asked for so many times; `before` each something is done.

    One reader asks for all of them over a connection that stays open, as that of a browser does, and as the threads
    of a server keep theirs to the database: here each connection has a thread, which would begin with a new one.
    """
    taken = []
    with connect(port) as connection:
        for address in addresses:
            ask(connection, address)
        for _ in range(times):
            for address in addresses:
                before()
                started = time.perf_counter()
                ask(connection, address)
                taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)
