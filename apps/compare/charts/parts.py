"""The parts chart: a breakdown as one stacked bar, and over it the totals that are claimed for the same thing.

Each total is drawn as in the interval chart, with a dotted line down through the bar. What of the whole the parts
leave is hatched. A line leads from each part to its words on the left, where a phone has room for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from apps.claims.numbers import shown_exactly
from apps.compare.charts import theme
from apps.compare.charts.theme import Chart, TableLine
from apps.compare.rows.breakdowns import ShownBreakdown
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.inputs.claims import SIDES

TOTAL_HEIGHT = 60
BAR_HEIGHT = 40
COMB_HEIGHT = 26


@dataclass(frozen=True, slots=True)
class PartsChart(Chart):
    """A stacked bar with the claimed totals over it."""

    note: ClassVar[str] = (
        "The bar is made of the parts as said. Above it stand the totals: thin what their words permit, thick what a "
        "person understands, the mark the number itself; the dotted line carries it down to the bar. Hatched is what "
        "the parts leave of their whole."
    )
    caption: ClassVar[str] = "The totals and the parts, in the order of the chart"
    columns: ClassVar[tuple[str, ...]] = ("What it is", "Unit", "Drawn as", "Ordinary reading", "Strict reading")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of the bar: where it starts, how long it is, what it is, and its figure. The rest has no row."""

    start: Fraction
    length: Fraction
    name: str
    figure: str
    row: Row | None

    @property
    def words(self) -> str:
        return f"{self.name}: {self.figure}"


def find_rivals(breakdown: ShownBreakdown, findings: Iterable[FindingRow]) -> tuple[Row, ...]:
    """The figures of other sides that findings set against the whole: totals claimed for the same, or so it seems.

    What only looks alike comes last.
    """
    same_first = sorted(findings, key=lambda finding: finding.verdict_code is Verdict.LOOKALIKE)
    met = {
        row.pk: row
        for finding in same_first
        if breakdown.whole.pk in {row.pk for row in finding.rows}
        for row in finding.rows
        if row.side != breakdown.whole.side and row.low is not None and row.high is not None
    }
    return tuple(met.values())


def build_parts_chart(breakdown: ShownBreakdown, rivals: Sequence[Row], *, is_whole: bool = False) -> PartsChart | None:
    """The chart of a breakdown; None if a figure lies below zero, where no bar can start."""
    totals = sorted((breakdown.whole, *rivals), key=lambda row: SIDES.index(row.side))
    if any(row.centre < 0 for row in (*totals, *breakdown.parts)):
        return None
    segments = list(_segments(breakdown))
    end = float(max(_ends(totals, segments)) * Fraction(27, 25) or 1)
    shown = segments if is_whole else segments[: theme.MOST_ROWS]
    bar = TOTAL_HEIGHT * len(totals) + 24 + BAR_HEIGHT / 2
    height = int(bar + BAR_HEIGHT / 2 + 12 + COMB_HEIGHT * len(shown))
    levels = [(TOTAL_HEIGHT * index + 46.0, row) for index, row in enumerate(totals)]
    graph = {
        "data": [
            *(_bar(segment, bar, breakdown.whole) for segment in segments),
            *(trace for level, row in levels for trace in theme.reading_traces(row, level, 0.0, end)),
        ],
        "layout": theme.layout(
            height + theme.MARGIN["t"] + theme.MARGIN["b"],
            barmode="overlay",
            bargap=0,
            xaxis=theme.number_axis(theme.units_of((*totals, *breakdown.parts)), 0.0, end),
            yaxis={"visible": False, "fixedrange": True, "range": [height, 0]},
            annotations=[*_total_labels(levels, breakdown), *_comb_labels(shown, bar, breakdown)],
            shapes=[*_drops(levels, bar), *_comb(shown, bar)],
        ),
    }
    return PartsChart(
        title=_title(breakdown, rivals),
        description=_describe(breakdown, rivals, segments),
        graph=graph,
        rows=(*totals, *breakdown.parts),
        lines=tuple(_lines(totals, segments, breakdown)),
        left_out=len(segments) - len(shown),
    )


def _segments(breakdown: ShownBreakdown) -> Iterable[_Segment]:
    start = Fraction(0)
    for part, name in zip(breakdown.parts, breakdown.names(), strict=True):
        yield _Segment(start, part.centre, name, part.shown, part)
        start += part.centre
    if breakdown.rest > 0:
        yield _Segment(start, breakdown.rest, _rest_words(breakdown), shown_exactly(breakdown.rest), None)


def _rest_words(breakdown: ShownBreakdown) -> str:
    """What the parts leave: not broken down, or, where they are said to be all, simply missing."""
    return "missing, although the parts are said to be all" if breakdown.is_complete else "not broken down"


def _ends(totals: Iterable[Row], segments: Iterable[_Segment]) -> Iterable[Fraction]:
    for row in totals:
        yield from row.ends
    yield from (segment.start + segment.length for segment in segments)


