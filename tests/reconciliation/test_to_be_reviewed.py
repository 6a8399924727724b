"""A finding is to be reviewed while a quote it stands on is not in its text and nobody reviewed it since."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.claims.models import Claim
from apps.compare.lists.findings import filter_findings
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from apps.sources.models import Source
from tests.compare.test_views import read
from tests.factories import make_claim, make_source, make_un_speaker

pytestmark = pytest.mark.django_db
TEXT = "1,200 people returned, said the minister."


def make_finding() -> Finding:
    """The government's figure stands in a text that is kept, the other one's text is not kept."""
    make_claim(figure_as_said="1,200", source=make_source(text=TEXT))
    make_claim(figure_as_said="900", by=make_un_speaker(), source=make_source(slug="other"))
    services.reconcile(trigger="test")
    return Finding.objects.get()


def edit(text: str) -> None:
    source = Source.objects.get(slug="session")
    source.text = text
    source.save()


def review(finding: Finding) -> None:
    by = User.objects.get_or_create(username="analyst")[0]
    services.record_review(finding, status="confirmed", note="Looked at.", by=by)


def due() -> list[Finding]:
    return list(Finding.objects.with_decisions().filter(Q(("due", "orphan"))))


def test_it_ends_when_the_quote_stands_again_or_somebody_reviewed_it() -> None:
    finding = make_finding()
    assert due() == []
    edit("Nothing of it.")
    assert due() == [finding]
    edit(TEXT)
    assert due() == []
    edit("Nothing of it.")
    review(finding)
    assert due() == []
    edit("Still nothing.")
    assert due() == [], "it is the same orphan as before"
    edit(TEXT)
    edit("Nothing of it.")
    assert due() == [finding], "the quote went again after the review"


def test_a_review_from_before_does_not_count() -> None:
    finding = make_finding()
    review(finding)
    edit("Nothing of it.")
    assert due() == [finding]


class Histories(TestCase):
    """Whatever happens in whatever order, the list is what the rule says of the last of each."""

    @settings(max_examples=20)
    @given(steps=st.lists(st.sampled_from(["edit", "mend", "review", "quote"]), max_size=8))
    def test_any_order_of_edits_and_reviews(self, steps: list[str]) -> None:
        finding = make_finding()
        is_orphan = is_reviewed_since = False
        for step in steps:
            claim = Claim.objects.get(speaker__slug="mekdad")
            match step:
                case "edit":
                    edit("Nothing of it.")
                case "mend":
                    edit(TEXT)
                case "quote":  # another quote, of the other text
                    claim.quote = "Nothing of it" if claim.quote.startswith("1,200") else "1,200 people returned"
                    claim.save()
                case "review":
                    review(finding)
                    is_reviewed_since = True
            claim, text = Claim.objects.get(pk=claim.pk), Source.objects.get(slug="session").text
            was, is_orphan = is_orphan, claim.quote not in text
            if is_orphan and not was:
                is_reviewed_since = False
            assert due() == ([finding] if is_orphan and not is_reviewed_since else [])


def test_page_list_and_file_say_so(client: Client) -> None:
    finding = make_finding()

    def said() -> tuple[Any, ...]:
        page = read(client, finding.get_absolute_url())
        listed = read(client, "/findings/")
        rows = json.loads(b"".join(client.get("/findings.json")).decode())["rows"]
        return "To be reviewed: a quote" in page, "to be reviewed" in listed, rows[0]["due"]

    assert said() == (False, False, None)
    edit("Nothing of it.")
    assert said() == (True, True, "orphan")
    claim = Claim.objects.get(speaker__slug="mekdad")
    assert f"It is that of {claim.ref}" in read(client, finding.get_absolute_url())
    listed = read(client, "/findings/?due=orphan")
    assert "1 finding where somebody is to review it, since a quote is not in its text" in listed
    review(finding)
    assert said() == (False, False, None)
    assert "An analyst reviewed the finding since." in read(client, finding.get_absolute_url())


@pytest.mark.usefixtures("story")
def test_of_the_story_exactly_the_findings_that_use_an_orphan_are_due() -> None:
    source = Source.objects.get()
    claims = list(Claim.objects.order_by("pk")[:40:7])
    source.text = " … ".join(claim.quote for claim in Claim.objects.all() if claim not in claims)
    source.save()
    orphans = Claim.objects.filter(orphan__isnull=False)
    assert 0 < orphans.count() <= len(claims)
    expected = Finding.objects.standing().filter(inputs__in=orphans).distinct()
    assert 0 < expected.count() < Finding.objects.standing().count()
    assert set(Finding.objects.standing().with_decisions().filter(Q(("due", "orphan")))) == set(expected)
    assert set(filter_findings(QueryDict("due=orphan")).rows) == set(expected)
