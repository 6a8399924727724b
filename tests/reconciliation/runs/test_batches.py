"""A run in batches: the same rows however it is cut, one end, and every finding as it was until then."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.db import connection, connections, transaction

from apps.claims.models import Claim
from apps.reconciliation import deciding, services
from apps.reconciliation.models import Batch, Decided, Finding, Mark, Run
from apps.reconciliation.runs import batches, division
from tests.factories import make_claim, make_indicator, make_un_speaker

NO_PART_OF_A_ROW = ("id", "computed_at")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every family a batch of its own, and nothing done in one go."""
    monkeypatch.setattr(division, "TOGETHER", 0)


def make_families(count: int = 3) -> list[Claim]:
    """Families of two claims that differ, each on an indicator of its own; the first claim of each."""
    first = []
    for number in range(count):
        indicator = make_indicator(code=f"family-{number}")
        first.append(make_claim(figure_as_said="100,001", indicator=indicator))
        make_claim(figure_as_said="200,001", indicator=indicator, by=make_un_speaker())
    return first


def rows() -> list[dict[str, Any]]:
    """The findings in the order of their numbers, with the claims they speak of."""
    inputs: dict[int, list[int]] = {}
    for finding, claim in Finding.inputs.through.objects.order_by("pk").values_list("finding", "claim"):
        inputs.setdefault(finding, []).append(claim)
    return [
        {name: value for name, value in row.items() if name not in NO_PART_OF_A_ROW} | {"inputs": inputs[row["id"]]}
        for row in Finding.objects.order_by("pk").values()
    ]


def begin(trigger: str = "test") -> Run:
    run = services._begin_whole(trigger)
    assert run
    return run


