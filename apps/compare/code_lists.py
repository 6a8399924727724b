"""Code lists as the pages use them: an entry together with those below it, or above it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.claims.models import Indicator, Place, Unit


@dataclass(frozen=True, slots=True)
class Links:
    """What lies directly below and above each entry, by key."""

    below: Mapping[int, list[int]]
    above: Mapping[int, list[int]]

    def at_or_below(self, entries: Iterable[int]) -> set[int]:
        return _follow(entries, self.below)

    def at_or_above(self, entries: Iterable[int]) -> set[int]:
        return _follow(entries, self.above)


def read_links(model: type[Indicator] | type[Place]) -> Links:
    """The links of a code list, in one query whatever its depth."""
    name = model._meta.model_name
    below: dict[int, list[int]] = defaultdict(list)
    above: dict[int, list[int]] = defaultdict(list)
    for entry, broader in model.broader.through.objects.values_list(f"from_{name}", f"to_{name}"):
        below[broader].append(entry)
        above[entry].append(broader)
    return Links(below, above)


def read_units_within() -> tuple[tuple[str, str], ...]:
    """The codes of units that lie within others, each with the broader one: people within returns."""
    return tuple(Unit.broader.through.objects.order_by("pk").values_list("from_unit__code", "to_unit__code"))


def _follow(entries: Iterable[int], links: Mapping[int, list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(entries)
    while waiting:
        entry = waiting.pop()
        if entry not in found:
            found.add(entry)
            waiting.extend(links.get(entry, ()))
    return found
