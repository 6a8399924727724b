"""What pages keep is right as long as nothing was written, and is not kept while somebody writes."""

import pytest
from django.apps import apps
from django.db import connection

from apps.compare import remembered
from apps.compare.remembered import is_being_written, remember
from tests.factories import make_organisation, make_place

pytestmark = pytest.mark.django_db

# Pages show what follows from these, not these; and a run ends in the transaction that writes its findings.
NOT_READ = {"claims_confirmation", "reconciliation_assignment", "reconciliation_mark"}
NOT_READ |= {"reconciliation_run", "reconciliation_batch", "reconciliation_decided"}
READ_AS_THEY_ARE = {"reconciliation_check", "reconciliation_checkterm", "reconciliation_tolerancepolicy"}


def count_calls(name: str) -> int:
    """How often it is worked out when it is asked for twice."""
    calls: list[int] = []
    for _ in range(2):
        remember(name, "", lambda: calls.append(1))
    return len(calls)


def test_what_was_worked_out_is_found_again_until_something_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "is_being_written", lambda: False)
    make_place(code="SYR")
    assert remember("word", "", lambda: "before") == "before"
    assert remember("word", "", lambda: "again") == "before"
    assert remember("word", "of others", lambda: "others") == "others"
    make_place(code="JOR")
    assert remember("word", "", lambda: "after") == "after"


def test_nothing_is_kept_while_a_transaction_that_wrote_is_open() -> None:
    make_organisation()
    assert is_being_written()
    assert count_calls("open") == 2


def test_every_table_that_pages_read_counts_its_changes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'changes_are_noted'")
        counted = {name for (name,) in cursor.fetchall()}
    ours = {
        model._meta.db_table
        for app in ("sources", "claims", "reconciliation", "compare")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not hasattr(model, "pgh_tracked_model")
    }
    assert counted == ours - NOT_READ - READ_AS_THEY_ARE
