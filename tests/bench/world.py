"""An invented world whose claims are like real ones in number and kind; the same arguments give the same claims.

Forty organisations publish documents of about fifty claims on the indicators they follow (few are spoken of often,
most seldom: 1/(k+2)^1.3), about the month, the quarter or the year before, the time so far, or a day. Places have three
levels. A figure is a truth times ten percent of noise; one in 25 is far off. A tenth of the claims are wholes with
parts in the same document. Words, qualifiers and rounding are as people say them.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

QUALIFIERS = {
    "exactly": 56,
    "more_than": 14,
    "about": 10,
    "at_least": 5,
    "just_over": 4,
    "at_most": 3,
    "between": 3,
    "less_than": 2,
    "just_under": 2,
    "vague": 1,
}
COUNTRIES = (
    "Syria Iraq Lebanon Jordan Türkiye Sudan Yemen Libya Somalia Ukraine Mali Niger Chad Haiti Myanmar Afghanistan "
    "Colombia Ethiopia Kenya Uganda"
).split()
NAMES = (
    "Rukban Aleppo Homs Hama Daraa Idleb Raqqa Hasakah Tartus Latakia Quneitra Suwayda Zawiya Marj Qasr Tell Bab "
    "Ain Deir Kafr Jisr Nahr Wadi Jebel Harim Azaz Afrin Manbij Jarabulus Sinjar Salqin Maarrat Saraqib"
).split()
SUBJECTS = (
    "returns, displacement, arrivals, food baskets, cash grants, cholera cases, vaccinations, school places, shelters, "
    "water points, births, deaths, detentions, crossings, registrations"
).split(", ")
ORGANISATIONS = 40
FAMILY = 6  # an indicator and those narrower than it
GOVERNORATES, DISTRICTS = 10, 6  # of a country, of a governorate


@dataclass(frozen=True, slots=True)
class Place:
    """A place, the number of the one it lies in, and how much of everything happens there."""

    code: str
    name: str
    kind: str
    inside: int | None
    complete_division: str
    weight: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator, the number of the broader one, and how many a month are counted everywhere together."""

    code: str
    name: str
    kind: str
    broader: int | None
    level: float


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, how far its figures lie off, the indicators it follows and the country it is at home in."""

    slug: str
    name: str
    side: str
    bias: float
    followed: tuple[int, ...]
    home: int
    speakers: tuple[str, ...]


@dataclass
class World:
    """What `n` claims speak of. `one_family` puts them all on one indicator and its narrower ones, where most can be
    compared with most."""

    n: int
    seed: int = 7
    one_family: bool = False
    last: date = date(2025, 12, 31)
    rng: random.Random = field(init=False)
    places: list[Place] = field(init=False, default_factory=list)
    within: dict[int, list[int]] = field(init=False, default_factory=dict)
    indicators: list[Indicator] = field(init=False, default_factory=list)
    organisations: list[Organisation] = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        scale = max(self.n, 500) / 1000
        self.countries = max(2, min(len(COUNTRIES), round(2 * scale**0.3)))
        self.months = min(150, round(24 * scale**0.25))
        for number in range(self.countries):
            self._add_country(number)
        for number in range(FAMILY if self.one_family else max(2 * FAMILY, round(2 * FAMILY * scale**0.5))):
            self._add_indicator(number)
        self.organisations = [self._organisation(number) for number in range(ORGANISATIONS)]

    def _add_country(self, number: int) -> None:
        weight, country = 1 / (number + 1.5), len(self.places)
        code = f"X{number:02d}"
        self._add_place(Place(code, f"{COUNTRIES[number]} X{number}", "country", None, "governorate", weight))
        for g, share in enumerate(self._shares(GOVERNORATES)):
            governorate, division = len(self.places), "district" if g % 2 == 0 else ""
            name = f"{NAMES[(number * 7 + g) % len(NAMES)]} {number}-{g}"
            self._add_place(Place(f"{code}{g:02d}", name, "governorate", country, division, weight * share))
            for d, part in enumerate(self._shares(DISTRICTS)):
                known = f"{NAMES[(number * 11 + g * 5 + d) % len(NAMES)]} {number}-{g}-{d}"
                name = "Rukban area" if (number, g, d) == (0, 0, 0) else known
                within = Place(f"{code}{g:02d}{d:02d}", name, "district", governorate, "", weight * share * part)
                self._add_place(within)

    def _add_place(self, place: Place) -> None:
        if place.inside is not None:
            self.within.setdefault(place.inside, []).append(len(self.places))
        self.places.append(place)

    def _add_indicator(self, number: int) -> None:
        head = number - number % FAMILY
        is_share = number % (2 * FAMILY) == 2 * FAMILY - 1 and not self.one_family
        kind = "share" if is_share else "stock" if number // FAMILY % 3 == 2 else "flow"
        level = 10 ** self.rng.uniform(4, 6.8)
        if number != head:
            level = self.indicators[head].level * self.rng.uniform(0.05, 0.3)
        broader = head if number != head and not is_share else None
        name = f"{SUBJECTS[number % len(SUBJECTS)].capitalize()} {number}"
        self.indicators.append(Indicator(f"x_{number:03d}", name, kind, broader, level))

    def _organisation(self, number: int) -> Organisation:
        side, noun = ("government", "Ministry") if number < 15 else ("un", "Agency")
        if number >= 35:
            side, noun = "other", "Institute"
        count = len(self.indicators)
        followed = [k for k in range(count) if self.rng.random() < 0.35] or [self.rng.randrange(count)]
        return Organisation(
            slug=f"x-org-{number}",
            name=f"{noun} {number}",
            side=side,
            bias=self.rng.gauss(0, 0.04),
            followed=tuple(followed),
            home=self.rng.randrange(self.countries),
            speakers=tuple(f"x-speaker-{number}-{each}" for each in range(1 + self.rng.randrange(3))),
        )

    def _shares(self, count: int) -> list[float]:
        raw = [self.rng.uniform(0.3, 2) for _ in range(count)]
        return [each / sum(raw) for each in raw]

    def pick(self, among: Sequence[int], likely: Iterable[float]) -> int:
        return self.rng.choices(among, list(likely))[0]


def seldom(count: int, shift: float = 2.0, power: float = 1.3) -> list[float]:
    """How likely the first, the second, … of so many are spoken of."""
    return [1 / (k + shift) ** power for k in range(count)]
