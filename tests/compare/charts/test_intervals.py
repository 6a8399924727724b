"""The interval chart draws what the readings are, and says so in words."""

import re
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from apps.compare.charts import IntervalChart, build_interval_chart
from apps.compare.rows.claims import Row
from tests.compare.factories import make_row, random_rows

NUMBER = re.compile(r"(≈)?(\d[\d,]*(?:\.\d+)?)")


def chart_of(*rows: Row, is_whole: bool = False) -> IntervalChart:
    chart = build_interval_chart(rows, title="A title", is_whole=is_whole)
    assert chart is not None
    return chart


def ends(chart: IntervalChart) -> list[Any]:
    """The symbols at both ends of each thin line."""
    return [t["marker"]["symbol"] for t in chart.graph["data"] if t["mode"] == "lines+markers"]


def marks(chart: IntervalChart) -> list[dict[str, Any]]:
    return [t for t in chart.graph["data"] if t["mode"] == "markers"]


def numbers(words: str) -> list[float]:
    """The numbers a sentence of the table says."""
    return [float(number.replace(",", "")) for _, number in NUMBER.findall(words)]


def test_a_floor_has_an_arrow_to_the_open_side() -> None:
    assert ends(chart_of(make_row(qualifier="more_than"))) == [["line-ns-open", "triangle-right"]]


def test_a_ceiling_is_capped_where_nothing_can_be_more() -> None:
    assert ends(chart_of(make_row("100,000", qualifier="at_most"))) == [["line-ns-open", "line-ns-open"]]


def test_sides_differ_in_shape_and_an_approximate_mark_is_hollow() -> None:
    chart = chart_of(make_row(), make_row(by="Fleischer", qualifier="about"))
    drawn = [trace["marker"] for trace in marks(chart)]
    assert [mark["symbol"] for mark in drawn] == ["diamond", "circle"], "from the bottom up"
    assert drawn[0]["color"] == "var(--paper)"
    assert drawn[1]["color"] == "var(--government)"


def test_a_vague_figure_is_not_drawn_as_a_mark() -> None:
    assert not marks(chart_of(make_row("hundreds", qualifier="vague")))


def test_without_a_number_there_is_no_chart() -> None:
    assert build_interval_chart([make_row("vast majority", qualifier="vague")], title="A title") is None
    assert build_interval_chart([], title="A title") is None


def test_a_figure_without_a_number_is_a_gap_with_its_words_after_all_others() -> None:
    chart = chart_of(
        make_row("the vast majority", qualifier="vague"), make_row("unknown", qualifier="vague"), make_row()
    )
    assert [row.shown for row in chart.rows] == ["1,851,424", "the vast majority", "Unknown"]
    levels = {level for trace in chart.graph["data"] for level in trace["y"]}
    assert levels == {2}, "nothing is drawn in the two rows below"
    words = [label["text"] for label in chart.graph["layout"]["annotations"]]
    assert "said in words, without a number" in words
    assert "said not to be known" in words


def test_on_a_phone_a_long_name_gives_way_to_its_figure() -> None:
    name = "Field Team of the Coordination Centre of the Northern Provinces"
    chart = chart_of(make_row("1,234,567", qualifier="about", by=name), make_row("2"))
    label = next(label for label in chart.graph["layout"]["annotations"] if "1,234,567" in label["text"])
    assert label["text"] == "● Field Team of th…: ≈ 1,234,567"
    assert label["wide"] == f"● {name}: ≈ 1,234,567"
    axis = chart_of(make_row("123,456,789,012"), make_row("2")).graph["layout"]["xaxis"]
    assert axis["nticks"] == 2, "as many numbers as stand beside each other"


def test_the_axis_starts_at_zero_or_says_that_it_does_not() -> None:
    wide = chart_of(make_row("1,001"), make_row("9,001")).graph["layout"]["xaxis"]
    assert wide["range"][0] == 0
    close = chart_of(make_row("9,001"), make_row("9,002")).graph["layout"]["xaxis"]
    assert close["range"][0] > 0
    assert "does not start at zero" in close["title"]["text"]


def test_twelve_rows_are_drawn_unless_all_are_asked_for() -> None:
    rows = [make_row(f"{1_001 + n:,}") for n in range(15)]
    assert (len(chart_of(*rows).rows), chart_of(*rows).left_out) == (12, 3)
    assert (len(chart_of(*rows, is_whole=True).rows), chart_of(*rows, is_whole=True).left_out) == (15, 0)


def test_words_are_data_not_markup() -> None:
    chart = chart_of(make_row(place="<b>Homs</b> & <a href='https://example.org'>more</a>", population="<i>%{x}</i>"))
    for markup in ("<b>", "<a ", "<i>"):
        assert markup not in str(chart.graph)
    assert all("hovertemplate" not in trace for trace in chart.graph["data"]), "a template would read %{x}"


def test_the_description_says_who_says_what() -> None:
    assert chart_of(make_row(qualifier="more_than")).description == (
        "1 figure on one axis: Mekdad (Government) more than 1,851,424."
    )


def test_a_picture_of_it_names_who_speaks_and_where() -> None:
    assert chart_of(make_row(), make_row(by="Fleischer")).source == (
        "Mekdad (government office), Fleischer (un office). In: Session (24 Jul 2019)"
    )


def test_an_estimate_is_drawn_as_its_stated_interval_around_its_central_value() -> None:
    stated: dict[str, Any] = {
        "interval_low": Decimal(800),
        "interval_high": Decimal(1_500),
        "interval_is": "95% interval",
    }
    chart = chart_of(make_row("1,000", **stated))
    assert [trace["x"] for trace in chart.graph["data"]] == [[800, 1_500], [800, 1_500], [1_000]]
    bar = next(trace for trace in chart.graph["data"] if trace["mode"] == "lines")
    assert bar["text"] == "Mekdad: 1,000 (800–1,500) people<br>stated interval 800 to 1,500 (95% interval)"
    assert chart.lines[0].figure == "1,000 (800–1,500)"
    assert chart.lines[0].cells[1] == "stated interval 800 to 1,500 (95% interval)"
    assert "1,000 (800 to 1,500)" in chart.description


@given(st.lists(random_rows(), min_size=1, max_size=6))
def test_what_is_drawn_is_what_the_table_says(rows: list[Row]) -> None:
    chart = build_interval_chart(rows, title="A title", is_whole=True)
    if chart is None:
        assert all(row.strict_low is None and row.strict_high is None for row in rows)
        return
    assert sorted(row.pk for row in chart.rows) == sorted(row.pk for row in rows)
    span = chart.graph["layout"]["xaxis"]["range"]
    for level, (row, line) in enumerate(zip(reversed(chart.rows), reversed(chart.lines), strict=True)):
        traces = [trace for trace in chart.graph["data"] if trace["y"][0] == level]
        _, ordinary, strict, *_ = line.cells
        bars = [trace["x"] for trace in traces if trace["mode"] == "lines"]
        lines = [trace["x"] for trace in traces if trace["mode"] == "lines+markers"]
        points = [trace["x"] for trace in traces if trace["mode"] == "markers"]
        said = set(numbers(strict))
        if said:
            said |= ({span[0]} if row.strict_low is None else set()) | ({span[1]} if row.strict_high is None else set())
        assert set(lines[0] if lines else []) == said
        assert bars == ([numbers(ordinary)] if len(set(numbers(ordinary))) == 2 else [])
        assert points == ([] if row.value is None else [[float(row.value)]])
        assert all(span[0] <= x <= span[1] for trace in traces for x in trace["x"])
