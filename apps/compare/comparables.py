"""Claims that can be set against a claim, and how the scope of each relates to its."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.claims.hierarchy import Relation
from apps.claims.models import Claim, Indicator
from apps.compare.lists import read_links
from apps.compare.presenters import Row, build_row
from apps.reconciliation import loading
from apps.reconciliation.core.scopes import Scopes, relate

MOST = 12
CLOSEST_FIRST = (Relation.SAME, Relation.NARROWER, Relation.BROADER, Relation.UNKNOWN, Relation.OVERLAPPING)
TOGETHER_WORDS = {
    Relation.SAME: "Same scope",
    Relation.NARROWER: "Narrower than this",
    Relation.BROADER: "Broader than this",
    Relation.UNKNOWN: "Cannot be told: the period is not wholly stated",
    Relation.OVERLAPPING: "Overlapping",
    Relation.DISJOINT: "Apart",
}


@dataclass(frozen=True, slots=True)
class Comparable:
    """Another claim, how its scope lies to the first one's, and in which dimensions it is not the same."""

    row: Row
    together: str
    dimensions: tuple[tuple[str, str], ...]
    is_bridged: bool


def find_comparables(claim: Claim) -> tuple[Comparable, ...]:
    """The claims on the same, broader or narrower indicators whose scopes are not disjoint, closest first."""
    links = read_links(Indicator)
    indicators = links.at_or_below([claim.indicator_id]) | links.at_or_above([claim.indicator_id])
    near = Claim.objects.current().filter(indicator__in=indicators).exclude(pk=claim.pk).with_names()
    others = {other.ref: other for other in near}
    lists, this = loading.load_lists(), loading.to_statement(claim)
    scopes = {ref: relate(loading.to_statement(other), this, lists) for ref, other in others.items()}
    return tuple(_build(others[ref], scope) for ref, scope in _closest(scopes))


def _closest(scopes: dict[str, Scopes]) -> list[tuple[str, Scopes]]:
    within = [(ref, scope) for ref, scope in scopes.items() if scope.together is not Relation.DISJOINT]

    def rank(pair: tuple[str, Scopes]) -> tuple[int, int, int]:
        ref, scope = pair
        apart = sum(relation is not Relation.SAME for relation in scope.dimensions.values())
        return CLOSEST_FIRST.index(scope.together), apart, int(ref[2:])

    return sorted(within, key=rank)[:MOST]


def _build(claim: Claim, scope: Scopes) -> Comparable:
    apart = _apart(scope.dimensions.items())
    return Comparable(build_row(claim), TOGETHER_WORDS[scope.together], apart, scope.is_bridged)


def _apart(dimensions: Iterable[tuple[str, Relation]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, relation.value) for name, relation in dimensions if relation is not Relation.SAME)
