"""How the claims of a run are divided into batches that need nothing of each other.

families of 30, 400 and 500 claims                     one batch
a family of 90,000                                     its places by themselves, small ones together
the same, of which a figure is of no place, or must be converted before it is compared     one batch

What lies in one country is set against nothing of another, unless a breakdown, a share or a check names both, or a
place holds both. What must be converted is shown over the largest base of its family, wherever that is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from django.db.models import Count, Q

from apps.claims.models import Claim
from apps.reconciliation.models import Finding
from apps.reconciliation.reach import CONVERTED_COUNTS, Links, find_apart, find_families, link_places

TOGETHER = 1_000  # claims that are decided in one go; a family of more has a batch of its own
LARGE = 5_000  # claims from which on a family is divided by places
CONVERTED = CONVERTED_COUNTS | Q(unit__rate_of__isnull=False)


class Part(NamedTuple):
    """Claims that are decided in one go; of all places where none are named."""

    claims: int
    indicators: list[int]
    places: list[int] | None = None


def divide(indicators: Iterable[int]) -> Iterator[Part]:
    """The families of these indicators, small ones put together, large ones by places."""
    beside = cache(link_places)
    for size, family in divide_by_families(indicators):
        regions = list(_divide_by_places(family, beside)) if size > LARGE else []
        yield from [Part(claims, family, places) for claims, places in regions] or [Part(size, family)]


def divide_by_families(indicators: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """The families of these indicators with their numbers of claims, the largest first, small ones put together."""
    return _divide(find_families(indicators), count_claims("indicator"), TOGETHER)


def count_claims(name: str, indicators: Collection[int] | None = None) -> dict[int, int]:
    """How many claims findings can speak of, of these indicators or of all, by their key of this name."""
    claims = Claim.objects.current().order_by()
    some = claims if indicators is None else claims.filter(indicator__in=indicators)
    return dict(some.values_list(name).annotate(Count("pk")))


def _divide_by_places(family: Collection[int], beside: Callable[[], Links]) -> Iterator[tuple[int, list[int]]]:
    """Nothing where all must be decided together."""
    spoken_of = Finding.objects.standing().among(family).order_by().values_list("inputs__place", flat=True).distinct()
    counts = count_claims("place", family)
    places = counts.keys() | set(spoken_of)
    if None in places or Claim.objects.current().filter(CONVERTED, indicator__in=family).exists():
        return iter(())
    return _divide(find_apart(places, beside()), counts, LARGE)


def _divide(sets: Iterable[Collection[int]], counts: Mapping[int, int], most: int) -> Iterator[tuple[int, list[int]]]:
    """Sets of keys with their numbers of claims, the largest first, small ones together."""
    sized = [(sum(counts.get(one, 0) for one in found), sorted(found)) for found in sets]
    total, gathered = 0, list[int]()
    for size, found in sorted(sized, reverse=True):
        if gathered and total + size > most:
            yield total, gathered
            total, gathered = 0, []
        total, gathered = total + size, gathered + found
    if gathered:
        yield total, gathered
