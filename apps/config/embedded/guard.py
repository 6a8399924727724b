"""The guard: holds the server as its child, and stops it when no program holds the lease any more.

Run as `python -m apps.config.embedded.guard HOME BINARIES CLUSTER SOCKET`. It knows the server as its own child
and signals nothing else. If the guard itself was killed, its server is left running without one: the next guard
asks that server, over its socket, to signal its own parent, and then starts its own.
"""

import fcntl
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import psycopg

from apps.config.embedded.binaries import USER, server_account
from apps.config.folders import PASSWORD, secret

HEARTBEAT = 0.3  # seconds between two looks
PATIENCE = 60.0  # seconds
# A backend's shell has the backend as its parent, and that one the server.
STOP_YOURSELF = "COPY (SELECT 1) TO PROGRAM 'kill -INT $(ps -o ppid= -p $PPID)'"


def main(home: Path, binaries: Path, cluster: Path, socket: Path) -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ignore)
    with (home / "guard").open("a") as post, (home / "lease").open("a") as lease:
        try:
            fcntl.flock(post, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0  # another guard is faster
        _stop_orphan(socket)
        with (home / "log").open("ab") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", cluster, "-k", socket, "-c", "listen_addresses="],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **server_account().options,
            )
        while server.poll() is None and not _is_abandoned(lease.fileno()):
            time.sleep(HEARTBEAT)
        # While it stops, the lease is held exclusively: a program that starts now waits, then brings up its own.
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        return server.wait()


def _ignore(number: int, frame: FrameType | None) -> None:
    """The guard outlives the terminal: it ends when nobody holds the lease."""


def _is_abandoned(lease: int) -> bool:
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stop_orphan(socket: Path) -> None:
    """Sees to it that no server answers on this socket any more."""
    deadline = time.monotonic() + PATIENCE
    asked = False
    while time.monotonic() < deadline:
        try:
            with psycopg.connect(
                host=str(socket),
                user=USER,
                password=secret(PASSWORD),
                dbname="postgres",
                connect_timeout=5,
                autocommit=True,
            ) as connection:
                connection.execute(STOP_YOURSELF)
                asked = True
        except psycopg.OperationalError as error:
            if "the database system is" not in str(error):  # it is not starting up, nor shutting down: it is gone
                break
        time.sleep(0.1)
    if asked:
        time.sleep(0.5)  # its last act, after the socket is gone, is to take away its lock file


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:])))
