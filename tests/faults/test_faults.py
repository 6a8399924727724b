"""A few of each fault, on a real worker, broker and database; `make test-faults` makes as many as the promises say."""

import pytest

from tests.faults import measures
from tests.house import BROKER
from tests.measured import README


@pytest.mark.skipif(BROKER is None, reason="there is no valkey-server for this platform: no fault was tried")
def test_no_fault_loses_doubles_or_delays_anything() -> None:
    lines = measures.measure(share=0)
    assert {line["name"]: line["broken"] for line in lines} == {
        f"{promise.code}: {promise.name}": 0 for promise in measures.PROMISES if promise.least
    }


def test_the_table_of_the_readme_is_made_of_the_lines_that_are_kept() -> None:
    assert measures.build_readme() == README.read_text(encoding="utf-8")
