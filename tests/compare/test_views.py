"""The pages: what they hold, what they leave out, and what they do with an address that makes no sense."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.claims.models import Claim
from apps.compare.models import Topic
from apps.reconciliation import services
from apps.reconciliation.models import Finding, Mark
from apps.sources.models import Source
from tests.factories import make_claim, make_un_speaker

pytestmark = pytest.mark.django_db

STORY = "joint-session-2019-07-24"
LISTS = ("/", "/topics/", "/claims/", "/findings/", "/sources/")


class Text(HTMLParser):
    """The words of a page, without its data and its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style") and data.strip():
            self.words.append(data.strip())


class Folding(HTMLParser):
    """The cells that are laid out after their label on a phone, and which of them hold more than one thing."""

    VOID = ("br", "img", "input", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0  # below a cell, which itself is at one
        self.held: list[str] = []
        self.cells, self.is_folding = 0, False
        self.parted: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "table":
            self.is_folding = "folding" in (names.get("class") or "")
        if self.depth:
            self.held += [tag] if self.depth == 1 else []
            self.depth += tag not in self.VOID
        elif self.is_folding and "data-label" in names and "fold-lead" not in (names.get("class") or ""):
            self.depth, self.held, self.cells = 1, [], self.cells + 1

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1
            self.parted += [" ".join(self.held)] if not self.depth and len(self.held) > 1 else []

    def handle_data(self, data: str) -> None:
        if self.depth == 1 and data.strip() and self.held[-1:] != [data]:
            self.held.append(data.strip())


def read(client: Client, address: str, status: int = 200) -> str:
    """The page as a person without scripts reads it, blanks joined."""
    response = client.get(address)
    assert response.status_code == status, address
    reader = Text()
    reader.feed(response.content.decode())
    return re.sub(r"\s+", " ", " ".join(reader.words))


def every_page() -> list[str]:
    """Every list, topic, finding and source, and every eighth claim."""
    details = [
        record.get_absolute_url()
        for records in (Topic.objects.all(), Claim.objects.in_order()[::8], Finding.objects.all(), Source.objects.all())
        for record in records
    ]
    return [*LISTS, *details]


@pytest.mark.usefixtures("story")
def test_every_page_opens_is_well_ordered_and_asks_no_other_host(client: Client) -> None:
    for address in every_page():
        response = client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"https?:", html), address
        assert not re.search(r"\sstyle=|\son\w+=\"|<style", html), f"{address}: something the policy refuses"
        assert "None" not in html, address
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{address} skips a level: {levels}"


@pytest.mark.usefixtures("story")
def test_a_cell_that_folds_on_a_phone_holds_one_thing(client: Client) -> None:
    """Each thing in it is a cell of a grid there, beside the label, so that a sentence of several would be torn."""
    cells = 0
    for address in every_page():
        page = Folding()
        page.feed(client.get(address).content.decode())
        assert page.parted == [], address
        cells += page.cells
    assert cells > 1_000
    torn = Folding()
    torn.feed('<table class="folding"><td data-label="How"><span>C-1</span> is higher</td>')
    assert torn.parted == ["span is higher"]


@pytest.mark.usefixtures("story")
def test_returns_to_syria_shows_four_speakers_side_by_side(client: Client) -> None:
    html = client.get("/topics/returns-to-syria/").content.decode()
    head = html[html.index('class="matrix') :]
    columns = re.findall(r'<th scope="col"[^>]*>\s*(?:<[^>]+>\s*)*([^<\s][^<]*)', head[: head.index("</thead>")])
    speakers = [
        column.strip() for column in columns if column.strip() in {"Mizintsev", "Makhlouf", "Mekdad", "Fleischer"}
    ]
    assert set(speakers) == {"Mizintsev", "Makhlouf", "Mekdad", "Fleischer"}
    assert speakers[-1] == "Fleischer", "the government first, the United Nations second"


@pytest.mark.usefixtures("story")
def test_same_number_different_thing_is_said_where_the_number_stands(client: Client) -> None:
    finding = Finding.objects.get(key="lookalike:C-47:C-78")
    for address in ("/topics/returns-to-syria/", "/claims/C-47/", "/claims/C-78/", "/findings/"):
        text = read(client, address)
        assert f"Same number, different thing {finding.ref}" in text, address


@pytest.mark.usefixtures("story")
def test_a_finding_shows_both_sides_the_arithmetic_and_room_for_explanations(client: Client) -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    text = read(client, finding.get_absolute_url())
    for words in ("319,274", "41,570", "+277,704", "7.7 times", "no explanation given", "C-44 ≤ C-84"):
        assert words in text
    for line in finding.trace:
        assert line["label"] in text


