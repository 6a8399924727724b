"""Do two readings agree? The verdicts, their words on the page, and the one comparison that every pair goes through.

    ordinary readings meet, or the gap is within the tolerance    agrees
    else, strict readings have no number in common                contradicts (never for bridged periods, where the
                                                                  lower sees only what was registered, or for a
                                                                  plan said anew)
    else                                                          differs

A `bound` asks less: only that the narrower figure is not above the broader one.

    plain figures round to the stated one, or lie inside it whole  adds up (no further than a quarter of it)
    no number in common                                            does not add up
    else                                                           may add up

Plain is a point or a figure without a qualifier. Sums, shares and plans know no tolerance.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from apps.claims.intervals import Interval
from apps.reconciliation.core.comparing.readings import Reading
from apps.reconciliation.core.inputs.tolerances import Tolerance


class Verdict(StrEnum):
    """What a finding says."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    DIFFERS = "differs"
    LOOKALIKE = "lookalike"
    ADDS_UP = "adds_up"
    MAY_ADD_UP = "may_add_up"
    DOES_NOT_ADD_UP = "does_not_add_up"
    LOOK = "look"
    OTHER_THING = "other_thing"
    UNDECIDED = "undecided"
    NOT_COMPARABLE = "not_comparable"


# What arithmetic can come to: what is said of it has a branch for each, held by the type checker.
SumVerdict = Literal[Verdict.ADDS_UP, Verdict.MAY_ADD_UP, Verdict.DOES_NOT_ADD_UP]

WORDS = {
    Verdict.AGREES: "Figures agree",
    Verdict.CONTRADICTS: "Cannot both hold",
    Verdict.DIFFERS: "Figures differ",
    Verdict.LOOKALIKE: "Same number, different thing",
    Verdict.ADDS_UP: "Adds up",
    Verdict.MAY_ADD_UP: "May add up",
    Verdict.DOES_NOT_ADD_UP: "Does not add up",
    Verdict.LOOK: "To be looked at",
    Verdict.OTHER_THING: "Not the same thing",
    Verdict.UNDECIDED: "Undecided",
    Verdict.NOT_COMPARABLE: "Not comparable",
}

# What agreeing is called where one figure need only not be above the other.
FITS = "One fits within the other"

