"""The side-by-side table of a topic: what is counted down, who speaks across.

A row is one thing counted in one place over one period; a column is a speaker, under the side they speak for, the
government first and the United Nations second. Rows that share what the reader asked for (what is counted, period,
place or place of origin) stand together in a band under that heading. A figure that does not say since when it counts
stands in the row of the longest period with the same end, and every cell of such a row says its own start. Rows about
which several sides speak come first, then those with several speakers, then those with findings, then the rest by
size; a band stands where its first row would.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from apps.compare.pages.topic.query import By
from apps.compare.rows.breakdowns import ShownBreakdown
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow
from apps.compare.rows.words import NOT_STATED, day_words, period_words
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.inputs.claims import SIDES
from apps.sources.models import Side

MOST_LINES = 12
MOST_MENTIONS = 3
MOST_ON_PAPER = 6  # speakers

Wholes = Mapping[int, Set[int]]
Key = tuple[str, str, date | None, str]
Rank = tuple[int, int, int, Fraction, str, str, str]


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
    """What one speaker says, with what its first claim does not share with its row. Empty: not reported.

    A whole stands before its parts, whatever was said later, then the latest before the others. `parts` are those of
    which the whole stands in the cell; `label` says whose cell it is, for paper, where columns are folded.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    starts: bool
    label: str
    parts: frozenset[int] = frozenset()

    @property
    def latest(self) -> Row | None:
        return self.rows[0] if self.rows else None

    @property
    def others(self) -> tuple[Row, ...]:
        return self.rows[1:]


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding in the row it belongs to; `against` names a figure it speaks of that stands in another row."""

    finding: FindingRow
    against: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. `title` and `details` say what the heading of its band leaves open."""

    heading: str
    title: str
    details: str
    cells: tuple[Cell, ...]
    mentions: tuple[Mention, ...]

    @property
    def silent(self) -> tuple[str, ...]:
        """The two sides that report nothing here, in words: what an empty column says, where columns are folded."""
        said = {row.side for row in self.rows}
        return tuple(str(side.label) for side in (Side.GOVERNMENT, Side.UN) if side.value not in said)

    @property
    def first_mentions(self) -> tuple[Mention, ...]:
        return self.mentions[:MOST_MENTIONS]

    @property
    def more_mentions(self) -> tuple[Mention, ...]:
        return self.mentions[MOST_MENTIONS:]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for cell in self.cells for row in cell.rows)


@dataclass(frozen=True, slots=True)
class Band:
    """The rows under one heading. `left_out` of them are not shown on the folded table."""

    heading: str
    lines: tuple[Line, ...]
    left_out: int = 0

    @property
    def total(self) -> int:
        return len(self.lines) + self.left_out


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table with all its bands; a page shows twelve lines unless the reader asks for the whole."""

    by: By
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    is_whole: bool

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for band in self.bands for line in band.lines)

    @property
    def shown(self) -> tuple[Band, ...]:
        """The bands of the page, long ones cut where the table is folded."""
        return self.bands if self.is_whole else tuple(_fold(self.bands))

    @property
    def left_out(self) -> int:
        return 0 if self.is_whole else max(0, len(self.lines) - MOST_LINES)

    @property
    def width(self) -> int:
        """How many columns the table has, with those of the headings and the verdicts."""
        return len(self.columns) + 2

    @property
    def fits_paper(self) -> bool:
        """Whether a sheet has room for a column of each speaker."""
        return len(self.columns) <= MOST_ON_PAPER

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every claim in the order of the table."""
        return tuple(row for line in self.lines for row in line.rows)

    @property
    def origins(self) -> tuple[tuple[str, str], ...]:
        """What header and line do not say of the figures shown: their references, and who said them when and where."""
        refs: dict[str, list[str]] = {}
        for row in (row for band in self.shown for line in band.lines for row in line.rows):
            refs.setdefault(f"{row.said_by} · said on {day_words(row.said_on)} · {row.source}", []).append(row.ref)
        return tuple((", ".join(of_one), words) for words, of_one in refs.items())


def build_matrix(
    rows: Sequence[Row],
    findings: Sequence[FindingRow],
    *,
    breakdowns: Iterable[ShownBreakdown] = (),
    by: By | None = None,
    is_whole: bool = False,
) -> Matrix:
    """The rows side by side, under what the reader asked for, else under what tells them apart."""
    wholes = _wholes(breakdowns)
    chosen = by or choose_heading(rows)
    columns = _columns(rows)
    touching = _findings_by_claim(findings)
    lines = sorted(
        (_line(_wholes_first(group, wholes), columns, touching, chosen, wholes) for group in _gather(rows, by)),
        key=_rank,
    )
    banded: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        banded[line.heading].append(line)
    bands = tuple(Band(heading, tuple(together)) for heading, together in banded.items())
    return Matrix(chosen, _groups(columns), columns, bands, is_whole)


def choose_heading(rows: Iterable[Row]) -> By:
    """The first dimension in which the figures are not all the same: that is what divides the topic."""
    said = list(rows)
    return next((by for by in By if len({_heading(row, by) for row in said}) > 1), By.POPULATION)


def _fold(bands: Sequence[Band]) -> Iterator[Band]:
    """Twelve lines: the first of every band, so that none is hidden by a long one, then those that rank next."""
    first = bands[:MOST_LINES]
    ranked = sorted((_rank(line), place) for place, band in enumerate(first) for line in band.lines[1:])
    more = Counter(place for _, place in ranked[: MOST_LINES - len(first)])
    for place, band in enumerate(first):
        # The lines of a band stand in the order of their rank, so those that rank next are the first ones.
        shown = 1 + more[place]
        yield replace(band, lines=band.lines[:shown], left_out=len(band.lines) - shown)


