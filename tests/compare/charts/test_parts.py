"""The parts chart: what a total is made of, what is left of it, and what the other side claims."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from apps.compare.charts import PartsChart, build_parts_chart
from apps.compare.rows.breakdowns import ShownBreakdown
from apps.compare.rows.claims import Row
from tests.compare.charts.test_intervals import numbers
from tests.compare.factories import make_row, random_rows


def division_of(whole: Row, *parts: Row, dimension: str = "place", is_complete: bool = False) -> ShownBreakdown:
    return ShownBreakdown(whole, parts, dimension, dimension, is_complete)


def by_place(*, is_complete: bool = False) -> ShownBreakdown:
    """674,000 returns in 2017, of which 445,000 to Aleppo and 88,000 to Hama."""
    parts = [make_row("445,000", by="Fleischer", place="Aleppo"), make_row("88,000", by="Fleischer", place="Hama")]
    return division_of(make_row("674,000", by="Fleischer"), *parts, is_complete=is_complete)


def chart_of(breakdown: ShownBreakdown, *rivals: Row, is_whole: bool = False) -> PartsChart:
    chart = build_parts_chart(breakdown, rivals, is_whole=is_whole)
    assert chart is not None
    return chart


def bars(chart: PartsChart) -> list[dict[str, Any]]:
    return [trace for trace in chart.graph["data"] if trace["type"] == "bar"]


def words(chart: PartsChart) -> list[str]:
    """As a wide screen has them."""
    return [label.get("wide", label["text"]) for label in chart.graph["layout"]["annotations"]]


def test_parts_stand_end_to_end_from_zero() -> None:
    drawn = bars(chart_of(by_place()))
    assert [(bar["base"], bar["x"]) for bar in drawn] == [
        ([0.0], [445_000.0]),
        ([445_000.0], [88_000.0]),
        ([533_000.0], [141_000.0]),
    ]


def test_the_name_of_a_part_gives_way_to_its_figure() -> None:
    part = make_row("445,001", by="Fleischer", place="Northern and eastern parts of rural Aleppo and Idleb")
    chart = chart_of(division_of(make_row("674,000", by="Fleischer"), part))
    label = next(label for label in chart.graph["layout"]["annotations"] if "445,001" in label["text"])
    assert label["text"] == "Northern and eastern parts o…: 445,001"
    assert label["wide"] == "Northern and eastern parts of rural Aleppo and Idleb: 445,001"


def test_what_the_parts_leave_is_hatched_and_says_that_it_is_not_broken_down() -> None:
    chart = chart_of(by_place())
    assert [bar["marker"].get("pattern", {}).get("shape") for bar in bars(chart)] == [None, None, "/"]
    assert "not broken down: 141,000" in words(chart)
    assert (
        chart.title
        == "Fleischer’s 2 parts by place make 533,000 of 674,000 returns; 141,000 not broken down".replace(
            "returns", "people"
        )
    )


def test_a_rest_of_parts_that_are_said_to_be_all_is_missing() -> None:
    chart = chart_of(by_place(is_complete=True))
    assert "missing, although the parts are said to be all: 141,000" in words(chart)


def test_parts_above_their_whole_leave_nothing_to_hatch_and_that_is_said() -> None:
    breakdown = division_of(make_row("2,000,001"), make_row("1,200,001"), make_row("900,001"), dimension="population")
    chart = chart_of(breakdown)
    assert len(bars(chart)) == 2
    assert "The parts are 100,001 above the whole as said." in chart.description


def test_the_other_sides_total_is_a_mark_over_the_bar_with_its_reading() -> None:
    rival = make_row("1,851,424", qualifier="more_than")
    chart = chart_of(by_place(), rival)
    assert chart.rows[0] == rival, "the government first"
    arrows = [
        t
        for t in chart.graph["data"]
        if t.get("mode") == "lines+markers" and t["marker"]["symbol"][-1:] == ["triangle-right"]
    ]
    assert len(arrows) == 1
    drops = [shape for shape in chart.graph["layout"]["shapes"] if shape["line"].get("dash") == "dot"]
    assert [drop["x0"] for drop in drops] == [1_851_424.0, 674_000.0]
    assert all(drop["y0"] < bars(chart)[0]["y"][0] < drop["y1"] for drop in drops), "down through the bar"
    assert chart.title.endswith("; Mekdad says more than 1,851,424 people")


def test_each_part_has_its_words_below_the_bar_and_the_lines_to_them_do_not_cross() -> None:
    chart = chart_of(by_place())
    corners = [
        (shape["x1"], shape["y1"])
        for shape in chart.graph["layout"]["shapes"]
        if shape["y0"] == shape["y1"] and shape["x0"] == 0
    ]
    assert corners == sorted(corners), "further to the right is further down"
    assert words(chart)[-3:] == ["Aleppo: 445,000", "Hama: 88,000", "not broken down: 141,000"]


def test_parts_are_named_by_what_tells_them_apart() -> None:
    population = division_of(make_row(), make_row(population="Refugees"), make_row(), dimension="population")
    assert population.names() == ("Refugees", "Returns")
    origin = division_of(make_row(), make_row(origin="Jordan"), dimension="origin")
    assert origin.names() == ("from Jordan",)


def test_words_are_data_not_markup() -> None:
    whole = make_row("1,001")
    chart = chart_of(division_of(whole, make_row("501", place="<b>Homs</b>")))
    assert "<b>" not in str(chart.graph)


def test_no_bar_starts_below_zero() -> None:
    assert build_parts_chart(division_of(make_row("5", value=Decimal(-5))), [make_row()]) is None


def test_twelve_parts_have_words_unless_all_are_asked_for() -> None:
    breakdown = division_of(make_row("1,500,001"), *(make_row("100,001", place=f"P{n}") for n in range(14)))
    assert chart_of(breakdown).left_out == 3, "two parts and the rest"
    assert len(bars(chart_of(breakdown))) == 15, "but the bar is whole"
    assert chart_of(breakdown, is_whole=True).left_out == 0


@given(
    random_rows(qualifier="exactly"),
    st.lists(random_rows(qualifier="exactly"), min_size=1, max_size=8),
    st.lists(random_rows(qualifier="more_than"), max_size=3),
    st.booleans(),
)
def test_what_is_drawn_is_what_the_table_says(
    whole: Row, parts: list[Row], rivals: list[Row], is_complete: bool
) -> None:
    chart = chart_of(division_of(whole, *parts, is_complete=is_complete), *rivals, is_whole=True)
    drawn = bars(chart)
    said = [numbers(line.cells[2]) for line in chart.lines]
    totals, segments = said[: 1 + len(rivals)], said[1 + len(rivals) :]
    assert [bar["x"] for bar in drawn] == segments
    marks = [trace["x"] for trace in chart.graph["data"] if trace.get("mode") == "markers" and len(trace["x"]) == 1]
    assert marks == totals
    ends = [(bar["base"][0], bar["base"][0] + bar["x"][0]) for bar in drawn]
    assert all(one[1] == other[0] for one, other in pairwise(ends)), "no gap and no overlap"
    assert all(bar["marker"].get("pattern") is None for bar in drawn[: len(parts)])
    total = sum(float(part.value or 0) for part in parts)
    assert ends[-1][1] == max(total, float(whole.value or 0))
