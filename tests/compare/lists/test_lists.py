"""The lists: facets, chips, columns, pages, and how much they cost."""

import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.claims.models import Claim
from apps.compare.lists import paging, query
from apps.compare.lists.claims import ClaimTable, filter_claims
from apps.compare.lists.facets import FIRST_VALUES, MOST_VALUES, Facet, Value
from apps.compare.lists.findings import FindingTable, filter_findings
from apps.compare.lists.sources import SourceTable, filter_sources
from apps.compare.lists.table import PageTable
from apps.compare.pages.list import ListPage, build_claims, build_findings, build_sources
from apps.compare.rows.claims import build_row
from apps.reconciliation import services
from apps.sources.models import Side
from tests.factories import (
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_source,
    make_speaker,
    make_un_speaker,
)

pytestmark = pytest.mark.django_db

BUILD = {
    "/claims/": build_claims,
    "/findings/": build_findings,
    "/sources/": build_sources,
}
FILTER: dict[str, Any] = {"/claims/": filter_claims, "/findings/": filter_findings, "/sources/": filter_sources}


def page(address: str, query: str = "") -> ListPage:
    return BUILD[address](QueryDict(query))


def facet(address: str, name: str, query: str = "") -> Facet:
    return next(each for each in page(address, query).facets if each.name == name)


def counts(found: Facet) -> dict[str, int]:
    return {value.words: value.count for value in found.values}


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "query", ["", "side=un", "q=refugees", "place=not-stated&status=done", "topic=rukban-camp", "indicator=returns"]
)
@pytest.mark.parametrize("address", ["/claims/", "/findings/", "/sources/"])
def test_a_count_is_the_number_of_rows_the_list_has_once_its_value_is_chosen(address: str, query: str) -> None:
    before = page(address, query)
    for each in before.facets:
        for value in each.values:
            if not value.is_chosen:
                after = FILTER[address](QueryDict(value.href[1:]))
                assert after.rows.count() == value.count, (each.name, value.words)
                assert not after.problems or before.paged.problems


@pytest.mark.usefixtures("story")
def test_the_facets_of_a_list_are_those_an_analyst_asks_by() -> None:
    assert [each.name for each in page("/claims/").facets] == [
        *("side", "organisation", "speaker", "indicator", "population", "place", "year", "status", "qualifier"),
        *("quote", "source"),
    ]
    assert [each.name for each in page("/findings/").facets] == [
        *("verdict", "reason", "rule", "between", "review"),
        *("side", "organisation", "speaker", "indicator", "population", "place"),
    ]
    assert [each.name for each in page("/sources/").facets] == ["side", "organisation", "year", "language"]


def test_not_stated_is_a_value_with_a_count() -> None:
    make_claim(place=make_place(), is_cumulative=False, period_end=date(2018, 12, 31))
    make_claim(figure_as_said="7", is_cumulative=False)
    make_claim(figure_as_said="8", is_cumulative=False)
    for name in ("place", "population", "year"):
        blank = next(value for value in facet("/claims/", name).values if value.is_blank)
        assert blank.words == "not stated"
        assert blank.count == page("/claims/", f"{name}=not-stated").paged.total
    assert counts(facet("/claims/", "place")) == {"not stated": 2, "Syr": 1}


@pytest.mark.usefixtures("story")
def test_the_year_of_a_claim_is_that_of_the_last_day_its_row_shows() -> None:
    for claim in Claim.objects.current().with_names():
        row = build_row(claim)
        year = row.ends_on.year if row.ends_on else "not-stated"
        assert filter_claims(QueryDict(f"year={year}&q={claim.ref}")).rows.count() == 1, claim.ref


@pytest.mark.parametrize(("days", "is_there"), [("from=2019-07-10", 0), ("to=2019-07-10", 1), ("from=2019-06-30", 1)])
def test_a_total_to_the_cut_off_is_found_by_the_days_its_row_shows(days: str, is_there: int) -> None:
    source = make_source(published_on=date(2019, 7, 24), cut_off_on=date(2019, 6, 30))
    claim = make_claim(source=source)
    assert build_row(claim).period == "to 30 Jun 2019"
    assert page("/claims/", days).paged.total == is_there


