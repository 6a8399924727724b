"""A server for all modules of this folder, and a browser for each. In CI it is required, elsewhere it is asked for.

The browser is closed with the module: while it is open its event loop keeps Django from the database. The server stays
for the next one, since starting it takes longer than most tests; whoever changes its data puts them back, or changes
what no other module looks at.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.serving import CHROMIUM, browsing, serving


@dataclass(frozen=True)
class Site:
    """A running server: its address, and the password of its demo account."""

    address: str
    password: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed: the pages were not tried in a browser")
    data = tmp_path_factory.mktemp("site")
    with serving(data) as address:
        yield Site(address, (data / "demo-password").read_text(encoding="ascii"))


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    with browsing() as found:
        yield found
