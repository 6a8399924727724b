"""Facets: each value a filter may take, with how many rows the list would have if it were chosen.

A count keeps every other filter in force. All facets of which nothing is chosen are counted in one query, with the rows
themselves; each one with a value chosen takes one more, because its own filter is left out of it. What follows from a
key, as the side from who speaks, is counted by that key. What was counted is remembered until something changes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models import Value as Literal
from django.db.models.expressions import Combinable

from apps.compare.lists import query
from apps.compare.lists.fields import BLANK
from apps.compare.lists.query import Listing
from apps.compare.remembered import remember
from apps.compare.rows.words import NOT_STATED

FIRST_VALUES = 5
MOST_VALUES = 40

# The memory in which a query may count before it sorts rows instead, which takes longer.
ROOM = "32MB"

# What a key of the database is called in a query string, and in words.
Names = Mapping[Any, tuple[str, str]]
# For a key of the rows, the keys that its rows stand under.
Under = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a filter looks at: the expression its rows are grouped by, and how the keys found are called.

    An expression that gives a list puts a row under each of its entries. `has_blank` is whether rows without a key can
    be asked for; `under`, what its keys stand under where that is not each itself. `rank` orders the keys where the
    most frequent one does not come first.
    """

    name: str
    by: Combinable
    read: Callable[[Collection[Any]], Names]
    has_blank: bool = False
    under: Callable[[], Under] | None = None
    rank: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet; `href` chooses it, or takes it away where it is chosen."""

    words: str
    count: int
    href: str
    is_chosen: bool
    is_blank: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values, the chosen one first; `number` is how many there are."""

    name: str
    label: str
    values: tuple[Value, ...]
    number: int

    @property
    def first(self) -> tuple[Value, ...]:
        return self.values if len(self.values) <= FIRST_VALUES + 1 else self.values[:FIRST_VALUES]

    @property
    def rest(self) -> tuple[Value, ...]:
        return self.values[len(self.first) :]

    @property
    def left_out(self) -> int:
        """How many values are not even in the fold: a search finds them."""
        return self.number - len(self.values)


@dataclass(frozen=True, slots=True)
class Counted:
    """The first keys of an aspect, each as its code, its words and how many rows it has; `number` is that of all."""

    first: tuple[tuple[str, str, int], ...]
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows a list has, and what a reader could choose of each aspect."""

    total: int
    by_aspect: Mapping[str, Counted]


def count(listing: Listing[Any], aspects: Sequence[Aspect]) -> Counts:
    """Counts the rows of a list, and those of each choice."""
    filters = sorted((name, value) for name, value in listing.params.items() if name in listing.form.fields)
    what = (type(listing.chosen).__qualname__, filters)
    return remember("counts", what, lambda: _count_all(listing, aspects))


def build_facets(listing: Listing[Any], aspects: Sequence[Aspect], counts: Counts) -> tuple[Facet, ...]:
    """The facets of a list, in the order of the aspects; one without any value is left out."""
    facets = (_build_facet(listing, aspect, counts) for aspect in aspects)
    return tuple(facet for facet in facets if facet.values)


def _build_facet(listing: Listing[Any], aspect: Aspect, counts: Counts) -> Facet:
    counted, said = counts.by_aspect[aspect.name], listing.params.get(aspect.name)
    values = [
        _build_value(listing, aspect.name, code, words, count=number, is_chosen=code == said)
        for code, words, number in counted.first
    ]
    if said and not any(value.is_chosen for value in values):
        words = next(chip.words for chip in listing.chips if chip.name == aspect.name)
        values.append(_build_value(listing, aspect.name, said, words, count=counts.total, is_chosen=True))
    values.sort(key=lambda value: not value.is_chosen)
    label = str(listing.form.fields[aspect.name].label)
    return Facet(aspect.name, label, tuple(values), max(counted.number, len(values)))


def _build_value(listing: Listing[Any], name: str, code: str, words: str, *, count: int, is_chosen: bool) -> Value:
    href = query.write(listing.params, name) if is_chosen else query.write(listing.params, **{name: code})
    return Value(words, count, href, is_chosen=is_chosen, is_blank=code == BLANK)


def _count_all(listing: Listing[Any], aspects: Sequence[Aspect]) -> Counts:
    chosen = [aspect for aspect in aspects if aspect.name in listing.params]
    total, counts = _count(listing.rows, [aspect for aspect in aspects if aspect not in chosen])
    for aspect in chosen:
        counts |= _count(listing.without(aspect.name), [aspect])[1]
    return Counts(total, {aspect.name: _name(aspect, counts[aspect.name]) for aspect in aspects})


def _name(aspect: Aspect, counts: Counter[Any]) -> Counted:
    """The keys in their order, the first ones by name."""
    ranked = [key for key, _ in counts.most_common() if key is not None or aspect.has_blank]
    if aspect.rank:
        ranked.sort(key=aspect.rank)
    names = {None: (BLANK, NOT_STATED)}
    names |= aspect.read([key for key in ranked[:MOST_VALUES] if key is not None])
    first = [(*names[key], counts[key]) for key in ranked[:MOST_VALUES]]
    if aspect.rank is None:
        first.sort(key=lambda value: (-value[2], value[1]))
    return Counted(tuple(first), len(ranked))


def _count(rows: QuerySet[Any], aspects: Sequence[Aspect]) -> tuple[int, dict[str, Counter[Any]]]:
    """How many rows there are, and how many of them each key of each aspect has."""
    total = 0
    counts: dict[str, Counter[Any]] = {aspect.name: Counter() for aspect in aspects}
    counted_by: dict[Combinable, list[tuple[Counter[Any], Under]]] = defaultdict(list)
    for aspect in aspects:
        counted_by[aspect.by].append((counts[aspect.name], _spread(aspect)))
    of_place = list(counted_by.values())
    for place, key, number in _group(rows, list(counted_by)):
        if place is None:
            total = number
            continue
        for counter, spread in of_place[place]:
            for each in spread(key):
                counter[each] += number
    return total, counts


def _spread(aspect: Aspect) -> Under:
    """Under which keys a row stands that was grouped under this one."""
    under = aspect.under() if aspect.under else None

    def spread(key: Any) -> Iterable[Any]:
        keys = {entry for entry in key if entry is not None} if isinstance(key, list) else (key,)
        return keys if under is None else {each for entry in keys for each in under(entry)}

    return spread


def _group(rows: QuerySet[Any], by: Sequence[Combinable]) -> Iterator[tuple[int | None, Any, int]]:
    """The place of an expression, a key of it, and the number of rows, for every place and key; None for all rows."""
    columns = {f"by_{place}": expression for place, expression in enumerate(by)}
    try:
        grouped = rows.order_by().annotate(**columns, one=Literal(1)).values_list(*columns, "one").query
        inner, params = grouped.sql_with_params()
    except EmptyResultSet:
        return
    # The columns are ours and named above; what a reader typed is in `params`.
    sets = ", ".join(("()", *(f"({column})" for column in columns)))
    keys = ", ".join((f"GROUPING({', '.join(columns)})" if columns else "0", *columns))
    statement = f"SELECT {keys}, count(*) FROM ({inner}) AS listed GROUP BY GROUPING SETS ({sets})"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [ROOM])
        cursor.execute(statement, params)
        counted = cursor.fetchall()
    for mask, *keyed, number in counted:
        # GROUPING has a bit for each column, the first one the highest; the one grouped by is not set.
        place = next((i for i in range(len(by)) if not mask >> (len(by) - 1 - i) & 1), None)
        yield place, None if place is None else keyed[place], number
