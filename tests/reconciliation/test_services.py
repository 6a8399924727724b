"""Reconciling: findings live long, are never duplicated, and a change touches only what it can."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.db.models import ProtectedError
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.claims.models import Claim
from apps.reconciliation import services, tasks
from apps.reconciliation.deciding import decide_around
from apps.reconciliation.models import Check, CheckTerm, Finding, Mark, Run, TolerancePolicy
from apps.reconciliation.runs import division
from tests.factories import make_breakdown, make_claim, make_indicator, make_un_speaker

pytestmark = pytest.mark.django_db


def snapshot() -> list[tuple[object, ...]]:
    return list(Finding.objects.order_by("pk").values_list())


@pytest.mark.usefixtures("story")
def test_running_twice_changes_nothing() -> None:
    before = snapshot()
    run = services.reconcile(trigger="again")
    assert (run.added, run.changed, run.retired) == (0, 0, 0)
    assert snapshot() == before


@pytest.mark.usefixtures("story")
def test_a_changed_claim_changes_its_finding_in_place(django_capture_on_commit_callbacks: object) -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    claim = Claim.objects.get(pk=44)
    claim.value, claim.figure_as_said = Decimal(30001), "30,001"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        claim.save()
    finding.refresh_from_db()
    assert finding.retired_at is not None, "30,001 is below 41,570: nothing is violated"
    claim.value, claim.figure_as_said = Decimal(50001), "50,001"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        claim.save()
    again = Finding.objects.get(key="pair:C-44:C-84")
    assert (again.pk, again.retired_at) == (finding.pk, None)
    assert again.difference == 50001 - 41570


@pytest.mark.parametrize("is_by_code", [True, False])
@pytest.mark.parametrize("together", [10_000, 0])
def test_a_check_whose_claim_is_another_familys_keeps_its_finding(
    monkeypatch: pytest.MonkeyPatch, *, is_by_code: bool, together: int
) -> None:
    monkeypatch.setattr(division, "TOGETHER", together)
    one, other = make_claim(), make_claim(indicator=make_indicator(code="homes"), figure_as_said="12")
    check = Check.objects.create(slug="a", title="It holds", formula="x > 1,000")
    term = CheckTerm.objects.create(check_written=check, name="x", claim=one)
    services.reconcile(trigger="test")
    finding = Finding.objects.get(key="plan:a")
    if is_by_code:
        CheckTerm.objects.filter(pk=term.pk).update(claim=other)
        services.mark([other])
    else:
        term.claim = other
        term.save()
    services.reconcile_marked(trigger="test")
    (again,) = Finding.objects.all()
    assert (again.pk, again.left, again.retired_at) == (finding.pk, other, None)
    assert list(again.inputs.all()) == [other]
    assert not Mark.objects.exists()
    whole = services.reconcile(trigger="test")
    assert (whole.added, whole.changed, whole.retired) == (0, 0, 0)


@pytest.mark.usefixtures("story")
def test_a_small_change_gives_what_a_whole_run_gives() -> None:
    claim = Claim.objects.get(pk=99)
    claim.value, claim.figure_as_said = Decimal(27080), "27,080"
    claim.save()
    run = services.reconcile_marked(trigger="change")
    assert run is not None
    assert run.claims < Claim.objects.count()
    small = snapshot()
    whole = services.reconcile(trigger="all")
    assert (whole.added, whole.changed, whole.retired) == (0, 0, 0)
    assert snapshot() == small


@pytest.mark.parametrize(("at_once", "is_looked_at"), [(services.AT_ONCE, False), (1, True)])
def test_what_is_around_a_claim_is_looked_for_where_its_family_is_large(
    monkeypatch: pytest.MonkeyPatch, at_once: int, *, is_looked_at: bool
) -> None:
    claim = make_claim()
    make_claim(by=make_un_speaker())
    monkeypatch.setattr(services, "AT_ONCE", at_once)
    monkeypatch.setattr(services, "MUCH_MORE", 0)
    services.mark([claim], is_alone=True)
    with mock.patch.object(services, "decide_around", wraps=decide_around) as around:
        run = services.reconcile_marked(trigger="change")
    assert around.called is is_looked_at
    assert run is not None
    assert run.claims == 2


@pytest.mark.usefixtures("story")
def test_a_claim_that_moves_to_another_indicator_takes_its_old_findings_with_it() -> None:
    Claim.objects.filter(pk=8).update(indicator=make_indicator(code="something-else"))
    services.mark([Claim.objects.get(pk=8)])
    services.reconcile_marked(trigger="change")
    assert Finding.objects.get(key="pair:C-8:C-99").retired_at is not None


def test_drafts_and_withdrawn_claims_are_not_reconciled() -> None:
    make_claim(figure_as_said="100,001")
    other = make_claim(figure_as_said="200,001", by=make_un_speaker(), state="draft")
    services.reconcile(trigger="test")
    assert not Finding.objects.exists()
    Claim.objects.filter(pk=other.pk).update(state="published")
    services.reconcile(trigger="test")
    assert Finding.objects.standing().get().verdict == "contradicts"
    Claim.objects.filter(pk=other.pk).update(state="withdrawn")
    services.reconcile(trigger="test")
    assert not Finding.objects.standing().exists()


def test_a_retired_finding_comes_back_as_itself() -> None:
    make_claim(figure_as_said="100,001")
    other = make_claim(figure_as_said="200,001", by=make_un_speaker())
    services.reconcile(trigger="test")
    first = Finding.objects.get()
    Claim.objects.filter(pk=other.pk).update(state="withdrawn")
    services.reconcile(trigger="test")
    Claim.objects.filter(pk=other.pk).update(state="published")
    services.reconcile(trigger="test")
    again = Finding.objects.get()
    assert (again.pk, again.retired_at) == (first.pk, None)


def test_a_policy_decides_and_is_recorded() -> None:
    make_claim(figure_as_said="100,001")
    make_claim(figure_as_said="104,001", by=make_un_speaker())
    services.reconcile(trigger="test")
    assert Finding.objects.get().verdict == "contradicts"
    TolerancePolicy.objects.create(name="five percent", relative=Decimal("0.05"))
    services.reconcile(trigger="test")
    finding = Finding.objects.get()
    assert (finding.verdict, finding.policy) == ("agrees", "five percent")


def test_marks_are_taken_once() -> None:
    claim = make_claim()
    services.mark([claim, claim])
    assert services.reconcile_marked(trigger="first") is not None
    assert services.reconcile_marked(trigger="second") is None
    assert not Mark.objects.exists()


def test_the_task_works_off_the_marks_and_records_its_run() -> None:
    make_claim()
    tasks.reconcile_marked.delay(trigger="change")
    assert Run.objects.get().trigger == "change"


def test_a_broker_that_does_not_answer_loses_nothing(
    django_capture_on_commit_callbacks: object,
    caplog: pytest.LogCaptureFixture,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr(services, "_silent_until", 0.0)
    with (
        mock.patch("celery.canvas.Signature.apply_async", side_effect=OperationalError("no broker")),
        django_capture_on_commit_callbacks(execute=True),  # type: ignore[operator]
    ):
        make_claim()
        make_claim()
    assert caplog.text.count("the marks wait for the next sweep") == 1, "it is not asked twice in a row"
    assert Mark.objects.count() == 2


def test_large_work_is_left_to_its_marks_and_worked_off_beside_the_server(
    django_capture_on_commit_callbacks: object,
) -> None:
    with (
        mock.patch.object(services, "AT_ONCE", 1),
        django_capture_on_commit_callbacks(execute=True),  # type: ignore[operator]
    ):
        make_claim(figure_as_said="100,001")
        make_claim(figure_as_said="200,001", by=make_un_speaker())
    assert not Run.objects.exists(), "two claims are more than may be read while somebody waits"
    assert services.sweep() is None, "what was marked a moment ago may still be worked off by whoever marked it"
    Mark.objects.update(marked_at=timezone.now() - services.FRESH)
    services.sweep()
    assert Finding.objects.standing().count() == 1
    assert not Mark.objects.exists()


def test_a_clock_that_was_set_back_holds_up_no_mark() -> None:
    make_claim(figure_as_said="100,001")
    make_claim(figure_as_said="200,001", by=make_un_speaker())
    Mark.objects.update(marked_at=timezone.now() + timedelta(hours=1))
    assert services.sweep() is not None
    assert not Mark.objects.exists()


def test_of_two_decisions_the_second_stands_though_the_clock_was_set_back_between_them() -> None:
    make_claim(figure_as_said="100,001")
    make_claim(figure_as_said="200,001", by=make_un_speaker())
    services.reconcile(trigger="test")
    finding = Finding.objects.get()
    for status, moved in (("explained", timedelta(hours=1)), ("set_aside", timedelta())):
        with mock.patch.object(timezone, "now", return_value=timezone.now() + moved):
            services.record_review(finding, status=status, note="Looked at.", by=None)
    assert [review.status for review in finding.reviews.all()] == ["set_aside", "explained"]
    assert Finding.objects.set_aside().exists()


def test_a_run_that_fails_leaves_the_findings_and_says_why() -> None:
    make_claim(figure_as_said="100,001")
    make_claim(figure_as_said="200,001", by=make_un_speaker())
    services.reconcile(trigger="test")
    before = snapshot()
    claim = Claim.objects.all()[0]
    services.mark([claim])
    with (
        mock.patch("apps.reconciliation.core.rules.series.find", side_effect=ValueError("a circle")),
        pytest.raises(ValueError, match="a circle"),
    ):
        services.reconcile_marked(trigger="change")
    assert snapshot() == before
    why, family = Run.objects.all()[0].failure.splitlines()
    assert why == "ValueError: a circle"
    assert family.startswith("The family: 2 figures on ")
    assert claim.ref in family
    assert Mark.objects.filter(claim=claim).exists(), "the mark stays, for the next run"


def test_a_saved_part_marks_its_whole_and_a_deleted_one_everything() -> None:
    whole, part = make_claim(), make_claim()
    Mark.objects.all().delete()
    breakdown = make_breakdown(whole=whole, parts=[part])
    assert {mark.claim for mark in Mark.objects.all()} == {whole}
    Mark.objects.all().delete()
    breakdown.delete()
    assert [mark.claim for mark in Mark.objects.all()] == [None]


@pytest.mark.usefixtures("story")
def test_a_claim_that_findings_speak_of_cannot_be_deleted() -> None:
    with pytest.raises(ProtectedError):
        Claim.objects.get(pk=44).delete()


@pytest.mark.usefixtures("story")
def test_reconciling_takes_a_fixed_number_of_queries_when_nothing_changed(
    django_assert_max_num_queries: object,
) -> None:
    with django_assert_max_num_queries(80):  # type: ignore[operator]
        services.reconcile(trigger="again", is_worked_out=False)
