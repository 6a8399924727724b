"""Generated claims in a database of their own, written by COPY; made once for a number and a seed, then kept.

    python -m tests.bench.claims 10000                  the claims, with their findings
    python -m tests.bench.claims 3000 --one-family      all on one indicator and its narrower ones
    python -m tests.bench.claims 10000 --bare           without findings

`COUNTERCHECK_DATA` is the folder of the server they lie in.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections, models, transaction

from tests.bench.generator import Document, Made, generate
from tests.bench.world import FAMILY, World

WRITTEN_AT = datetime(2026, 11, 25, tzinfo=UTC)
CODE_LISTS = ("codes/units", "codes/populations", "codes/places", "codes/indicators")
TOPICS = 20  # one for each of the first families
COPY = "bench_copy"
MARK = "whole"  # the comment of a database that was filled to the end
Key = dict[str, int]


def prepare(n: int, *, seed: int = 7, one_family: bool = False, reconciled: bool = True) -> str:
    """Sees to it that the database of these claims is there, and connects Django to it; its name is returned.

    Reconciling is done once, when it is first asked for.
    """
    name = f"bench_{n}_{seed}{'_family' if one_family else ''}"
    noted = _comment(name)
    if noted is None:
        _command(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        connect(name)
        call_command("migrate", verbosity=0)
        call_command("loaddata", *CODE_LISTS, verbosity=0)
        load(World(n, seed, one_family=one_family))
        _vacuum()
        _say(name, MARK)
        noted = MARK
    connect(name)
    call_command("migrate", verbosity=0)
    if reconciled and noted == MARK:
        from apps.reconciliation import services

        services.reconcile(trigger="bench", is_worked_out=False)
        _vacuum()
        _say(name, f"{MARK}, reconciled")
    return name


@contextmanager
def without_findings(n: int) -> Iterator[None]:
    """While Django is connected to a copy of the database of so many claims, which has no findings.

    When all went well it takes the place of the other one, as a database that is reconciled.
    """
    name = prepare(n, reconciled=False)
    _command(f"DROP DATABASE IF EXISTS {COPY}", f"CREATE DATABASE {COPY} TEMPLATE {name}")
    connect(COPY)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reconciliation_finding CASCADE")
    yield
    _vacuum()
    _command(f"DROP DATABASE {name}", f"ALTER DATABASE {COPY} RENAME TO {name}")
    _say(name, f"{MARK}, reconciled")


def _command(*commands: str) -> None:
    """Commands about databases, from one that they are not about."""
    connect("countercheck")
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def connect(name: str) -> None:
    """Django's default connection, from now on, is to this database."""
    connection.close()
    connections.databases["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _comment(name: str) -> str | None:
    """What is noted of a database that was filled; None where there is none, or half of one."""
    connect("countercheck")
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone()
    return found[0] if found else None


def _say(name: str, words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{words}'")


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def load(world: World) -> None:
    """Writes the world and its claims, with their history, as one import would leave them."""
    with transaction.atomic():
        _Loading(world).run()


class _Loading:
    def __init__(self, world: World) -> None:
        self.world = world
        self.documents: list[Document] = []
        self.parts: list[Made] = []

    def run(self) -> None:
        from apps.claims.models import Claim

        self._write_codes()
        self._write_people()
        # The rows were checked when they were made, and no reader waits: keys and rules are asked of them no more.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        self._write(Claim, self._claims())
        self._write_documents()
        self._write_breakdowns()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = origin")
        self._keep_history()
        self._write_topics()

    def _write_codes(self) -> None:
        from apps.claims.models import Indicator, Place, Population, Unit

        self.units, self.populations = _keys(Unit, "code"), _keys(Population, "code")
        world = self.world
        Place.objects.bulk_create(
            Place(
                code=each.code,
                name=each.name,
                kind=each.kind,
                division=each.kind,
                complete_division=each.complete_division,
            )
            for each in world.places
        )
        self.places = _keys(Place, "code")
        self._link(Place, {each.code: each.inside for each in world.places}, [each.code for each in world.places])
        Indicator.objects.bulk_create(
            Indicator(
                code=each.code,
                name=each.name,
                kind=each.kind,
                is_additive=each.kind != "share",
                unit_id=self.units["percent" if each.kind == "share" else "people"],
                population_id=self.populations["returnees"],
            )
            for each in world.indicators
        )
        self.indicators = _keys(Indicator, "code")
        codes = [each.code for each in world.indicators]
        self._link(Indicator, {each.code: each.broader for each in world.indicators}, codes)

    def _link(self, model: Any, broader: Mapping[str, int | None], codes: Sequence[str]) -> None:
        """Writes which entry lies below which."""
        keys, through = _keys(model, "code"), model.broader.through
        name = model._meta.model_name
        through.objects.bulk_create(
            through(**{f"from_{name}_id": keys[code], f"to_{name}_id": keys[codes[above]]})
            for code, above in broader.items()
            if above is not None
        )

    def _write_people(self) -> None:
        from apps.sources.models import Organisation, Speaker

        Organisation.objects.bulk_create(
            Organisation(
                slug=each.slug,
                name=each.name,
                acronym=each.slug[2:].upper(),
                side=each.side,
                country="SYR" if each.side == "government" else "",
            )
            for each in self.world.organisations
        )
        self.organisations = _keys(Organisation, "slug")
        Speaker.objects.bulk_create(
            Speaker(
                slug=slug,
                name=f"Speaker {slug.removeprefix('x-speaker-')}",
                role="Spokesperson",
                organisation_id=self.organisations[each.slug],
            )
            for each in self.world.organisations
            for slug in each.speakers
        )
        self.speakers = _keys(Speaker, "slug")

    def _claims(self) -> Iterator[dict[str, Any]]:
        for made in generate(self.world):
            if isinstance(made, Document):
                self.documents.append(made)
                continue
            if made.part_of:
                self.parts.append(made)
            scope, indicator = made.scope, self.world.indicators[made.scope.indicator]
            yield {
                "id": made.number,
                "source_id": made.document.number,
                "speaker_id": self.speakers[made.speaker],
                "position": made.position,
                "quote": made.quote[:300],
                "locator": "p. 1",
                "figure_as_said": made.said.words,
                "qualifier": made.qualifier,
                "value": made.said.value,
                "value_high": made.said.high,
                "step": made.said.step,
                "unit_id": self.units["percent" if indicator.kind == "share" else "people"],
                "indicator_id": self.indicators[indicator.code],
                "population_id": self.populations[scope.population] if scope.population else None,
                "place_id": self.places[self.world.places[scope.place].code],
                "period_start": scope.start,
                "period_end": scope.end,
                "period_as_said": made.period,
                "is_cumulative": scope.is_cumulative,
                "status": scope.status,
                "known_bias": made.bias,
                "bias_as_said": "not all were seen" if made.bias else "",
                "state": "published",
                "created_at": WRITTEN_AT,
                "updated_at": WRITTEN_AT,
            }

    def _write_documents(self) -> None:
        from apps.sources.models import Source

        self._write(
            Source,
            (
                {
                    "id": each.number,
                    "slug": f"x-source-{each.number}",
                    "title": f"Report {each.number} of {each.publisher.name}",
                    "published_on": each.published_on,
                    "cut_off_on": each.cut_off_on,
                    "url": f"https://example.org/{each.number}",
                    "language": "en",
                    "publisher_id": self.organisations[each.publisher.slug],
                }
                for each in self.documents
            ),
        )

    def _write_breakdowns(self) -> None:
        from apps.claims.models import Breakdown, BreakdownPart

        wholes = {part.part_of: part.is_complete for part in self.parts if part.part_of}
        keys = {whole: number for number, whole in enumerate(wholes, start=1)}
        self._write(
            Breakdown,
            (
                {"id": keys[whole], "dimension": "place", "name": "place", "is_complete": complete, "whole_id": whole}
                for whole, complete in wholes.items()
            ),
        )
        self._write(
            BreakdownPart,
            (
                {"id": number, "breakdown_id": keys[part.part_of], "claim_id": part.number}
                for number, part in enumerate(self.parts, start=1)
                if part.part_of
            ),
        )

    def _write_topics(self) -> None:
        from apps.compare.models import Topic

        world = self.world
        for number, head in enumerate(range(0, min(len(world.indicators), TOPICS * FAMILY), FAMILY)):
            place = self.places[world.places[0].code] if number else None
            topic = Topic.objects.create(
                slug=f"x-topic-{number}",
                title=f"Topic {number}",
                question="How many?",
                position=number,
                place_id=place,
            )
            topic.indicators.set([self.indicators[world.indicators[head].code]])

    def _write(self, model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
        """Rows by COPY; a column that a row does not name gets the field's own default."""
        blank = {str(field.column): field.get_default() for field in model._meta.concrete_fields}
        columns = ", ".join(f'"{column}"' for column in blank)
        table = model._meta.db_table
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([row.get(column, default) for column, default in blank.items()])
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")

    def _keep_history(self) -> None:
        """The first state of every row that was copied, as the triggers would have written it."""
        from apps.claims.models import Breakdown, BreakdownPart, Claim
        from apps.sources.models import Source

        with connection.cursor() as cursor:
            kept_models: tuple[Any, ...] = (Source, Claim, Breakdown, BreakdownPart)
            for model in kept_models:
                events = model.pgh_event_model._meta
                kept = [f'"{each.column}"' for each in events.concrete_fields if not each.name.startswith("pgh_")]
                columns = ", ".join(kept)
                cursor.execute(
                    f"INSERT INTO {events.db_table} ({columns}, pgh_created_at, pgh_label, pgh_obj_id) "
                    f"SELECT {columns}, now(), 'insert', id FROM {model._meta.db_table} ORDER BY id"
                )


def _keys(model: Any, name: str) -> Key:
    return dict(model._default_manager.values_list(name, "pk"))


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("n", type=int)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--one-family", action="store_true")
    reader.add_argument("--bare", action="store_true")
    asked = reader.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "apps.config.settings")
    django.setup()
    started = time.monotonic()
    name = prepare(asked.n, seed=asked.seed, one_family=asked.one_family, reconciled=not asked.bare)
    sys.stdout.write(f"{name}: {time.monotonic() - started:.1f} s\n")


if __name__ == "__main__":
    main()
