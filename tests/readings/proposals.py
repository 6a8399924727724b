"""Measures proposals of claims on texts whose claims are known: `python -m tests.readings.proposals [TEXT CLAIMS]...`.

CLAIMS is a CSV file with some columns of `claims.csv`; a column that it does not have is not measured. A claim counts
as found where a proposal has a figure at the same place of the text. Without arguments the texts of
`tests/readings/texts/` are measured.
"""

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from apps.claims.anchors import find_anchors
from apps.claims.proposals.codes import CodeLists, read_lists
from apps.claims.proposals.proposals import Proposal, propose
from apps.claims.proposals.times import find_date
from apps.config.folders import BASE_DIR

TEXTS = Path(__file__).with_name("texts")
STORY = BASE_DIR / "fixtures/stories/joint-session-2019-07-24"
TRANSCRIPT = BASE_DIR.parent / "shared/seed/joint-session-2019-07-24.txt"
SECONDS = 0.5
HOSTILE = (
    *(
        "1 ",
        "1,",
        "1,000,",
        "1",
        "more than ",
        "more than 5 people. ",
        "(",
        "\n",
        "Mr. A: ",
        "Mr. A: \n",
        "A-",
        "Aa ",
        '"',
    ),
    *(
        "a third of ",
        "24 July 2019 ",
        "from 1 to ",
        "one hundred and ",
        "Statement by\n",
        "said Aa Bb, ",
        ". ",
        "five-day ",
    ),
    *("١٢٣ شخص ", "e\u0301", "\u200b", "a@", "www.", "+1 2", "issued by "),
)
# What is asked for, in percent: at least, or at most for the surplus.
ASKED = {
    "found": 99, "value": 99, "qualifier": 95, "unit": 85, "speaker": 95, "period": 60, "indicator": 60, "place": 60,
    "filled in": 95, "surplus": 10,
}  # fmt: skip


