"""IOM DTM: people displaced inside their country at the day of a round, by place, cause and where they came from."""

from collections.abc import Iterator

from apps.exchange.publishers.hdx import place_of
from apps.exchange.publishers.shapes import Measure, PlaceSaid, Published, Shape, cell_of, words_of
from apps.exchange.reading.faults import Row


def _round(row: Row) -> Iterator[Published]:
    place = place_of(row, "admin0Pcode", "admin0Name", "admin1Pcode", "admin1Name", "admin2Pcode", "admin2Name")
    from_code, day = cell_of(row, "idpOriginAdmin1Pcode"), cell_of(row, "reportingDate")[:10]
    country = PlaceSaid(cell_of(row, "admin0Pcode"), cell_of(row, "admin0Name"))
    if people := cell_of(row, "numPresentIdpInd"):
        yield Published(
            column="numPresentIdpInd",
            cell=people,
            measure=Measure("displaced_stock", "idps"),
            place=place,
            origin=PlaceSaid(from_code, cell_of(row, "idpOriginAdmin1Name"), "governorate", country)
            if from_code
            else None,
            period_end=day,
            period_as_said=day,
            cause=cell_of(row, "displacementReason"),
            words=words_of(
                row,
                "admin0Pcode",
                "admin1Pcode",
                "admin2Pcode",
                "displacementReason",
                "idpOriginAdmin1Pcode",
                "roundNumber",
                "reportingDate",
                "numPresentIdpInd",
            ),
        )


SHAPES = (Shape("IOM DTM", frozenset({"admin0Pcode", "numPresentIdpInd", "reportingDate"}), _round),)
