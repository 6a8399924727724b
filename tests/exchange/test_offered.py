"""The files that pages offer can all be had, and a page without an app that writes files offers none."""

import pytest
from django.test import Client

from apps.compare import file_offers
from apps.compare.models import Topic
from apps.exchange.offered import Files
from tests.factories import make_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_offers, "_offers", [file_offers._Nothing()])


@pytest.mark.usefixtures("story")
def test_everything_that_belongs_to_a_topic_can_be_had(client: Client) -> None:
    downloads = client.get("/topics/returns-to-syria/").context["page"].downloads
    links = [link for download in downloads for link in download.files]
    assert {"/topics/returns-to-syria.csv?bom=1", "/topics/returns-to-syria.csv?corrections=all"} <= {
        link.href for link in links
    }
    for link in links:
        response = client.get(link.href)
        assert response.status_code == 200, link.href
        assert "attachment" in response["Content-Disposition"]
        assert b"".join(response.streaming_content), link.href  # type: ignore[attr-defined]


def test_what_is_asked_for_joins_the_query_string() -> None:
    files = Files()
    assert [link.href for link in files.of_list("claims", "?side=un")] == [
        "/claims.csv?side=un",
        "/claims.csv?side=un&bom=1",
        "/claims.xlsx?side=un",
        "/claims.json?side=un",
    ]
    assert files.of_list("sources", "?")[1].href == "/sources.csv?bom=1"
    assert files.with_corrected("claims", "")[0].href == "/claims.csv?corrections=all"
    assert not files.with_corrected("findings", "")


@pytest.mark.usefixtures("without_files")
def test_pages_know_no_file_of_their_own(client: Client) -> None:
    make_claim()
    topic = Topic.objects.create(slug="returns", title="Returns", question="Who?")
    topic.indicators.set([claim.indicator for claim in [make_claim(figure_as_said="5")]])
    for address in ("/claims/", "/topics/returns/"):
        response = client.get(address)
        assert response.status_code == 200
        assert not [one for one in response.context["page"].downloads if one.files]
        assert b'.xlsx"' not in response.content
