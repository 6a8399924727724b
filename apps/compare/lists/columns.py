"""The columns of a list, each said once: its header, what its header sorts by, and whether it is shown unasked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows: what it is called in an address and in words, and the fields it sorts by.

    The first field has the direction, the others settle ties. `goes_down_first` is whether the first click on a header
    asks for the largest or the latest. Rows of which a field of `after` is true come last in either direction.
    """

    name: str
    words: str
    fields: tuple[str, ...]
    goes_down_first: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What a list offers besides its filters. `columns` may be chosen, `usual` are shown to one who has not chosen."""

    orders: Mapping[str, Order]
    default_sort: str
    columns: tuple[str, ...]
    usual: tuple[str, ...]


class ListColumn(tables.Column):  # type: ignore[misc]  # untyped
    """A column of a list. `sort` is the order that its header asks for; `is_usual`, whether it is shown unasked."""

    def __init__(self, label: str, *, sort: Order, is_usual: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.sort = sort
        self.is_usual = is_usual
