"""Files of figures as their publishers hand them out, recognised by their headers, each figure a claim."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Max

from apps.claims.models import Claim, Place
from apps.exchange.cells import write_flag
from apps.exchange.imports import import_rows
from apps.exchange.publishers import hdx, idmc, iom, unhcr
from apps.exchange.publishers.codes import create_codes, create_places, name_of_country, population_of
from apps.exchange.publishers.shapes import KEPT_BACK, LeftOut, PlaceSaid, Published, Shape, Trait
from apps.exchange.reading.faults import MOST_FAULTS, Fault, Refused, Row
from apps.exchange.reading.lines import read_lines
from apps.exchange.reading.table import read_rows
from apps.exchange.rows.names import Names, Register, register_organisations
from apps.exchange.rows.questions import Answers
from apps.exchange.rows.saving import Imported
from apps.sources.models import Organisation, Side, Source

SHAPES: tuple[Shape, ...] = (*idmc.SHAPES, *iom.SHAPES, *hdx.SHAPES, *unhcr.SHAPES)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a file: under which source and speaker, which columns, and whether places may be made."""

    source: str
    speaker: str
    state: str = "draft"
    only: frozenset[str] = frozenset()
    creates_places: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file: its sort, the claims, places and codes made, how many figures the publisher kept back, and
    which were left out, each with its row and why."""

    shape: str
    done: Imported
    places: int
    codes: tuple[str, ...]
    kept_back: int
    left_out: tuple[str, ...]


def recognise(headers: Sequence[str]) -> Shape | None:
    """The sort of file that has these headers; None for one that is not known."""
    return next((shape for shape in SHAPES if shape.fits(headers)), None)


def refuse_published(data: bytes, *, separator: str) -> None:
    """Raises Refused for a publisher's file that was taken for one of claims, and says how it is imported."""
    lines = read_lines(data, separator=separator)
    if lines and (shape := recognise(lines[0].cells)):
        expected = "the columns of claims.csv; import_figures reads this file, with --source and --speaker"
        raise Refused([Fault(lines[0].number, "", f"a file of {shape.name}", expected)])


@transaction.atomic
def import_figures(data: bytes, wish: Wish, *, answers: Answers, separator: str = "") -> Report:
    """Writes each figure of a publisher's file as a claim. Raises Refused and Asked; then nothing was written."""
    _check_options(wish)
    shape, rows = _read(data, separator)
    every = [(row.number, each) for row in rows for each in shape.figures(row)]
    read = [(number, each) for number, each in every if not wish.only or each.column in wish.only]
    wanted = [(number, figure) for number, figure in read if isinstance(figure, Published)]
    left_out = tuple(f"row {number}: {each.why}" for number, each in read if isinstance(each, LeftOut))
    kept = _told_apart([(number, figure) for number, figure in wanted if figure.cell not in KEPT_BACK])
    if not kept:
        columns = f" in {', '.join(dict.fromkeys(each.column for _, each in every))}" if wish.only and every else ""
        expected = "; ".join((f"one figure at least{columns}", *left_out[:MOST_FAULTS]))
        raise Refused([Fault(0, "", f"a file of {shape.name} without such figures", expected)])
    places = _settle_places(kept, wish)
    codes = create_codes(figure for _, figure in kept)
    done = import_rows(_as_claims(kept, wish, [figure for _, figure in wanted], shape), answers=answers)
    return Report(shape.name, done, places, codes, len(wanted) - len(kept), left_out)


def _check_options(wish: Wish) -> None:
    """Refuses a source or a speaker that is not there, once and not for every figure."""
    names, faults = Names(), []
    for option, name in (("source", wish.source), ("speaker", wish.speaker)):
        try:
            names.find(option, name)
        except ValueError as error:
            faults.append(Fault(0, "", f"--{option} {name}", str(error)))
    if faults:
        raise Refused(faults)


def _read(data: bytes, separator: str) -> tuple[Shape, list[Row]]:
    lines = read_lines(data, separator=separator)
    headers = lines[0].cells if lines else []
    shape = recognise(headers)
    if shape is None:
        known = "; ".join(shape.name for shape in SHAPES)
        raise Refused([Fault(1, "", ", ".join(headers), f"the headers of a file that is known: {known}")])
    return shape, read_rows(shape.names(headers), lines[1:])


