"""For migrations: neighbouring operations that know nothing of each other are done with one state of the models.

After every operation Django renders the changed model anew, with all that relate to it. On an empty database, where
everything relates to everything, this was five of the six seconds of `migrate`.
"""

from collections.abc import Sequence
from itertools import groupby

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, CreateModel, RemoveConstraint
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# What is made or added knows nothing of what is made or added beside it. But what is added needs its table as it was
# made, and a constraint that is not proved is read in the models from before it, where its fields must stand already.
_ALIKE: tuple[tuple[type[Operation], ...], ...] = (
    (CreateModel,),
    (AddConstraintNotValid,),
    (AddField, AddConstraint, RemoveConstraint, AddTrigger, RemoveTrigger),
)


class AtOnce(Operation):
    """Each finds the models as they are before the first, or as they are after the last."""

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)  # rendered when it is asked for next, instead of after each
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


def at_once(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations, in the same order."""
    together = ((kinds, list(some)) for kinds, some in groupby(operations, _kinds))
    return [each for kinds, some in together for each in ([AtOnce(some)] if kinds else some)]


def _kinds(operation: Operation) -> tuple[type[Operation], ...]:
    return next((kinds for kinds in _ALIKE if isinstance(operation, kinds)), ())
