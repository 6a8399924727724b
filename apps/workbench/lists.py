"""The code lists and speakers of the database, as the reader of texts takes them."""

from typing import Any

from apps.claims.models import Indicator, Place, Population, Unit
from apps.claims.proposals.codes import Code, CodeLists
from apps.sources.models import Speaker


def load_code_lists() -> CodeLists:
    """Everything that proposals choose from, in five queries."""
    return CodeLists(
        units=tuple(_code(unit, per=_pace(unit)) for unit in Unit.objects.select_related("rate_of", "rate_per")),
        indicators=tuple(
            _code(indicator, kind=indicator.kind, units=(indicator.unit.code,))
            for indicator in Indicator.objects.select_related("unit")
        ),
        populations=tuple(_code(population) for population in Population.objects.all()),
        places=tuple(_code(place, kind=place.kind) for place in Place.objects.all()),
        speakers=tuple((spelling, speaker.name) for speaker in Speaker.objects.all() for spelling in speaker.spellings),
    )


def _code(entry: Any, **rest: Any) -> Code:
    return Code(entry.code, entry.name, tuple(entry.aliases), entry.definition, **rest)


def _pace(unit: Unit) -> tuple[str, int, str] | None:
    """People per 5 days: ("people", 5, "days"); None for what is no pace of so many whole ones."""
    if unit.rate_of is None or unit.rate_per is None or unit.rate_amount is None or unit.rate_amount % 1:
        return None
    return unit.rate_of.code, int(unit.rate_amount), unit.rate_per.code
