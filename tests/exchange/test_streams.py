"""The database writes the cells of claims as the columns do in Python: text, version and order are the same."""

import random
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory

from apps.claims.models import Claim, Unit
from apps.compare.lists.claims import filter_claims
from apps.exchange import streams
from apps.exchange.cells import made_safe
from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.downloads import build_claims
from apps.exchange.files import Sheet, cells_of, write_csv
from apps.exchange.streams import stream_cells
from apps.exchange.views import claims_csv
from apps.sources.models import Source
from tests.bench.claims import CODE_LISTS, load
from tests.bench.world import World
from tests.factories import (
    make_breakdown,
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_unit,
)

pytestmark = pytest.mark.django_db

PIECES = (
    *"=+-@\t\r\n'\",;:|\\ a1\u00a0\u2028\u2068\u2069\ufeff\x1f", "1/5", "May 2018", "007", "1e5",
    "عائد", "שלום", "кто-то",
    "\\.", "%s", "100%", "C-1",
)  # fmt: skip


def same_both_ways(query: str = "") -> list[list[str]]:
    """The cells of a query as the database writes them, when they are those that Python writes."""
    claims = filter_claims(QueryDict(query)).rows
    streamed = list(stream_cells(claims))
    headers = [column.header for column in CLAIM_COLUMNS]
    for one, other in zip(streamed, cells_of(CLAIM_COLUMNS, claims.with_links()), strict=True):
        assert dict(zip(headers, one, strict=True)) == dict(zip(headers, other, strict=True))
    return streamed


@pytest.mark.usefixtures("story")
def test_the_july_session_leaves_in_the_same_cells() -> None:
    assert len(same_both_ways()) == 112


def test_the_cholera_example_leaves_in_the_same_cells() -> None:
    call_command("load_story", "cholera-example", verbosity=0)
    assert len(same_both_ways()) > 10


def test_generated_claims_leave_in_the_same_cells() -> None:
    call_command("loaddata", *CODE_LISTS, verbosity=0)
    load(World(400))
    assert len(same_both_ways()) > 300


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "query",
    ["side=un", "sort=-value", "sort=place", "q=returned", "topic=returns-to-syria", "place=not-stated"],
)
def test_a_query_finds_the_same_rows_in_the_same_order(query: str) -> None:
    assert len(same_both_ways(query)) > 1


def _text(chance: random.Random, most: int) -> str:
    """Ends in a letter, since names and quotes hold one."""
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 8)))[: most - 1] + "n"


def _number(chance: random.Random) -> Decimal:
    return chance.choice([Decimal(0), Decimal("0.000001"), Decimal(chance.randint(1, 10**9)), Decimal("-40.960000")])


def _write_hostile_claims(seed: int) -> None:
    """Claims whose texts hold all that turns, runs or parts cells, written past the rules of the form."""
    chance = random.Random(seed)
    counters = [make_organisation(slug=f"org{mark}{number}") for number, mark in enumerate("-_a0Z")]
    speakers = [make_speaker(slug=f"s{n}", name=_text(chance, 90), organisation=counters[n]) for n in range(4)]
    sources = [
        make_source(slug=f"d{n}", language=chance.choice(["en", "ar", "ru"]), published_on=date(2019, 7, n + 1))
        for n in range(4)
    ]
    places = [make_place(code=f"P{n}", name=_text(chance, 90)) for n in range(3)]
    populations = [make_population(code="returnees"), make_population(code="idps")]
    units, indicators = [make_unit(), make_unit(code="percent", is_counted=False)], [make_indicator()]
    claims = []
    for position in range(1, 61):
        texts: dict[str, Any] = {name: _text(chance, 60) for name in ("quote", "locator", "period_as_said")}
        claim = make_claim(
            figure_as_said=chance.choice(["17,080", "hundreds", "١٬٢٠٨", "1.2 million", "ثلث", "=5"]),
            qualifier=chance.choice(["exactly", "about", "more_than", "at_most"]),
            value=_number(chance),
            known_bias=chance.choice(["", "undercount", "overcount"]),
            by=chance.choice(speakers),
            source=chance.choice(sources),
            position=position,
            place=chance.choice([None, *places]),
            population=chance.choice([None, *populations]),
            unit=chance.choice(units),
            indicator=indicators[0],
            period_start=chance.choice([None, date(1800, 1, 2), date(2018, 12, 31)]),
            people_each=chance.choice([None, Decimal("5.50")]),
            is_cumulative=chance.random() < 0.5,
            **texts,
        )
        claim.counted_by.set(chance.sample(counters, chance.randint(0, 4)))
        claims.append(claim)
    make_breakdown(whole=claims[0], parts=claims[1:4], name=_text(chance, 30), is_complete=False)
    make_breakdown(whole=claims[4], parts=claims[5:7], name="by sex")


