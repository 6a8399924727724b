"""`make screenshots [ARGS="name ..."]`: every page, light and dark, wide and on a phone, into .data/screenshots/."""

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from apps.config.folders import BASE_DIR
from tests.serving import browsing, serving

PAGES = {
    "home": "/",
    "topics": "/topics/",
    "topic-returns": "/topics/returns-to-syria/",
    "topic-rukban": "/topics/rukban-camp/",
    "claims": "/claims/",
    "claims-nonsense": "/claims/?side=martian&from=2019-13-01&q=rukban",
    "claims-chosen": "/claims/?side=government&place=not-stated&q=refugees&sort=value&columns=figure,quote,strict",
    "claims-none": "/claims/?q=zebra&side=un",
    "claim": "/claims/C-47/",
    "compare": "/compare/?claims=C-44,C-84",
    "compare-apart": "/compare/?claims=C-8,C-41",
    "compare-three": "/compare/?claims=C-3,C-47,C-84",
    "compare-none": "/compare/",
    "findings": "/findings/",
    "finding-sum": "/findings/F-4/",
    "finding-share": "/findings/F-8/",
    "finding-plan": "/findings/F-10/",
    "finding-direct": "/findings/F-12/",
    "finding-assembled": "/findings/F-17/",
    "finding-undecided": "/findings/F-18/",
    "finding-lookalike": "/findings/F-21/",
    "sources": "/sources/",
    "source": "/sources/joint-session-2019-07-24/",
    "method": "/method/",
    "missing": "/nowhere/",
}
WIDTHS = {"wide": 1280, "phone": 360}
FOLDER = BASE_DIR / ".data" / "screenshots"


def main(chosen: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = {name: path for name, path in PAGES.items() if not chosen or name in chosen}
    with tempfile.TemporaryDirectory(prefix="countercheck-") as data, serving(Path(data)) as address, browsing() as b:
        for theme, screen in product(("light", "dark"), WIDTHS):
            _take(b, address, pages, theme=theme, screen=screen)
    print(f"Screenshots are in {FOLDER}.")


def _take(browser: Browser, address: str, pages: dict[str, str], *, theme: str, screen: str) -> None:
    width = WIDTHS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = context.new_page()
    page.on("console", lambda message: print(f"{message.type}: {message.text[:200]}"))
    for name, path in pages.items():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{name}-{screen}-{theme}.png", full_page=True)
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > width:
            print(f"{path} is {across} px wide on a screen of {width}")
    context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
