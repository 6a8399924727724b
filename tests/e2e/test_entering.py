"""Entering claims in a real browser: pickers take what was meant."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import looking, sign_in

pytestmark = pytest.mark.e2e


@pytest.fixture
def staff(browser: Browser, site: Site) -> Iterator[Page]:
    with looking(browser, site) as page:
        sign_in(page, site)
        yield page


def type_into(page: Page, field: str, typed: str) -> None:
    page.locator(f".field-{field} .select2-selection").click()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def test_enter_takes_nothing_while_the_list_is_loading_and_then_what_was_meant(staff: Page) -> None:
    staff.goto("/admin/claims/claim/add/")

    def late(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    staff.route("**/autocomplete/**", late)
    type_into(staff, "speaker", "Fleischer")
    expect(staff.locator("#id_speaker")).to_have_value("")
    expect(staff.get_by_role("option", name="Corinne Fleischer")).to_be_visible()
    staff.keyboard.press("Enter")
    expect(staff.locator(".taken", has_text="Typed “Fleischer”, taken: Corinne Fleischer: ")).to_be_visible()


def test_what_is_chosen_already_does_not_stand_in_the_way(staff: Page) -> None:
    staff.goto("/admin/claims/claim/add/")
    for typed in ("North-West Syria", "Syria"):
        staff.locator(".field-place .select2-selection").click()
        staff.keyboard.type(typed)
        expect(staff.locator(".select2-results .loading-results")).to_have_count(0)
        staff.keyboard.press("Enter")
    expect(staff.locator("#select2-id_place-container")).to_have_attribute("title", "Syria")
    expect(staff.locator(".field-place .taken")).to_contain_text("Typed “Syria”, taken: Syria")
