"""Rule `bound`: a narrower figure of one organisation above a broader one of another.

more than 319,274 from two countries | 41,570 from all countries     differs, factor 7.7
5,001 refugees in Aleppo | 4,001 in Aleppo, 3,001 in Syria           the nearest only: 4,001
100 in Aleppo | 300 in Syria                                         nothing: it is not above it
1,980 in the north | 1,030 in the country, of which the first organisation says 4,120 itself
                                                                     nothing: that is said already
62,882 in two provinces together | 41,570 in the country, 46,501 in one of them alone
                                                                     nothing: the sum says it
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.comparing.families import Family, Shelf
from apps.reconciliation.core.comparing.verdicts import Comparison, Verdict
from apps.reconciliation.core.findings import Rule
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.rules.assembled import Assembly
from apps.reconciliation.core.rules.pair import Judged, Pair, gather


def is_worth_a_look(judged: Judged) -> bool:
    """Of bounds only those violated."""
    pair, comparison = judged
    return pair.rule is not Rule.BOUND or _is_apart(comparison)


def keep_worth_saying(judged: Iterable[Judged], family: Family, assemblies: Sequence[Assembly]) -> Iterable[Judged]:
    """One pair for every two scopes; of nested bounds only the nearest.

    A bound is left out where parts together, of which its narrower figure is one, are found amiss with the broader one
    or with something inside it. Where an organisation's own figure for the broader scope differs already, its parts
    need not be said to be above it too.
    """
    pairs = gather(judged, family)
    apart = [pair for pair, comparison in pairs if _is_apart(comparison)]
    said = {
        (family.scope_of(one), other.organisation)
        for pair in apart
        if pair.rule is Rule.DIRECT
        for one, other in ((pair.one, pair.other), (pair.other, pair.one))
    }
    summed = _by_parts(assemblies, family)
    kept = {
        (pair.one.ref, pair.other.ref)
        for pair in _nearest([pair for pair in apart if pair.rule is Rule.BOUND], family)
        if (family.scope_of(pair.other), pair.one.organisation) not in said
        and not any(_is_within(target, pair.other, family) for target in summed[_parts_of(pair, family)])
    }
    return (
        (pair, comparison)
        for pair, comparison in pairs
        if pair.rule is not Rule.BOUND or (pair.one.ref, pair.other.ref) in kept
    )


def _is_apart(comparison: Comparison) -> bool:
    return comparison.verdict is not Verdict.AGREES


def _by_parts(assemblies: Iterable[Assembly], family: Family) -> dict[tuple[int, str], list[Statement]]:
    """The targets that parts are amiss with, by the scope of each part and the target's organisation."""
    summed: dict[tuple[int, str], list[Statement]] = defaultdict(list)
    for assembly in assemblies:
        for part in assembly.parts if assembly.is_amiss else ():
            summed[family.scope_of(part), assembly.target.organisation].append(assembly.target)
    return summed


def _parts_of(pair: Pair, family: Family) -> tuple[int, str]:
    return family.scope_of(pair.one), pair.other.organisation


def _is_within(one: Statement, other: Statement, family: Family) -> bool:
    return one.ref == other.ref or family.relate(one, other).together in (Relation.SAME, Relation.NARROWER)


def _nearest(violated: Sequence[Pair], family: Family) -> Iterable[Pair]:
    """Without those that have another violated pair of the same organisations between their two scopes."""

    def lies_between(inner: Pair, outer: Pair) -> bool:
        return (
            inner is not outer
            and _is_within(outer.one, inner.one, family)
            and _is_within(inner.other, outer.other, family)
            and not (_is_within(inner.one, outer.one, family) and _is_within(outer.other, inner.other, family))
        )

    alike: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in violated:
        alike[pair.one.organisation, pair.other.organisation].append(pair)
    for pairs in alike.values():
        shelf = Shelf(family, ((pair.one, pair) for pair in pairs))
        for pair in pairs:
            if not any(lies_between(other, pair) for other in shelf.holding(pair.one, until=pair.other)):
                yield pair
