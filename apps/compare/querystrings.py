"""A query string read against a filter: what makes sense is kept, what does not is named and left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import django_filters
from django import forms
from django.db.models import F, Model, OrderBy, QuerySet
from django.http import QueryDict

Rows = TypeVar("Rows", bound="QuerySet[Any]")

PAGE_SIZES = (25, 50, 100)
MOST_CHARACTERS = 200
TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing chosen, in words, and the query string without it."""

    label: str
    words: str
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
    form: forms.Form
    params: QueryDict
    sort: Sort
    page: int = 1
    per_page: int = PAGE_SIZES[0]
    sort_choices: tuple[SortChoice, ...] = ()


def read(
    params: QueryDict,
    *,
    filter_class: type[django_filters.FilterSet],
    rows: Rows,
    sorts: Mapping[str, tuple[str, ...]],
    default_sort: str,
) -> Listing[Rows]:
    """The listing that `params` ask for. `sorts` is the allowlist: a name, and the fields it orders by."""
    reader = _Reader(params)
    known = filter_class.base_filters.keys() | {"sort", "page", "per_page"}
    reader.drop_unknown(known)
    sort = reader.take_sort(sorts, default_sort)
    page = reader.take_number("page", 1, expected="a page number, 1 or more")
    sizes = ", ".join(str(size) for size in PAGE_SIZES)
    per_page = reader.take_number("per_page", PAGE_SIZES[0], allowed=PAGE_SIZES, expected=f"one of {sizes}")
    chosen = filter_class(data=reader.kept, queryset=rows)
    while not chosen.form.is_valid():
        reader.drop_invalid(chosen.form)
        chosen = filter_class(data=reader.kept, queryset=rows)
    chips = tuple(_chips(chosen, reader.kept))
    return Listing(
        rows=chosen.qs.order_by(*_ordering(sorts[sort.name], is_descending=sort.is_descending)),
        problems=tuple(reader.problems),
        chips=chips,
        sentence=" and ".join(f"{chip.label.lower()} is {chip.words}" for chip in chips),
        form=chosen.form,
        params=reader.kept,
        sort=sort,
        page=page,
        per_page=per_page,
        sort_choices=tuple(_sort_choices(sorts, sort)),
    )


class _Reader:
    """Works through the parameters, keeping what makes sense and collecting what does not."""

    def __init__(self, params: QueryDict) -> None:
        self.kept = QueryDict(mutable=True)
        self.problems: list[str] = []
        for name, values in params.lists():
            given = [value for value in values if value.strip()]
            if len(given) > 1:
                self.refuse(name, " and ".join(given), "one value")
            elif given and ("\0" in name + given[0] or len(given[0]) > MOST_CHARACTERS):
                self.refuse(name, given[0], f"at most {MOST_CHARACTERS} plain characters")
            elif given:
                self.kept[name] = given[0].strip()

    def refuse(self, name: str, found: str, expected: str) -> None:
        self.kept.pop(name, None)
        self.problems.append(f"{_short(name)}: “{_short(found)}” was left out; expected {expected}.")

    def drop_unknown(self, known: Iterable[str]) -> None:
        for name in sorted(self.kept.keys() - set(known)):
            self.kept.pop(name)
            self.problems.append(f"“{_short(name)}” is not a filter of this list and was left out.")

    def drop_invalid(self, form: forms.Form) -> None:
        for name, errors in form.errors.as_data().items():
            self.refuse(name, str(self.kept[name]), _expected(form.fields[name], errors[0].code))

    def take_sort(self, sorts: Mapping[str, tuple[str, ...]], default: str) -> Sort:
        said = self.kept.get("sort", default)
        if said.removeprefix("-") not in sorts:
            self.refuse("sort", said, f"one of {', '.join(sorts)}, with - in front for the reverse")
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


def _short(text: str) -> str:
    plain = text.replace("\0", "␀")
    return plain if len(plain) <= 60 else f"{plain[:60]}…"


def _expected(field: forms.Field, code: str | None) -> str:
    if code == TOO_EARLY:
        return "a day that is not before “from”"
    if isinstance(field, forms.DateField):
        return "a day of the calendar written as 2019-07-24"
    if isinstance(field, forms.RegexField):
        return "a claim's reference such as C-17"
    return "one of the values offered"


def _chips(chosen: django_filters.FilterSet, kept: QueryDict) -> Iterator[Chip]:
    for name, field in chosen.form.fields.items():
        if name in kept:
            rest = kept.copy()
            rest.pop(name)
            rest.pop("page", None)
            yield Chip(str(field.label), _words(field, chosen.form.cleaned_data[name]), rest.urlencode())


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, Model):
        return str(value)
    choices = dict(getattr(field, "choices", ())) if not isinstance(field, forms.ModelChoiceField) else {}
    if isinstance(field, forms.ModelChoiceField):
        return str(field.null_label) if hasattr(field, "null_label") else str(value)
    return str(choices.get(value, value))


def _sort_choices(sorts: Iterable[str], chosen: Sort) -> Iterator[SortChoice]:
    for name in sorts:
        yield SortChoice(name, name, str(chosen) == name)
        yield SortChoice(f"-{name}", f"{name}, downwards", str(chosen) == f"-{name}")


def _ordering(fields: tuple[str, ...], *, is_descending: bool) -> list[OrderBy]:
    """What is blank comes last either way; the first field has the direction, the rest settle ties."""
    first, *rest = fields
    head = F(first).desc(nulls_last=True) if is_descending else F(first).asc(nulls_last=True)
    return [
        head,
        *(F(field.removeprefix("-")).desc() if field.startswith("-") else F(field).asc() for field in rest),
    ]
