"""How each side counts: definitions and reasons side by side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow, Why
from apps.sources.models import Side

MOST_TEXTS = 6
ASPECTS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("What is measured", attrgetter("measured")),
    ("Who is counted", attrgetter("who")),
    ("Unit", attrgetter("unit")),
    ("Period", attrgetter("period")),
    ("Who counted", lambda row: row.relays or row.organisation),
    ("Known errors", attrgetter("bias")),
)


@dataclass(frozen=True, slots=True)
class Said:
    """Something a side counts, or counts in; `is_alone` where no other side does."""

    words: str
    is_alone: bool


@dataclass(frozen=True, slots=True)
class CountedCell:
    """What one side says of an aspect; what it shares with another side comes first."""

    name: str
    texts: tuple[Said, ...]

    @property
    def is_long(self) -> bool:
        return len(self.texts) > MOST_TEXTS


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One aspect of counting, side by side."""

    aspect: str
    cells: tuple[CountedCell, ...]

    @property
    def differs(self) -> bool:
        """Whether the sides do not say the same."""
        return any(text.is_alone for cell in self.cells for text in cell.texts)


@dataclass(frozen=True, slots=True)
class Counting:
    """How the sides count: a table of aspects with a column a side, and the reasons that findings give."""

    sides: tuple[tuple[str, str], ...]
    lines: tuple[CountedLine, ...]
    reasons: tuple[tuple[Why, int], ...]
    figures: int
    origins: int


def build_counting(rows: Sequence[Row], findings: Iterable[FindingRow]) -> Counting:
    """Definitions, units, periods and declared errors of every side that speaks on the topic."""
    sides = [side for side in Side if any(row.side == side.value for row in rows)]
    lines = []
    for aspect, read in ASPECTS:
        said = [_distinct(read(row) for row in rows if row.side == side.value) for side in sides]
        cells = (CountedCell(str(side.label), _marked(own, said)) for side, own in zip(sides, said, strict=True))
        lines.append(CountedLine(aspect, tuple(cells)))
    return Counting(
        tuple((side.value, str(side.label)) for side in sides),
        tuple(lines),
        _tally(findings),
        len(rows),
        count_origins(rows),
    )


def count_origins(rows: Iterable[Row]) -> int:
    """On how many counts the figures stand that have nobody in common: what one passes on of another is one count."""
    apart: list[frozenset[str]] = []
    for counters in {row.counters for row in rows}:
        joined = [others for others in apart if others & counters]
        apart = [*(others for others in apart if not others & counters), counters.union(*joined)]
    return len(apart)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _marked(own: Sequence[str], said: Sequence[Sequence[str]]) -> tuple[Said, ...]:
    """One side's texts, each with whether only that side says it; nothing is marked where one side speaks alone."""
    texts = [Said(words, len(said) > 1 and sum(words in other for other in said) == 1) for words in own]
    return tuple(sorted(texts, key=lambda text: text.is_alone))


def _tally(findings: Iterable[FindingRow]) -> tuple[tuple[Why, int], ...]:
    """The reasons that the findings give, the most frequent first, each with how many findings give it."""
    given: dict[str, list[Why]] = {}
    for finding in findings:
        for reason in {reason.code: reason for reason in finding.reasons}.values():
            given.setdefault(reason.code, []).append(reason)
    counted = ((reasons[0], len(reasons)) for reasons in given.values())
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0].words)))
