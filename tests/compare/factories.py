"""Rows for the tests that need no database: claims that are never saved, and random ones."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import strategies as st

from apps.claims.models import Claim, Indicator, Place, Population, Unit
from apps.compare.rows.claims import Row, build_row
from apps.sources.models import Organisation, Source, Speaker

_numbers = count(1)
SPEAKERS = {"Mekdad": "government", "Mizintsev": "government", "Fleischer": "un", "Watcher": "other"}


def make_row(
    figure_as_said: str = "1,851,424",
    *,
    by: str = "Mekdad",
    population: str = "",
    place: str = "",
    origin: str = "",
    unit: str = "people",
    kind: str = "flow",
    said_on: date = date(2019, 7, 24),
    title: str = "Session",
    **rest: Any,
) -> Row:
    """The row of a claim that is nowhere stored; the value is read from the words unless it is given."""
    side = SPEAKERS.get(by, "government")
    organisation = Organisation(slug=f"{side}-office", name=f"{side} office", side=side)
    qualifier = rest.setdefault("qualifier", "exactly")
    if "value" not in rest and qualifier != "vague":
        rest["value"] = Decimal(figure_as_said.replace(",", ""))
    fields = {"pk": next(_numbers), "is_cumulative": False, "quote": f"{figure_as_said} people"} | rest
    claim = Claim(
        figure_as_said=figure_as_said,
        speaker=Speaker(slug=by.lower(), name=by, organisation=organisation),
        source=Source(slug="session", title=title, publisher=organisation, published_on=said_on),
        unit=Unit(code=unit, name=unit),
        indicator=Indicator(code="returns", name="Returns", kind=kind, unit=Unit(code=unit, name=unit)),
        population=Population(code=population, name=population) if population else None,
        place=Place(code=place, name=place) if place else None,
        origin=Place(code=origin, name=origin) if origin else None,
        **fields,
    )
    claim.infer_step()
    claim._prefetched_objects_cache = {"counted_by": Organisation.objects.none()}  # type: ignore[attr-defined]
    return build_row(claim)


QUALIFIERS = ["exactly", "more_than", "at_least", "just_over", "less_than", "at_most", "just_under", "about"]


@st.composite
def random_rows(draw: st.DrawFn, /, **fixed: Any) -> Row:
    """A row of anybody about any number over any period."""
    start = draw(st.none() | st.dates(date(2015, 1, 1), date(2020, 1, 1)))
    length = draw(st.integers(0, 900))
    end = (start or date(2018, 1, 1)) + timedelta(days=length)
    wordy = draw(st.integers(0, 9)) == 0
    asked: dict[str, Any] = {
        "by": draw(st.sampled_from(sorted(SPEAKERS))),
        "qualifier": draw(st.sampled_from(QUALIFIERS)),
        "period_start": start,
        "period_end": draw(st.sampled_from([end, None])) if start else end,
        "is_cumulative": draw(st.booleans()),
        "kind": draw(st.sampled_from(["flow", "stock"])),
        "place": draw(st.sampled_from(["", "Aleppo", "Homs"])),
        "known_bias": draw(st.sampled_from(["", "undercount", "overcount"])),
    } | fixed
    if wordy and "qualifier" not in fixed:
        words = draw(st.sampled_from(["hundreds", "the vast majority", "unknown"]))
        return make_row(words, **asked | {"qualifier": "vague"})
    # The end of a period that is still running is the day of the document.
    said_on = max(date(2019, 7, 24), end)
    return make_row(f"{draw(st.integers(0, 5_000_000)):,}", **asked, said_on=said_on)
