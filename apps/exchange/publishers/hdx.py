"""HDX HAPI: internally displaced people, refugees and returnees, with the place as finely as the row gives it.

Rows by sex are parts of the row for all, by sex; rows by age are parts of the row for all ages of that sex, by age.
"""

from collections.abc import Iterator

from apps.exchange.publishers.shapes import (
    BY_AGE,
    BY_SEX,
    FEMALE,
    GROUPS,
    MALE,
    LeftOut,
    PlaceSaid,
    Published,
    Shape,
    Trait,
    cell_of,
    find_group,
    find_uncoded,
    operation_of,
    placed,
    words_of,
)
from apps.exchange.reading.faults import Row

_LEVELS = (
    ("admin1_code", "admin1_name", "provider_admin1_name"),
    ("admin2_code", "admin2_name", "provider_admin2_name"),
)
_WHERE = ("location_code", "admin1_code", "admin2_code", "operation", "assessment_type", "reference_period_end")


def _idps(row: Row) -> Iterator[Published | LeftOut]:
    """The place is the finest that has a code; a figure of one that is named without a code is none of it."""
    people = cell_of(row, "population")
    if people and (why := cell_of(row, "error") or find_uncoded(row, *_LEVELS)):
        yield LeftOut("population", why)
    elif people:
        yield Published(
            column="population",
            cell=people,
            measure=GROUPS["IDP"],
            place=place_of(row, "location_code", "", "admin1_code", "admin1_name", "admin2_code", "admin2_name"),
            period_end=_day(row, "reference_period_end"),
            period_as_said=_day(row, "reference_period_end"),
            operation=operation_of(row, "operation", "assessment_type"),
            words=words_of(row, *_WHERE, "population"),
        )


def _of_concern(row: Row) -> Iterator[Published | LeftOut]:
    measure, people = find_group(row, "population_group"), cell_of(row, "population")
    if not people:
        return
    if isinstance(measure, str) or (why := cell_of(row, "error")):
        yield LeftOut("population", measure if isinstance(measure, str) else why)
        return
    origin, asylum = PlaceSaid(cell_of(row, "origin_location_code")), PlaceSaid(cell_of(row, "asylum_location_code"))
    place, came_from = placed(origin, asylum, measure)
    sex, age = _SEXES.get(cell_of(row, "gender"), cell_of(row, "gender")), cell_of(row, "age_range") or _ALL
    sexes = (Trait(BY_SEX, sex),) if sex != _ALL else ()
    ages = (Trait(BY_AGE, age),) if age != _ALL else ()
    yield Published(
        column="population",
        cell=people,
        measure=measure,
        place=place,
        origin=came_from,
        period_start=_day(row, "reference_period_start") if measure.is_flow else "",
        period_end=_day(row, "reference_period_end"),
        period_as_said=_day(row, "reference_period_start")[:4],
        traits=(*sexes, *ages),
        label=_label(row, sex, age),
        part_of=_label(row, sex, _ALL) if ages else _label(row, _ALL, _ALL) if sexes else "",
        words=words_of(row, *_KEY, *(("gender", "age_range") if sexes or ages else ()), "population"),
    )


_ALL = "all"
_SEXES = {"f": FEMALE.word, "m": MALE.word, "": _ALL}
_KEY = ("origin_location_code", "asylum_location_code", "population_group", "reference_period_start")


def _label(row: Row, sex: str, age: str) -> str:
    return " ".join((*(cell_of(row, header)[:10] for header in _KEY), sex, age))


def place_of(row: Row, *columns: str) -> PlaceSaid:
    """The finest place that has a code: `columns` are code and name of country, governorate and district in turn."""
    place = PlaceSaid("")
    for kind, code, name in zip(("country", "governorate", "district"), columns[::2], columns[1::2], strict=True):
        if said := cell_of(row, code):
            place = PlaceSaid(said, cell_of(row, name), kind, place if place.code else None)
    return place


def _day(row: Row, header: str) -> str:
    """A day without the time of day that some files have behind it."""
    return cell_of(row, header)[:10]


_HAPI = {"reference_period_start", "reference_period_end", "population"}
SHAPES = (
    Shape(
        "HDX HAPI, refugees and returnees", frozenset({*_HAPI, "population_group"}), _of_concern, "reference_period_end"
    ),
    Shape("HDX HAPI, internally displaced people", frozenset({*_HAPI, "location_code"}), _idps, "reference_period_end"),
)
