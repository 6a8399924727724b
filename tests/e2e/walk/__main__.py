"""`make walk [WALK=file]`: enters a briefing whole in a real browser, and says what each claim cost the clerk.

The text is not part of the repository; `briefing.csv` says claim by claim what it says, `findings.csv` what follows.
Code lists and speakers are there beforehand; documents, claims and breakdowns are entered by hand. Fails where a picker
took another record, a number stands beside its words, a form warns of what is right, or a finding is not one of the
expected.
"""

import sys
import tempfile
from pathlib import Path

from tests.e2e.walk.clerk import Clerk
from tests.e2e.walk.expected import (
    FOLDER,
    download,
    enter_breakdowns,
    enter_claims,
    enter_source,
    misread,
    read,
    report,
    wait_for_findings,
)
from tests.serving import browsing, manage, serving

SOURCES = ("auravia-briefing", "auravia-correction")
CORRECTION = "Correction issued"  # where the second document begins


def main(text: str) -> None:
    rows, expected = read("briefing.csv"), {(r["rule"], r["verdict"], r["claims"]) for r in read("findings.csv")}
    with tempfile.TemporaryDirectory(prefix="countercheck-") as folder:
        data = Path(folder)
        with serving(data) as address, browsing() as browser:
            manage(data, "loaddata", *(str(FOLDER / name) for name in ("codes.yaml", "people.yaml")))
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
            wrong = list(misread(rows, refs, download(page, "/claims.csv?corrections=all")))
            found = wait_for_findings(page, refs, expected)
    for efforts, noun in ((before, "documents"), (clerk, "claims"), (after, "breakdowns")):
        print(report(efforts.efforts, noun))
    print(f"{len(found)} findings: {len(found - expected)} not expected, {len(expected - found)} missing.")
    wrong += [f"not expected: {each}" for each in found - expected] + [f"missing: {each}" for each in expected - found]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text(encoding="utf-8"))
