"""The stored text of a source, with the quotes of its published claims found in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.claims.anchors import Anchored, Context, Piece, context, cut, find_anchors
from apps.claims.models import Claim
from apps.sources.models import Source


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text in pieces, which of its claims stand in it, and which do not."""

    pieces: tuple[Piece, ...]
    found: frozenset[int]
    orphans: frozenset[int]


def mark_quotes(source: Source, quotes: Iterable[tuple[int, str]]) -> MarkedText | None:
    """The text with the quotes, each with its claim's number, marked in it; None where no text is stored."""
    if not source.text:
        return None
    anchored = find_anchors(source.text, quotes)
    anchors = frozenset(anchor.number for anchor in anchored.anchors)
    return MarkedText(cut(source.text, anchored.anchors), anchors, frozenset(anchored.orphans))


def find_context(claim: Claim) -> Context | None:
    """The claim's quote with the words around it; None where no text is stored, or the quote does not stand in it."""
    source = claim.source
    if not source.text:
        return None
    anchored = _anchor_all(source)
    anchor = next((anchor for anchor in anchored.anchors if anchor.number == claim.pk), None)
    return None if anchor is None else context(source.text, anchor)


def _anchor_all(source: Source) -> Anchored:
    """Every published quote: where a quote stands depends on those before it."""
    quotes = Claim.objects.published().filter(source=source).in_order().values_list("pk", "quote")
    return find_anchors(source.text, quotes)
