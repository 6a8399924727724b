"""What search and lists need where rows are many.

Words      every table that search looks through keeps its words folded, in a column that the server fills by itself
           (`search_words`); those of claims and documents are indexed by their three-letter pieces.
Changes    a sequence that every statement counts up which writes what pages read. It is not part of the writer's
           transaction, holds nobody up, and tells a reader whether what was worked out before still holds.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

WORDS = {
    "claims_claim": ("quote, figure_as_said", ""),
    "claims_indicator": ("name, code", "aliases"),
    "claims_population": ("name, code", "aliases"),
    "claims_place": ("name, code", "aliases"),
    "sources_organisation": ("name, acronym", "aliases"),
    "sources_speaker": ("name, role", "aliases"),
    "sources_source": ("title", ""),
}
NOTED = (
    "sources_organisation",
    "sources_speaker",
    "sources_source",
    "claims_unit",
    "claims_unit_broader",
    "claims_population",
    "claims_population_broader",
    "claims_place",
    "claims_place_broader",
    "claims_indicator",
    "claims_indicator_broader",
    "claims_indicator_taken_for",
    "claims_claim",
    "claims_claim_counted_by",
    "claims_breakdown",
    "claims_breakdownpart",
    "reconciliation_finding",
    "reconciliation_finding_inputs",
    "reconciliation_review",
    "reconciliation_explanation",
    "compare_topic",
    "compare_topic_indicators",
)

# `array_to_string` is said to depend on settings, since it takes arrays of anything; of texts it does not.
JOINED = """
CREATE FUNCTION countercheck_joined(words text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $joined$ SELECT array_to_string(words, ' · ') $joined$
"""
NOTE = """
CREATE SEQUENCE countercheck_changes;
CREATE FUNCTION countercheck_note_change() RETURNS trigger
LANGUAGE plpgsql AS $note$ BEGIN PERFORM nextval('countercheck_changes'); RETURN NULL; END $note$
"""
FORGET = "DROP FUNCTION countercheck_note_change(); DROP SEQUENCE countercheck_changes"


def add_words(table, fields, aliases):
    words = f"ARRAY[{fields}]::text[]" + (f" || {aliases}::text[]" if aliases else "")
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD COLUMN search_words text"
        f" GENERATED ALWAYS AS (countercheck_folded(countercheck_joined({words}))) STORED",
        f"ALTER TABLE {table} DROP COLUMN search_words",
    )


def note(table):
    # Also where rows are put back without their other triggers.
    return migrations.RunSQL(
        f"CREATE TRIGGER changes_are_noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION countercheck_note_change();"
        f" ALTER TABLE {table} ENABLE ALWAYS TRIGGER changes_are_noted",
        f"DROP TRIGGER changes_are_noted ON {table}",
    )


def index(name, on):
    return migrations.RunSQL(f"CREATE INDEX {name} ON {on}", f"DROP INDEX {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0009_history'),
        ('sources', '0003_history'),
        ('reconciliation', '0007_history'),
        ('compare', '0004_history'),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(JOINED, "DROP FUNCTION countercheck_joined(text[])"),
        *(add_words(table, fields, aliases) for table, (fields, aliases) in WORDS.items()),
        index("claims_by_words", "claims_claim USING gin (search_words gin_trgm_ops)"),
        index("documents_by_words", "sources_source USING gin (search_words gin_trgm_ops)"),
        # The order of the list of claims, and the day that data run to.
        index("documents_by_day", "sources_source (published_on DESC NULLS LAST, slug)"),
        # A figure that is looked for, and the order by figure.
        index("claims_by_value", "claims_claim (value, id)"),
        index("claims_by_upper_value", "claims_claim (value_high) WHERE value_high IS NOT NULL"),
        # Few claims correct others, and few are hidden.
        index("corrections", "claims_claim (supersedes_id) WHERE supersedes_id IS NOT NULL"),
        index("hidden_claims", "claims_claim (id) WHERE state <> 'published'"),
        index("findings_by_factor", "reconciliation_finding (factor DESC NULLS LAST, id) WHERE retired_at IS NULL"),
        migrations.RunSQL(NOTE, FORGET),
        *(note(table) for table in NOTED),
    ]
