"""The start page: four counts, topics with a pair that a finding joins, what differs most, and what is new."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from apps.claims.models import Claim
from apps.compare.models import Topic
from apps.compare.pages import home
from apps.compare.pages.home import build_overviews, find_news
from apps.compare.rows.claims import build_row
from apps.compare.rows.html import interval_drawing
from apps.compare.rows.names import Names, name_apart
from apps.reconciliation import services
from tests.compare.test_views import read
from tests.factories import make_claim, make_indicator, make_source, make_speaker, make_un_speaker, make_unit

pytestmark = pytest.mark.django_db


def make_topic(*codes: str) -> Topic:
    topic = Topic.objects.create(slug="topic", title="A topic", question="How many?")
    topic.indicators.set([make_indicator(code=code) for code in codes])
    return topic


@pytest.mark.usefixtures("story")
def test_each_count_leads_to_a_list_of_as_many(client: Client) -> None:
    html = client.get("/").content.decode()
    counts = re.findall(r'<a href="(/\w+/)"><strong>(\d+)</strong> <span>(\w+)</span>', html)
    assert [noun for _, _, noun in counts] == ["topics", "claims", "findings", "source"]
    for address, number, noun in counts:
        page = client.get(address).content.decode()
        shown = page.count('class="card"') if noun == "topics" else int(re.findall(r"(\d+) " + noun, page)[0])
        assert shown == int(number), noun


@pytest.mark.usefixtures("story")
def test_the_start_page_draws_without_scripts_and_loads_no_chart(client: Client) -> None:
    html = client.get("/").content.decode()
    assert "plotly" not in html
    assert re.search(
        r'<svg class="drawing"[^>]*aria-label="On one axis from zero: Mizintsev \(Government\): more', html
    )


def test_a_topic_leads_with_a_pair_that_a_finding_joins(client: Client) -> None:
    topic = make_topic("returns", "departures")
    make_claim(figure_as_said="9,000,001")  # the headline: nobody answers it
    government = make_claim(figure_as_said="17,001", indicator=make_indicator(code="departures"))
    un = make_claim(figure_as_said="17,080", indicator=make_indicator(code="departures"), by=make_un_speaker())
    services.reconcile(trigger="test")
    (overview,) = build_overviews()
    assert overview.topic == topic
    assert [panel.row.ref for panel in overview.headline.panels if panel.row] == [government.ref, un.ref]
    assert overview.headline.finding is not None


def test_a_claim_that_is_withdrawn_while_the_page_is_made_fails_nothing() -> None:
    make_topic("returns")
    claim = make_claim(figure_as_said="17,001")
    make_claim(figure_as_said="17,080", by=make_un_speaker())
    services.reconcile(trigger="test")

    def withdraw(claims: list[Claim]) -> Names:
        Claim.objects.filter(pk=claim.pk).update(state="withdrawn")
        return name_apart(claims)

    with mock.patch.object(home, "name_apart", withdraw):  # asked between choosing and showing
        (overview,) = build_overviews()
    assert overview.headline.finding is None
    assert overview.claims == 2


def test_of_several_pairs_the_latest_leads() -> None:
    make_topic("departures")
    later = make_source(slug="later", published_on=date(2020, 1, 1))
    for source, figure in ((make_source(), "1,001"), (later, "3,001")):
        for speaker in (make_speaker(), make_un_speaker()):
            make_claim(source=source, by=speaker, figure_as_said=figure, indicator=make_indicator(code="departures"))
    make_claim(figure_as_said="9,000,001", indicator=make_indicator(code="departures"), is_cumulative=False)
    services.reconcile(trigger="test")
    (overview,) = build_overviews()
    assert [panel.row.said_on for panel in overview.headline.panels if panel.row] == [date(2020, 1, 1)] * 2


def test_a_topic_whose_figures_nothing_joins_says_so_and_draws_nothing(client: Client) -> None:
    make_topic("returns", "departures")
    make_claim()
    make_claim(by=make_un_speaker(), indicator=make_indicator(code="departures"))
    assert "No rule sets a figure of one side against one of the other here." in read(client, "/")
    assert '<svg class="drawing"' not in client.get("/").content.decode()


def test_what_is_new_is_the_latest_by_the_day_it_was_said() -> None:
    for number, year in enumerate((2019, 2021, 2020, 2018, 2017, 2016, 2015)):
        make_claim(source=make_source(slug=f"s{number}", published_on=date(year, 1, 1)))
    assert [row.said_on.year for row in find_news().claims] == [2021, 2020, 2019, 2018, 2017]


def test_drafts_are_no_news(client: Client) -> None:
    make_claim(state="draft", figure_as_said="4,242")
    assert "4,242" not in client.get("/").content.decode()


def places(svg: str, css: str) -> list[tuple[float, float]]:
    return [(float(a), float(b)) for a, b in re.findall(rf'class="{css}" x1="([\d.]+)%" x2="([\d.]+)%"', svg)]


def drawing(*claims: Claim) -> str:
    return interval_drawing([build_row(claim) for claim in claims])


def test_a_drawing_is_to_scale_from_zero() -> None:
    svg = drawing(make_claim(figure_as_said="50,001"), make_claim(figure_as_said="100,002"))
    zero, first, second = (float(x) for x in re.findall(r'class="placed" x="([\d.]+)%"', svg))
    assert zero == 0
    assert second == pytest.approx(2 * first)


def test_what_is_below_zero_is_drawn_on_its_own_side_of_zero() -> None:
    balance: dict[str, Any] = {
        "unit": make_unit(code="usd", is_counted=False),
        "indicator": make_indicator(code="balance", is_net_change=True, unit=make_unit(code="usd")),
    }
    loss = make_claim(figure_as_said="−2 million", value=Decimal(-2_000_000), **balance)
    gain = make_claim(figure_as_said="1 million", value=Decimal(1_000_000), by=make_un_speaker(), **balance)
    svg = drawing(loss, gain)
    zero, *marks = (float(x) for x in re.findall(r'class="placed" x="([\d.]+)%"', svg))
    assert marks[0] < zero < marks[1]
    assert zero - marks[0] == pytest.approx(2 * (marks[1] - zero), abs=0.02), "to scale on either side"
    assert 'aria-label="On one axis through zero: ' in svg
    less: dict[str, Any] = {"qualifier": "less_than", "figure_as_said": "3,000"}
    assert drawing(make_claim(**less, **balance)).count("tip-left") == 1
    assert "tip-left" not in drawing(make_claim(**less)), "a count ends at zero"


def test_an_open_end_has_an_arrow_and_an_approximate_mark_is_hollow() -> None:
    svg = drawing(make_claim(qualifier="more_than"), make_claim(qualifier="about", figure_as_said="1,000"))
    assert svg.count("tip-right") == 1
    assert svg.count("point hollow") == 1
    assert places(svg, "thin")[0][1] == 99


def test_a_figure_without_a_number_leaves_no_drawing() -> None:
    assert drawing(make_claim(), make_claim(qualifier="vague", figure_as_said="vast majority")) == ""
    assert drawing(make_claim(figure_as_said="0")), "zero is a number"


def test_a_hostile_name_is_text_in_a_drawing() -> None:
    speaker = make_speaker(slug="hostile", name='"><script>alert(1)</script>')
    claim = make_claim(by=speaker)
    svg = interval_drawing([build_row(claim)], has_names=True)
    assert "<script" not in svg
