"""`make test-faults`: promises about faults, each tried many times, one table, and a line each in `docs/faults.jsonl`.

    python -m tests.faults.measures                     all of them, as often as the promises say
    python -m tests.faults.measures --times 0.1 W2 W6   some of them, a tenth as often
    python -m tests.faults.measures --readme            writes the README's table from what is kept

Everything runs for real: Valkey, PostgreSQL, and worker and beat as compose.yaml starts them. Moments and figures are
chosen by a seed. A line says how often something was tried and how often the promise was broken.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from apps.config.embedded.server import refuge_of
from apps.config.folders import BASE_DIR
from tests.faults.site import Site, crash_database, patiently, standing_site
from tests.house import PATIENCE, until, working
from tests.measured import README, Line, caption, keep_lines, read_lines, say_where, section, table

KEPT = BASE_DIR / "docs" / "faults.jsonl"
SEED = 20190724
SOON = 0.8  # seconds within which a worker is in the midst of what it was called for
PAGES = ("/", "/claims/", "/findings/", "/topics/")
HEADER = ("promise", "what was done", "times", "broken", "what was looked at", "took")


@dataclass(slots=True)
class Outcome:
    """How often something was tried, how often the promise was broken, and what was counted beside it, in words."""

    tried: int
    broken: int
    looked_at: str


def kill_workers(site: Site, times: int) -> Outcome:
    """SIGKILL of a worker or its child while it reconciles"""
    broken = parents = rows = amidst = 0
    for turn in range(times):
        site.change()
        time.sleep(site.rng.uniform(0, SOON))
        is_parent = turn % 2 == 1
        parents += is_parent
        site.worker.kill(is_parent=is_parent, choose=site.rng.choice)
        amidst += not site.is_settled()
        site.settle()
        wrong = site.wrong_rows()
        broken += len(wrong)
        rows += _count_findings()
    looked_at = (
        f"{rows:,} rows beside a clean run; {parents} times the worker itself; {amidst} times before it was done"
    )
    return Outcome(times, broken, looked_at)


def kill_workers_of_a_run(site: Site, times: int) -> Outcome:
    """SIGKILL of a worker or its child amid a run over everything, one family a message"""
    broken = rows = amidst = 0
    for turn in range(times):
        site.begin_whole()
        time.sleep(site.rng.uniform(0, SOON))
        site.worker.kill(is_parent=turn % 2 == 1, choose=site.rng.choice)
        amidst += not site.is_settled()
        site.settle()
        broken += len(site.wrong_rows())
        rows += _count_findings()
    return Outcome(times, broken, f"{rows:,} rows beside a clean run; {amidst} times before it was done")


def deliver_again(site: Site, times: int) -> Outcome:
    """messages delivered five times, out of order, to two tasks at once"""
    broken = rows = 0
    for _ in range(max(times // 25, 1)):
        for _ in range(5):
            site.change()
            with ThreadPoolExecutor(5) as senders:
                list(senders.map(lambda _: site.ring(), range(5)))
        site.settle()
        broken += len(site.wrong_rows())
        rows += _count_findings()
    return Outcome(max(times // 25, 1) * 25, broken, f"{rows:,} rows beside a clean run")


def lose_broker(site: Site, times: int) -> Outcome:
    """a broker stopped, hung or emptied while a worker is at work, claims are saved and pages read"""
    from django.test import Client

    broken = pages = saves = 0
    slowest = 0.0
    for turn in range(times):
        fault = (site.broker.stop, site.broker.hang, site.broker.forget)[turn % 3]
        with site.at_work():
            fault()
            for _ in range(3):
                taken = site.change().seconds
                saves, slowest, broken = saves + 1, max(slowest, taken), broken + (taken > 3.0)
            for address in PAGES:
                broken += Client().get(address, headers={"host": "localhost"}).status_code != 200
                pages += 1
            if turn % 3 == 0:
                site.broker.start()
            site.broker.wake()
        site.settle()
        broken += len(site.wrong_rows())
    return Outcome(times, broken, f"{saves} saves, the slowest {slowest:.1f} s; {pages} pages; no mark lost")


def wait_for_beat(site: Site, times: int) -> Outcome:
    """a call that nobody heard, and beat as compose starts it"""
    broken = 0
    slowest = 0.0
    for _ in range(times):
        site.broker.stop()
        site.change()
        site.broker.start()
        began = time.monotonic()
        with working("beat", site.place, site.worker.environment):
            until(site.is_settled, patience=120)
        slowest = max(slowest, time.monotonic() - began)
        (site.place / "beat").unlink(missing_ok=True)
        broken += len(site.wrong_rows())
    return Outcome(times, broken, f"reconciled {slowest:.0f} s later")


def crash_databases(site: Site, times: int) -> Outcome:
    """a process of PostgreSQL killed, so that it cuts off everybody and recovers, while claims are saved"""
    from django.db import DatabaseError, InterfaceError, connection

    from apps.claims.models import Claim

    broken = acknowledged = refused = 0
    for _ in range(times):
        with ThreadPoolExecutor(1) as other:
            moment = site.rng.uniform(0, SOON)
            crash = other.submit(_crash_after, moment)
            said: dict[int, Decimal] = {}
            while not crash.done():
                try:
                    saved = site.change()
                except (DatabaseError, InterfaceError):
                    refused += 1
                    connection.close()
                    continue
                said[saved.claim] = saved.value
                acknowledged += 1
            crash.result()
        held = patiently(lambda: dict(Claim.objects.values_list("pk", "value")))
        # A save that was refused may be there all the same: its answer was lost, not the save.
        broken += sum(held[pk] not in (value, site.tried[pk]) for pk, value in said.items())
        patiently(site.settle)
        broken += len(patiently(site.wrong_rows))
    return Outcome(times, broken, f"{acknowledged} saves acknowledged, {refused} refused")


def _crash_after(moment: float) -> None:
    from django.db import connection

    time.sleep(moment)
    try:
        crash_database()
    finally:
        connection.close()


def change_meanwhile(site: Site, times: int) -> Outcome:
    """a claim changed while it is being reconciled"""
    from django.db import transaction

    from apps.reconciliation.runs.batches import take_turn
    from apps.reconciliation.trials.verifying import verify

    broken = looked = 0
    for _ in range(times):
        site.change()
        time.sleep(site.rng.uniform(0, SOON))
        site.change()
        time.sleep(site.rng.uniform(0, SOON))
        # What is shown while nothing is marked is shown as current.
        with transaction.atomic():
            take_turn()  # the same turn as verify's, so that nobody reconciles in between
            if site.is_settled():
                looked += 1
                broken += len(verify())
    site.settle()
    broken += len(site.wrong_rows())
    return Outcome(times, broken, f"{looked} times nothing was marked, and every finding was redone")


def redo(site: Site, times: int) -> Outcome:
    """every stored finding redone from its inputs"""
    from apps.reconciliation.trials.verifying import verify

    broken = rows = 0
    for _ in range(times):
        broken += len(verify())
        rows += _count_findings()
        site.change()
        site.settle()
    return Outcome(times, broken, f"{rows:,} findings")


def _count_findings() -> int:
    from apps.reconciliation.models import Finding

    return Finding.objects.standing().count()


@dataclass(frozen=True, slots=True)
class Promise:
    code: str
    name: str
    times: int
    least: int  # how often in the short form
    function: Callable[[Site, int], Outcome]


PROMISES = (
    Promise("W2", "no finding lost or doubled by a killed worker", 200, 2, kill_workers),
    Promise("W2-run", "a run over everything outlives its workers", 40, 1, kill_workers_of_a_run),
    Promise("W3", "a message delivered again changes nothing", 1_000, 25, deliver_again),
    Promise("W4", "a broker that is gone holds up nobody and loses nothing", 30, 3, lose_broker),
    Promise("W4-beat", "what was not heard is reconciled all the same", 2, 0, wait_for_beat),
    Promise("W5", "what was acknowledged outlives a crash of the database", 20, 1, crash_databases),
    Promise("W6", "nothing old is shown as current", 500, 3, change_meanwhile),
    Promise("T3", "every finding can be redone", 20, 1, redo),
)


def try_promises(site: Site, wanted: Sequence[str], *, share: float) -> Iterator[Line]:
    """Each promise, `share` times as often as it says; 0 is the short form."""
    for promise in PROMISES:
        times = max(round(promise.times * share), 1) if share else promise.least
        if (wanted and promise.code not in wanted) or not times:
            continue
        began = time.monotonic()
        outcome = promise.function(site, times)
        yield {
            "name": f"{promise.code}: {promise.name}",
            "what": promise.function.__doc__,
            "tried": outcome.tried,
            "promised": promise.times,
            "broken": outcome.broken,
            "looked_at": outcome.looked_at,
            "seconds": round(time.monotonic() - began, 1),
        }


def build_table(lines: Sequence[Line]) -> str:
    rows = [
        (
            line["name"],
            line["what"],
            f"{line['tried']:,}",
            f"{line['broken']:,}",
            line["looked_at"],
            f"{line['seconds']:,.0f} s",
        )
        for line in lines
    ]
    return table(HEADER, rows)


def build_readme() -> str:
    """The README as it is with the table of what is kept."""
    lines = read_lines(KEPT)
    return section("faults", f"{caption('make test-faults', lines)}\n\n{build_table(lines)}" if lines else "")


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for a site; its path is short, since that of a socket has at most 104 bytes."""
    place = Path(tempfile.mkdtemp(prefix="cc-"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        # The database stops once no process asks for it any more; root's lies where the server's user can enter.
        refuge = refuge_of((place / "data").resolve() / "database")
        deadline = time.monotonic() + PATIENCE
        while any(home.exists() for home in _locks(place, refuge)) and time.monotonic() < deadline:
            time.sleep(0.1)
        shutil.rmtree(refuge, ignore_errors=True)
        shutil.rmtree(place, ignore_errors=True)


def _locks(*homes: Path) -> list[Path]:
    return [found for home in homes if home.exists() for found in home.rglob("postmaster.pid")]


def measure(wanted: Sequence[str] = (), *, share: float, seed: int = SEED) -> list[Line]:
    """The lines of a site that is made for it and gone afterwards, in a process of its own."""
    with _folder() as place:
        command = [sys.executable, "-m", "tests.faults.measures", "--place", str(place), "--times", str(share)]
        done = subprocess.run(
            [*command, "--seed", str(seed), *wanted], cwd=BASE_DIR, stdout=subprocess.PIPE, text=True, check=True
        )
    return [say_where(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("promises", nargs="*", help="W2, W2-run, W3, W4, W4-beat, W5, W6, T3")
    reader.add_argument("--times", type=float, default=1.0, help="this many times as often; 0 for the short form")
    reader.add_argument("--seed", type=int, default=SEED)
    reader.add_argument("--place", type=Path, help="a folder to make the site in, in this process; prints lines")
    reader.add_argument("--readme", action="store_true", help="try nothing, and write the README's table")
    asked = reader.parse_args()
    if asked.readme:
        README.write_text(build_readme(), encoding="utf-8")
        return 0
    if asked.place:
        with standing_site(asked.place, asked.seed) as site:
            for line in try_promises(site, asked.promises, share=asked.times):
                sys.stdout.write(f"{json.dumps(line)}\n")
                sys.stdout.flush()
        return 0
    lines = measure(asked.promises, share=asked.times, seed=asked.seed)
    keep_lines(KEPT, lines)
    sys.stdout.write(f"{build_table(lines)}\n{caption('make test-faults', lines)}\n")
    return 1 if any(line["broken"] for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
