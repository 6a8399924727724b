"""How the tests look at a page, and what they hold against it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.screenshots import PAGES

# One page of each kind; the second topic is of the same kind as the first.
PLACES = {name: path for name, path in PAGES.items() if name not in ("finding", "topic-rukban")} | {
    "finding": "/findings/F-1/"
}
EXPECTED_FAULTS = ("404 (Not Found)",)


@contextmanager
def looking(browser: Browser, site: Site, *, width: int = 1280, **options: Any) -> Iterator[Page]:
    """A page of its own; what its console says against it, and requests to other hosts, fail the test."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=site.address, reduced_motion="reduce", **options
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((site.address, "blob:", "data:")) else faults.append(r.url))
    yield page
    context.close()
    assert not [fault for fault in faults if not any(known in fault for known in EXPECTED_FAULTS)]


def open_page(page: Page, path: str) -> None:
    """Goes there and waits until every chart is drawn."""
    page.goto(path)
    for plot in page.locator("[data-chart]").all():
        plot.locator(".main-svg").first.wait_for()


def sign_in(page: Page, site: Site) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("demo")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
