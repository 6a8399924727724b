"""The topic page: three charts where their data exist, everything chosen in the address."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from apps.claims.models import Claim, Dimension
from apps.compare.models import Topic
from apps.compare.pages.topic.page import TopicPage
from apps.compare.pages.topic.side_by_side import MOST_ON_PAPER
from tests.compare.test_views import read
from tests.factories import make_breakdown, make_claim, make_indicator, make_speaker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]

RETURNS = "/topics/returns-to-syria/"


def page_of(client: Client, address: str) -> TopicPage:
    response: Any = client.get(address)
    assert response.status_code == 200, address
    page: TopicPage = response.context["page"]
    return page


def titles(client: Client, address: str) -> dict[str, str]:
    return {drawing.name: drawing.chart.title for drawing in page_of(client, address).drawings}


def test_each_chart_has_what_it_finds_as_its_title(client: Client) -> None:
    assert titles(client, RETURNS) == {
        "intervals": "Undecided: Mizintsev more than 1,851,424 people, Fleischer just over 2 million returns",
        "parts": (
            "Fleischer’s 3 parts by period make 2,010,000 of just over 2 million returns; Mizintsev says more than "
            "1,851,424 people"
        ),
        "timeline": "Returns, Syria: Fleischer says 674,000 (2017), 1.2 million (2018), 136,000 (since 1 Jan 2019)",
    }


def test_what_saves_a_chart_is_named_by_the_chart(client: Client) -> None:
    """Three links called CSV lead to three files."""
    html = client.get(RETURNS).content.decode()
    named = re.findall(
        r'<a class="button" href="[^"]*/(\w+)\.csv" download id="(\S+)" aria-labelledby="\2 (\S+)"', html
    )
    assert [file for file, _, _ in named] == ["intervals", "parts", "timeline"]
    assert [title for _, _, title in named] == re.findall(r'<h3 id="(\S+)">', html)


def test_on_paper_a_table_is_folded_only_where_a_sheet_has_no_room_for_its_speakers(client: Client) -> None:
    folded = re.compile(r'matrix_folded[^"]*\.css" media="([^"]*)"')
    indicator = make_indicator(code="of-its-own")
    topic = Topic.objects.create(slug="many-speakers", title="Many speakers", question="Who?")
    topic.indicators.set([indicator])
    for number in range(MOST_ON_PAPER):
        make_claim(indicator=indicator, by=make_speaker(slug=f"s{number}", name=f"Speaker Number{number}"))
    html = client.get("/topics/many-speakers/").content.decode()
    assert folded.findall(html) == ["screen and (width < 48rem)"]
    assert "Where the figures are from" in html
    make_claim(indicator=indicator, by=make_speaker(slug="one-more", name="One More"))
    html = client.get("/topics/many-speakers/").content.decode()
    assert folded.findall(html) == ["print, screen and (width < 48rem)"]
    assert "Where the figures are from" not in html


def test_an_axis_holds_one_sort_of_thing_unless_a_finding_joins_two(client: Client) -> None:
    (chart,) = [drawing.chart for drawing in page_of(client, "/topics/rebuilding/").drawings]
    assert {row.unit for row in chart.rows} == {"facilities"}
    assert chart.title == "The largest figure is Mizintsev’s 14,422 facilities (Industrial enterprises restored)"
    intervals, *_ = page_of(client, f"{RETURNS}?chart=all").drawings
    assert {row.unit for row in intervals.chart.rows} == {"people", "returns"}


def test_a_chart_is_there_only_where_its_data_exist(client: Client) -> None:
    assert set(titles(client, "/topics/rukban-camp/")) == {"intervals"}


def test_another_breakdown_and_another_quantity_can_be_drawn(client: Client) -> None:
    chosen = titles(client, f"{RETURNS}?parts=C-79-place&over=C-83")
    assert chosen["parts"] == "Fleischer’s 5 parts by place make 626,500 of 674,000 returns; 47,500 not broken down"
    assert chosen["timeline"].startswith("Returns: Returned refugees, Syria: Fleischer says 56,000 (2018)")


def test_every_link_of_the_page_keeps_the_other_choices_and_leads_to_what_it_says(client: Client) -> None:
    page = page_of(client, f"{RETURNS}?by=place&parts=C-79-place")
    links = [link for drawing in page.drawings for link in drawing.links]
    assert [link.is_here for link in links].count(True) == 2
    for link in (*links, *page.by_links):
        linked = page_of(client, RETURNS + link.href)
        assert not linked.choices.problems, link.href
    assert all("by=place" in link.href for link in links)
    assert all("parts=C-79-place" in link.href for link in page.by_links)


def test_a_breakdown_along_anything_can_be_drawn_by_its_link_and_had_as_csv(client: Client) -> None:
    """Of each dimension one, besides those of the story, and one whose name is not in Latin letters."""
    whole = Claim.objects.get(pk=78)
    names = {f"by {dimension}": dimension for dimension in Dimension} | {"по причине": Dimension.OTHER}
    taken = set(whole.breakdowns.values_list("name", flat=True))
    for number, (name, dimension) in enumerate(names.items()):
        if name not in taken:
            part = make_claim(
                source=whole.source,
                by=whole.speaker,
                indicator=whole.indicator,
                place=whole.place,
                figure_as_said=f"{1_001 + number:,}",
            )
            make_breakdown(whole=whole, parts=[part], dimension=dimension, name=name, is_complete=False)
    links = {
        (link.words, RETURNS + link.href)
        for breakdown in whole.breakdowns.all()
        for drawing in page_of(client, f"{RETURNS}?parts=C-78-{slugify(breakdown.along, allow_unicode=True)}").drawings
        if drawing.name == "parts"
        for link in drawing.links
    }
    assert {words.rpartition(", by ")[2] for words, _ in links} >= {name.removeprefix("by ") for name in names}
    for words, address in links:
        page = page_of(client, address)
        assert not page.choices.problems, address
        (parts,) = [drawing for drawing in page.drawings if drawing.name == "parts"]
        assert [link.words for link in parts.links if link.is_here] == [words]
        assert f" by {words.rpartition(', by ')[2]} " in parts.chart.title
        assert client.get(parts.csv).status_code == 200, parts.csv


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("parts=C-999-place", "parts: “C-999-place” was left out; expected a breakdown of this topic."),
        (
            "over=C-1",
            "over: “C-1” was left out; expected a claim of this topic whose quantity is given for several dates.",
        ),
        ("by=moon", "by: “moon” was left out; expected one of population, period, place, origin."),
    ],
)
def test_what_this_topic_does_not_have_is_named_and_left_out(client: Client, query: str, message: str) -> None:
    assert message in read(client, f"{RETURNS}?{query}&rows=all")
    page = page_of(client, f"{RETURNS}?{query}&rows=all")
    assert page.choices.query == "?rows=all", "the rest is kept"


def test_rows_stand_by_place_where_the_reader_asks_for_it(client: Client) -> None:
    html = client.get(f"{RETURNS}?by=place&rows=all").content.decode()
    bands = re.findall(r'<th scope="rowgroup"[^>]*>\s*<span>([^<]+)', html)
    assert bands[0] == "Syria"
    assert {"Aleppo", "Rural Damascus", "Idleb"} <= set(bands)
    assert len(bands) == len(set(bands))


def test_not_reported_and_unknown_are_two_things(client: Client) -> None:
    like = Claim.objects.get(pk=84)
    make_claim(
        by=like.speaker, source=like.source, indicator=like.indicator, figure_as_said="not known", qualifier="vague"
    )
    Topic.objects.filter(slug="returns-to-syria").update(place=None)
    text = read(client, f"{RETURNS}?rows=all")
    assert "Unknown" in text.replace("Unknown is said not to be known", "")
    assert "not reported" in text


def test_each_chart_has_its_rows_as_csv_for_the_same_choices(client: Client) -> None:
    for drawing in page_of(client, f"{RETURNS}?parts=C-79-place&chart=all").drawings:
        response: Any = client.get(drawing.csv)
        rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
        assert [row["ref"] for row in rows] == [row.ref for row in drawing.chart.rows], drawing.name


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/topics/returns-to-syria/nothing.csv", 404),
        ("/topics/rukban-camp/parts.csv", 404),
        ("/topics/nothing/parts.csv", 404),
        ("/topics/returns-to-syria/parts.csv?parts=C-999-place", 400),
        ("/topics/returns-to-syria/parts.csv?colour=red", 400),
    ],
)
def test_a_csv_that_makes_no_sense_is_refused(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_the_page_says_what_is_open_and_how_to_cite_it(client: Client) -> None:
    text = read(client, f"{RETURNS}?by=place&colour=red")
    assert "Where are the other 47,500 of Corinne Fleischer’s 674,000 returns, 2017?" in text
    assert "http://testserver/topics/returns-to-syria/?by=place (accessed" in text, "what made no sense is left out"
    assert "colour=red (accessed" not in text


def test_the_page_takes_the_same_number_of_queries_however_much_is_said(client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    like = Claim.objects.get(pk=84)
    # From the first change on every page says that findings are being worked out anew.
    make_claim(source=like.source, by=like.speaker, indicator=like.indicator, figure_as_said="10,000")
    before = queries(RETURNS)
    for number in range(20):
        make_claim(
            source=like.source,
            by=like.speaker,
            indicator=like.indicator,
            place=like.place,
            figure_as_said=f"{10_001 + number:,}",
        )
    assert queries(f"{RETURNS}?rows=all&chart=all&by=period") == before


def test_a_whole_page_is_light(client: Client) -> None:
    assert len(client.get(f"{RETURNS}?by=place").content) < 120_000


def test_a_topic_of_which_nobody_speaks_says_so(client: Client) -> None:
    Claim.objects.update(state="withdrawn")
    text = read(client, RETURNS)
    assert "No figure on this topic has been published yet." in text
    assert "Countercheck (no data yet)" in text
