"""UNHCR: population and solutions by year (Refugee Data Finder and its API), and situations (its data portal).

`coo` and `coa` are codes of UNHCR's own, so places are told by `coo_iso` and `coa_iso`.

In the file of demographics women and men are parts of all, by sex, and their ages parts of each, by age.
"""

from collections.abc import Iterator

from apps.exchange.publishers.shapes import (
    BY_AGE,
    FEMALE,
    MALE,
    LeftOut,
    Measure,
    PlaceSaid,
    Published,
    Shape,
    Trait,
    cell_of,
    days_of,
    filled,
    find_group,
    placed,
    words_of,
)
from apps.exchange.reading.faults import Row

_MEASURES = {
    "refugees": Measure("displaced_stock", "refugees"),
    "asylum_seekers": Measure("displaced_stock", "asylum_seekers"),
    "returned_refugees": Measure("returns", "returned_refugees", is_flow=True),
    "idps": Measure("displaced_stock", "idps"),
    "returned_idps": Measure("returns", "returned_idps", is_flow=True),
    "stateless": Measure("displaced_stock", "stateless"),
    "ooc": Measure("displaced_stock", "others_of_concern"),
    "oip": Measure("displaced_stock", "others_in_need_of_protection"),
    "hst": Measure("displaced_stock", "host_community"),
    "resettlement": Measure("resettlement", "refugees", is_flow=True),
    "naturalisation": Measure("naturalisation", "refugees", is_flow=True),
}
# The headers of the files that the Refugee Data Finder hands out.
_RESPELLED = {
    "Year": "year",
    "Country of origin": "coo_name",
    "Country of origin (ISO)": "coo_iso",
    "Country of asylum": "coa_name",
    "Country of asylum (ISO)": "coa_iso",
    "Refugees under UNHCR's mandate": "refugees",
    "Asylum-seekers": "asylum_seekers",
    "Returned refugees": "returned_refugees",
    "IDPs of concern to UNHCR": "idps",
    "Returned IDPs": "returned_idps",
    "Returned IDPss": "returned_idps",
    "Stateless persons": "stateless",
    "Others of concern": "ooc",
    "Other people in need of international protection": "oip",
    "Host Community": "hst",
    "Resettlement arrivals": "resettlement",
    "Naturalisation": "naturalisation",
}


def _countries_of(row: Row) -> tuple[PlaceSaid, PlaceSaid]:
    """Where people come from, and where they are."""
    origin = PlaceSaid(cell_of(row, "coo_iso"), cell_of(row, "coo_name"))
    return origin, PlaceSaid(cell_of(row, "coa_iso"), cell_of(row, "coa_name"))


def _of_year(row: Row) -> Iterator[Published]:
    year, countries = cell_of(row, "year"), _countries_of(row)
    for header, cell, measure in filled(row, _MEASURES):
        (place, came_from), (first, last) = placed(*countries, measure), days_of(year, measure)
        yield Published(
            column=header,
            cell=cell,
            measure=measure,
            place=place,
            origin=came_from,
            period_start=first,
            period_end=last,
            period_as_said=year,
            words=words_of(row, "year", "coo_iso", "coa_iso", header),
        )


def _of_situation(row: Row) -> Iterator[Published]:
    """People of a situation in one country. “UNHCR, Government” counted it together."""
    if individuals := cell_of(row, "Individuals"):
        yield Published(
            column="Individuals",
            cell=individuals,
            measure=Measure("displaced_stock", "refugees_and_asylum_seekers"),
            place=PlaceSaid(cell_of(row, "ISO3"), cell_of(row, "Country")),
            period_end=cell_of(row, "Date"),
            period_as_said=cell_of(row, "Date"),
            counters=tuple(name.strip() for name in cell_of(row, "Source").split(",") if name.strip()),
            words=words_of(row, "Country", "Source", "Date", "Individuals"),
        )


_AGES = {
    "0_4": "0 to 4",
    "5_11": "5 to 11",
    "12_17": "12 to 17",
    "18_59": "18 to 59",
    "60": "60 and over",
    "other": "age unknown",
}
_SEXES = {"f": FEMALE, "m": MALE}
_DEMOGRAPHICS = {
    "Population Type": "pop_type",
    "Population type": "pop_type",
    "Total": "total",
    **{
        f"{word} {spelt}": f"{letter}_{age}"
        for letter, word in (("f", "Female"), ("m", "Male"))
        for age, spelt in (
            *((age, age.replace("_", " - ")) for age in _AGES if age != "other"),
            ("other", "Unknown"),
            ("other", "unknown"),
            ("total", "Total"),
            ("total", "total"),
        )
    },
}


def _of_people(row: Row) -> Iterator[Published | LeftOut]:
    """Everybody, women and men, and their ages: `f_total` is a part of `total`, and `f_0_4` of `f_total`."""
    measure, year = find_group(row, "pop_type"), cell_of(row, "year")
    if isinstance(measure, str):
        yield LeftOut("total", measure)
        return
    (place, came_from), (first, last) = placed(*_countries_of(row), measure), days_of(year, measure)
    for header, (traits, whole) in _PEOPLE.items():
        if cell := cell_of(row, header):
            yield Published(
                column=header,
                cell=cell,
                measure=measure,
                place=place,
                origin=came_from,
                period_start=first,
                period_end=last,
                period_as_said=year,
                traits=traits,
                label=f"row {row.number} {header}",
                part_of=f"row {row.number} {whole}" if whole else "",
                words=words_of(row, "year", "coo_iso", "coa_iso", "pop_type", header),
            )


_PEOPLE: dict[str, tuple[tuple[Trait, ...], str]] = {
    "total": ((), ""),
    **{f"{letter}_total": ((sex,), "total") for letter, sex in _SEXES.items()},
    **{
        f"{letter}_{age}": ((sex, Trait(BY_AGE, words)), f"{letter}_total")
        for letter, sex in _SEXES.items()
        for age, words in _AGES.items()
    },
}
_YEARLY = {"year", "coo_iso", "coa_iso"}
SHAPES = (
    Shape(
        "UNHCR, demographics by year",
        frozenset({*_YEARLY, "pop_type", "f_total", "m_total", "total"}),
        _of_people,
        "year",
        _RESPELLED | _DEMOGRAPHICS,
    ),
    Shape("UNHCR, population by year", frozenset({*_YEARLY, "refugees"}), _of_year, "year", _RESPELLED),
    Shape("UNHCR, solutions by year", frozenset({*_YEARLY, "returned_refugees"}), _of_year, "year", _RESPELLED),
    Shape("UNHCR, resettlement by year", frozenset({*_YEARLY, "resettlement"}), _of_year, "year", _RESPELLED),
    Shape("UNHCR, situations", frozenset({"ISO3", "Source", "Date", "Individuals"}), _of_situation, "Date"),
)
