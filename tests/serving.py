"""The program as a person runs it, on a free port and a data folder of its own, and a browser to look at it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from apps.config.embedded.server import refuge_of
from apps.config.folders import BASE_DIR

CHROMIUM = next(
    (path for name in ("chromium-headless-shell", "chromium", "chromium-browser") if (path := shutil.which(name))), ""
)
PATIENCE = 180.0  # seconds; a busy machine takes its time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(data: Path, *, checkout: Path = BASE_DIR, **settings: str) -> Iterator[str]:
    """The address of a server that runs on the data of this folder, as `make run` starts it in the checkout.

    `settings` are variables of its environment.
    """
    port = free_port()
    environment = os.environ | {"COUNTERCHECK_DATA": str(data), "PORT": str(port)} | settings
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    with (data / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "apps.config.serve"], cwd=checkout, env=environment, stdout=log, stderr=log
        )
    try:
        _wait(f"http://127.0.0.1:{port}/readyz", server, data / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)
        # What root had to put where the database's user can reach it goes with the folder it stands for.
        refuge = refuge_of(data.resolve() / "database")
        deadline = time.monotonic() + PATIENCE
        while (refuge / "cluster" / "postmaster.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        shutil.rmtree(refuge, ignore_errors=True)


def manage(data: Path, *arguments: str) -> None:
    """Runs `manage.py` beside the server that runs on the data of this folder."""
    environment = os.environ | {"COUNTERCHECK_DATA": str(data)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=BASE_DIR, env=environment, check=True)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:  # nobody listens yet, or it listens and is too busy to answer
            time.sleep(0.1)
    raise RuntimeError(f"The server did not come up:\n{log.read_text()}")


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium without a window; as root it cannot have its sandbox."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
