"""A query string read against a filter: what makes sense is kept, what does not is named and left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import F, Model, OrderBy, QuerySet
from django.http import QueryDict

from apps.claims.directions import isolated
from apps.compare.lists.columns import Offer, Order
from apps.compare.query_problems import left_out, not_a_choice
from apps.compare.rows.words import day_words

Rows = TypeVar("Rows", bound="QuerySet[Any]")

PAGE_SIZES = (25, 50, 100)
MOST_PAGES = 100
SETTINGS = ("sort", "page", "per_page", "columns")  # what a list understands besides its filters
MOST_CHARACTERS = 200
# Filters of which the sentence says more than "is".
PHRASES = {
    "q": "the words hold “{}”",
    "from": "the period reaches {} or later",
    "to": "the period begins by {}",
    "due": "somebody is to review it, since {}",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing chosen, in words and as a part of the sentence, and the query string without it."""

    name: str
    label: str
    words: str
    phrase: str
    without: str


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list: a name of the allowlist, and its direction."""

    name: str
    is_descending: bool

    def __str__(self) -> str:
        return f"-{self.name}" if self.is_descending else self.name


@dataclass(frozen=True, slots=True)
class SortChoice:
    """An order to choose in the form."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Listing(Generic[Rows]):
    """The rows a query string asks for, filtered and ordered, and how it was understood."""

    rows: Rows
    problems: tuple[str, ...]
    chips: tuple[Chip, ...]
    sentence: str
    chosen: django_filters.FilterSet
    params: QueryDict
    sort: Sort
    columns: tuple[str, ...]
    page: int = 1
    per_page: int = PAGE_SIZES[0]
    sort_choices: tuple[SortChoice, ...] = ()

    @property
    def form(self) -> forms.Form:
        form: forms.Form = self.chosen.form
        return form

    def read(self, first: int, last: int) -> list[Any]:
        """The rows from `first` up to but without `last`, counted from 0."""
        return read_named(self.rows, self.chosen.queryset, first, last)

    def without(self, name: str) -> Rows:
        """The rows there would be if this filter were not chosen, in no order."""
        rows: Rows = self.chosen.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.chosen.filters[other].filter(rows, value)
        return rows.order_by()


def read(params: QueryDict, *, filter_class: type[django_filters.FilterSet], rows: Rows, offer: Offer) -> Listing[Rows]:
    """The listing that `params` ask for."""
    reader = _Reader(params)
    reader.drop_unknown({*filter_class.base_filters, *SETTINGS})
    sort = reader.take_sort(offer.orders, offer.default_sort)
    page = reader.take_number("page", 1, expected="a page number, 1 or more")
    sizes = ", ".join(str(size) for size in PAGE_SIZES)
    per_page = reader.take_number("per_page", PAGE_SIZES[0], allowed=PAGE_SIZES, expected=f"one of {sizes}")
    columns = reader.take_columns(offer)
    chosen = filter_class(data=reader.kept, queryset=rows)
    while not chosen.form.is_valid():
        reader.drop_invalid(chosen.form)
        chosen = filter_class(data=reader.kept, queryset=rows)
    chips = tuple(_chips(chosen, reader.kept))
    return Listing(
        rows=chosen.qs.order_by(*_ordering(offer.orders[sort.name], is_descending=sort.is_descending)),
        problems=tuple(reader.problems),
        chips=chips,
        sentence=" and ".join(chip.phrase for chip in chips),
        chosen=chosen,
        params=reader.kept,
        sort=sort,
        columns=columns,
        page=page,
        per_page=per_page,
        sort_choices=tuple(_sort_choices(offer.orders, sort)),
    )


def read_named(rows: "QuerySet[Any]", named: "QuerySet[Any]", first: int, last: int) -> list[Any]:
    """The rows from `first` up to but without `last`, counted from 0, as they are when they are read `named`.

    Their keys come first, then what is said of them: names are joined to one page of rows and not to all of them.
    """
    keys = list(rows.values_list("pk", flat=True)[first:last])
    by_key = named.in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key]


def write(params: QueryDict, *without: str, **changes: str | int) -> str:
    """The query string with these changes, after its question mark; it starts at the first page unless that is said."""
    # Of every name one value is kept (`_Reader`); a copy of the QueryDict for each of hundreds of links takes long.
    kept = {name: value for name, value in params.items() if name != "page" and name not in without}
    return f"?{urlencode({**kept, **changes}, safe=',')}"


