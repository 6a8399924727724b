"""`countercheck_folded` gives what it gave, in fewer steps where no letter but those of ASCII is to be folded.

So are most quotes, and all of a file's are folded while it is imported. The mark that joins words (migration 0005) is no
letter.
"""

from importlib import import_module

from django.db import migrations

FOLDED = import_module("apps.compare.migrations.0002_folded").FOLDED.replace("CREATE", "CREATE OR REPLACE")
_OF_ANY = FOLDED.split("$folded$")[1].strip().removeprefix("SELECT ")

AT_ONCE = rf"""
CREATE OR REPLACE FUNCTION countercheck_folded(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $folded$
DECLARE letters text := replace(words, '·', '');
BEGIN
    IF octet_length(letters) = length(letters) THEN
        RETURN btrim(regexp_replace(
            translate(lower(words COLLATE "C") COLLATE "default", '''`', ''), '[\s_-]+', ' ', 'g'
        ));
    END IF;
    RETURN {_OF_ANY};
END
$folded$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('compare', '0006_orphans'),
    ]

    operations = [
        migrations.RunSQL(AT_ONCE, FOLDED),
    ]