@pytest.mark.usefixtures("story")
def test_families_one_by_one_give_the_rows_that_all_at_once_give(monkeypatch: pytest.MonkeyPatch) -> None:
    Finding.objects.all().delete()
    services.reconcile(trigger="at once")
    at_once = rows()
    Finding.objects.all().delete()
    monkeypatch.setattr(division, "TOGETHER", 0)
    heard: list[int] = []
    run = services.reconcile(trigger="one by one", told=lambda progress: heard.append(progress.percent))
    assert rows() == at_once
    assert run.added == len(at_once) == 21
    assert run.claims == 112
    assert len(heard) > 10
    assert heard == sorted(heard)
    assert heard[-1] == 100


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_batch_that_is_asked_for_twice_is_decided_once_and_the_last_one_ends_the_run() -> None:
    make_families()
    run = begin()
    first, second, third = batches.left(run)
    for batch in (first, second, first, second):
        services.reconcile_batch(batch.pk)
        assert not Finding.objects.exists(), "nothing is written before all is decided"
    assert batches.progress(run).words == "4 of 6 claims compared"
    services.reconcile_batch(third.pk)
    services.reconcile_batch(third.pk)
    run.refresh_from_db()
    assert (run.added, run.claims, Finding.objects.count()) == (3, 6, 3)
    assert not Batch.objects.exists()
    assert not Decided.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_run_that_was_left_in_the_middle_is_brought_to_its_end_by_the_sweep() -> None:
    make_families()
    run = begin()
    services.reconcile_batch(batches.left(run)[0].pk)
    ended = services.sweep()
    assert ended == run
    assert ended.added == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_run_that_was_decided_and_not_ended_is_ended_by_the_sweep() -> None:
    make_families()
    run = begin()
    with mock.patch.object(services, "_finish"):
        for batch in batches.left(run):
            services.reconcile_batch(batch.pk)
    assert not Finding.objects.exists()
    services.sweep()
    assert Finding.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_what_is_changed_while_a_run_goes_on_waits_for_its_end(django_capture_on_commit_callbacks: Any) -> None:
    claim = make_families()[0]
    Mark.objects.all().delete()
    run = begin()
    services.reconcile_batch(batches.left(run)[0].pk)
    claim.value, claim.figure_as_said = Decimal(200_001), "200,001"
    with django_capture_on_commit_callbacks(execute=True):
        claim.save()
    assert Mark.objects.get().claim == claim, "the save did not reconcile what the run is to write"
    assert services.reconcile_marked(trigger="change") is None
    with django_capture_on_commit_callbacks(execute=True):
        services.sweep()
    assert not Mark.objects.exists(), "the end of the run rang for it"
    assert Finding.objects.standing().filter(inputs=claim).values_list("verdict", flat=True)[0] == "agrees"


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_claim_that_is_deleted_while_a_run_goes_on_is_spoken_of_by_no_finding() -> None:
    claim = make_families()[0]
    Mark.objects.all().delete()
    run = begin()
    for batch in batches.left(run)[:2]:
        services.reconcile_batch(batch.pk)
    claim.delete()
    services.reconcile_batch(batches.left(run)[0].pk)
    assert Finding.objects.count() == 2
    assert Mark.objects.get().claim is None, "the next run looks at everything again"


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_run_that_fails_leaves_every_finding_and_names_the_family() -> None:
    claim = make_families()[0]
    services.reconcile(trigger="before")
    before = rows()
    Claim.objects.filter(pk=claim.pk).update(value=5, figure_as_said="5")
    services.mark([claim])
    run = begin()
    good, *bad = batches.left(run)
    services.reconcile_batch(good.pk)
    with (
        mock.patch("apps.reconciliation.deciding.to_values", side_effect=ValueError("no such value")),
        pytest.raises(ValueError, match="no such value"),
    ):
        services.reconcile_batch(bad[0].pk)
    for batch in bad:
        services.reconcile_batch(batch.pk)
    run.refresh_from_db()
    assert run.failure == "ValueError: no such value\nThe family: 2 figures on family-1."
    assert run.finished_at
    assert rows() == before
    assert not Batch.objects.exists()
    assert Mark.objects.get().run is None, "the mark waits for the next run"


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_run_that_cannot_be_written_says_so_and_leaves_every_finding() -> None:
    make_families()
    with (
        mock.patch.object(services, "write_findings", side_effect=ValueError("full")),
        pytest.raises(ValueError, match="full"),
    ):
        services.reconcile(trigger="test")
    assert Run.objects.get().failure.splitlines() == [
        "ValueError: full",
        "All families were compared; their findings could not be written.",
    ]
    assert not Finding.objects.exists()
    assert not batches.under_way()


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_cancelled_run_leaves_every_finding_and_is_not_begun_again_by_itself() -> None:
    make_families()
    services.mark_everything()
    run = begin()
    services.reconcile_batch(batches.left(run)[0].pk)
    batches.cancel(run, by="ana")
    assert (run.failure, run.is_cancelled) == ("Cancelled by ana.", True)
    assert not Finding.objects.exists()
    assert services.sweep() is None
    assert services.reconcile_marked(trigger="change") is None
    assert Mark.objects.filter(run=run).exists(), "what it would have worked off is not forgotten"
    assert services.reconcile(trigger="again").added == 3
    assert not Mark.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_after_a_cancelled_run_a_change_is_still_reconciled_at_once(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make_families()[0]
    services.reconcile(trigger="before")
    services.mark_everything()
    batches.cancel(begin(), by="ana")
    monkeypatch.setattr(division, "TOGETHER", 1_000)
    claim.value, claim.figure_as_said = Decimal(200_001), "200,001"
    with django_capture_on_commit_callbacks(execute=True):
        claim.save()
    assert Finding.objects.standing().filter(inputs=claim).values_list("verdict", flat=True)[0] == "agrees"
    assert Mark.objects.get().claim is None, "everything is still to be compared"


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_run_that_is_cancelled_while_a_family_is_decided_keeps_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_families()
    run = begin()
    decide = deciding.decide_by_parts

    def decide_and_be_cancelled(*some: Any) -> Any:
        batches.cancel(run, by="ana")
        return decide(*some)

    monkeypatch.setattr(services, "decide_by_parts", decide_and_be_cancelled)
    services.reconcile_batch(batches.left(run)[0].pk)
    assert not Decided.objects.exists()
    assert not Finding.objects.exists()
    run.refresh_from_db()
    assert run.failure == "Cancelled by ana."


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_run_that_is_over_cannot_be_cancelled() -> None:
    make_families()
    run = services.reconcile(trigger="test")
    with pytest.raises(batches.TooLate, match="nothing to cancel"):
        batches.cancel(run, by="ana")
    run.refresh_from_db()
    assert (run.failure, run.is_cancelled) == ("", False)


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_run_of_other_rules_is_not_mixed_with_those_of_now() -> None:
    make_families()
    run = begin()
    Run.objects.filter(pk=run.pk).update(rules_version="before")
    with pytest.raises(batches.RulesChanged):
        services.sweep()
    run.refresh_from_db()
    assert run.failure.startswith("RulesChanged: The rules became others while it went on.")
    assert services.reconcile(trigger="again").added == 3


@pytest.mark.django_db
def test_a_run_that_is_stopped_from_the_keyboard_is_over() -> None:
    make_families()

    def stop(progress: batches.Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.reconcile(trigger="command", told=stop)
    assert Run.objects.get().failure == "Stopped from the keyboard."
    assert not batches.under_way()


@pytest.mark.django_db
def test_without_claims_there_is_nothing_to_wait_for() -> None:
    run = services.reconcile(trigger="test")
    assert (run.claims, run.added, run.failure) == (0, 0, "")
    assert batches.Progress(0, 0).percent == 100


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_findings_whose_claims_are_all_withdrawn_are_retired_by_a_whole_run() -> None:
    make_families(1)
    services.reconcile(trigger="before")
    Claim.objects.update(state="withdrawn")
    run = services.reconcile(trigger="after")
    assert (run.retired, Finding.objects.standing().count()) == (1, 0)


def at_once(*work: Callable[[], object]) -> list[object]:
    """What these give, each in a thread with a connection of its own."""

    def alone(one: Callable[[], object]) -> object:
        try:
            return one()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(alone, work))


@pytest.fixture
def emptied(transactional_db: None) -> Iterator[None]:
    """A database whose transactions are real, and which is left as it was found."""
    yield
    Mark.objects.all().delete()


@pytest.mark.usefixtures("emptied", "small_batches")
def test_two_runs_at_once_come_one_after_the_other_and_double_nothing() -> None:
    make_families(5)
    services.sweep()
    Finding.objects.all().delete()
    first, second = at_once(*[lambda: services.reconcile(trigger="one")] * 2)
    assert isinstance(first, Run)
    assert isinstance(second, Run)
    assert {first.added, second.added} == {0, 5}
    assert {first.unchanged, second.unchanged} == {0, 5}
    assert Finding.objects.standing().count() == 5


@pytest.mark.usefixtures("emptied", "small_batches")
def test_others_see_how_far_a_run_is() -> None:
    make_families(3)
    seen: list[object] = []

    def look(progress: batches.Progress) -> None:
        def by_another() -> int:
            run = batches.under_way()
            return batches.progress(run).percent if run else -1

        seen.append(at_once(by_another)[0])

    services.reconcile(trigger="test", told=look)
    assert seen == [33, 66, 100]


@pytest.mark.usefixtures("emptied")
def test_a_mark_of_everything_that_is_not_committed_is_not_worked_off_without_it() -> None:
    """Two change code lists at once: the second may not lean on the mark of the first, which is taken in between."""
    make_claim()
    Mark.objects.all().delete()
    services.mark_everything()
    with mock.patch.object(services, "_call_worker"), transaction.atomic():
        services.mark_everything()
        at_once(lambda: services.reconcile(trigger="meanwhile"))
    assert Mark.objects.exists(), "what was changed in this transaction is still to be reconciled"


@pytest.mark.usefixtures("emptied", "small_batches")
def test_a_run_whose_findings_are_being_written_is_not_cancelled() -> None:
    make_families(1)
    said: list[object] = []

    def refuse() -> str:
        run = batches.under_way()
        assert run
        with pytest.raises(batches.TooLate) as refusal:
            batches.cancel(run, by="ana")
        return str(refusal.value)

    write = services._write

    def write_slowly(run: Run) -> None:
        write(run)
        said.extend(at_once(refuse))

    with mock.patch.object(services, "_write", write_slowly):
        services.reconcile(trigger="test")
    assert said == ["The findings are being written: it cannot be cancelled any more."]
    assert connection.in_atomic_block is False
    assert Finding.objects.count() == 1
