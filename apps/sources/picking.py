"""What was meant by what was typed into a picker: the records that hold all of its words, the likeliest first.

    syria    Syria; Syria, government-held areas; North-West Syria; Assyria

First stands the record one of whose spellings (name, code, alias ...) is just that, then one that begins with it, then
one in which a word begins with it, then the rest. Case, accents and hyphens make no difference.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    Model,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Length, StrIndex
from django.db.models.lookups import GreaterThan

Record = TypeVar("Record", bound=Model)

_APART = "-_/(),.’'"  # signs that part words, as blanks do
_BLANKS = str.maketrans(_APART, " " * len(_APART))
_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"  # accents, once they stand apart from their letters
_LINE = Value("\n")


class _Folded(Func):
    """A text as `fold` gives it, in SQL."""

    function = "regexp_replace"
    template = (
        f"translate(%(function)s(lower(normalize(%(expressions)s, NFKD)), '[{_FIRST_MARK}-{_LAST_MARK}]', '', 'g'), "
        f"'{_APART.replace(chr(39), chr(39) * 2)}', '{' ' * len(_APART)}')"
    )
    output_field = TextField()


def fold(text: str) -> str:
    """A text without case, accents and hyphens: “al hasakeh” for “Al-Ḥasakeh”."""
    apart = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in apart if not _FIRST_MARK <= c <= _LAST_MARK).translate(_BLANKS)


def best_first(
    records: QuerySet[Record], typed: str, *, found_in: Sequence[str], spelt_in: Sequence[str]
) -> QuerySet[Record]:
    """The records in whose fields `found_in` all words of `typed` stand; those come first that are spelt like it."""
    words = fold(typed).split()
    if not words:
        return records
    term = " ".join(words)
    model = records.model
    held = records.alias(_held=_Folded(_lines(model, found_in)), _spelt=_Folded(_lines(model, spelt_in)))
    for word in words:
        held = held.filter(_contains(word, "_held"))
    ranked = [(f"\n{term}\n", 0), (f"\n{term}", 1), (f" {term}", 2), (term, 3)]
    rank = Case(
        *(When(_contains(spelling), then=Value(place)) for spelling, place in ranked),
        default=Value(len(ranked)),
        output_field=IntegerField(),
    )
    shown = spelt_in[0]
    ranked_records: QuerySet[Record] = held.alias(_rank=rank).order_by("_rank", Length(shown), shown, "pk")
    return ranked_records


def _contains(words: str, where: str = "_spelt") -> GreaterThan:
    return GreaterThan(StrIndex(where, Value(words)), 0)


def _lines(model: type[Model], names: Sequence[str]) -> Any:
    """The fields of a record as one text, a line each, with a line's end before the first and after the last."""
    parts: list[Any] = [_LINE]
    for name in names:
        parts += [_text(model, name), _LINE]
    return Concat(*parts, output_field=TextField())


def _text(model: type[Model], name: str) -> Any:
    if "__" not in name and isinstance(model._meta.get_field(name), ArrayField):
        return Func(F(name), _LINE, function="array_to_string", output_field=TextField())
    return Coalesce(Cast(name, TextField()), Value("", output_field=CharField()), output_field=TextField())
