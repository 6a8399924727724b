"""What each side leads with, and how the sides count."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from apps.claims.models import Claim
from apps.compare.pages.topic.counting import CountedLine, build_counting
from apps.compare.pages.topic.headline import build_headline
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow
from apps.reconciliation import services
from tests.compare.factories import make_row
from tests.compare.pages.test_home import make_topic
from tests.factories import make_claim, make_indicator, make_population, make_source, make_un_speaker


def line(aspect: str, *rows: Row) -> CountedLine:
    counting = build_counting(rows, [])
    return next(line for line in counting.lines if line.aspect == aspect)


def test_what_only_one_side_counts_is_marked_and_comes_after_what_both_count() -> None:
    units = line("Unit", make_row(unit="percent"), make_row(unit="people"), make_row(unit="people", by="Fleischer"))
    government, un = units.cells
    assert [(text.words, text.is_alone) for text in government.texts] == [("people", False), ("percent", True)]
    assert [(text.words, text.is_alone) for text in un.texts] == [("people", False)]
    assert units.differs


def counted(*counters: str, by: str = "Mekdad") -> Row:
    return replace(make_row(by=by), counters=frozenset(counters))


@pytest.mark.parametrize(
    ("rows", "origins"),
    [
        ([counted("ministry"), counted("ministry", by="Fleischer")], 1),  # the UN passes on the ministry's count
        ([counted("ministry"), counted("un", by="Fleischer")], 2),
        ([counted("ministry"), counted("un", by="Fleischer"), counted("ministry", "un", by="Watcher")], 1),
        ([counted("a", "b"), counted("c", "d"), counted("e"), counted("b", "c")], 2),
        ([], 0),
    ],
)
def test_figures_with_a_counter_in_common_are_one_count(rows: list[Row], origins: int) -> None:
    counting = build_counting(rows, [])
    assert (counting.figures, counting.origins) == (len(rows), origins)


def test_whoever_is_passed_on_is_named_as_who_counted() -> None:
    relayed = replace(make_row(by="Fleischer"), relays="relays the ministry")
    government, un = line("Who counted", make_row(), relayed).cells
    assert [text.words for text in government.texts] == ["government office"]
    assert [text.words for text in un.texts] == ["relays the ministry"]


def test_what_both_sides_count_alike_is_not_marked() -> None:
    assert not line("Unit", make_row(), make_row(by="Fleischer")).differs


def test_a_side_that_speaks_alone_differs_from_nobody() -> None:
    assert not line("Unit", make_row(), make_row(unit="percent")).differs


@pytest.mark.django_db
def test_the_headlines_are_about_what_both_sides_count_whatever_stands_first_in_the_topic() -> None:
    share = make_indicator(code="share", kind="share", is_additive=False)
    returns = make_indicator(code="returns")
    un = make_un_speaker()
    make_claim(figure_as_said="41", by=un, indicator=share)
    make_claim(figure_as_said="9,000,001", indicator=make_indicator(code="housed"))
    pair = [
        make_claim(figure_as_said="1,001", indicator=returns),
        make_claim(figure_as_said="1,002", by=un, indicator=returns),
    ]
    make_claim(figure_as_said="the vast majority", qualifier="vague", by=un, indicator=returns)
    claims = list(Claim.objects.with_names())
    for order in ([share.pk, returns.pk], [returns.pk, share.pk]):
        panels = build_headline(claims, order, []).panels
        assert [panel.row.pk for panel in panels if panel.row] == [claim.pk for claim in pair]


@pytest.mark.django_db
def test_a_side_that_says_nothing_has_no_headline() -> None:
    make_claim()
    government, un = build_headline(list(Claim.objects.with_names()), [], []).panels
    assert government.row is not None
    assert un.row is None


def leads(*findings: FindingRow) -> list[str]:
    headline = build_headline(list(Claim.objects.with_names()), [], findings)
    return [panel.row.shown for panel in headline.panels if panel.row]


@pytest.mark.django_db
def test_a_side_leads_with_the_latest_of_a_series_not_the_largest() -> None:
    for figure, end in (("7,600", date(2024, 6, 30)), ("5,964", date(2024, 8, 31)), ("6,001", date(2024, 7, 31))):
        make_claim(figure_as_said=figure, period_start=date(2024, 5, 1), period_end=end, by=make_un_speaker())
    assert leads() == ["5,964"]


@pytest.mark.django_db
def test_months_are_a_series_and_a_stock_is_one_whatever_days_it_is_of() -> None:
    for month, last, figure in ((1, 31, "900"), (2, 29, "800"), (3, 31, "700")):
        days: dict[str, Any] = {
            "period_start": date(2024, month, 1),
            "period_end": date(2024, month, last),
            "is_cumulative": False,
        }
        make_claim(figure_as_said=figure, **days)
    camp = make_indicator(code="residents", kind="stock")
    for year, figure in ((2014, "7,600,000"), (2025, "5,964,000")):
        day = date(year, 12, 31)
        make_claim(
            figure_as_said=figure,
            indicator=camp,
            by=make_un_speaker(),
            period_start=day,
            period_end=day,
            is_cumulative=False,
        )
    assert leads() == ["700", "5,964,000"]


@pytest.mark.django_db
def test_a_later_figure_of_a_part_does_not_lead_before_the_whole() -> None:
    make_claim(figure_as_said="9,001", period_end=date(2024, 6, 30))
    make_claim(figure_as_said="101", period_end=date(2024, 8, 31), population=make_population(code="refugees"))
    assert leads() == ["9,001"]


@pytest.mark.django_db
def test_where_a_later_figure_has_no_answer_the_same_thing_leads_and_the_later_one_stands_beside(
    client: Client,
) -> None:
    topic = make_topic("returns")
    source = make_source(published_on=date(2024, 9, 30))
    for figure, end in (("4,001", date(2024, 6, 30)), ("9,001", date(2024, 9, 30))):
        make_claim(figure_as_said=figure, period_end=end, source=source, period_start=date(2024, 1, 1))
    june: dict[str, Any] = {"period_start": date(2024, 1, 1), "period_end": date(2024, 6, 30)}
    make_claim(figure_as_said="3,001", by=make_un_speaker(), source=source, **june)
    services.reconcile(trigger="test")
    html = client.get(topic.get_absolute_url()).content.decode()
    head = html.partition('class="twins"')[2].partition('class="between"')[0]
    assert [text for text in ("4,001", "9,001", "3,001") if text in head] == ["4,001", "9,001", "3,001"]
    assert head.index("4,001") < head.index("Later: ") < head.index("9,001")


@pytest.mark.django_db
@pytest.mark.parametrize(("by_un", "side"), [(True, "United Nations"), (False, "Government")])
def test_a_topic_of_one_side_says_that_only_one_has_reported(client: Client, *, by_un: bool, side: str) -> None:
    topic = make_topic("returns")
    make_claim(by=make_un_speaker() if by_un else None)
    assert f"Only one side has reported: {side}." in client.get(topic.get_absolute_url()).content.decode()
    assert f"Only one side has reported: {side}." in client.get("/").content.decode()
    assert "No finding joins" not in client.get(topic.get_absolute_url()).content.decode()
