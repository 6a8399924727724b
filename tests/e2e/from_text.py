"""A text of our own, from paste to what its figures would find, by hand: timed, and every click and key counted."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

TEXT = """Note on the return of displaced people to Syria, 3 September 2019
(An invented note, written to try the workbench.)

In 2018 more than 110,000 refugees returned to Syria. In the first half of 2019 some 24,500 refugees returned.

The authorities restored 45 schools, 12 medical facilities and 310 km of roads.
About 1,500 homes were restored in July 2019.

By the end of August 2019, 1,204 families received food. Over 6,300 people were employed.
"""


@dataclass
class Hands:
    """What a clerk does at a page, counted."""

    page: Page
    clicks: int = 0
    keys: int = 0
    begun: float = field(default_factory=time.monotonic)
    ended: float | None = None

    def click(self, where: Locator) -> None:
        where.click()
        self.clicks += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.keys += len(words)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1 + key.count("+")

    def pick(self, field_name: str, words: str) -> None:
        """Types into a picker and takes what stands first once the list is there."""
        self.click(self.page.locator(f".field-{field_name} .select2-selection"))
        self.type(words)
        self.page.locator(".select2-results__option--highlighted").wait_for()
        self.page.locator(".select2-results .loading-results").wait_for(state="detached")
        self.press("Enter")

    def stop(self) -> None:
        """Looks at the clock: what comes after is not counted."""
        self.ended = time.monotonic()

    def say(self, claims: int) -> str:
        seconds = (self.ended or time.monotonic()) - self.begun
        return (
            f"{claims} claims in {seconds:.1f} s: {seconds / claims:.1f} s, {self.clicks / claims:.1f} clicks "
            f"and {self.keys / claims:.1f} keys a claim"
        )


def walk(page: Page) -> Hands:
    """Adds the source, pastes the text, picks its speaker once, and accepts every figure; the page stays open."""
    hands = Hands(page)
    page.goto("/admin/sources/source/add/")
    hands.click(page.get_by_label("Title"))
    hands.type(f"A note on returns {time.time():.0f}")
    hands.pick("publisher", "Russia")
    hands.click(page.locator("#id_published_on"))
    hands.type("2019-09-03")
    page.locator("#id_text").fill(TEXT)
    hands.keys += 2  # pasted
    hands.click(page.get_by_role("button", name="Save and find its figures"))
    page.locator("[data-text]").wait_for()
    hands.pick("speaker", "Mizintsev")
    hands.press("Control+Enter")
    accepted = page.locator(".standing strong").nth(1)
    expect(accepted).to_have_text("1")
    while page.locator('[data-key="a"]').count() and page.locator(".standing strong").first.inner_text() != "0":
        before = accepted.inner_text()
        page.locator("[data-text]:focus").wait_for()
        if not page.locator("#id_indicator").input_value():  # what one word alone tells is taken by its digit
            hands.press(str(page.locator(".field-indicator [data-digit]").first.get_attribute("data-digit")))
        hands.press("l" if page.locator('[data-key="l"]').count() else "a")
        expect(accepted).not_to_have_text(before)
    return hands
