"""The admin's list of claims and its form, by WCAG 2.2 AA: stock admin has too small targets and unnamed boxes."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.test_browser import AXE, looking

pytestmark = pytest.mark.e2e

PLACES = {
    "the list": "/admin/claims/claim/",
    "the list, filtered and sorted": "/admin/claims/claim/?state__exact=published&q=people&o=2",
    "the form": "/admin/claims/claim/44/change/",
    "the empty form": "/admin/claims/claim/add/",
    "the form of a breakdown": "/admin/claims/breakdown/1/change/",
}
WIDTHS = (1280, 768, 360)
# Without preloading: it would inject styles of its own, which the policy refuses.
OPTIONS = AXE | {"preload": False}


@pytest.fixture
def staff(browser: Browser, site: Site) -> Iterator[Page]:
    with looking(browser, site) as page:
        page.goto("/admin/")
        page.get_by_label("Username").fill("demo")
        page.get_by_label("Password").fill(site.password)
        page.get_by_role("button", name="Log in").click()
        yield page


def check(page: Page, *, widths: tuple[int, ...] = WIDTHS, is_open: bool = False) -> None:
    """`is_open`: select2 hangs its list below the page, outside every landmark, which WCAG does not forbid."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=OPTIONS | ({"rules": {"region": {"enabled": False}}} if is_open else {}))
            assert found.violations_count == 0, f"{width} px, {theme}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"


def test_the_page_to_log_in_is_accessible(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/admin/")
        check(page)


@pytest.mark.parametrize("name", PLACES)
def test_a_page_of_the_admin_is_accessible(staff: Page, name: str) -> None:
    staff.goto(PLACES[name])
    check(staff)


def test_a_form_that_was_refused_is_accessible(staff: Page) -> None:
    staff.goto(PLACES["the form"])
    staff.get_by_label("Value:", exact=True).fill("1_000")
    staff.get_by_role("button", name="Save", exact=True).first.click()
    expect(staff.locator(".errornote")).to_be_visible()
    check(staff, widths=(360,))


def test_a_choosing_box_is_named_by_its_field_and_used_by_keyboard(staff: Page) -> None:
    staff.goto(PLACES["the form"])
    box = staff.get_by_role("combobox", name="Speaker: Hussein Makhlouf")
    box.focus()
    staff.keyboard.press("Enter")
    staff.keyboard.type("fleischer")
    expect(staff.get_by_role("option", name="Corinne Fleischer")).to_be_visible()
    check(staff, widths=(1280,), is_open=True)
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("combobox", name="Speaker: Corinne Fleischer")).to_be_focused()
