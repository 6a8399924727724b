"""Operations of a migration that are done at once leave what they leave one by one, and are taken back as those are."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from apps.sources.at_once import AtOnce, at_once

pytestmark = pytest.mark.django_db

SEATS = models.CheckConstraint(condition=models.Q(seats__gte=1), name="a_room_has_a_seat")
FEWER = models.CheckConstraint(condition=models.Q(seats__lt=500), name="a_room_is_not_a_hall")
OPERATIONS = [
    migrations.CreateModel("House", [("id", models.BigAutoField(primary_key=True))]),
    migrations.CreateModel(
        "Room", [("id", models.BigAutoField(primary_key=True)), ("house", models.ForeignKey("House", models.CASCADE))]
    ),
    migrations.AddField("Room", "seats", models.IntegerField(default=1)),
    migrations.AddField("Room", "beside", models.ForeignKey("Room", models.PROTECT, null=True)),
    migrations.AddConstraint("Room", SEATS),
    AddConstraintNotValid("Room", FEWER),
    migrations.RunSQL("INSERT INTO invented_house DEFAULT VALUES", migrations.RunSQL.noop),
    migrations.RemoveConstraint("Room", SEATS.name),
    migrations.AddConstraint("Room", models.CheckConstraint(condition=models.Q(seats__gte=2), name=SEATS.name)),
]


def do(operations: Sequence[Operation]) -> tuple[ProjectState, dict[str, Any]]:
    """The models and the tables that a migration of these operations leaves; what it made is taken back."""
    migration = type("Migration", (migrations.Migration,), {"operations": operations})("0001_invented", "invented")
    with connection.schema_editor() as editor:
        state = migration.apply(ProjectState(), editor)
    tables = {name: describe(name) for name in ("invented_house", "invented_room")}
    with connection.schema_editor() as editor:
        migration.unapply(ProjectState(), editor)
    assert not [name for name in connection.introspection.table_names() if name.startswith("invented_")]
    return state, tables


def describe(table: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass ORDER BY 1",
            [table],
        )
        rules = cursor.fetchall()
        return connection.introspection.get_table_description(cursor, table), rules


def test_done_at_once_they_leave_the_same_models_and_tables() -> None:
    together = at_once(OPERATIONS)
    assert do(together) == do(OPERATIONS)
    rules = dict(do(together)[1]["invented_room"][1])
    assert rules[SEATS.name] == "CHECK ((seats >= 2))"
    assert rules[FEWER.name] == "CHECK ((seats < 500)) NOT VALID"


def test_a_table_is_made_before_anything_is_added_to_it_and_what_runs_between_keeps_its_place() -> None:
    together = at_once(OPERATIONS)
    assert [len(each.operations) if isinstance(each, AtOnce) else 1 for each in together] == [2, 3, 1, 1, 2]
    assert [one for each in together for one in (each.operations if isinstance(each, AtOnce) else [each])] == OPERATIONS
    assert together[0].describe() == "Create model House; Create model Room"
