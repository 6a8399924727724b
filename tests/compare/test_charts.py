"""The interval chart draws what the readings are, and says so in words."""

from typing import Any

import pytest

from apps.claims.models import Claim
from apps.compare.charts import IntervalChart, build_interval_chart
from apps.compare.presenters import build_row
from tests.factories import make_claim, make_un_speaker

pytestmark = pytest.mark.django_db


def chart_of(*claims: Claim, is_whole: bool = False) -> IntervalChart:
    rows = [build_row(claim) for claim in claims]
    chart = build_interval_chart(rows, title="A title", is_whole=is_whole)
    assert chart is not None
    return chart


def ends(chart: IntervalChart) -> list[Any]:
    """The symbols at both ends of each thin line."""
    return [t["marker"]["symbol"] for t in chart.graph["data"] if t["mode"] == "markers" and len(t["x"]) == 2]


def test_a_floor_has_an_arrow_to_the_open_side() -> None:
    assert ends(chart_of(make_claim(qualifier="more_than"))) == [["line-ns-open", "triangle-right"]]


def test_a_ceiling_is_capped_where_nothing_can_be_more() -> None:
    assert ends(chart_of(make_claim(qualifier="at_most", figure_as_said="100,000"))) == [
        ["line-ns-open", "line-ns-open"]
    ]


def test_sides_differ_in_shape_and_an_approximate_mark_is_hollow() -> None:
    chart = chart_of(make_claim(), make_claim(by=make_un_speaker(), qualifier="about"))
    marks = [t["marker"] for t in chart.graph["data"] if t["mode"] == "markers" and len(t["x"]) == 1]
    assert [mark["symbol"] for mark in marks] == ["diamond", "circle"], "from the bottom up"
    assert marks[0]["color"] == "var(--paper)"
    assert marks[1]["color"] == "var(--government)"


def test_a_vague_figure_is_not_drawn_as_a_mark() -> None:
    chart = chart_of(make_claim(qualifier="vague", figure_as_said="hundreds"))
    assert not [t for t in chart.graph["data"] if t["mode"] == "markers" and len(t["x"]) == 1]


def test_without_a_number_there_is_no_chart() -> None:
    row = build_row(make_claim(qualifier="vague", figure_as_said="vast majority"))
    assert build_interval_chart([row], title="A title") is None


def test_the_axis_starts_at_zero_or_says_that_it_does_not() -> None:
    wide = chart_of(make_claim(figure_as_said="1,001"), make_claim(figure_as_said="9,001")).graph["layout"]["xaxis"]
    assert wide["range"][0] == 0
    close = chart_of(make_claim(figure_as_said="9,001"), make_claim(figure_as_said="9,002")).graph["layout"]["xaxis"]
    assert close["range"][0] > 0
    assert "does not start at zero" in close["title"]["text"]


def test_twelve_rows_are_drawn_unless_all_are_asked_for() -> None:
    claims = [make_claim(figure_as_said=f"{1_001 + n:,}") for n in range(15)]
    assert (len(chart_of(*claims).rows), chart_of(*claims).left_out) == (12, 3)
    assert (len(chart_of(*claims, is_whole=True).rows), chart_of(*claims, is_whole=True).left_out) == (15, 0)


def test_names_are_data_not_markup() -> None:
    speaker = make_un_speaker()
    speaker.name = "<b>Fleischer</b>"
    chart = chart_of(make_claim(by=speaker))
    assert "<b>" not in str(chart.graph["data"])
    assert "<b>" not in str(chart.graph["layout"]["annotations"])


def test_the_description_says_who_says_what() -> None:
    chart = chart_of(make_claim(qualifier="more_than"))
    assert chart.description == "1 figures on one axis: Mekdad (Government) more than 1,851,424."
