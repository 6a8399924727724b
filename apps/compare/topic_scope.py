"""Which claims a topic's page is made of: those on its indicators and narrower ones, in or from its place."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from apps.claims.hierarchy import Links
from apps.claims.models import Claim, Indicator, Place
from apps.claims.querysets import ClaimQuerySet
from apps.compare.models import Topic


@dataclass(frozen=True, slots=True)
class Reach:
    """The keys of the indicators and places a topic covers; `places` is None if it is not about a place.

    `leading` are the topic's own indicators in the order they were chosen.
    """

    leading: tuple[int, ...]
    indicators: frozenset[int]
    places: frozenset[int] | None

    def covers(self, claim: Claim) -> bool:
        is_there = self.places is None or claim.place_id in self.places or claim.origin_id in self.places
        return claim.indicator_id in self.indicators and is_there

    def as_condition(self) -> Q:
        """The same as `covers`, for the database."""
        about = Q(indicator__in=self.indicators)
        if self.places is None:
            return about
        return about & (Q(place__in=self.places) | Q(origin__in=self.places))


def read_reaches(topics: Iterable[Topic]) -> dict[int, Reach]:
    """The reach of each topic by its key, in three queries whatever the number of topics."""
    chosen: dict[int, list[int]] = defaultdict(list)
    for topic, indicator in Topic.indicators.through.objects.order_by("pk").values_list("topic", "indicator"):
        chosen[topic].append(indicator)
    indicators, places = Indicator.objects.links(), Place.objects.links()
    return {topic.pk: _reach(topic, tuple(chosen[topic.pk]), indicators, places) for topic in topics}


def _reach(topic: Topic, leading: tuple[int, ...], indicators: Links, places: Links) -> Reach:
    within = None if topic.place_id is None else frozenset(places.at_or_below([topic.place_id]))
    return Reach(leading, frozenset(indicators.at_or_below(leading)), within)


def claims_of(topic: Topic, claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those of the claims that the topic's page is made of."""
    return claims.filter(read_reaches([topic])[topic.pk].as_condition())
