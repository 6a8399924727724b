"""What the rules are given: claims, breakdowns, code lists and the policy, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from apps.claims.figures import Figure, Period
from apps.claims.once import Once
from apps.claims.references import claim_number

SIDES: tuple[str, ...] = ("government", "un", "other")  # the order in which they are always shown


@dataclass(frozen=True, slots=True)
class Membership:
    """A claim's place in a breakdown: the `member` is a part of the `whole`, both by reference.

    `is_told_apart` if its codes say in what it is less than the whole; “through the agency” has no code.
    """

    whole: str
    breakdown: str
    member: str
    is_told_apart: bool


@dataclass(frozen=True, slots=True, order=True)
class Counter:
    """An organisation that counted a figure."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a figure came into another unit than `unit`, in which it was said: the arithmetic, why, and by which claims.

    25 × 100 = 2,500 per 100,000 people; per 100,000 people is 100 times as many as per 1,000 people. What it comes to
    is `shown` in a cell and `spoken` in a sentence: ≈ 5,000 people, about 5,000 people.
    """

    unit: str
    shown: str
    spoken: str
    arithmetic: str
    why: str
    refs: tuple[str, ...] = ()


class _Met(Once):
    """What is asked for whenever two figures meet."""

    __slots__ = ("ends_on", "number")
    number: int
    ends_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement(_Met):
    """One claim. `population`, `place` and `origin` are codes; blank is the indicator's own, or unrestricted.

    `date_basis` is the date by which a case is counted: event, report or registration; blank is not stated.
    `counted_by` are those who counted it, where a speaker passes a figure on; empty is the speaker's organisation.
    `people_each` is how many people one of the unit is, where the figure was said so: 1,000 families of 5.

    Three fields are worked out before the rules begin: `lineage` from the breakdowns (what it is a part of, what that
    is a part of, and so on), `share_of`, the denominator itself, and `is_of_stocks`, whether it is a share of what
    there is on a day. A `conversion` is there where the figure is read in another unit than it was said in.
    """

    ref: str
    organisation: str
    speaker_name: str
    side: str
    source: str
    said_on: date
    cut_off_on: date | None = None
    figure: Figure
    unit: str
    indicator: str
    population: str = ""
    place: str = ""
    origin: str = ""
    period: Period = field(default_factory=Period)
    numerator: str = ""
    denominator: str = ""
    bias_as_said: str = ""
    quote: str = ""
    date_basis: str = ""
    counted_by: tuple[Counter, ...] = ()
    people_each: Decimal | None = None
    lineage: tuple[Membership, ...] = ()
    share_of: "Statement | None" = None
    is_of_stocks: bool = False
    conversion: Conversion | None = None

    @property
    def said_unit(self) -> str:
        """The unit in which the figure was said."""
        return self.unit if self.conversion is None else self.conversion.unit

    @property
    def bases(self) -> tuple[str, ...]:
        """The claims by which it came into its unit; none where it was said in it."""
        return () if self.conversion is None else self.conversion.refs

    def _find_number(self) -> int:
        """17 for C-17."""
        return claim_number(self.ref)

    def _find_ends_on(self) -> date:
        """The day the figure runs to."""
        return self.period.last_day(self.said_on, self.cut_off_on)


def counters_in_common(one: Iterable[Statement], other: Iterable[Statement]) -> list[str]:
    """The names of those who counted both a figure of the one and a figure of the other: the two are of one origin.

    An organisation that one side names counted it, and not the person who speaks for it on the other.
    """
    sides = list(one), list(other)
    origins = [{counter.slug: counter.name for said in side for counter in _counters(said)} for side in sides]
    named = {counter.slug: counter.name for side in sides for said in side for counter in said.counted_by}
    return [named.get(slug, name) for slug, name in sorted(origins[0].items()) if slug in origins[1]]


def _counters(said: Statement) -> tuple[Counter, ...]:
    return said.counted_by or (Counter(said.organisation, said.speaker_name),)


def without_bias(said: Sequence[Statement]) -> list[Statement]:
    """Figures that one organisation sets against each other itself: what it says of their errors is set aside.

    An undercount of the whole is one of the parts too, so that it cannot excuse arithmetic that does not add up.
    """
    if len({statement.organisation for statement in said}) > 1:
        return list(said)
    return [replace(statement, figure=replace(statement.figure, known_bias=None)) for statement in said]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts, by reference. Its `name` is what they are told apart by: sex, age, cause, day.

    Its `dimension` is that of the claims in which they differ, `other` where the codes have none for it.
    """

    whole: str
    name: str
    parts: tuple[str, ...]
    is_complete: bool
    dimension: str = "other"


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic statement of an analyst: a formula over claims, each under a name of its own."""

    slug: str
    title: str
    formula: str
    terms: Mapping[str, str]
