"""Entering claims in a real browser: pickers take what was meant."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import Site
from tests.e2e.from_text import walk
from tests.e2e.looking import check_access, looking, sign_in
from tests.e2e.walk.clerk import Clerk
from tests.e2e.walk.expected import FOLDER, enter_breakdowns, enter_claims, enter_source, read, report

pytestmark = pytest.mark.e2e


@pytest.fixture
def staff(browser: Browser, site: Site) -> Iterator[Page]:
    with looking(browser, site) as page:
        sign_in(page, site)
        yield page


def type_into(page: Page, field: str, typed: str) -> None:
    page.locator(f".fieldBox.field-{field} .select2-selection").click()
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


# The answer to no letter at all, when letters were typed already and what answers them was not asked for yet.
LATE = """(entry) => django.jQuery("#id_place").data("select2")
  .trigger("results:all", { data: { results: [entry] }, query: {} })"""


def test_enter_takes_nothing_of_the_list_with_which_the_box_was_opened(staff: Page) -> None:
    """It may come while more is typed; then a list stands there and nothing says that it answers no letter at all."""
    staff.goto("/admin/claims/claim/add/")
    asked: list[Route] = []
    staff.route("**/autocomplete/**", lambda route: asked.append(route))
    staff.locator(".fieldBox.field-place .select2-selection").click()
    staff.locator(".select2-search__field:focus").wait_for()
    staff.keyboard.insert_text("Syria")
    staff.evaluate(LATE, {"id": "1", "text": "Al-Hasakeh"})
    expect(staff.get_by_role("option", name="Al-Hasakeh")).to_be_visible()
    staff.keyboard.press("Enter")
    expect(staff.locator("#id_place")).to_have_value("")
    while not any("term=Syria" in route.request.url for route in asked):
        staff.wait_for_timeout(20)
    asked[-1].continue_()
    expect(staff.get_by_role("option", name="Syria", exact=True)).to_be_visible()
    staff.keyboard.press("Enter")
    expect(staff.locator(".fieldBox.field-place .taken")).to_contain_text("Typed “Syria”, taken: Syria")


def test_what_is_chosen_already_does_not_stand_in_the_way(staff: Page) -> None:
    staff.goto("/admin/claims/claim/add/")
    for typed in ("North-West Syria", "Syria"):
        staff.locator(".fieldBox.field-place .select2-selection").click()
        staff.locator(".select2-search__field:focus").wait_for()
        staff.keyboard.type(typed)
        expect(staff.locator(".select2-results .loading-results")).to_have_count(0)
        staff.keyboard.press("Enter")
    expect(staff.locator("#select2-id_place-container")).to_have_attribute("title", "Syria")
    expect(staff.locator(".fieldBox.field-place .taken")).to_contain_text("Typed “Syria”, taken: Syria")


def test_a_pointer_that_rests_where_a_list_opens_chooses_nothing_of_it(staff: Page) -> None:
    """A browser says that what opened below the pointer was entered, although nobody moved; when, is its own matter."""
    staff.goto("/admin/claims/claim/add/")
    staff.mouse.move(500, 300)
    staff.locator(".fieldBox.field-place [role=combobox]").focus()
    staff.keyboard.press("Enter")
    staff.locator(".select2-search__field:focus").wait_for()
    staff.keyboard.type("SYR")
    last = staff.locator(".select2-results__option").last
    expect(last).to_have_text("Not in the list? Add “SYR” …")
    last.dispatch_event("mouseover", {"clientX": 500, "clientY": 300, "bubbles": True})
    staff.keyboard.press("Enter")
    expect(staff.locator(".fieldBox.field-place .taken")).to_contain_text("Typed “SYR”, taken: Syria")


def test_what_a_picker_does_not_find_is_added_from_it_and_nothing_typed_is_lost(staff: Page) -> None:
    staff.goto("/admin/claims/claim/add/")
    staff.locator("#id_quote").fill("1,284 schools")
    type_into(staff, "place", "Kestria")
    expect(staff.get_by_role("option", name="Not in the list? Add “Kestria”")).to_be_visible()
    with staff.expect_popup() as opened:
        staff.keyboard.press("Enter")
    expect(opened.value.locator("#id_name")).to_have_value("Kestria")
    opened.value.locator("#id_definition").fill("An invented country.")
    opened.value.locator("#id_kind").select_option("country")
    opened.value.get_by_role("button", name="Save").click()
    expect(staff.locator("#id_place option:checked")).to_have_text("Kestria")
    expect(staff.locator("#id_quote")).to_have_value("1,284 schools")


def test_a_short_text_is_entered_whole_without_a_wrong_pick_or_number(staff: Page) -> None:
    """`make walk` does it with a long one. The claims stay drafts, which no other page shows."""
    rows, text, clerk = read("short.csv"), (FOLDER / "short.txt").read_text(encoding="utf-8"), Clerk(staff)
    enter_source(clerk, title="Walk short", publisher="United Nations", day="2019-08-05", text=text)
    refs = enter_claims(clerk, rows)
    enter_breakdowns(clerk, rows, refs)
    assert len(set(refs.values())) == len(rows)
    claims = [effort for effort in clerk.efforts if effort.label in refs]
    assert max(effort.clicks for effort in claims) <= 23, report(claims, "claims")
    for row in rows:
        staff.goto(f"/admin/claims/claim/{refs[row['ref']].removeprefix('C-')}/change/")
        shown = staff.locator(".fieldBox.field-speaker .select2-selection__rendered").inner_text()
        assert shown.strip("× \n") == row["speaker"]
        stands = {name: staff.locator(f"#id_{name}").input_value() for name in ("value", "value_high", "quote")}
        assert stands == {name: row[name] for name in stands}


def test_a_pasted_text_becomes_claims_by_a_few_keys_each_and_the_last_step_is_taken_back(staff: Page) -> None:
    hands = walk(staff)
    print(hands.say(8))
    expect(staff.locator(".standing")).to_contain_text("0 open, 8 accepted")
    assert hands.clicks + hands.keys < 8 * 15
    staff.get_by_role("link", name="310 km of roads").click()  # what one word tells waits, and is accepted last
    staff.locator("[data-text]:focus").wait_for()
    staff.keyboard.press("u")
    expect(staff.locator(".standing")).to_contain_text("1 open, 7 accepted")
    staff.locator(".field-indicator [data-digit]").first.click()
    expect(staff.locator("[data-foreseen]")).to_contain_text("Once it is published")
    check_access(staff)
