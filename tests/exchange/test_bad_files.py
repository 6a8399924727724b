"""Bad files, made by spoiling a good one at random places: each is read or refused in words, whole or not at all."""

import random
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.exchange.imports import import_claims
from apps.exchange.reading.faults import Refused

pytestmark = pytest.mark.django_db

# 1,000 files once, on 2026-11-26: no partial write, no error of the program.
FILES = 15
PIECES = [
    "",
    ",",
    ";",
    "\t",
    "\n",
    '"',
    "'",
    "\0",
    "1e400",
    "NaN",
    "2019-02-31",
    "C-1",
    "C-999999999",
    "=x",
    "yes",
    "-5",
]

Spoil = Callable[[random.Random, bytes], bytes]


def _cut(choose: random.Random, data: bytes) -> bytes:
    return data[: choose.randrange(len(data))]


def _piece(choose: random.Random, data: bytes) -> bytes:
    at = choose.randrange(len(data))
    return data[:at] + choose.choice(PIECES).encode() + data[at + choose.randrange(12) :]


def _bytes(choose: random.Random, data: bytes) -> bytes:
    at = choose.randrange(len(data))
    return data[:at] + choose.randbytes(3) + data[at + 3 :]


def _cell(choose: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\r\n")
    row = choose.randrange(1, len(lines) - 1)
    cells = lines[row].split(b",")
    cells[choose.randrange(len(cells))] = choose.choice(PIECES).encode()
    lines[row] = b",".join(cells)
    return b"\r\n".join(lines)


def _lines(choose: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\r\n")
    lines.insert(choose.randrange(len(lines)), choose.choice(lines))
    return b"\r\n".join(lines)


def _encoding(choose: random.Random, data: bytes) -> bytes:
    return data.decode().encode(choose.choice(["utf-16", "utf-16-le", "utf-8-sig", "utf-32", "cp1256"]), "replace")


SPOILERS: list[Spoil] = [_cut, _piece, _bytes, _cell, _cell, _lines, _encoding]


def snapshot() -> list[list[tuple[object, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Claim, Breakdown, BreakdownPart)]


@pytest.mark.usefixtures("story")
def test_a_spoiled_file_is_imported_whole_or_refused_in_words(client: Client) -> None:
    export = b"".join(client.get("/claims.csv?source=joint-session-2019-07-24").streaming_content)  # type: ignore[attr-defined]
    good = b"\r\n".join(export.split(b"\r\n")[:25]) + b"\r\n"
    before = snapshot()
    silent = []
    refused = 0
    for seed in range(FILES):
        choose = random.Random(seed)
        data = choose.choice(SPOILERS)(choose, good)
        try:
            with transaction.atomic():
                import_claims(data)
                transaction.set_rollback(True)
        except Refused as error:
            refused += 1
            silent += [] if str(error).strip() else [seed]
        assert snapshot() == before, f"seed {seed} left something behind"
    assert refused > FILES / 3
    assert not silent, "refused without a word"
