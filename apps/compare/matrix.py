"""The side-by-side table of a topic: what is counted down, who speaks across.

A row is one thing counted in one place over one period; a column is a speaker, under the side they speak for, the
government first and the United Nations second. A figure that does not say since when it counts stands in the row of
the longest period with the same end, and every cell of such a row says its own start. Rows about which several sides
speak come first, then those with several speakers, then those with findings, then the rest by size.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from apps.compare.presenters import FindingRow, Row
from apps.compare.words import day_words, period_words
from apps.reconciliation.core.statements import SIDES
from apps.reconciliation.core.verdicts import WORDS, Verdict
from apps.sources.models import Side

MOST_LINES = 12
MOST_VERDICTS = 3

Key = tuple[str, str, date | None, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A speaker of the table. `starts` says that another side's columns end here."""

    slug: str
    name: str
    full_name: str
    side: str
    starts: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one side."""

    side: str
    name: str
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one speaker says: the latest claim first, with what it does not share with its row. Empty: not reported."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    starts: bool

    @property
    def latest(self) -> Row | None:
        return self.rows[0] if self.rows else None

    @property
    def others(self) -> tuple[Row, ...]:
        return self.rows[1:]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    counted: str
    where: str
    period: str
    unit: str
    status: str
    cells: tuple[Cell, ...]
    findings: tuple[FindingRow, ...]

    @property
    def shown_findings(self) -> tuple[FindingRow, ...]:
        return self.findings[:MOST_VERDICTS]

    @property
    def more_findings(self) -> int:
        return max(0, len(self.findings) - MOST_VERDICTS)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for cell in self.cells for row in cell.rows)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table with all its lines; a page shows the first twelve unless the reader asks for the whole."""

    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    is_whole: bool

    @property
    def shown(self) -> tuple[Line, ...]:
        return self.lines if self.is_whole else self.lines[:MOST_LINES]

    @property
    def left_out(self) -> int:
        return len(self.lines) - len(self.shown)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every claim in the order of the table."""
        return tuple(row for line in self.lines for row in line.rows)


def build_matrix(rows: Sequence[Row], findings: Sequence[FindingRow], *, is_whole: bool = False) -> Matrix:
    """The rows side by side."""
    columns = _columns(rows)
    touching = _findings_by_claim(findings)
    lines = sorted((_line(group, columns, touching) for group in _gather(rows)), key=_rank)
    return Matrix(_groups(columns), columns, tuple(lines), is_whole)


def _gather(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The claims of each row of the table."""
    by_key: dict[Key, dict[date | None, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_key[row.counted, row.where, row.ends_on, row.status][row.start].append(row)
    for by_start in by_key.values():
        stated = sorted(start for start in by_start if start)
        if stated and None in by_start:
            by_start[stated[0]] += by_start.pop(None)
        yield from by_start.values()


def _columns(rows: Iterable[Row]) -> tuple[Column, ...]:
    """Speakers by side, then by how much they say, then by name."""
    said: dict[str, int] = defaultdict(int)
    speakers: dict[str, Row] = {}
    for row in rows:
        said[row.speaker_slug] += 1
        speakers[row.speaker_slug] = row
    ordered = sorted(speakers.values(), key=lambda row: (SIDES.index(row.side), -said[row.speaker_slug], row.speaker))
    columns = []
    for previous, row in zip([None, *ordered], ordered, strict=False):
        starts = previous is None or previous.side != row.side
        columns.append(Column(row.speaker_slug, row.family_name, f"{row.speaker}, {row.role}", row.side, starts))
    return tuple(columns)


def _groups(columns: Iterable[Column]) -> tuple[Group, ...]:
    widths: dict[str, int] = defaultdict(int)
    for column in columns:
        widths[column.side] += 1
    return tuple(Group(side, str(Side(side).label), width) for side, width in widths.items())


def _findings_by_claim(findings: Iterable[FindingRow]) -> dict[int, list[FindingRow]]:
    touching: dict[int, list[FindingRow]] = defaultdict(list)
    for finding in findings:
        for row in finding.rows:
            touching[row.pk].append(finding)
    return touching


def _line(rows: Sequence[Row], columns: Iterable[Column], touching: dict[int, list[FindingRow]]) -> Line:
    latest_first = sorted(rows, key=lambda row: (row.said_on, row.pk), reverse=True)
    has_starts, has_units = len({row.start for row in rows}) > 1, len({row.unit for row in rows}) > 1
    first = rows[0]
    found = {finding.ref: finding for row in latest_first for finding in touching[row.pk]}
    return Line(
        counted=first.counted,
        where=first.where,
        period=period_words(None, first.ends_on) if has_starts else first.period,
        unit="" if has_units else first.unit,
        status="" if first.status == "done" else first.status,
        cells=tuple(_cell(latest_first, column, has_starts=has_starts, has_units=has_units) for column in columns),
        findings=tuple(sorted(found.values(), key=lambda finding: _closeness(finding, rows))),
    )


def _closeness(finding: FindingRow, rows: Sequence[Row]) -> tuple[bool, bool]:
    """Same number, different thing first: it is what a row of numbers hides. Then what is about this row alone."""
    here = {row.pk for row in rows}
    return finding.verdict != WORDS[Verdict.LOOKALIKE], not here.issuperset(row.pk for row in finding.rows)


def _cell(rows: Iterable[Row], column: Column, *, has_starts: bool, has_units: bool) -> Cell:
    said = tuple(row for row in rows if row.speaker_slug == column.slug)
    if not said:
        return Cell((), (), column.starts)
    latest = said[0]
    since = f"since {day_words(latest.start)}" if latest.start else "since when is not stated"
    notes = (latest.unit if has_units else "", since if has_starts else "", latest.direction)
    return Cell(said, tuple(note for note in notes if note), column.starts)


def _rank(line: Line) -> tuple[int, int, int, Fraction, str, str, str]:
    rows = line.rows
    sides, speakers = {row.side for row in rows}, {row.speaker_slug for row in rows}
    largest = max((row.high or row.value or Fraction(0) for row in rows), default=Fraction(0))
    return (
        -len(sides),
        -len(speakers),
        -min(1, len(line.findings)),
        -largest,
        line.counted,
        line.where,
        line.period,
    )
