"""The interval chart: one line a claim, both sides on one axis.

A thin line is what the words permit, with an arrow where it has no end; a thick bar is what a person understands, or
the interval stated with an estimate; a mark in the shape of the side is the number itself, hollow where the figure is
approximate. A figure that is said in words only, or said to be unknown, is a gap with its words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from apps.compare.charts import theme
from apps.compare.charts.theme import Chart, TableLine
from apps.compare.rows.claims import Row
from apps.compare.rows.words import NOT_STATED

ROW_HEIGHT = 88


@dataclass(frozen=True, slots=True)
class IntervalChart(Chart):
    """The readings of figures on one axis."""

    note: ClassVar[str] = (
        "A thin line is what the words permit, with an arrow where they set no end; a thick bar is what a person "
        "understands by them, or the interval stated with an estimate. The mark is the number itself, hollow where "
        "it is approximate."
    )
    caption: ClassVar[str] = "How each figure is read, in the order of the chart"
    columns: ClassVar[tuple[str, ...]] = (
        "Unit",
        "Ordinary reading",
        "Strict reading",
        "What is counted",
        "Where",
        "Period",
    )


def build_interval_chart(rows: Sequence[Row], *, title: str, is_whole: bool = False) -> IntervalChart | None:
    """The chart of the rows, the first twelve unless `is_whole`; None if none of them says a number.

    Figures without a number come last.
    """
    ordered = sorted(rows, key=lambda row: not _is_drawable(row))
    if not ordered or not _is_drawable(ordered[0]):
        return None
    drawn = tuple(ordered if is_whole else ordered[: theme.MOST_ROWS])
    start, end = _span(drawn)
    levels = list(enumerate(reversed(drawn)))
    traces = [trace for level, row in levels for trace in theme.reading_traces(row, level, start, end)]
    graph = {
        "data": traces,
        "layout": theme.layout(
            ROW_HEIGHT * len(drawn) + 72,
            xaxis=theme.number_axis(theme.units_of(drawn), start, end),
            yaxis={"visible": False, "fixedrange": True, "range": [-0.25, len(drawn) - 0.15]},
            annotations=[label for level, row in levels for label in _labels(row, level)],
        ),
    }
    lines = tuple(
        TableLine(row, row.shown, (row.unit, row.understood, row.strict, row.counted, row.where, row.period))
        for row in drawn
    )
    return IntervalChart(title, _describe(drawn), graph, drawn, lines, len(rows) - len(drawn))


def _is_drawable(row: Row) -> bool:
    return row.strict_low is not None or row.strict_high is not None


def _span(rows: Iterable[Row]) -> tuple[float, float]:
    """From where to where the axis runs: from zero, unless all figures lie close together far from it."""
    ends = [end for row in rows for end in row.ends]
    low, high = min(ends), max(ends)
    reach = high - low or high or Fraction(1)
    start = low - reach / 8 if low > high / 2 and low != high else min(Fraction(0), low)
    return float(start), float(high + reach / 8)


def _labels(row: Row, level: int) -> list[dict[str, Any]]:
    """The words above a line: who and the figure, then what is counted. Inside the plot a phone has room for them."""
    period = f"period {NOT_STATED}" if row.period == NOT_STATED else row.period

    def about(most: int) -> tuple[str, str]:
        where = theme.shortened(row.where, most - len(period) - 2)  # the place gives way, not the period
        return theme.shortened(row.counted, most), ", ".join(part for part in (where, period) if part)

    labels = [
        theme.figure_label(row, level + 0.67),
        theme.long_label(about, level + 0.34, align="left"),
    ]
    if not _is_drawable(row):
        words = "said not to be known" if row.is_unknown else "said in words, without a number"
        labels.append(theme.label(words, level, font={"size": 12, "color": "var(--muted)", "style": "italic"}))
    return labels


def _describe(rows: Sequence[Row]) -> str:
    """The chart in a sentence, for those who do not see it."""
    said = "; ".join(f"{row.short_name} ({row.side_name}) {row.spoken}" for row in rows)
    figures = "1 figure" if len(rows) == 1 else f"{len(rows)} figures"
    return f"{figures} on one axis: {said}."
