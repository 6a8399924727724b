"""Start the embedded server, or join the one that runs already."""

import fcntl
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

from apps.config.embedded.binaries import (
    DATABASE,
    MEND,
    USER,
    Account,
    find_binaries,
    major_version,
    reachable,
    server_account,
)
from apps.config.folders import BASE_DIR, PASSWORD, data_folder, secret, short_name
from apps.config.refusal import Refusal

LONGEST_SOCKET_FOLDER = 80  # the path of a socket has at most 104 bytes on macOS, 108 on Linux
PATIENCE = 60.0  # seconds to wait for a server that is recovering after a crash


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: the folder of its socket, how to sign in, and where its data lie."""

    host: str
    password: str
    cluster: Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one server. `home` holds the locks, `cluster` PostgreSQL's data, `socket` its door."""

    home: Path
    cluster: Path
    socket: Path
    account: Account


@cache
def running_server() -> Server:
    """The server of this data folder, brought up if need be. It lives as long as a program that asked for it."""
    layout = _layout()
    server = Server(str(layout.socket), secret(PASSWORD), layout.cluster)
    with _held(layout.home / "start", fcntl.LOCK_EX):
        # Held until this process ends: the file stays open, and the kernel lets go of the lock.
        _hold_for_life(layout.home / "lease")
        if not _has_guard(layout) or not _answers(server):
            _bring_up(layout, server)
    return server


def has_ended() -> bool:
    """Whether no guard holds a server of this data folder any more."""
    return not _has_guard(_layout())


def _layout() -> Layout:
    account = server_account()
    home = data_folder() / "database"
    _make(home)
    refuge = home
    if not account.can_enter(home):
        refuge = _private(refuge_of(home))
    cluster = refuge / "cluster"
    socket = refuge / "socket"
    if len(os.fsencode(socket)) > LONGEST_SOCKET_FOLDER:
        socket = _private(Path(tempfile.gettempdir()) / f"countercheck-{short_name(home)}-door") / "socket"
    for folder in (cluster, socket):
        if _make(folder, mode=0o700) and account.is_other:
            os.chown(folder, account.uid, account.gid)
    return Layout(home, cluster, socket, account)


def refuge_of(home: Path) -> Path:
    """Where root keeps what the server's user must reach but cannot in `home`: a place that no clean-up empties."""
    parent = next(folder for folder in (Path("/var/lib"), Path("/var/db"), Path("/")) if folder.is_dir())
    return parent / f"countercheck-{short_name(home)}"


def _make(folder: Path, *, mode: int = 0o755) -> bool:
    """Makes a folder; whether it was not there. One that is there keeps its mode and its owner."""
    try:
        folder.mkdir(mode=mode)
    except FileExistsError:
        return False
    except OSError as error:
        raise Refusal(
            f"The folder {folder} cannot be made ({error.strerror}): set COUNTERCHECK_DATA elsewhere."
        ) from error
    return True


def _private(folder: Path) -> Path:
    """A folder of ours in a place that everybody writes to: one that somebody else put there is refused."""
    _make(folder, mode=0o711)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise Refusal(f"{folder} belongs to somebody else: remove it, or set COUNTERCHECK_DATA to a folder you own.")
    return folder


def _bring_up(layout: Layout, server: Server) -> None:
    binaries = reachable(find_binaries(), account=layout.account, refuge=layout.cluster.parent)
    version = major_version(binaries, layout.account)
    if not (layout.cluster / "PG_VERSION").exists():
        _create(layout, binaries, version=version, password=server.password)
    made_by = (layout.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    if made_by != str(version):
        raise Refusal(
            f"The data in {layout.cluster} belong to PostgreSQL {made_by}, but {binaries} is {version}: "
            "set COUNTERCHECK_POSTGRES_BIN to the former, or COUNTERCHECK_DATA to a new folder."
        )
    guard = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "apps.config.embedded.guard",
            layout.home,
            binaries,
            layout.cluster,
            layout.socket,
        ],
        cwd=BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in the terminal is for the program, not for its database
    )
    _held_for_life.append(guard)
    deadline = time.monotonic() + PATIENCE
    while not _answers(server):
        if guard.poll() is not None or time.monotonic() > deadline:
            raise Refusal(
                f"The embedded PostgreSQL did not start; {layout.home / 'log'} says why. "
                "Mend that, or set DATABASE_URL to a server of your own."
            )
        time.sleep(0.03)


def _create(layout: Layout, binaries: Path, *, version: int, password: str) -> None:
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if version >= 17 else ["--locale=C"]
    account = layout.account
    with _handed_over(password, folder=layout.socket, account=account) as file:
        options = ["-U", USER, "-E", "UTF8", *locale, "--auth=scram-sha-256", f"--pwfile={file}"]
        command = [str(binaries / "initdb"), "-D", str(layout.cluster), *options]
        try:
            done = subprocess.run(command, capture_output=True, text=True, cwd="/", **account.options)
        except OSError as error:
            raise Refusal(f"{command[0]} does not run ({error.strerror}): {MEND}.") from error
    if done.returncode:
        (layout.home / "log").write_text(done.stdout + done.stderr, encoding="utf-8")
        raise Refusal(
            f"PostgreSQL could not make its data folder {layout.cluster}; {layout.home / 'log'} says why. "
            "Mend that, or set DATABASE_URL to a server of your own."
        )


@contextmanager
def _handed_over(password: str, *, folder: Path, account: Account) -> Iterator[Path]:
    """The password in a file that only the server's user reads, for as long as it is needed."""
    file = folder / "password"
    file.touch(mode=0o600)
    try:
        file.write_text(password, encoding="ascii")
        if account.is_other:
            os.chown(file, account.uid, account.gid)
        yield file
    finally:
        file.unlink()


def _answers(server: Server) -> bool:
    """Whether the server is up, with its one database made."""
    try:
        with psycopg.connect(
            host=server.host, user=USER, password=server.password, dbname="postgres", connect_timeout=5, autocommit=True
        ) as connection:
            database = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if database is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg.OperationalError:
        return False
    return True


def _has_guard(layout: Layout) -> bool:
    """Whether a guard is there, which holds the exclusive lock of its file for life."""
    with (layout.home / "guard").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _held(path: Path, kind: int) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, kind)
        yield


_held_for_life: list[object] = []


def _hold_for_life(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _held_for_life.append(descriptor)
