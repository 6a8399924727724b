"""Promise T1: every change is in the history, by whatever way it was made, with who made it where that is known."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.claims.models import Breakdown, BreakdownPart, Claim, Indicator
from tests.claims.test_admin import fields
from tests.factories import make_breakdown, make_claim, make_indicator, make_place

pytestmark = pytest.mark.django_db


def states(record: Any, field: str) -> list[tuple[str, Any]]:
    """The label and one field of each event of a record, in order."""
    events = type(record).pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")
    return list(events.values_list("pgh_label", field))


def test_form_import_bulk_update_and_raw_sql_are_each_in_the_history(admin_client: Client, tmp_path: Path) -> None:
    claim = make_claim(figure_as_said="1,000", quote="1,000 at first")
    address = reverse("admin:claims_claim_change", args=[claim.pk])
    admin_client.post(address, fields(admin_client, address) | {"quote": "1,000 by the form"})
    file = tmp_path / "claims.csv"
    file.write_text(
        "ref,speaker,position,source,indicator,status,qualifier,figure_as_said,value,unit,quote,state\r\n"
        f'C-{claim.pk},Mekdad,1,session,returns,done,exactly,"1,000",1000,people,"1,000 by a file",published\r\n',
        encoding="utf-8",
    )
    call_command("import_claims", file, "--overwrite-newer", "--confirm-warnings", "--reason", "a test")
    with connection.cursor() as cursor:
        # What a command is known by holds until the end of its transaction, which a test does not reach.
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
    Claim.objects.filter(pk=claim.pk).update(quote="by a bulk update")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET quote = 'by raw SQL' WHERE id = %s", [claim.pk])
        cursor.execute("DELETE FROM reconciliation_mark")
        cursor.execute("DELETE FROM claims_confirmation")
        cursor.execute("DELETE FROM claims_claim WHERE id = %s", [claim.pk])
    assert states(claim, "quote") == [
        ("insert", "1,000 at first"),
        ("update", "1,000 by the form"),
        ("update", "1,000 by a file"),
        ("update", "by a bulk update"),
        ("update", "by raw SQL"),
        ("delete", "by raw SQL"),
    ]
    by = [
        context and (context.get("url") or context.get("command"))
        for _, context in states(claim, "pgh_context__metadata")
    ]
    assert by == [None, address, "import_claims", None, None, None]


def test_parts_links_and_lists_have_a_history_too() -> None:
    whole, part = make_claim(), make_claim()
    breakdown = make_breakdown(whole=whole, parts=[part])
    membership = BreakdownPart.objects.get()
    Breakdown.objects.update(name="by channel")
    BreakdownPart.objects.all().delete()
    assert states(breakdown, "name") == [("insert", "by population"), ("update", "by channel")]
    assert states(membership, "claim") == [("insert", part.pk), ("delete", part.pk)]
    city, country = make_place(code="ALE"), make_place()
    city.broader.add(country)
    city.broader.clear()
    links = apps.get_model("claims", "PlaceBroaderEvent")._default_manager
    assert list(links.values_list("pgh_label", "from_place", "to_place")) == [
        ("insert", city.pk, country.pk),
        ("delete", city.pk, country.pk),
    ]
    for name in ("Organisation", "Speaker", "Source", "Unit", "Population", "Place", "Indicator", "Topic", "Check"):
        assert any(model.__name__ == f"{name}Event" for model in apps.get_models()), name


def test_one_statement_that_changes_nothing_leaves_nothing() -> None:
    indicator = make_indicator()
    Indicator.objects.update(name=indicator.name)
    assert states(indicator, "name") == [("insert", indicator.name)]
