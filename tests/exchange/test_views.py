"""Downloads hold exactly the rows of their filter, or refuse."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl.utils.escape import unescape

from apps.claims.models import Claim
from apps.compare.models import Topic
from apps.exchange.cells import unguard
from apps.exchange.columns import CLAIM_COLUMNS, FINDING_COLUMNS, SOURCE_COLUMNS, Written, version_of
from apps.exchange.imports import import_claims
from apps.exchange.reading.faults import Refused
from apps.reconciliation import services
from apps.reconciliation.models import Explanation, Finding
from apps.sources.models import Source
from tests.factories import make_claim, make_source, make_speaker, make_un_speaker, make_unit

pytestmark = pytest.mark.django_db


COLUMNS: dict[str, Sequence[Written]] = {
    "claims": CLAIM_COLUMNS,
    "topics": CLAIM_COLUMNS,
    "findings": FINDING_COLUMNS,
    "sources": SOURCE_COLUMNS,
}


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, address).decode())))


@pytest.mark.usefixtures("story")
def test_every_claim_leaves_as_csv(client: Client) -> None:
    found = rows(client, "/claims.csv")
    assert len(found) == 112
    assert list(found[0]) == [column.header for column in CLAIM_COLUMNS]
    mekdad = next(row for row in found if row["ref"] == "C-47")
    assert (mekdad["value"], mekdad["low"], mekdad["high"], mekdad["strict_high"]) == (
        "2000000",
        "2000000",
        "3000000",
        "",
    )


@pytest.mark.usefixtures("story")
def test_the_filters_of_the_list_are_those_of_the_download(client: Client) -> None:
    assert {row["side"] for row in rows(client, "/claims.csv?side=un")} == {"un"}
    assert len(rows(client, "/claims.csv?side=un")) == 34
    assert len(rows(client, "/topics/returns-to-syria.csv")) == len(rows(client, "/claims.csv?topic=returns-to-syria"))


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("claims", "side=martian"),
        ("claims", "colour=red"),
        ("claims", "hxl=perhaps"),
        ("claims", "shown=2"),
        ("claims", "columns=colour"),
        ("claims", "q=a+b+c+d+e+f+g+h+i"),
        ("findings", "verdict=odd"),
        ("findings", "hxl=1"),
        ("sources", "language=tlh"),
        ("topics/returns-to-syria", "colour=red"),
        ("topics/returns-to-syria", "topic=rukban-camp"),
        ("topics/returns-to-syria", "side=martian"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(client: Client, name: str, query: str, suffix: str) -> None:
    response = client.get(f"/{name}.{suffix}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.usefixtures("story")
def test_findings_leave_as_csv(client: Client) -> None:
    found = {row["claims"]: row for row in rows(client, "/findings.csv")}
    assert len(found) == 21
    bound = found["C-44 C-84"]
    assert (bound["rule"], bound["verdict"], bound["difference"], bound["factor"]) == (
        "bound",
        "differs",
        "277704",
        "7.680395",
    )
    assert bound["left"] == "> 319,274 people"
    assert len(rows(client, "/findings.csv?verdict=lookalike")) == 1


def test_hxl_is_given_when_asked_for(client: Client) -> None:
    make_claim()
    assert rows(client, "/claims.csv?hxl=1")[0]["ref"] == "#meta+id"
    assert rows(client, "/claims.csv")[0]["ref"].startswith("C-")
    assert client.get("/claims.json?hxl=1").status_code == 400


def test_a_text_that_a_spreadsheet_would_run_is_made_safe_and_a_number_stays_one(client: Client) -> None:
    cold = make_unit(code="degrees", is_counted=False)
    make_claim(figure_as_said="-5", value=-5, unit=cold, quote="=HYPERLINK(1)")
    (row,) = rows(client, "/claims.csv")
    assert row["quote"] == "'=HYPERLINK(1)"
    assert row["value"] == "-5"


def test_drafts_never_leave(client: Client) -> None:
    make_claim(state="draft", quote="a canary")
    assert rows(client, "/claims.csv") == []
    assert Claim.objects.count() == 1


def test_a_topic_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/topics/nowhere.csv").status_code == 404


@pytest.mark.usefixtures("story")
def test_a_finding_leaves_with_what_was_decided_on_it(client: Client) -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    made = services.record_review(finding, status="explained", note="Two ways of counting.", by=None)
    (row,) = rows(client, "/findings.csv?review=explained")
    assert (row["ref"], row["review"], row["stale"]) == (finding.ref, "explained", "no")
    assert datetime.fromisoformat(row["reviewed_at"]) == made.at.replace(microsecond=0)
    assert len(rows(client, "/findings.csv?review=none")) == 20
    Finding.objects.filter(pk=finding.pk).update(inputs_digest="0" * 64)
    (row,) = rows(client, "/findings.csv?review=stale")
    assert (row["ref"], row["review"], row["stale"]) == (finding.ref, "explained", "yes")


@pytest.mark.usefixtures("story")
def test_a_finding_leaves_with_how_much_people_explained(client: Client) -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    for amount in (Decimal("1000.5"), None, Decimal(200)):
        Explanation.objects.create(
            finding=finding, code="method", words="Counted otherwise.", amount=amount, given_on=date(2019, 8, 1)
        )
    said = {row["ref"]: row["explained"] for row in rows(client, "/findings.csv")}
    assert said.pop(finding.ref) == "1200.5"
    assert set(said.values()) == {""}, "nobody said anything of the others, which is not zero"


@pytest.mark.usefixtures("story")
def test_a_download_may_hold_the_shown_rows_alone(client: Client) -> None:
    query = "side=government&sort=value&page=2&per_page=25"
    shown = client.get(f"/claims/?{query}").context["page"].paged.records
    assert [row["ref"] for row in rows(client, f"/claims.csv?{query}&shown=1")] == [claim.ref for claim in shown]
    assert len(rows(client, f"/claims.csv?{query}")) == 78
    assert len(rows(client, "/findings.csv?shown=1&per_page=25&sort=ref")) == 21
    assert client.get("/claims.csv?page=99&shown=1").status_code == 400


# What a list or a topic can be asked for, as a page and as files.
LISTS = [
    ("claims", "side=un"),
    ("claims", "q=rukban&sort=value&columns=figure,quote"),
    ("claims", "hxl=1&place=not-stated"),
    ("claims", "shown=1&page=2"),
    ("findings", ""),
    ("findings", "verdict=differs&sort=difference"),
    ("sources", "language=en"),
    ("topics/returns-to-syria", "rows=all"),
    ("topics/rukban-camp", ""),
]


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(("name", "query"), LISTS)
def test_the_three_sorts_of_file_hold_the_same_cells(client: Client, name: str, query: str) -> None:
    make_claim(
        figure_as_said="-5",
        value=-5,
        unit=make_unit(code="degrees", is_counted=False),
        quote="=HYPERLINK(1)",
        locator="'-x",
        source=Source.objects.get(),
    )
    header, *lines = list(csv.reader(io.StringIO(body(client, f"/{name}.csv?{query}").decode())))
    numbers = {column.header for column in COLUMNS[name.split("/")[0]] if column.is_number}
    book = openpyxl.load_workbook(io.BytesIO(body(client, f"/{name}.xlsx?{query}")))
    spread = [list(row) for row in book.worksheets[0].iter_rows()]
    assert [cell.value for cell in spread[0]] == header
    assert len(spread) - 1 == len(lines) > 0
    tags = "hxl" in query
    for line, cells in zip(lines, spread[1:], strict=True):
        for head, text, cell in zip(header, line, cells, strict=True):
            if not text:
                assert cell.value is None
            elif head in numbers and not (tags and line is lines[0]):
                assert cell.data_type == "n", (head, text)
                assert Decimal(str(cell.value)) == Decimal(text)
            else:
                assert (cell.data_type, cell.value) == ("s", unguard(text))
    if not tags:
        listed = json.loads(body(client, f"/{name}.json?{query}"), parse_float=Decimal)["rows"]
        assert [list(row) for row in listed] == [header] * len(lines)
        for line, row in zip(lines, listed, strict=True):
            for head, text in zip(header, line, strict=True):
                expected = None if not text else Decimal(text) if head in numbers else unguard(text)
                assert row[head] == expected, head


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("suffix", ["json", "xlsx"])
def test_a_file_says_what_it_holds_and_where_it_is_from(client: Client, suffix: str) -> None:
    content = body(client, f"/claims.{suffix}?side=un&shown=1")
    if suffix == "json":
        about = {name: value for name, value in json.loads(content).items() if name != "rows"}
    else:
        about = dict(openpyxl.load_workbook(io.BytesIO(content))["about"].iter_rows(values_only=True))
    assert about == {
        "title": "claims",
        "filter": "side is United Nations",
        "rows shown": "those of one page",
        "address": f"http://testserver/claims.{suffix}?side=un&shown=1",
    }


def test_json_without_rows_is_still_json(client: Client) -> None:
    assert json.loads(body(client, "/claims.json"))["rows"] == []
    assert openpyxl.load_workbook(io.BytesIO(body(client, "/claims.xlsx"))).worksheets[0].max_row == 1


def test_no_text_of_a_spreadsheet_runs_or_becomes_a_link(client: Client) -> None:
    hostile = ["=1+1", "{=1+1}", "@SUM(1)", "https://example.org/", "internal:x!A1", "0012", "_x0041_", "a\tb"]
    for number, text in enumerate(hostile):
        make_claim(figure_as_said=str(number + 1), quote=text)
    content = body(client, "/claims.xlsx?sort=ref")
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    quote = [cell.value for cell in page[1]].index("quote")
    cells = [row[quote] for row in page.iter_rows(min_row=2)]
    # A spreadsheet program reads _x005F_ as the underscore it stands for; this library does not.
    assert [(cell.data_type, unescape(str(cell.value))) for cell in cells] == [("s", text) for text in hostile]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name) or b"hyperlink " in book.read(name)]


def test_a_number_that_a_spreadsheet_would_round_is_kept_as_text_and_in_json_digit_by_digit(client: Client) -> None:
    make_claim(figure_as_said="123456789012345.123456", value=Decimal("123456789012345.123456"))
    page = openpyxl.load_workbook(io.BytesIO(body(client, "/claims.xlsx"))).worksheets[0]
    value = [cell.value for cell in page[1]].index("value")
    assert (page.cell(2, value + 1).data_type, page.cell(2, value + 1).value) == ("s", "123456789012345.123456")
    assert b'"value": 123456789012345.123456' in body(client, "/claims.json")


def test_a_spreadsheet_that_would_be_too_long_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.exchange.views.MOST_XLSX_ROWS", 1)
    make_claim()
    assert body(client, "/claims.xlsx")
    make_claim(figure_as_said="5")
    response = client.get("/claims.xlsx")
    assert (response.status_code, response.content) == (
        400,
        b"No file was made:\nA spreadsheet holds up to 1 rows here; narrow the filters or take .csv.\n",
    )
    assert body(client, "/claims.xlsx?shown=1"), "a page is never too long"


def test_a_topic_may_have_any_name(client: Client) -> None:
    Topic.objects.create(slug="about", title="About", question="What about it?")
    book = openpyxl.load_workbook(io.BytesIO(body(client, "/topics/about.xlsx")))
    assert book.sheetnames == ["rows", "about"]


@pytest.mark.usefixtures("story")
def test_sources_leave_as_files(client: Client) -> None:
    (row,) = rows(client, "/sources.csv")
    assert (row["slug"], row["published_on"], row["claims"]) == ("joint-session-2019-07-24", "2019-07-24", "112")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("name", ["claims", "findings", "sources"])
def test_a_file_takes_the_same_number_of_queries_however_long_it_is(client: Client, name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(client, f"/{name}.csv")
        return len(captured)

    before = queries()
    like = Claim.objects.get(pk=84)
    for number in range(12):
        source = make_source(slug=f"s{number}")
        make_claim(source=source, by=like.speaker, indicator=like.indicator, figure_as_said=f"{10_001 + number:,}")
    services.reconcile(trigger="test")
    assert queries() == before


@pytest.mark.usefixtures("story")
def test_every_link_to_a_download_works(client: Client) -> None:
    for address in (
        "/claims/?side=un&columns=quote&per_page=50",
        "/claims/?page=2&sort=-ref",
        "/findings/",
        "/sources/",
    ):
        for download in client.get(address).context["page"].downloads:
            for file in download.files:
                assert body(client, file.href)


def test_mixed_cells_are_set_apart_in_a_file_and_come_back_as_they_were(client: Client) -> None:
    speaker = make_speaker(slug="khatib", name="محمد الخطيب")
    claim = make_claim(figure_as_said="17,080", quote="غادر 17,080 شخص", locator="\u2068p. 3\u2069", by=speaker)
    data = body(client, "/claims.csv")
    text = data.decode()
    assert "\u2068غادر 17,080 شخص\u2069" in text
    assert "\u2068\u2068p. 3\u2069\u2069" in text, "what stood between isolates keeps its own"
    assert ",محمد الخطيب," in text, "a name alone mixes nothing"
    assert import_claims(data).unchanged == 1
    claim.delete()
    assert import_claims(data).added == 1
    assert body(client, "/claims.csv") == data


def test_a_mark_is_there_where_it_is_asked_for_and_an_import_takes_it(client: Client) -> None:
    make_claim(quote="1,851,424 عائد")
    plain, marked = body(client, "/claims.csv"), body(client, "/claims.csv?bom=1")
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b"ref,")
    assert import_claims(marked).unchanged == 1
    for address in ("/claims.json?bom=1", "/claims.xlsx?bom=1", "/claims.csv?bom=2", "/claims.csv?bom=1&bom=1"):
        assert client.get(address).status_code == 400, address


@pytest.mark.usefixtures("story")
def test_the_rows_of_a_chart_leave_with_a_mark_too(client: Client) -> None:
    chart = "/topics/returns-to-syria/intervals.csv"
    assert body(client, f"{chart}?chart=all&bom=1") == b"\xef\xbb\xbf" + body(client, f"{chart}?chart=all")
    assert client.get(f"{chart}?bom=2").status_code == 400


def test_corrected_and_withdrawn_claims_leave_where_they_are_asked_for_and_drafts_never(client: Client) -> None:
    first = make_claim(figure_as_said="89,953")
    second = make_claim(figure_as_said="68,605", supersedes=first)
    withdrawn, unseen = make_claim(figure_as_said="7"), make_claim(figure_as_said="9", state="withdrawn")
    make_claim(figure_as_said="11", by=make_un_speaker())
    services.reconcile(trigger="test")
    Claim.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    make_claim(figure_as_said="5", state="draft")
    usual = {row["ref"] for row in rows(client, "/claims.csv")}
    every = {row["ref"]: row for row in rows(client, "/claims.csv?corrections=all")}
    assert every.keys() - usual == {first.ref, withdrawn.ref}
    assert every[second.ref]["supersedes"] == first.ref
    assert every[withdrawn.ref]["state"] == "withdrawn"
    assert every[withdrawn.ref]["version"] == version_of(Claim.objects.get(pk=withdrawn.pk)), "comes back unchanged"
    assert unseen.ref not in every
    assert client.get("/claims.csv?corrections=some").status_code == 400
    topic = Topic.objects.create(slug="returns", title="Returns", question="Who?")
    topic.indicators.set([first.indicator])
    assert {row["ref"] for row in rows(client, "/topics/returns.csv?corrections=all")} >= {first.ref, second.ref}
    assert first.ref not in {row["ref"] for row in rows(client, "/topics/returns.csv")}


def test_what_left_with_its_corrections_comes_back_elsewhere(client: Client) -> None:
    first = make_claim(figure_as_said="89,953")
    make_claim(figure_as_said="68,605", supersedes=first)
    data, usual = body(client, "/claims.csv?corrections=all"), body(client, "/claims.csv")
    Claim.objects.order_by("-pk").first().delete()  # type: ignore[union-attr]
    first.delete()
    with pytest.raises(Refused, match="column supersedes"):
        import_claims(usual)
    assert import_claims(data).added == 2
    assert body(client, "/claims.csv?corrections=all") == data
