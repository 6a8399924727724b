"""What an analyst decided governs what is shown: it stands wherever the finding stands, and where it leads nothing."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from apps.compare.models import Topic
from apps.reconciliation import services
from apps.reconciliation.models import Explanation, Finding
from tests.compare.pages.test_home import make_topic
from tests.factories import make_claim, make_indicator, make_un_speaker

pytestmark = pytest.mark.django_db

# Whether somebody waits for a lock in this database; others run their tests on the same server.
WAITING_HERE = (
    "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"
)


def part(html: str, start: str, end: str = "</section>") -> str:
    return html.partition(start)[2].partition(end)[0]


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def topic() -> Topic:
    """A topic with two pairs of figures that differ, the first by more."""
    topic = make_topic("departures", "arrivals")
    for code, figures in (("departures", ("1,001", "90,001")), ("arrivals", ("1,001", "2,001"))):
        for figure, by in zip(figures, (None, make_un_speaker()), strict=True):
            make_claim(figure_as_said=figure, by=by, indicator=make_indicator(code=code))
    services.reconcile(trigger="test")
    return topic


def largest() -> Finding:
    return Finding.objects.by_size()[0]


def test_a_decision_stands_in_words_wherever_its_finding_stands(client: Client, topic: Topic) -> None:
    finding = largest()
    services.record_review(finding, status="confirmed", note="Seen.", by=None)
    for address in ("/", topic.get_absolute_url(), "/findings/", finding.left.get_absolute_url(), "/topics/"):
        marked = re.findall(finding.ref + r'</span></a> <span class="decision">([^<]*)<', page(client, address))
        assert marked, address
        assert set(marked) == {"Confirmed by an analyst"}, address
    assert ">Confirmed by an analyst</a>" in page(client, finding.get_absolute_url())


def test_what_was_set_aside_leads_nowhere_and_a_filter_brings_it_back(client: Client, topic: Topic) -> None:
    finding = largest()
    home, there = page(client, "/"), page(client, topic.get_absolute_url())
    assert finding.ref in part(home, "Largest differences")
    assert finding.ref in part(there, 'class="between"', "</p>")
    services.record_review(finding, status="set_aside", note="A slip of copying.", by=None)
    home, there = page(client, "/"), page(client, topic.get_absolute_url())
    assert finding.ref not in part(home, "Largest differences")
    assert finding.ref not in part(home, 'class="card-verdict"', "</article>")
    assert finding.ref not in part(home, "Latest findings")
    assert finding.ref not in part(there, 'class="between"', "</p>")
    assert re.findall(r"F-\d+(?=</span>)", part(there, "<h2>Findings</h2>"))[-1] == finding.ref
    assert re.findall(r"F-\d+(?=</span>)", page(client, "/findings/"))[-1] == finding.ref
    assert '"/findings/?review=set_aside">1 that analysts set aside' in home
    assert 'review=set_aside">1 of them set aside' in there
    back = page(client, "/findings/?review=set_aside")
    assert re.findall(r"F-\d+(?=</span>)", back) == [finding.ref]


def test_a_decision_made_from_other_figures_sets_nothing_aside(client: Client, topic: Topic) -> None:
    finding = largest()
    services.record_review(finding, status="set_aside", note="A slip.", by=None)
    claim = finding.left
    claim.value, claim.figure_as_said = Decimal(1_002), "1,002"
    claim.save()
    services.reconcile_marked(trigger="change")
    home = page(client, "/")
    assert f'{finding.ref}</span></a> <span class="decision">Decided before the figures changed<' in home
    assert "that analysts set aside" not in home


def test_the_last_decision_counts(topic: Topic) -> None:
    finding = largest()
    for status in ("set_aside", "confirmed"):
        services.record_review(finding, status=status, note="Looked at.", by=None)
    assert finding in Finding.objects.leading()
    assert finding not in Finding.objects.set_aside()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_in_one_moment_the_second_waits_and_sees_what_the_first_decided(client: Client) -> None:
    for figure, by in (("1,001", None), ("90,001", make_un_speaker())):
        make_claim(figure_as_said=figure, by=by)
    services.reconcile(trigger="test")
    finding = Finding.objects.get()
    address = finding.get_absolute_url()
    client.force_login(User.objects.create_superuser("second"))
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page(client, address))

    def decide() -> Any:
        try:
            return client.post(f"{address}review/", {"status": "agree", "note": "No, once.", "seen": seen})
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as second:
        with transaction.atomic(), connection.cursor() as cursor:
            Finding.objects.select_for_update().get()  # as the page does that records the first
            services.record_review(finding, status="different", note="Counted twice.", by=None)
            answer = second.submit(decide)
            while not answer.done():
                cursor.execute(WAITING_HERE)
                if cursor.fetchone() != (0,):
                    break
                time.sleep(0.05)
        assert answer.result().status_code == 422
    assert "Counted twice." in answer.result().content.decode()
    assert [review.note for review in finding.reviews.all()] == ["Counted twice."]


@pytest.fixture
def deaths() -> Finding:
    """359 deaths against 61: the earlier days were added on one day."""
    topic = make_topic("deaths")
    day = date(2024, 6, 23)
    for figure, by in (("359", None), ("61", make_un_speaker())):
        on_a_day = {"period_start": day, "period_end": day, "is_cumulative": False}
        make_claim(figure_as_said=figure, by=by, indicator=make_indicator(code="deaths"), **on_a_day)
    services.reconcile(trigger="test")
    assert topic
    return Finding.objects.get()


def explain(finding: Finding, amount: int) -> None:
    Explanation.objects.create(
        finding=finding, code="date_basis", words="Earlier days were added.", amount=amount, given_on=date(2024, 7, 1)
    )


def test_after_an_explanation_no_page_calls_its_amount_unexplained(client: Client, deaths: Finding) -> None:
    addresses = ("/", "/topics/topic/", "/findings/?columns=reasons", deaths.get_absolute_url())
    before = [page(client, address) for address in addresses]
    assert all("Unexplained" in html for html in before[1:])
    assert "298 remain" in before[-1]
    explain(deaths, 298)
    for address in addresses:
        html = page(client, address)
        assert "nexplained" not in html, address
        assert "nobody has explained" not in html, address
    html = page(client, deaths.get_absolute_url())
    assert re.search(r"Different dates of the same event</th>\s*<td[^>]*>−298<", html)
    assert "these steps account for all of it" in html
    assert not Finding.objects.giving("unexplained")
    assert "No finding matches" in page(client, "/findings/?reason=unexplained")


@pytest.mark.parametrize(("amount", "left"), [(100, "198"), (297, "1")])
def test_what_was_explained_in_part_leaves_the_rest(client: Client, deaths: Finding, amount: int, left: str) -> None:
    explain(deaths, amount)
    html = page(client, deaths.get_absolute_url())
    assert f"{left} remain" in html
    assert f'These steps leave <strong class="figure">{left}</strong>, which nobody has explained yet' in html
    assert re.search(rf"Unexplained</th>\s*<td[^>]*>−{left}<", html)
    assert "Unexplained" in page(client, "/topics/topic/")


def test_more_than_was_left_explains_what_was_left(client: Client, deaths: Finding) -> None:
    explain(deaths, 99_999_999)
    html = page(client, deaths.get_absolute_url())
    assert "nexplained" not in html
    assert re.search(r"Different dates of the same event</th>\s*<td[^>]*>−298<", html)


def test_files_say_the_same(client: Client, deaths: Finding) -> None:
    assert "unexplained" in b"".join(client.get("/findings.csv")).decode()
    explain(deaths, 298)
    assert "unexplained" not in b"".join(client.get("/findings.csv")).decode()
