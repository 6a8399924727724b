"""The chart over time: figures over their periods, gaps left open, and nothing joined that is not of one sort."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from apps.compare.charts import Series, Timeline, build_timeline, find_series
from apps.compare.rows.claims import Row
from tests.compare.charts.test_intervals import numbers
from tests.compare.factories import make_row, random_rows


def year(number: int, figure: str, **rest: Any) -> Row:
    asked: dict[str, Any] = {"by": "Fleischer"} | rest
    return make_row(figure, period_start=date(number, 1, 1), period_end=date(number, 12, 31), **asked)


def to_date(figure: str, end: date, **rest: Any) -> Row:
    return make_row(figure, period_end=end, is_cumulative=True, **rest)


def only(*rows: Row) -> Series:
    (series,) = find_series(rows)
    return series


def named(chart: Timeline, name: str) -> list[dict[str, Any]]:
    return [trace for trace in chart.graph["data"] if trace.get("name") == name]


def test_a_yearly_figure_is_drawn_over_its_year() -> None:
    chart = build_timeline(only(year(2017, "674,000"), year(2018, "1,200,000")))
    assert [trace["x"] for trace in named(chart, "period")] == [
        ["2017-01-01", "2018-01-01"],
        ["2018-01-01", "2019-01-01"],
    ]
    assert [trace["y"] for trace in named(chart, "period")] == [[674_000.0] * 2, [1_200_000.0] * 2]


def test_a_missing_year_is_a_gap() -> None:
    chart = build_timeline(only(year(2016, "600,001"), year(2018, "700,001")))
    assert not named(chart, "joined")
    assert [trace["x"] for trace in named(chart, "period")] == [
        ["2016-01-01", "2017-01-01"],
        ["2018-01-01", "2019-01-01"],
    ]


def test_a_total_over_years_is_not_set_into_a_row_of_years() -> None:
    whole = make_row("2,000,001", by="Fleischer", period_start=date(2017, 1, 1), is_cumulative=True)
    so_far = make_row("136,001", by="Fleischer", period_start=date(2019, 1, 1), is_cumulative=True)
    series = only(whole, year(2017, "674,001"), year(2018, "1,200,001"), so_far)
    assert [row.shown for row in series.rows] == ["674,001", "1,200,001", "136,001"]


def test_totals_that_count_up_are_joined_by_a_line_of_their_own() -> None:
    series = only(
        to_date("1,000,001", date(2019, 1, 31)),
        to_date("1,100,001", date(2019, 2, 28)),
        year(2018, "900,001", by="Mekdad"),
    )
    chart = build_timeline(series)
    assert [trace["y"] for trace in named(chart, "joined")] == [[1_000_001.0, 1_100_001.0]]
    assert not named(chart, "period"), "a yearly figure is not set beside totals"


def test_totals_since_the_same_day_are_one_series_that_grows() -> None:
    rows = [
        make_row(figure, period_start=date(2019, 1, 1), period_end=end, is_cumulative=True)
        for figure, end in (("10,001", date(2019, 3, 31)), ("20,001", date(2019, 6, 30)))
    ]
    assert named(build_timeline(only(*rows)), "joined")


def test_a_stock_is_of_the_day_it_was_said_where_no_day_is_stated() -> None:
    rows = [
        make_row("40,001", kind="stock", said_on=date(2019, 3, 1)),
        make_row("30,001", kind="stock", said_on=date(2019, 7, 1)),
    ]
    chart = build_timeline(only(*rows))
    assert [trace["x"] for trace in named(chart, "mark")] == [["2019-03-01"], ["2019-07-01"]]


def test_one_date_is_no_series_and_other_things_are_other_series() -> None:
    assert not find_series([year(2018, "1,001"), year(2018, "1,002")])
    assert not find_series([year(2017, "1,001"), year(2018, "1,002", place="Homs")])
    assert not find_series([year(2017, "1,001"), year(2018, "1,002", unit="returns")])


def test_two_figures_of_one_period_are_both_drawn_and_the_latest_is_named_first() -> None:
    chart = build_timeline(only(year(2018, "56,001"), year(2018, "55,501"), year(2019, "41,571")))
    labels = chart.graph["layout"]["annotations"]
    assert [label["text"] for label in labels] == ["◆ 41,571", "◆ 56,001", "◆ 55,501"]


def test_sides_differ_in_shape_and_speakers_are_named_where_a_side_has_several() -> None:
    rows = [year(2017, "1,001"), year(2018, "1,002"), year(2018, "2,002", by="Mekdad")]
    chart = build_timeline(only(*rows))
    assert {trace["marker"]["symbol"] for trace in named(chart, "mark")} == {"circle", "diamond"}
    assert "● 2,002" in [label["text"] for label in chart.graph["layout"]["annotations"]], "its shape tells the side"
    several = build_timeline(only(*rows, year(2018, "3,002", by="Mizintsev")))
    assert "● Mizintsev<br>3,002" in [label["text"] for label in several.graph["layout"]["annotations"]]


def test_the_axis_of_numbers_starts_at_zero() -> None:
    assert build_timeline(only(year(2017, "9,001"), year(2018, "9,002"))).graph["layout"]["yaxis"]["range"][0] == 0


def test_beside_the_axis_there_is_room_for_its_longest_number() -> None:
    """“00,000,000” was all that was seen of 200,000,000."""

    def room(figure: str) -> int:
        margin = build_timeline(only(year(2017, "9,001"), year(2018, figure))).graph["layout"]["margin"]
        return int(margin["l"])

    assert room("9,002") == room("9,003")
    assert room("150,000,001") >= room("1,500,001") + 16
    assert room("150,000,001") >= 8 * len("200,000,000")


def test_the_title_says_the_figures_in_the_order_of_time() -> None:
    assert build_timeline(only(year(2018, "1,002"), year(2017, "1,001"))).title == (
        "Returns: Fleischer says 1,001 (2017), 1,002 (2018)"
    )
    many = [year(2000 + n, f"{1_001 + n % 7:,}") for n in range(9)]
    assert build_timeline(only(*many)).title == (
        "Returns: Fleischer says first, highest and last of 9 figures: 1,001 (2000), 1,007 (2006), 1,002 (2008)"
    )


def test_the_twelve_latest_are_drawn_unless_all_are_asked_for() -> None:
    series = only(*(year(2000 + n, f"{1_001 + n:,}") for n in range(15)))
    assert build_timeline(series).left_out == 3
    assert build_timeline(series).rows[-1].shown == "1,015"
    assert build_timeline(series, is_whole=True).left_out == 0


def test_words_are_data_not_markup() -> None:
    series = only(year(2017, "1,001", place="<b>Homs</b>"), year(2018, "1,002", place="<b>Homs</b>"))
    assert "<b>" not in str(build_timeline(series).graph)


@given(st.lists(random_rows(), max_size=12))
def test_what_is_drawn_is_what_the_table_says(rows: list[Row]) -> None:
    for series in find_series(rows):
        chart = build_timeline(series, is_whole=True)
        assert {row.pk for row in chart.rows} <= {row.pk for row in rows}
        said = sorted((line.row.pk if line.row else 0, numbers(line.cells[3])[0]) for line in chart.lines)
        assert sorted(value for _, value in said) == sorted(trace["y"][0] for trace in named(chart, "mark"))
        readings = [numbers(line.cells[4]) for line in chart.lines]
        bars = [trace["y"] for trace in named(chart, "reading")]
        assert sorted(bars) == sorted(reading for reading in readings if len(set(reading)) == 2)
        low, high = chart.graph["layout"]["yaxis"]["range"]
        assert all(low <= value <= high for trace in chart.graph["data"] for value in trace["y"])


@given(st.lists(random_rows(kind="flow"), max_size=12))
def test_no_run_mixes_periods_that_overlap(rows: list[Row]) -> None:
    for series in find_series(rows):
        assert len({point.start is None for run in series.points for point in run}) == 1
        for run in series.points:
            spans = {(point.start or point.end, point.end) for point in run}
            if run[0].start is not None:
                assert all(one == other or one[1] < other[0] or other[1] < one[0] for one in spans for other in spans)


def test_a_range_up_to_nought_is_drawn_up_to_nought() -> None:
    row = make_row("-2 to 0", qualifier="between", value=Decimal(-2), value_high=Decimal(0))
    assert (row.centre, row.most) == (Fraction(-1), Fraction(0))
