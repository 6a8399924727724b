from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reconciliation", "0008_keys_in_one_word")]

    operations = [migrations.RenameField("finding", "bridge", "gap_steps")]
