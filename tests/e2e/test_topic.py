"""The topic page in a real browser: the table turned, the charts drawn, saved, printed, and the keyboard alone."""

import base64
import csv
import io
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Site
from tests.e2e.looking import check_access, looking, until

pytestmark = pytest.mark.e2e

RETURNS = "/topics/returns-to-syria/"
# How dark the band of a picture between two heights is: the number of its pixels that are nearly black.
DARK = """
async ([data, from, to]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const top = Math.round(from * image.height), height = Math.round(to * image.height) - top;
  const pixels = context.getImageData(0, top, image.width, height).data;
  let dark = 0;
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i] + pixels[i + 1] + pixels[i + 2] < 330) dark += 1;
  return [image.width, image.height, dark];
}
"""


def opened(page: Page, query: str = "") -> None:
    """The page with all its charts drawn."""
    page.goto(RETURNS + query)
    for plot in page.locator("[data-chart]").all():
        plot.locator(".main-svg").first.wait_for()


def saved(page: Page, figure: Locator, form: str) -> bytes:
    with page.expect_download() as download:
        figure.get_by_role("button", name=form).click()
    assert download.value.suggested_filename.endswith(f".{form.lower()}")
    return download.value.path().read_bytes()


# The page as it opens is looked at everywhere by test_every_page.py.
@pytest.mark.parametrize(
    ("query", "width"), [("?by=place&parts=C-79-place&over=C-83", 768), ("?by=period&rows=all&chart=all", 360)]
)
def test_a_page_with_all_open_is_accessible(browser: Browser, site: Site, query: str, width: int) -> None:
    with looking(browser, site) as page:
        opened(page, query)
        for details in page.locator("main details").all():
            details.evaluate("(details) => (details.open = true)")
        check_access(page, widths=(width,))


