"""Keys of sums name their breakdown without blanks: `sum:C-1:through+whom`. Reviews stay with their findings."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def write_in_one_word(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    for finding in apps.get_model("reconciliation", "Finding").objects.filter(rule="sum").only("key"):
        kind, ref, name = finding.key.split(":", 2)
        name = "+".join(part.replace("%", "%25").replace("+", "%2B") for part in name.split(" "))
        if finding.key != f"{kind}:{ref}:{name}":
            finding.key = f"{kind}:{ref}:{name}"
            finding.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("reconciliation", "0007_history")]

    operations = [migrations.RunPython(write_in_one_word, migrations.RunPython.noop)]