@pytest.mark.usefixtures("story")
def test_who_hears_a_page_hears_words_and_each_of_them_once(client: Client) -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    html = client.get(finding.get_absolute_url()).content.decode()
    assert '<section class="panel" aria-label="more than 319,274 people">' in html
    assert not re.search('aria-label="[^"]*(?:&gt;|&lt;|[≈≤≥])', html)
    for address in (finding.get_absolute_url(), "/topics/returns-to-syria/"):
        assert "Government: Government" not in read(client, address)


@pytest.mark.usefixtures("story")
def test_a_source_lists_its_figures_in_order_with_their_quotes(client: Client) -> None:
    html = client.get(f"/sources/{STORY}/").content.decode()
    refs = re.findall(r"/claims/(C-\d+)/", html)
    assert list(dict.fromkeys(refs)) == [f"C-{number}" for number in range(1, 113)]
    text = read(client, f"/sources/{STORY}/")
    assert "More than 2 million refugees" in text


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/claims/?side=martian", "side: “martian” was left out; expected one of the values offered."),
        ("/claims/?from=2019-02-31", "from: “2019-02-31” was left out; expected a day of the calendar"),
        ("/claims/?from=2019-07-24&to=2019-07-01", "expected a day that is not before “from”"),
        ("/claims/?colour=red", "“colour” is not a filter of this list and was left out."),
        ("/claims/?sort=password", "sort: “password” was left out; expected one of"),
        ("/claims/?page=-1", "page: “-1” was left out; expected a page number"),
        ("/claims/?page=999", "there is no page 999; this is the last one"),
        ("/claims/?per_page=1000000", "per_page: “1000000” was left out; expected one of 25, 50, 100."),
        ("/claims/?speaker=nobody", "speaker: “nobody” was left out"),
        ("/claims/?side=un&side=other", "side: “un and other” was left out; expected one value."),
        ("/findings/?verdict=true", "verdict: “true” was left out"),
        ("/findings/?claim=47", "claim: “47” was left out; expected a claim's reference such as C-17."),
        ("/topics/returns-to-syria/?rows=some", "rows: “some” was left out"),
        ("/topics/returns-to-syria/?colour=red", "“colour” is not a choice of this page and was left out."),
        ("/?side=un", "“side” is not a choice of this page and was left out."),
        ("/topics/?page=2", "“page” is not a choice of this page and was left out."),
        ("/claims/C-47/?by=place", "“by” is not a choice of this page and was left out."),
        (f"/sources/{STORY}/?q=refugees", "“q” is not a choice of this page and was left out."),
        ("/method/?version=3", "“version” is not a choice of this page and was left out."),
        ("/compare/?claim=C-3", "“claim” is not a choice of this page and was left out."),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(client: Client, address: str, message: str) -> None:
    assert message.replace("'", "’") in read(client, address).replace("'", "’")


@pytest.mark.usefixtures("story")
def test_what_makes_no_sense_on_a_finding_is_named_too(client: Client) -> None:
    finding = Finding.objects.standing().order_by("pk")[0]
    assert "“sort” is not a choice of this page" in read(client, f"{finding.get_absolute_url()}?sort=ref")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("address", [*LISTS, "/claims/C-47/", "/method/", "/compare/", "/topics/returns-to-syria/"])
def test_what_asks_for_nothing_is_no_fault_of_an_address(client: Client, address: str) -> None:
    for query in ("", "?colour=", "?colour=%20&colour="):
        assert "was not understood" not in read(client, address + query)


@pytest.mark.usefixtures("story")
def test_the_rest_of_a_query_is_kept(client: Client) -> None:
    text = read(client, "/claims/?side=un&colour=red")
    assert "34 claims where side is United Nations" in text


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "junk", ["%00", "%FF%FE", "a" * 5000, "'; DROP TABLE claims_claim; --", "<script>alert(1)</script>"]
)
def test_hostile_words_do_no_harm(client: Client, junk: str) -> None:
    for name in ("q", "side", "from", "sort", "page", "speaker", "nonsense"):
        response = client.get(f"/claims/?{name}={junk}")
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("words", "found"),
    [("1,851,424", "C-1"), ("C-47", "C-47"), ("rukban", "C-8"), ("FLEISCHER", "C-78"), ("2 million", "C-47")],
)
def test_the_search_finds_figures_references_places_and_people(client: Client, words: str, found: str) -> None:
    html = client.get("/claims/", {"q": words, "per_page": "100"}).content.decode()
    assert f"/claims/{found}/" in html


@pytest.mark.usefixtures("story")
def test_nothing_found_says_which_filter_to_drop(client: Client) -> None:
    text = read(client, "/claims/?q=zebra&side=un")
    assert "No claim matches all of these filters. Drop “ Words: zebra ” to see 34 claims, or clear all ." in text
    text = read(client, "/claims/?q=rukban&place=JOR")
    assert "Drop “ Place: Jordan ” to see 11 claims" in text, "the filter without which there are the most rows"
    assert "none would if one of them were dropped" in read(client, "/claims/?q=zebra&year=1950")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "address", ["/claims/C-0/", "/claims/C-9999/", "/findings/F-9999/", "/sources/none/", "/topics/none/"]
)
def test_what_is_not_there_is_not_found_in_the_same_frame(client: Client, address: str) -> None:
    assert "There is no such page" in read(client, address, status=404)


