"""History: every state of a record, written by the database itself, whoever changes it and by whatever way."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db.models import Model

AnyModel = TypeVar("AnyModel", bound=Model)


def with_history(model: type[AnyModel]) -> type[AnyModel]:
    """Has triggers write down every row that is added, changed or deleted, and who did it, where that is known.

    One trigger a statement, not one a row: an import of 100,000 rows is one more INSERT. The trackers are made anew for
    each model: the library's setting for default trackers copies them, and copies are not recognised by a trigger of
    that level (seen with 3.9.2).
    """
    trackers = pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    tracked: type[AnyModel] = pghistory.track(*trackers, level=pghistory.Statement)(model)
    return tracked


def keep_what_is_there(app: str) -> Callable[[Any, Any], None]:
    """For migrations: the first state of every row from before there was a history, so that changes have a before."""

    def keep(apps: Any, schema_editor: Any) -> None:
        for events in apps.get_app_config(app).get_models():
            kept = {field.name: field for field in events._meta.concrete_fields}
            if "pgh_obj" not in kept:
                continue
            columns = ", ".join(f'"{f.column}"' for name, f in kept.items() if not name.startswith("pgh_"))
            table = kept["pgh_obj"].remote_field.model._meta.db_table
            schema_editor.execute(
                f"INSERT INTO {events._meta.db_table} ({columns}, pgh_created_at, pgh_label, pgh_obj_id) "  # noqa: S608
                f"SELECT {columns}, now(), 'kept', id FROM {table} ORDER BY id"
            )

    return keep
