"""The constraints of the table of claims, in their own words, for the rows that break them."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import CheckConstraint, Q
from django.db.models.expressions import BaseExpression

from apps.claims.models import Claim
from apps.exchange.reading.faults import Fault
from apps.exchange.rows.drafts import COLUMN_OF, Draft
from apps.sources.refusals import words_of


def check_constraints(drafts: Sequence[Draft]) -> list[Fault]:
    """Every rule that a row breaks, with the columns it speaks of and what stands in them."""
    rules = [rule for rule in Claim._meta.constraints if isinstance(rule, CheckConstraint)]
    all_at_once = CheckConstraint(name="all", condition=reduce(and_, (rule.condition for rule in rules)))
    faults = []
    for made in drafts:
        if _broken(all_at_once, made):
            broken = [(rule, message) for rule in rules if (message := _broken(rule, made))]
            faults += [_fault(made, rule, message) for rule, message in broken]
    return faults


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


def _fault(made: Draft, rule: CheckConstraint, message: str) -> Fault:
    columns = list(dict.fromkeys(COLUMN_OF[name] for name in _fields(rule.condition) if name in COLUMN_OF))
    cells = ", ".join(f"{column} {cell}" for column in columns if (cell := made.row.cells.get(column, "")))
    return Fault(made.row.number, " and ".join(columns), cells, message)


def _fields(condition: Q | BaseExpression) -> Iterator[str]:
    """The fields that a condition names, in its order."""
    for child in condition.children if isinstance(condition, Q) else ():
        if isinstance(child, Q):
            yield from _fields(child)
        elif isinstance(child, tuple):
            yield child[0].partition("__")[0]


def _broken(rule: CheckConstraint, made: Draft) -> str:
    """The message of a rule that this claim breaks; nothing if it keeps it."""
    try:
        rule.validate(Claim, made.claim)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
