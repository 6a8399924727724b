"""Do two readings agree? The verdicts, their words on the page, and the one comparison that every pair goes through.

    ordinary readings meet, or the gap is within the tolerance    agrees
    else, strict readings have no number in common                contradicts (never for bridged periods)
    else                                                          differs

A `bound` asks less: only that the narrower figure is not above the broader one.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from apps.claims.intervals import Interval
from apps.claims.numbers import rounded
from apps.claims.values import Figure
from apps.reconciliation.core.statements import Tolerance


class Verdict(StrEnum):
    """What a finding says."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    DIFFERS = "differs"
    LOOKALIKE = "lookalike"
    ADDS_UP = "adds_up"
    MAY_ADD_UP = "may_add_up"
    DOES_NOT_ADD_UP = "does_not_add_up"
    UNDECIDED = "undecided"
    NOT_COMPARABLE = "not_comparable"


WORDS = {
    Verdict.AGREES: "Figures agree",
    Verdict.CONTRADICTS: "Cannot both hold",
    Verdict.DIFFERS: "Figures differ",
    Verdict.LOOKALIKE: "Same number, different thing",
    Verdict.ADDS_UP: "Adds up",
    Verdict.MAY_ADD_UP: "May add up",
    Verdict.DOES_NOT_ADD_UP: "Does not add up",
    Verdict.UNDECIDED: "Undecided",
    Verdict.NOT_COMPARABLE: "Not comparable",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two figures gives. `gap` is between the ordinary readings, `allowed` what the policy lets pass.

    `flips_at` is the relative tolerance from which on the figures would agree; None where their readings meet.
    """

    verdict: Verdict
    strict_verdict: Verdict
    gap: Fraction
    allowed: Fraction
    flips_at: Fraction | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a figure, or a sum of figures, is read: both intervals, and the number that stands for it."""

    ordinary: Interval
    strict: Interval
    centre: Fraction


def read(figure: Figure) -> Reading:
    """Both readings of a figure. Raises ValueError for one that says no number."""
    if figure.ordinary is None or figure.strict is None:
        raise ValueError(f"“{figure.as_said}” has no reading in numbers.")
    return Reading(figure.ordinary, figure.strict, centre(figure))


def compare(
    one: Reading,
    other: Reading,
    *,
    tolerance: Tolerance,
    bridge: Fraction = Fraction(0),
    is_bridged: bool = False,
) -> Comparison:
    """Two readings of the same scope."""
    return _judge(
        one,
        other,
        tolerance,
        bridge,
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
    bridge: Fraction = Fraction(0),
    is_bridged: bool = False,
) -> Comparison:
    """A narrower reading, which must not be above a broader one."""
    is_above = broader.ordinary.is_below(narrower.ordinary)
    return _judge(
        narrower,
        broader,
        tolerance,
        bridge,
        gap=broader.ordinary.gap(narrower.ordinary) if is_above else Fraction(0),
        meets=not is_above,
        is_shut=broader.strict.is_below(narrower.strict),
        is_bridged=is_bridged,
    )


def _judge(
    one: Reading,
    other: Reading,
    tolerance: Tolerance,
    bridge: Fraction,
    *,
    gap: Fraction,
    meets: bool,
    is_shut: bool,
    is_bridged: bool,
) -> Comparison:
    larger = max(abs(one.centre), abs(other.centre))
    allowed = max((Fraction(tolerance.relative) + bridge) * larger, Fraction(tolerance.absolute))
    if meets or gap <= allowed:
        verdict = Verdict.AGREES
    elif is_shut and not is_bridged:
        verdict = Verdict.CONTRADICTS
    else:
        verdict = Verdict.DIFFERS
    strict_verdict = verdict if is_shut else Verdict.AGREES
    flips_at = None if meets or larger == 0 else gap / larger
    return Comparison(verdict, strict_verdict, gap, allowed, flips_at)


def centre(figure: Figure) -> Fraction:
    """The number that stands for a figure: as said, the middle of a range, the floor of a vague one."""
    if figure.value is None:
        return (figure.strict.low if figure.strict else None) or Fraction(0)
    if figure.value_high is not None:
        return (Fraction(figure.value) + Fraction(figure.value_high)) / 2
    return Fraction(figure.value)


def precision(figure: Figure) -> Decimal:
    """What the figure is exact to: one for a point, else its rounding step."""
    return Decimal(1) if figure.is_point else figure.rounding


def difference(one: Figure, other: Figure) -> Decimal:
    """The first less the second, at the precision of the coarser of the two."""
    step = max(precision(one), precision(other))
    return rounded((centre(one) - centre(other)) / Fraction(step), 0) * step


def factor(one: Figure, other: Figure) -> Decimal | None:
    """How many times the smaller the larger is, to two places; None where one is zero."""
    small, large = sorted((abs(centre(one)), abs(centre(other))))
    return None if small == 0 else rounded(large / small, 2)
