"""What the database holds against its own rules: rows from before a rule, or written with the rules switched off.

Nothing of it is changed or thrown away. Pages and reconciliation go on in spite of it, and staff are told what to mend.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import ProgrammingError, connection
from django.db.models import Model

from apps.sources.refusals import Refuse

MOST = 20  # rows named of one rule; the rest is named once these are mended

_UNPROVEN = """
    SELECT relname, conname, pg_get_expr(conbin, conrelid) FROM pg_constraint
    JOIN pg_class ON pg_class.oid = conrelid WHERE contype = 'c' AND NOT convalidated ORDER BY relname, conname
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that stands against a rule, and the rule's own words."""

    record: Model
    words: str

    def __str__(self) -> str:
        return f"{self.record._meta.verbose_name} {self.record}: {self.words}"


def find_doubts() -> list[Doubt]:
    """Every row against a rule, up to `MOST` of each. One query for each rule of several rows, and one for the rest."""
    unproven = _unproven()
    return [doubt for model in _models() for doubt in _doubts(model, unproven[model._meta.db_table])]


def validate(*args: Any) -> None:
    """For migrations: proves the new constraints on what is stored. Rows against one are named and stay as they are."""
    with connection.cursor() as cursor:
        for table, rules in _unproven().items():
            for name, condition in rules:
                cursor.execute(f"SELECT id FROM {table} WHERE NOT ({condition}) ORDER BY id")  # noqa: S608
                if keys := [str(key) for (key,) in cursor.fetchall()]:
                    rule = name.replace("_", " ")
                    print(f"{table}: {', '.join(keys)} stand against “{rule}”. They are kept; mend them in the admin.")
                else:
                    cursor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


@checks.register(checks.Tags.database)
def check_records(**kwargs: Any) -> list[checks.CheckMessage]:
    """Tells whoever runs `migrate`, and so `make run`, what to mend."""
    if not kwargs.get("databases"):
        return []
    try:
        return [checks.Warning(str(doubt), id="countercheck.W001") for doubt in find_doubts()]
    except ProgrammingError:
        return []  # the tables are not yet those of the models: the migrations that follow say what they meet


def _models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith("apps."))


def _doubts(model: type[Model], unproven: list[tuple[str, str]]) -> Iterator[Doubt]:
    said = {rule.name: str(rule.violation_error_message) for rule in model._meta.constraints}
    proxied = bool(model._meta.proxy)
    queries = [
        (f"SELECT id FROM {model._meta.db_table} WHERE NOT ({condition})", said.get(name, name.replace("_", " ")))  # noqa: S608
        for name, condition in unproven
        if not proxied
    ]
    rules = [rule for rule in getattr(model._meta, "triggers", ()) if isinstance(rule, Refuse)]
    queries += [(query, rule.words) for rule in rules if (query := rule.broken_in(model))]
    for query, words in queries:
        with connection.cursor() as cursor:
            cursor.execute(f"{query} ORDER BY 1 LIMIT {MOST}")
            keys = [key for (key,) in cursor.fetchall()]
        records = model._default_manager.in_bulk(keys) if keys else {}
        yield from (Doubt(records[key], words) for key in keys)


def _unproven() -> dict[str, list[tuple[str, str]]]:
    """By table, the constraints that were never proved on all its rows: name and condition."""
    unproven: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_UNPROVEN)
        for table, name, condition in cursor.fetchall():
            unproven[table].append((name, condition))
    return unproven