def test_a_claim_counts_for_what_its_indicator_is_a_kind_of_too() -> None:
    returns, narrower = make_indicator(), make_indicator(code="organised")
    narrower.broader.add(returns)
    make_claim(indicator=returns)
    make_claim(figure_as_said="5", indicator=narrower)
    assert counts(facet("/claims/", "indicator")) == {"Returns": 2, "Organised": 1}
    assert page("/claims/", "indicator=returns").paged.total == 2


def test_a_finding_of_two_organisations_counts_for_both_and_once_for_each() -> None:
    period: dict[str, Any] = {"period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)}
    make_claim(figure_as_said="1,851,424", **period)
    make_claim(figure_as_said="1,212", by=make_un_speaker(), **period)
    make_claim(figure_as_said="1,111", by=make_speaker(slug="other"), source=make_source(slug="later"), **period)
    services.reconcile(trigger="test")
    found = counts(facet("/findings/", "organisation"))
    assert set(found) == {"Syria", "Un"}
    total = page("/findings/").paged.total
    assert total
    for words, count in found.items():
        assert count == page("/findings/", f"organisation={words.lower()}").paged.total <= total


def test_the_chosen_value_is_marked_comes_first_and_is_taken_away_by_its_link() -> None:
    make_claim()
    make_claim(figure_as_said="5")
    make_claim(figure_as_said="6", by=make_un_speaker())
    un = facet("/claims/", "side", "side=un&sort=value").values[0]
    assert un == Value("United Nations", 1, "?sort=value", is_chosen=True, is_blank=False)
    assert counts(facet("/claims/", "side", "side=un")) == {"United Nations": 1, "Government": 2}


def test_a_chosen_value_that_no_row_has_is_still_shown() -> None:
    make_claim()
    make_claim(figure_as_said="6", by=make_un_speaker(), status="planned")
    chosen = facet("/claims/", "status", "side=government&status=planned").values[0]
    assert (chosen.words, chosen.count, chosen.is_chosen) == ("planned", 0, True)


def test_the_government_comes_first_and_the_united_nations_second() -> None:
    make_claim(by=make_speaker(slug="ngo", organisation=make_organisation(slug="ngo", side="other")))
    for number in range(3):
        make_claim(figure_as_said=str(number + 5), by=make_un_speaker())
    make_claim(figure_as_said="99")
    assert list(counts(facet("/claims/", "side"))) == [side.label for side in Side]


def test_many_values_are_folded_and_very_many_left_to_the_search() -> None:
    for number in range(MOST_VALUES + 3):
        make_claim(figure_as_said=str(number + 1), place=make_place(code=f"P{number}"))
    found = facet("/claims/", "place")
    assert (len(found.first), len(found.values), found.number, found.left_out) == (
        FIRST_VALUES,
        MOST_VALUES,
        MOST_VALUES + 3,
        3,
    )
    unseen = ({f"P{number}" for number in range(MOST_VALUES + 3)} - set(counts(found))).pop()
    chosen = facet("/claims/", "place", f"place={unseen}").values[0]
    assert (chosen.words, chosen.count, chosen.is_chosen) == (unseen, 1, True)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("address", BUILD)
def test_a_list_takes_the_same_number_of_queries_however_long_it_is(client: Client, address: str) -> None:
    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address + query).status_code == 200
        return len(captured)

    addresses = ("", "?per_page=100", "?per_page=100&page=2", "?q=2019&sort=-ref") if "claims" in address else ("",)
    before = [queries(query) for query in addresses]
    assert before[0] <= 27
    like = Claim.objects.get(pk=84)
    for number in range(60):
        source = make_source(slug=f"s{number}", language="ar" if number % 2 else "en")
        place, by = make_place(code=f"P{number}"), make_speaker(slug=f"by{number}")
        make_claim(
            source=source,
            place=place,
            by=by,
            indicator=like.indicator,
            figure_as_said=f"{10_001 + number:,}",
            period_end=date(1960 + number, 1, 1),
        )
    services.reconcile(trigger="test")
    assert [queries(query) for query in addresses] == before


@pytest.mark.usefixtures("story")
def test_fifty_claims_weigh_less_than_120_kb_with_every_column_and_a_filter(client: Client) -> None:
    for asked in ("per_page=50", "per_page=50&side=government&year=2019&status=done&sort=-value&q=people"):
        assert len(client.get(f"/claims/?{asked}").content) < 120_000, asked


