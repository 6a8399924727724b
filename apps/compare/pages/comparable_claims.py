"""Claims that can be set against a claim, and how the scope of each relates to its."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db.models import Case, Q, When

from apps.claims.hierarchy import Hierarchy, Relation
from apps.claims.models import Claim
from apps.claims.querysets import ClaimQuerySet
from apps.claims.reading.outcomes import PERCENT
from apps.compare.rows.claims import Row, build_row
from apps.reconciliation import loading
from apps.reconciliation.core.comparing.conversions import in_one_unit, is_of_a_base
from apps.reconciliation.core.comparing.kin import are_kin
from apps.reconciliation.core.comparing.scopes import Scopes, relate
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.rules.pair import pair_up
from apps.reconciliation.reach import CONVERTED_COUNTS

MOST = 12
MOST_READ = 500  # those alike in all but the period first, then the latest: a page stays a page where thousands speak
CLOSEST_FIRST = (Relation.SAME, Relation.NARROWER, Relation.BROADER, Relation.UNKNOWN)
TOGETHER_WORDS = {
    Relation.SAME: "Same scope",
    Relation.NARROWER: "Narrower than this",
    Relation.BROADER: "Broader than this",
    Relation.UNKNOWN: "Cannot be told",
    Relation.OVERLAPPING: "Overlapping",
    Relation.DISJOINT: "Nothing in common",
}
DIMENSION_WORDS = {
    "indicator": "What is measured",
    "population": "Who is counted",
    "place": "Place",
    "origin": "Coming from",
    "period": "Period",
    "status": "Status",
    "unit": "Unit",
    "part": "Part of a whole",
    "date_basis": "Counted by the date of",
    "denominator": "A share of",
}


@dataclass(frozen=True, slots=True)
class Comparable:
    """Another claim, how its scope lies to the first one's, and in which dimensions it is not the same."""

    row: Row
    together: str
    dimensions: tuple[tuple[str, str], ...]
    is_bridged: bool


@dataclass(frozen=True, slots=True)
class Comparables:
    """The closest claims, how many more there are, and whether one of another organisation can be compared."""

    closest: tuple[Comparable, ...]
    more: int
    has_counterpart: bool


def find_comparables(claim: Claim) -> Comparables:
    """The claims whose scope is the same, narrower, broader, or would be were the period stated; the closest first."""
    lists = loading.load_lists()
    (this,) = loading.load_statements([claim], lists)
    near = _near(this, lists).exclude(pk=claim.pk)
    is_alike = Case(When(_alike(claim), then=0), default=1)
    nearest = list(near.order_by(is_alike, "-source__published_on", "-pk").values_list("pk", flat=True)[:MOST_READ])
    read = loading.read_few(nearest, lists)
    # Units that a stated number bridges are related as the rules relate them, in one unit.
    pairs = [in_one_unit(said, this, lists) for said in read if not are_kin(said, this)]
    related = [(said, own, relate(said, own, lists)) for said, own in pairs]
    answers = [one for one in related if one[2].together in CLOSEST_FIRST]
    closest = sorted(((said, scopes) for said, _, scopes in answers), key=partial(_distance, this))
    shown = Claim.objects.with_names().in_bulk([said.number for said, _ in closest[:MOST]])
    return Comparables(
        closest=tuple(_build(shown[said.number], scopes) for said, scopes in closest[:MOST] if said.number in shown),
        more=max(0, len(closest) - MOST),
        # Where not all were read, none can be said to be missing.
        has_counterpart=len(read) == MOST_READ or any(_answers(*one, lists) for one in answers),
    )


def _near(this: Statement, lists: Lists) -> ClaimQuerySet:
    """Claims in whose code lists nothing is apart from this one's: the database need not hand over the others."""
    claims = Claim.objects.current().filter(
        _of_units(this, lists),
        indicator__code__in=_lineage(this.indicator, lists.indicators),
        status=this.figure.status.value,
    )
    population = lists.population_of(this)
    if population:
        # A blank population is the indicator's own, which may be any.
        claims = claims.filter(_blank_or("population", _lineage(population, lists.populations)))
    for name, code in (("place", this.place), ("origin", this.origin)):
        if code:
            claims = claims.filter(_blank_or(name, _lineage(code, lists.places)))
    return claims


def _of_units(this: Statement, lists: Lists) -> Q:
    """Claims of a unit that this one's is related to, and those whose unit a stated number may bridge."""
    facts = lists.facts_of_unit(this.unit)
    if this.people_each is not None or is_of_a_base(this) or facts.smaller:
        return Q()
    of_a_rate = Q(unit__rate_of__isnull=False) | Q(unit__code=PERCENT)
    is_rate = bool(facts.rate_of) or this.unit == PERCENT
    return Q(unit__code__in=_lineage(this.unit, lists.units)) | (of_a_rate if is_rate else CONVERTED_COUNTS)


def _alike(claim: Claim) -> Q:
    """Claims that say the same of everything but the period."""
    said = (("indicator", claim.indicator_id), ("population", claim.population_id), ("place", claim.place_id))
    alike = Q()
    for name, key in (*said, ("origin", claim.origin_id), ("unit", claim.unit_id)):
        alike &= Q((f"{name}__isnull", True)) if key is None else Q((name, key))
    return alike


def _lineage(code: str, entries: Hierarchy) -> frozenset[str]:
    return entries.broader_than(code) | entries.narrower_than(code) | {code}


def _blank_or(name: str, codes: Iterable[str]) -> Q:
    return Q((f"{name}__isnull", True)) | Q((f"{name}__code__in", codes))


def _answers(other: Statement, this: Statement, scopes: Scopes, lists: Lists) -> bool:
    """Whether another organisation's figure is one that this one can be compared with, or could, were it dated."""
    if other.organisation == this.organisation:
        return False
    is_open = scopes.together is Relation.UNKNOWN and None not in (other.figure.ordinary, this.figure.ordinary)
    return is_open or pair_up(other, this, scopes, lists) is not None


def _distance(this: Statement, related: tuple[Statement, Scopes]) -> tuple[int, int, bool, int]:
    """By relation, then by how many dimensions are not the same; what others say comes before what one says oneself."""
    said, scopes = related
    apart = sum(relation is not Relation.SAME for relation in scopes.dimensions.values())
    return CLOSEST_FIRST.index(scopes.together), apart, said.organisation == this.organisation, said.number


def _build(claim: Claim, scopes: Scopes) -> Comparable:
    apart = _apart(scopes.dimensions.items())
    return Comparable(build_row(claim), TOGETHER_WORDS[scopes.together], apart, scopes.is_bridged)


def _apart(dimensions: Iterable[tuple[str, Relation]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (DIMENSION_WORDS[name].lower(), relation.value if relation is not Relation.UNKNOWN else "not wholly stated")
        for name, relation in dimensions
        if relation is not Relation.SAME
    )
