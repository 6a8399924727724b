"""`make run`: what it refuses, and that it leaves nothing behind."""

import os
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command

from apps.config.embedded.server import refuge_of
from apps.config.folders import BASE_DIR
from tests.serving import serving


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apps.config.serve"],
        cwd=BASE_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_taken_port_gets_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start(PORT=str(port), COUNTERCHECK_DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} cannot be used (Address already in use): stop what uses it, or run `make run PORT={port + 1}`.\n"
    )


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "８０００"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    done = start(PORT=port, COUNTERCHECK_DATA=str(tmp_path))
    assert done.stderr == f"PORT is “{port}”: set it to a number from 1 to 65535.\n"


def leave_a_mark(data: Path) -> None:
    """Leaves work as a large import does; a process beside the web server does it."""
    homes = data, refuge_of(data.resolve() / "database")
    with psycopg.connect(
        host=str(next(door for home in homes if home.is_dir() for door in home.rglob("socket"))),
        user="countercheck",
        password=(data / "database-password").read_text(),
        dbname="countercheck",
        autocommit=True,
    ) as connection:
        connection.execute("INSERT INTO reconciliation_mark (marked_at) VALUES (now() - interval '1 minute')")
        for _ in range(200):
            if connection.execute("SELECT 1 FROM reconciliation_run WHERE trigger = 'sweep'").fetchone():
                break
            time.sleep(0.1)
        assert not connection.execute("SELECT 1 FROM reconciliation_mark").fetchone()


def test_it_serves_the_story_sweeps_and_leaves_no_server_behind(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        with urllib.request.urlopen(f"{address}/topics/returns-to-syria/", timeout=20) as page:
            text = page.read().decode()
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert all(name in text for name in ("Mizintsev", "Makhlouf", "Mekdad", "Fleischer"))
        leave_a_mark(tmp_path)
        password = tmp_path / "demo-password"
        assert stat.S_IMODE(password.stat().st_mode) == 0o600
    said = (tmp_path / "log").read_text()
    assert f"Countercheck is at {address}/" in said
    assert f"as demo; the password is in {password}" in said
    assert password.read_text() not in said
    for door in tmp_path.rglob("socket"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=str(door), user="countercheck", connect_timeout=2)


def test_of_plotly_only_what_is_served_is_collected() -> None:
    told = StringIO()
    call_command("collectstatic", interactive=False, dry_run=True, verbosity=2, stdout=told)
    names = [line.rpartition("package_data/")[2].rstrip("'") for line in told.getvalue().splitlines()]
    assert "plotly.min.js" in names
    assert not [name for name in names if name.startswith(("datasets", "templates", "widgetbundle"))]
