"""What comes of reading one figure: it is read, or asked about, or refused, always with the words of why."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from apps.claims.numbers import LAST_PLACE, grouped


class Qualifier(StrEnum):
    """How the words bound the number."""

    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    JUST_OVER = "just_over"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    JUST_UNDER = "just_under"
    ABOUT = "about"
    BETWEEN = "between"
    VAGUE = "vague"


FLOORS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.JUST_OVER)
CEILINGS = (Qualifier.LESS_THAN, Qualifier.AT_MOST, Qualifier.JUST_UNDER)
SPOKEN = {
    Qualifier.EXACTLY: "",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.JUST_OVER: "just over ",
    Qualifier.LESS_THAN: "less than ",
    Qualifier.AT_MOST: "up to ",
    Qualifier.JUST_UNDER: "just under ",
    Qualifier.ABOUT: "about ",
}


# The codes of units that readers and rules know: what counts people, a part of a hundred, so many times something.
PEOPLE, PERCENT, TIMES = "people", "percent", "times"


class UnitTraits(NamedTuple):
    """What a unit says of its numbers. `code` as in the code list: `people`, `percent`, `usd`.

    `is_counted`: never below zero. `is_whole`: counted one by one, as people are. `per`: for a rate, of how many.
    """

    code: str = ""
    is_counted: bool = False
    is_percent: bool = False
    is_whole: bool = False
    per: int = 0

    @property
    def is_multiple(self) -> bool:
        """Whether it says how many times another figure is meant."""
        return self.code == TIMES

    @property
    def is_ratio(self) -> bool:
        """Whether its numbers were divided, so that whole ones are rounded too."""
        return self.is_multiple or self.per > 0


@dataclass(frozen=True, slots=True)
class Read:
    """A figure in one meaning.

    `value` is the number said: 1200000 for “1.2 million”, 40.96 for “40.96 %”, 0.333333333333333 for “a third”, None
    for a vague figure. `value_high` is there for a range only. `step` is the value of the last digit as written, None
    for a vague figure. `is_percent`: the words hold a percent sign or its name. `is_fraction`: a part of one was said
    (a third, 1 in 3); `percentage` gives it as the number a unit of percent has. `currency` is the sign or code beside
    the number, in capitals, or blank. `scale` is the word of scale after digits: 1000000 in “1.2 million”, else 1.
    """

    text: str
    qualifier: Qualifier
    value: Decimal | None = None
    value_high: Decimal | None = None
    step: Decimal | None = None
    is_percent: bool = False
    is_fraction: bool = False
    currency: str = ""
    scale: int = 1

    @property
    def percentage(self) -> "Read":
        """The same figure as a number of percent: 33.333333 with a step of 1 for a third."""
        if not self.is_fraction or self.is_percent or self.value is None:
            return self
        high = None if self.value_high is None else _hundredfold(self.value_high)
        value = _hundredfold(self.value)
        return Read(self.text, self.qualifier, value, high, Decimal(1), is_percent=True, is_fraction=True)

    @property
    def is_whole(self) -> bool:
        """Whether no end of it has decimals."""
        return all(end is None or end == end.to_integral_value() for end in (self.value, self.value_high))

    @property
    def spoken(self) -> str:
        """In words that can stand in a sentence: more than 1,200,000; 24 to 48; 40.96 %."""
        if self.value is None:
            return self.text
        sign = " %" if self.is_percent else ""
        if self.value_high is not None:
            return f"{grouped(self.value)} to {grouped(self.value_high)}{sign}"
        return f"{SPOKEN[self.qualifier]}{grouped(self.value)}{sign}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that can be meant in more than one way: a question that names the meanings, likeliest first."""

    text: str
    question: str
    meanings: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not read as a figure, and a sentence that says why."""

    text: str
    reason: str


Outcome = Read | Asked | Refused


def _hundredfold(value: Decimal) -> Decimal:
    """In percent, to the places that a claim keeps."""
    return (value * 100).quantize(LAST_PLACE)
