"""The admin's list of claims and its form, by WCAG 2.2 AA: stock admin has too small targets and unnamed boxes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import check_access, looking, sign_in

pytestmark = pytest.mark.e2e

PLACES = {
    "the list": "/admin/claims/claim/",
    "the list, filtered and sorted": "/admin/claims/claim/?state__exact=published&q=people&o=2",
    "the form": "/admin/claims/claim/44/change/",
    "the empty form": "/admin/claims/claim/add/",
    "the form of a breakdown": "/admin/claims/breakdown/1/change/",
    "the list of runs": "/admin/reconciliation/run/",
    "the page of a run": "/admin/reconciliation/run/1/change/",
    "the history of a claim": "/admin/claims/claim/44/history/",
}


@pytest.fixture
def staff(browser: Browser, site: Site) -> Iterator[Page]:
    with looking(browser, site) as page:
        sign_in(page, site)
        yield page


def test_the_page_to_log_in_is_accessible(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/admin/")
        check_access(page)


@pytest.mark.parametrize("name", PLACES)
def test_a_page_of_the_admin_is_accessible(staff: Page, name: str) -> None:
    staff.goto(PLACES[name])
    check_access(staff)


@pytest.mark.parametrize("name", ["the form", "the empty form"])
def test_the_form_of_a_claim_is_short_and_nothing_of_it_lies_beside_the_page(staff: Page, name: str) -> None:
    """It was 2,414 px tall; a claim is looked at whole by scrolling once."""
    staff.goto(PLACES[name])
    staff.locator(".select2-selection").first.wait_for()
    assert staff.evaluate("document.documentElement.scrollHeight") <= 1_650
    staff.set_viewport_size({"width": 320, "height": 700})
    assert staff.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_form_that_was_refused_is_accessible(staff: Page) -> None:
    staff.goto(PLACES["the form"])
    staff.get_by_label("Value:", exact=True).fill("1_000")
    staff.get_by_role("button", name="Save", exact=True).first.click()
    expect(staff.locator(".errornote")).to_be_visible()
    check_access(staff, widths=(360,))


def test_the_page_of_two_editors_is_accessible(staff: Page) -> None:
    """Nothing is saved: the form says that it began with another state than the one that stands."""
    staff.goto(PLACES["the form"])
    staff.get_by_label("Locator:").fill("page 9")
    staff.locator("#id_base_state").evaluate("box => { box.value = JSON.stringify({ locator: ['elsewhere'] }) }")
    staff.get_by_role("button", name="Save", exact=True).first.click()
    expect(staff.get_by_role("button", name="Save what I chose")).to_be_visible()
    check_access(staff, widths=(360,))


def test_a_choosing_box_is_named_by_its_field_and_used_by_keyboard(staff: Page) -> None:
    staff.goto(PLACES["the form"])
    box = staff.get_by_role("combobox", name="Speaker: Hussein Makhlouf")
    box.focus()
    staff.keyboard.press("Enter")
    staff.keyboard.type("fleischer")
    expect(staff.get_by_role("option", name="Hussein Makhlouf")).to_have_count(0)  # the letters are answered
    expect(staff.get_by_role("option", name="Corinne Fleischer")).to_be_visible()
    # select2 hangs its list below the page, outside every landmark, which WCAG does not forbid.
    check_access(staff, widths=(1280,), rules={"region": {"enabled": False}})
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("combobox", name="Speaker: Corinne Fleischer")).to_be_focused()


def test_a_calendar_is_named_by_its_field_and_a_list_by_its_heading(staff: Page) -> None:
    staff.goto(PLACES["the form"])
    expect(staff.get_by_role("link", name="Choose a Date: Period start")).to_have_count(1)
    expect(staff.get_by_role("link", name="Choose a Date: Period end")).to_have_count(1)
    staff.goto(PLACES["the list"])
    expect(staff.get_by_role("table", name="Select claim to change")).to_have_count(1)


def test_two_versions_side_by_side_are_accessible(staff: Page) -> None:
    """What is added for it is deleted again, since other modules look at the lists."""
    made: list[str] = []
    for title, homes in (("First edition", "45"), ("Second edition", "49")):
        staff.goto("/admin/sources/source/add/")
        staff.get_by_label("Title:").fill(title)
        staff.locator("[name=publisher]").evaluate("box => box.append(new Option('', '1', true, true))")
        if made:
            earlier = made[0]
            staff.locator("[name=later_version_of]").evaluate(
                f"box => box.append(new Option('', '{earlier}', true, true))"
            )
        staff.locator("[name=published_on]").fill("2019-03-01")
        staff.locator("[name=text]").fill(f"In 2018, {homes} homes were restored.")
        staff.get_by_role("button", name="Save and continue editing").click()
        staff.locator(".messagelist .success").wait_for()
        made.append(staff.url.split("/")[-3])
    staff.goto(f"/admin/sources/source/{made[1]}/versions/")
    expect(staff.get_by_role("heading", name="Kept: 0")).to_be_visible()
    check_access(staff, widths=(360, 1280))
    for key in reversed(made):
        staff.goto(f"/admin/sources/source/{key}/delete/")
        staff.get_by_role("button", name="Yes, I’m sure").click()
        staff.locator(".messagelist .success").wait_for()
