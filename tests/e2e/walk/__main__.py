"""`make walk [WALK=file]`: enters a briefing whole in a real browser, and says what each claim cost the clerk.

The text is not part of the repository; `briefing.csv` says claim by claim what it says, `findings.csv` what follows.
Code lists and speakers are there beforehand; documents, claims and breakdowns are entered by hand. Fails where a picker
took another record, a number stands beside its words, a form warns of what is right, or a finding is not one of the
expected.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from apps.config.folders import BASE_DIR
from apps.exchange.cells import put_back, unguard
from tests.e2e.walk.clerk import Clerk
from tests.e2e.walk.expected import (
    FOLDER,
    Row,
    enter_breakdowns,
    enter_claims,
    enter_source,
    found_between,
    misread,
    read,
    report,
)
from tests.serving import browsing, serving

SOURCES = ("auravia-briefing", "auravia-correction")
CORRECTION = "Correction issued"  # where the second document begins
PATIENCE = 120  # seconds


def main(text: str) -> None:
    rows, expected = read("briefing.csv"), {(r["rule"], r["verdict"], r["claims"]) for r in read("findings.csv")}
    with tempfile.TemporaryDirectory(prefix="countercheck-") as folder:
        data = Path(folder)
        with serving(data) as address, browsing() as browser:
            _load(data)
            page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}).new_page()
            page.goto("/admin/")
            page.locator("#id_username").fill("demo")
            page.locator("#id_password").fill((data / "demo-password").read_text(encoding="ascii"))
            page.locator("[type=submit]").click()
            said, corrected = text[: text.index(CORRECTION)], text[text.index(CORRECTION) :]
            before, clerk, after = Clerk(page), Clerk(page), Clerk(page)
            publisher = "Ministry of Health of Auravia"
            enter_source(before, title="Auravia briefing", publisher=publisher, day="2024-03-14", text=said)
            enter_source(before, title="Auravia correction", publisher=publisher, day="2024-03-15", text=corrected)
            refs = enter_claims(clerk, rows)
            enter_breakdowns(after, rows, refs)
            wrong = list(misread(rows, refs, _download(page, "/claims.csv?corrections=all")))
            found = _wait_for(page, refs, expected)
    for efforts, noun in ((before, "documents"), (clerk, "claims"), (after, "breakdowns")):
        print(report(efforts.efforts, noun))
    print(f"{len(found)} findings: {len(found - expected)} not expected, {len(expected - found)} missing.")
    wrong += [f"not expected: {each}" for each in found - expected] + [f"missing: {each}" for each in expected - found]
    if wrong:
        sys.exit("\n".join(wrong))


def _load(data: Path) -> None:
    """The code lists and speakers, beside those that are there already."""
    files = [str(FOLDER / name) for name in ("codes.yaml", "people.yaml")]
    environment = os.environ | {"COUNTERCHECK_DATA": str(data)}
    subprocess.run([sys.executable, "manage.py", "loaddata", *files], cwd=BASE_DIR, env=environment, check=True)


def _download(page: Page, address: str) -> list[Row]:
    rows = csv.DictReader(io.StringIO(page.request.get(address).text()))
    return [{name: unguard(put_back(cell)) for name, cell in row.items()} for row in rows]


def _wait_for(page: Page, refs: dict[str, str], expected: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """The findings, once the expected ones are there or nothing is left to be reconciled."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = found_between(refs, _download(page, "/findings.csv"))
        if found >= expected or time.monotonic() > deadline:
            return found
        time.sleep(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text(encoding="utf-8"))
