"""Every kind of page: accessible at every width and in both themes, quiet, whole without scripts, and light."""

import csv
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from apps.config.folders import BASE_DIR
from tests.e2e.conftest import Site
from tests.e2e.looking import PLACES, check_access, looking, open_page, sign_in, until

pytestmark = pytest.mark.e2e

STORY = BASE_DIR / "fixtures" / "stories" / "joint-session-2019-07-24" / "claims.csv"
HAS_CHART = dict.fromkeys(("topic-returns", "compare"), True)
HAS_CHART |= dict.fromkeys(("home", "claims", "claim", "findings", "sources", "source"), False)
ZOOMED = {"width": 320, "height": 256}  # a screen of 1280 by 1024 at 400 %

# What is said on the page: its words without the drawings, and what every figure carries with it.
FACTS = """() => {
  const main = document.querySelector("main").cloneNode(true);
  for (const drawn of main.querySelectorAll("script, svg, .chart-plot, .tip")) drawn.remove();
  const carried = [...main.querySelectorAll(".figure")].map((f) => f.dataset.tip || f.title || "");
  return [main.textContent.replace(/\\s+/g, " ").trim(), ...carried];
}"""

# What stands outside the screen, or is cut off by its own box, unless it lies in a region made for scrolling.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".scroll, .visually-hidden, .skip, svg"))
  .filter((e) => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (!box.width || !box.height) return false;
    const hides = style.overflowX !== "visible" && !e.matches("input, select, .chart-plot, .drawing");
    return box.right > innerWidth + 1 || box.left < -1 || (hides && e.scrollWidth > e.clientWidth + 1);
  })
  .map((e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture(scope="module", autouse=True)
def text_of_the_source(browser: Browser, site: Site) -> Iterator[None]:
    """A text made of the story's quotes is stored, so that the page of a source has all there is to it; then taken out.

    Other modules change quotes, and a quote that is not in the stored text is asked about.
    """
    with STORY.open(encoding="utf-8") as file:
        quotes = [claim["quote"] for claim in csv.DictReader(file)]
    with looking(browser, site) as page:
        sign_in(page, site)
        store_text(page, "\n\n".join(f"Somebody said: {quote}, and so on." for quote in quotes[:-1]))
        yield
        store_text(page, "")


def store_text(page: Page, text: str) -> None:
    page.goto("/admin/sources/source/1/change/")
    page.get_by_label("Text:").fill(text)
    page.get_by_role("button", name="Save", exact=True).first.click()
    # A text that claims or proposals hang on is asked about first.
    question, saved = page.get_by_role("button", name="Save this text"), page.locator(".messagelist .success").first
    question.or_(saved).first.wait_for()
    if question.count():
        question.click()
        saved.wait_for()


@pytest.fixture(scope="module", params=PLACES)
def opened(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[tuple[str, Page]]:
    """Each page by its name, opened once for all that is held against it; as it was opened for the first of these."""
    with looking(browser, site) as page:
        open_page(page, PLACES[request.param])
        yield request.param, page


def test_without_scripts_a_page_says_the_same_and_the_charts_script_comes_with_a_chart_only(
    browser: Browser, site: Site, opened: tuple[str, Page]
) -> None:
    name, page = opened
    with looking(browser, site, java_script_enabled=False) as plain:
        plain.goto(PLACES[name])
        said = plain.evaluate(FACTS)
        has_chart = plain.locator("[data-chart]").count() > 0
        assert (plain.locator("script[src*='plotly']").count() > 0) == has_chart
    assert len(said[0]) > 40
    assert page.evaluate(FACTS) == said
    assert has_chart == HAS_CHART.get(name, has_chart)


def test_a_page_is_accessible_at_every_width_in_both_themes(opened: tuple[str, Page]) -> None:
    _, page = opened
    check_access(page)
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    until(page, f"({CUT_OFF})().length === 0")  # a chart is drawn anew a moment after the screen changed


def test_what_a_page_loads_is_compressed_and_kept_for_ever(site: Site) -> None:
    with urllib.request.urlopen(f"{site.address}/topics/returns-to-syria/") as answer:
        html = answer.read().decode()
    files = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', html)
    assert any("plotly.min" in file for file in files)
    for file in files:
        request = urllib.request.Request(f"{site.address}{file}", headers={"Accept-Encoding": "br, gzip"})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
            assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable", file
            assert answer.headers["Content-Encoding"] == "br" or len(body) < 1_000, file
            assert "Accept-Encoding" in (answer.headers["Vary"] or "") or len(body) < 1_000, file
            assert len(body) < 1_500_000, file
            assert re.search(r"\.[0-9a-f]{12}\.(?:js|css)$", file), "the name holds the checksum of what is kept"


def focused(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
        return { name: e.tagName + " " + e.textContent.trim().slice(0, 30), line: s.outlineStyle,
                 width: parseFloat(s.outlineWidth), shown: b.bottom > 0 && b.top < innerHeight && b.right > 0 } }"""
    )
    return found


@pytest.mark.parametrize("name", ["home", "claim", "compare"])
def test_wherever_the_keyboard_is_one_sees_it(browser: Browser, site: Site, name: str) -> None:
    with looking(browser, site) as page:
        open_page(page, PLACES[name])
        seen = set()
        for _ in range(30):
            page.keyboard.press("Tab")
            here = focused(page)
            if here["name"].startswith("BODY"):
                break  # past the last stop the keyboard is the browser's
            assert here["line"] != "none", here
            assert here["width"] >= 2, here
            assert here["shown"], here
            seen.add(here["name"])
        assert len(seen) > 15


def test_a_figure_of_a_text_and_its_place_in_it_lead_to_each_other(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto(PLACES["source"])
        page.get_by_role("link", name="C-47 in the text").click()
        anchor = page.locator("#C-47")
        expect(anchor).to_be_in_viewport()
        anchor.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("2 million")
        page.get_by_role("link", name="Read on in the text").click()
        expect(anchor).to_be_in_viewport()
        expect(page.locator(".notice")).to_contain_text("1 quote does not stand in the text")
        assert page.locator("mark").count() >= 111


def test_what_is_cut_off_at_a_zoom_of_400_percent_would_be_seen(browser: Browser, site: Site) -> None:
    with looking(browser, site) as page:
        page.goto("/topics/")
        page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
        page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(90)")
        assert page.evaluate(CUT_OFF) == []
        page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
        page.evaluate("document.querySelector('main').style.overflowX = 'hidden'")
        assert len(page.evaluate(CUT_OFF)) >= 1
