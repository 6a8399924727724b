"""Why figures part: the codes, in their families, and the words for them on the page."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

POWERS = (10, 100, 1_000, 10_000, 100_000, 1_000_000, 1_000_000_000)
NEAR = Fraction(1, 50)  # as near must a factor come to a power of ten


class Code(StrEnum):
    """A reason. Rules suggest those of `SUGGESTED`; the others are for people."""

    POPULATION = "population"
    UNIT = "unit"
    STOCK_OR_FLOW = "stock_or_flow"
    DEFINITION = "definition"
    MEASURE = "measure"
    STATUS = "status"
    PERIOD = "period"
    AS_OF = "as_of"
    DATE_BASIS = "date_basis"
    GEOGRAPHY = "geography"
    ORIGIN = "origin"
    REGISTRATION = "registration"
    PARTIAL_BREAKDOWN = "partial_breakdown"
    SOURCE = "source"
    METHOD = "method"
    DENOMINATOR = "denominator"
    NO_COUNTERPART = "no_counterpart"
    KNOWN_BIAS = "known_bias"
    PROXY = "proxy"
    ROUNDING = "rounding"
    MULTIPLIER = "multiplier"
    TRANSCRIPTION = "transcription"
    DOUBLE_COUNT = "double_count"
    ARITHMETIC = "arithmetic"
    NOT_REPORTED = "not_reported"
    NO_METHOD = "no_method"
    SECOND_HAND = "second_hand"
    REAL = "real"
    UNEXPLAINED = "unexplained"


# The families, after the UN Statistics Division's study of why national and international figures part.
FAMILIES = {
    "Definition": (Code.POPULATION, Code.UNIT, Code.STOCK_OR_FLOW, Code.DEFINITION, Code.MEASURE, Code.STATUS),
    "Coverage": (
        Code.PERIOD,
        Code.AS_OF,
        Code.DATE_BASIS,
        Code.GEOGRAPHY,
        Code.ORIGIN,
        Code.REGISTRATION,
        Code.PARTIAL_BREAKDOWN,
    ),
    "Source": (Code.SOURCE, Code.METHOD, Code.DENOMINATOR, Code.NO_COUNTERPART, Code.KNOWN_BIAS, Code.PROXY),
    "Processing": (Code.ROUNDING, Code.MULTIPLIER, Code.TRANSCRIPTION, Code.DOUBLE_COUNT, Code.ARITHMETIC),
    "Communication": (Code.NOT_REPORTED, Code.NO_METHOD, Code.SECOND_HAND),
    "Other": (Code.REAL, Code.UNEXPLAINED),
}


def power_near(times: Fraction) -> int | None:
    """The power of ten to which a factor comes so near that somebody may have slipped by it."""
    return next((power for power in POWERS if abs(times / power - 1) <= NEAR), None)


# Those that the rules themselves suggest: all but what only people can know.
SUGGESTED = frozenset(Code) - {
    Code.METHOD,
    Code.NO_COUNTERPART,
    Code.PROXY,
    Code.NOT_REPORTED,
    Code.NO_METHOD,
    Code.REAL,
}

WORDS = {
    Code.POPULATION: "Different people are counted",
    Code.UNIT: "Different units",
    Code.STOCK_OR_FLOW: "A stock against a flow",
    Code.DEFINITION: "Different definitions",
    Code.MEASURE: "Different things are measured",
    Code.STATUS: "Done, under way or planned",
    Code.PERIOD: "Different periods",
    Code.AS_OF: "Different days up to which is counted",
    Code.DATE_BASIS: "Different dates of the same event",
    Code.GEOGRAPHY: "Different places",
    Code.ORIGIN: "Different places of origin",
    Code.REGISTRATION: "Registered, or seen, only",
    Code.PARTIAL_BREAKDOWN: "The parts are not all of it",
    Code.SOURCE: "Different sources",
    Code.METHOD: "Different methods",
    Code.DENOMINATOR: "Different denominators",
    Code.NO_COUNTERPART: "No counterpart",
    Code.KNOWN_BIAS: "The speaker says which way the figure errs",
    Code.PROXY: "A proxy is counted",
    Code.ROUNDING: "Rounding and bounds",  # “more than”, dozens, the interval of an estimate
    Code.MULTIPLIER: "A factor of ten, a hundred or a thousand",
    Code.TRANSCRIPTION: "A slip in copying",
    Code.DOUBLE_COUNT: "Counted twice",
    Code.ARITHMETIC: "Arithmetic",
    Code.NOT_REPORTED: "Not reported",
    Code.NO_METHOD: "No method stated",
    Code.SECOND_HAND: "Second-hand",
    Code.REAL: "The world differs",
    Code.UNEXPLAINED: "Unexplained",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with its evidence. `by` is the rule, or the side that gives it.

    `amount` is how much of the difference it explains, where arithmetic gives it.
    """

    code: Code
    evidence: str
    by: str = "rule"
    amount: Decimal | None = None


ROUNDING_DECIDES = Reason(Code.ROUNDING, "the rounding and the bounds of the figures decide")