def _told_apart(figures: Sequence[tuple[int, Published]]) -> list[tuple[int, Published]]:
    """The figures; where several operations count in one place, each is of the people whom its own one counts."""

    def where(figure: Published) -> tuple[object, ...]:
        return figure.measure, figure.place.code, figure.origin.code if figure.origin else ""

    operations = defaultdict(set)
    for _, figure in figures:
        operations[where(figure)].add(figure.operation)
    return [
        (number, replace(figure, traits=(Trait("", figure.operation), *figure.traits)))
        if figure.operation and len(operations[where(figure)]) > 1
        else (number, figure)
        for number, figure in figures
    ]


def _settle_places(figures: Iterable[tuple[int, Published]], wish: Wish) -> int:
    """Makes the places that are missing, or refuses, naming each once."""
    known = set(Place.objects.values_list("code", flat=True))
    missing: dict[str, tuple[int, str, PlaceSaid]] = {}
    for number, figure in figures:
        for column, place in (("place_code", figure.place), ("origin_code", figure.origin)):
            if place and place.code and place.code not in known:
                missing.setdefault(place.code, (number, column, place))
    if wish.creates_places:
        return create_places(place for _, _, place in missing.values())
    expected = "a place that exists: --create-places makes it, import_places reads a list"
    faults = [
        Fault(number, column, f"{place.code} {place.name or name_of_country(place.code)}", expected)
        for number, column, place in missing.values()
    ]
    if faults:
        raise Refused(faults)
    return 0


def _as_claims(
    figures: Sequence[tuple[int, Published]], wish: Wish, wanted: Iterable[Published], shape: Shape
) -> list[Row]:
    """The figures as rows of claims.csv, after what the source has already."""
    source = Source.objects.filter(slug=wish.source).first()
    last = Claim.objects.filter(source=source).aggregate(last=Max("position"))["last"] or 0
    counters = _Counters()
    breakdowns = _breakdowns([figure for _, figure in figures], wanted)
    return [
        Row(number, _cells(figure, wish, position) | counters.cells(figure) | divided, figure.column, shape.days_in)
        for position, ((number, figure), divided) in enumerate(zip(figures, breakdowns, strict=True), start=last + 1)
    ]


def _breakdowns(figures: Sequence[Published], wanted: Iterable[Published]) -> list[dict[str, str]]:
    """For each figure its label, and which it is a part of, where that one is among them; no label stands twice.

    Parts are said to be all of their whole where there are several, and none of the `wanted` ones was kept back.
    """
    groups = Counter((one.part_of, _along(one)) for one in figures)
    kept_back = {(one.part_of, _along(one)) for one in wanted if one.cell in KEPT_BACK}
    wholes = {one.label for one in figures} - {""}
    cells, labels = [], set[str]()
    for figure in figures:
        own = {"ref": figure.label if figure.label not in labels else ""}
        labels.add(figure.label)
        group = figure.part_of, _along(figure)
        if figure.part_of in wholes:
            is_all = groups[group] > 1 and group not in kept_back
            own |= {"part_of": group[0], "part_breakdown": group[1], "part_complete": write_flag(flag=is_all)}
        cells.append(own)
    return cells


def _along(figure: Published) -> str:
    return figure.traits[-1].division if figure.traits else ""


def _cells(figure: Published, wish: Wish, position: int) -> dict[str, str]:
    return {
        "speaker": wish.speaker,
        "position": str(position),
        "source": wish.source,
        "indicator": figure.measure.indicator,
        "population": population_of(figure),
        "place_code": figure.place.code,
        "origin_code": figure.origin.code if figure.origin else "",
        "period_start": figure.period_start,
        "period_end": figure.period_end,
        "period_as_said": figure.period_as_said,
        "status": "done",
        "qualifier": "exactly",
        "figure_as_said": figure.cell,
        "value": figure.cell,
        "unit": "people",
        "quote": figure.words[:300],
        "locator": f"column {figure.column}",
        "state": wish.state,
    }


class _Counters:
    """Who counted. “Government” is that of the country that the figure is of, where there is one of it."""

    def __init__(self) -> None:
        self._named = register_organisations()
        governments = Organisation.objects.filter(side=Side.GOVERNMENT)
        self._governments = Register(governments, lambda made: [made.country])

    def cells(self, figure: Published) -> dict[str, str]:
        """The organisations, where the row names some and we know them all; else the words stay in the quote."""
        found = [self._find(name, figure.place.code) for name in figure.counters]
        known = [made.slug for made in found if made is not None]
        return {"counted_by": " ".join(known)} if known and len(known) == len(found) else {}

    def _find(self, name: str, country: str) -> Organisation | None:
        register, key = (self._governments, country) if name == "Government" else (self._named, name)
        found: Organisation | None = register.find(key)
        return found
