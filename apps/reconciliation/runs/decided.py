"""What the batches of a run came to: kept by COPY until the run is over, and read again in the order of findings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from apps.claims.references import claim_number
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.models import Batch, Decided, Finding, Run

PLACES = {rule: place for place, rule in enumerate(Rule)}
AT_A_TIME = 2_000  # findings that are in memory at once while they are read again


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


def write_decided(decided: Sequence[Decided]) -> None:
    """Keeps them. To be called in a transaction."""
    model = Decided._meta
    fields = [field for field in model.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {model.db_table} ({columns}) FROM STDIN") as copy:
        for each in decided:
            copy.write_row([field.get_db_prep_save(getattr(each, field.attname), connection) for field in fields])


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
