"""Whoever is named on a page, in a chart or in a picture cannot be taken for another, nor turn what stands beside."""

import re

import pytest
from django.test import Client

from apps.claims.directions import END, START
from apps.compare.charts import build_interval_chart
from apps.compare.charts.theme import shortened
from apps.compare.rows.html import figure_link, interval_drawing
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from tests.compare.factories import make_row
from tests.compare.pages.test_home import make_topic
from tests.factories import make_claim, make_organisation, make_place, make_speaker, make_un_speaker

ARABIC = "محمد الخطيب"
APART = f"{START}الخطيب{END}"


def test_a_chart_sets_an_arabic_name_apart_from_its_figure() -> None:
    row = make_row("1,234", by=ARABIC, qualifier="more_than", place="حلب", unit="شخص")
    chart = build_interval_chart([row], title="")
    assert chart is not None
    label, about = (label["text"] for label in chart.graph["layout"]["annotations"])
    assert label == f"● {APART}: &gt; 1,234"
    assert f"{START}حلب{END}" in about
    assert f"{START}{ARABIC}{END} (government office)" in chart.source
    assert f"{APART} (Government) more than 1,234" in chart.description
    assert f"{START}شخص{END}" in chart.graph["layout"]["xaxis"]["title"]["text"]


def test_a_name_that_is_cut_is_closed_again() -> None:
    cut = shortened(f"{START}حلب{END}, {START}{'إدلب ' * 12}{END}", 20)
    assert cut.count(START) == cut.count(END) == 2
    assert cut.endswith(f"…{END}")


def test_attributes_and_drawings_set_it_apart_too() -> None:
    row = make_row("1,234", by=ARABIC, qualifier="more_than")
    assert f'title="{START}{ARABIC}{END} (government office)' in figure_link(row)
    drawn = interval_drawing([row], has_names=True)
    assert f"{APART}: &gt; 1,234</text>" in drawn
    assert f"{APART} (Government): more than 1,234" in drawn


@pytest.mark.django_db
def test_a_finding_says_its_sentence_with_names_and_quotes_set_apart(client: Client) -> None:
    make_claim(figure_as_said="1,234", by=make_speaker(slug="khatib", name=ARABIC), quote="1,234 عائد")
    make_claim(figure_as_said="5,678", by=make_un_speaker())
    services.reconcile(trigger="test")
    finding = Finding.objects.get()
    assert finding.explanation.startswith(f"{START}{ARABIC}{END} says")
    assert f"“{START}1,234 عائد{END}”" in {line["note"] for line in finding.trace}
    html = client.get(finding.get_absolute_url()).content.decode()
    assert f"{START}{ARABIC}{END} says 1,234 people; Fleischer says" in html


@pytest.mark.django_db
def test_columns_are_headed_by_names_that_are_unique_and_whole(client: Client) -> None:
    topic = make_topic("returns")
    ministry = make_organisation(slug="health", name="Ministry of Health")
    office = make_organisation(slug="office", name="UN Health Office", side="un")
    for slug, name, organisation in (
        ("a", "Abbas Ibrahim", ministry),
        ("b", "Ali Ibrahim", ministry),
        ("c", "Ministry of Health", ministry),
        ("d", "Health Watch (agency)", office),
    ):
        make_claim(by=make_speaker(slug=slug, name=name, organisation=organisation), place=make_place())
    html = client.get(topic.get_absolute_url()).content.decode()
    heads = re.findall(r"<abbr [^>]*>([^<]*)</abbr>", html)
    assert sorted(heads) == ["Abbas Ibrahim", "Ali Ibrahim", "Health Watch (agency)", "Ministry of Health"]


@pytest.mark.django_db
def test_two_ministries_of_one_acronym_have_a_slot_each(client: Client) -> None:
    for country, iso in (("Aldovia", "ALD"), ("Borduria", "BOR")):
        ministry = make_organisation(slug=country, name=f"Ministry of {country}", acronym="MoH", country=iso)
        make_claim(by=make_speaker(slug=f"m-{iso}", name=f"Minister {country}", organisation=ministry))
    services.reconcile(trigger="test")
    html = client.get(Finding.objects.get().get_absolute_url()).content.decode()
    said = html.partition("What each side says about it")[2].partition("</section>")[0]
    assert re.findall(r"<bdi>(Ministry of \w+)</bdi>", said) == ["Ministry of Aldovia", "Ministry of Borduria"]


@pytest.mark.django_db
def test_a_figure_that_is_passed_on_and_the_interval_of_an_estimate_say_so_beside_it(client: Client) -> None:
    topic = make_topic("returns")
    ministry = make_organisation(slug="moh", name="Ministry of Health", acronym="MoH")
    un = make_un_speaker()
    claim = make_claim(
        figure_as_said="4,740,000",
        by=un,
        interval_low=3_310_000,
        interval_high=6_480_000,
        interval_is="plausible range",
        date_basis="report",
    )
    claim.counted_by.add(ministry)
    for address in (topic.get_absolute_url(), claim.get_absolute_url()):
        html = client.get(address).content.decode()
        assert "elays MoH" in html, address
        assert "tated interval 3,310,000 to 6,480,000 (plausible range)" in html, address
    assert "Report: when it was reported" in client.get(claim.get_absolute_url()).content.decode()
    claim.counted_by.add(un.organisation)
    assert "elays MoH with its own" in client.get(claim.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_figure_the_speaker_counted_relays_nobody(client: Client) -> None:
    claim = make_claim()
    claim.counted_by.add(claim.speaker.organisation)
    assert "elays" not in client.get(claim.get_absolute_url()).content.decode()
