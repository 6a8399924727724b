"""What peers need to pair the figures of the generated claims: SQL in the database itself, and DuckDB on the same rows.

Both run the same statements. They find every two figures of which `restated`, `direct` or `bound` has a word to say:
the same codes, or codes of which each is the other's or lies below it, and days that are the same, near enough to be
bridged or inside the others; how a figure is read; and whether the two meet within the tolerance. The pairs go into a
bare table.

A pair is not yet a finding. What the rules do besides is not asked of the peers: one finding for all pairs of the same
two scopes, the nearest of nested ones, sums, series, parts put together, what is undecided or only looks alike, what
cannot both hold, who counted for whom, units that are converted, borders that moved, arithmetic line by line,
sentences, history, and what people decided. They read the words that the generator uses and no others, and count in
floats: on the edge of its tolerance a pair may have another verdict.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from apps.config.folders import data_folder
from apps.reconciliation.core.comparing.scopes import BRIDGE_DAYS, BRIDGE_SHARE

Pair = tuple[str, int, int, bool]  # the rule, the two claims (of a bound the narrower one first), whether they agree

# What both are given: the claims with what the rules are told of them, the links of the code lists, the tolerance.
GIVEN = {
    "said": """
        SELECT claim.id, claim.source_id AS source, speaker.organisation_id AS organisation, claim.qualifier,
            claim.figure_as_said AS words, claim.value::float8 AS value, claim.value_high::float8 AS value_high,
            claim.step::float8 AS step, unit.code = 'percent' AS is_percent, claim.unit_id AS unit,
            claim.indicator_id AS indicator, indicator.kind, indicator.is_additive, claim.status,
            coalesce(claim.population_id, indicator.population_id, 0) AS population,
            coalesce(claim.place_id, 0) AS place, coalesce(claim.origin_id, 0) AS origin,
            claim.period_start, claim.period_end, claim.is_cumulative,
            greatest(coalesce(claim.period_end, source.cut_off_on, source.published_on), claim.period_start) AS ends_on
        FROM claims_claim claim
        JOIN sources_source source ON source.id = claim.source_id
        JOIN sources_speaker speaker ON speaker.id = claim.speaker_id
        JOIN claims_indicator indicator ON indicator.id = claim.indicator_id
        JOIN claims_unit unit ON unit.id = claim.unit_id
        WHERE claim.state = 'published' AND NOT EXISTS (
            SELECT FROM claims_claim later WHERE later.supersedes_id = claim.id AND later.state = 'published'
        )
    """,
    "link": """
        SELECT 'indicator' AS list, from_indicator_id AS entry, to_indicator_id AS broader FROM claims_indicator_broader
        UNION ALL SELECT 'population', from_population_id, to_population_id FROM claims_population_broader
        UNION ALL SELECT 'place', from_place_id, to_place_id FROM claims_place_broader
    """,
    "policy": """
        SELECT coalesce(max(relative), 0.01)::float8 AS relative, coalesce(max(absolute), 0)::float8 AS absolute
        FROM reconciliation_tolerancepolicy WHERE indicator_id IS NULL
    """,
}

# Each entry with itself and all above it; whoever names no population or place speaks of any.
ABOVE = """
    CREATE TEMP TABLE above AS
    WITH RECURSIVE climbing AS (
        SELECT 'indicator' AS list, indicator AS entry, indicator AS broader FROM said
        UNION SELECT 'population', population, population FROM said
        UNION SELECT 'place', place, place FROM said
        UNION SELECT 'place', origin, origin FROM said
        UNION SELECT climbing.list, climbing.entry, link.broader
        FROM climbing JOIN link ON link.list = climbing.list AND link.entry = climbing.broader
    )
    SELECT list, entry, broader FROM climbing
    UNION SELECT list, entry, 0 FROM climbing WHERE list <> 'indicator'
