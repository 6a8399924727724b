"""Reasons come when somebody reads or a worker has time, are kept, and are the same whenever they are worked out."""

from decimal import Decimal
from html import unescape
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from apps.claims.models import Claim
from apps.reconciliation import services, workings
from apps.reconciliation.core.explaining.reasons import WORDS, Code
from apps.reconciliation.models import Finding, Run
from apps.reconciliation.runs import batches
from apps.reconciliation.trials.verifying import verify
from tests.bench.claims import CODE_LISTS, load
from tests.bench.world import World

pytestmark = pytest.mark.django_db
KEPT = ("key", "reasons", "reason_codes", "changes", "gap_steps", "worked_out_from")


def kept() -> dict[str, tuple[object, ...]]:
    return {key: rest for key, *rest in Finding.objects.standing().values_list(*KEPT)}


def have_all_worked_out_again() -> None:
    Finding.objects.update(worked_out_from="", reasons=[], reason_codes=[], changes=[], gap_steps=None)


@pytest.fixture(name="family")
def _family() -> None:
    """Three hundred generated claims on one indicator and its narrower ones, with their findings."""
    call_command("loaddata", *CODE_LISTS, verbosity=0)
    load(World(300, 3, one_family=True))
    services.reconcile(trigger="test")


@pytest.mark.parametrize("world", ["story", "family"])
def test_one_by_one_findings_say_what_they_say_together(world: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(world)
    together = kept()
    assert sum(bool(changes) for _, _, changes, *_ in together.values()) > 3
    have_all_worked_out_again()
    with mock.patch.object(workings, "MOST_READ", 0):  # no family is read: what a search can meet must do
        for finding in Finding.objects.standing():
            workings.work_out(finding)
    alone = kept()
    assert [key for key, values in alone.items() if values[-1] == ""] == []
    assert alone == together


@pytest.mark.usefixtures("story")
def test_a_finding_is_worked_out_when_its_page_is_first_read(client: Client) -> None:
    before = kept()
    have_all_worked_out_again()
    finding = Finding.objects.get(key="pair:C-44:C-84")
    page = unescape(client.get(finding.get_absolute_url()).content.decode())
    after = kept()
    assert all(WORDS[Code(code)] in page for code in Finding.objects.get(pk=finding.pk).reason_codes)
    assert after[finding.key] == before[finding.key]
    assert [key for key, values in after.items() if values[-1]] == [finding.key]


@pytest.mark.usefixtures("story")
def test_while_others_reconcile_a_reader_is_told_and_nothing_is_kept() -> None:
    before = kept()
    have_all_worked_out_again()
    finding = Finding.objects.get(key="pair:C-44:C-84")
    with mock.patch.object(workings, "take_turn_if_free", return_value=False):
        workings.work_out(finding)
    assert finding.reasons == before[finding.key][0]
    assert kept()[finding.key][-1] == ""


@pytest.mark.usefixtures("story")
def test_a_finding_whose_claims_changed_waits_until_it_is_decided_again() -> None:
    have_all_worked_out_again()
    Claim.objects.filter(pk=44).update(value=Decimal(30000), figure_as_said="30,000")
    workings.work_out_waiting(60)
    waiting = set(Finding.objects.to_be_worked_out().values_list("key", flat=True))
    assert "pair:C-44:C-84" in waiting
    services.reconcile(trigger="test")
    assert not Finding.objects.to_be_worked_out().exists()
    assert verify() == []


@pytest.mark.usefixtures("story")
def test_what_was_worked_out_before_others_reconciled_is_worked_out_again() -> None:
    before = kept()
    have_all_worked_out_again()
    calls: list[int] = []

    def interrupted() -> None:
        if not calls:
            Run.objects.create(
                trigger="other", rules_version="9", started_at=timezone.now(), finished_at=timezone.now()
            )
        calls.append(Finding.objects.to_be_worked_out().count())
        batches.take_turn()

    with mock.patch.object(workings, "take_turn", interrupted):
        workings.work_out_waiting(60)
    assert calls[0] == calls[1], "nothing was kept of the first go"
    assert kept() == before


@pytest.mark.usefixtures("story")
def test_a_new_figure_changes_the_reasons_of_findings_it_is_no_part_of() -> None:
    finding, ref = next(
        (finding, ref)
        for finding in Finding.objects.standing()
        for change in finding.changes
        for ref in change["refs"]
        if ref not in {member["ref"] for member in finding.members}
    )
    claim = Claim.objects.get(pk=int(ref[2:]))
    claim.value, claim.figure_as_said = Decimal(123), "123"
    claim.save()
    before = finding.changes
    services.reconcile_marked(trigger="change")
    finding.refresh_from_db()
    assert finding.changes != before
    assert verify() == []


@pytest.mark.usefixtures("story")
def test_reasons_that_were_tampered_with_are_named() -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    Finding.objects.filter(pk=finding.pk).update(reasons=[], gap_steps=None)
    assert [(doubt.finding, doubt.why) for doubt in verify()] == [
        (finding.ref, "is stored with another reasons, gap_steps")
    ]
    Finding.objects.filter(pk=finding.pk).update(worked_out_from="")
    assert verify() == [], "what is yet to be worked out says nothing wrong"


@pytest.mark.usefixtures("story")
def test_what_could_not_be_worked_out_is_tried_again_only_once_something_was_decided(
    django_assert_max_num_queries: object,
) -> None:
    have_all_worked_out_again()
    Claim.objects.filter(pk=44).update(value=Decimal(30000), figure_as_said="30,000")
    workings.work_out_waiting(60)
    assert Finding.objects.to_be_worked_out().exists()
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        workings.work_out_waiting(60)
    Claim.objects.filter(pk=44).update(value=Decimal(50000), figure_as_said="50,000")
    services.reconcile(trigger="test")
    assert not Finding.objects.to_be_worked_out().exists()


@pytest.mark.usefixtures("story")
def test_a_reader_is_told_that_reasons_are_yet_to_come_and_not_that_there_are_none(client: Client) -> None:
    have_all_worked_out_again()
    Claim.objects.filter(pk=44).update(value=Decimal(30000), figure_as_said="30,000")
    finding = Finding.objects.get(key="pair:C-44:C-84")
    assert "about to be decided again" in client.get(finding.get_absolute_url()).content.decode()
    listed = client.get("/findings/?columns=verdict&columns=reasons&per_page=100").content.decode()
    assert "not worked out yet" in listed
    assert "none given" not in listed
    Finding.objects.filter(pk=finding.pk).update(retired_at=timezone.now())
    assert "It was retired before its reasons" in client.get(finding.get_absolute_url()).content.decode()
