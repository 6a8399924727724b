"""Which record a cell names: a speaker, a document, an entry of a code list."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from apps.claims.models import Indicator, Place, Population, Unit
from apps.exchange.cells import settled
from apps.sources.models import Organisation, Source, Speaker


class Names:
    """Every record that a cell may name.

    Names are compared as they look: composed letters, equal blanks. What two records share is found by neither, unless
    the cell writes it as only one of them does.
    """

    def __init__(self) -> None:
        self._registers: dict[str, Register] = {
            "speaker": Register(Speaker.objects.select_related("organisation"), lambda s: [s.name, s.slug, *s.aliases]),
            "source": Register(Source.objects.defer("text"), lambda source: [source.slug]),
            "indicator": Register(Indicator.objects.select_related("unit", "population"), lambda entry: [entry.code]),
            "population": Register(Population.objects.all(), lambda entry: [entry.code]),
            "unit": Register(Unit.objects.all(), lambda entry: [entry.code]),
            "place": Register(Place.objects.all(), lambda place: [place.code, place.name, *place.aliases]),
            "counted_by": register_organisations(),
        }
        self._registers["origin"] = self._registers["place"]

    def find(self, what: str, name: str) -> Any:
        """The record of this name. Raises ValueError with what was expected."""
        record = self._registers[what].find(name)
        if record is None:
            many = ", or a list of them by import_places" if what in ("place", "origin") else ""
            raise ValueError(f"{_EXPECTED[what]} that exists (enter it in the admin first{many})")
        return record


_EXPECTED = {
    "speaker": "the name of a speaker",
    "source": "the slug of a source",
    "indicator": "the code of an indicator",
    "population": "the code of a population",
    "unit": "the code of a unit",
    "place": "the code or name of a place",
    "origin": "the name or code of a place",
    "counted_by": "the slug of an organisation",
}


class Register:
    """Records by each of their names; the first name of a record wins over another's alias."""

    def __init__(self, records: Iterable[Any], names: Callable[[Any], Iterable[str]]) -> None:
        self._exact: dict[str, set[Any]] = defaultdict(set)
        self._alike: dict[str, set[Any]] = defaultdict(set)
        self._first: dict[str, set[Any]] = defaultdict(set)
        for record in records:
            for order, name in enumerate(name for name in names(record) if name):
                self._exact[name].add(record)
                self._alike[settled(name)].add(record)
                if order == 0:
                    self._first[settled(name)].add(record)

    def find(self, name: str) -> Any | None:
        """The one record that is called so; None where there is none, or several."""
        for register, key in ((self._first, settled(name)), (self._exact, name), (self._alike, settled(name))):
            if len(records := register.get(key, ())) == 1:
                return next(iter(records))
        return None


def register_organisations() -> Register:
    """The organisations, by their slugs, names, acronyms and aliases: a file may call one by any of these."""
    return Register(Organisation.objects.all(), lambda made: [made.slug, made.name, made.acronym, *made.aliases])