MEANINGS = {
    Verdict.AGREES: "The ordinary readings have a number in common, or their gap is within the tolerance.",
    Verdict.CONTRADICTS: (
        "The gap is beyond the tolerance, and no number is permitted by both figures’ words. Never said where the days "
        "up to which two organisations count had to be bridged, where the lower figure sees only what was registered, "
        "nor where one organisation says on another day what it plans or forecasts."
    ),
    Verdict.DIFFERS: "The gap is beyond the tolerance, but the words permit both.",
    Verdict.LOOKALIKE: (
        "The numbers agree and what is counted does not: one figure speaks of a part of what the other speaks of, and "
        "the other side’s own figures for that part are at least twice away."
    ),
    Verdict.ADDS_UP: (
        "Plain figures come to the stated one at its rounding, by a quarter of it at most, or every reading of them "
        "lies within it."
    ),
    Verdict.MAY_ADD_UP: "The figures allow it and do not prove it: rounding and bounds decide.",
    Verdict.DOES_NOT_ADD_UP: "No ordinary reading of the figures makes it up. Arithmetic knows no tolerance.",
    Verdict.LOOK: "A figure moves in a way that figures seldom do. It may be right: no law forbids it.",
    Verdict.OTHER_THING: (
        "The scope is the same, and what is counted is defined in another way, which is named. The two neither confirm "
        "nor contradict each other, however far they part."
    ),
    Verdict.UNDECIDED: "Something is not stated; it is named, with what the verdict would be either way.",
    Verdict.NOT_COMPARABLE: "The two do not count things that can be set against each other; said only on request.",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two figures gives. `gap` is between the ordinary readings, `allowed` what the policy lets pass.

    `bridged` is what differing days account for at most. `flips_at` is the relative tolerance from which on the
    figures agree; None where no tolerance decides, because their readings meet or the floor lets the gap pass.
    """

    verdict: Verdict
    strict_verdict: Verdict
    gap: Fraction
    allowed: Fraction
    bridged: Fraction
    flips_at: Fraction | None


def compare(
    one: Reading,
    other: Reading,
    *,
    tolerance: Tolerance,
    bridged_share: Fraction = Fraction(0),
    is_bridged: bool = False,
) -> Comparison:
    """Two readings of the same scope."""
    return _judge(
        one,
        other,
        tolerance,
        bridged_share,
        gap=one.ordinary.gap(other.ordinary),
        meets=one.ordinary.meets(other.ordinary),
        is_shut=not one.strict.meets(other.strict),
        is_bridged=is_bridged,
    )


def compare_order(
    narrower: Reading,
    broader: Reading,
    *,
    tolerance: Tolerance,
    bridged_share: Fraction = Fraction(0),
    is_bridged: bool = False,
) -> Comparison:
    """A narrower reading, which must not be above a broader one."""
    is_above = broader.ordinary.is_below(narrower.ordinary)
    return _judge(
        narrower,
        broader,
        tolerance,
        bridged_share,
        gap=broader.ordinary.gap(narrower.ordinary) if is_above else Fraction(0),
        meets=not is_above,
        is_shut=broader.strict.is_below(narrower.strict),
        is_bridged=is_bridged,
    )


def find_rest(one: Reading, other: Reading, tolerance: Tolerance) -> Fraction:
    """What remains of the gap between two readings of the same scope: nothing where they agree."""
    gap = one.ordinary.gap(other.ordinary)
    return Fraction(0) if gap <= _allow(larger_of(one, other), tolerance) else gap


def larger_of(one: Reading, other: Reading) -> Fraction:
    """What a tolerance is a share of: the larger of two figures as said, without its sign."""
    return max(abs(one.centre), abs(other.centre))


def _allow(larger: Fraction, tolerance: Tolerance, bridged_share: Fraction = Fraction(0)) -> Fraction:
    return max((_exact(tolerance.relative) + bridged_share) * larger, _exact(tolerance.absolute))


@lru_cache(maxsize=100)
def _exact(number: Decimal) -> Fraction:
    """A number of a policy, of which there are few."""
    return Fraction(number)


def _judge(
    one: Reading,
    other: Reading,
    tolerance: Tolerance,
    bridged_share: Fraction,
    *,
    gap: Fraction,
    meets: bool,
    is_shut: bool,
    is_bridged: bool,
) -> Comparison:
    larger = larger_of(one, other)
    allowed = _allow(larger, tolerance, bridged_share)
    # What touches and has no number in common, as more than 0 and 0, agrees by a tolerance alone.
    if meets or gap <= allowed != 0:
        verdict = Verdict.AGREES
    elif is_shut and not is_bridged:
        verdict = Verdict.CONTRADICTS
    else:
        verdict = Verdict.DIFFERS
    strict_verdict = verdict if is_shut else Verdict.AGREES
    return Comparison(
        verdict, strict_verdict, gap, allowed, bridged_share * larger, _flip(gap, larger, tolerance, bridged_share)
    )


def _flip(gap: Fraction, larger: Fraction, tolerance: Tolerance, bridged_share: Fraction) -> Fraction | None:
    """The relative tolerance from which on a gap passes: what is left of its share of the larger figure."""
    if gap == 0 or larger == 0 or gap <= _exact(tolerance.absolute):
        return None
    needed = gap / larger - bridged_share
    return needed if needed > 0 else None


def is_rounding(off: Fraction, step: Fraction, value: Fraction, *, strictly: bool) -> bool:
    """Whether a plain figure, exact to a step, may be said for what is off by so much: 2 million for 1,851,424.

    The words permit whatever rounds to it; nobody means by “10,000” what is off by more than a quarter, as 6,002 is.
    """
    return 2 * abs(off) <= step and (strictly or step <= 1 or abs(off) <= abs(value) / 4)


def judge_sum(computed: Interval, stated: Interval, *, is_rounded: bool) -> SumVerdict:
    """Whether what was worked out is what was stated; `is_rounded` if plain figures round to the stated one.

    3.4 % rounds to a stated 3 %, although people read 2.85 to 3.15 in it.
    """
    if is_rounded or stated.contains(computed):
        return Verdict.ADDS_UP
    return Verdict.MAY_ADD_UP if computed.meets(stated) else Verdict.DOES_NOT_ADD_UP


def judge_room(computed: Interval, limit: Interval) -> SumVerdict:
    """Whether what was worked out stays within a limit, whatever the two are read as."""
    if limit.is_below(computed):
        return Verdict.DOES_NOT_ADD_UP
    is_within = computed.high is not None and limit.low is not None and computed.high <= limit.low
    return Verdict.ADDS_UP if is_within else Verdict.MAY_ADD_UP
