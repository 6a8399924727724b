"""What each side leads with, and how the sides count."""

import pytest

from apps.claims.models import Claim
from apps.compare.pages.topic.counting import CountedLine, build_counting
from apps.compare.pages.topic.headline import build_headline
from apps.compare.rows.claims import Row
from tests.compare.factories import make_row
from tests.factories import make_claim, make_indicator, make_un_speaker


def line(aspect: str, *rows: Row) -> CountedLine:
    counting = build_counting(rows, [])
    return next(line for line in counting.lines if line.aspect == aspect)


def test_what_only_one_side_counts_is_marked_and_comes_after_what_both_count() -> None:
    units = line("Unit", make_row(unit="percent"), make_row(unit="people"), make_row(unit="people", by="Fleischer"))
    government, un = units.cells
    assert [(text.words, text.is_alone) for text in government.texts] == [("people", False), ("percent", True)]
    assert [(text.words, text.is_alone) for text in un.texts] == [("people", False)]
    assert units.differs


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
