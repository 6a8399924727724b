"""Findings into the database by COPY: as many as there are in a handful of statements, while readers read on."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from apps.reconciliation.models import Finding
from apps.sources.copying import add_rows, change_rows

Inputs = Sequence[int]  # the keys of the claims that a finding was computed from


def write_findings(written: Sequence[tuple[Finding, Inputs]]) -> None:
    """Adds new findings and changes those that have a row already, which keep it. To be called in a transaction."""
    if not written:
        return
    new = [finding for finding, _ in written if finding.pk is None]
    changed = [finding for finding, _ in written if finding.pk is not None]
    _number(new)
    columns = [str(field.column) for field in Finding._meta.concrete_fields]
    add_rows(Finding, columns, [*map(_row, new)])
    change_rows(Finding, columns, [*map(_row, changed)])
    through = Finding.inputs.through
    through.objects.filter(finding__in=changed).delete()
    inputs = [(finding.pk, claim) for finding, keys in written for claim in dict.fromkeys(keys)]
    add_rows(through, ("finding_id", "claim_id"), inputs)


def _row(finding: Finding) -> list[Any]:
    fields = Finding._meta.concrete_fields
    return [field.get_db_prep_save(getattr(finding, field.attname), connection) for field in fields]


def _number(findings: Sequence[Finding]) -> None:
    """Gives new findings their numbers, in their order."""
    with connection.cursor() as cursor:
        sequence = f"pg_get_serial_sequence('{Finding._meta.db_table}', 'id')"
        cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [len(findings)])  # noqa: S608
        for finding, (number,) in zip(findings, cursor.fetchall(), strict=True):
            finding.pk = number