class _Reader:
    """Works through the parameters, keeping what makes sense and collecting what does not."""

    def __init__(self, params: QueryDict) -> None:
        self.kept = QueryDict(mutable=True)
        self.problems: list[str] = []
        for name, values in params.lists():
            given = [value for value in values if value.strip()]
            if name == "columns":
                given = [",".join(given)] if given else []
            if len(given) > 1:
                self.refuse(name, " and ".join(given), "one value")
            elif given and ("\0" in name + given[0] or len(given[0]) > MOST_CHARACTERS):
                self.refuse(name, given[0], f"at most {MOST_CHARACTERS} plain characters")
            elif given:
                self.kept[name] = given[0].strip()

    def refuse(self, name: str, given: str, expected: str) -> None:
        self.kept.pop(name, None)
        self.problems.append(left_out(name, given, expected=expected))

    def drop_unknown(self, known: Iterable[str]) -> None:
        for name in sorted(self.kept.keys() - set(known)):
            self.kept.pop(name)
            self.problems.append(not_a_choice(name, "a filter of this list"))

    def drop_invalid(self, form: forms.Form) -> None:
        for name, errors in form.errors.as_data().items():
            self.refuse(name, str(self.kept[name]), _expected(form.fields[name], errors[0].code))

    def take_sort(self, orders: Mapping[str, Order], default: str) -> Sort:
        said = self.kept.get("sort", default)
        if said.removeprefix("-") not in orders:
            self.refuse("sort", said, f"one of {', '.join(orders)}, with - in front for the reverse")
            said = default
        return Sort(said.removeprefix("-"), said.startswith("-"))

    def take_number(self, name: str, default: int, *, expected: str, allowed: tuple[int, ...] = ()) -> int:
        said = self.kept.get(name)
        if said is None:
            return default
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
        if number < 1 or (allowed and number not in allowed):
            self.refuse(name, said, expected)
            return default
        return number

    def take_columns(self, offer: Offer) -> tuple[str, ...]:
        """The chosen columns in the order of the table; the usual ones where none of them is known."""
        said = [name.strip() for name in self.kept.get("columns", "").split(",") if name.strip()]
        known = tuple(name for name in offer.columns if name in said)
        self.kept.pop("columns", None)
        for name in dict.fromkeys(said):
            if name not in offer.columns:
                self.refuse("columns", name, f"some of {', '.join(offer.columns)}")
        if known and known != offer.usual:
            self.kept["columns"] = ",".join(known)
        return known or offer.usual


def _expected(field: forms.Field, code: str | None) -> str:
    """What a field takes, in words."""
    said: Mapping[str | None, str] = getattr(field, "expected", {})
    return said.get(code, "one of the values offered")


def _chips(chosen: django_filters.FilterSet, kept: QueryDict) -> Iterator[Chip]:
    for name, field in chosen.form.fields.items():
        if name in kept:
            label, words = str(field.label), _words(field, chosen.form.cleaned_data[name])
            phrase = PHRASES.get(name, f"{label.lower()} is {{}}").format(isolated(words))
            yield Chip(name, label, words, phrase, write(kept, name))


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return day_words(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(value) if isinstance(value, Model) else str(getattr(field, "null_label", ""))
    if value == getattr(field, "null_value", None):
        return str(getattr(field, "null_label", ""))
    return str(dict(getattr(field, "choices", ())).get(value, value))


def _sort_choices(orders: Mapping[str, Order], chosen: Sort) -> Iterator[SortChoice]:
    for name, order in orders.items():
        yield SortChoice(name, f"{order.words}, up", str(chosen) == name)
        yield SortChoice(f"-{name}", f"{order.words}, down", str(chosen) == f"-{name}")


def _ordering(order: Order, *, is_descending: bool) -> list[OrderBy]:
    """What is blank comes last either way; the first field has the direction, the rest settle ties."""
    first, *rest = order.fields
    head = F(first).desc(nulls_last=True) if is_descending else F(first).asc(nulls_last=True)
    return [
        *(F(field).asc() for field in order.after),
        head,
        *(F(field.removeprefix("-")).desc() if field.startswith("-") else F(field).asc() for field in rest),
    ]