def test_the_header_says_where_one_is(client: Client) -> None:
    here = '<a href="/claims/" aria-current="true">'
    assert client.get("/claims/").content.decode().count("aria-current") == 2, "in the header and in the breadcrumb"
    assert here in client.get("/claims/").content.decode()
    assert "aria-current" not in client.get("/nowhere/").content.decode()


def test_drafts_and_withdrawn_claims_are_on_no_page(client: Client) -> None:
    shown = make_claim(figure_as_said="100,001")
    for state in ("draft", "withdrawn"):
        make_claim(quote=f"a {state} canary", figure_as_said="200,001", by=make_un_speaker(), state=state)
    services.reconcile(trigger="test")
    addresses = [*LISTS, shown.get_absolute_url(), shown.source.get_absolute_url(), "/claims/?q=canary"]
    for address in addresses:
        html = client.get(address).content.decode()
        for repeated in ("q=canary", 'value="canary"', "Words: canary", "Words: <bdi>canary"):
            html = html.replace(repeated, "")
        assert "canary" not in html, address
    for hidden in Claim.objects.exclude(pk=shown.pk):
        assert client.get(hidden.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("story")
def test_the_table_and_the_chart_of_a_page_hold_the_same_figures(client: Client) -> None:
    response = client.get("/topics/returns-to-syria/?chart=all&rows=all")
    html = response.content.decode()
    data, *_ = re.findall(r'<script id="[^"]+" type="application/json">(.*?)</script>', html, re.DOTALL)
    page: Any = response.context["page"]
    rows = page.drawings[0].chart.rows
    marks = [t["x"][0] for t in json.loads(data)["data"] if t["mode"] == "markers" and len(t["x"]) == 1]
    assert marks == [float(row.value) for row in reversed(rows) if row.value is not None]
    assert {row.pk for drawing in page.drawings for row in drawing.chart.rows} <= {row.pk for row in page.matrix.rows}


@pytest.mark.usefixtures("story")
def test_a_list_takes_the_same_number_of_queries_however_long_it_is(client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    source, like = Source.objects.get(slug=STORY), Claim.objects.get(pk=84)
    # From the first change on every page says that findings are being worked out anew.
    make_claim(source=source, by=like.speaker, indicator=like.indicator, figure_as_said="10,000")
    before = [queries(address) for address in ("/", "/topics/", f"/sources/{STORY}/", "/topics/returns-to-syria/")]
    for number in range(20):
        make_claim(source=source, by=like.speaker, indicator=like.indicator, figure_as_said=f"{10_001 + number:,}")
    after = [queries(address) for address in ("/", "/topics/", f"/sources/{STORY}/", "/topics/returns-to-syria/")]
    assert after == before


@pytest.mark.usefixtures("story")
def test_pages_are_light(client: Client) -> None:
    for address in (*LISTS, "/claims/?per_page=50", "/topics/returns-to-syria/", f"/sources/{STORY}/"):
        assert len(client.get(address).content) < 120_000, address


def test_how_many_there_are_is_written_as_every_number_is() -> None:
    pages: dict[str, dict[str, Any]] = {
        "home.html": {"counts": [{"number": 12_345, "noun": "claim", "view": "claims"}], "set_aside": 1_234},
        "includes/_values.html": {"values": [{"words": "Syria", "count": 12_345, "href": "?place=SYR"}]},
        "includes/_pages.html": {"paged": {"pages": 100, "total": 12_345, "is_cut": True}},
    }
    for name, context in pages.items():
        html = render_to_string(name if "/" in name else f"compare/{name}", context)
        assert "12,345" in html, name


def test_an_empty_site_says_that_it_is_empty(client: Client) -> None:
    assert "No claim has been published yet." in read(client, "/claims/")
    assert "Nothing has been found yet." in read(client, "/findings/")
    for address in LISTS:
        read(client, address)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("address", LISTS)
def test_pages_are_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.usefixtures("story")
def test_the_policy_is_on_every_answer(client: Client) -> None:
    for address in (*LISTS, "/nowhere/", "/claims.csv", "/admin/login/", "/healthz"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_page_says_when_something_was_saved_and_not_yet_reconciled(client: Client) -> None:
    make_claim()  # which nobody reconciles here: that waits for the end of a transaction
    assert Mark.objects.exists()
    response = client.get("/claims/")
    assert response.status_code == 200
    assert "The findings are those of the last calculation" in response.content.decode()
    services.reconcile(trigger="test")
    assert "The findings are those of the last calculation" not in client.get("/claims/").content.decode()