@pytest.mark.parametrize("seed", range(3))
def test_hostile_cells_leave_byte_for_byte_as_python_writes_them(seed: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # past triggers: such rows may be there
    _write_hostile_claims(seed)
    for cells in same_both_ways():
        for column, cell in zip(CLAIM_COLUMNS, cells, strict=True):
            assert column.is_number or column.has_words or made_safe(cell) == cell
    for query in ("", "hxl=1", "bom=1"):
        address = f"/claims.csv?{query}"
        answer: Any = claims_csv(RequestFactory(headers={"host": "127.0.0.1"}).get(address))
        asked = build_claims(QueryDict(query), address)
        claims = filter_claims(QueryDict()).rows.with_links()
        sheet = Sheet("claims", CLAIM_COLUMNS, cells_of(CLAIM_COLUMNS, claims), {}, tags=asked.sheet.tags)
        written = "".join(write_csv(sheet, has_mark=asked.has_mark))
        assert b"".join(answer.streaming_content) == written.encode()


def test_a_kept_reading_is_that_of_its_own_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told apart by all that a figure is read from, and read anew once it is forgotten."""
    monkeypatch.setattr("apps.exchange.streams._read", lru_cache(maxsize=2)(streams._read.__wrapped__))
    said: list[dict[str, Any]] = [
        {"qualifier": "about"},
        {"qualifier": "at_most"},
        {"qualifier": "at_most", "status": "forecast"},
        {"qualifier": "about", "step": Decimal(5)},
        {"qualifier": "about", "known_bias": "undercount"},
        {"qualifier": "about", "value": Decimal(22_499)},
        {"qualifier": "about", "figure_as_said": "22.5 thousand"},
        {"qualifier": "about", "interval_low": Decimal(20_000), "interval_high": Decimal(24_000)},
        {"qualifier": "between", "value_high": Decimal(23_000)},
    ]
    for position, more in enumerate(said * 2, start=1):
        make_claim(**{"figure_as_said": "22,500", "value": Decimal(22_500), "position": position, **more})
    assert len({tuple(cells[-6:-2]) for cells in same_both_ways()}) > 5


def test_a_kept_reading_follows_the_code_lists_and_the_language_of_the_source() -> None:
    """A process goes on while its code lists change: what was read before them is not what is read now."""
    unit, source = make_unit(), make_source(language="en")
    claim = make_claim(figure_as_said="about 10", value=Decimal(10), qualifier="about", unit=unit, source=source)
    claims = Claim.objects.filter(pk=claim.pk)

    def ends() -> list[str]:
        (cells,) = same_both_ways()
        return cells[-6:-2]

    counted = ends()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    claims.update(value=-10)
    below = ends()
    Unit.objects.filter(pk=unit.pk).update(is_counted=False)
    assert len({*map(tuple, (counted, below, ends()))}) == 3
    claims.update(figure_as_said="centaines", value=None, qualifier="vague", step=None)
    assert ends() == ["", "", "", ""]
    Source.objects.filter(pk=source.pk).update(language="fr")
    assert ends() == ["200", "999", "100", ""]


def test_no_figure_is_taken_for_another_by_what_its_words_hold() -> None:
    """Cells are told apart by a character that words may hold too."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    make_claim(figure_as_said="hundreds\x1f", qualifier="vague", value=None)
    make_claim(figure_as_said="\x1fhundreds", qualifier="vague", value=None, position=2)
    same_both_ways()


def test_whether_a_quote_stands_in_the_stored_text_leaves_in_the_same_words() -> None:
    kept = make_source(slug="kept", text="So far 17,080 left.")
    make_claim(quote="17,080 left", figure_as_said="17,080", source=kept)
    make_claim(quote="17,081 left", figure_as_said="17,081", source=kept)
    make_claim(quote="17,082 left", figure_as_said="17,082", source=make_source(slug="unkept"))
    place = [column.header for column in CLAIM_COLUMNS].index("quote_in_text")
    assert {cells[place] for cells in same_both_ways()} == {"yes", "no", ""}


def test_nothing_found_is_no_rows() -> None:
    make_claim()
    assert list(stream_cells(Claim.objects.none())) == []
    assert list(stream_cells(Claim.objects.filter(pk=0))) == []


def test_who_stops_reading_leaves_the_connection_as_it_was() -> None:
    for position in range(1, 30):
        make_claim(position=position)
    cells = stream_cells(Claim.objects.all())
    next(cells)
    cells.close()
    assert Claim.objects.count() == 29


def test_only_what_is_read_from_words_has_no_expression() -> None:
    without = {column.header for column in CLAIM_COLUMNS if column.expression is None}
    assert without == {"low", "high", "strict_low", "strict_high", "version"}
