"""Claims that were published once leave as they were published, whatever was written of them since."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.claims.models import Breakdown, BreakdownPart, Claim, ClaimCounter
from apps.exchange.columns import version_of
from tests.exchange.test_views import body, rows
from tests.factories import make_breakdown, make_claim, make_organisation, make_place, make_un_speaker

pytestmark = pytest.mark.django_db


def test_of_a_withdrawn_claim_what_was_published_leaves_and_no_later_words(client: Client) -> None:
    claim = make_claim(figure_as_said="17,080", quote="17,080 left", place=make_place())
    kept = make_claim(figure_as_said="5", by=make_un_speaker())
    Claim.objects.filter(pk=claim.pk).update(state="draft")
    Claim.objects.filter(pk=claim.pk).update(quote="a canary", figure_as_said="999", value=999, place=None)
    Claim.objects.filter(pk=claim.pk).update(state="withdrawn")
    (row,) = rows(client, f"/claims.csv?corrections=all&q={claim.ref}")
    said = [row[header] for header in ("quote", "figure_as_said", "value", "place_code", "state", "version")]
    was = Claim.objects.get(pk=claim.pk)
    assert said[:5] == ["17,080 left", "17,080", "17080", "SYR", "withdrawn"]
    assert said[5] != version_of(was), "so that an import asks before it takes the later words back"
    assert [row["ref"] for row in rows(client, "/claims.csv?corrections=all&sort=-value")] == [claim.ref, kept.ref]
    for looked_for in ("q=canary", "q=999", "place=not-stated"):
        found = rows(client, f"/claims.csv?corrections=all&{looked_for}")
        assert claim.ref not in {row["ref"] for row in found}, looked_for
    assert [row["ref"] for row in rows(client, "/claims.csv?corrections=all&place=SYR")] == [claim.ref]
    assert b"canary" not in body(client, "/claims.json?corrections=all")


def test_links_of_a_withdrawn_claim_leave_only_as_they_were_before(client: Client) -> None:
    whole, part = make_claim(figure_as_said="100"), make_claim(figure_as_said="40")
    make_breakdown(whole=whole, parts=[part], name="by channel")
    part.counted_by.add(make_organisation(slug="moh"))
    Claim.objects.filter(pk=part.pk).update(state="withdrawn")
    long_ago = timezone.now() - timedelta(days=1)
    models: list[Any] = [Breakdown, BreakdownPart, ClaimCounter]
    events = [model.pgh_event_model.objects for model in models]
    for each in events:
        each.update(pgh_created_at=long_ago)

    def links() -> list[str]:
        (row,) = rows(client, f"/claims.csv?corrections=all&q={part.ref}")
        return [row["part_of"], row["part_breakdown"], row["counted_by"]]

    assert links() == [whole.ref, "by channel", "moh"]
    for each in events:
        each.update(pgh_created_at=timezone.now() + timedelta(days=1))
        assert links() == ["", "", ""]
        each.update(pgh_created_at=long_ago)
