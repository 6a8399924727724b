"""What stands against a rule is kept and named, and nothing falls over for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from apps.claims.models import Claim, Indicator, Place, Population, Unit
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from apps.sources.doubts import check_records, find_doubts, validate
from tests.factories import make_claim, make_place

pytestmark = pytest.mark.django_db


@contextmanager
def rules_off() -> Iterator[None]:
    """As before there were triggers."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_what_makes_sense_leaves_no_doubt() -> None:
    make_claim(supersedes=make_claim())
    make_place(code="SY02").broader.add(make_place())
    assert find_doubts() == []


@pytest.mark.usefixtures("story")
def test_circles_that_are_there_already_stop_no_page_and_no_reconciliation(client: Client) -> None:
    standing = set(Finding.objects.standing().values_list("key", flat=True))
    with rules_off():
        lists: list[Any] = [Unit, Population, Place, Indicator]
        for model in lists:
            entry = model.objects.exclude(broader=None).order_by("pk").first()
            assert entry is not None
            broader = entry.broader.first()
            assert broader is not None
            broader.broader.add(entry)
            entry.broader.add(entry)
    services.reconcile(trigger="test")
    assert set(Finding.objects.standing().values_list("key", flat=True)) == standing, "the younger links are left out"
    for address in ("/", "/compare/", "/method/", "/claims/", "/findings/", "/claims/C-1/", "/topics/rukban-camp/"):
        assert client.get(address).status_code == 200, address
    said = [str(doubt) for doubt in find_doubts()]
    assert len(said) == 12, "two links of each small circle and one of an entry below itself, in four lists"
    assert any("below" in words and "A circle says nothing." in words for words in said)
    assert [str(warning.msg) for warning in check_records(databases=["default"])] == said


def test_claims_in_a_circle_are_named() -> None:
    one, other = make_claim(), make_claim()
    with rules_off():
        Claim.objects.filter(pk=one.pk).update(supersedes=other)
        Claim.objects.filter(pk=other.pk).update(supersedes=one)
    assert [(doubt.record, doubt.words.partition(":")[0]) for doubt in find_doubts()] == [
        (one, "These claims would correct each other in a circle"),
        (other, "These claims would correct each other in a circle"),
    ]


def test_a_new_rule_keeps_the_rows_against_it_and_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    claim = make_claim()
    connection.check_constraints()  # nothing waits for the commit: the table can be changed
    rule = next(rule for rule in Claim._meta.constraints if rule.name == "a_claim_has_a_quote")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_claim DROP CONSTRAINT a_claim_has_a_quote")
        cursor.execute("UPDATE claims_claim SET quote = ' '")
        connection.check_constraints()
        cursor.execute("ALTER TABLE claims_claim ADD CONSTRAINT a_claim_has_a_quote CHECK (quote ~ '\\S') NOT VALID")
        validate()
        assert f"claims_claim: {claim.pk} stand against “a claim has a quote”" in capsys.readouterr().out
        (doubt,) = find_doubts()
        assert (doubt.record, doubt.words) == (claim, rule.violation_error_message)
        cursor.execute("UPDATE claims_claim SET quote = '5 people'")
        connection.check_constraints()
        validate()
        cursor.execute("SELECT convalidated FROM pg_constraint WHERE conname = 'a_claim_has_a_quote'")
        assert cursor.fetchall() == [(True,)]


@pytest.mark.usefixtures("story")
def test_staff_are_told_on_the_first_page_of_the_admin(admin_client: Client) -> None:
    assert "make no sense" not in admin_client.get("/admin/").content.decode()
    syria = Place.objects.get(code="SYR")
    with rules_off():
        syria.broader.add(syria)
    page = admin_client.get("/admin/").content.decode()
    assert "make no sense" in page
    assert "“Syria” below “Syria”" in page


def test_the_command_that_prepares_the_database_goes_on() -> None:
    syria = make_place()
    with rules_off():
        syria.broader.add(syria)
    call_command("migrate", verbosity=0)
