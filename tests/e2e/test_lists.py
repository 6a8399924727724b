"""The lists in a real browser: narrowing, sorting, paging, choosing columns, downloading, ticking; with keys alone."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import check_access, looking

pytestmark = pytest.mark.e2e

CHOSEN = "/claims/?side=government&place=not-stated&sort=value"
EMPTY = "/claims/?q=zebra&side=un"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def facet(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name=name, exact=True).first


def tab_to(page: Page, wanted: Locator, *, most: int = 60) -> None:
    """Presses Tab until this has the focus, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached by {most} presses of Tab")


def test_a_list_is_narrowed_sorted_paged_and_cleared(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/claims/")
        expect(facet(page, "Side")).to_contain_text("United Nations 34")
        facet(page, "Side").get_by_role("link", name="Government").click()
        expect(page.locator("caption")).to_contain_text("78 claims where side is Government; shown here: 1 to 25")
        expect(facet(page, "Side").locator("[aria-current]")).to_have_text("Government 78")
        page.get_by_role("link", name="Next").click()
        expect(page.locator("caption")).to_contain_text("shown here: 26 to 50")
        page.get_by_role("link", name="100", exact=True).click()
        expect(page.locator("tbody tr")).to_have_count(78)
        page.get_by_role("columnheader", name="Figure").get_by_role("link").click()
        expect(page.get_by_role("columnheader", name="Figure")).to_have_attribute("aria-sort", "descending")
        assert asked(page) == {"side": ["government"], "per_page": ["100"], "sort": ["-value"]}
        page.get_by_role("link", name="Side: Government").click()
        expect(page.locator("caption")).to_contain_text("112 claims")
        assert asked(page) == {"per_page": ["100"], "sort": ["-value"]}


def test_a_facet_is_chosen_and_taken_away_with_the_keyboard(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/claims/")
        tab_to(page, facet(page, "Side").get_by_role("link", name="United Nations"))
        page.keyboard.press("Enter")
        expect(page.locator("caption")).to_contain_text("34 claims where side is United Nations")
        fold = page.locator("summary", has_text="Show all").first
        tab_to(page, fold)
        page.keyboard.press("Enter")
        expect(fold.locator("xpath=..").get_by_role("link").first).to_be_visible()
        page.get_by_role("link", name="Skip to the content").focus()
        tab_to(page, page.get_by_role("link", name="Skip to the rows"))
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Side: United Nations")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("caption")).to_contain_text("112 claims")


def test_the_form_keeps_what_was_chosen_by_links(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/claims/?side=un&columns=figure,quote")
        page.get_by_role("textbox", name="Words").fill("rukban")
        page.get_by_label("Sort by").select_option("value")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator("caption")).to_contain_text("where the words hold “rukban” and side is United Nations")
        assert asked(page)["columns"] == ["figure,quote"]


def test_columns_are_chosen_and_the_choice_outlives_a_sort(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/claims/?side=un")
        page.locator("summary", has_text="Columns").click()
        page.get_by_role("checkbox", name="Unit").uncheck()
        page.get_by_role("checkbox", name="In the words used").check()
        page.get_by_role("button", name="Show these columns").click()
        page.get_by_role("columnheader", name="In the words used").get_by_role("link").click()
        expect(page.get_by_role("columnheader", name="In the words used")).to_have_attribute("aria-sort", "ascending")
        expect(page.get_by_role("columnheader", name="Unit")).to_have_count(0)
        assert asked(page)["side"] == ["un"]


def test_the_rows_shown_and_all_rows_are_downloaded(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/claims/?side=un")
        page.locator("summary", has_text="Download").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download all 34 rows as CSV").click()
        rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
        assert len(rows) == 34
        assert {row["side"] for row in rows} == {"un"}
        with page.expect_download() as download:
            page.get_by_role("link", name="Download these 25 rows as XLSX").click()
        assert download.value.suggested_filename == "claims.xlsx"
        with download.value.path().open("rb") as file:
            assert openpyxl.load_workbook(file).worksheets[0].max_row == 26


def test_two_ticked_claims_are_sent_to_be_compared(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.route("**/compare/**", lambda route: route.fulfill(body="<title>here</title>", content_type="text/html"))
        page.goto("/claims/?q=2+million")
        for ref in ("C-47", "C-78"):
            page.get_by_role("checkbox", name=f"Tick {ref} to compare").check()
        page.get_by_role("button", name="Compare the two ticked").click()
        page.wait_for_url("**/compare/**")
        assert asked(page) == {"claims": ["C-47", "C-78"]}


def test_an_empty_list_leads_out_by_its_largest_way(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto(EMPTY)
        page.get_by_role("link", name="Drop “Words: zebra”").click()
        expect(page.locator("caption")).to_contain_text("34 claims where side is United Nations")


def test_on_a_phone_the_filters_wait_in_a_fold_and_without_scripts_all_works(browser: Browser, site: Site) -> None:
    with looking(browser, site, width=360, java_script_enabled=False) as page:
        page.goto("/findings/")
        verdicts = facet(page, "Verdict")
        expect(verdicts).not_to_be_visible()
        page.get_by_text("Filter and sort").first.click()
        verdicts.get_by_role("link", name="Figures differ").click()
        expect(page.locator("caption")).to_contain_text("findings where verdict is Figures differ")


@pytest.mark.parametrize("address", ["/claims/", "/findings/", "/sources/"])
def test_a_list_is_no_longer_than_its_foot_and_no_row_is_wider_than_a_phone(
    browser: Browser, site: Site, address: str
) -> None:
    with looking(browser, site) as page:
        page.goto(address)
        foot = (
            "document.documentElement.scrollHeight - scrollY - document.querySelector('footer').getBoundingClientRect()"
        )
        assert page.evaluate(f"{foot}.bottom") <= 1
        page.set_viewport_size({"width": 360, "height": 800})
        region = "document.querySelector('.scroll')"
        assert page.evaluate(f"{region}.scrollWidth - {region}.clientWidth") <= 0


@pytest.mark.parametrize("address", [CHOSEN, EMPTY, "/findings/?verdict=differs"])
def test_a_list_with_everything_open_is_accessible_and_at_400_percent_too(
    browser: Browser, site: Site, address: str
) -> None:
    with looking(browser, site) as page:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        check_access(page, widths=(320, 1280))  # 320: 1280 at 400 %


@pytest.mark.parametrize("address", ["/findings/", "/claims/", "/findings/F-12/"])
def test_on_paper_all_columns_fit_the_sheet_and_the_header_stands_above_them(
    browser: Browser, site: Site, address: str
) -> None:
    """A sheet has room for 700 px between its margins; what lies further right is cut off."""
    with looking(browser, site, width=700) as page:
        page.goto(address)
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") == 700
        expect(page.locator("thead").first).to_be_visible()
        headers = page.locator("thead").evaluate_all("heads => heads.map((head) => getComputedStyle(head).display)")
        assert set(headers) == {"table-header-group"}
        assert page.locator("tbody tr").first.evaluate("row => getComputedStyle(row).display") == "table-row"


def test_on_a_phone_no_table_of_the_method_is_cut_off_at_its_verdicts(browser: Browser, site: Site) -> None:
    with looking(browser, site, width=390) as page:
        page.goto("/method/")
        units = page.get_by_role("region", name="Figures of unlike units")
        assert units.evaluate("region => region.scrollWidth - region.clientWidth") <= 1
