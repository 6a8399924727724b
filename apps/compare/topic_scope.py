"""Which claims a topic's page is made of: those on its indicators and narrower ones, in or from its place.

Where these are more than a reader could take in, the page is made of some: those that the largest differences are
about, and the latest of each side. What it leads with is then chosen among the foremost of these, so that the start
page, which reads no more of a topic, leads with the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from apps.claims.hierarchy import Links
from apps.claims.models import Claim, Indicator, Place
from apps.claims.querysets import ClaimQuerySet
from apps.compare.models import Topic
from apps.compare.published import public_findings
from apps.reconciliation.querysets import FindingQuerySet
from apps.sources.keys import among
from apps.sources.models import Side

MOST_CLAIMS = 400  # of a topic whose claims are all read; of a larger one about this many are chosen
FOREMOST_CLAIMS = 120
MANY_CLAIMS = 50_000  # of a topic whose findings are looked for by size and not by its claims
PARTS = 4  # the ends of the largest findings, and the latest of three sides


@dataclass(frozen=True, slots=True)
class Reach:
    """The keys of the indicators and places a topic covers; `places` is None if it is not about a place.

    `leading` are the topic's own indicators in the order in which the code list got them: several are
    chosen at once, in no order.
    """

    leading: tuple[int, ...]
    indicators: frozenset[int]
    places: frozenset[int] | None

    def covers(self, claim: Claim) -> bool:
        is_there = self.places is None or claim.place_id in self.places or claim.origin_id in self.places
        return claim.indicator_id in self.indicators and is_there

    def as_condition(self, path: str = "") -> Q:
        """The same as `covers`, for the database; `path` leads to the claim."""
        about = Q(**{f"{path}indicator__in": self.indicators})
        if self.places is None:
            return about
        return about & (Q(**{f"{path}place__in": self.places}) | Q(**{f"{path}origin__in": self.places}))


def read_reaches(topics: Iterable[Topic]) -> dict[int, Reach]:
    """The reach of each topic by its key, in three queries whatever the number of topics."""
    chosen: dict[int, list[int]] = defaultdict(list)
    for topic, indicator in Topic.indicators.through.objects.order_by("indicator_id").values_list("topic", "indicator"):
        chosen[topic].append(indicator)
    indicators, places = Indicator.objects.links(), Place.objects.links()
    return {topic.pk: _reach(topic, tuple(chosen[topic.pk]), indicators, places) for topic in topics}


def _reach(topic: Topic, leading: tuple[int, ...], indicators: Links, places: Links) -> Reach:
    within = None if topic.place_id is None else frozenset(places.at_or_below([topic.place_id]))
    return Reach(leading, frozenset(indicators.at_or_below(leading)), within)


def claims_of(topic: Topic, claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those of the claims that the topic's page is made of."""
    return claims.filter(read_reaches([topic])[topic.pk].as_condition())


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a topic is read: the claims and findings; `within` are all its claims, `total` their number."""

    claims: ClaimQuerySet
    findings: FindingQuerySet
    within: ClaimQuerySet
    total: int
    is_cut: bool

    def count_findings(self) -> int:
        """How many findings speak of any claim of the topic."""
        return public_findings().standing().touching(self.within).count()


def count_claims(reaches: Mapping[int, Reach]) -> dict[int, int]:
    """How many claims each topic has, by its key, in one query."""
    numbers = {f"of_{key}": Count("pk", filter=reach.as_condition()) for key, reach in reaches.items()}
    counted = Claim.objects.current().aggregate(**numbers) if numbers else {}
    return {key: counted[f"of_{key}"] for key in reaches}


def read_whole(reach: Reach) -> Extent:
    """What a topic's page reads."""
    return _extent(reach, most=MOST_CLAIMS)


def read_foremost(reach: Reach) -> Extent:
    """What is read of a topic to say what it leads with: all of a topic that is shown whole."""
    return _extent(reach, most=FOREMOST_CLAIMS)


def _extent(reach: Reach, *, most: int) -> Extent:
    within = Claim.objects.current().filter(reach.as_condition())
    standing = public_findings().standing()
    total = within.count()
    if total <= MOST_CLAIMS:
        return Extent(within, standing.touching(within), within, total, is_cut=False)
    # Through the findings of few claims the way is short; through those of many until there are enough of the largest,
    # for which the database must not make a list of the claims first.
    latest, about = list(_latest(within, most // PARTS)), reach.as_condition("left__")
    if total <= MANY_CLAIMS:
        of_few = list(within.order_by().values_list("pk", flat=True))
        within, about = Claim.objects.filter(pk__in=among(of_few)), Q(left__in=among(of_few))
    keys = {*_ends(standing.filter(about), within, most // PARTS), *latest}
    claims = Claim.objects.current().filter(pk__in=keys)
    of_these = standing.filter(Q(left__in=keys), Q(right__isnull=True) | Q(right__in=keys))
    largest = list(of_these.by_size().values_list("pk", flat=True)[: most // PARTS])
    return Extent(claims, standing.filter(pk__in=largest), within, total, is_cut=True)


def _ends(differing: FindingQuerySet, within: ClaimQuerySet, most: int) -> Iterator[int]:
    """The claims of the topic that its largest differences are between."""
    largest = differing.leading().by_size()
    ends = [end for ends in largest.values_list("left", "right")[:most] for end in ends if end]
    yield from within.filter(pk__in=ends).values_list("pk", flat=True)


def _latest(within: ClaimQuerySet, most: int) -> Iterator[int]:
    """The latest claims of each side."""
    for side in Side:
        said = within.said_by(side).order_by("-source__published_on", "-source__slug", "-position")
        yield from said.values_list("pk", flat=True)[:most]