def _bar(segment: _Segment, level: float, whole: Row) -> dict[str, Any]:
    """A segment. The rest is hatched: it is drawn from what nobody said."""
    colour = f"var(--{whole.side})"
    marker: dict[str, Any] = {"color": colour, "line": {"color": "var(--paper)", "width": 2}}
    if segment.row is None:
        hatch = {"shape": "/", "fgcolor": colour, "bgcolor": "var(--paper)", "size": 8, "solidity": 0.25}
        marker = {"color": "var(--paper)", "pattern": hatch, "line": {"color": colour, "width": 1}}
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(segment.length)],
        "base": [float(segment.start)],
        "y": [level],
        "width": [BAR_HEIGHT],
        "marker": marker,
        "hovertext": theme.hover(segment.row) if segment.row else theme.plain(segment.words),
    }


def _total_labels(levels: Iterable[tuple[float, Row]], breakdown: ShownBreakdown) -> Iterable[dict[str, Any]]:
    for level, row in levels:
        what = "the whole" if row.pk == breakdown.whole.pk else row.counted
        yield theme.figure_label(row, level - 34)
        yield _fitted(what, f", {row.period}, {row.unit}", level - 16)


def _drops(levels: Iterable[tuple[float, Row]], bar: float) -> Iterable[dict[str, Any]]:
    """From each total's mark down through the bar."""
    for level, row in levels:
        x = float(row.centre)
        yield {
            "type": "line",
            "x0": x,
            "x1": x,
            "y0": level + 8,
            "y1": bar + BAR_HEIGHT / 2 + 6,
            "line": {"color": "var(--ink)", "width": 1.5, "dash": "dot"},
        }


def _comb(segments: Sequence[_Segment], bar: float) -> Iterable[dict[str, Any]]:
    """The lines from each part to its words: down from its middle, then to the left edge. They never cross."""
    for index, segment in enumerate(segments):
        middle, row = float(segment.start + segment.length / 2), _comb_row(index, bar)
        line = {"color": "var(--edge)", "width": 1}
        common = {"type": "line", "layer": "below", "line": line}
        yield common | {"x0": middle, "x1": middle, "y0": bar + BAR_HEIGHT / 2, "y1": row}
        yield common | {"x0": 0, "x1": middle, "y0": row, "y1": row}


def _comb_labels(segments: Sequence[_Segment], bar: float, breakdown: ShownBreakdown) -> Iterable[dict[str, Any]]:
    sign = theme.SIGNS[breakdown.whole.side]
    yield theme.label(f"{sign} {breakdown.whole.short_name}’s parts by {breakdown.along}", bar - BAR_HEIGHT / 2 - 12)
    for index, segment in enumerate(segments):
        font = {"size": 13, "color": "var(--ink)"}
        place = _comb_row(index, bar)
        yield _fitted(segment.name, f": {segment.figure}", place, letters=theme.MOST_LARGER, xshift=0, font=font)


def _fitted(name: str, rest: str, y: float, **label: Any) -> dict[str, Any]:
    """A label of one line, in which the name gives way to what stands behind it."""
    return theme.long_label(lambda most: [theme.fitted(name, rest, most)], y, **label)


def _comb_row(index: int, bar: float) -> float:
    return bar + BAR_HEIGHT / 2 + 8 + COMB_HEIGHT * (index + 0.5)


def _title(breakdown: ShownBreakdown, rivals: Sequence[Row]) -> str:
    """What the chart finds: what the parts come to, and what is claimed besides."""
    whole, count = breakdown.whole, len(breakdown.parts)
    parts = f"{whole.short_name}’s {count} part{'s' * (count != 1)} by {breakdown.along}"
    makes = f"{parts} {'make' if count != 1 else 'makes'} {shown_exactly(breakdown.total)}"
    of = f" of {whole.spoken_amount}"
    rest = f"; {shown_exactly(breakdown.rest)} {'missing' if breakdown.is_complete else 'not broken down'}"
    against = "".join(f"; {row.short_name} says {row.spoken_amount}" for row in rivals[:1])
    return makes + of + (rest if breakdown.rest > 0 else "") + against


def _describe(breakdown: ShownBreakdown, rivals: Iterable[Row], segments: Iterable[_Segment]) -> str:
    bar = "; ".join(segment.words for segment in segments)
    over = "".join(f" Over it: {row.short_name} ({row.side_name}) {row.spoken_amount}." for row in rivals)
    whole = f"{breakdown.whole.short_name} ({breakdown.whole.side_name}) {breakdown.whole.spoken_amount}"
    more = f" The parts are {shown_exactly(-breakdown.rest)} above the whole as said." if breakdown.rest < 0 else ""
    return f"A stacked bar of the parts of {whole}: {bar}.{more}{over}"


def _lines(totals: Iterable[Row], segments: Iterable[_Segment], breakdown: ShownBreakdown) -> Iterable[TableLine]:
    for row in totals:
        role = "Whole" if row.pk == breakdown.whole.pk else f"Claimed total: {row.counted}, {row.period}"
        yield TableLine(row, row.shown, (role, row.unit, shown_exactly(row.centre), row.understood, row.strict))
    for segment in segments:
        length = shown_exactly(segment.length)
        if segment.row is None:
            yield TableLine(None, length, (_rest_words(breakdown).capitalize(), breakdown.whole.unit, length, "", ""))
        else:
            row = segment.row
            yield TableLine(row, row.shown, (f"Part: {segment.name}", row.unit, length, row.understood, row.strict))
