"""The documents of an invented world and the claims in them, one after the other."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.bench.world import QUALIFIERS, Organisation, World, seldom

SAYS = {"exactly": "", "at_most": "up to ", "vague": ""} | {
    code: f"{code.replace('_', ' ')} " for code in QUALIFIERS if code not in ("exactly", "at_most", "vague")
}
WHO = {
    "": "people",
    "returned_refugees": "refugees",
    "returned_idps": "displaced people",
    "women_and_children": "women and children",
    "students": "students",
}
STATUSES = {"done": 92, "planned": 5, "forecast": 3}
BIASES = {"": 96, "undercount": 3, "overcount": 1}


@dataclass(frozen=True, slots=True)
class Document:
    """A document; its number counts from 1."""

    number: int
    publisher: Organisation
    published_on: date
    cut_off_on: date | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is a number of; indicator and place by their numbers."""

    indicator: int
    place: int
    population: str
    start: date | None
    end: date | None
    is_cumulative: bool
    status: str


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in words and numbers."""

    words: str
    value: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A claim; its number counts from 1. `part_of` is the number of its whole, `is_complete` whether all parts are
    given."""

    number: int
    document: Document
    position: int
    speaker: str
    scope: Scope
    qualifier: str
    said: Said
    bias: str
    period: str
    quote: str
    part_of: int | None = None
    is_complete: bool = False


def generate(world: World) -> Iterator[Document | Made]:
    """Every document, followed by its claims."""
    number = 0
    documents = 0
    while number < world.n:
        documents += 1
        writing = _Writing(world, documents, number)
        yield writing.document
        yield from writing.claims()
        number = writing.number