@pytest.mark.usefixtures("story")
def test_the_filter_is_said_as_a_sentence_with_the_number_of_rows() -> None:
    caption = page("/claims/", "side=un&place=not-stated&from=2019-01-01&q=returns").table.caption
    assert re.fullmatch(
        r"\d+ claims where the words hold “returns” and side is United Nations and place is not stated"
        r" and the period reaches 1 Jan 2019 or later",
        caption,
    )
    assert page("/claims/").table.caption == "112 claims; shown here: 1 to 25"


@pytest.mark.usefixtures("story")
def test_clearing_all_keeps_the_order_and_the_columns() -> None:
    assert page("/claims/", "side=un&q=a&sort=value&columns=figure,quote").all_cleared == (
        "?sort=value&columns=figure,quote"
    )
    assert [chip.without for chip in page("/claims/", "side=un&q=a&page=2").listing.chips] == ["?side=un", "?q=a"]


@pytest.mark.parametrize("table", [ClaimTable, FindingTable, SourceTable])
def test_every_order_has_a_name_of_its_own_and_what_is_usual_can_be_chosen(table: type[PageTable]) -> None:
    offer = table.offer()
    assert len(offer.orders) == len(table.base_columns) + len(table.more_orders)
    assert set(offer.usual) < set(offer.columns) == set(table.base_columns) - {table.row_header}
    assert offer.default_sort.removeprefix("-") in offer.orders


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("address", BUILD)
def test_every_order_works_and_is_the_reverse_of_its_opposite(client: Client, address: str) -> None:
    offer = {"/claims/": ClaimTable, "/findings/": FindingTable, "/sources/": SourceTable}[address].offer()
    every_column = client.get(f"{address}?sort={offer.default_sort}&columns={','.join(offer.columns)}")
    assert "left out" not in every_column.content.decode()
    for order in offer.orders:
        for sort in (order, f"-{order}"):
            shown = paging.cut(FILTER[address](QueryDict(f"sort={sort}")))
            assert shown.records, sort
            assert shown.problems == (), sort
    if address == "/findings/":
        up, down = (FILTER[address](QueryDict(f"sort={sort}")).rows for sort in ("ref", "-ref"))
        assert list(up) == list(down)[::-1]


@pytest.mark.usefixtures("story")
def test_findings_are_ordered_by_how_far_figures_part_whichever_is_more() -> None:
    differences = [row.difference for row in filter_findings(QueryDict("sort=-difference")).rows]
    known = [difference for difference in differences if difference is not None]
    assert [abs(difference) for difference in known] == sorted(map(abs, known), reverse=True)
    assert min(known) < 0


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "query",
    ["side=un", "speaker=faisal-mekdad", "population=returned_refugees", "place=SYR", "organisation=russia-mod"],
)
def test_a_finding_passes_a_filter_if_either_of_its_figures_does(query: str) -> None:
    name, value = query.split("=")
    found = set(filter_findings(QueryDict(query)).rows)
    everything = filter_findings(QueryDict("")).rows
    meant = {
        finding
        for finding in everything
        if any(value == str(reads(end)[name]) for end in (finding.left, finding.right) if end)
    }
    assert found == meant
    assert 0 < len(found) < len(everything)


def reads(claim: Claim) -> dict[str, Any]:
    return {
        "side": claim.speaker.organisation.side,
        "organisation": claim.speaker.organisation.slug,
        "speaker": claim.speaker.slug,
        "population": claim.population and claim.population.code,
        "place": claim.place and claim.place.code,
    }


@pytest.mark.usefixtures("story")
def test_the_columns_are_chosen_in_the_address(client: Client) -> None:
    def heads(query: str) -> list[str]:
        html = client.get(f"/claims/?{query}").content.decode()
        return [unescape(head.strip()) for head in re.findall(r'<a class="sort" href="[^"]*">([^<]*)', html)]

    usual = ["Claim", "Figure", "Unit", "What is counted", "Where", "Period", "Who says so", "Said on"]
    assert heads("") == usual
    assert heads("columns=quote,figure") == ["Claim", "Figure", "In the words used"]
    assert heads("columns=quote&columns=figure") == ["Claim", "Figure", "In the words used"], "as a form sends them"
    assert heads("columns=colour") == usual
    assert (
        "columns: “colour” was left out; expected some of figure, unit"
        in client.get("/claims/?columns=colour,figure").content.decode()
    )
    assert heads("columns=colour,figure") == ["Claim", "Figure"]