def test_at_four_times_the_size_nothing_is_lost(browser: Browser, site: Site) -> None:
    with looking(browser, site, width=320) as page:
        opened(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        for figure in page.locator("figure.chart").all():
            expect(figure.get_by_role("heading")).to_be_visible()
            box = figure.locator(".main-svg").first.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= 320


def test_the_table_is_turned_by_place_and_a_finding_opened(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        opened(page)
        page.get_by_role("navigation", name="Rows by").get_by_role("link", name="place", exact=True).click()
        expect(page).to_have_url(f"{site.address}{RETURNS}?by=place#side-by-side")
        expect(page.locator(".matrix .band").first).to_contain_text("Syria")
        page.get_by_role("link", name="Show all 30 lines").click()
        expect(page.get_by_role("rowheader", name="Rural Damascus")).to_be_visible()
        page.locator(".matrix").get_by_role("link", name="Figures differ").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Figures differ")


def test_a_cell_with_several_claims_leads_to_all_of_them(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        opened(page)
        row = page.get_by_role("row").filter(has_text="56,000").first
        behind = row.locator(".more").get_by_text("just over 55,500")
        expect(behind).to_be_hidden()
        row.get_by_text("+1").click()
        behind.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("just over 55,500")


def test_open_ends_are_arrows_and_what_is_not_broken_down_is_hatched(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        opened(page, "?parts=C-79-place")
        symbols = page.locator("#intervals [data-chart]").evaluate(
            "(plot) => plot.data.flatMap((trace) => trace.marker?.symbol ?? [])"
        )
        assert "triangle-right" in symbols
        assert page.locator("#parts .main-svg pattern").count() == 1
        expect(page.locator("#parts .annotation").filter(has_text="not broken down: 47,500")).to_have_count(1)
        page.get_by_role("navigation", name="Breakdown").get_by_role("link", name="by period").click()
        expect(page.locator("#parts h3")).to_contain_text("3 parts by period")


def test_a_chart_can_be_saved_with_what_it_shows_written_in_it(browser: Browser, site: Site) -> None:
    with looking(browser, site, color_scheme="dark") as page:
        opened(page, "?parts=C-79-place")
        for figure in page.locator("figure.chart").all():
            title = figure.get_by_role("heading").inner_text()
            root = ET.fromstring(saved(page, figure, "SVG"))
            text = " ".join(" ".join(root.itertext()).split())
            assert title in text
            assert "Source: " in text
            assert "Corinne Fleischer (UN)" in text
            assert "Session of the joint coordination headquarters" in text
            assert f"{datetime.now(UTC).year} ·" in text
            assert f"{site.address}{RETURNS}?parts=C-79-place" in text
            assert b"rgb(244, 106, 37)" in saved(page, figure, "SVG"), "the colours of the light theme"
            picture = base64.b64encode(saved(page, figure, "PNG")).decode()
            width, height, _ = page.evaluate(DARK, [picture, 0, 1])
            assert width == 1920
            for start, end in ((0, 80 / height), (1 - 110 / height, 1)):
                assert page.evaluate(DARK, [picture, start, end])[2] > 300, "title above, source and address below"


def test_the_rows_of_a_chart_can_be_had_without_scripts(browser: Browser, site: Site) -> None:
    with looking(browser, site, java_script_enabled=False) as page:
        page.goto(f"{RETURNS}?parts=C-79-place")
        expect(page.get_by_role("button", name="PNG")).to_have_count(0)
        expect(page.locator("#parts").get_by_role("cell", name="Part: Aleppo")).to_be_visible()
        with page.expect_download() as download:
            page.locator("#parts").get_by_role("link", name="CSV").click()
        rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
        assert [row["figure_as_said"] for row in rows] == ["674,000", "445,000", "88,000", "47,000", "32,000", "14,500"]
        page.get_by_text("Cite").click()
        expect(page.get_by_text(f"{site.address}{RETURNS}?parts=C-79-place (accessed")).to_be_visible()


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        opened(page)
        wanted = page.evaluate(
            """() => {
              const controls = document.querySelectorAll("main :is(a[href], button, summary, [tabindex='0'])");
              const seen = [...controls].filter((c) => c.checkVisibility());
              seen.forEach((control, index) => (control.dataset.control = index));
              return seen.length;
            }"""
        )
        page.locator("main").focus()
        reached = set()
        for _ in range(wanted + 5):
            page.keyboard.press("Tab")
            control, outline = page.evaluate(
                "[document.activeElement.dataset.control, getComputedStyle(document.activeElement).outlineStyle]"
            )
            if control is not None:
                reached.add(int(control))
                assert outline != "none"
        assert reached == set(range(wanted))


def test_the_menus_open_with_the_keyboard(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        opened(page)
        page.locator("summary").filter(has_text="Download").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Claims as CSV", exact=True)).to_be_focused()
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename == "returns-to-syria.csv"


def test_another_theme_draws_every_chart_again(browser: Browser, site: Site) -> None:
    colours = """() => [...document.querySelectorAll("[data-chart]")].map((plot) =>
        plot.layout.font.color + plot.data.map((trace) => trace.marker?.color ?? trace.line?.color).join())"""
    with looking(browser, site, color_scheme="light") as page:
        opened(page)
        light = page.evaluate(colours)
        page.emulate_media(color_scheme="dark")
        until(page, f"({colours})()[0] !== {light[0]!r}")
        dark = page.evaluate(colours)
        assert len(dark) == 3
        assert all(one != other for one, other in zip(light, dark, strict=True))


def test_on_paper_the_charts_are_light_and_fit(browser: Browser, site: Site) -> None:
    with looking(browser, site, color_scheme="dark") as page:
        opened(page)
        page.emulate_media(media="print", color_scheme="dark")
        until(page, "document.querySelector('[data-chart]').layout.width === 660")
        ink = page.evaluate("[...document.querySelectorAll('[data-chart]')].map((plot) => plot.layout.font.color)")
        assert ink == ["rgb(28, 27, 26)"] * 3
        expect(page.locator("#intervals .main-svg").first).to_be_visible()
        expect(page.locator("#intervals").get_by_role("button", name="PNG")).to_be_hidden()
        expect(page.locator(".matrix").get_by_role("link", name="56,000")).to_be_visible()
        assert len(page.pdf(format="A4")) > 20_000
        page.emulate_media(media="screen", color_scheme="dark")
        until(page, "document.querySelector('[data-chart]').layout.width > 800")


def test_on_a_phone_the_table_is_cards_and_no_reference_is_parted(browser: Browser, site: Site) -> None:
    with looking(browser, site, width=360) as page:
        opened(page, "?rows=all")
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        beyond = "[...document.querySelectorAll('.scroll')].map((one) => one.scrollWidth - one.clientWidth)"
        assert max(page.evaluate(beyond)) <= 1
        label = page.locator(".matrix td:not(.blank)[data-label]").first
        assert "Government" in label.evaluate("cell => getComputedStyle(cell, '::before').content")
        lines = page.evaluate("[...document.querySelectorAll('.ref')].map((ref) => ref.getClientRects().length)")
        assert max(lines) == 1


@pytest.mark.parametrize("topic", [RETURNS, "/topics/rukban-camp/"])
def test_both_sides_and_the_verdict_stand_on_paper(browser: Browser, site: Site, topic: str) -> None:
    """A sheet of A4 has room for 700 px between its margins; what lies further right is cut off."""
    with looking(browser, site, width=700) as page:
        page.goto(topic)
        columns = page.locator(".matrix thead tr:last-child th").count() + 2
        page.emulate_media(media="print")
        shown = page.evaluate(
            """() => [...document.querySelectorAll(".matrix tbody tr:not(.band)")]
              .map((row) => [...row.cells].filter((cell) => cell.checkVisibility()).map((cell) => ({
                right: cell.getBoundingClientRect().right, width: cell.getBoundingClientRect().width,
                over: cell.scrollWidth - cell.clientWidth })))"""
        )
        assert len(shown) >= 10
        for row in shown:
            assert len(row) == columns, "what nobody reported has its place too"
            assert all(cell["right"] <= 700 and cell["width"] > 40 and cell["over"] <= 1 for cell in row)
        verdicts = page.locator(".matrix .verdict")
        assert verdicts.count() > 2
        assert all(verdict.is_visible() for verdict in verdicts.all())


def test_on_paper_the_table_repeats_its_header_and_says_where_each_figure_is_from(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        opened(page, "?rows=all")
        sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert sum("Makhlouf" in sheet and "Verdict" in sheet for sheet in sheets) > 2
    assert any("C-47: Faisal Mekdad (MFA, SY) · said on 24 Jul 2019" in sheet for sheet in sheets)
