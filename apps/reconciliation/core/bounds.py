"""Rule `bound`: a narrower figure of one organisation above a broader one of another.

more than 319,274 from two countries | 41,570 from all countries     differs, factor 7.7
5,001 refugees in Aleppo | 4,001 in Aleppo, 3,001 in Syria           the nearest only: 4,001
100 in Aleppo | 300 in Syria                                         nothing: it is not above it
1,980 in the north | 1,030 in the country, of which the first organisation says 4,120 itself
                                                                     nothing: that is said already
"""

from collections.abc import Collection, Iterable, Sequence

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.pairs import Judged, Pair
from apps.reconciliation.core.results import Rule
from apps.reconciliation.core.scopes import relate
from apps.reconciliation.core.statements import Lists, Statement
from apps.reconciliation.core.verdicts import Verdict


def keep_worth_saying(
    judged: Iterable[Judged], lists: Lists, *, covered: Collection[tuple[str, str]]
) -> Iterable[Judged]:
    """All pairs of the same scope; of bounds only those violated, and of nested ones only the nearest.

    `covered` are the bounds (narrower figure, organisation of the broader) that an assembly says better. Where an
    organisation's own figure for the broader scope differs already, its parts need not be said to be above it too.
    """
    pairs = list(judged)
    apart = [pair for pair, found in pairs if found.verdict is not Verdict.AGREES]
    said = {
        (one.ref, other.organisation)
        for pair in apart
        if pair.rule is Rule.DIRECT
        for one, other in ((pair.one, pair.other), (pair.other, pair.one))
    }
    violated = [
        pair
        for pair in apart
        if pair.rule is Rule.BOUND
        and (pair.one.ref, pair.other.organisation) not in covered
        and (pair.other.ref, pair.one.organisation) not in said
    ]
    kept = set(_nearest(violated, lists))
    return (
        (pair, found) for pair, found in pairs if pair.rule is not Rule.BOUND or (pair.one.ref, pair.other.ref) in kept
    )


def _nearest(violated: Sequence[Pair], lists: Lists) -> list[tuple[str, str]]:
    """Without those that have another violated pair of the same organisations between their two scopes."""
    inside = (Relation.SAME, Relation.NARROWER)

    def is_within(one: Statement, other: Statement) -> bool:
        return one.ref == other.ref or relate(one, other, lists).together in inside

    def lies_between(inner: Pair, outer: Pair) -> bool:
        return (
            inner is not outer
            and inner.one.organisation == outer.one.organisation
            and inner.other.organisation == outer.other.organisation
            and is_within(outer.one, inner.one)
            and is_within(inner.other, outer.other)
            and not (is_within(inner.one, outer.one) and is_within(outer.other, inner.other))
        )

    return [
        (pair.one.ref, pair.other.ref) for pair in violated if not any(lies_between(other, pair) for other in violated)
    ]
