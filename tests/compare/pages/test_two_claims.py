"""Any two claims side by side: what relates their scopes, and the verdict or why there is none."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from apps.reconciliation import services
from apps.reconciliation.models import Finding
from tests.compare.test_views import read
from tests.factories import make_claim, make_place, make_un_speaker, make_unit

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("story")
def test_two_claims_stand_side_by_side_with_quotes_scopes_and_arithmetic(client: Client) -> None:
    text = read(client, "/compare/?claims=C-84,C-44")
    sides = [text.index(side) for side in ("MoLAE (SY) > 319,274 more than 319,274 people", "UN 41,570 people")]
    assert sides == sorted(sides), "the government stands first however they are named"
    for words in (
        "more than 319,274 Syrians have returned to their homeland",
        "41,570 so far in 2019",
        "Coming from ≠ not the same Jordan and Lebanon from anywhere (not stated) C-44 lies within C-84",
        "Together: C-44 counts a part of what C-84 counts.",
        "C-44 ≤ C-84",
        "+277,704",
        "Tolerance policy: Default",
    ):
        assert words in text
    dimensions = ("What is measured", "Who is counted", "Place", "Coming from", "Period", "Status", "Unit")
    places = [text.index(f"{name} ", text.index("How their scopes relate")) for name in dimensions]
    assert places == sorted(places)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "query", ["claims=C-44,C-84", "claims=C-44&claims=C-84", "claims=c-44%20C-84", "claims=C-84;C-44"]
)
def test_however_two_claims_are_named_the_page_is_the_same(client: Client, query: str) -> None:
    expected = read(client, "/compare/?claims=C-44,C-84").partition("Compare two others")[0]
    assert read(client, f"/compare/?{query}").partition("Compare two others")[0] == expected


@pytest.mark.usefixtures("story")
def test_the_page_says_what_every_stored_finding_of_a_pair_says_and_links_it(client: Client) -> None:
    pairs = Finding.objects.standing().filter(key__startswith="pair:")
    assert pairs.count() > 5
    for finding in pairs:
        _, one, other = finding.key.split(":")
        html = client.get(f"/compare/?claims={one},{other}").content.decode()
        assert f'href="{finding.get_absolute_url()}"' in html, finding.key
        text = read(client, f"/compare/?claims={one},{other}")
        assert finding.explanation in text
        assert "Of these two figures alone" not in text, "the same rules say the same thing"
        assert all(line["label"] in text for line in finding.trace)


@pytest.mark.usefixtures("story")
def test_a_finding_that_knows_of_more_figures_leads_and_what_these_two_say_alone_is_said(client: Client) -> None:
    text = read(client, "/compare/?claims=C-47,C-78")
    finding = Finding.objects.get(key="lookalike:C-47:C-78")
    assert f"So says a finding: Same number, different thing {finding.ref}" in text
    assert "Of these two figures alone: Undecided" in text
    assert "C-47 does not say since when it counts." in text


@pytest.mark.usefixtures("story")
def test_findings_that_use_both_claims_among_others_are_listed(client: Client) -> None:
    text = read(client, "/compare/?claims=C-1,C-3")
    assert (
        f"Adds up {Finding.objects.get(key='sum:C-1:population').ref}" in text[text.index("Findings that use both") :]
    )


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "One claim’s reference, such as C-3"),
        ("claims=C-3", "C-3 is named; name the claim to compare it with."),
        ("claims=C-3,C-47,C-84", "3 claims are named; two are compared at a time."),
        ("claims=C-3,C-3", "C-3 is named twice; a figure is not compared with itself."),
        ("claims=C-3,C-9999", "C-9999 is not the reference of a published claim."),
        ("claims=C-3,47", "claims: “47” was left out; expected a claim's reference such as C-17."),
        ("claims=C-3,C-0", "claims: “C-0” was left out"),
        ("claims=C-3,C-9999999999999999999", "was left out; expected a claim's reference"),
        ("claims=C-3,C-٣", "claims: “C-٣” was left out"),
        ("claims=C-3,C-4%00", "was left out"),
        ("claims=C-3,C-47&colour=red", "“colour” is not a choice of this page and was left out."),
        (f"claims={'x' * 5000}", "was left out"),
        (f"claims={','.join(f'C-{n}' for n in range(1, 99))}", "only the first 20 of 98 references were read."),
        ("claims=%3Cscript%3Ealert(1)%3C/script%3E", "was left out"),
    ],
)
def test_what_cannot_be_compared_is_said_and_a_form_asks_again(client: Client, query: str, message: str) -> None:
    text = read(client, f"/compare/?{query}")
    assert message.replace("'", "’") in text.replace("'", "’")
    html = client.get(f"/compare/?{query}").content.decode()
    assert len(re.findall(r'<input id="[a-z-]+" name="claims"', html)) == 2
    assert "<script>alert" not in html


@pytest.mark.usefixtures("story")
def test_of_several_claims_every_pair_is_offered(client: Client) -> None:
    html = client.get("/compare/?claims=C-84,C-3&claims=C-47").content.decode()
    for pair in ("C-84,C-3", "C-84,C-47", "C-3,C-47"):
        assert f'href="/compare/?claims={pair}"' in html


def test_a_draft_is_answered_like_a_claim_that_is_not_there(client: Client) -> None:
    shown, hidden = make_claim(), make_claim(quote="a draft canary", state="draft")
    text = read(client, f"/compare/?claims={shown.ref},{hidden.ref}")
    absent = read(client, f"/compare/?claims={shown.ref},C-99999")
    assert "canary" not in text
    assert text.replace(hidden.ref, "C-99999") == absent


def test_what_is_not_comparable_says_in_what_with_both_values(client: Client) -> None:
    syria = make_place()
    aleppo, homs = (make_place(code=code, kind="governorate", division="governorate") for code in ("SY02", "SY04"))
    for place in (aleppo, homs):
        place.broader.add(syria)
    one = make_claim(place=aleppo, status="planned")
    other = make_claim(place=homs, by=make_un_speaker())
    text = read(client, f"/compare/?claims={one.ref},{other.ref}")
    assert "Not comparable" in text
    assert "Place: Sy02 against Sy04: nothing in common." in text
    assert "Status: planned against done: nothing in common." in text
    assert "There is none: no rule compares numbers" in text


def test_a_missing_start_is_named_where_no_rule_would_have_looked(client: Client) -> None:
    one = make_claim(figure_as_said="1,001")
    other = make_claim(figure_as_said="1,002", by=make_un_speaker(), period_start=date(2019, 7, 1))
    services.reconcile(trigger="test")
    assert not Finding.objects.exists(), "under 90 days no finding is made of it"
    text = read(client, f"/compare/?claims={one.ref},{other.ref}")
    assert "Undecided" in text
    assert f"{one.ref} does not say since when it counts." in text
    assert "Period ≠ not the same to 24 Jul 2019, cumulative since 1 Jul 2019, cumulative cannot be told" in text


def test_a_figure_without_a_number_has_no_verdict(client: Client) -> None:
    one = make_claim(qualifier="vague", figure_as_said="vast majority")
    other = make_claim(by=make_un_speaker())
    html = client.get(f"/compare/?claims={one.ref},{other.ref}").content.decode()
    assert f"{one.ref} says no number." in html
    assert "Not comparable" in html


def test_percentages_and_people_are_not_drawn_on_one_axis(client: Client) -> None:
    people = make_claim(by=make_un_speaker())
    for other, is_drawn in (
        (make_claim(figure_as_said="41", unit=make_unit(code="percent")), False),
        (make_claim(), True),
    ):
        html = client.get(f"/compare/?claims={people.ref},{other.ref}").content.decode()
        assert ("data-chart" in html) == is_drawn
        assert ("plotly.min.js" in html) == is_drawn, "the script comes with a chart and not without"


@pytest.mark.usefixtures("story")
def test_nothing_is_stored_by_asking(client: Client) -> None:
    before = list(Finding.objects.values())
    for query in ("C-1,C-99", "C-2,C-84", "C-44,C-84"):
        client.get(f"/compare/?claims={query}")
    assert list(Finding.objects.values()) == before


def test_the_page_is_only_read(client: Client) -> None:
    assert client.post("/compare/").status_code == 405


def test_a_claim_that_was_corrected_says_so(client: Client) -> None:
    first, other = make_claim(figure_as_said="1,001"), make_claim(by=make_un_speaker())
    address = f"/compare/?claims={first.ref},{other.ref}"
    assert "takes its place" not in read(client, address)
    correction = make_claim(figure_as_said="1,002", supersedes=first)
    assert f"The speaker has corrected {first.ref}: {correction.ref} takes its place." in read(client, address)


def test_a_place_whose_borders_changed_between_two_figures_is_named_as_that(client: Client) -> None:
    place = make_place(code="XAL01", name="North", valid_to=date(2015, 1, 1))
    said = (
        make_claim(place=place, period_end=date(2014, 12, 30)),
        make_claim(figure_as_said="400", by=make_un_speaker(), place=place, period_end=date(2015, 6, 2)),
    )
    text = read(client, f"/compare/?claims={said[0].ref},{said[1].ref}")
    assert "its borders were others in the days of the one than in those of the other" in text


def test_two_totals_of_one_organisation_are_judged_without_a_tolerance(client: Client) -> None:
    days: dict[str, Any] = {"period_start": date(2019, 5, 1), "is_cumulative": True}
    one = make_claim(figure_as_said="4,519,021", period_end=date(2019, 6, 26), **days)
    other = make_claim(figure_as_said="4,512,136", period_end=date(2019, 6, 27), **days)
    text = read(client, f"/compare/?claims={one.ref},{other.ref}")
    assert "The count to 27 June 2019 is 6,885 below the one to 26 June 2019" in text
    assert "This rule knows no tolerance" in text
