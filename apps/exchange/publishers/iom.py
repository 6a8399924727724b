"""IOM DTM: people displaced inside their country at the day of a round, by place, cause and where they came from.

Men and women are parts of them, by sex.
"""

from collections.abc import Iterator

from apps.exchange.publishers.hdx import place_of
from apps.exchange.publishers.shapes import (
    BY_CAUSE,
    FEMALE,
    MALE,
    LeftOut,
    Measure,
    PlaceSaid,
    Published,
    Shape,
    Trait,
    cell_of,
    find_uncoded,
    operation_of,
    words_of,
)
from apps.exchange.reading.faults import Row

_WHOLE = "numPresentIdpInd"
_COLUMNS = {_WHOLE: (), "numberMales": (MALE,), "numberFemales": (FEMALE,)}
_WHERE = (
    "admin0Pcode",
    "admin1Pcode",
    "admin2Pcode",
    "operation",
    "assessmentType",
    "displacementReason",
    "idpOriginAdmin1Pcode",
    "roundNumber",
    "reportingDate",
)


_LEVELS = (
    ("admin1Pcode", "admin1Name"),
    ("admin2Pcode", "admin2Name"),
    ("idpOriginAdmin1Pcode", "idpOriginAdmin1Name"),
)


def _round(row: Row) -> Iterator[Published | LeftOut]:
    if why := find_uncoded(row, *_LEVELS):
        yield from (LeftOut(header, why) for header in _COLUMNS if cell_of(row, header))
        return
    place = place_of(row, "admin0Pcode", "admin0Name", "admin1Pcode", "admin1Name", "admin2Pcode", "admin2Name")
    from_code, day = cell_of(row, "idpOriginAdmin1Pcode"), cell_of(row, "reportingDate")[:10]
    country = PlaceSaid(cell_of(row, "admin0Pcode"), cell_of(row, "admin0Name"))
    reason = cell_of(row, "displacementReason")
    caused = (Trait(BY_CAUSE, reason),) if reason else ()
    for header, sex in _COLUMNS.items():
        people, label = cell_of(row, header), f"row {row.number}"
        if people:
            yield Published(
                column=header,
                cell=people,
                measure=Measure("displaced_stock", "idps"),
                place=place,
                origin=PlaceSaid(from_code, cell_of(row, "idpOriginAdmin1Name"), "governorate", country)
                if from_code
                else None,
                period_end=day,
                period_as_said=day,
                traits=(*caused, *sex),
                label="" if sex else label,
                part_of=label if sex else "",
                operation=operation_of(row, "operation", "assessmentType"),
                words=words_of(row, *_WHERE, header),
            )


SHAPES = (Shape("IOM DTM", frozenset({"admin0Pcode", "numPresentIdpInd", "reportingDate"}), _round, "reportingDate"),)
