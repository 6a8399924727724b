"""Where a browser puts the words of a chart: measured, letter by letter and box by box."""

import csv
import io
from contextlib import closing
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from apps.compare.charts import Chart, build_interval_chart, build_timeline, find_series
from apps.exchange.cells import guard, unguard
from tests.compare.factories import make_row
from tests.e2e.conftest import Site
from tests.e2e.looking import looking, open_page

pytestmark = pytest.mark.e2e

# Where each of these letters of a label begins, from the left: an SVG knows it of every letter.
PLACES = """([text, letters]) => {
  const label = [...document.querySelectorAll("text")].find((found) => found.textContent.includes(text));
  return letters.map((letter) => label.getExtentOfChar(label.textContent.indexOf(letter)).x);
}"""


def show(page: Page, chart: Chart | None) -> None:
    """A page of the site that holds this chart and nothing else; no row of the database is needed for it."""
    head = render_to_string("includes/_chart_head.html")
    figure = render_to_string("includes/_chart.html", {"chart": chart, "id": "chart", "data_id": "data"})
    scripts = render_to_string("includes/_chart_scripts.html")
    page.route(
        "**/chart/",
        lambda route: route.fulfill(
            body=f"<!DOCTYPE html>{head}{figure}{scripts}", content_type="text/html; charset=utf-8"
        ),
    )
    open_page(page, "/chart/")


def saved(page: Page, form: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=form).click()
    return download.value.path().read_text(encoding="utf-8-sig")


def test_more_than_stays_more_than_beside_an_arabic_name(browser: Browser, site: Site) -> None:
    row = make_row("1,234", by="محمد الخطيب", qualifier="more_than")
    label = ["\u2069: >", ["●", "ط", ":", ">", "1", "4"]]
    with looking(browser, site) as page:
        title = f"{row.short_name} > 1,234 {row.unit}, others 9,876"
        show(page, build_interval_chart([row, make_row("9,876")], title=title))
        assert page.evaluate(PLACES, label) == sorted(page.evaluate(PLACES, label))
        picture, table = saved(page, "SVG"), saved(page, "CSV")
    assert row.short_name in table
    with closing(browser.new_page()) as alone:  # the site's policy is not the picture's
        alone.set_content(picture)  # of which a PNG is painted
        for text, letters in (label, ["others", ["ط", ">", "1", "4", "o"]], ["Source", ["S", "خ", "(", "I"]]):
            places = alone.evaluate(PLACES, [text, letters])
            assert places == sorted(places), text


def test_no_cell_of_a_saved_table_runs(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        show(page, build_interval_chart([make_row("9,876", by="=1+1", population="a;=1+1")], title="@SUM(1)"))
        cells = [cell for line in csv.reader(io.StringIO(saved(page, "CSV"))) for cell in line]
    assert {"'=1+1", "'@SUM(1)"} <= set(cells)
    assert any("a;'=1+1" in cell for cell in cells)
    assert all(guard(unguard(cell)) == cell for cell in cells if "1+1" in cell or "@" in cell)


BOXES = """() => [...document.querySelectorAll(".annotation-text")].map((label) => label.getBoundingClientRect())
  .map(({ left, right, top, bottom }) => [left, right, top, bottom])"""


@pytest.mark.parametrize("width", [360, 1280])
def test_labels_of_close_dates_never_overprint(browser: Browser, site: Site, width: int) -> None:
    start = date(2024, 6, 1)
    rows = [
        make_row(f"{100_000 + 997 * day:,}", by=by, period_end=start + timedelta(days=day), is_cumulative=True)
        for day, by in [(0, "Mekdad"), (1, "Mekdad"), (2, "Mizintsev"), (2, "Fleischer"), (3, "Mekdad"), (90, "Mekdad")]
    ]
    (series,) = find_series(rows)
    with looking(browser, site, width=width) as page:
        show(page, build_timeline(series))
        boxes = page.evaluate(BOXES)
        assert len(boxes) >= 3, "the latest of each speaker at least"
        for one, other in combinations(boxes, 2):
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, (one, other)
        assert all(0 <= left < right <= width and top >= 0 for left, right, top, _ in boxes)


@pytest.mark.parametrize(("width", "is_whole"), [(360, False), (1280, True)])
def test_a_place_is_cut_only_where_there_is_no_room_for_it(
    browser: Browser, site: Site, width: int, *, is_whole: bool
) -> None:
    place = "North-West Syria, government-held areas"
    with looking(browser, site, width=width) as page:
        show(page, build_interval_chart([make_row(place=place), make_row("9,876")], title="A title"))
        words = page.locator(".annotation-text").evaluate_all("all => all.map((label) => label.textContent)")
        assert any(place in said for said in words) == is_whole
        assert any("…" in said for said in words) != is_whole
        boxes = page.evaluate(BOXES)
        assert all(0 <= left < right <= width for left, right, _, _ in boxes)
