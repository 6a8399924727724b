"""Asks the tests of one change in a process that starts; the question comes on standard input, as JSON."""

import json
import sys
from pathlib import Path

import pytest

from tests.mutants.asking import InOrder, limit_memory
from tests.mutants.changes import Mutant
from tests.mutants.swapping import ChangedModule

# Hypothesis is here before pytest could rewrite its asserts, which it has no need of.
OPTIONS = ["-q", "-n", "0", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


def main() -> None:
    question = json.load(sys.stdin)
    module, line, was, now, source = question["mutant"]
    ChangedModule(Mutant(Path(module), line, was, now, source)).install()
    limit_memory()
    files = list(dict.fromkeys(name.partition("::")[0] for name in question["tests"]))
    in_order = InOrder(examples=question["examples"], limits=question["tests"])
    sys.exit(pytest.main([*OPTIONS, *files], plugins=[in_order]))


if __name__ == "__main__":
    main()
