"""The chart over time: the same quantity, by speaker, where there is more than one date.

A figure of a period is drawn over its period; a figure of a day, or one that counts up to a day, is a point. What is
joined by a line is of one sort: totals that a speaker counts from the same start, or a stock. Figures of periods are
joined by nothing, so that a period nobody speaks of stays empty. Of a speaker's figures whose periods overlap the
shorter ones are drawn: a total over three years is not set into a row of years.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, ClassVar

from apps.claims.models import IndicatorKind
from apps.claims.numbers import shown_exactly
from apps.compare.charts import theme
from apps.compare.charts.theme import Chart, TableLine
from apps.compare.rows.claims import Row
from apps.compare.rows.words import day_words
from apps.reconciliation.core.inputs.claims import SIDES

PLOT_HEIGHT = 320
LABEL_HEIGHT = 20
MOST_SAID = 4
NEAR_THE_EDGE = 0.25


@dataclass(frozen=True, slots=True)
class Timeline(Chart):
    """Figures of one quantity over time."""

    note: ClassVar[str] = (
        "A level line is a figure over its period, a mark without one a figure up to a day; the upright line is what a "
        "person understands by it. Periods without a figure stay empty, and a total over several of them is left out. "
        "A figure without a label is named where a pointer is over it, and in the table."
    )
    caption: ClassVar[str] = "Each figure with its period, in the order of time"
    columns: ClassVar[tuple[str, ...]] = ("From", "To", "Unit", "Drawn at", "Ordinary reading")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in time; `start` is None for one of a day, or up to a day."""

    row: Row
    start: date | None
    end: date

    @property
    def middle(self) -> date:
        return self.end if self.start is None else self.start + (self.end - self.start) / 2

    @property
    def when(self) -> str:
        return self.row.period if self.start or self.row.ends_on else f"on {day_words(self.end)}"


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity over time: each speaker's points in order."""

    points: tuple[tuple[Point, ...], ...]

    @property
    def lead(self) -> Row:
        """The figure by which the quantity is named: the earliest of whoever says most."""
        return self.points[0][0].row

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(point.row for run in self.points for point in run)

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.lead.counted, self.lead.where) if part)


def find_series(rows: Iterable[Row]) -> tuple[Series, ...]:
    """The quantities that somebody gives for more than one date, those with the most dates first."""
    quantities: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.low is not None and row.high is not None:
            quantities[row.counted, row.place, row.origin, row.unit_code, row.status].append(row)
    series = [drawn for said in quantities.values() if (drawn := _series(said))]
    return tuple(sorted(series, key=lambda one: (-_dates(one.points[0]), -len(one.points), -_largest(one.rows))))


def _series(rows: Iterable[Row]) -> Series | None:
    by_speaker: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_speaker[row.speaker_slug].append(row)
    runs = [run for said in by_speaker.values() for run in _runs(said)]
    runs.sort(key=lambda run: (-_dates(run), SIDES.index(run[0].row.side), run[0].row.speaker, run[0].row.pk))
    if not runs or _dates(runs[0]) < 2:
        return None
    # A total that counts up is not set beside figures of single periods, nor the other way round.
    is_of_days = runs[0][0].start is None
    return Series(tuple(run for run in runs if (run[0].start is None) == is_of_days))


def _runs(rows: Iterable[Row]) -> Iterator[tuple[Point, ...]]:
    """One speaker's figures in runs of one sort: of days, counted from one start, of periods that do not overlap."""
    periods: list[Point] = []
    counted_up: dict[date | None, list[Point]] = defaultdict(list)
    for row in rows:
        is_stock = row.kind == IndicatorKind.STOCK.value
        if row.ends_on is None and not is_stock:
            continue
        start = None if is_stock else row.start
        if start is None or row.is_cumulative:
            counted_up[start].append(Point(row, start, row.last_day))
        else:
            periods.append(Point(row, start, row.last_day))
    for start, points in counted_up.items():
        # One total since a day is a figure of a period; several with the same start are one series that grows.
        if start is None or _dates(points) > 1:
            yield _sorted(replace(point, start=None) for point in points)
        else:
            periods += points
    apart = _apart(periods)
    if apart:
        yield _sorted(apart)