"""

# How far a number is off as a person understands it (`apps/claims/figures.py`), and of which days it is (`scopes.py`).
FIGURE = """
    CREATE TEMP TABLE figure AS
    WITH rounded AS (
        SELECT *,
            NOT is_percent AND value_high IS NULL AND value = floor(value)
                AND (CASE WHEN abs(value) < 1000 THEN qualifier = 'exactly' ELSE step <= 10 END) AS is_point,
            kind = 'stock' OR (kind = 'share' AND NOT is_cumulative AND period_end IS NOT NULL
                AND (period_start IS NULL OR period_start = period_end)) AS is_of_a_day,
            least(step, abs(value) / 2) AS near, least(step, abs(value) / 20) AS just
        FROM said
    ), understood AS (
        SELECT *,
            CASE WHEN is_of_a_day THEN 'on' WHEN period_start IS NOT NULL THEN 'since'
                WHEN is_cumulative THEN 'to date' WHEN period_end IS NULL THEN 'blank' ELSE 'open' END AS days,
            CASE WHEN is_of_a_day THEN NULL ELSE period_start END AS since,
            CASE WHEN words = 'hundreds' THEN 200 WHEN words = 'thousands' THEN 2000
                WHEN qualifier IN ('more_than', 'at_least', 'just_over', 'between') THEN value
                WHEN is_point AND qualifier IN ('exactly', 'less_than') THEN value
                WHEN qualifier IN ('less_than', 'at_most') THEN
                    CASE WHEN qualifier = 'at_most' AND status = 'forecast' THEN 0 ELSE value - near END
                WHEN qualifier = 'just_under' THEN value - just
                WHEN qualifier = 'about' THEN value - least(value / 10, 5 * step)
                ELSE value - least(step / 2, value / 20) END AS low,
            CASE WHEN words = 'hundreds' THEN 999 WHEN words = 'thousands' THEN 9999
                WHEN qualifier = 'between' THEN value_high
                WHEN is_point AND qualifier IN ('exactly', 'less_than', 'more_than') THEN value
                WHEN qualifier IN ('more_than', 'at_least') THEN value + near
                WHEN qualifier = 'just_over' THEN value + just
                WHEN qualifier IN ('less_than', 'at_most', 'just_under') THEN value
                WHEN qualifier = 'about' THEN value + least(value / 10, 5 * step)
                ELSE value + least(step / 2, value / 20) END AS high
        FROM rounded
    ), repeated AS (
        SELECT *, first_value(source) OVER (
            PARTITION BY organisation, indicator, population, place, origin, status, unit, days, since, ends_on,
                qualifier, value, value_high, CASE WHEN value IS NULL THEN words END,
                CASE WHEN days = 'blank' THEN source END, CASE WHEN days = 'open' THEN id END
            ORDER BY id) AS first_source
        FROM understood
    )
    SELECT id, source, organisation, indicator, population, place, origin, status, unit, days, since, ends_on,
        low, high, is_additive AND NOT is_percent AS is_amount,
        coalesce((value + value_high) / 2, value, low) AS centre,
        dense_rank() OVER (ORDER BY indicator, population, place, origin, status, unit, days) AS cell
    FROM repeated WHERE low IS NOT NULL AND source = first_source
"""

# Which codes hold which, themselves among them.
HELD = """
    CREATE TEMP TABLE held AS
    WITH codes AS MATERIALIZED (
        SELECT DISTINCT cell, indicator, population, place, origin, status, unit, days FROM figure
    ), climbed AS MATERIALIZED (
        SELECT codes.cell, indicators.broader AS indicator, populations.broader AS population,
            places.broader AS place, origins.broader AS origin, status, unit, days
        FROM codes
        JOIN above indicators ON indicators.list = 'indicator' AND indicators.entry = indicator
        JOIN above populations ON populations.list = 'population' AND populations.entry = population
        JOIN above places ON places.list = 'place' AND places.entry = place
        JOIN above origins ON origins.list = 'place' AND origins.entry = origin
    )
    SELECT climbed.cell, codes.cell AS holder
    FROM climbed JOIN codes USING (indicator, population, place, origin, status, unit, days)
"""

# Whether two periods of different organisations end near enough to be bridged.
ENDS_ALIKE = f"""(abs(one.ends_on - other.ends_on) <= {BRIDGE_DAYS} AND abs(one.ends_on - other.ends_on)
    <= {float(BRIDGE_SHARE)} * (least(one.ends_on - one.since, other.ends_on - other.since) + 1))"""

# Two figures of the same thing, and how far their readings are apart.
SAME = f"""
    SELECT CASE WHEN one.organisation = other.organisation THEN 'restated' ELSE 'direct' END AS rule,
        one.id AS first, other.id AS second,
        greatest(one.low - other.high, other.low - one.high, 0) AS gap,
        greatest(abs(one.centre), abs(other.centre)) AS larger,
        CASE WHEN one.days = 'since' THEN abs(one.ends_on - other.ends_on)
            / (least(one.ends_on, other.ends_on) - one.since + 1.0) ELSE 0 END AS bridged
    FROM figure one
    JOIN figure other ON one.cell = other.cell AND one.id < other.id
    WHERE CASE WHEN one.days = 'open' THEN FALSE
        WHEN one.days = 'blank' THEN one.source = other.source
        WHEN one.organisation = other.organisation THEN
            one.ends_on = other.ends_on AND (one.days <> 'since' OR one.since = other.since)
        WHEN one.days = 'since' THEN one.since = other.since AND {ENDS_ALIKE}
        ELSE abs(one.ends_on - other.ends_on) <= {BRIDGE_DAYS} END
