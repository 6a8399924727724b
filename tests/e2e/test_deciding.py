"""Deciding on a finding on its own page, by keyboard alone, with scripts and without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import check_access, looking, sign_in

pytestmark = pytest.mark.e2e

# A decision stays for good, so it is made where no other module looks.
FINDING = "/findings/F-13/"


def tab_to(page: Page, what: str) -> None:
    """Goes on by the Tab key, and by nothing else, until what this selector finds has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.locator(f"{what}:focus").count():
            return
    raise AssertionError(f"The Tab key never came to {what}")


def test_a_form_is_sent_once_however_often_its_button_is_pressed(browser: Browser, site: Site) -> None:
    """The server's answer leaves the page as it was, as a slow one does for a while."""
    with looking(browser, site) as page:
        sign_in(page, site)
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.route("**/assign/", lambda route: route.fulfill(status=204))
        for visit in (1, 2):
            page.goto(FINDING)
            for _ in range(2):
                page.get_by_role("button", name="Hand it over").click()
                page.wait_for_timeout(300)
            assert len(sent) == visit, "a page that is opened anew may send it again"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_decision_is_made_by_keyboard_alone_and_a_refused_one_keeps_what_was_typed(
    browser: Browser, site: Site, *, scripts: bool
) -> None:
    note = f"Counted at the border, {'with' if scripts else 'without'} scripts."
    with looking(browser, site, java_script_enabled=scripts) as page:
        sign_in(page, site)
        page.goto(FINDING)
        tab_to(page, "input[name=status]")
        page.keyboard.press("Space")
        while not page.locator("input[value=explained]:checked").count():
            page.keyboard.press("ArrowDown")
        tab_to(page, "textarea[name=note]")
        page.keyboard.type("  ")  # no words, which a browser lets pass
        tab_to(page, "button")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Nothing was recorded yet: Why")
        expect(page.locator("input[value=explained]")).to_be_checked()
        if scripts:
            check_access(page)
        tab_to(page, "textarea[name=note]")
        page.keyboard.type(note)
        tab_to(page, "button")
        page.keyboard.press("Enter")
        expect(page.locator("#decisions li").first).to_contain_text(note)
        expect(page.locator("#decisions li").first).to_contain_text("Explained")
        expect(page.get_by_role("alert")).to_have_count(0)
