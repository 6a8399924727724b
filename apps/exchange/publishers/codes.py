"""The code-list entries that publishers' files need, made on request where the code lists do not have them yet."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from babel import Locale
from babel.core import get_global

from apps.claims.models import Indicator, IndicatorKind, Place, Population, Unit
from apps.exchange.publishers.shapes import PlaceSaid, Published, Trait

_INDICATORS = {
    "displaced_stock": ("Displaced people", IndicatorKind.STOCK, "People in a situation of displacement at a day."),
    "returns": ("Returns", IndicatorKind.FLOW, "People who came back to where they lived before."),
    "displacement": ("Displacement", IndicatorKind.FLOW, "People who were displaced."),
    "resettlement": ("Resettlement", IndicatorKind.FLOW, "Refugees who were taken in by a third country."),
    "naturalisation": ("Naturalisation", IndicatorKind.FLOW, "Refugees who were given the nationality of the country."),
}
# Name, the entry above, what divides that, and the code by which UNHCR and HAPI call it.
_POPULATIONS = {
    "people": ("People", "", "", ""),
    "displaced": ("Displaced people", "people", "", ""),
    "refugees_and_asylum_seekers": ("Refugees and asylum-seekers", "displaced", "", ""),
    "refugees": ("Refugees", "refugees_and_asylum_seekers", "by legal status", "REF"),
    "asylum_seekers": ("Asylum-seekers", "refugees_and_asylum_seekers", "by legal status", "ASY"),
    "idps": ("Internally displaced people", "displaced", "", "IDP"),
    "stateless": ("Stateless people", "people", "", "STA"),
    "others_of_concern": ("Others of concern", "people", "", "OOC"),
    "others_in_need_of_protection": ("Others in need of international protection", "people", "", "OIP"),
    "host_community": ("Host community", "people", "", "HST"),
    "returnees": ("Returnees", "people", "", "RRI"),
    "returned_refugees": ("Returned refugees", "returnees", "by displacement", "RET"),
    "returned_idps": ("Returned internally displaced people", "returnees", "by displacement", "RDP"),
}
_DIVIDING = ("country", "governorate", "district")
_WORLD = "WLD"
_LONGEST = 60  # characters of a code
AT_A_TIME = 5_000  # places


def population_of(figure: Published) -> str:
    """The code of who is counted: idps; idps_conflict, idps_conflict_female where the row says so."""
    return _coded(figure.measure.population, figure.traits)


def _coded(population: str, traits: Sequence[Trait]) -> str:
    words = (re.sub(r"[^a-z0-9]+", "_", trait.word.lower()).strip("_") for trait in traits)
    code = "_".join((population, *words))
    # What is cut off tells women from men.
    return code if len(code) <= _LONGEST else f"{code[: _LONGEST - 9]}_{sha256(code.encode()).hexdigest()[:8]}"


def create_codes(figures: Iterable[Published]) -> tuple[str, ...]:
    """Makes the indicators and populations that these figures need and that are not there; changes none that is.

    What they are is said here and not by a file, so nobody needs to ask for them. Returns the codes made.
    """
    indicators = {entry.code: entry for entry in Indicator.objects.all()}
    populations = {entry.code: entry for entry in Population.objects.all()}
    before = indicators.keys() | populations.keys()
    for figure in figures:
        _make_population(figure, populations)
        if figure.measure.indicator not in indicators:
            indicators[figure.measure.indicator] = _make_indicator(figure.measure.indicator, populations)
    return tuple(sorted((indicators.keys() | populations.keys()) - before))


def _make_population(figure: Published, known: dict[str, Population]) -> None:
    """Makes who is counted, trait by trait, each within what stands before it."""
    broader = _population(figure.measure.population, known)
    for number, trait in enumerate(figure.traits, 1):
        code = _coded(figure.measure.population, figure.traits[:number])
        if code not in known:
            name = f"{broader.name}{', ' if number > 1 else ': '}{trait.word}"[:200]
            known[code] = Population.objects.create(code=code, name=name, division=trait.division)
            known[code].broader.add(broader)
        broader = known[code]


def _make_indicator(code: str, populations: dict[str, Population]) -> Indicator:
    name, kind, definition = _INDICATORS[code]
    unit, _ = Unit.objects.get_or_create(code="people", defaults={"name": "People", "is_counted_once": True})
    everyone = _population("people", populations)
    return Indicator.objects.create(
        code=code, name=name, kind=kind, definition=definition, unit=unit, is_additive=True, population=everyone
    )


def _population(code: str, known: dict[str, Population]) -> Population:
    """The entry of a code that is said here, made with what stands above it if it is not there."""
    if code not in known:
        name, above, division, standard = _POPULATIONS[code]
        known[code] = Population.objects.create(code=code, name=name, division=division, standard_code=standard)
        if above:
            known[code].broader.add(_population(above, known))
    return known[code]


def create_places(places: Iterable[PlaceSaid]) -> int:
    """Makes the places that are not there, with what they lie in, and says how many; changes none that is."""
    known = {place.code: place for place in Place.objects.all()}
    made: list[tuple[Place, Place | None]] = []
    for place in places:
        _place(place, known, made)
    # New places touch no finding, so nothing is marked to be reconciled.
    Place.objects.bulk_create([place for place, _ in made], batch_size=AT_A_TIME)
    lies = Place.broader.through
    links = [lies(from_place=place, to_place=above) for place, above in made if above]
    lies.objects.bulk_create(links, batch_size=AT_A_TIME)
    return len(made)


def _place(said: PlaceSaid, known: dict[str, Place], made: list[tuple[Place, Place | None]]) -> Place:
    """The place, and in `made`, if it is new, what it lies in: not saved yet, since many are saved at once."""
    if said.code not in known:
        above = _place(said.inside, known, made) if said.inside else known.get(_WORLD)
        # Countries exclude each other in the world, governorates in a country, districts in a governorate.
        division = said.kind if above and said.kind in _DIVIDING else ""
        name = (said.name or name_of_country(said.code))[:200]
        known[said.code] = Place(
            code=said.code,
            name=name,
            kind=said.kind,
            division=division,
            valid_from=said.valid_from,
            valid_to=said.valid_to,
        )
        made.append((known[said.code], above))
    return known[said.code]


def name_of_country(code: str) -> str:
    """The English name for an ISO 3166 three-letter code; the code itself for any other."""
    short = get_global("territory_aliases").get(code, [code])[0]
    return str(Locale("en").territories.get(short, code))
