"""`make screenshots [ARGS=name ...]`: every page, light and dark, wide and on a phone, into .data/screenshots/."""

import sys
import tempfile
from pathlib import Path

from apps.config.folders import BASE_DIR
from tests.e2e.serving import browsing, serving

PAGES = {
    "home": "/",
    "topics": "/topics/",
    "topic-returns": "/topics/returns-to-syria/",
    "topic-rukban": "/topics/rukban-camp/",
    "claims": "/claims/",
    "claims-nonsense": "/claims/?side=martian&from=2019-13-01&q=rukban",
    "claims-none": "/claims/?q=zebra",
    "claim": "/claims/C-47/",
    "claim-vague": "/claims/C-78/",
    "findings": "/findings/",
    "sources": "/sources/",
    "source": "/sources/joint-session-2019-07-24/",
    "missing": "/nowhere/",
}
WIDTHS = {"wide": 1280, "phone": 360}
FOLDER = BASE_DIR / ".data" / "screenshots"


def main(chosen: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="countercheck-") as data, serving(Path(data)) as address:
        with browsing() as browser:
            for theme in ("light", "dark"):
                for name, width in WIDTHS.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": 900},
                        color_scheme="dark" if theme == "dark" else "light",
                    )
                    page = context.new_page()
                    page.on("console", lambda message: print(f"{message.type}: {message.text[:200]}"))
                    for title, path in PAGES.items():
                        if chosen and title not in chosen:
                            continue
                        page.goto(address + path)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=FOLDER / f"{title}-{name}-{theme}.png", full_page=True)
                        across = page.evaluate("document.documentElement.scrollWidth")
                        if across > width:
                            print(f"{path} is {across} px wide on a screen of {width}")
                    context.close()
    print(f"Screenshots are in {FOLDER}.")


if __name__ == "__main__":
    main(sys.argv[1:])
