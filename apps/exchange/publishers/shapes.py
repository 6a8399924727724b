"""What a publisher's file looks like: the headers it is known by, and the figures in one of its rows."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from apps.claims.entry.borders import CROSSING
from apps.exchange.cells import settled
from apps.exchange.reading.faults import Row

# What publishers write where they have no figure. A blank is not a zero.
BLANK = frozenset({"", "-", "–", "N/A", "n/a", "NA", "Not available", "null"})
# What they write where they keep a small figure back.
KEPT_BACK = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """A place as a file names it: its ISO 3166 or p-code, what it lies in, and when it had these borders."""

    code: str
    name: str = ""
    kind: str = "country"
    inside: "PlaceSaid | None" = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column counts: of which indicator and population, over the year or at its end."""

    indicator: str
    population: str
    is_flow: bool = False


# By the codes of UNHCR, which HDX hands on; some are older names of the same.
GROUPS = {
    "REF": Measure("displaced_stock", "refugees"),
    "ASY": Measure("displaced_stock", "asylum_seekers"),
    "ROC": Measure("displaced_stock", "others_of_concern"),
    "OOC": Measure("displaced_stock", "others_of_concern"),
    "OIP": Measure("displaced_stock", "others_in_need_of_protection"),
    "IDP": Measure("displaced_stock", "idps"),
    "STA": Measure("displaced_stock", "stateless"),
    "HCO": Measure("displaced_stock", "host_community"),
    "HST": Measure("displaced_stock", "host_community"),
    "RET": Measure("returns", "returned_refugees", is_flow=True),
    "RDP": Measure("returns", "returned_idps", is_flow=True),
}

_YEAR = re.compile(r"\d{4}", re.ASCII)
ABROAD = frozenset(GROUPS[code].population for code in CROSSING)


class Trait(NamedTuple):
    """Who of a population is counted: `word` says it, `division` along what: by sex, female."""

    division: str
    word: str


BY_CAUSE, BY_SEX, BY_AGE = "by cause", "by sex", "by age"
FEMALE, MALE = Trait(BY_SEX, "female"), Trait(BY_SEX, "male")


@dataclass(frozen=True, slots=True)
class Published:
    """One figure of one row. Days are written 2019-07-24 or blank; `words` are cells with their headers.

    `traits` are words on who of the measure's population is counted, each with what divides it (by cause: conflict),
    which make populations of their own; `counters` are organisations. `label` is what the file's other figures call
    this one; `part_of` is the label of the figure that this one is a part of, along its last trait. `operation` says
    in which operation, and by which way of assessing, people were counted.
    """

    column: str
    cell: str
    measure: Measure
    place: PlaceSaid
    words: str
    period_end: str
    period_start: str = ""
    period_as_said: str = ""
    origin: PlaceSaid | None = None
    traits: tuple[Trait, ...] = ()
    label: str = ""
    part_of: str = ""
    counters: tuple[str, ...] = ()
    operation: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure of a row that would say something else as a claim, and why."""

    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A sort of file. `needs` are headers it must have, `days_in` is the one of its days; `respelled` maps other
    spellings of its headers to these, whatever their case and apostrophes."""

    name: str
    needs: frozenset[str]
    figures: Callable[[Row], Iterable[Published | LeftOut]]
    days_in: str
    respelled: Mapping[str, str] = field(default_factory=dict)

    def names(self, headers: Iterable[str]) -> list[str]:
        """The headers as this shape spells them."""
        spelled = {_alike(header): ours for header, ours in self.respelled.items()}
        return [spelled.get(_alike(header), settled(header)) for header in headers]

    def fits(self, headers: Iterable[str]) -> bool:
        return self.needs <= set(self.names(headers))


def _alike(header: str) -> str:
    return settled(header).replace("’", "'").casefold()


def find_group(row: Row, header: str) -> Measure | str:
    """What counts the group that a cell names, or that it is none that is known."""
    group = cell_of(row, header)
    return GROUPS.get(group) or f"{header} {group or 'blank'} is not known"


def words_of(row: Row, *headers: str) -> str:
    """The named cells with their headers, as they stand in the row."""
    return ", ".join(f"{header} {cell}" for header in headers if (cell := cell_of(row, header)))


def operation_of(row: Row, *headers: str) -> str:
    """In which operation, and by which way of assessing, people were counted: National, BA."""
    return ", ".join(cell for header in headers if (cell := cell_of(row, header)))


def cell_of(row: Row, header: str) -> str:
    """A cell without blanks around it; blank for what says that there is nothing."""
    cell = settled(row.cells.get(header, ""))
    return "" if cell in BLANK else cell


def days_of(year: str, measure: Measure) -> tuple[str, str]:
    """The first and last day of what is counted of a year: a flow is of all of it, a stock of its end.

    What is no year is handed on, to be refused where it is no day either.
    """
    last = f"{year}-12-31" if _YEAR.fullmatch(year) else year
    return (f"{year}-01-01" if measure.is_flow else ""), last


def placed(origin: PlaceSaid, asylum: PlaceSaid, measure: Measure) -> tuple[PlaceSaid, PlaceSaid | None]:
    """Where people are counted and where they came from, where that is elsewhere.

    Whoever returns does so to the country of origin, from the country of asylum. Of those who crossed a border one
    country says that its own people are counted: refugees from Aldovia in Aldovia are not all refugees there.
    """
    there, came_from = (origin, asylum) if measure.population == "returned_refugees" else (asylum, origin)
    is_inside = there.code == came_from.code and measure.population not in ABROAD
    return there, None if is_inside else came_from


def find_uncoded(row: Row, *levels: tuple[str, ...]) -> str:
    """That the row names something it has no code for; `levels` are the header of a code and those of its names."""
    for code, *names in levels:
        if not cell_of(row, code) and (name := next(filter(None, (cell_of(row, name) for name in names)), "")):
            return f"{name} has no code"
    return ""


def filled(row: Row, measures: Mapping[str, Measure]) -> Iterator[tuple[str, str, Measure]]:
    """Each column that counts something in this row, with its cell."""
    for header, measure in measures.items():
        if cell := cell_of(row, header):
            yield header, cell, measure
