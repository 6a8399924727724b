"""What the public reads of a claim's past, and never of a draft's."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client

from apps.claims.models import Claim
from apps.compare.pages.claim_history import read_public_changes
from tests.compare.test_views import read
from tests.factories import make_claim, make_place, make_source, make_un_speaker

pytestmark = pytest.mark.django_db


def write(claim: Claim, **fields: object) -> None:
    Claim.objects.filter(pk=claim.pk).update(**fields)


def test_a_withdrawn_claim_says_so_and_keeps_what_was_published_last(client: Client) -> None:
    claim = make_claim(figure_as_said="17,080", quote="17,080 people left")
    write(claim, state="draft")
    write(claim, quote="a draft canary", figure_as_said="999")
    write(claim, state="withdrawn")
    response = client.get(claim.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 410
    assert "Withdrawn on" in html
    assert "17,080 people left</blockquote>" in html
    assert "canary" not in html
    assert "999" not in html
    assert f'href="{claim.source.get_absolute_url()}"' not in html, "its source is on no page"


def test_a_withdrawn_claim_names_its_correction(client: Client) -> None:
    claim = make_claim(figure_as_said="17,080")
    source = make_source(slug="later", published_on=date(2019, 8, 2))
    correction = make_claim(figure_as_said="17,090", supersedes=claim, source=source)
    corrected = read(client, claim.get_absolute_url())
    words = f"The speaker corrected this figure on 2 Aug 2019: {correction.ref} takes its place"
    assert words in corrected
    assert "It counts in no list and no comparison." in corrected
    assert "Claims it can be set against" not in corrected
    write(claim, state="withdrawn")
    response = client.get(claim.get_absolute_url())
    assert response.status_code == 410
    assert f'href="{correction.get_absolute_url()}"' in response.content.decode()
    write(correction, state="draft")
    assert correction.ref not in client.get(claim.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_was_never_published_is_not_there(client: Client, state: str) -> None:
    claim = make_claim(state="draft")
    write(claim, quote="a draft canary", state=state)
    assert client.get(claim.get_absolute_url()).status_code == 404


def test_what_went_back_to_a_draft_is_not_there(client: Client) -> None:
    claim = make_claim()
    write(claim, state="draft")
    assert client.get(claim.get_absolute_url()).status_code == 404


def test_changes_say_from_what_to_what_between_published_states_only(client: Client) -> None:
    claim = make_claim(figure_as_said="17,080", quote="17,080 left")
    write(claim, place=make_place(), value=17090)
    write(claim, state="draft")
    write(claim, quote="a draft canary", value=5)
    write(claim, quote="17,091 left", value=17091)
    write(claim, state="published")
    back, away, first = read_public_changes(claim)
    assert [(d.name, d.was, d.now) for d in first.differences] == [
        ("Value", "17,080", "17,090"),
        ("Place", "blank", "Syr"),
    ]
    assert (first.was, first.now, first.way) == ("", "", "in bulk or by SQL")
    assert (away.was, away.now, away.differences) == ("Published", "Draft", ())
    assert [(d.name, d.was, d.now) for d in back.differences] == [
        ("Quote", "17,080 left", "17,091 left"),
        ("Value", "17,090", "17,091"),
    ]
    html = read(client, claim.get_absolute_url())
    assert "Draft → Published" in html
    assert "canary" not in html


def test_a_claim_is_named_by_its_reference_alone() -> None:
    claim = make_claim()
    draft, other = (make_claim(figure_as_said=f"55{n}", state="draft", by=make_un_speaker()) for n in (1, 2))
    with connection.cursor() as cursor:
        keys = [draft.pk, other.pk, claim.pk]
        cursor.execute("UPDATE claims_claim SET numerator_id = %s, denominator_id = %s WHERE id = %s", keys)
    (change,) = read_public_changes(claim)
    assert [d.now for d in change.differences] == [draft.ref, other.ref]
