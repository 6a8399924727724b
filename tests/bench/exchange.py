"""Measures of files: claims.csv of N generated claims written and read, beside COPY of the same rows.

What is imported is undone. `N` is how many claims there are, 100,000 if unset; `UNHCR` names the file of UNHCR's whole
population by year, which is measured where it is at hand.
"""

import csv
import io
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from apps.config.folders import BASE_DIR
from tests.bench.claims import prepare
from tests.bench.pages import N, peer_port
from tests.bench.serving import time_bytes

UNHCR = Path(os.environ.get("UNHCR", BASE_DIR.parent / "shared" / "data" / "unhcr_population_syr_2011_2025.csv"))
# The columns of a claim that an import writes, with the records it names: what COPY is given to do.
NAMED = """
    SELECT claim.*, source.slug, source.published_on, source.url, speaker.name, organisation.name, organisation.side,
           indicator.code, population.code, place.name, place.code, unit.code
    FROM claims_claim AS claim
    JOIN sources_source AS source ON source.id = claim.source_id
    JOIN sources_speaker AS speaker ON speaker.id = claim.speaker_id
    JOIN sources_organisation AS organisation ON organisation.id = speaker.organisation_id
    JOIN claims_indicator AS indicator ON indicator.id = claim.indicator_id
    LEFT JOIN claims_population AS population ON population.id = claim.population_id
    LEFT JOIN claims_place AS place ON place.id = claim.place_id
    JOIN claims_unit AS unit ON unit.id = claim.unit_id
    ORDER BY source.published_on DESC, source.slug, claim.position
"""


class _Undone(Exception):
    """Takes back what was imported."""


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _undone(work: Callable[[], object]) -> float:
    """Seconds that it takes, and nothing of it stays."""
    try:
        with transaction.atomic():
            taken = _timed(work)
            raise _Undone
    except _Undone:
        return taken


def _peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _blocks() -> Iterator[bytes]:
    from django.test import RequestFactory

    from apps.exchange.views import claims_csv

    answer: Any = claims_csv(RequestFactory(headers={"host": "127.0.0.1"}).get("/claims.csv"))
    yield from answer.streaming_content


def _written() -> int:
    """Writes the file anew."""
    from apps.exchange import kept

    kept.forget()
    return sum(map(len, _blocks()))


def _copied(sql: str, params: Sequence[Any] | None = None) -> float:
    """Seconds that a bare COPY of a query takes."""

    def work() -> int:
        with connection.cursor() as cursor, cursor.cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as copy:
            return sum(len(block) for block in copy)

    return min(_timed(work) for _ in range(3))


def _copied_bare() -> float:
    """Seconds that the database alone takes for every cell, the order and the versions."""
    from django.http import QueryDict

    from apps.compare.lists.claims import filter_claims
    from apps.exchange.streams import query_of

    return _copied(*query_of(filter_claims(QueryDict()).rows))


def export_csv() -> dict[str, Any]:
    prepare(N)
    _written()
    return _result(_timed(_written), _copied_bare(), "COPY of its own query", "1.5 ×")


def export_csv_first() -> dict[str, Any]:
    """By a process that has read no figure yet."""
    from apps.exchange import streams

    prepare(N)
    streams.forget()
    return _result(_timed(_written), _copied_bare(), "COPY of its own query", "printed")


def export_csv_again() -> dict[str, Any]:
    """The same file, when nothing was written since."""
    prepare(N)
    _written()
    return _result(_timed(lambda: sum(map(len, _blocks()))), _copied_bare(), "COPY of its own query", "printed")


def export_csv_names() -> dict[str, Any]:
    """Beside the claims and the names in the file as they are stored, without versions, wholes or who counted."""
    prepare(N)
    _written()
    return _result(_timed(_written), _copied(NAMED), "COPY of claims and their names", "1.5 ×")


def export_csv_datasette() -> dict[str, Any]:
    prepare(N)
    _written()
    value = _timed(_written)
    port = peer_port()
    peer = time_bytes(port, "/claims/claims.csv?_stream=on&_size=max") if port else None
    return _result(value, peer, "Datasette", "0.125 ×")


