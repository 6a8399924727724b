"""Two editors of one record: what one typed, what the other saved meanwhile, and what both began with.

What a form holds is a `State`: by key, the texts that a browser would send back, without blanks. A field of the record
has its name for a key; a field of a row below it (a part of a breakdown) `prefix/number of the row/name`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

State = Mapping[str, list[str]]
MINE, THEIRS = "mine", "theirs"
GONE = "(row)"  # stands for a whole row that somebody took away


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that would be saved otherwise than it stands. `choice` is MINE, THEIRS, or blank: to be chosen."""

    key: str
    label: str
    base: str
    theirs: str
    mine: str
    choice: str


class Forms:
    """The form of a record with its rows, as they stand: unbound, over what is stored.

    It tells the state that is stored, the state that somebody sent, and how to say both to a person.
    """

    def __init__(self, form: forms.BaseForm, formsets: Iterable[Any]) -> None:
        self._form = form
        self._formsets = {str(formset.prefix): formset for formset in formsets}

    @property
    def stored(self) -> dict[str, list[str]]:
        """What the forms show."""
        state = {name: _texts(self._form[name]) for name in _names(self._form)}
        for prefix, formset in self._formsets.items():
            for row in formset.initial_forms:
                state |= {f"{prefix}/{row.instance.pk}/{name}": _texts(row[name]) for name in _columns(formset, row)}
        return {key: texts for key, texts in state.items() if texts}

    def sent(self, data: QueryDict) -> dict[str, list[str]]:
        """What was sent for the fields of the record and for the rows that it had when the form was opened."""
        state = {name: _clean(data.getlist(name)) for name in _names(self._form)}
        for prefix, formset in self._formsets.items():
            for number, texts in _rows(data, formset):
                if number:
                    state |= {f"{prefix}/{number}/{name}": sent for name, sent in texts.items() if name != "DELETE"}
                    state[f"{prefix}/{number}/DELETE"] = texts.get("DELETE", [])
        return {key: texts for key, texts in state.items() if texts}

    def differences(self, base: State, mine: State, chosen: Mapping[str, str]) -> list[Conflict]:
        """Where what was sent differs from what is stored now. A row that is gone is one difference."""
        theirs = self.stored
        rows = {key.rpartition("/")[0] for key in theirs if "/" in key}
        # A row that others added meanwhile was not in the form that was sent: it stays.
        added = rows - {key.rpartition("/")[0] for key in base} - {key.rpartition("/")[0] for key in mine}
        differences = []
        for key in dict.fromkeys([*theirs, *mine]):
            row = key.rpartition("/")[0]
            if mine.get(key) == theirs.get(key) or row in added:
                continue
            if row and row not in rows:
                differences.append(self._gone(row, base, mine, chosen))
                continue
            said = chosen.get(key) or _default(base.get(key), theirs.get(key), mine.get(key))
            was, stands, typed = (self._words(key, state.get(key, [])) for state in (base, theirs, mine))
            differences.append(Conflict(key, self._label(key), was, stands, typed, said))
        return list({difference.key: difference for difference in differences}.values())

    def merged(self, data: QueryDict, differences: Iterable[Conflict]) -> QueryDict:
        """What was sent, with theirs in the place of mine where so chosen, over the rows that are stored now."""
        theirs = self.stored
        merged = data.copy()
        taken = {difference.key for difference in differences if difference.choice == THEIRS}
        for key in taken:
            if "/" not in key:
                merged.setlist(key, theirs.get(key, []))
        for formset in self._formsets.values():
            _write_rows(merged, formset, self._merged_rows(data, formset, theirs, taken))
        return merged

    def _merged_rows(self, data: QueryDict, formset: Any, theirs: State, taken: set[str]) -> list[dict[str, list[str]]]:
        """The stored rows first, as a formset wants them, then those that are new."""
        sent = _rows(data, formset)
        mine = {number: texts for number, texts in sent if number}
        key_name, stored, new = formset.model._meta.pk.name, [], [texts for number, texts in sent if not number]
        for row in formset.initial_forms:
            number = str(row.instance.pk)
            names = _columns(formset, row)
            own = mine.pop(number, None)
            blank: dict[str, list[str]] = {name: [] for name in names}
            row_of_mine = blank | (own or {})
            kept = {
                name: theirs.get(key, []) if own is None or key in taken else row_of_mine[name]
                for name in [*names, *({"DELETE"} & row_of_mine.keys())]
                if (key := f"{formset.prefix}/{number}/{name}")
            }
            stored.append({key_name: [number]} | kept)
        back = [texts for number, texts in mine.items() if f"{formset.prefix}/{number}/{GONE}" not in taken]
        return stored + [texts | {key_name: []} for texts in back] + new

    def _gone(self, row: str, base: State, mine: State, chosen: Mapping[str, str]) -> Conflict:
        """A row that somebody took away while it stood in this form."""
        key = f"{row}/{GONE}"
        was, now = _row(base, row), _row(mine, row)
        said = chosen.get(key) or (THEIRS if was == now or "DELETE" in now else "")
        words = ("; ".join(self._words(f"{row}/{name}", texts) for name, texts in r.items()) for r in (was, now))
        before, after = words
        return Conflict(key, self._label(key), before, "taken away", after, said)

    def _field(self, key: str) -> Any:
        prefix, _, rest = key.partition("/")
        if not rest:
            return self._form.fields.get(key)
        return self._formsets[prefix].empty_form.fields.get(key.rpartition("/")[2])

    def _label(self, key: str) -> str:
        field = self._field(key)
        label = str(field.label or "") if field else ""
        prefix, _, rest = key.partition("/")
        if not rest:
            return label or key
        name = str(self._formsets[prefix].model._meta.verbose_name).capitalize()
        return f"{name} {rest.partition('/')[0]}" + (f": {label.lower()}" if label else "")

    def _words(self, key: str, texts: list[str]) -> str:
        """Texts as a person reads them: names for keys of records, words for codes."""
        field = self._field(key)
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            keys = [text for text in texts if text.isdecimal()]
            return ", ".join(str(record) for record in field.queryset.filter(pk__in=keys))
        if isinstance(field, forms.BooleanField):
            return "yes" if texts else "no"
        choices = dict(getattr(field, "choices", ()))
        return ", ".join(str(choices.get(text, text)) for text in texts)


