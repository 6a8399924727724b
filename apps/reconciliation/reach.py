"""How far a change reaches: what findings can speak of, and whose figures a changed claim can touch."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet

from apps.claims.hierarchy import follow
from apps.claims.models import Breakdown, Claim, Indicator, Place, Population, Unit
from apps.claims.models.codes import CodeEntry
from apps.reconciliation.models import CheckTerm, Finding
from apps.sources.models import Organisation, Source, Speaker

Links = Mapping[int, Collection[int]]  # what is directly beside each key

# Counts that a stated number may bring into another unit, as `core.comparing.conversions` does.
CONVERTED_COUNTS = (
    Q(people_each__isnull=False) | Q(unit__smaller__isnull=False) | Q(denominator__isnull=False, numerator__isnull=True)
)

WHERE_NAMED: dict[type[Model], str] = {Organisation: "speaker__organisation", Speaker: "speaker", Source: "source"}
CLAIMS_OF_ENTRY: dict[type[Model], tuple[str, ...]] = {
    Unit: ("unit",),
    Indicator: ("indicator",),
    Population: ("population",),
    Place: ("place", "origin"),
}
# Entries that stand for something only through others: who an indicator counts, what a unit is a rate of.
ENTRIES_OF_ENTRY: dict[type[Model], tuple[str, ...]] = {
    Unit: ("rates", "rates_per", "larger", "indicators"),
    Population: ("indicators",),
}


def find_claims_of(record: Organisation | Speaker | Source) -> QuerySet[Claim]:
    """The claims that findings can speak of and that this record is a name or a date of."""
    return Claim.objects.current().filter(**{WHERE_NAMED[type(record)]: record})


def is_spoken_of(entry: CodeEntry) -> bool:
    """Whether a finding can depend on a code-list entry. A new one that nothing names yet is spoken of nowhere.

    Claims and other entries name it; or it stands below others so that it changes how they lie to each other: one more
    entry of a division that was complete, or something that two of them have in common.
    """
    model: Any = type(entry)
    above: Any = entry.broader
    naming = ("narrower", *ENTRIES_OF_ENTRY.get(model, ()))
    return (
        any(Claim.objects.filter(**{field: entry}).exists() for field in CLAIMS_OF_ENTRY[model])
        or any(model.objects.filter(pk=entry.pk, **{f"{name}__isnull": False}).exists() for name in naming)
        or (entry.division != "" and above.filter(complete_division=entry.division).exists())
        or above.count() > 1
    )


def find_indicators(claims: Collection[int]) -> set[int]:
    """The indicators whose figures a change of these claims can touch.

    From the claims' indicators, and those of claims they share a finding with (what they were before the change),
    along broader and narrower indicators, shares, breakdowns and checks, as far as that leads.
    """
    shared = Finding.objects.filter(inputs__in=claims)
    touched = Claim.objects.filter(Q(pk__in=claims) | Q(findings__in=shared))
    return find_related(touched.values_list("indicator", flat=True))


def find_related(indicators: Iterable[int]) -> set[int]:
    """These indicators and all that figures on them can be set against, as far as that leads."""
    return follow(set(indicators), _beside())


def find_alike(indicators: Iterable[int]) -> set[int]:
    """These indicators and all that are broader, narrower or taken for each other, as far as that leads."""
    return follow(set(indicators), _beside_each_other(_of_indicators()))


def find_families(indicators: Iterable[int]) -> list[set[int]]:
    """These indicators and all that is related to them, each set of them that figures never lead out of for itself."""
    return find_apart(indicators, _beside())


def link_places() -> Links:
    """By each place what lies within it or holds it, and of what a part or a share of what is said of it is."""
    broader = Place.broader.through.objects.values_list("from_place", "to_place")
    return _beside_each_other([*broader, *_of_claims("place")])


def find_apart(keys: Iterable[int], beside: Links) -> list[set[int]]:
    """These keys and all that is beside them, each set that nothing leads out of for itself."""
    left, sets = set(keys), []
    while left:
        sets.append(follow({min(left)}, beside))
        left -= sets[-1]
    return sets


def _beside() -> Links:
    """The indicators whose figures can be set against those of each, directly."""
    return _beside_each_other([*_of_indicators(), *_of_claims("indicator")])


def _of_claims(name: str) -> Iterator[tuple[int, int]]:
    """The keys of this name of what claims are shares of, parts of, or in one check with."""
    # Without their order, by whose columns rows would differ that are otherwise the same.
    claims, divided, terms = Claim.objects.order_by(), Breakdown.objects.order_by(), CheckTerm.objects.order_by()
    linked = (
        claims.exclude(numerator=None).values_list(name, f"numerator__{name}"),
        claims.exclude(denominator=None).values_list(name, f"denominator__{name}"),
        divided.exclude(parts=None).values_list(f"whole__{name}", f"parts__{name}"),
        terms.values_list(f"claim__{name}", f"check_written__claims__{name}"),
    )
    return ((one, other) for links in linked for one, other in links.distinct() if one and other)


def _of_indicators() -> QuerySet[Any, tuple[int, int]]:
    taken, broader = Indicator.taken_for.through.objects, Indicator.broader.through.objects
    ends = "from_indicator", "to_indicator"
    return taken.order_by().values_list(*ends).union(broader.order_by().values_list(*ends))


def _beside_each_other(links: Iterable[tuple[int, int]]) -> Links:
    beside: dict[int, list[int]] = defaultdict(list)
    for one, other in links:
        beside[one].append(other)
        beside[other].append(one)
    return beside
