"""The pages of runs in the admin: how far one is, and who may start and cancel it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from apps.compare.templatetags.compare import site_footer
from apps.reconciliation import services
from apps.reconciliation.models import Finding, Run
from apps.reconciliation.runs import batches, division
from tests.factories import make_claim, make_indicator, make_un_speaker

pytestmark = pytest.mark.django_db

LIST = reverse("admin:reconciliation_run_changelist")
START = reverse("admin:reconciliation_run_start")


@pytest.fixture(autouse=True)
def two_families(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(division, "TOGETHER", 0)
    for code in ("one", "other"):
        indicator = make_indicator(code=code)
        make_claim(figure_as_said="100,001", indicator=indicator)
        make_claim(figure_as_said="200,001", indicator=indicator, by=make_un_speaker())


def as_role(client: Client, role: str) -> Client:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@pytest.fixture
def administrator(client: Client) -> Client:
    return as_role(client, "administrator")


def begin() -> Run:
    run = services._begin_whole("test")
    assert run
    services.reconcile_batch(batches.left(run)[0].pk)
    return run


def page_of(client: Client, run: Run) -> str:
    return client.get(reverse("admin:reconciliation_run_change", args=[run.pk])).content.decode()


def cancel(client: Client, run: Run) -> Any:
    return client.post(reverse("admin:reconciliation_run_cancel", args=[run.pk]), follow=True)


def test_a_run_says_how_far_it_is_until_it_is_over(administrator: Client) -> None:
    run = begin()
    page = page_of(administrator, run)
    assert "50 %" in page
    assert "2 of 4 claims compared" in page
    assert "Cancel this run" in page
    assert "50 %" in administrator.get(LIST).content.decode()
    services.sweep()
    page = page_of(administrator, run)
    assert "Cancel this run" not in page
    assert "js/run.js" not in page
    assert "done" in page


def test_a_run_is_cancelled_with_one_button_and_says_by_whom(administrator: Client) -> None:
    run = begin()
    page = cancel(administrator, run).content.decode()
    assert "Cancelled: every finding is as it was." in page
    assert "Cancelled by administrator." in page
    assert not Finding.objects.exists()
    assert "It is over: there is nothing to cancel." in cancel(administrator, run).content.decode()


def test_who_may_only_look_sees_how_far_it_is_and_no_button(client: Client) -> None:
    run = begin()
    page = page_of(as_role(client, "viewer"), run)
    assert "50 %" in page
    assert "Cancel this run" not in page
    assert cancel(client, run).status_code == 403
    assert client.post(START).status_code == 403
    assert batches.under_way() == run
    assert "Reconcile everything" not in client.get(LIST).content.decode()


def test_a_look_starts_nothing_and_cancels_nothing(administrator: Client) -> None:
    run = begin()
    assert administrator.get(START).status_code == 405
    assert administrator.get(reverse("admin:reconciliation_run_cancel", args=[run.pk])).status_code == 405
    assert batches.under_way() == run


def test_everything_is_reconciled_anew_with_one_button(administrator: Client) -> None:
    assert "Reconcile everything" in administrator.get(LIST).content.decode()
    answer = administrator.post(START)
    run = Run.objects.get()
    assert answer["Location"] == reverse("admin:reconciliation_run_change", args=[run.pk])
    assert (run.trigger, run.added) == ("asked by administrator", 2), "so little is done at once"


def test_large_work_is_left_to_the_sweep(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 3)
    administrator.post(START)
    assert batches.under_way()
    assert "A run goes on" in administrator.get(LIST).content.decode()
    page = administrator.post(START, follow=True).content.decode()
    assert "Another run goes on: start this one after it." in page
    services.sweep()
    assert Finding.objects.count() == 2


def test_readers_see_that_findings_are_being_recalculated_and_that_they_are_not() -> None:
    services.mark_everything()
    footer = site_footer()
    assert (footer["is_behind"], footer["percent"], footer["is_held"]) == (True, None, False)
    run = begin()
    assert site_footer()["percent"] == 50
    batches.cancel(run, by="ana")
    footer = site_footer()
    assert (footer["is_behind"], footer["percent"], footer["is_held"]) == (True, None, True)
    services.reconcile(trigger="again")
    assert not site_footer()["is_behind"]


def test_readers_see_of_how_many_findings_the_reasons_are_yet_to_come(client: Client) -> None:
    services.reconcile(trigger="test")
    assert "Why figures part is being worked out" not in client.get("/").content.decode()
    Finding.objects.update(worked_out_from="")
    page = " ".join(client.get("/").content.decode().split())
    assert "<strong>Why figures part is being worked out</strong> for 2 findings." in page
    services.sweep()
    assert site_footer()["yet_to_be_worked_out"] == ""


@pytest.mark.parametrize("number", ["abc", "0", "9" * 30])
def test_a_run_that_is_not_there_is_not_cancelled(administrator: Client, number: str) -> None:
    assert administrator.post(reverse("admin:reconciliation_run_cancel", args=[number])).status_code == 404
