"""A text of forty figures, from paste to findings, as somebody does it who has the text and the page and nothing else.

A clerk adds the source by pasting the text and goes through what is proposed by keyboard: accepts what is right, mends
what is not, dismisses what is no claim, and marks all as ready. A second person publishes them. `claims.csv` says what
the text says, claim by claim in its order; `findings.csv` what follows from it. Code lists and speakers are there.
"""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from apps.claims.proposals.codes import CodeLists, read_lists
from apps.config.folders import BASE_DIR
from tests.e2e.from_text import Hands
from tests.e2e.walk.expected import Row, download, misread, read, wait_for_findings
from tests.serving import manage

FOLDER = Path(__file__).parent
CODES = (FOLDER / "codes.yaml", FOLDER / "people.yaml")
TITLE, SLUG = "Schools after the floods", "schools-after-the-floods"
PASSWORD = "walks through the text"
PEOPLE = {"clerk": "entry", "publisher": "publisher"}
PATIENCE = 30_000  # milliseconds

PICKERS = {"unit": "", "indicator": "i", "population": "o", "place": "w", "speaker": "s"}
DAYS = ("period_as_said", "period_start", "period_end")
CHECKED = (
    *("quote", "figure_as_said", "qualifier", "value", "value_high", "unit", "indicator", "population", "place"),
    *(*DAYS, "is_cumulative", "status", "speaker"),
)
# What stands in the boxes: of a list the words of what is picked.
STANDS = """() => Object.fromEntries([...document.querySelectorAll(".boxes :is(input, select, textarea)")].map(
  (box) => [box.name, box.type === "checkbox" ? (box.checked ? "yes" : "no")
    : box.matches(".admin-autocomplete") ? (box.value && box.selectedOptions[0].text) : box.value]))"""
_LOAD = """
from django.contrib.auth.models import Group, User
from django.core.management import call_command
call_command("loaddata", *{files!r}, verbosity=0)
for name, role in {people!r}.items():
    made = User.objects.create_user(name, password={password!r}, is_staff=True)
    made.groups.add(Group.objects.get(name=role))
"""


def prepare(data: Path) -> None:
    """The code lists, the speakers, a clerk and a publisher."""
    code = _LOAD.format(files=[str(file) for file in CODES], people=PEOPLE, password=PASSWORD)
    manage(data, "shell", "--verbosity=0", "-c", code)


