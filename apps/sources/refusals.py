"""Rules that a row alone cannot know: triggers that refuse in words, whoever writes.

A rule is named as a sentence, as constraints are, and its words stand once, in the trigger. It looks at what stands at
the end of the transaction, so that rows may come in any order, and takes a lock first, so that of two transactions that
together would break it the second sees what the first one wrote.
"""

from typing import Any

import pgtrigger
from django.apps import apps
from django.db import DatabaseError, connection

NOT_A_DAY = "Enter a day such as 2019-07-24 or 24 July 2019."  # in whatever form a day is typed
LOCK = 7_240_725  # any number that no other advisory lock of this database uses


def changed(*columns: str) -> pgtrigger.Operation:
    """When one of these columns is written anew."""
    operation: pgtrigger.Operation = pgtrigger.UpdateOf(*columns)  # type: ignore[no-untyped-call]
    return operation


def written(*columns: str) -> pgtrigger.Operation:
    """When a row is new, or one of these columns is written anew."""
    operation: pgtrigger.Operation = pgtrigger.Insert | changed(*columns)
    return operation


class Refuse(pgtrigger.Trigger):
    """Refuses to commit while `finds`, a query that may name NEW, finds a row.

    `words` is what the writer is told, `about` the key of the record that it is about.
    """

    when = pgtrigger.After
    timing = pgtrigger.Deferred

    def __init__(self, *, finds: str, words: str, about: str = "NEW.id", **rest: Any) -> None:
        self.about = about
        self.finds = " ".join(finds.split())
        self.words = words
        super().__init__(**rest)

    def get_func(self, model: Any) -> str:
        words = self.words.replace("'", "''")
        return (
            f"PERFORM pg_advisory_xact_lock({LOCK}); "
            f"IF EXISTS ({self.finds}) THEN "
            f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}', "
            f"TABLE = TG_TABLE_NAME, DETAIL = {self.about}::text, MESSAGE = '{words}'; "
            "END IF; RETURN NULL;"
        )

    def broken_in(self, model: Any) -> str | None:
        """The query of the keys of rows that stand against the rule; None where another trigger asks the same."""
        condition = self.render_condition(model).removeprefix("WHEN ") or "true"
        if "OLD." in condition:
            return None
        # NEW is a name like any other: here it names the row that is looked at.
        table = model._meta.db_table
        return f"SELECT new.id FROM {table} AS new WHERE {condition} AND EXISTS ({self.finds})"  # noqa: S608


class RefuseCircle(Refuse):
    """Refuses a link by which something would lie above itself. `edges` is a query of columns `low` and `high`.

    Each step upwards looks up the edges of one row (OFFSET keeps the planner from joining all of them): what a link
    costs does not grow with how many there are.
    """

    def __init__(self, *, edges: str, start: str, **rest: Any) -> None:
        finds = f"""
            WITH RECURSIVE above(id) AS (
                SELECT edge.high FROM ({edges}) AS edge WHERE edge.low = {start}
                UNION SELECT edge.high FROM above
                CROSS JOIN LATERAL (SELECT * FROM ({edges}) AS edge WHERE edge.low = above.id OFFSET 0) AS edge
            ) SELECT 1 FROM above WHERE above.id = {start}
        """  # noqa: S608 - our own queries
        super().__init__(finds=finds, **rest)


def expect_many() -> None:
    """Lets a transaction write many rows, each of which is asked about as quickly as one.

    Before each rule the library looks for a setting. Where it is not there, it catches the error, and for each caught
    error PostgreSQL goes through all that waits for the end of the transaction: rows times rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def _words_of_unique_rule(name: str | None) -> str:
    """The words of a rule of several columns; blank for a column that is unique by itself."""
    rules = (rule for model in apps.get_models() for rule in model._meta.constraints if rule.name == name)
    return next((str(rule.get_violation_error_message()) for rule in rules), "")


def words_of(error: DatabaseError) -> str | None:
    """What a rule says to the writer; None where the error is not a rule's refusal."""
    said = getattr(error.__cause__, "diag", None)
    if said is not None and said.sqlstate == "40P01":  # a deadlock: of two writers, PostgreSQL sends one away
        return "Somebody changed a record that this one names at the same moment. Nothing was saved: save again."
    if said is not None and said.sqlstate == "23505":  # the form asked, and somebody else was quicker
        return _words_of_unique_rule(said.constraint_name) or (
            "Somebody entered this at the same moment. Nothing was saved: change what must be its own, and save again."
        )
    if said is None or said.sqlstate != "23514" or said.context is None:
        return None  # a check of one row has no context: its own words are the model's to give
    return str(said.message_primary)
