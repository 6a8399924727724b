"""Figures that a stated number brings into one unit, on the pages that show them."""

from decimal import Decimal

import pytest
from django.test import Client

from apps.claims.models import Claim
from apps.compare.pages.comparable_claims import find_comparables
from apps.compare.pages.method import build_method_page
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from tests.factories import make_claim, make_un_speaker, make_unit

pytestmark = pytest.mark.django_db


def reconciled() -> tuple[int, int]:
    make_unit(code="people", is_counted_once=True)
    families = make_unit(code="families")
    one = make_claim(figure_as_said="1,204", unit=families, people_each=Decimal(5), quote="1,204 families of five")
    other = make_claim(figure_as_said="9,301", by=make_un_speaker())
    services.reconcile(trigger="test")
    return one.pk, other.pk


def test_the_finding_shows_the_conversion_and_what_it_stands_on_and_no_axis(client: Client) -> None:
    reconciled()
    page = client.get(Finding.objects.get().get_absolute_url()).content.decode()
    for words in ("1,204 × 5 = 6,020 people", "1,204 families (6,020 people)", "the first figure", ", converted"):
        assert words in page
    assert "On one axis" not in page


def test_each_has_the_other_for_a_counterpart(client: Client) -> None:
    for key in reconciled():
        claim = Claim.objects.with_names().get(pk=key)
        found = find_comparables(claim)
        assert found.has_counterpart
        assert len(found.closest) == 1
        assert "No counterpart" not in client.get(claim.get_absolute_url()).content.decode()


def test_the_method_shows_conversions_as_the_rules_make_them() -> None:
    rows = build_method_page().conversions
    assert [row.arithmetic for row in rows] == [
        "25 × 100 = 2,500 people per 100,000",
        "1,204 × 5 = 6,020 people",
        "40% × 12,300 = 4,920 people",
        "2 × 12,300 = 24,600 people",
    ]
