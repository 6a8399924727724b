"""A file is sent again as it was written until something is written, and never while somebody writes."""

import errno
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from apps.claims.models import Claim
from apps.compare.remembered import key_of
from apps.exchange import kept, views
from tests.exchange.test_views import body
from tests.factories import make_claim, make_place

pytestmark = pytest.mark.django_db

BLOCKS = (b"header\r\n", b"1,2\r\n" * 20_000, b"3,4\r\n")


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kept, "LEAST", 0)
    kept.forget()
    yield
    kept.forget()


@pytest.fixture
def nobody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction of the test is open, and wrote something."""
    monkeypatch.setattr(views, "is_being_written", lambda: False)


def send(what: str = "/claims.csv") -> bytes:
    return b"".join(kept.keep(key_of("csv", what), "claims.csv", iter(BLOCKS)))


@pytest.mark.usefixtures("nobody_writes")
def test_a_file_is_sent_again_with_its_name_until_something_is_written(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make_claim(place=make_place())
    first = client.get("/claims.csv?hxl=1")
    before = b"".join(first.streaming_content)  # type: ignore[attr-defined]
    with monkeypatch.context() as patched:
        patched.setattr(views, "write_csv", lambda *_, **__: pytest.fail("It was written anew."))
        again = client.get("/claims.csv?hxl=1")
        assert b"".join(again.streaming_content) == before  # type: ignore[attr-defined]
    assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert body(client, "/claims.csv") != before, "another query string is another file"
    Claim.objects.filter(pk=claim.pk).update(locator="a canary")
    assert b"a canary" in body(client, "/claims.csv?hxl=1")


def test_nothing_is_kept_while_a_transaction_that_wrote_is_open(client: Client) -> None:
    make_claim()
    body(client, "/claims.csv")
    assert kept.find(key_of("csv", "/claims.csv")) is None


@pytest.mark.usefixtures("nobody_writes")
def test_what_was_written_meanwhile_is_in_the_next_file(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are looked for after the changes were counted: a file that misses the last one is found by nobody."""
    claim = make_claim()
    build: Any = views._claims

    def build_and_be_overtaken(request: Any) -> Any:
        download = build(request)
        cells = list(download.sheet.rows)
        monkeypatch.setattr(views, "_claims", build)
        Claim.objects.filter(pk=claim.pk).update(locator="a canary")
        object.__setattr__(download.sheet, "rows", cells)
        object.__setattr__(download.sheet, "lines", None)
        return download

    monkeypatch.setattr(views, "_claims", build_and_be_overtaken)
    assert b"a canary" not in body(client, "/claims.csv")
    assert b"a canary" in body(client, "/claims.csv")


@pytest.mark.usefixtures("nobody_writes")
def test_what_was_refused_is_refused_again(client: Client) -> None:
    for _ in range(2):
        assert client.get("/claims.csv?side=nobody").status_code == 400


def test_who_stops_reading_leaves_no_half_file() -> None:
    blocks = kept.keep(key_of("csv", "/claims.csv"), "claims.csv", iter(BLOCKS))
    next(blocks)
    blocks.close()  # type: ignore[attr-defined]
    assert kept.find(key_of("csv", "/claims.csv")) is None


def test_who_reads_a_file_reads_it_to_its_end_though_another_took_its_place() -> None:
    send()
    file = kept.find(key_of("csv", "/claims.csv"))
    assert file is not None
    blocks = file.blocks()
    read = next(blocks)
    del file
    make_place()
    send()
    assert read + b"".join(blocks) == b"".join(BLOCKS)


def test_what_nobody_keeps_or_reads_is_off_the_disk() -> None:
    send()
    file = kept.find(key_of("csv", "/claims.csv"))
    assert file is not None
    descriptor = file._descriptor
    assert os.fstat(descriptor).st_size == len(b"".join(BLOCKS))
    del file
    kept.forget()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def _refuse(*_: Any) -> int:
    raise OSError(errno.ENOSPC, "no space left")


@pytest.mark.parametrize("name", ["os.write", "tempfile.mkstemp"])
def test_on_a_full_disk_a_file_is_sent_and_not_kept(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(name, _refuse)
    assert send() == b"".join(BLOCKS)
    assert kept.find(key_of("csv", "/claims.csv")) is None


def test_of_a_disk_that_takes_half_a_block_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.write", lambda _, block: len(block) // 2)
    assert send() == b"".join(BLOCKS)
    assert kept.find(key_of("csv", "/claims.csv")) is None


def test_the_oldest_files_go_first_and_those_from_before_a_change_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2 * len(b"".join(BLOCKS)))
    for what in "abc":
        send(what)
    assert [key.what for key in kept._kept] == ["b", "c"]
    make_place()
    send("d")
    assert [key.what for key in kept._kept] == ["d"]


def test_small_files_are_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST", 10**6)
    send()
    assert not kept._kept
