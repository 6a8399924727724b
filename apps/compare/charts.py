"""Charts as plotly's plain dictionaries, made of the same rows as the table beside them.

The interval chart has one line a claim. A thin line is what the words permit, with an arrow where it has no
end; a thick bar is what a person understands; a mark in the shape of the side is the number itself, hollow
where the figure is approximate. Colours are written `var(--un)`; charts.js resolves them in the theme of the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

from apps.compare.presenters import Row
from apps.sources.models import Side

MOST_ROWS = 12
ROW_HEIGHT = 72
SYMBOLS = {Side.GOVERNMENT.value: "circle", Side.UN.value: "diamond", Side.OTHER.value: "triangle-up"}
MOST_LABEL = 64


@dataclass(frozen=True, slots=True)
class IntervalChart:
    """An interval chart: plotly's dictionary, the rows it draws, and what it says in words."""

    title: str
    description: str
    graph: dict[str, Any]
    rows: tuple[Row, ...]
    left_out: int = 0

    @property
    def total(self) -> int:
        """How many figures there are to draw."""
        return len(self.rows) + self.left_out

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The sides that are drawn, in the order in which they are always shown."""
        drawn = {row.side for row in self.rows}
        return tuple((side.value, str(side.label)) for side in Side if side.value in drawn)


def build_interval_chart(rows: Sequence[Row], *, title: str, is_whole: bool = False) -> IntervalChart | None:
    """The chart of the rows that say a number, the first twelve unless `is_whole`; None if there are none."""
    drawable = [row for row in rows if row.strict_low is not None or row.strict_high is not None]
    drawn = tuple(drawable if is_whole else drawable[:MOST_ROWS])
    if not drawn:
        return None
    start, end = _span(drawn)
    traces = [trace for level, row in enumerate(reversed(drawn)) for trace in _traces(row, level, start, end)]
    graph = {"data": traces, "layout": _layout(drawn, start, end)}
    return IntervalChart(title, _describe(drawn), graph, drawn, len(drawable) - len(drawn))


def _span(rows: Iterable[Row]) -> tuple[float, float]:
    """From where to where the axis runs: from zero, unless all figures lie close together far from it."""
    ends = [
        end
        for row in rows
        for end in (row.strict_low, row.low, row.value, row.high, row.strict_high)
        if end is not None
    ]
    low, high = min(ends), max(ends)
    reach = high - low or high or Fraction(1)
    start = low - reach / 8 if low > high / 2 and low != high else Fraction(0)
    return float(start), float(high + reach / 8)


def _traces(row: Row, level: int, start: float, end: float) -> list[dict[str, Any]]:
    colour = f"var(--{row.side})"
    hover = f"{escape(row.speaker)}: {escape(row.shown)}<br>{escape(row.ordinary)}<extra></extra>"
    low = start if row.strict_low is None else float(row.strict_low)
    high = end if row.strict_high is None else float(row.strict_high)
    common = {"type": "scatter", "hovertemplate": hover, "showlegend": False, "cliponaxis": False}
    traces = [
        common | {"mode": "lines", "x": [low, high], "y": [level, level], "line": {"color": colour, "width": 2}},
        common
        | {
            "mode": "markers",
            "x": [low, high],
            "y": [level, level],
            "marker": {
                "color": colour,
                "size": 10,
                "symbol": [
                    "triangle-left" if row.strict_low is None else "line-ns-open",
                    "triangle-right" if row.strict_high is None else "line-ns-open",
                ],
            },
        },
    ]
    if row.low is not None and row.high is not None and row.low != row.high:
        bar = {"mode": "lines", "x": [float(row.low), float(row.high)], "y": [level, level]}
        traces.append(common | bar | {"line": {"color": colour, "width": 8}})
    if row.value is not None:
        fill = "var(--paper)" if row.is_approximate else colour
        marker = {"color": fill, "size": 13, "symbol": SYMBOLS[row.side], "line": {"width": 2.5, "color": colour}}
        traces.append(common | {"mode": "markers", "x": [float(row.value)], "y": [level], "marker": marker})
    return traces


def _layout(rows: Sequence[Row], start: float, end: float) -> dict[str, Any]:
    units = sorted({row.unit for row in rows})
    note = "" if start == 0 else " (the axis does not start at zero)"
    return {
        "height": ROW_HEIGHT * len(rows) + 72,
        "margin": {"l": 8, "r": 24, "t": 8, "b": 56},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": "var(--ink)", "size": 13},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": "var(--paper)",
            "bordercolor": "var(--edge)",
            "font": {"color": "var(--ink)"},
        },
        "xaxis": {
            "range": [start, end],
            "fixedrange": True,
            "gridcolor": "var(--rule)",
            "zeroline": False,
            "tickformat": ",",
            "nticks": 5,
            "tickfont": {"color": "var(--muted)"},
            "title": {"text": escape(", ".join(units) + note), "font": {"color": "var(--muted)", "size": 13}},
        },
        "yaxis": {"visible": False, "fixedrange": True, "range": [-0.4, len(rows) - 0.2]},
        "annotations": [label for level, row in enumerate(reversed(rows)) for label in _labels(row, level)],
    }


def _labels(row: Row, level: int) -> list[dict[str, Any]]:
    """The words above a line: who and the figure, then what is counted. Inside the plot a phone has room for them."""
    what = f"{row.counted}, {row.period}"
    short = what if len(what) <= MOST_LABEL else f"{what[: MOST_LABEL - 1]}…"
    common = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4, "showarrow": False, "bgcolor": "var(--paper)"}
    # Plotly writes <b> as a style attribute, which the content security policy refuses; a font's weight it does not.
    said = {"text": escape(f"{row.family_name}: {row.shown}"), "font": {"size": 14, "weight": 600}}
    about = {"text": escape(short), "font": {"size": 12, "color": "var(--muted)"}}
    return [common | said | {"y": level + 0.58}, common | about | {"y": level + 0.31}]


def _describe(rows: Sequence[Row]) -> str:
    """The chart in a sentence, for those who do not see it."""
    said = "; ".join(f"{row.family_name} ({row.side_name}) {row.spoken}" for row in rows)
    return f"{len(rows)} figures on one axis: {said}."
