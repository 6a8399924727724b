"""What the batches of a run came to: kept by COPY until the run is over, and read again in the order of findings."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from apps.claims.references import claim_number
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.models import Batch, Decided, Finding, Run
from apps.sources.copying import Stage, staging

PLACES = {rule: place for place, rule in enumerate(Rule)}
AT_A_TIME = 500  # findings that are in memory at once while they are read again
_FIELDS = [field for field in Decided._meta.concrete_fields if not field.primary_key]


def to_decided(batch: Batch, finding: Finding, result: Result, values: Mapping[str, Any]) -> Decided:
    """What a result will make of a finding, which has no number if it is new."""
    inputs = [claim_number(ref) for ref in result.inputs]
    return Decided(
        batch=batch,
        place=PLACES[result.rule],
        inputs=inputs,
        key=result.key,
        finding=finding.pk,
        values=dict(values),
    )


class Gathered:
    """What a batch came to so far, which nobody else sees: who cancels the run need not wait for its end."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def add(self, decided: Sequence[Decided]) -> None:
        if decided:
            rows = (
                [field.get_db_prep_save(getattr(each, field.attname), connection) for field in _FIELDS]
                for each in decided
            )
            self._stage.add(rows)

    def keep(self) -> None:
        self._stage.insert()


@contextmanager
def gathering() -> Iterator[Gathered]:
    """In a transaction, of which it is a part."""
    with staging(Decided, [str(field.column) for field in _FIELDS], "gathered") as stage:
        yield Gathered(stage)


def read_decided(run: Run, *, at: datetime) -> Iterator[list[tuple[Finding, list[int]]]]:
    """The findings as they are to be written, each with its inputs, some at a time; in a transaction."""
    _leave_out_what_is_gone(run)
    some: list[tuple[Finding, list[int]]] = []
    for each in Decided.objects.filter(batch__run=run).iterator(chunk_size=AT_A_TIME):
        some.append((_to_finding(each, at), each.inputs))
        if len(some) == AT_A_TIME:
            yield some
            some = []
    yield some


def _to_finding(decided: Decided, at: datetime) -> Finding:
    finding = Finding(pk=decided.finding, key=decided.key, computed_at=at, retired_at=None)
    for name, value in decided.values.items():
        field: Any = Finding._meta.get_field(name)
        setattr(finding, name, field.to_python(value))
    return finding


def _leave_out_what_is_gone(run: Run) -> None:
    """No finding speaks of a claim that was deleted meanwhile; its deletion marked everything, for the next run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM reconciliation_decided USING reconciliation_batch batch"
            " WHERE batch.id = batch_id AND batch.run_id = %s AND EXISTS (SELECT FROM unnest(inputs) AS claim"
            " WHERE NOT EXISTS (SELECT FROM claims_claim WHERE id = claim))",
            [run.pk],
        )
