"""The largest findings are looked for by what they are about: with both ends in their index no row of them is read."""

from django.db import migrations

NAME = "findings_by_factor"
BEFORE = f"CREATE INDEX {NAME} ON reconciliation_finding (factor DESC NULLS LAST, id) WHERE retired_at IS NULL"
AFTER = BEFORE.replace(" WHERE", " INCLUDE (left_id, right_id) WHERE")


class Migration(migrations.Migration):

    dependencies = [
        ('compare', '0007_plain_words_are_folded_at_once'),
    ]

    operations = [
        migrations.RunSQL(f"DROP INDEX {NAME}; {AFTER}", f"DROP INDEX {NAME}; {BEFORE}"),
    ]
