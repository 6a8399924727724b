"""What all charts share: how they say who speaks, how they draw a figure, and what stands around them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar

from apps.claims.directions import END, START
from apps.compare.rows.claims import Row
from apps.compare.rows.words import day_words
from apps.sources.models import Side

MOST_ROWS = 12
MOST_DOCUMENTS = 3
# Letters in a line of a label, on a phone and on a wide screen; and where it is written larger.
MOST_LABEL, MOST_LARGER, MOST_LARGEST = (42, 92), (38, 84), (32, 78)
LEAST_NAME = 8  # letters that stay of a name beside its figure
DIGIT, LINE, LEAST_DIGITS = 8, 24, 6  # px of a digit on an axis, and of its title; digits that it has room for
SYMBOLS = {Side.GOVERNMENT.value: "circle", Side.UN.value: "diamond", Side.OTHER.value: "triangle-up"}
SIGNS = {Side.GOVERNMENT.value: "●", Side.UN.value: "◆", Side.OTHER.value: "▲"}
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
MARGIN = {"l": 8, "r": 24, "t": 8, "b": 56}
# What every trace and every label has: said once, or the page would carry it forty times.
TEMPLATE = {
    "data": {
        "scatter": [{"hoverinfo": "text", "showlegend": False, "cliponaxis": False}],
        "bar": [{"hoverinfo": "text", "showlegend": False}],
    },
    "layout": {
        "annotationdefaults": {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "xshift": 4,
            "showarrow": False,
            "bgcolor": "var(--paper)",
            "font": {"size": 12, "color": "var(--muted)"},
        },
    },
}


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of the table beside a chart: a claim, or what was worked out; then the other columns in words."""

    row: Row | None
    figure: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: plotly's dictionary, the rows it draws, the same as a table, and what it says in words."""

    title: str
    description: str
    graph: dict[str, Any]
    rows: tuple[Row, ...]
    lines: tuple[TableLine, ...]
    left_out: int = 0

    note: ClassVar[str] = ""
    caption: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()

    @property
    def total(self) -> int:
        """How many figures there are to draw."""
        return len(self.rows) + self.left_out

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The sides that are drawn, in the order in which they are always shown."""
        drawn = {row.side for row in self.rows}
        return tuple((side.value, str(side.label)) for side in Side if side.value in drawn)

    @property
    def labelled(self) -> tuple[tuple[TableLine, tuple[tuple[str, str], ...]], ...]:
        """Each line of the table with its cells, every cell after the name of its column."""
        return tuple((line, tuple(zip(self.columns, line.cells, strict=True))) for line in self.lines)

    @property
    def source(self) -> str:
        """Who says it, and in which documents: what a picture of the chart carries."""
        speakers = dict.fromkeys(row.said_by for row in self.rows)
        documents = list(dict.fromkeys(f"{row.source} ({day_words(row.said_on)})" for row in self.rows))
        more = len(documents) - MOST_DOCUMENTS
        shown = [*documents[:MOST_DOCUMENTS], *([f"and {more} more"] if more > 0 else [])]
        return f"{', '.join(speakers)}. In: {'; '.join(shown)}"


def plain(text: str) -> str:
    """Text for plotly, which reads <b> and <a> in data: here they stay what was said."""
    return escape(text, quote=False)


def hover(row: Row) -> str:
    """What stands beside a mark when a pointer is over it. It is given as text: in a template %{ would be read."""
    return f"{plain(row.speaker)}: {plain(row.shown_amount)}<br>{plain(row.understood)}"


def trace(row: Row, mode: str, x: Sequence[Any], y: Sequence[Any], **rest: Any) -> dict[str, Any]:
    """Points of a row, with its words beside the pointer."""
    return {
        "type": "scatter",
        "mode": mode,
        "x": list(x),
        "y": list(y),
        "text": hover(row),
    } | rest


def reading_traces(row: Row, level: float, start: float, end: float) -> list[dict[str, Any]]:
    """A figure on a horizontal axis: thin what the words permit, thick what is understood, the number as a mark.

    An end that the words leave open is an arrow at the end of the axis. A figure without a number has no marks.
    """
    if row.strict_low is None and row.strict_high is None:
        return []
    colour = f"var(--{row.side})"
    low = start if row.strict_low is None else float(row.strict_low)
    high = end if row.strict_high is None else float(row.strict_high)
    symbols = [
        "triangle-left" if row.strict_low is None else "line-ns-open",
        "triangle-right" if row.strict_high is None else "line-ns-open",
    ]
    line, ends = {"color": colour, "width": 2}, {"color": colour, "size": 10, "symbol": symbols}
    traces = [trace(row, "lines+markers", [low, high], [level, level], line=line, marker=ends)]
    if row.low is not None and row.high is not None and row.low != row.high:
        bar = [float(row.low), float(row.high)]
        traces.append(trace(row, "lines", bar, [level, level], line={"color": colour, "width": 8}))
    if row.value is not None:
        traces.append(trace(row, "markers", [float(row.value)], [level], marker=mark(row)))
    return traces


def mark(row: Row, size: int = 13) -> dict[str, Any]:
    """The mark of a side: filled for a number said exactly, hollow for an approximate one."""
    colour = f"var(--{row.side})"
    fill = "var(--paper)" if row.is_approximate else colour
    return {"color": fill, "size": size, "symbol": SYMBOLS[row.side], "line": {"width": 2.5, "color": colour}}


def label(text: str, y: float, **rest: Any) -> dict[str, Any]:
    """Words at the left edge of the plot, above whatever is drawn there."""
    return {"text": plain(text), "y": y} | rest


def long_label(
    lines: Callable[[int], Sequence[str]], y: float, *, letters: tuple[int, int] = MOST_LABEL, **rest: Any
) -> dict[str, Any]:
    """Lines of so many letters as a phone has room for; `wide` is the text of a wide screen (charts.js)."""
    narrow, wide = ("<br>".join(map(plain, lines(most))) for most in letters)
    return label("", y, **rest) | {"text": narrow} | ({"wide": wide} if wide != narrow else {})


def figure_label(row: Row, y: float) -> dict[str, Any]:
    """Who says it, and the figure: where there is no room for both the name gives way.

    Plotly writes <b> as a style, which the content security policy refuses; a weight not.
    """

    font = {"size": 14, "weight": 600, "color": "var(--ink)"}
    name = f"{SIGNS[row.side]} {row.short_name}"
    return long_label(lambda most: [fitted(name, f": {row.shown}", most)], y, letters=MOST_LARGEST, font=font)


def fitted(name: str, rest: str, most: int) -> str:
    """A name and what stands behind it, in so many characters: what is left out is of the name."""
    return f"{shortened(name, max(LEAST_NAME, most - len(rest)))}{rest}"


def layout(height: int, **rest: Any) -> dict[str, Any]:
    """The frame of a chart: no fill, no dragging, the page's ink."""
    return {
        "template": TEMPLATE,
        "height": height,
        "margin": MARGIN,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": "var(--ink)", "size": 13, "family": FONT},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": "var(--paper)",
            "bordercolor": "var(--edge)",
            "font": {"color": "var(--ink)"},
        },
    } | rest


