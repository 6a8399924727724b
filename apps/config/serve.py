"""`python -m apps.config.serve`: from nothing to a page in the browser.

Brings up the database, the tables, the story on the first run, the findings and the static files; then serves until
Ctrl-C, with a process beside it that works off what saves leave to be reconciled. `PORT` is the port, 8000 if unset.
"""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from gunicorn.app.base import BaseApplication

from apps.config.embedded.server import running_server
from apps.config.folders import BASE_DIR, data_folder, secret
from apps.config.refusal import Refusal

HOST = "127.0.0.1"
DEMO_USER = "demo"
DEMO_PASSWORD = "demo-password"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "apps.config.settings")
    try:
        port = _free_port()
        django.setup()
        _prepare()
        with _sweeping():
            _Server(port).run()
    except Refusal as refusal:
        sys.exit(f"{refusal}")


def _free_port() -> int:
    said = os.environ.get("PORT") or "8000"
    if not (said.isascii() and said.isdigit() and 0 < int(said) < 65536):
        raise Refusal(f"PORT is “{said}”: set it to a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(said)))
        except OSError as error:
            raise Refusal(
                f"Port {said} cannot be used ({error.strerror}): "
                f"stop what uses it, or run `make run PORT={int(said) + 1}`."
            ) from error
    return int(said)


def _prepare() -> None:
    from django.conf import settings

    print("Preparing the database …", flush=True)
    call_command("migrate", verbosity=0)
    call_command("load_story")
    call_command("reconcile")
    if settings.IS_EMBEDDED:
        _make_demo_account()
    _collect_static(settings.STATIC_ROOT)


def _make_demo_account() -> None:
    """An administrator for whoever runs this on their own machine; its password lies in the data folder."""
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    if not users.filter(username=DEMO_USER).exists():
        users.create_superuser(username=DEMO_USER, password=secret(DEMO_PASSWORD))


def _collect_static(root: Path) -> None:
    """Collects and compresses the static files, if they are not those of the last time."""
    root.mkdir(parents=True, exist_ok=True)
    stamp = root / "collected"
    state = hashlib.sha256()
    for folder in [BASE_DIR / "static", Path(django.__file__).parent / "contrib" / "admin" / "static"]:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                state.update(os.fsencode(file.relative_to(folder)) + file.read_bytes())
    for line in (BASE_DIR / "requirements" / "base.txt", BASE_DIR / "apps" / "config" / "static.py"):
        state.update(line.read_bytes())
    if stamp.exists() and stamp.read_text(encoding="ascii") == state.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state.hexdigest(), encoding="ascii")


@contextmanager
def _sweeping() -> Iterator[None]:
    """A process beside the web server works off what saves leave marked; where there is a broker, its workers do.

    It has a session of its own, so that Ctrl-C ends the server first.
    """
    from django.conf import settings

    if not settings.CELERY_TASK_ALWAYS_EAGER:
        yield
        return
    sweeper = subprocess.Popen([sys.executable, BASE_DIR / "manage.py", "sweep"], start_new_session=True)
    server = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == server:  # the web server's workers, which it forks, come by here too
            sweeper.terminate()
            sweeper.wait()


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn in this process: two workers, so that a slow page does not hold up the others."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{HOST}:{self.port}",
            "workers": 2,
            "worker_class": "gthread",
            "threads": 4,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self._say,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from apps.config.wsgi import application

        return application

    def _say(self, server: Any) -> None:
        from django.conf import settings

        print(f"\nCountercheck is at http://{HOST}:{self.port}/   (Ctrl-C stops it; the data stay)")
        if settings.IS_EMBEDDED:
            file = data_folder() / DEMO_PASSWORD
            cluster = running_server().cluster
            if data_folder() not in cluster.parents:
                print(f"The database's user cannot enter {data_folder()}: its data are in {cluster}")
            print(f"Sign in at http://{HOST}:{self.port}/admin/ as {DEMO_USER}; the password is in {file}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
