"""Processes that help with a large run: they do what is left, and are gone with whoever started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from apps.config.folders import BASE_DIR
from apps.reconciliation import services
from apps.reconciliation.models import Batch, Finding
from apps.reconciliation.runs import batches, division, helpers
from tests.house import until
from tests.reconciliation.runs.test_batches import make_families

LONG = 600.0  # seconds; a helper that is left alone is still there when the test gives up
STARTER = """
import django

if __name__ == "__main__":
    django.setup()
    from apps.reconciliation.runs.helpers import helping
    from tests.reconciliation.runs.test_helpers import say_and_sleep

    with helping(1, say_and_sleep, 0):
        say_and_sleep(1)
"""


def say_and_sleep(number: int) -> None:
    (Path(os.environ["SAID"]) / str(number)).write_text(str(os.getpid()), encoding="ascii")
    time.sleep(LONG)


def say_twice(number: int) -> None:
    said = Path(os.environ["SAID"])
    (said / "first").touch()
    time.sleep(0.5)
    (said / "last").touch()


def test_a_small_run_needs_no_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert helpers.count(helpers.WORTH_IT - 1) == 0
    assert helpers.count(helpers.WORTH_IT) == 3
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert helpers.count(helpers.WORTH_IT) == helpers.MOST


@pytest.mark.django_db(transaction=True)
def test_a_helper_decides_what_is_left_and_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(division, "TOGETHER", 0)
    make_families()
    Finding.objects.all().delete()  # without a broker a save is reconciled at once
    monkeypatch.setattr(helpers, "count", lambda _: 1)
    monkeypatch.setattr(services, "_decide", lambda _: False)  # this process does nothing
    run = services.reconcile(trigger="test", is_worked_out=False)
    assert (run.added, run.claims, Finding.objects.count()) == (3, 6, 3)
    assert not Batch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_in_a_helper_ends_the_run_and_leaves_the_findings(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    make_families()
    Finding.objects.all().delete()  # without a broker a save is reconciled at once
    monkeypatch.setattr(helpers, "count", lambda _: 1)
    monkeypatch.setattr(services, "_decide", lambda _: False)
    monkeypatch.setattr(batches, "RULES_VERSION", "another")  # by which the run is begun
    run = services.reconcile(trigger="test", is_worked_out=False)
    assert "RulesChanged" in run.failure
    assert not Finding.objects.exists()
    assert "RulesChanged" in capfd.readouterr().err


@pytest.mark.django_db
def test_a_helper_that_is_about_to_end_says_its_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAID", str(tmp_path))
    with helpers.helping(1, say_twice, 0):
        until((tmp_path / "first").exists)
    assert (tmp_path / "last").exists()


def test_a_helper_is_gone_with_the_process_that_started_it(tmp_path: Path) -> None:
    script = tmp_path / "starter.py"
    script.write_text(STARTER, encoding="ascii")
    said = {**os.environ, "SAID": str(tmp_path), "PYTHONPATH": str(BASE_DIR)}
    starter = subprocess.Popen([sys.executable, script], env=said, stderr=subprocess.DEVNULL)
    try:
        until(lambda: all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in "01"))
        helper = int((tmp_path / "0").read_text(encoding="ascii"))
        starter.send_signal(signal.SIGKILL)
        starter.wait()
        until(lambda: not is_running(helper))
    finally:
        starter.kill()


def is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in ("", "Z")  # who is dead and not yet waited for runs no more
