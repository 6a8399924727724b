"""What the history says of one record: its states in order, what differs between two of them, when and how it came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Field, ForeignKey, Model

AnyModel = TypeVar("AnyModel", bound=Model)
MOST_WORDS = 300  # of one value; a document's text is cut
GONE = "no longer there"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in words, before and after; `blank` where nothing stood."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Written:
    """A state as it was written: when, in which way, and by the key of which user, where that is known."""

    state: Any
    at: datetime
    way: str
    by: int | None


def read_states(record: Model) -> list[Written]:
    """Every state that the triggers wrote down of a record, the oldest first; one query."""
    events = type(record).pgh_event_model.objects.filter(pgh_obj_id=record.pk)  # type: ignore[attr-defined]
    return [
        _written(event) for event in events.exclude(pgh_label="delete").select_related("pgh_context").order_by("pk")
    ]


def last_written(model: type[Model], keys: Iterable[int], by: str = "pgh_obj_id") -> dict[int, Written]:
    """What the triggers wrote down last, deletions too, under each key: that of the record, or what `by` names."""
    events = model.pgh_event_model.objects.filter(**{f"{by}__in": list(keys)})  # type: ignore[attr-defined]
    last = events.select_related("pgh_context").order_by(by, "-pk").distinct(by)
    return {getattr(event, by): _written(event) for event in last}


def as_record(state: Any, model: type[AnyModel]) -> AnyModel:
    """The record as it was, not saved. What links it to several others is not part of a state."""
    return model(**{field.attname: getattr(state, field.attname) for field in _kept(state, model)})


def differences(
    was: Any, now: Any, model: type[Model], *, without: Iterable[str] = (), spell: Any = str
) -> tuple[Difference, ...]:
    """What people can enter and differs between two states. `spell` says a related record in words."""
    left_out = set(without)
    return tuple(
        Difference(str(field.verbose_name).capitalize(), *(_in_words(state, field, spell) for state in (was, now)))
        for field in _kept(now, model)
        if field.editable and not field.primary_key and field.name not in left_out
        if getattr(was, field.attname) != getattr(now, field.attname)
    )


def _written(event: Any) -> Written:
    context = event.pgh_context.metadata if event.pgh_context else {}
    user = context.get("user")
    return Written(event, event.pgh_created_at, _way(event.pgh_label, context), int(user) if user else None)


def _way(label: str, context: dict[str, Any]) -> str:
    if label == "kept":
        return "before the history began"
    if "command" in context:
        return "by import" if str(context["command"]).startswith(("import", "load")) else f"by {context['command']}"
    return "by form" if "url" in context else "in bulk or by SQL"


def _kept(state: Any, model: type[Model]) -> "list[Field[Any, Any]]":
    """The columns of a record that its history keeps."""
    names = {field.attname for field in state._meta.concrete_fields}
    return [field for field in model._meta.concrete_fields if field.attname in names]


def _in_words(state: Any, field: "Field[Any, Any]", spell: Any) -> str:
    value = getattr(state, field.attname)
    if value is None or value == "" or value == []:
        return "blank"
    if isinstance(field, ForeignKey):
        record = field.related_model._base_manager.filter(pk=value).first()
        return spell(record) if record else GONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
