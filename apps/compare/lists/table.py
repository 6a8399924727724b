"""The table of a list: what its columns say of themselves becomes its headers, its orders and its choice of columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from inspect import signature
from operator import attrgetter
from typing import Any, ClassVar

import django_tables2 as tables

from apps.compare.lists.columns import ListColumn, Offer, Order
from apps.compare.lists.query import Listing, write

DAY = {"td": {"class": "day"}}
PERIOD = {"td": {"class": "period"}}
NUMBER = {"td": {"class": "number"}}
# On a phone these share the first line of a row; every other cell has a line of its own.
LEAD = {"td": {"class": "fold-lead"}}
LEAD_NUMBER = {"td": {"class": "fold-lead number"}}
LEAD_REF = {"td": {"class": "fold-lead ref"}}


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header: its label, where a click leads, and how the column is sorted now."""

    label: str
    css: str
    href: str = ""
    direction: str = ""

    @property
    def arrow(self) -> str:
        return {"ascending": "▲", "descending": "▼"}.get(self.direction, "")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, under the label of its column; `is_header` in the column that names the row."""

    label: str
    css: str
    words: Any
    is_header: bool


class PageTable(tables.Table):  # type: ignore[misc]  # untyped
    """Rows that are sorted and cut to a page already.

    The row header is always shown, of the other columns those the reader chose. `more_orders` are orders that no
    header asks for.
    """

    row_header: ClassVar[str] = "ref"
    default_sort: ClassVar[str]
    more_orders: ClassVar[tuple[Order, ...]] = ()

    class Meta:
        orderable = False

    def __init__(self, rows: Sequence[Any], *, caption: str, listing: Listing[Any]) -> None:
        shown = (self.row_header, *listing.columns)
        super().__init__(rows, exclude=[name for name in self.base_columns if name not in shown])
        self.caption = caption
        self.heads = [self._head(self.base_columns[name], listing) for name in self.columns.names()]

    @property
    def cells(self) -> Iterator[list[Cell]]:
        """The cells of each row.

        The library's own rows look at the signature of a method for every cell, which takes longer than the cell.
        """
        columns = [
            (column, column.attrs.get("td", {}).get("class", ""), name == self.row_header, self._drawer(name, column))
            for name in self.columns.names()
            for column in (self.base_columns[name],)
        ]
        for record in self.data:
            yield [
                Cell(str(column.verbose_name), css, draw(record), is_header=is_header)
                for column, css, is_header, draw in columns
            ]

    def _drawer(self, name: str, column: ListColumn) -> Callable[[Any], Any]:
        """What draws a cell of a column: its method if it has one, else its value; for nothing, its default."""
        read, default = attrgetter(column.accessor or name), self.columns[name].default
        method = getattr(self, f"render_{name}", None)
        takes = tuple(signature(method).parameters) if method else ()

        def draw(record: Any) -> Any:
            # A column to which nothing is blank has no value of its own: its method reads the record.
            value = read(record) if column.empty_values else None
            if value in column.empty_values:
                return default
            given = {"record": record, "value": value}
            return method(*(given[each] for each in takes)) if method else value

        return draw

    def _head(self, column: ListColumn, listing: Listing[Any]) -> Head:
        label, css, sort = str(column.verbose_name), column.attrs.get("td", {}).get("class", ""), column.sort
        is_sorted = listing.sort.name == sort.name
        goes_down = not listing.sort.is_descending if is_sorted else sort.goes_down_first
        direction = ("descending" if listing.sort.is_descending else "ascending") if is_sorted else ""
        return Head(label, css, write(listing.params, sort=f"-{sort.name}" if goes_down else sort.name), direction)

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The columns a reader may choose, with their headers."""
        return {name: str(column.verbose_name) for name, column in cls.base_columns.items() if name != cls.row_header}

    @classmethod
    def offer(cls) -> Offer:
        """What the query string of this list may ask for besides filters."""
        orders = (*(column.sort for column in cls.base_columns.values()), *cls.more_orders)
        return Offer(
            orders={order.name: order for order in orders},
            default_sort=cls.default_sort,
            columns=tuple(cls.labels()),
            usual=tuple(name for name, column in cls.base_columns.items() if name in cls.labels() and column.is_usual),
        )