def number_axis(title: str, start: float, end: float) -> dict[str, Any]:
    """An axis of numbers; one that does not start at zero says so.

    It has as many numbers as stand beside each other on a phone: turned, they would be cut.
    """
    note = "" if start == 0 else " (the axis does not start at zero)"
    return {
        "range": [start, end],
        "fixedrange": True,
        "gridcolor": "var(--rule)",
        "zeroline": False,
        "tickformat": ",",
        "nticks": max(2, min(5, 36 // _digits(start, end))),
        "tickfont": {"color": "var(--muted)"},
        "title": {"text": plain(title + note), "standoff": 8, "font": {"color": "var(--muted)", "size": 13}},
    }


def room_beside(start: float, end: float) -> int:
    """How many pixels the numbers of an upright axis and its title take."""
    return DIGIT * max(_digits(start, end), LEAST_DIGITS) + LINE


def _digits(start: float, end: float) -> int:
    """The characters of the longest number on an axis."""
    return max(len(f"{number:,.0f}") for number in (start, end))


def units_of(rows: Iterable[Row]) -> str:
    """The units of an axis: people, returns."""
    return ", ".join(sorted({row.unit for row in rows}))


def shortened(text: str, most: int) -> str:
    """The text cut to so many characters; a name set apart that is cut through is closed again."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut}…{END * (cut.count(START) - cut.count(END))}"