def _apart(points: Iterable[Point]) -> list[Point]:
    """Of periods that overlap the shorter; two figures of the very same period are both kept."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda point: (_days(point), point.row.pk)):
        overlapping = [other for other in kept if _overlap(point, other)]
        if all((other.start, other.end) == (point.start, point.end) for other in overlapping):
            kept.append(point)
    return kept


def _days(point: Point) -> int:
    return (point.end - (point.start or point.end)).days


def _overlap(one: Point, other: Point) -> bool:
    return (one.start or one.end) <= other.end and (other.start or other.end) <= one.end


def _sorted(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda point: (point.end, point.row.pk)))


def _dates(points: Iterable[Point]) -> int:
    return len({point.end for point in points})


def _largest(rows: Iterable[Row]) -> Fraction:
    return max(row.centre for row in rows)


def build_timeline(series: Series, *, is_whole: bool = False) -> Timeline:
    """The chart of one quantity: the twelve latest figures of each run unless `is_whole`."""
    runs = [run if is_whole else run[-theme.MOST_ROWS :] for run in series.points]
    points = sorted((point for run in runs for point in run), key=lambda point: (point.end, point.row.pk))
    rows = tuple(point.row for point in points)
    first, last = min(point.start or point.end for point in points), max(point.end for point in points)
    room = max(timedelta(days=20), (last - first) / 8)
    highest = float(max(row.most for row in rows) * Fraction(5, 4) or 1)
    lowest = float(min(Fraction(0), *(row.low for row in rows if row.low is not None), *(row.centre for row in rows)))
    graph = {
        "data": [trace for run in runs for trace in _traces(run)],
        "layout": theme.layout(
            PLOT_HEIGHT + theme.MARGIN["t"] + theme.MARGIN["b"],
            margin=theme.MARGIN | {"l": theme.room_beside(lowest, highest)},
            xaxis=_time_axis(first - room, last + room, points),
            yaxis=theme.number_axis(theme.units_of(rows), lowest, highest) | {"rangemode": "tozero", "nticks": 5},
            annotations=list(_labels(points)),
        ),
    }
    return Timeline(
        title=_title(series),
        description=_describe(series, points),
        graph=graph,
        rows=rows,
        lines=tuple(_line(point) for point in points),
        left_out=len(series.rows) - len(rows),
    )


def _time_axis(first: date, last: date, points: Sequence[Point]) -> dict[str, Any]:
    years = {point.end.year for point in points}
    yearly = {"dtick": "M12", "tickformat": "%Y"} if 1 < len(years) <= 8 else {"nticks": 6}
    return {
        "type": "date",
        "range": [str(first), str(last)],
        "fixedrange": True,
        "gridcolor": "var(--rule)",
        "tickfont": {"color": "var(--muted)"},
        "ticks": "outside",
        "tickcolor": "var(--rule)",
    } | yearly


def _traces(run: Sequence[Point]) -> Iterator[dict[str, Any]]:
    """A run: a line that joins its points if they are of days, then each point over its period with its reading."""
    if run[0].start is None and len(run) > 1:
        ends, values = [str(point.end) for point in run], [float(point.row.centre) for point in run]
        line = {"color": f"var(--{run[0].row.side})", "width": 2, "dash": "dot"}
        yield theme.trace(run[0].row, "lines", ends, values, line=line, name="joined", hoverinfo="skip")
    for point in run:
        yield from _point_traces(point)


def _point_traces(point: Point) -> Iterator[dict[str, Any]]:
    row, value, colour = point.row, float(point.row.centre), f"var(--{point.row.side})"
    if point.start is not None:
        # A period's last day belongs to it: the line runs to the day after.
        ends = [str(point.start), str(point.end + timedelta(days=1))]
        yield theme.trace(row, "lines", ends, [value, value], line={"color": colour, "width": 4}, name="period")
    if row.low is not None and row.high is not None and row.low != row.high:
        ends = [str(point.middle)] * 2
        reading = [float(row.low), float(row.high)]
        yield theme.trace(row, "lines", ends, reading, line={"color": colour, "width": 6}, name="reading")
    yield theme.trace(row, "markers", [str(point.middle)], [value], marker=theme.mark(row), name="mark")


def _labels(points: Sequence[Point]) -> Iterator[dict[str, Any]]:
    """Each figure above its mark, with who says it where several of a side do.

    Those that must be seen come first: charts.js puts a label over those it would overprint, or leaves it out where
    there is no room for it.
    """
    speakers = {(point.row.side, point.row.speaker_slug) for point in points}
    is_shared = len(speakers) > len({side for side, _ in speakers})
    height = LABEL_HEIGHT * (1 + is_shared)
    first, last = min(point.start or point.end for point in points), max(point.end for point in points)
    for point in _most_telling_first(points):
        row = point.row
        who = f"{theme.plain(row.short_name)}<br>" if is_shared else ""
        yield {
            "name": "figure",
            "text": f"{theme.SIGNS[row.side]} {who}{theme.plain(row.shown)}",
            "xref": "x",
            "x": str(point.middle),
            "xanchor": _anchor((point.middle - first) / ((last - first) or timedelta(days=1))),
            "xshift": 0,
            "y": float(row.most),
            "yshift": 8 + height / 2,
            "font": {"size": 13, "weight": 600, "color": "var(--ink)"},
        }


def _most_telling_first(points: Sequence[Point]) -> list[Point]:
    """The latest figure of each speaker, then the first and the highest, then the others from the latest on."""
    runs: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        runs[point.row.speaker_slug].append(point)
    latest = [max(run, key=lambda point: (point.end, point.row.pk)) for run in runs.values()]
    first = [min(run, key=lambda point: (point.end, point.row.pk)) for run in runs.values()]
    highest = [max(run, key=lambda point: point.row.centre) for run in runs.values()]
    others = sorted(points, key=lambda point: (point.end, point.row.pk), reverse=True)
    return list({point.row.pk: point for point in (*latest, *first, *highest, *others)}.values())


def _anchor(share: float) -> str:
    """Towards the middle of the chart: there is room for words, on a phone too."""
    return "left" if share < NEAR_THE_EDGE else "right" if share > 1 - NEAR_THE_EDGE else "center"


def _title(series: Series) -> str:
    """What the chart finds: the figures of whoever gives most, in the order of time."""
    run = series.points[0]
    shown = run if len(run) <= MOST_SAID else (run[0], max(run, key=lambda point: point.row.centre), run[-1])
    said = ", ".join(f"{point.row.spoken} ({point.when})" for point in dict.fromkeys(shown))
    among = "" if len(run) <= MOST_SAID else f"first, highest and last of {len(run)} figures: "
    return f"{series.name}: {run[0].row.short_name} says {among}{said}"


def _describe(series: Series, points: Iterable[Point]) -> str:
    said = "; ".join(f"{point.row.short_name}, {point.when}: {point.row.spoken}" for point in points)
    return f"{series.name} over time: {said}. Periods without a figure are left empty."


def _line(point: Point) -> TableLine:
    row = point.row
    start = day_words(point.start) if point.start else (day_words(row.start) if row.start else "")
    return TableLine(row, row.shown, (start, day_words(point.end), row.unit, shown_exactly(row.centre), row.understood))
