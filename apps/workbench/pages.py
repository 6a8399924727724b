"""What the page of a source's figures shows: the text with its marks, the form of one figure, and the open ones."""

from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Any

from apps.claims.models import State
from apps.reconciliation.trials.previews import Preview
from apps.workbench.forms import HIDDEN, MAIN, offers_in_words
from apps.workbench.standing import Bench, Item

ASKED = ("confirms", "reason")
MOST_DIGITS = 9
# The key that goes from the text to a box.
LETTERS = {
    "figure_as_said": "f",
    "indicator": "i",
    "population": "o",
    "place": "w",
    "period_as_said": "t",
    "speaker": "s",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text; `item` is the proposal it is marked for, where it is."""

    text: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A guess beside its box, and why it was made; `digit` is the key that takes it, blank after the ninth."""

    key: int
    name: str
    why: str
    digit: str


@dataclass(frozen=True, slots=True)
class Box:
    """A field of the form with the guesses and the reasons for them beside it, and the key that goes to it."""

    bound: Any
    offers: list[Offer] = field(default_factory=list)
    why: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Everything the page shows. `item` is the proposal whose form it is; None for a figure of one's own."""

    bench: Bench
    item: Item | None
    form: Any
    preview: Preview | None = None

    @property
    def stretches(self) -> list[Stretch]:
        """The text from its first to its last character. Where quotes overlap, the second is cut."""
        text, at, stretches = self.bench.source.text, 0, []
        for item in self.bench.items:
            start, end = max(item.proposal.start, at), item.proposal.end
            if start < end:
                stretches += [Stretch(text[at:start]), Stretch(text[start:end], item)]
                at = end
        return [*stretches, Stretch(text[at:])]

    @property
    def boxes(self) -> list[Box]:
        """What is looked at for every figure."""
        why = self.item.proposal.why if self.item else {}
        named = {"period_as_said": "period", "value": "value", "unit": "unit", "status": "status", "speaker": "speaker"}
        numbers = count(1)
        offers = {
            name: [Offer(*offer, digit=_digit(next(numbers))) for offer in offered]
            for name, offered in offers_in_words(self.item).items()
        }
        return [
            Box(
                self.form[name],
                offers.get(name, []),
                why.get(named.get(name, ""), "") or _why(offers.get(name, [])),
                LETTERS.get(name, ""),
            )
            for name in MAIN
            if name in self.form.fields
        ]

    @property
    def more(self) -> list[Box]:
        """The other fields of a claim."""
        shown = {*MAIN, *HIDDEN, *ASKED}
        return [Box(bound) for bound in self.form if bound.name not in shown and not bound.is_hidden]

    @property
    def hidden(self) -> list[Any]:
        return [bound for bound in self.form if bound.is_hidden]

    @property
    def is_asking(self) -> bool:
        """Whether something is to be mended or confirmed."""
        return bool(self.form.is_bound and self.form.errors)

    @property
    def asked(self) -> list[Box]:
        return [Box(self.form[name]) for name in ASKED if name in self.form.fields]

    @property
    def around(self) -> tuple[Item, ...]:
        """The list with one lead that the figure stands in, if there is more than it."""
        listed = self.bench.list_of(self.item) if self.item is not None else ()
        return listed if len(listed) > 1 else ()

    @property
    def open_lists(self) -> list[tuple[Item, ...]]:
        """The open proposals, those of one sentence together."""
        return [tuple(group) for _, group in groupby(self.bench.open_items, key=lambda item: item.sentence)]

    @property
    def counts(self) -> dict[str, int]:
        return {standing: self.bench.count(standing) for standing in ("open", "accepted", "dismissed")}

    @property
    def drafts(self) -> int:
        """How many claims of the source wait to be marked as ready."""
        return sum(claim.state == State.DRAFT for claim in self.bench.claims)

    @property
    def dismissed(self) -> tuple[Item, ...]:
        return tuple(item for item in self.bench.items if item.dismissal is not None)

    @property
    def before(self) -> Item | None:
        return self.bench.beside(self.item, -1) if self.item is not None else None

    @property
    def after(self) -> Item | None:
        return self.bench.beside(self.item, 1) if self.item is not None else None


def _digit(number: int) -> str:
    return str(number) if number <= MOST_DIGITS else ""


def _why(offers: list[Offer]) -> str:
    """Why the first of the guesses is the first."""
    return f"{offers[0].name}: {offers[0].why}" if offers and offers[0].why else ""
