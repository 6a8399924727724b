"""What a text says, claim by claim, in the columns of claims.csv, and how a clerk enters it."""

import csv
import io
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page

from apps.exchange.cells import put_back, unguard
from tests.e2e.walk.clerk import Clerk, Effort

FOLDER = Path(__file__).parent
PATIENCE = 120  # seconds
ADD_SOURCE = "/admin/sources/source/add/"
ADD_CLAIM = "/admin/claims/claim/add/"
ADD_BREAKDOWN = "/admin/claims/breakdown/add/"

# The columns in the order of the form, without those that other forms hold.
FIELDS = (
    "source", "speaker", "counted_by", "position", "quote", "locator", "figure_as_said", "qualifier", "value",
    "value_high", "unit", "interval_low", "interval_high", "interval_is", "indicator", "population", "place",
    "origin",
    "period_start", "period_end", "period_as_said", "is_cumulative", "status", "numerator", "denominator", "state",
    "supersedes",
)  # fmt: skip
LINKS = ("numerator", "denominator", "supersedes")
DIMENSIONS = {"by sex": "sex", "by channel": "channel", "by origin": "origin"}

Row = Mapping[str, str]


def read(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of a file beside this one; `ref` is a label that the file alone knows."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def enter_source(clerk: Clerk, *, title: str, publisher: str, day: str, text: str) -> None:
    """A document with its text; the form makes its slug of the title."""
    clerk.begin(title, ADD_SOURCE)
    clerk.fill({"title": title, "publisher": publisher, "published_on": day})
    clerk.paste("text", text)
    clerk.save(button="Save")


def enter_claims(clerk: Clerk, rows: Sequence[Row]) -> dict[str, str]:
    """Every claim in the order of the file. Gives the reference that each label got."""
    refs: dict[str, str] = {}
    for row in rows:
        clerk.begin(row["ref"], ADD_CLAIM)
        cells = {name: row.get(name, "") for name in FIELDS} | {name: refs.get(row[name], "") for name in LINKS}
        clerk.fill(cells)
        refs[row["ref"]] = clerk.save(button="Save and add another")
    return refs


def enter_breakdowns(clerk: Clerk, rows: Iterable[Row], refs: Mapping[str, str]) -> None:
    """Each whole with its parts."""
    for (whole, name, is_complete), parts in _breakdowns(rows).items():
        clerk.begin(f"{whole} {name}", ADD_BREAKDOWN)
        picked = {f"memberships-{place}-claim": refs[part] for place, part in enumerate(parts)}
        clerk.fill({"whole": refs[whole], "dimension": DIMENSIONS.get(name, "other"), "name": name})
        clerk.fill({"is_complete": is_complete if is_complete == "yes" else ""} | picked)
        clerk.save(button="Save")


def _breakdowns(rows: Iterable[Row]) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        if row["part_of"]:
            found.setdefault((row["part_of"], row["part_breakdown"], row["part_complete"]), []).append(row["ref"])
    return found


def misread(rows: Iterable[Row], refs: Mapping[str, str], stored: Iterable[Row]) -> Iterator[str]:
    """Where a download of claims says otherwise than the file: a wrong pick, a value beside its words."""
    by_ref = {row["ref"]: row for row in stored}
    for row in rows:
        found = by_ref[refs[row["ref"]]]
        for name, meant in row.items():
            wanted = refs.get(meant, meant) if name in (*LINKS, "ref", "part_of") else meant
            if found[name] != wanted and not (name == "place" and found["place_code"] == wanted):
                yield f"{row['ref']}, {name}: {found[name]!r}, meant was {wanted!r}"


def found_between(refs: Mapping[str, str], findings: Iterable[Row]) -> set[tuple[str, str, str]]:
    """The findings over these claims alone: rule, verdict, and the labels of the claims."""
    labels = {ref: label for label, ref in refs.items()}
    return {
        (row["rule"], row["verdict"], " ".join(sorted(labels[ref] for ref in row["claims"].split())))
        for row in findings
        if set(row["claims"].split()) <= labels.keys()
    }


def report(efforts: Sequence[Effort], noun: str) -> str:
    """How much there was to do, in a line: on average, and from least to most."""
    said = [f"{len(efforts)} {noun}, {sum(effort.seconds for effort in efforts):.0f} s"]
    for name, unit in (("seconds", "s"), ("clicks", "clicks"), ("keys", "keys")):
        numbers = [getattr(effort, name) for effort in efforts]
        mean = sum(numbers) / len(numbers)
        said.append(f"{mean:.1f} {unit} each ({min(numbers):.0f} to {max(numbers):.0f})")
    return "; ".join(said)


def download(page: Page, address: str) -> list[Row]:
    """The rows of a file of the site, as whoever is signed in there gets it."""
    rows = csv.DictReader(io.StringIO(page.request.get(address).text()))
    return [{name: unguard(put_back(cell)) for name, cell in row.items()} for row in rows]


def wait_for_findings(
    page: Page, refs: Mapping[str, str], expected: set[tuple[str, str, str]]
) -> set[tuple[str, str, str]]:
    """The findings, once the expected ones are there or nothing is left to be reconciled."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = found_between(refs, download(page, "/findings.csv"))
        if found >= expected or time.monotonic() > deadline:
            return found
        time.sleep(1)