def export_first_byte() -> dict[str, Any]:
    """Of a file that is written anew."""
    from apps.exchange import kept

    prepare(N)
    kept.forget()
    taken = min(_timed(lambda: next(_blocks())) for _ in range(3))
    return {"value": round(taken * 1000, 1), "unit": "ms", "against": None, "ratio": None, "target": "50 ms"}


def export_memory() -> dict[str, Any]:
    """What the process grows by while it writes, after it has written a first block."""
    from apps.exchange import kept

    prepare(N)
    kept.forget()
    blocks = _blocks()
    for _ in range(3):
        next(blocks)
    before = _peak()
    for _ in blocks:
        pass
    return {"value": round(_peak() - before, 1), "unit": "MB", "against": None, "ratio": None, "target": "flat"}


def import_csv() -> dict[str, Any]:
    from apps.exchange.imports import import_claims
    from apps.exchange.rows.questions import Answers

    prepare(N)
    data = _as_new(list(csv.reader(io.StringIO(b"".join(_blocks()).decode(), newline=""))))
    peer = _undone(_copy_in)
    value = _undone(lambda: import_claims(data, answers=Answers(confirms=True)))
    return _result(value, peer, "COPY into a table without rules", "6 ×")


def _as_new(table: Sequence[list[str]]) -> bytes:
    """The rows of an export as new claims, which stand behind those that are there."""
    headers, *rows = table
    places = {header: headers.index(header) for header in ("ref", "position", "part_of", "state", "version")}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headers)
    for row in rows:
        row[places["ref"]] = f"new {row[places['ref']]}"
        row[places["position"]] = str(int(row[places["position"]]) + 10_000)
        row[places["part_of"]] = row[places["part_of"]] and f"new {row[places['part_of']]}"
        row[places["state"]], row[places["version"]] = "draft", ""
        writer.writerow(row)
    return out.getvalue().encode()


def _copy_in() -> None:
    """The same claims by COPY, out of memory, into a table that has their columns and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bare AS SELECT * FROM claims_claim LIMIT 0")
        with cursor.copy("COPY claims_claim TO STDOUT") as copy:
            rows = b"".join(bytes(block) for block in copy)
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
            " WHERE attrelid = 'claims_claim'::regclass AND attnum > 0 AND attgenerated = ''"
            " AND NOT attisdropped"
        )
        (columns,) = cursor.fetchone()
        with cursor.copy(f"COPY bare ({columns}) FROM STDIN") as copy:
            copy.write(rows)


def import_unhcr() -> dict[str, Any]:
    """The whole file, with the places and codes that it needs."""
    from apps.exchange.publishers.figures import Wish, import_figures
    from apps.exchange.rows.questions import Answers
    from apps.sources.models import Organisation, Source, Speaker

    prepare(N)
    data = UNHCR.read_bytes()

    def work() -> None:
        publisher = Organisation.objects.create(slug="unhcr-measured", name="UNHCR measured", side="un")
        Source.objects.create(
            slug="unhcr-measured", title="Population", publisher=publisher, published_on="2026-06-01", language="en"
        )
        Speaker.objects.create(slug="unhcr-measured", name="UNHCR measured", organisation=publisher)
        wish = Wish(source="unhcr-measured", speaker="UNHCR measured", state="published", creates_places=True)
        import_figures(data, wish, answers=Answers(confirms=True))

    before = _peak()
    taken = _undone(work)
    against = f"{_peak() - before:.0f} MB of memory more"
    return {"value": round(taken, 2), "unit": "s", "against": against, "ratio": None, "target": "printed"}


def _result(value: float, peer: float | None, name: str, target: str) -> dict[str, Any]:
    return {
        "value": round(value, 2),
        "unit": "s",
        "against": f"{name}, {peer:.2f} s" if peer else None,
        "ratio": round(value / peer, 2) if peer else None,
        "target": target,
    }


MEASURES: list[dict[str, Any]] = [
    {"name": function.__name__, "function": function}
    for function in (
        export_first_byte,
        export_memory,
        export_csv,
        export_csv_first,
        export_csv_again,
        export_csv_names,
        export_csv_datasette,
        import_csv,
    )
] + ([{"name": "import_unhcr", "function": import_unhcr}] if UNHCR.exists() else [])