def _names(form: forms.BaseForm) -> list[str]:
    return [name for name, field in form.fields.items() if not (isinstance(field, BaseStateField) or field.disabled)]


def _columns(formset: Any, row: forms.BaseForm) -> list[str]:
    beside = {formset.model._meta.pk.name, formset.fk.name, "DELETE"}
    return [name for name in row.fields if name not in beside]


def _texts(bound: forms.BoundField) -> list[str]:
    """What a browser would send of a field as it is shown."""
    widget: Any = getattr(bound.field.widget, "widget", bound.field.widget)  # without the buttons beside it
    value = bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    return _clean(shown if isinstance(shown, list) else [shown])


def _clean(texts: Iterable[Any]) -> list[str]:
    return [str(text).replace("\r\n", "\n") for text in texts if text not in (None, "")]


def _rows(data: QueryDict, formset: Any) -> list[tuple[str, dict[str, list[str]]]]:
    """The rows that were sent, each with its number, blank for a new one; those with nothing in them are left out."""
    total = data.get(f"{formset.prefix}-TOTAL_FORMS", "0")
    names = [*formset.empty_form.fields, "DELETE"]
    key_name = formset.model._meta.pk.name
    rows = []
    for place in range(min(int(total), formset.absolute_max) if total.isdecimal() else 0):
        texts = {name: _clean(data.getlist(f"{formset.prefix}-{place}-{name}")) for name in names}
        number = "".join(texts.pop(key_name, []))
        texts.pop(formset.fk.name, None)
        if number or any(texts.values()):
            rows.append((number, texts))
    return rows


def _write_rows(data: QueryDict, formset: Any, rows: list[dict[str, list[str]]]) -> None:
    prefix = formset.prefix
    for name in [name for name in data if name.startswith(f"{prefix}-") and name[len(prefix) + 1 :][:1].isdigit()]:
        del data[name]
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(formset.initial_forms))
    for place, row in enumerate(rows):
        parent = [str(formset.instance.pk)]
        for name, texts in (row | {formset.fk.name: parent}).items():
            data.setlist(f"{prefix}-{place}-{name}", texts)


def _row(state: State, row: str) -> dict[str, list[str]]:
    return {key.rpartition("/")[2]: texts for key, texts in state.items() if key.rpartition("/")[0] == row}


def _default(base: Any, theirs: Any, mine: Any) -> str:
    if mine == base:
        return THEIRS
    return MINE if theirs == base else ""


class BaseStateField(forms.JSONField):
    """What a form showed when it was opened; it goes with the form, comes back with it, and is no field to change."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> dict[str, list[str]]:
        """A state; one that was tampered with is that of a blank form, and so an outdated one."""
        try:
            state = super().clean(value)
        except forms.ValidationError:
            return {}
        is_state = isinstance(state, dict) and all(
            isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in state.values()
        )
        return state if is_state else {}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def hidden(data: QueryDict, without: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What was sent, to be sent again."""
    left_out = set(without)
    return ((name, text) for name, texts in data.lists() if name not in left_out for text in texts)