def _gather(rows: Iterable[Row], by: By | None) -> Iterator[list[Row]]:
    """The claims of each row of the table: a start that is not stated is set beside the earliest that is.

    Where the reader asks for periods, each has its own.
    """
    by_key: dict[Key, dict[date | None, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_key[row.counted, row.where, row.ends_on, row.status][row.start].append(row)
    for by_start in by_key.values():
        stated = sorted(start for start in by_start if start)
        if stated and None in by_start and by is not By.PERIOD:
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
        full_name = ", ".join(part for part in (row.speaker, row.role) if part)
        columns.append(Column(row.speaker_slug, row.short_name, full_name, row.side, starts))
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


def _wholes(breakdowns: Iterable[ShownBreakdown]) -> Wholes:
    """The wholes of each claim that is a part of some."""
    wholes: dict[int, set[int]] = defaultdict(set)
    for breakdown in breakdowns:
        for part in breakdown.parts:
            wholes[part.pk].add(breakdown.whole.pk)
    return wholes


def _wholes_first(rows: Sequence[Row], wholes: Wholes) -> list[Row]:
    """Wholes before their parts; then what was said last; of one day, what says no start, then the larger figure."""
    here = {row.pk for row in rows}

    def depth(pk: int, below: frozenset[int] = frozenset()) -> int:
        above = (wholes.get(pk, set()) & here) - below
        return 1 + max(depth(whole, below | {pk}) for whole in above) if above else 0

    return sorted(
        rows,
        key=lambda row: (
            depth(row.pk),
            -row.said_on.toordinal(),
            row.start or date.min,
            -row.last_day.toordinal(),
            -row.centre,
            row.pk,
        ),
    )


def _line(
    rows: Sequence[Row],
    columns: Iterable[Column],
    touching: dict[int, list[FindingRow]],
    by: By,
    wholes: Wholes,
) -> Line:
    has_starts, has_units = len({row.start for row in rows}) > 1, len({row.unit for row in rows}) > 1
    first = rows[0]
    period = period_words(None, first.ends_on) if has_starts else first.period
    title, *details = _remaining(first, f"period {NOT_STATED}" if period == NOT_STATED else period, by)
    details += ["" if has_units else first.unit, "" if first.status == "done" else first.status]
    by_ref = {finding.ref: finding for row in rows for finding in touching[row.pk]}
    ordered = sorted(by_ref.values(), key=lambda finding: _closeness(finding, rows))
    return Line(
        heading=period if by is By.PERIOD and has_starts else _heading(first, by),
        title=title,
        details=" · ".join(detail for detail in details if detail),
        cells=tuple(_cell(rows, column, wholes, has_starts=has_starts, has_units=has_units) for column in columns),
        mentions=tuple(Mention(finding, _against(finding, rows)) for finding in ordered),
    )


def _heading(row: Row, by: By) -> str:
    match by:
        case By.POPULATION:
            return row.counted
        case By.PERIOD:
            return f"Period {NOT_STATED}" if row.period == NOT_STATED else row.period
        case By.PLACE:
            return row.place or f"Place {NOT_STATED}"
        case By.ORIGIN:
            return f"From {row.origin}" if row.origin else f"Place of origin {NOT_STATED}"


def _remaining(row: Row, period: str, by: By) -> list[str]:
    """What a row is about besides its heading, the most telling first."""
    origin = f"from {row.origin}" if row.origin else ""
    match by:
        case By.POPULATION:
            return [part for part in (row.where, period) if part]
        case By.PERIOD:
            return [row.counted, row.where]
        case By.PLACE:
            return [row.counted, origin, period]
        case By.ORIGIN:
            return [row.counted, row.place, period]


def _closeness(finding: FindingRow, rows: Sequence[Row]) -> tuple[bool, bool, bool]:
    """What a row of numbers hides comes first: same number, different thing; then what is of this row alone."""
    here = {row.pk for row in rows}
    is_elsewhere = not here.issuperset(row.pk for row in finding.rows)
    return finding.is_set_aside, finding.verdict_code is not Verdict.LOOKALIKE, is_elsewhere


def _against(finding: FindingRow, rows: Sequence[Row]) -> str:
    here = {row.pk for row in rows}
    others = (side for side in finding.sides if side.row is not None and side.row.pk not in here)
    return "; ".join(f"{side.row.short_name}: {side.shown}" for side in others if side.row is not None)


def _cell(rows: Iterable[Row], column: Column, wholes: Wholes, *, has_starts: bool, has_units: bool) -> Cell:
    said = tuple(row for row in rows if row.speaker_slug == column.slug)
    label = f"{Side(column.side).label} · {column.name}"
    if not said:
        return Cell((), (), column.starts, label)
    latest = said[0]
    since = f"since {day_words(latest.start)}" if latest.start else "since when is not stated"
    notes = (
        latest.unit if has_units else "",
        since if has_starts else "",
        latest.direction,
        latest.relays,
        latest.stated_interval,
    )
    here = {row.pk for row in said}
    parts = frozenset(row.pk for row in said if wholes.get(row.pk, set()) & here)
    return Cell(said, tuple(note for note in notes if note), column.starts, label, parts)


def _rank(line: Line) -> Rank:
    rows = line.rows
    sides, speakers = {row.side for row in rows}, {row.speaker_slug for row in rows}
    largest = max((row.most for row in rows), default=Fraction(0))
    return (
        -len(sides),
        -len(speakers),
        -any(not mention.finding.is_set_aside for mention in line.mentions),
        -largest,
        line.heading,
        line.title,
        line.details,
    )