class _Writing:
    """One document being written."""

    def __init__(self, world: World, number: int, claims_before: int) -> None:
        rng = world.rng
        self.world = world
        publisher = world.organisations[
            world.pick(range(len(world.organisations)), seldom(len(world.organisations), 4, 0.8))
        ]
        self.month = months_back(world.last, int(rng.triangular(0, world.months, 0)))
        published_on = month_end(self.month) + timedelta(days=rng.randrange(1, 25))
        cut_off_on = month_end(self.month) if rng.random() < 0.6 else None
        self.document = Document(number, publisher, published_on, cut_off_on)
        self.speaker = rng.choice(publisher.speakers)
        # One document of a large world is as long as the longest real ones.
        is_long = number == 3 and world.n >= 10_000
        self.length = 1000 if is_long else min(400, int(rng.expovariate(1 / 48)) + 1)
        likely = seldom(len(world.indicators))
        self.likely = [likely[each] for each in publisher.followed]
        self.number = claims_before
        self.position = 0

    def claims(self) -> Iterator[Made]:
        while self.position < self.length and self.number < self.world.n:
            scope = self._scope()
            value = self._value(scope)
            rng = self.world.rng
            made = self._claim(scope, value, rng.choices(list(QUALIFIERS), list(QUALIFIERS.values()))[0])
            yield made
            is_share = self.world.indicators[scope.indicator].kind == "share"
            if not is_share and scope.place in self.world.within and rng.random() < 0.14:
                yield from self._parts(made, value)

    def _parts(self, whole: Made, value: float) -> Iterator[Made]:
        """By place: all of them or some, four times in five adding up."""
        rng, places = self.world.rng, self.world.places
        within = self.world.within[whole.scope.place]
        is_complete = rng.random() < 0.3
        off = 1 if rng.random() < 0.8 else rng.uniform(0.7, 1.5)
        for place in within if is_complete else within[: rng.randrange(2, 5)]:
            if self.number == self.world.n:
                return
            share = places[place].weight / places[whole.scope.place].weight
            part = self._claim(replace(whole.scope, place=place), value * share * off, "exactly")
            yield replace(part, part_of=whole.number, is_complete=is_complete)

    def _scope(self) -> Scope:
        rng, world = self.world.rng, self.world
        indicator = world.pick(self.document.publisher.followed, self.likely)
        at_home = rng.random() < 0.5
        country = self.document.publisher.home if at_home else min(int(rng.expovariate(0.6)), world.countries - 1)
        population = "" if rng.random() < 0.7 else rng.choice([code for code in WHO if code])
        start, end, is_cumulative = self._period(world.indicators[indicator].kind)
        status = rng.choices(list(STATUSES), list(STATUSES.values()))[0]
        return Scope(indicator, self._place(country), population, start, end, is_cumulative, status)

    def _place(self, country: int) -> int:
        rng, roll = self.world.rng, self.world.rng.random()
        place = country * 71
        if roll >= 0.35:
            place += 1 + 7 * min(int(rng.expovariate(0.35)), 9)
        return place + 1 + min(int(rng.expovariate(0.5)), 5) if roll > 0.75 else place

    def _period(self, kind: str) -> tuple[date | None, date | None, bool]:
        rng, month = self.world.rng, self.month
        if kind == "stock":
            return None, None if rng.random() < 0.2 else month_end(month), False
        roll = rng.random()
        if roll < 0.55:
            return month, month_end(month), False
        if roll < 0.67:
            quarter = months_back(month, month.month % 3)
            return months_back(quarter, 2), month_end(quarter), False
        if roll < 0.79:
            year = month.year - (month.month < 7)
            return date(year, 1, 1), date(year, 12, 31), False
        if roll < 0.92:
            return date(month.year, 1, 1) if roll < 0.85 else None, None, True
        if roll < 0.95:
            return None, None, False
        start = month + timedelta(days=rng.randrange(0, 10))
        return start, start + timedelta(days=rng.randrange(6, 60)), False

    def _value(self, scope: Scope) -> float:
        rng, indicator = self.world.rng, self.world.indicators[scope.indicator]
        if indicator.kind == "share":
            return rng.uniform(2, 95)
        ends = scope.end or self.document.cut_off_on or self.document.published_on
        days = 30
        if indicator.kind == "flow":
            days = 900 if scope.start is None else max((ends - scope.start).days + 1, 1)
        truth = indicator.level * self.world.places[scope.place].weight * days / 30
        value = truth * (0.25 if scope.population else 1)
        value *= (1 + self.document.publisher.bias) * rng.lognormvariate(0, 0.1)
        return value * rng.choice([0.1, 0.3, 0.5, 2, 3, 10]) if rng.random() < 0.04 else value

    def _claim(self, scope: Scope, value: float, qualifier: str) -> Made:
        self.number += 1
        self.position += 1
        world = self.world
        indicator = world.indicators[scope.indicator]
        if indicator.kind == "share":
            percent = Decimal(round(value * 10)) / 10
            qualifier, said = "exactly", Said(f"{percent} %", percent, step=Decimal("0.1"))
        else:
            said = say(world.rng, qualifier, value)
        period = "to date" if scope.is_cumulative else f"in {scope.start:%B %Y}" if scope.start else ""
        place = world.places[scope.place].name
        counted = f"{SAYS[qualifier]}{said.words} {WHO[scope.population]} were counted in {place}"
        return Made(
            number=self.number,
            document=self.document,
            position=self.position,
            speaker=self.speaker,
            scope=scope,
            qualifier=qualifier,
            said=said,
            bias=world.rng.choices(list(BIASES), list(BIASES.values()))[0],
            period=period,
            quote=f"{counted}{f' {period}' if period else ''}, {indicator.name.lower()}",
        )


def say(rng: Random, qualifier: str, value: float) -> Said:
    """A figure as a person says it who means this value."""
    if qualifier == "vague":
        return Said(rng.choice(["hundreds", "thousands", "the vast majority"]))
    if qualifier == "between":
        low = round_to(value * 0.9, 2)
        high = max(round_to(value * 1.15, 2), low + 1)
        return Said(f"{low:,} and {high:,}", Decimal(low), Decimal(high), Decimal(last_digit(low)))
    digits = rng.choices([1, 2, 3, 9], [5, 20, 20, 55] if qualifier == "exactly" else [25, 35, 20, 20])[0]
    whole = round_to(value, digits)
    if whole >= 1_000_000 and digits <= 3 and rng.random() < 0.7:
        places = max(0, digits - len(str(whole // 1_000_000)))
        words = f"{whole / 1_000_000:.{places}f}"
        return Said(f"{words} million", Decimal(words) * 1_000_000, step=Decimal(1_000_000).scaleb(-places))
    return Said(f"{whole:,}", Decimal(whole), step=Decimal(last_digit(whole)))


def round_to(value: float, digits: int) -> int:
    """A whole number above zero of so many digits that are not zero."""
    whole = max(1, round(value))
    size: int = 10 ** max(0, len(str(whole)) - digits)
    return max(1, round(whole / size) * size)


def last_digit(whole: int) -> int:
    """The value of the last digit that is not zero."""
    step = 1
    while whole % (step * 10) == 0:
        step *= 10
    return step


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_back(day: date, count: int) -> date:
    """The first of the month so many months before."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)
