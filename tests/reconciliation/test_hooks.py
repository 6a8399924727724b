"""Only what a finding can speak of marks anything to be reconciled again."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from apps.claims.models import Claim, Place
from apps.reconciliation import services
from apps.reconciliation.core.findings import sum_key
from apps.reconciliation.models import Check, CheckTerm, Finding, Mark
from tests.factories import (
    make_breakdown,
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_un_speaker,
    make_unit,
)

pytestmark = pytest.mark.django_db


def marked() -> list[Any]:
    """What is marked since the last look: claims, or None for everything."""
    found = [mark.claim for mark in Mark.objects.all()]
    Mark.objects.all().delete()
    return found


@pytest.fixture
def claim() -> Claim:
    made = make_claim(place=make_place(code="SYR", complete_division="governorate"))
    Mark.objects.all().delete()
    return made


@pytest.mark.usefixtures("claim")
def test_what_is_new_touches_nothing() -> None:
    organisation = make_organisation(slug="new")
    make_speaker(slug="new", organisation=organisation)
    make_source(slug="new", publisher=organisation)
    make_place(code="NEW").broader.add(make_place(code="SYR"))
    make_indicator(code="new", unit=make_unit(code="new"), population=make_population(code="new"))
    make_claim(state="draft")
    assert marked() == []


@pytest.mark.usefixtures("claim")
def test_what_nothing_speaks_of_touches_nothing() -> None:
    for record in (make_organisation(slug="unheard"), make_place(code="UNHEARD"), make_unit(code="unheard")):
        record.save()
        record.delete()
    assert marked() == []


def test_a_name_touches_the_claims_that_bear_it(claim: Claim) -> None:
    make_claim(by=make_un_speaker(), source=make_source(slug="other"))
    Mark.objects.all().delete()
    for record in (claim.speaker, claim.speaker.organisation, claim.source):
        record.save()
        assert marked() == [claim]


def test_an_entry_that_claims_speak_of_touches_everything(claim: Claim) -> None:
    for entry in (claim.place, claim.unit, claim.indicator):
        assert entry
        entry.save()
        assert marked() == [None]


@pytest.mark.usefixtures("claim")
def test_an_entry_that_changes_how_others_lie_touches_everything() -> None:
    one_more = make_place(code="NEW", division="governorate")
    one_more.broader.add(make_place(code="SYR"))
    assert marked() == [None], "the governorates that were all of Syria are so no longer"
    one_more.delete()
    assert marked() == [None]
    in_both = make_place(code="BOTH")
    in_both.broader.add(make_place(code="SYR"))
    assert marked() == []
    in_both.broader.add(make_place(code="TUR"))
    assert marked() == [None], "the two have something in common now"
    Place.objects.get(code="TUR").narrower.add(make_place(code="NEW"))
    assert marked() == [None]


def test_a_term_of_a_check_touches_all_claims_of_the_check(claim: Claim) -> None:
    other = make_claim(figure_as_said="12")
    check = Check.objects.create(slug="a", title="It holds", formula="x > y")
    CheckTerm.objects.create(check_written=check, name="x", claim=claim)
    Mark.objects.all().delete()
    CheckTerm.objects.create(check_written=check, name="y", claim=other)
    assert set(marked()) == {claim, other}


def test_a_claim_touches_when_it_is_published_and_when_it_was(claim: Claim) -> None:
    draft = make_claim(state="draft")
    assert marked() == []
    draft.state = "published"
    draft.save()
    assert marked() == [draft]
    draft.state = "withdrawn"
    draft.save()
    assert marked() == [draft]


def test_a_claim_that_is_saved_is_marked_alone_and_what_is_linked_to_it_is_not(claim: Claim) -> None:
    claim.save()
    assert list(Mark.objects.values_list("claim", "is_alone")) == [(claim.pk, True)]
    Mark.objects.all().delete()
    claim.counted_by.add(make_organisation(slug="counter"))
    claim.speaker.save()
    assert set(Mark.objects.values_list("claim", "is_alone")) == {(claim.pk, False)}


def test_a_finding_and_its_decisions_go_with_a_breakdown_that_is_named_anew() -> None:
    whole = make_claim(figure_as_said="1,000")
    breakdown = make_breakdown(whole=whole, parts=[make_claim(figure_as_said=said) for said in ("300", "400")])
    services.reconcile(trigger="test")
    (finding,) = Finding.objects.filter(rule="sum")
    services.record_review(finding, status="confirmed", note="Looked at.", by=User.objects.create_user("analyst"))
    for name in ("by sex", "through whom", "by population"):
        breakdown.name = name
        breakdown.save()
        services.reconcile(trigger="test")
        (same,) = Finding.objects.filter(rule="sum")
        assert (same.pk, same.retired_at) == (finding.pk, None)
        assert same.key == sum_key(breakdown.whole.ref, breakdown.along)
        assert same.reviews.get().note == "Looked at."


def test_a_name_that_a_finding_had_before_is_left_to_it() -> None:
    whole = make_claim(figure_as_said="1,000")
    parts = [make_claim(figure_as_said=said) for said in ("300", "400")]
    gone = make_breakdown(whole=whole, parts=parts, name="by sex")
    services.reconcile(trigger="test")
    gone.delete()
    services.reconcile(trigger="test")
    other = make_breakdown(whole=whole, parts=parts, name="by age")
    services.reconcile(trigger="test")
    other.name = "by sex"
    other.save()
    services.reconcile(trigger="test")
    assert list(Finding.objects.standing().values_list("key", flat=True)) == [f"sum:{whole.ref}:sex"]
