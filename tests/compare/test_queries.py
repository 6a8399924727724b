"""The number of queries of a page does not depend on how much there is to show."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.claims.models import Claim
from apps.compare.models import Topic
from apps.reconciliation import services
from apps.reconciliation.loading import load_lists
from apps.reconciliation.models import Finding
from tests.factories import (
    make_breakdown,
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_un_speaker,
    make_unit,
)

pytestmark = pytest.mark.django_db

MOST = 48  # queries of any page while nothing is remembered


def make_world(numbers: Iterable[int]) -> None:
    """For each number something of all that pages show: a topic, a source with a text, speakers, claims, findings."""
    for number in numbers:
        topic = Topic.objects.create(slug=f"topic-{number}", title=f"Topic {number}", question="How many?")
        topic.indicators.add(make_indicator(), make_indicator(code="departures"))
        source = make_source(slug=f"session-{number}", text=f"They said {10_001 + number:,} people returned. " * 3)
        government = make_speaker(slug=f"minister-{number}", organisation=make_organisation(slug=f"ministry-{number}"))
        for speaker, off in ((government, 0), (make_un_speaker(), 5_000)):
            said: dict[str, Any] = {"source": source, "by": speaker, "place": make_place(code=f"P{number}")}
            whole = make_claim(figure_as_said=f"{10_001 + number + off:,}", **said)
            part = make_claim(figure_as_said="5,001", population=make_population(code="refugees"), **said)
            make_breakdown(whole=whole, parts=[part], is_complete=False)
            percent: dict[str, Any] = {"unit": make_unit(code="percent"), "indicator": make_indicator(code="share")}
            make_claim(figure_as_said="49", numerator=part, denominator=whole, **said, **percent)
            make_claim(figure_as_said="70,001", period_start=date(2019, 1, 1), **said | {"place": None})
    services.reconcile(trigger="test")


def pages() -> Iterator[str]:
    first = Claim.objects.in_order().filter(source__slug="session-0")
    government, un = first.filter(speaker__slug="minister-0"), first.filter(speaker__slug="fleischer")
    finding = Finding.objects.standing().filter(inputs=government[0]).order_by("pk")[0]
    yield from ("/", "/topics/", "/topics/topic-0/?rows=all&chart=all", "/sources/", "/sources/session-0/")
    yield from (
        "/claims/?per_page=100",
        "/findings/?per_page=100",
        "/claims.csv",
        "/findings.csv",
        "/topics/topic-0.csv",
    )
    yield from ("/claims/?q=people", "/claims/?topic=topic-0", "/findings/?topic=topic-0")
    yield from (government[0].get_absolute_url(), government[1].get_absolute_url(), finding.get_absolute_url())
    yield from ("/compare/", f"/compare/?claims={government[0].ref},{un[0].ref}")
    yield f"/compare/?claims={government[0].ref},{un[0].ref},{un[1].ref}"


def count_queries(client: Client) -> dict[str, int]:
    counted = {}
    for address in pages():
        load_lists()  # whoever comes first after a change reads them for all
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            body = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200, address
        assert body
        counted[address] = len(captured)
    return counted


def test_a_page_asks_as_often_for_many_rows_as_for_few(client: Client) -> None:
    make_world([0])
    few = count_queries(client)
    make_world(range(1, 6))
    assert count_queries(client) == few
    assert max(few.values()) <= MOST, few
