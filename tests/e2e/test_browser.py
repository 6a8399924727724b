"""The pages in a real browser, as a person uses them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.screenshots import PAGES

pytestmark = pytest.mark.e2e

# One page of each kind; the second topic is of the same kind as the first.
PLACES = {name: path for name, path in PAGES.items() if name not in ("finding", "topic-rukban")} | {
    "finding": "/findings/F-1/"
}
SCREENS = ((1280, "light"), (1280, "dark"), (768, "light"), (360, "dark"))
EXPECTED_FAULTS = ("404 (Not Found)",)
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


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


@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_accessible_and_never_scrolls_sideways(browser: Browser, site: Site, name: str) -> None:
    with looking(browser, site) as page:
        page.goto(PLACES[name])
        page.wait_for_load_state("networkidle")
        for width, theme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page, options=AXE)
            assert found.violations_count == 0, f"{width} px, {theme}: {found.generate_report()}"


def test_from_the_first_page_to_the_arithmetic(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/")
        page.get_by_role("link", name="Returns to Syria").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Returns to Syria")
        page.locator(".matrix").get_by_role("link", name="Same number, different thing").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Same number, different thing")
        expect(page.get_by_role("heading", name="The arithmetic")).to_be_visible()
        page.get_by_role("link", name="Claim C-47").click()
        expect(page.locator("blockquote")).to_have_text("More than 2 million refugees")


def test_the_chart_is_drawn_with_one_mark_a_figure(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/topics/returns-to-syria/")
        page.wait_for_selector(".chart-plot .main-svg")
        page.get_by_text("The figures as a table").click()
        rows = page.locator("figure details tbody tr").count()
        assert rows == 12
        assert page.locator(".chart-plot .annotation").count() == 2 * rows


def test_the_keyboard_alone_finds_a_claim(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.type("1,851,424")
        page.keyboard.press("Enter")
        expect(page.locator("caption")).to_contain_text("1 claim where")
        page.get_by_role("link", name="C-1", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("1,851,424")


def test_the_theme_can_be_switched_and_is_kept(browser: Browser, site: Site) -> None:
    with looking(browser, site, color_scheme="light") as page:
        page.goto("/")
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        button = page.locator("[data-theme-switch]")
        while "dark" not in button.inner_text():
            button.click()
        dark = page.evaluate(paper)
        assert dark != light
        page.goto("/claims/")
        assert page.evaluate(paper) == dark


def test_without_scripts_nothing_is_missing(browser: Browser, site: Site) -> None:
    with looking(browser, site, java_script_enabled=False) as page:
        page.goto("/topics/returns-to-syria/")
        for name in ("Mizintsev", "Makhlouf", "Mekdad", "Fleischer"):
            expect(page.get_by_role("columnheader", name=name).first).to_be_visible()
        details = page.locator("figure details")
        details.locator("summary").click()
        expect(details.get_by_role("cell", name="more than 1,851,424").first).to_be_visible()
        page.goto("/claims/?q=rukban")
        expect(page.locator("caption")).to_contain_text("11 claims")


def test_a_value_changed_in_the_admin_changes_the_finding(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/admin/")
        page.get_by_label("Username").fill("demo")
        page.get_by_label("Password").fill(site.password)
        page.get_by_role("button", name="Log in").click()
        for value, words in (("1_000", "319,274"), ("419,274", "419,274"), ("319,274", "319,274")):
            page.goto("/admin/claims/claim/44/change/")
            page.get_by_label("Value:", exact=True).fill(value)
            page.get_by_label("Figure as said:").fill(value if "_" not in value else "319,274")
            page.get_by_role("button", name="Save", exact=True).first.click()
            if "_" in value:
                expect(page.locator(".errornote")).to_be_visible()
                expect(page.get_by_label("Value:", exact=True)).to_have_value("1_000")
            page.goto("/findings/?claim=C-44")
            expect(page.get_by_role("row").filter(has_text="41,570").first).to_contain_text(words)