@pytest.mark.usefixtures("story")
def test_the_choice_of_columns_is_kept_by_every_link(client: Client) -> None:
    html = client.get("/claims/?columns=figure,quote&side=un&per_page=25").content.decode()
    main = html[html.index("<main") : html.index("<tbody")]
    links = [unescape(href) for href in re.findall(r'<a[^>]* href="(\?[^"]*)"', main)]
    assert len(links) > 30
    assert all("columns=figure,quote" in link for link in links)
    assert 'name="columns" value="figure,quote"' in html, "and by the form"


def test_pages_end_at_a_hundred_with_a_word_about_the_rest(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(51):
        make_claim(figure_as_said=str(number + 1))
    monkeypatch.setattr(paging, "MOST_PAGES", 2)
    html = client.get("/claims/?page=2").content.decode()
    assert "Page 2 of 2" in html
    assert "narrow the filters or download all 51 rows" in html
    assert ">Next<" not in html
    assert "pages go up to 2; narrow the filters or download" in client.get("/claims/?page=3").content.decode()
    assert query.MOST_PAGES == 100


@pytest.mark.usefixtures("story")
def test_ticked_claims_are_sent_to_the_page_that_compares_them(client: Client) -> None:
    html = client.get("/claims/").content.decode()
    form = html[html.index('<form action="/compare/">') : html.index("</table>")]
    assert len(re.findall(r'<input type="checkbox" name="claims" value="C-\d+" aria-label="Tick C-\d+', form)) == 25
    assert "Compare the two ticked" in form


@pytest.mark.usefixtures("story")
def test_findings_are_searched_by_the_words_of_their_claims(client: Client) -> None:
    found = page("/findings/", "q=fleischer").paged
    assert found.total
    assert all("fleischer" in f"{r.left.speaker} {r.right and r.right.speaker}".lower() for r in found.records)


@pytest.mark.usefixtures("story")
def test_sources_are_filtered_sorted_and_searched_like_the_other_lists(client: Client) -> None:
    make_claim(source=make_source(slug="note", title="نشرة", language="ar", published_on=date(2018, 5, 1)))
    assert page("/sources/").paged.total == 2
    assert page("/sources/", "language=ar").table.caption == "1 source where language is Arabic"
    assert page("/sources/", "year=2018").paged.total == 1
    assert page("/sources/", "q=نشره").paged.total == 1
    assert page("/sources/", "year=not-stated").paged.total == 0
    assert [source.published for source in page("/sources/", "sort=-claims").paged.records] == [112, 1]


def test_claims_whose_quotes_are_not_in_their_texts_are_marked_and_found(client: Client) -> None:
    make_claim(source=(source := make_source(text="5 people returned")), figure_as_said="5")
    orphan = make_claim(source=source, figure_as_said="6")
    bare = make_claim(source=make_source(slug="bare"), figure_as_said="7")
    for state, wanted in (("orphan", orphan), ("no_text", bare)):
        assert list(filter_claims(QueryDict(f"quote={state}")).rows) == [wanted]
    html = client.get("/claims/?columns=quote_state").content.decode()
    assert html.count("quote not in the text</span>") == 1
    table = page("/claims/", "columns=quote_state&quote=orphan").table
    assert [str(cell.words) for cells in table.cells for cell in cells][1:] == ["not in the text"]


def test_files_say_whether_the_quote_is_in_the_text(client: Client) -> None:
    make_claim(source=(source := make_source(text="5 people returned")), figure_as_said="5")
    make_claim(source=source, figure_as_said="6")
    make_claim(source=make_source(slug="bare"), figure_as_said="7")
    for corrections in ("none", "all"):
        address = f"/claims.json?sort=ref&corrections={corrections}"
        said = json.loads(b"".join(client.get(address)).decode())["rows"]
        assert [row["quote_in_text"] for row in said] == ["yes", "no", None]
