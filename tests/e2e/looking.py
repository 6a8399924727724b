"""How the tests look at a page, and what they hold against it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.screenshots import PAGES

# One page of each kind; of findings two, with what the others have too.
ALIKE = {"topic-rukban", "finding-sum", "finding-share", "finding-plan", "finding-assembled", "finding-undecided"}
PLACES = {name: path for name, path in PAGES.items() if name not in ALIKE}
WIDTHS = (360, 768, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = Axe().axe_script
# Without preloading: it would inject styles of its own, which the policy refuses.
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
# The themes differ in their colours alone, and a colour is the same at every width; it takes longest.
PLAIN = AXE | {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = AXE | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Between the narrowest and the widest the same elements stand elsewhere, in other sizes.
SIZES = AXE | {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
# What a browser calls a fault although the page says it in words: an address that is not there, an outdated form,
# one that lacks something.
EXPECTED_FAULTS = ("404 (Not Found)", "409 (Conflict)", "422 (Unprocessable")


_signed_in: dict[str, Any] = {}  # the cookies of whoever signed in, by address


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
    unexpected = [fault for fault in faults if not any(known in fault for known in EXPECTED_FAULTS)]
    assert not unexpected, unexpected


def open_page(page: Page, path: str) -> None:
    """Goes there and waits until every chart is drawn."""
    page.goto(path)
    for plot in page.locator("[data-chart]").all():
        plot.locator(".main-svg").first.wait_for()


def until(page: Page, holds: str) -> None:
    """Waits for what a script says; playwright's own way is refused by the page's policy."""
    for _ in range(100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never was so: {holds}")


def sign_in(page: Page, site: Site) -> None:
    """As the demo account. The second time its cookies do: to check a password is half a second's work by design."""
    page.context.add_cookies(_signed_in.get(site.address, []))
    page.goto("/admin/")
    if site.address in _signed_in:
        return
    page.get_by_label("Username").fill("demo")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Log out").wait_for()
    _signed_in[site.address] = page.context.cookies()


def save(page: Page, *, refused: bool = False) -> None:
    """Saves the admin's form and waits for its answer, which must be the expected one.

    Who leaves earlier takes the form back unsent.
    """
    page.get_by_role("button", name="Save", exact=True).first.click()
    answer = page.locator(".messagelist .success, .errornote").first
    answer.wait_for(timeout=30_000)
    assert ("errornote" in (answer.get_attribute("class") or "")) == refused, page.locator("#content").inner_text()


def open_once_it_says(page: Page, path: str, words: str, *, seconds: int = 60) -> None:
    """Opens the page again until it says so: findings follow a change beside the web server, in their own time."""
    for _ in range(seconds * 2):
        open_page(page, path)
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{path} never said {words!r}")


def check_access(page: Page, *, widths: tuple[int, ...] = WIDTHS, **options: Any) -> None:
    """Holds WCAG 2.2 AA against the page as it stands, in light and in dark; it never scrolls sideways.

    All rules at the narrowest and the widest, those about sizes between them; colours at the widest, in each theme.
    """
    *narrower, widest = widths
    looks = [("light", width, SIZES if number else PLAIN) for number, width in enumerate(narrower)]
    for theme, width, asked in [*looks, ("light", widest, AXE), ("dark", widest, COLOURS)]:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"
        found = _ask_axe(page, asked | options)
        assert found.violations_count == 0, f"{width} px, {theme}: {found.generate_report()}"


def _ask_axe(page: Page, options: dict[str, Any]) -> AxeResults:
    """As `Axe.run` does, but its half a megabyte of script is handed to a page once, not with every question."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return AxeResults(page.evaluate("(options) => axe.run(options)", options))
