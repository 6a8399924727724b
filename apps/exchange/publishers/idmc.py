"""IDMC: people displaced inside their country at the end of a year, as UNHCR hands them on and as GIDD has them."""

from collections.abc import Iterator

from apps.exchange.publishers.shapes import (
    BY_CAUSE,
    Measure,
    PlaceSaid,
    Published,
    Shape,
    Trait,
    cell_of,
    days_of,
    filled,
    words_of,
)
from apps.exchange.reading.faults import Row

_STOCK = Measure("displaced_stock", "idps")
_NEW = Measure("displacement", "displaced", is_flow=True)
_OF_GIDD = {
    "Conflict Stock Displacement": _STOCK,
    "Conflict Internal Displacements": _NEW,
    "Disaster Stock Displacement": _STOCK,
    "Disaster Internal Displacements": _NEW,
}


def _total(row: Row) -> Iterator[Published]:
    year = cell_of(row, "year")
    if total := cell_of(row, "total"):
        yield Published(
            column="total",
            cell=total,
            measure=_STOCK,
            place=PlaceSaid(cell_of(row, "coa_iso"), cell_of(row, "coa_name")),
            period_end=days_of(year, _STOCK)[1],
            period_as_said=year,
            words=words_of(row, "year", "coo_iso", "coa_iso", "total"),
        )


def _of_gidd(row: Row) -> Iterator[Published]:
    year = cell_of(row, "Year")
    for header, cell, measure in filled(row, _OF_GIDD):
        first, last = days_of(year, measure)
        yield Published(
            column=header,
            cell=cell,
            measure=measure,
            place=PlaceSaid(cell_of(row, "ISO3"), cell_of(row, "Name")),
            period_start=first,
            period_end=last,
            period_as_said=year,
            traits=(Trait(BY_CAUSE, header.partition(" ")[0]),),
            words=words_of(row, "ISO3", "Year", header),
        )


SHAPES = (
    Shape(
        "IDMC, internally displaced people by year", frozenset({"year", "coo_iso", "coa_iso", "total"}), _total, "year"
    ),
    Shape("IDMC, GIDD", frozenset({"ISO3", "Year", "Conflict Stock Displacement"}), _of_gidd, "Year"),
)
