"""`manage.py reconcile`: a bar in a terminal, one line elsewhere, and a plain word when it did not come to its end."""

from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from apps.reconciliation import deciding, services
from apps.reconciliation.models import Finding, Run
from apps.reconciliation.runs import batches
from tests.factories import make_claim, make_un_speaker

pytestmark = pytest.mark.django_db


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def run_command() -> str:
    said = StringIO()
    call_command("reconcile", stdout=said)
    return said.getvalue()


def make_pair() -> None:
    make_claim(figure_as_said="100,001")
    make_claim(figure_as_said="200,001", by=make_un_speaker())


def test_a_terminal_shows_a_bar_and_a_file_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    make_pair()
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert run_command() == "2 claims: 1 findings added, 0 changed, 0 retired, 0 unchanged.\n"
    assert "Comparing" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
    elsewhere = StringIO()
    monkeypatch.setattr("sys.stderr", elsewhere)
    run_command()
    assert elsewhere.getvalue() == ""


def test_a_run_that_somebody_cancels_is_no_success() -> None:
    make_pair()
    decide = deciding.decide_by_parts

    def decide_and_be_cancelled(*some: Any) -> object:
        batches.cancel(Run.objects.get(), by="ana")
        return decide(*some)

    with (
        mock.patch.object(services, "decide_by_parts", decide_and_be_cancelled),
        pytest.raises(CommandError, match=r"Cancelled by ana\.\nEvery finding is as it was\."),
    ):
        run_command()
    assert not Finding.objects.exists()


def test_ctrl_c_stops_it_without_a_trace_of_code() -> None:
    make_pair()
    with (
        mock.patch.object(services, "decide_by_parts", side_effect=KeyboardInterrupt),
        pytest.raises(CommandError, match=r"Stopped: every finding is as it was\.") as stopped,
    ):
        run_command()
    assert stopped.value.returncode == 130
    assert Run.objects.get().failure == "Stopped from the keyboard."
