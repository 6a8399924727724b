"""The proposals of a source's text and how each stands: open, accepted as a claim, or dismissed.

A proposal is accepted where a claim's figure stands at its figure: C-17 may have a longer quote than was proposed. It
is dismissed where the same words were dismissed at that place, or, in a text edited since, after the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice, takewhile
from re import escape, finditer

from apps.claims.anchors import find_anchors
from apps.claims.models import Claim
from apps.claims.proposals.codes import CodeLists
from apps.claims.proposals.proposals import MOST, Proposal, propose
from apps.claims.proposals.segments import sentences
from apps.sources.models import Source
from apps.workbench.lists import load_code_lists
from apps.workbench.models import Dismissal
from apps.workbench.versions import figure_span

BEFORE = 60  # characters by which a dismissed proposal is found again
MOST_PLACES = 500


class Standing(StrEnum):
    """What has become of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Item:
    """A proposal, its number in the text from 1, the number of its sentence, and what became of it."""

    number: int
    proposal: Proposal
    sentence: int
    standing: Standing
    claim: Claim | None = None
    dismissal: Dismissal | None = None

    @property
    def key(self) -> str:
        """By what an address names it: where its quote begins and ends. Two quotes may begin at one place."""
        return f"{self.proposal.start}-{self.proposal.end}"

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN


@dataclass(frozen=True, slots=True)
class Bench:
    """A source with its proposals in their order, its claims, and those of them whose quotes are not in the text."""

    source: Source
    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    orphans: tuple[Claim, ...]

    @property
    def has_rest(self) -> bool:
        """Whether no more was proposed than the first figures of the text."""
        return len(self.items) == MOST

    def item_at(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)

    @property
    def open_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_open)

    def open_after(self, number: int) -> Item | None:
        """The first open proposal after another one, else the first of all."""
        still = self.open_items
        return next((item for item in still if item.number > number), still[0] if still else None)

    def beside(self, item: Item, step: int) -> Item | None:
        """The proposal so many before or after, whatever became of it."""
        place = item.number - 1 + step
        return self.items[place] if 0 <= place < len(self.items) else None

    def list_of(self, item: Item) -> tuple[Item, ...]:
        """The open proposals of the same sentence, itself among them: a list with one lead."""
        return tuple(other for other in self.open_items if other.sentence == item.sentence)

    def count(self, standing: str) -> int:
        return sum(item.standing == standing for item in self.items)


def read_bench(source: Source) -> Bench:
    """What the text of the source proposes, and beside it what was made of it."""
    claims = tuple(Claim.objects.filter(source=source).with_names().order_by("position"))
    text = source.text
    proposals = _read_text(text, load_code_lists(), source.language, source.published_on)
    anchored = find_anchors(text, [(claim.pk, claim.quote) for claim in claims])
    by_key = {claim.pk: claim for claim in claims}
    taken = [(*claim_span(by_key[a.number], a.start, a.end), by_key[a.number]) for a in anchored.anchors]
    dismissed = {(_find_again(text, one), one.quote): one for one in Dismissal.objects.filter(source=source)}
    lines = _sentence_numbers(text, proposals)
    items = []
    for number, (proposal, line) in enumerate(zip(proposals, lines, strict=True), start=1):
        first, last = figure_span(proposal)
        claim = next((claim for start, end, claim in taken if start < last and first < end), None)
        dismissal = dismissed.get((proposal.start, proposal.quote))
        standing = Standing.ACCEPTED if claim else Standing.DISMISSED if dismissal else Standing.OPEN
        items.append(Item(number, proposal, line, standing, claim, dismissal))
    return Bench(source, tuple(items), claims, tuple(by_key[key] for key in anchored.orphans) if text else ())


# Four requests read one text for each figure that is accepted, which was two thirds of their work.
@lru_cache(maxsize=4)
def _read_text(text: str, lists: CodeLists, language: str, said_on: date | None) -> tuple[Proposal, ...]:
    return tuple(propose(text, lists, language=language, said_on=said_on))


def claim_span(claim: Claim, start: int, end: int) -> tuple[int, int]:
    """Where the figure of a claim stands, whose quote stands there in the text."""
    within = claim.quote.find(claim.figure_as_said)
    return (start, end) if within < 0 else (start + within, start + within + len(claim.figure_as_said))


def _find_again(text: str, one: Dismissal) -> int:
    """Where the dismissed words stand: where they stood, else where most of what was before them still is."""
    if text.startswith(one.quote, one.start) and text.endswith(one.before, 0, one.start):
        return one.start
    places = [match.start() for match in islice(finditer(escape(one.quote), text), MOST_PLACES)]
    return max(
        places,
        key=lambda at: (_shared_end(text[max(0, at - BEFORE) : at], one.before), -abs(at - one.start)),
        default=one.start,
    )


def _shared_end(one: str, other: str) -> int:
    """How many characters two texts end alike with."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False))
    return sum(1 for _ in alike)


def _sentence_numbers(text: str, proposals: Sequence[Proposal]) -> list[int]:
    """For each proposal the number of the sentence it stands in."""
    starts = [sentence.start for sentence in sentences(text)]
    numbers, current = [], 0
    for proposal in proposals:
        while current < len(starts) and starts[current] <= proposal.start:
            current += 1
        numbers.append(current)
    return numbers
