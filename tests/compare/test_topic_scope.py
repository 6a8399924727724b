"""How much of a topic is read: all of it, or what its largest differences are between and the latest of each side."""

import pytest
from django.test import Client

from apps.claims.models import Claim, Indicator
from apps.compare import topic_scope
from apps.compare.models import Topic
from apps.compare.pages import home
from apps.compare.pages.home import build_overviews
from apps.compare.pages.topic.page import build_topic_page
from apps.compare.pages.topic.query import Choices
from apps.compare.topic_scope import claims_of, read_reaches, read_whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Topic:
    """A topic of more claims than a page may be made of."""
    monkeypatch.setattr(topic_scope, "MOST_CLAIMS", 12)
    monkeypatch.setattr(home, "MOST_CLAIMS", 12)
    monkeypatch.setattr(topic_scope, "FOREMOST_CLAIMS", 8)
    return Topic.objects.get(slug="returns-to-syria")


def test_a_topic_is_read_whole_where_a_page_holds_its_claims() -> None:
    topic = Topic.objects.get(slug="returns-to-syria")
    extent = read_whole(read_reaches([topic])[topic.pk])
    assert not extent.is_cut
    assert set(extent.claims) == set(claims_of(topic, Claim.objects.current()))


def test_a_larger_one_is_made_of_the_ends_of_its_findings_and_the_latest_of_each_side(small: Topic) -> None:
    extent = read_whole(read_reaches([small])[small.pk])
    within = claims_of(small, Claim.objects.current())
    assert extent.is_cut
    assert extent.total == within.count()
    read = set(extent.claims)
    assert read < set(within)
    assert {claim.speaker.organisation.side for claim in read} == {"government", "un"}
    assert all({finding.left, finding.right or finding.left} <= read for finding in extent.findings)
    assert extent.findings.exists()


def test_its_page_says_of_how_many_it_is_made(small: Topic, client: Client) -> None:
    page = build_topic_page(small, Choices())
    words = " ".join(client.get(small.get_absolute_url()).content.decode().split())
    assert f"{page.total:,} figures</a>. The page is made of {len(page.matrix.rows)}:" in words


def test_it_leads_with_the_same_on_the_start_page(small: Topic) -> None:
    overview = next(each for each in build_overviews() if each.topic == small)
    page = build_topic_page(small, Choices())
    assert overview.claims == page.total
    assert [panel.row and panel.row.ref for panel in overview.headline.panels] == [
        panel.row and panel.row.ref for panel in page.headline.panels
    ]


def test_a_topic_s_indicators_stand_in_the_order_of_their_list_however_they_were_chosen() -> None:
    topic = Topic.objects.create(slug="another", title="Another", question="How many?")
    keys = sorted(Indicator.objects.values_list("pk", flat=True))[:9]
    for key in reversed(keys):
        topic.indicators.add(key)
    assert read_reaches([topic])[topic.pk].leading == tuple(keys)


def test_of_many_claims_the_same_is_read_as_of_few(small: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    reach = read_reaches([small])[small.pk]
    of_few, few = read_whole(reach), list(read_whole(reach).findings)
    monkeypatch.setattr(topic_scope, "MANY_CLAIMS", 0)
    of_many = read_whole(reach)
    assert few
    assert list(of_many.findings) == few
    assert list(of_many.claims) == list(of_few.claims)
    assert of_many.count_findings() == of_few.count_findings() > len(few)
