"""A clerk at the admin's forms: types what does not stand there yet, looks at what was taken, and is counted."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from playwright.sync_api import Locator, Page

REF = re.compile(r"C-\d+")
PATIENCE = 120_000  # milliseconds; a busy machine takes its time
KEPT = {"place", "period_as_said"}  # what the next claim begins with, and need not have


@dataclass
class Effort:
    """What one form took: seconds by the clock, clicks of the mouse, keys pressed. A paste is two keys."""

    label: str
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    clicks: int = 0
    keys: int = 0


class Clerk:
    """Fills forms field by field, by the names of the fields; `efforts` has one entry for each form saved."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.efforts: list[Effort] = []
        self._now = Effort("")
        self._picked: dict[tuple[str, str], str] = {}

    def begin(self, label: str, address: str) -> None:
        """Opens a form, unless one of its kind is open already."""
        self._now = Effort(label)
        if not self.page.url.endswith(address):
            self.page.goto(address)

    def save(self, *, button: str) -> str:
        """Saves the form and gives the reference in its answer. Raises AssertionError with what the form says."""
        self._click(self.page.get_by_role("button", name=button, exact=True).first)
        answer = self.page.locator(".messagelist .success, .errornote").first
        answer.wait_for(timeout=PATIENCE)
        faults = self.page.locator(".errorlist").all_inner_texts()
        assert not faults, f"{self._now.label}: {faults}"
        self._now.seconds = time.monotonic() - self._now.started
        self.efforts.append(self._now)
        found = REF.search(answer.inner_text())
        return found.group() if found else ""

    def fill(self, cells: Mapping[str, str]) -> None:
        """Types each cell into the field of its name, where it does not stand already; blank cells are left alone."""
        wanted = {name: text for name, text in cells.items() if text}
        for name in KEPT & cells.keys() - wanted.keys():
            self._clear(name)
        for name, text in wanted.items():
            self._fill(name, text)
        # A later box may have changed an earlier one: what is in the form now is what will be saved.
        for name, text in wanted.items():
            assert self.holds(name, text), f"{self._now.label}: {name} holds {self._value(name)!r}, meant was {text!r}"

    def paste(self, name: str, text: str) -> None:
        self._click(self._box(name))
        self.page.keyboard.insert_text(text)
        self._now.keys += 2

    def holds(self, name: str, text: str) -> bool:
        """Whether a field holds what was meant."""
        box, value = self._box(name), self._value(name)
        if _is_picker(box):
            return self._picked.get((name, text)) == value
        if box.get_attribute("type") == "checkbox":
            return box.is_checked() == (text == "yes")
        return value == text or _number(value) == _number(text) is not None

    def _fill(self, name: str, text: str) -> None:
        box = self._box(name)
        if self.holds(name, text):
            return
        self._unfold(box)
        if _is_picker(box):
            self._pick(name, text)
        elif box.evaluate("box => box.tagName") == "SELECT":
            self._now.clicks += 2  # one opens the list, one takes its entry
            box.select_option(text)
        elif box.get_attribute("type") == "checkbox":
            self._click(box)
        elif name == "quote":
            self.paste(name, text)
        else:
            self._click(box)
            if box.input_value():
                self._press("Control+a")
            self._type(text)

    def _unfold(self, box: Locator) -> None:
        """Opens the part of the form that a box stands in, where it is folded."""
        folded = self.page.locator("details:not([open])").filter(has=box)
        if folded.count():
            self._click(folded.locator("summary").first)

    def _clear(self, name: str) -> None:
        """Takes out what the form kept from the claim before."""
        box = self._box(name)
        if not self._value(name):
            return
        if _is_picker(box):
            wrapper = self.page.locator(".related-widget-wrapper").filter(has=box)
            self._click(wrapper.locator(".select2-selection__clear"))
            self._press("Escape")  # the list opens with it
        else:
            self._click(box)
            self._press("Control+a")
            self._press("Delete")

    def _pick(self, name: str, text: str) -> None:
        """Types into a picker and takes what it puts first, as soon as the list is there."""
        box = self._box(name)
        wrapper = self.page.locator(".related-widget-wrapper").filter(has=box)
        self._click(wrapper.locator(".select2-selection"))
        self.page.locator(".select2-search__field:focus").wait_for(timeout=PATIENCE)
        self._type(text)
        results = self.page.locator(".select2-results")
        results.locator(".loading-results").wait_for(state="detached", timeout=PATIENCE)
        results.locator(".select2-results__option--highlighted").wait_for(timeout=PATIENCE)
        deadline = time.monotonic() + PATIENCE / 1000
        self._press("Enter")
        # Enter takes nothing while the list answers fewer letters: whoever sees it still open presses again.
        while self.page.locator(".select2-container--open").count() and time.monotonic() < deadline:
            self.page.wait_for_timeout(100)
            self._press("Enter")
        taken = wrapper.locator("xpath=..").locator(".taken").inner_text()
        assert taken.startswith(f"Typed “{text}”, taken: "), f"{name}: {taken!r}"
        self._picked[name, text] = self._value(name)

    def _box(self, name: str) -> Locator:
        return self.page.locator(f"#id_{name}")

    def _value(self, name: str) -> str:
        return str(self._box(name).evaluate("box => [...(box.selectedOptions ?? [box])].map((o) => o.value).join()"))

    def _click(self, target: Locator) -> None:
        self._now.clicks += 1
        target.click()

    def _type(self, text: str) -> None:
        self._now.keys += len(text)
        self.page.keyboard.type(text)

    def _press(self, key: str) -> None:
        self._now.keys += 1
        self.page.keyboard.press(key)


def _is_picker(box: Locator) -> bool:
    return "admin-autocomplete" in (box.get_attribute("class") or "")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