@dataclass
class Measure:
    """How many of how many, by what is measured, and the misses in words."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, *, is_right: bool, miss: str) -> None:
        self.of[name] += 1
        self.right[name] += is_right
        if not is_right:
            self.misses.append(f"{name}: {miss}")

    def share(self, name: str) -> float:
        return 100 * self.right[name] / self.of[name] if self.of[name] else 100.0

    def told(self) -> str:
        return ", ".join(f"{name} {self.right[name]} of {self.of[name]} ({self.share(name):.1f} %)" for name in self.of)

    @property
    def is_enough(self) -> bool:
        return all(
            self.share(name) <= ASKED[name] if name == "surplus" else self.share(name) >= ASKED[name]
            for name in self.of
            if name in ASKED
        )


def measure(
    text: str, claims: Sequence[Mapping[str, str]], lists: CodeLists, *, said_on: date | None, language: str
) -> Measure:
    """Sets the proposals of a text against its claims."""
    result = Measure()
    at = {_figure_at(text, one): one for one in propose(text, lists, language=language, said_on=said_on)}
    anchors = find_anchors(text, [(i, claim["quote"]) for i, claim in enumerate(claims)]).anchors
    taken: set[int] = set()
    for anchor in anchors:
        claim = claims[anchor.number]
        place = anchor.start + max(0, claim["quote"].find(claim["figure_as_said"]))
        found = _nearest(at, place, len(claim["figure_as_said"]), taken)
        told = f"{claim['quote'][:60]}"
        result.add("found", is_right=found is not None, miss=told)
        if found is not None:
            taken.add(found)
            _compare(result, claim, at[found], lists, told)
    for place, proposal in at.items():
        result.of["surplus"] += 1
        if place not in taken:
            result.right["surplus"] += 1
            result.misses.append(f"surplus: {proposal.quote[:60]}")
    return result


def _figure_at(text: str, one: Proposal) -> int:
    place = text.find(one.figure_as_said, one.start, one.end)
    return place if place >= 0 else one.start


def _nearest(at: Iterable[int], place: int, length: int, taken: set[int]) -> int | None:
    near = [found for found in at if found not in taken and place - 12 <= found <= place + length]
    return min(near, key=lambda found: abs(found - place), default=None)


def _compare(result: Measure, claim: Mapping[str, str], one: Proposal, lists: CodeLists, told: str) -> None:
    value = Decimal(claim["value"]) if claim["value"] else None
    high = Decimal(claim["value_high"]) if claim.get("value_high") else None
    result.add("value", is_right=(one.value, one.value_high) == (value, high), miss=f"{told}: {one.value}")
    speakers = dict(lists.speakers)
    said = {
        "qualifier": (one.qualifier.value, one.qualifier.value),
        "unit": (one.unit, one.unit),
        "speaker": (one.speaker, speakers.get(one.speaker, one.speaker)),
        "status": (one.status.value, one.status.value),
    }
    for name, found in said.items():
        if name in claim:
            result.add(name, is_right=claim[name] in found, miss=f"{told}: {found[0]}, not {claim[name]}")
    if "period_start" in claim:
        days = (str(one.period_start or ""), str(one.period_end or ""))
        is_right = days == (claim["period_start"], claim["period_end"])
        result.add(
            "period", is_right=is_right, miss=f"{told}: {days}, not {claim['period_start'], claim['period_end']}"
        )
    if "is_cumulative" in claim:
        is_right = one.is_cumulative == (claim["is_cumulative"] == "yes")
        result.add("is_cumulative", is_right=is_right, miss=f"{told}: not {claim['is_cumulative']}")
    for name, column, guesses in (("indicator", "indicator", one.indicator), ("place", "place_code", one.place)):
        if claim.get(column):
            codes = [guess.code for guess in guesses]
            result.add(name, is_right=claim[column] in codes, miss=f"{told}: {codes}, not {claim[column]}")
    if claim.get("indicator") and one.indicator and one.indicator[0].is_plain:
        filled = one.indicator[0].code
        result.add("filled in", is_right=filled == claim["indicator"], miss=f"{told}: {filled}")


def language_of(text: Path) -> str:
    """The language of a text, which its name ends with; English where it names none: briefing.fr.txt."""
    return text.stem.rsplit(".", 1)[-1] if "." in text.stem else "en"


def read_claims(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def known_texts() -> list[tuple[Path, Path]]:
    """The texts of the tests with their claims, and the transcript of the joint session where it is at hand."""
    own = [(text, text.with_suffix(".csv")) for text in sorted(TEXTS.glob("*.txt"))]
    return [*own, (TRANSCRIPT, STORY / "claims.csv")] if TRANSCRIPT.exists() else own


def slowest() -> tuple[float, str]:
    """The most seconds of the processor that a megabyte of one of the `HOSTILE` pieces takes, and which."""
    lists = read_lists(sorted(BASE_DIR.glob("fixtures/codes/*.yaml")))
    list(propose("5 people", lists))
    return max((seconds_of(piece, lists), piece) for piece in HOSTILE)


def seconds_of(piece: str, lists: CodeLists) -> float:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    list(propose(text, lists, said_on=date(2019, 7, 24)))
    return time.process_time() - begun


def main(arguments: Sequence[str]) -> int:
    is_told = "--misses" in arguments
    files = [Path(argument) for argument in arguments if not argument.startswith("--")]
    pairs = list(zip(files[::2], files[1::2], strict=True)) or known_texts()
    failed = 0
    for text_file, claims_file in pairs:
        text = text_file.read_text(encoding="utf-8")
        extra = [*claims_file.parent.glob("documents.yaml"), *claims_file.parent.glob(f"{text_file.stem}.yaml")]
        lists = read_lists([*sorted(BASE_DIR.glob("fixtures/codes/*.yaml")), *extra])
        language = language_of(text_file)
        said_on = find_date(text_file.stem, text, language)
        result = measure(text, read_claims(claims_file), lists, said_on=said_on, language=language)
        print(f"{text_file.stem}: {result.told()}")
        if is_told:
            print(*(f"    {miss}" for miss in result.misses), sep="\n")
        failed += not result.is_enough
    if not files:
        seconds, piece = slowest()
        print(f"hostile texts of a megabyte: at most {seconds:.2f} s of the processor, with {piece!r}")
        failed += seconds > SECONDS
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
