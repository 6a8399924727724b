"""What a reader of a topic must know before taking a figure along."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from apps.compare.rows.claims import Row
from apps.sources.models import Side

MOST_REFS = 3


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something that holds for several figures, with the figures."""

    words: str
    rows: tuple[Row, ...]

    @property
    def first_rows(self) -> tuple[Row, ...]:
        return self.rows[:MOST_REFS]

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - MOST_REFS)


def find_caveats(rows: Sequence[Row], units: Iterable[tuple[str, str]]) -> tuple[Caveat, ...]:
    """The caveats of a topic, in the order in which they mislead most; `units` are those that lie within others."""
    return tuple(caveat for caveat in _caveats(rows, units) if caveat.rows)


def _caveats(rows: Sequence[Row], units: Iterable[tuple[str, str]]) -> Iterator[Caveat]:
    names = {row.unit_code: row.unit for row in rows}
    for narrower, broader in units:
        if narrower in names and broader in names:
            once, each_time = names[narrower], names[broader]
            counted = f"{each_time.capitalize()} may be counted several times where {once} are counted once"
            yield Caveat(
                f"{counted}: there are at most as many {once}", tuple(row for row in rows if row.unit_code == broader)
            )
    undated = tuple(row for row in rows if row.start is None and row.ends_on and row.kind == "flow")
    yield Caveat("These figures do not say since when they count", undated)
    is_mixed = undated and any(row.start for row in rows if row.kind == "flow")
    yield Caveat(
        "Totals to date stand beside figures of single periods: they do not add up", undated if is_mixed else ()
    )
    for side in Side:
        for bias in dict.fromkeys(row.bias for row in rows if row.side == side.value and row.bias):
            said = tuple(row for row in rows if row.side == side.value and row.bias == bias)
            yield Caveat(f"{side.label}: {bias}", said)
    for status in dict.fromkeys(row.status for row in rows if row.status != "done"):
        yield Caveat(f"Not done but {status}", tuple(row for row in rows if row.status == status))
    yield Caveat("Said in words, without a number", _those(rows, lambda row: row.low is None and not row.is_unknown))
    yield Caveat("Said not to be known, which is not zero", _those(rows, lambda row: row.is_unknown))


def _those(rows: Iterable[Row], holds: Callable[[Row], bool]) -> tuple[Row, ...]:
    return tuple(row for row in rows if holds(row))
