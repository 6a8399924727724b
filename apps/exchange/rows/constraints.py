"""The constraints of the table of claims, in their own words, for the rows that break them."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from django.db import IntegrityError
from django.db.models import CheckConstraint, Q
from django.db.models.expressions import BaseExpression

from apps.claims.models import Claim
from apps.exchange.reading.faults import Fault
from apps.exchange.rows.drafts import COLUMN_OF, STORED, Draft
from apps.sources.copying import staged
from apps.sources.refusals import words_of


def _fields(condition: Q | BaseExpression) -> Iterator[str]:
    """The fields that a condition names, in its order."""
    for child in condition.children if isinstance(condition, Q) else ():
        if isinstance(child, Q):
            yield from _fields(child)
        elif isinstance(child, tuple):
            yield child[0].partition("__")[0]


_RULES = {rule.name: rule for rule in Claim._meta.constraints if isinstance(rule, CheckConstraint)}
# The columns of the file that a rule speaks of, in its order.
_COLUMNS = {
    name: list(dict.fromkeys(COLUMN_OF[field] for field in _fields(rule.condition) if field in COLUMN_OF))
    for name, rule in _RULES.items()
}
# As the table holds them, so that they are asked of rows that stand elsewhere as they are of its own.
_AS_STORED = """
    SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint
    WHERE conrelid = 'claims_claim'::regclass AND contype = 'c' AND conname = ANY(%s)
"""


def check_constraints(drafts: Sequence[Draft]) -> list[Fault]:
    """Every rule that a row breaks, with the columns it speaks of and what stands in them."""
    broken = _find_broken([made.claim for made in drafts])
    return [
        _fault(made, rule)
        for made in drafts
        if made.claim.pk in broken
        for name, rule in _RULES.items()
        if name in broken[made.claim.pk]
    ]


def _find_broken(claims: Sequence[Claim]) -> dict[int, list[str]]:
    """The names of the rules that claims break, by their numbers; one statement asks all rules of all claims."""
    with staged(Claim, STORED, [*map(attrgetter(*STORED), claims)]) as cursor:
        cursor.execute(_AS_STORED, [list(_RULES)])
        rules = cursor.fetchall()
        named = ", ".join(f"CASE WHEN NOT ({condition}) THEN '{name}' END" for name, condition in rules)
        kept = " AND ".join(f"({condition})" for _, condition in rules)
        cursor.execute(f"SELECT id, array_remove(ARRAY[{named}], NULL) FROM staged WHERE NOT ({kept})")  # noqa: S608
        return dict(cursor.fetchall())


def find_refusal(error: IntegrityError, drafts: Sequence[Draft]) -> list[Fault]:
    """The row that a rule across rows refused, the column it speaks of, and its words; none for another error."""
    words = words_of(error)
    if words is None:
        return []
    said = error.__cause__.diag  # type: ignore[union-attr]
    columns = [COLUMN_OF[name] for name in _watched(said.constraint_name) if name in COLUMN_OF]
    for made in drafts:
        if str(made.claim.pk) == said.message_detail:
            column = next((column for column in columns if made.row.cells.get(column)), "part_of")
            return [Fault(made.row.number, column, made.row.cells.get(column, ""), words)]
    return [Fault(0, "", said.constraint_name.replace("_", " "), words)]


def _watched(rule: str) -> list[str]:
    """The fields at whose change a rule of claims is asked."""
    watched = [operation for one in Claim._meta.triggers if one.name == rule for operation in one.operation]  # type: ignore[attr-defined]
    return [column.removesuffix("_id") for operation in watched for column in getattr(operation, "columns", ())]


def _fault(made: Draft, rule: CheckConstraint) -> Fault:
    said = {column: cell for column in _COLUMNS[rule.name] if (cell := made.row.cells.get(column, ""))}
    cells = ", ".join(f"{column} {cell}" for column, cell in said.items()) if len(said) > 1 else "".join(said.values())
    columns = list(said) if len(said) == 1 else _COLUMNS[rule.name]
    return Fault(made.row.number, " and ".join(columns), cells, str(rule.get_violation_error_message()))
