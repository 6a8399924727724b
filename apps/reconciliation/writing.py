"""Findings into the database by COPY: as many as there are in a handful of statements, while readers read on."""

from collections.abc import Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from apps.reconciliation.models import Finding

Inputs = Sequence[int]  # the keys of the claims that a finding was computed from


def write_findings(written: Sequence[tuple[Finding, Inputs]]) -> None:
    """Adds new findings and changes those that have a row already, which keep it. To be called in a transaction."""
    if not written:
        return
    model, through = Finding._meta, Finding.inputs.through._meta
    fields = model.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    changes = ", ".join(f'"{field.column}" = EXCLUDED."{field.column}"' for field in fields if not field.primary_key)
    changed = [finding.pk for finding, _ in written if finding.pk is not None]
    with connection.cursor() as cursor:
        _number(cursor, [finding for finding, _ in written if finding.pk is None])
        cursor.execute(f"CREATE TEMPORARY TABLE copied (LIKE {model.db_table}) ON COMMIT DROP")
        with cursor.copy(f"COPY copied ({columns}) FROM STDIN") as copy:
            for finding, _ in written:
                values = ((field, getattr(finding, field.attname)) for field in fields)
                copy.write_row([field.get_db_prep_save(value, connection) for field, value in values])
        cursor.execute(
            f"INSERT INTO {model.db_table} ({columns}) SELECT {columns} FROM copied "  # noqa: S608 - our own names
            f"ON CONFLICT (id) DO UPDATE SET {changes}"
        )
        cursor.execute("DROP TABLE copied")
        cursor.execute(f"DELETE FROM {through.db_table} WHERE finding_id = ANY(%s)", [changed])  # noqa: S608
        with cursor.copy(f"COPY {through.db_table} (finding_id, claim_id) FROM STDIN") as copy:
            for finding, inputs in written:
                for claim in dict.fromkeys(inputs):
                    copy.write_row((finding.pk, claim))


def _number(cursor: CursorWrapper, findings: Sequence[Finding]) -> None:
    """Gives new findings their numbers, in their order."""
    sequence = f"pg_get_serial_sequence('{Finding._meta.db_table}', 'id')"
    cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [len(findings)])  # noqa: S608
    for finding, (number,) in zip(findings, cursor.fetchall(), strict=True):
        finding.pk = number