"""

# A figure of one organisation above one of another whose codes and days hold its own.
BOUND = f"""
    SELECT 'bound', one.id, other.id, one.low - other.high, greatest(abs(one.centre), abs(other.centre)),
        CASE WHEN one.days = 'since' AND {ENDS_ALIKE} THEN abs(one.ends_on - other.ends_on)
            / (least(one.ends_on - one.since, other.ends_on - other.since) + 1.0) ELSE 0 END
    FROM figure one
    JOIN held ON held.cell = one.cell
    JOIN figure other ON other.cell = held.holder
    WHERE one.is_amount AND other.is_amount AND one.organisation <> other.organisation AND one.low > other.high
        AND (one.days IN ('on', 'to date') OR (one.days = 'since' AND one.since >= other.since))
        AND CASE WHEN one.days = 'on' THEN abs(one.ends_on - other.ends_on) <= {BRIDGE_DAYS}
            WHEN one.days = 'to date' THEN one.ends_on <= other.ends_on + {BRIDGE_DAYS}
            ELSE one.ends_on <= other.ends_on OR {ENDS_ALIKE} END
        AND (one.cell <> other.cell
            OR (one.days = 'to date' AND one.ends_on < other.ends_on - {BRIDGE_DAYS})
            OR (one.days = 'since' AND (one.since > other.since
                OR (one.ends_on < other.ends_on AND NOT {ENDS_ALIKE}))))
"""

PAIRS = f"""
    CREATE TABLE pair AS
    SELECT rule, first, second, gap <= greatest((relative + bridged) * larger, absolute) AS agrees
    FROM ({SAME} UNION ALL {BOUND}) met CROSS JOIN policy
"""
STEPS = (ABOVE, "ANALYZE above", FIGURE, "ANALYZE figure", HELD, "ANALYZE held", PAIRS)
FOUND = "SELECT rule, first, second, agrees FROM pair"


def pair_in_sql() -> tuple[float, list[Pair]]:
    """Seconds on the clock from the tables of the database to the pairs, and these; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        started = time.perf_counter()
        for name, query in GIVEN.items():
            cursor.execute(f"CREATE TEMP TABLE {name} AS {query}")
            cursor.execute(f"ANALYZE {name}")
        for step in STEPS:
            cursor.execute(step)
        seconds = time.perf_counter() - started
        cursor.execute(FOUND)
        pairs = cursor.fetchall()
        transaction.set_rollback(True)
    return seconds, pairs


def pair_in_duckdb() -> tuple[float, list[Pair]] | None:
    """The same in DuckDB, from the rows that it was handed before; None where it cannot be installed."""
    duckdb = find_duckdb()
    if duckdb is None:
        return None
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "claims.duckdb")) as peer:
        for name, query in GIVEN.items():
            file = Path(folder) / f"{name}.csv"
            _write(query, file)
            peer.execute(f"CREATE TABLE {name} AS FROM read_csv('{file}', header = true, sample_size = -1)")
        started = time.perf_counter()
        for step in STEPS:
            peer.execute(step)
        return time.perf_counter() - started, peer.execute(FOUND).fetchall()


def _write(query: str, file: Path) -> None:
    told = f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)"
    with connection.cursor() as cursor, file.open("wb") as written, cursor.copy(told) as copy:
        for block in copy:
            written.write(block)


def find_duckdb() -> Any | None:
    """The package, in a folder of the measures' own; None where it cannot be installed."""
    home = data_folder() / "bench" / "duckdb"
    if not (home / "duckdb").exists():
        shutil.rmtree(home, ignore_errors=True)
        pip: list[str | Path] = [sys.executable, "-m", "pip", "install", "--quiet", "--target", home, "duckdb"]
        if subprocess.run(pip, capture_output=True).returncode:
            return None
    if str(home) not in sys.path:
        sys.path.append(str(home))
    return import_module("duckdb")
