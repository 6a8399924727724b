"""Downloads hold exactly the rows of their filter, or refuse."""

import csv
import io

import pytest
from django.test import Client

from apps.claims.models import Claim
from apps.exchange.columns import CLAIM_COLUMNS
from tests.factories import make_claim

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    content = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content)))


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
@pytest.mark.parametrize("address", ["/claims.csv?side=martian", "/claims.csv?colour=red", "/findings.csv?verdict=odd"])
def test_a_filter_that_makes_no_sense_is_refused(client: Client, address: str) -> None:
    response = client.get(address)
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
        "7.68",
    )
    assert bound["left"] == "> 319,274 people"
    assert len(rows(client, "/findings.csv?verdict=lookalike")) == 1


def test_hxl_is_given_when_asked_for(client: Client) -> None:
    make_claim()
    assert rows(client, "/claims.csv?hxl=1")[0]["ref"] == "#meta+id"
    assert rows(client, "/claims.csv")[0]["ref"].startswith("C-")


def test_a_text_that_a_spreadsheet_would_run_is_made_safe_and_a_number_stays_one(client: Client) -> None:
    make_claim(figure_as_said="-5", value=-5, quote="=HYPERLINK(1)")
    (row,) = rows(client, "/claims.csv")
    assert row["quote"] == "'=HYPERLINK(1)"
    assert row["value"] == "-5"


def test_drafts_never_leave(client: Client) -> None:
    make_claim(state="draft", quote="a canary")
    assert rows(client, "/claims.csv") == []
    assert Claim.objects.count() == 1


def test_a_topic_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/topics/nowhere.csv").status_code == 404
