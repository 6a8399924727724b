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


def compare(
    one: Figure,
    other: Figure,
    *,
    tolerance: Tolerance,
    bridge: Fraction = Fraction(0),
    is_bridged: bool = False,
) -> Comparison:
    """Two figures of the same scope. Both must have readings."""
    ordinary, other_ordinary = _ordinary(one), _ordinary(other)
    is_shut = not _strict(one).meets(_strict(other))
    return _judge(
        one,
        other,
        ordinary.gap(other_ordinary),
        tolerance,
        bridge,
        meets=ordinary.meets(other_ordinary),
        is_shut=is_shut,
        is_bridged=is_bridged,
    )


def compare_order(
    narrower: Figure,
    broader: Figure,
    *,
    tolerance: Tolerance,
    bridge: Fraction = Fraction(0),
    is_bridged: bool = False,
) -> Comparison:
    """A narrower figure, which must not be above a broader one. Both must have readings."""
    low, high = _ordinary(narrower), _ordinary(broader)
    is_above = high.is_below(low)
    gap = high.gap(low) if is_above else Fraction(0)
    is_shut = _strict(broader).is_below(_strict(narrower))
    return _judge(narrower, broader, gap, tolerance, bridge, meets=not is_above, is_shut=is_shut, is_bridged=is_bridged)


def _judge(
    one: Figure,
    other: Figure,
    gap: Fraction,
    tolerance: Tolerance,
    bridge: Fraction,
    *,
    meets: bool,
    is_shut: bool,
    is_bridged: bool,
) -> Comparison:
    larger = max(abs(centre(one)), abs(centre(other)))
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


def _ordinary(figure: Figure) -> Interval:
    if figure.ordinary is None:
        raise ValueError(f"“{figure.as_said}” has no reading in numbers.")
    return figure.ordinary


def _strict(figure: Figure) -> Interval:
    if figure.strict is None:
        raise ValueError(f"“{figure.as_said}” has no reading in numbers.")
    return figure.strict


def centre(figure: Figure) -> Fraction:
    """The number that stands for a figure: as said, the middle of a range, the floor of a vague one."""
    if figure.value is None:
        return _strict(figure).low or Fraction(0)
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