class Walk:
    """The walk, counted: `entering` is the hands of the clerk, `publishing` those of the publisher."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.rows = read("claims.csv", FOLDER)
        self.expected = {(row["rule"], row["verdict"], row["claims"]) for row in read("findings.csv", FOLDER)}
        lists = read_lists([*sorted(BASE_DIR.glob("fixtures/codes/*.yaml")), *CODES])
        self.names = _names(lists)
        self.clerk, self.publisher = (_context(browser, address) for _ in PEOPLE)
        self.entering: Hands
        self.publishing: Hands
        self.refs: dict[str, str] = {}

    def enter(self) -> None:
        """From the paste to forty drafts that are marked as ready."""
        page = _sign_in(self.clerk, "clerk")
        self.entering = hands = Hands(page)
        _add_source(hands)
        rows = iter(self.rows)
        left = next(rows, None)
        while page.locator(".standing strong").first.inner_text() != "0":
            number = page.locator("#claim-head").inner_text()
            quote = page.locator("#id_quote").input_value()
            if left is not None and left["quote"] == quote:
                self._mend(hands, left)
                hands.press("a")
                left = next(rows, None)
            else:
                hands.press("d")
            moved = page.locator("#claim-head").filter(has_not_text=number)
            moved.or_(page.locator(".errorlist").first).first.wait_for(timeout=PATIENCE)
            refused = page.locator(".errorlist").all_inner_texts()
            assert not refused, f"{number}: {refused}"
            page.locator("[data-text]:focus").wait_for()
        expect(page.locator(".standing")).to_contain_text(f"0 open, {len(self.rows)} accepted, 1 dismissed")
        hands.click(page.get_by_role("button", name=f"Mark {len(self.rows)} drafts as ready"))
        page.get_by_text("Ready to be published").wait_for()
        hands.stop()

    def publish(self) -> None:
        """By another person, who is told on the first page that they wait."""
        page = _sign_in(self.publisher, "publisher")
        self.publishing = hands = Hands(page)
        hands.click(page.get_by_role("link", name=f"{len(self.rows)} claims"))
        hands.click(page.locator("#action-toggle"))
        page.locator("select[name=action]").select_option("publish_chosen")
        hands.clicks += 2  # one opens the list, one takes its entry
        hands.click(page.locator(".actions button[type=submit]"))
        page.locator(".messagelist .success", has_text="Published").wait_for(timeout=PATIENCE)
        hands.stop()

    def compare(self) -> list[str]:
        """What is saved or found otherwise than it should be."""
        page = self.publisher.pages[0]
        stored = [row for row in download(page, "/claims.csv") if row["source"] == SLUG]
        stored.sort(key=lambda row: int(row["position"]))
        self.refs = {row["ref"]: said["ref"] for row, said in zip(self.rows, stored, strict=True)}
        wrong = list(misread(self.rows, self.refs, stored))
        findings = wait_for_findings(page, self.refs, self.expected)
        wrong += [f"not expected: {each}" for each in sorted(findings - self.expected)]
        return wrong + [f"missing: {each}" for each in sorted(self.expected - findings)]

    def say(self) -> str:
        """What it took, in lines."""
        claims = len(self.rows)
        return f"Pasted and entered: {self.entering.say(claims)}.\nPublished: {self.publishing.say(claims)}."

    def _mend(self, hands: Hands, row: Row) -> None:
        """Puts right what stands otherwise in the form than in the text."""
        wanted = {name: self.names.get((name, row[name]), row[name]) for name in CHECKED}
        stands = hands.page.evaluate(STANDS)
        wrong = [name for name in CHECKED if stands[name] != wanted[name]]
        for name in wrong:
            if name in PICKERS:
                _take(hands, name, wanted[name])
        if set(DAYS) & set(wrong):
            _retype(hands, {name: wanted[name] for name in DAYS if name in wrong})
        stands = hands.page.evaluate(STANDS)
        left = {name: stands[name] for name in CHECKED if stands[name] != wanted[name]}
        assert not left, f"{row['ref']}: {left}"


def _names(lists: CodeLists) -> Mapping[tuple[str, str], str]:
    """By field and code the name that a picker shows."""
    kinds = {"unit": lists.units, "indicator": lists.indicators, "population": lists.populations}
    return {(field, code.code): code.name for field, codes in kinds.items() for code in codes}


def _context(browser: Browser, address: str) -> BrowserContext:
    return browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")


def _sign_in(context: BrowserContext, name: str) -> Page:
    page = context.new_page()
    page.goto("/admin/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.locator("#user-tools").wait_for()
    return page


def _add_source(hands: Hands) -> None:
    page = hands.page
    page.goto("/admin/sources/source/add/")
    hands.click(page.locator("#id_title"))
    hands.type(TITLE)
    hands.pick("publisher", "United Nations in Tessaria")
    hands.click(page.locator("#id_published_on"))
    hands.type("2024-03-14")
    hands.click(page.locator("#id_text"))
    page.keyboard.insert_text((FOLDER / "schools.txt").read_text(encoding="utf-8"))
    hands.keys += 2  # pasted
    hands.click(page.get_by_role("button", name="Save and find its figures"))
    page.locator("[data-text]:focus").wait_for(timeout=PATIENCE)


def _take(hands: Hands, field: str, name: str) -> None:
    """A guess beside the box by its digit, anything else by its name; blank empties the box."""
    page = hands.page
    offers = page.locator(f".field-{field} [data-digit]").evaluate_all(
        "all => all.map((o) => [o.lastChild.data, o.dataset.digit])"
    )
    digits = {str(text).strip(): str(digit) for text, digit in offers}
    if name in digits:
        hands.press(digits[name])
        return
    hands.press(PICKERS[field])
    if name:
        hands.press("Enter")
        page.locator(".select2-search__field:focus").wait_for()
        hands.type(name)
        page.locator(".select2-results .loading-results").wait_for(state="detached")
        page.get_by_role("option", name=name, exact=True).and_(
            page.locator(".select2-results__option--highlighted")
        ).wait_for()
        hands.press("Enter")
    else:
        hands.press("Delete")
    while not page.locator("[data-text]:focus").count():
        hands.press("Escape")  # of a box that was emptied it first shuts the list


def _retype(hands: Hands, cells: Mapping[str, str]) -> None:
    """Types over what the period's boxes hold, by the Tab key from one to the next."""
    hands.press("t")
    for name, text in cells.items():
        while hands.page.evaluate("document.activeElement.name") != name:
            hands.press("Tab")
        hands.press("Control+a")
        if text:
            hands.type(text)
        else:
            hands.press("Delete")
    hands.press("Escape")
