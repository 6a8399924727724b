"""Figures that agree say by what, wherever the verdict stands."""

import re
from datetime import date

import pytest
from django.test import Client

from apps.reconciliation import services
from apps.reconciliation.models import Finding
from tests.compare.pages.test_home import make_topic
from tests.factories import make_claim, make_un_speaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("figure", "end", "says"),
    [
        ("17,080", date(2019, 6, 30), "30 apart; allowed 170.8: 1% of 17,080, policy “Default”"),
        ("17,050", date(2019, 6, 30), "their readings meet; allowed 170.5: 1% of 17,050, policy “Default”"),
        ("17,380", date(2019, 6, 20), "330 apart; allowed "),
    ],
)
def test_agreement_says_by_what_tolerance_everywhere(client: Client, figure: str, end: date, says: str) -> None:
    topic = make_topic("returns")
    since = date(2017, 1, 1)
    make_claim(figure_as_said="17,050", period_start=since, period_end=date(2019, 6, 30))
    make_claim(figure_as_said=figure, by=make_un_speaker(), period_start=since, period_end=end)
    services.reconcile(trigger="test")
    finding = Finding.objects.get()
    assert finding.verdict == "agrees"
    for address in ("/", topic.get_absolute_url(), "/findings/", finding.left.get_absolute_url(), "/topics/"):
        html = client.get(address).content.decode()
        verdicts = html.count('<span class="verdict">Figures agree</span>')
        assert verdicts
        assert html.count(f'<span class="tolerance">{says}') == verdicts, address
    assert f">{says[:1].upper()}{says[1:]}" in client.get(finding.get_absolute_url()).content.decode()


def test_what_days_that_differ_let_pass_is_said(client: Client) -> None:
    since = date(2017, 1, 1)
    make_claim(figure_as_said="17,050", period_start=since, period_end=date(2019, 6, 30))
    make_claim(figure_as_said="17,380", by=make_un_speaker(), period_start=since, period_end=date(2019, 6, 20))
    services.reconcile(trigger="test")
    said = re.search(r'class="tolerance">([^<]*)<', client.get("/findings/").content.decode())
    assert said is not None
    assert re.fullmatch(
        r"330 apart; allowed [≈\d,.]+: 1% of 17,380, policy “Default”, and [≈\d,.]+ for the days that differ", said[1]
    )
