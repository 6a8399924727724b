"""Who left a country and who stayed in it, and whether two places lie in one: what the code lists say.

REF ASY OIP RET    people who crossed a border: refugees, asylum-seekers, others abroad, refugees who returned
IDP RDP            people who stayed in their country: displaced inside it, or returned from another part
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from apps.claims.hierarchy import follow
from apps.claims.models import Claim, Place, PlaceKind, Population

CROSSING = frozenset({"REF", "ASY", "OIP", "RET"})
STAYING = frozenset({"IDP", "RDP"})

Above = dict[int, list[int]]


class Borders:
    """The lists as far as these claims name them, looked up when they are first asked."""

    def __init__(self, claims: Sequence[Claim] = ()) -> None:
        self._claims = [claim for claim in claims if claim.place_id and claim.origin_id]

    def movement_of(self, claim: Claim) -> frozenset[str]:
        """The standard codes of who is counted, and of all that is broader."""
        counted = _counted(claim)
        return frozenset(self._codes[key] for key in follow([counted], self._populations)) if counted else frozenset()

    def country_of_both(self, claim: Claim) -> str:
        """The country in which both place and origin lie; blank where they do not."""
        place, origin = (follow([key], self._places) for key in (claim.place_id or 0, claim.origin_id or 0))
        return next((self._countries[key] for key in sorted(place & origin & self._countries.keys())), "")

    @cached_property
    def _populations(self) -> Above:
        return _climb(Population, {key for claim in self._claims if (key := _counted(claim))})

    @cached_property
    def _codes(self) -> dict[int, str]:
        return dict(Population.objects.filter(pk__in=[*self._populations]).values_list("pk", "standard_code"))

    @cached_property
    def _places(self) -> Above:
        return _climb(Place, {key for claim in self._claims for key in (claim.place_id, claim.origin_id) if key})

    @cached_property
    def _countries(self) -> dict[int, str]:
        countries = Place.objects.filter(pk__in=[*self._places], kind=PlaceKind.COUNTRY)
        return dict(countries.values_list("pk", "name"))


def _counted(claim: Claim) -> int | None:
    return claim.population_id or claim.indicator.population_id


def _climb(entries: type[Population] | type[Place], starts: Iterable[int]) -> Above:
    """What lies directly above these entries, and above that, in one query a step."""
    through, name = entries.broader.through, entries._meta.model_name
    above: Above = defaultdict(list)
    ahead = set(starts)
    while ahead:
        above.update({key: [] for key in ahead})
        for entry, broader in through.objects.filter(**{f"from_{name}__in": ahead}).values_list(
            f"from_{name}", f"to_{name}"
        ):
            above[entry].append(broader)
        ahead = {broader for entry in ahead for broader in above[entry]} - above.keys()
    return above
