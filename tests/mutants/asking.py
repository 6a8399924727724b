"""Which tests reach a change, and whether one of them fails: a plugin of pytest that runs the tests in its own order.

First every test runs once without any change, under coverage, so that it is known which lines it reaches and how long
it takes. Then the process is copied for each change; the copy takes the change up and runs the tests that reach it,
the quickest first, until one fails. A test that takes ten times as long as it did, in seconds of its own, is stopped,
and the change counts as noticed. A change of what runs at import needs a process that starts.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest
from django.db import connections
from hypothesis import HealthCheck, settings

from apps.config.folders import BASE_DIR
from tests.mutants.changes import Mutant
from tests.mutants.swapping import swap_in

PATIENCE = 10  # times what a test takes unchanged, on the processor and not by the clock: other work does not count
LEAST_PATIENCE = 5  # seconds, for tests that take none
LONGEST = 900  # seconds by the clock for one test, for a change that waits for ever
ROOM_TO_GROW = 3 << 30  # bytes, for a change that collects for ever


@dataclass(slots=True)
class Runner:
    """Runs single tests inside a session of pytest, and knows whether one failed."""

    failed: bool = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    def passes(self, item: pytest.Item, following: pytest.Item) -> bool:
        self.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self.failed


@dataclass(slots=True)
class Chosen(Runner):
    """Keeps of the tests those that may be asked: where the rules know of no database, none that needs it.

    A property tries fewer examples than usual, and the same each time: what is noticed then is noticed by `make test`.
    """

    examples: int = 20

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid.startswith("tests/exchange") or not needs_database(item)]
        for function in {getattr(item, "obj", None) for item in items}:
            usual = getattr(function, "_hypothesis_internal_use_settings", None)
            if usual is not None:
                most = min(usual.max_examples, self.examples)
                function._hypothesis_internal_use_settings = settings(  # type: ignore[union-attr]
                    usual, max_examples=most, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
                )


def needs_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or "db" in getattr(item, "fixturenames", ())


@dataclass(slots=True)
class Asking(Chosen):
    """Asks the tests of each change in turn; `unnoticed` then holds what nobody noticed, with how many were asked."""

    mutants: list[Mutant] = field(default_factory=list)
    slowest: float = float("inf")
    longest: float = float("inf")  # seconds by the clock, after which no other change is made
    tell: Callable[[str], None] = print
    seconds: dict[pytest.Item, float] = field(default_factory=dict)
    reached: dict[Path, dict[int, list[str]]] = field(default_factory=dict)
    is_done: bool = False
    noticed: list[Mutant] = field(default_factory=list)
    unnoticed: list[Mutant] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._run_unchanged(session.items)
        until = time.monotonic() + self.longest
        for mutant in self.mutants:
            if time.monotonic() > until:
                break
            if self._is_noticed(mutant):
                self.noticed.append(mutant)
            else:
                self.unnoticed.append(mutant)
                self.tell(f"nobody noticed {mutant}  ({len(self._reaching(mutant))} tests reach it)")
        self.is_done = True
        return True

    def _run_unchanged(self, items: list[pytest.Item]) -> None:
        modules = {str(BASE_DIR / mutant.module) for mutant in self.mutants}
        measured = coverage.Coverage(data_file=None, config_file=False, include=sorted(modules))
        measured.start()
        for item, following in zip(items, [*items[1:], items[0]], strict=True):
            measured.switch_context(item.nodeid)
            began = time.process_time()
            if self.passes(item, following):
                self.seconds[item] = time.process_time() - began
        measured.stop()
        for module in modules:
            self.reached[Path(module)] = measured.get_data().contexts_by_lineno(module)
        connections.close_all()
        self.tell(
            f"{len(self.seconds)} tests are asked, which take {sum(self.seconds.values()):.0f} s without any change; "
            f"{len(items) - len(self.seconds)} need more examples and are not"
        )

    def _reaching(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that run the line, the quickest first."""
        names = set(self.reached[BASE_DIR / mutant.module].get(mutant.line, ()))
        return self._quickest_first(item for item in self.seconds if item.nodeid in names)

    def _nearest(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that reach anything of the module, or else of the modules beside it, or else any."""
        path = BASE_DIR / mutant.module
        for modules in ([path], [one for one in self.reached if one.parent == path.parent]):
            names = {name for module in modules for tests in self.reached[module].values() for name in tests}
            items = self._quickest_first(item for item in self.seconds if item.nodeid in names)
            if items:
                return items
        return self._quickest_first(self.seconds)

    def _quickest_first(self, items: Iterable[pytest.Item]) -> list[pytest.Item]:
        return sorted((item for item in items if self.seconds[item] <= self.slowest), key=self.seconds.__getitem__)

    def _is_noticed(self, mutant: Mutant) -> bool:
        child = os.fork()
        if not child:
            os._exit(self._ask(mutant))
        answer = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return self._is_noticed_from_the_start(mutant) if answer == NOT_IN_A_FUNCTION else answer != UNNOTICED

    def _ask(self, mutant: Mutant) -> int:
        """What a copy of the process makes of the change; it ends with this and cleans nothing up."""
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        items = self._reaching(mutant)
        try:
            if not items or not swap_in(mutant):
                return NOT_IN_A_FUNCTION
            limit_memory()
            for item, following in zip(items, [*items[1:], items[0]], strict=True):
                limit_time(PATIENCE * self.seconds[item] + LEAST_PATIENCE)
                if not self.passes(item, following):
                    return NOTICED
        except BaseException:  # whatever a change brings about is noticed
            return NOTICED
        return UNNOTICED

    def _is_noticed_from_the_start(self, mutant: Mutant) -> bool:
        items = self._nearest(mutant)
        question = {
            "mutant": [str(mutant.module), mutant.line, mutant.was, mutant.now, mutant.source],
            "examples": self.examples,
            "tests": {item.nodeid: PATIENCE * self.seconds[item] + LEAST_PATIENCE for item in items},
        }
        command = [sys.executable, "-m", "tests.mutants.starting"]
        answer = subprocess.run(command, input=json.dumps(question), text=True, cwd=BASE_DIR, capture_output=True)
        if answer.returncode not in (UNNOTICED, *NOTICED_BY_PYTEST) and answer.returncode >= 0:
            raise RuntimeError(f"{mutant.module}:{mutant.line} could not be tried:\n{answer.stderr[-2000:]}")
        return answer.returncode != UNNOTICED


NOTICED, UNNOTICED, NOT_IN_A_FUNCTION = 1, 0, 77
NOTICED_BY_PYTEST = (1, 2, 3, 4)  # a test failed, or the changed module let nothing be collected


def limit_time(seconds: float) -> None:
    """Ends this process if the next test takes more seconds of the processor, or waits for ever; both are noticed."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(LONGEST)


def limit_memory() -> None:
    """Lets this process fail if it grows for ever."""
    grown = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (grown + ROOM_TO_GROW, resource.RLIM_INFINITY))


@dataclass(slots=True)
class InOrder(Chosen):
    """Runs the named tests in the order they are named, each within its seconds, until one fails."""

    limits: dict[str, float] = field(default_factory=dict)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        named = {item.nodeid: item for item in session.items}
        items = [named[name] for name in self.limits if name in named]
        for item, following in self._with_following(items):
            limit_time(self.limits[item.nodeid])
            if not self.passes(item, following):
                session.testsfailed = 1
                break
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        return True

    @staticmethod
    def _with_following(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item]]:
        return zip(items, [*items[1:], items[0]], strict=True)
