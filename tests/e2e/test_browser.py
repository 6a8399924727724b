"""The pages in a real browser, as a person uses them."""

import csv

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import looking, open_once_it_says, save, sign_in

pytestmark = pytest.mark.e2e


def test_from_the_first_page_to_the_arithmetic(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/")
        page.get_by_role("link", name="Returns to Syria").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Returns to Syria")
        page.locator(".matrix").get_by_role("link", name="Same number, different thing").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Same number, different thing")
        expect(page.get_by_role("heading", name="The arithmetic")).to_be_visible()
        page.get_by_role("link", name="Claim C-47").click()
        expect(page.locator("blockquote")).to_contain_text("More than 2 million refugees")


def test_a_claim_is_set_against_another_of_a_person_s_choosing(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/claims/C-84/")
        page.get_by_role("link", name="Compare C-84 with C-3").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Undecided")
        expect(page.get_by_role("row", name="Period not the same")).to_contain_text("cannot be told")
        page.get_by_label("One claim’s reference").fill("c-44")
        page.get_by_label("The other’s").fill("C-84")
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Figures differ")
        page.get_by_role("link", name="Figures differ").click()
        expect(page.get_by_text("Finding F-")).to_be_visible()


def test_the_chart_is_drawn_with_one_mark_a_figure(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/topics/returns-to-syria/")
        figure = page.locator("#intervals figure")
        figure.locator(".main-svg").first.wait_for()
        figure.get_by_text("The figures as a table").click()
        rows = figure.locator("details tbody tr").count()
        assert rows == 12
        assert figure.locator(".chart-plot .annotation").count() == 2 * rows


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
        details = page.locator("#intervals figure details")
        details.locator("summary").click()
        expect(details.get_by_role("cell", name="more than 1,851,424").first).to_be_visible()
        page.goto("/claims/?q=rukban")
        expect(page.locator("caption")).to_contain_text("11 claims")


def test_a_value_changed_in_the_admin_changes_the_finding(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        sign_in(page, site)
        for value, words in (("1_000", "319,274"), ("419,274", "419,274"), ("319,274", "319,274")):
            page.goto("/admin/claims/claim/44/change/")
            page.get_by_label("Value:", exact=True).fill(value)
            if "_" not in value:  # the words and the quote go with the number, or the form would ask about them
                quote, said = page.get_by_label("Quote:"), page.get_by_label("Figure as said:")
                quote.fill(quote.input_value().replace(said.input_value(), value))
                said.fill(value)
            save(page, refused="_" in value)
            if "_" in value:
                expect(page.get_by_label("Value:", exact=True)).to_have_value("1_000")
            open_once_it_says(page, "/findings/?claim=C-44", words)
            expect(page.get_by_role("row").filter(has_text="41,570").first).to_contain_text(words)


def test_a_chart_without_a_file_of_its_own_is_saved_as_the_table_beside_it(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/compare/?claims=C-44,C-84")
        with page.expect_download() as saved:
            page.get_by_role("button", name="CSV").click()
        with saved.value.path().open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        head, *figures = rows[: rows.index([])]
        title, source, made = (row[0] for row in rows[rows.index([]) + 1 :])
        assert [row[head.index("Figure")] for row in figures] == ["> 319,274", "41,570"]
        assert title == page.locator("figure h3").inner_text()
        assert source.startswith("Source: Hussein Makhlouf")
        assert made.endswith("/compare/?claims=C-44,C-84")
