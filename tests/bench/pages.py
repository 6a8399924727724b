"""Measures of pages: over HTTP on N generated claims, beside Datasette on the same rows.

A page is measured as readers meet it while nothing is written, and (`_first`) as the first one meets it after a change,
when nothing is remembered and it is yet to be worked out why the figures of a finding part. `N` is how many claims
there are, 100,000 if unset.
"""

import atexit
import csv
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.claims import prepare
from tests.bench.serving import FACETS, countercheck, datasette, find_datasette, get, time_pages, write_rows

N = int(os.environ.get("N", "100000"))
WORDS = ("rukban", "cholera+aleppo", "17000")
_OPEN = ExitStack()  # servers stay up until the measures end
atexit.register(_OPEN.close)


@cache
def our_port() -> int:
    prepare(N)
    return _OPEN.enter_context(countercheck())


@cache
def peer_port() -> int | None:
    """Datasette's, on the rows of claims.csv."""
    port, program = our_port(), find_datasette()
    if program is None:
        return None
    folder = Path(_OPEN.enter_context(tempfile.TemporaryDirectory()))
    rows = csv.reader(get(port, "/claims.csv").decode().splitlines())
    write_rows(folder / "claims.db", next(rows), rows)
    return _OPEN.enter_context(datasette(program, folder / "claims.db"))


def _claims() -> list[str]:
    return ["/claims/", "/claims/?page=3", "/claims/?side=un", "/claims/?indicator=x_003", "/claims/?sort=-value"]


def _topics() -> list[str]:
    """The topic of most claims, and one of fewer."""
    from apps.compare.models import Topic

    slugs = list(Topic.objects.order_by("position").values_list("slug", flat=True))
    return [f"/topics/{slug}/" for slug in (slugs[0], slugs[-1])]


def _five(rows: Any) -> list[Any]:
    """From the first to the last."""
    rows = rows.order_by("pk")
    count = rows.count()
    return [rows[count * part // 5] for part in range(5)] if count else []


def _five_findings() -> list[Any]:
    from apps.reconciliation.models import Finding

    return _five(Finding.objects.standing())


def _findings() -> list[str]:
    return [finding.get_absolute_url() for finding in _five_findings()]


def _each_claim() -> list[str]:
    from apps.claims.models import Claim

    return [claim.get_absolute_url() for claim in _five(Claim.objects.current())]


def _search() -> list[str]:
    return [f"/claims/?q={words}" for words in WORDS]


def _with_facets(query: str) -> str:
    facets = "&".join(f"_facet={facet}" for facet in FACETS)
    return f"/claims/claims?{query}&_size=25&{facets}"


def _peer_claims() -> list[str]:
    queries = ("_sort_desc=published_on", "_sort_desc=published_on&side=un", "indicator=x_003", "_sort_desc=value")
    return [_with_facets(query) for query in queries]


def _peer_search() -> list[str]:
    return [_with_facets(f"_search={words}") for words in WORDS]


def _forget() -> None:
    from apps.compare.remembered import forget
    from apps.reconciliation.models import Finding

    Finding.objects.filter(pk__in=[finding.pk for finding in _five_findings()]).update(worked_out_from="")
    forget()


def _measure(
    addresses: Callable[[], list[str]], target: str, peer: Callable[[], list[str]] | None = None, *, is_first: bool
) -> Callable[[], dict[str, Any]]:
    def measure() -> dict[str, Any]:
        value = time_pages(our_port(), addresses(), before=_forget if is_first else int)
        theirs = peer_port() if peer else None
        other = time_pages(theirs, peer()) if theirs and peer else None
        return {
            "value": round(value, 1),
            "unit": "ms",
            "against": f"Datasette, {other:.1f} ms" if other else None,
            "ratio": round(value / other, 2) if other else None,
            "target": target,
        }

    return measure


def _start(*, is_warm: bool) -> Callable[[], dict[str, Any]]:
    """From a command to the first answer: on an empty folder, and on one that was served before."""

    def measure() -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o711)  # the database's user can enter it: else the cluster goes when the server stops
            for _ in range(2 if is_warm else 1):
                taken, _ = _serve_once(Path(folder))
        return {"value": round(taken, 2), "unit": "s", "against": None, "ratio": None, "target": "printed"}

    return measure


def _page_first() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        _, first = _serve_once(Path(folder))
    return {"value": round(first * 1000, 1), "unit": "ms", "against": None, "ratio": None, "target": "printed"}


def _serve_once(folder: Path) -> tuple[float, float]:
    """Seconds until a server answers that it is ready, and those that its first page then takes."""
    from tests.serving import serving

    started = time.monotonic()
    with serving(folder) as address:
        ready = time.monotonic() - started
        port = int(address.rpartition(":")[2])
        asked = time.monotonic()
        get(port, "/topics/returns-to-syria/")
        return ready, time.monotonic() - asked


def _pages() -> Iterator[dict[str, Any]]:
    pages: tuple[tuple[str, Callable[[], list[str]], str, Callable[[], list[str]] | None], ...] = (
        ("page_claims", _claims, "50 ms", _peer_claims),
        ("page_topic", _topics, "100 ms", None),
        ("page_finding", _findings, "50 ms", None),
        ("search_word", _search, "100 ms", _peer_search),
        ("page_home", lambda: ["/"], "printed", None),
        ("page_claim", _each_claim, "printed", None),
    )
    for name, addresses, target, peer in pages:
        yield {"name": name, "function": _measure(addresses, target, peer, is_first=False)}
        yield {"name": f"{name}_first", "function": _measure(addresses, "printed", peer, is_first=True)}


MEASURES: list[dict[str, Any]] = [
    *_pages(),
    {"name": "start_cold", "function": _start(is_warm=False)},
    {"name": "start_warm", "function": _start(is_warm=True)},
    {"name": "page_first", "function": _page_first},
]
