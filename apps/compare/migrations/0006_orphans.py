"""Lists and pages say which quotes are not in their texts: what they keep of it is forgotten when that changes."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0012_orphans'),
        ('compare', '0005_size'),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER changes_are_noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON claims_orphan"
            " FOR EACH STATEMENT EXECUTE FUNCTION countercheck_note_change();"
            " ALTER TABLE claims_orphan ENABLE ALWAYS TRIGGER changes_are_noted",
            "DROP TRIGGER changes_are_noted ON claims_orphan",
        ),
    ]
