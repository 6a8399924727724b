"""A claim's page: the words in their context, what the figure can be set against, and where it comes from."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from apps.claims.models import Breakdown, Claim
from apps.compare.pages import comparable_claims
from tests.compare.test_views import read
from tests.factories import (
    make_breakdown,
    make_claim,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_un_speaker,
    make_unit,
)

pytestmark = pytest.mark.django_db

NO_COUNTERPART = "No published figure of another organisation can be compared with this one."


def page_of(client: Client, claim: Claim) -> str:
    return read(client, claim.get_absolute_url())


def compared(client: Client, claim: Claim) -> list[str]:
    """The references of the claims the page offers to compare it with, in order."""
    html = client.get(claim.get_absolute_url()).content.decode()
    return re.findall(rf'href="/compare/\?claims={claim.ref},(C-\d+)"', html)


def test_the_quote_stands_among_the_words_around_it_where_the_text_is_kept(client: Client) -> None:
    source = make_source(text="It was said that 17,080 people left the camp, and that others stayed.")
    claim = make_claim(source=source, figure_as_said="17,080", quote="17,080 people left")
    html = client.get(claim.get_absolute_url()).content.decode()
    assert 'It was said that <mark class="quoted">17,080 people left</mark> the camp, and that others stayed.' in html
    assert f'href="{source.get_absolute_url()}#{claim.ref}"' in html


@pytest.mark.parametrize("text", ["", "Nothing of the sort."])
def test_without_its_place_in_a_text_the_quote_stands_alone(client: Client, text: str) -> None:
    claim = make_claim(source=make_source(text=text), quote="17,080 people left")
    html = client.get(claim.get_absolute_url()).content.decode()
    assert "17,080 people left</blockquote>" in html
    assert "in-context" not in html


def test_a_share_is_not_said_to_be_percent_twice(client: Client) -> None:
    """“A third percent” would be a hundredth of a third."""
    unit = make_unit(code="percent")
    claim = make_claim(figure_as_said="a third", value=Decimal("33.333333"), unit=unit)
    make_claim(figure_as_said="40.96%", unit=unit, by=make_un_speaker())
    for path in (claim.get_absolute_url(), claim.source.get_absolute_url(), "/"):
        page = read(client, path)
        assert "a third" in page
        assert not re.search(r"(third|%)\W+percent", page), path


def test_vague_figures_are_so_many_of_what_they_count(client: Client) -> None:
    assert "hundreds of people" in page_of(client, make_claim(figure_as_said="hundreds", qualifier="vague"))


def test_the_place_of_a_quote_depends_on_the_claims_before_it(client: Client) -> None:
    source = make_source(text="First 10 left. Later 20 left, then 10 left again.")
    make_claim(source=source, figure_as_said="20", quote="20 left")
    claim = make_claim(source=source, figure_as_said="10", quote="10 left")
    html = client.get(claim.get_absolute_url()).content.decode()
    assert 'then <mark class="quoted">10 left</mark> again.' in html


def test_arabic_words_run_from_right_to_left(client: Client) -> None:
    source = make_source(language="ar", text="عاد ١٧٬٠٨٠ شخصا إلى ديارهم")
    claim = make_claim(source=source, quote="١٧٬٠٨٠ شخصا")
    for address in (claim.get_absolute_url(), source.get_absolute_url()):
        html = client.get(address).content.decode()
        assert 'lang="ar" dir="rtl"' in html, address
        assert '<mark class="quoted">١٧٬٠٨٠ شخصا</mark>' in html, address


def test_every_comparable_claim_has_a_link_to_compare_it(client: Client) -> None:
    claim, same = make_claim(), make_claim(by=make_un_speaker())
    narrower = make_claim(population=make_population(code="women", broader=make_population()))
    assert compared(client, claim) == [same.ref, narrower.ref], "the same scope first"


def test_claims_that_overlap_or_have_nothing_in_common_are_not_offered(client: Client) -> None:
    syria = make_place()
    aleppo, homs = (make_place(code=code, kind="governorate", division="governorate") for code in ("SY02", "SY04"))
    for place in (aleppo, homs):
        place.broader.add(syria)
    claim = make_claim(place=aleppo)
    whole = make_claim(place=syria, by=make_un_speaker())
    make_claim(place=homs, by=make_un_speaker())
    make_claim(place=aleppo, by=make_un_speaker(), status="planned")
    assert compared(client, claim) == [whole.ref]
    assert NO_COUNTERPART not in page_of(client, claim)


def test_a_claim_no_other_organisation_answers_has_no_counterpart(client: Client) -> None:
    claim = make_claim()
    assert NO_COUNTERPART in page_of(client, claim)
    make_claim()
    assert NO_COUNTERPART in page_of(client, claim), "its own organisation is no counterpart"
    make_claim(by=make_un_speaker(), state="draft")
    assert NO_COUNTERPART in page_of(client, claim), "what is not published is none"
    make_claim(by=make_un_speaker(), qualifier="vague", figure_as_said="vast majority")
    assert NO_COUNTERPART in page_of(client, claim), "a figure without a number is none"
    make_claim(by=make_speaker(slug="observer", organisation=make_organisation(slug="watch", side="other")))
    assert NO_COUNTERPART not in page_of(client, claim)


def test_a_figure_that_only_lacks_its_start_is_a_counterpart(client: Client) -> None:
    claim = make_claim()
    make_claim(by=make_un_speaker(), period_start=datetime(2019, 1, 1, tzinfo=UTC).date())
    assert NO_COUNTERPART not in page_of(client, claim)


def test_of_equally_close_claims_what_others_say_comes_first(client: Client) -> None:
    claim, own = make_claim(), make_claim()
    other = make_claim(by=make_un_speaker())
    assert compared(client, claim) == [other.ref, own.ref]


def test_the_closest_are_listed_and_the_rest_counted(client: Client) -> None:
    claim = make_claim()
    for number in range(15):
        make_claim(figure_as_said=f"{1_001 + number:,}")
    assert len(compared(client, claim)) == 12
    assert "3 more are further away" in page_of(client, claim)


def test_among_thousands_those_alike_in_all_but_the_period_are_read_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make_claim(place=make_place())
    same = make_claim(place=make_place(), by=make_un_speaker())
    for number in range(4):
        make_claim(figure_as_said=f"{1_001 + number:,}", by=make_un_speaker())
    monkeypatch.setattr(comparable_claims, "MOST_READ", 2)
    assert compared(client, claim)[0] == same.ref
    assert len(compared(client, claim)) == 2


def test_where_not_all_were_read_nothing_is_said_to_be_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = make_claim()
    make_claim()
    assert NO_COUNTERPART in page_of(client, claim)
    monkeypatch.setattr(comparable_claims, "MOST_READ", 1)
    assert NO_COUNTERPART not in page_of(client, claim)


def test_the_history_says_when_it_was_entered_and_what_corrects_what(client: Client) -> None:
    first = make_claim(figure_as_said="1,001")
    second = make_claim(figure_as_said="1,002", supersedes=first)
    make_claim(figure_as_said="1,003", supersedes=second, state="draft")
    Claim.objects.update(created_at=datetime(2026, 11, 1, 8, 30, tzinfo=UTC))
    Claim.objects.update(updated_at=datetime(2026, 11, 2, 9, 45, tzinfo=UTC))
    text = page_of(client, first)
    assert "Entered 1 Nov 2026, 08:30 UTC Last changed 2 Nov 2026, 09:45 UTC" in text
    assert f"Corrects no other claim Corrected by {second.ref}" in text
    assert f"Corrects {first.ref} Corrected by no other claim" in page_of(client, second), "a draft corrects nothing"


def test_both_readings_are_drawn_and_said(client: Client) -> None:
    html = client.get(make_claim(qualifier="more_than", figure_as_said="17,000").get_absolute_url()).content.decode()
    assert 'aria-label="On one axis from zero: Mekdad (Government): more than 17,000 people"' in html
    assert "more than 17,000 and at most 18,000" in html
    assert 'class="tip-right"' in html


def test_a_quote_that_is_not_in_the_text_says_so_and_one_without_a_text_does_not(client: Client) -> None:
    source = make_source(text="Of 20 people 10 left.")
    found, orphan = (make_claim(source=source, figure_as_said=n, quote=f"{n} left") for n in ("10", "11"))
    bare = make_claim(source=make_source(slug="bare"))
    said = "The quote does not stand in the text of its source."
    assert [said in page_of(client, claim) for claim in (found, orphan, bare)] == [False, True, False]


def test_a_breakdown_of_drafts_alone_is_not_shown(client: Client) -> None:
    whole, part = make_claim(), make_claim(figure_as_said="7", state="draft")
    make_breakdown(whole=whole, parts=[part])
    Breakdown.objects.update(name="by canary")
    assert "canary" not in page_of(client, whole)
    Claim.objects.filter(pk=part.pk).update(state="published")
    assert "canary" in page_of(client, whole)
