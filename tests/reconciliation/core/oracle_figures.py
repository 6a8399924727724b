"""What figures come to and whether they agree, for the second engine: written from the specification alone.

How one figure is read is worked out again in oracle_readings.py.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from apps.claims.figures import Figure
from apps.claims.intervals import Interval
from apps.reconciliation.core.inputs.tolerances import Tolerance
from tests.reconciliation.core import oracle_readings as readings


class Amount(NamedTuple):
    """Both readings, the number that stands for them, and whether it is a point or unqualified."""

    ordinary: Interval
    strict: Interval
    value: Fraction
    is_plain: bool


class Weighed(NamedTuple):
    """The verdict, the one on the strict readings, and the gap between the ordinary ones."""

    verdict: str
    strictly: str
    gap: Fraction


def amount(figure: Figure) -> Amount:
    """Both readings of a figure that says a number, in the unit that it is read in."""
    said = amount_as_said(figure)
    if figure.times is None:
        return said
    each = figure.times
    return Amount(
        multiplied(said.ordinary, each.ordinary),
        multiplied(said.strict, each.strict),
        said.value * each.centre,
        said.is_plain and each.ordinary.low == each.ordinary.high,
    )


def multiplied(one: Interval, other: Interval) -> Interval:
    """Every number of the one times every number of the other; neither is below zero, nor is either nothing else."""
    lows, highs = (one.low, other.low), (one.high, other.high)
    if 0 in highs:
        return Interval.point(0)
    low = None if None in lows else (one.low or 0) * (other.low or 0)
    closed = one.low_closed and other.low_closed
    if low == 0:  # reached where either may be zero
        closed = any(each.low == 0 and each.low_closed for each in (one, other))
    if None in highs:
        return Interval.of(low, None, "[)" if closed else "()")
    high = (one.high or 0) * (other.high or 0)
    return Interval(
        None if low is None else Fraction(low), Fraction(high), closed, one.high_closed and other.high_closed
    )


def amount_as_said(figure: Figure) -> Amount:
    """In the unit in which it was said. For a range stands its middle, for a vague word its least."""
    ordinary, strict = readings.ordinary(figure), readings.strict(figure)
    is_plain = readings.is_plain(figure)
    if figure.value is None:
        return Amount(ordinary, strict, ordinary.low or Fraction(0), is_plain)
    if figure.value_high is not None:
        return Amount(ordinary, strict, (Fraction(figure.value) + Fraction(figure.value_high)) / 2, is_plain)
    return Amount(ordinary, strict, Fraction(figure.value), is_plain)


def is_below(one: Interval, other: Interval) -> bool:
    """Whether every number of the one is below every number of the other."""
    if one.high is None or other.low is None:
        return False
    if one.high == other.low:
        return not (one.high_closed and other.low_closed)
    return one.high < other.low


def is_apart(one: Interval, other: Interval) -> bool:
    return is_below(one, other) or is_below(other, one)


def is_inside(one: Interval, other: Interval) -> bool:
    """Whether every number of the one is a number of the other."""
    low = other.low is None
    if one.low is not None and other.low is not None:
        low = one.low > other.low or (one.low == other.low and (other.low_closed or not one.low_closed))
    high = other.high is None
    if one.high is not None and other.high is not None:
        high = one.high < other.high or (one.high == other.high and (other.high_closed or not one.high_closed))
    return low and high


def distance(one: Interval, other: Interval) -> Fraction:
    """The smallest there can be between a number of the one and a number of the other."""
    if one.high is not None and other.low is not None and one.high < other.low:
        return other.low - one.high
    if other.high is not None and one.low is not None and other.high < one.low:
        return one.low - other.high
    return Fraction(0)


def plus(one: Interval, other: Interval) -> Interval:
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    low_closed = low is not None and one.low_closed and other.low_closed
    return Interval(low, high, low_closed, high is not None and one.high_closed and other.high_closed)


def minus(one: Interval, other: Interval) -> Interval:
    low = None if other.high is None else -other.high
    high = None if other.low is None else -other.low
    return plus(one, Interval(low, high, other.high_closed, other.low_closed))


def times(one: Interval, factor: Fraction) -> Interval:
    """Every number times one that is above zero."""
    low = None if one.low is None else one.low * factor
    high = None if one.high is None else one.high * factor
    return Interval(low, high, one.low_closed, one.high_closed)


def divided(one: Interval, other: Interval) -> Interval:
    """The one, which is not below zero, divided by the other, which may be zero but is not nothing else."""
    assert one.low is not None
    assert other.low is not None
    if one.high == 0:
        return Interval.point(0)
    low = Fraction(0) if other.high is None else one.low / other.high
    # Zero is reached if the one may be zero, whatever it is divided by; else only as far as both ends are.
    low_closed = one.low_closed if one.low == 0 else other.high is not None and one.low_closed and other.high_closed
    if one.high is None or other.low == 0:
        return Interval(low, None, low_closed, False)
    return Interval(low, one.high / other.low, low_closed, one.high_closed and other.low_closed)


def total(parts: Sequence[Amount], *, counts_twice: bool) -> Amount:
    """The sum; from the largest to the sum where the same person may be in several parts."""
    value = sum((part.value for part in parts), Fraction(0))
    ordinary, strict = [part.ordinary for part in parts], [part.strict for part in parts]
    if counts_twice:
        return Amount(at_least_the_largest(ordinary), at_least_the_largest(strict), value, is_plain=False)
    return Amount(all_together(ordinary), all_together(strict), value, all(part.is_plain for part in parts))


def rest(one: Amount, other: Amount) -> Amount:
    """The one less the other."""
    intervals = minus(one.ordinary, other.ordinary), minus(one.strict, other.strict)
    return Amount(*intervals, one.value - other.value, one.is_plain and other.is_plain)


def scaled(one: Amount, factor: Fraction) -> Amount:
    return Amount(times(one.ordinary, factor), times(one.strict, factor), one.value * factor, one.is_plain)


def all_together(intervals: Sequence[Interval]) -> Interval:
    made = intervals[0]
    for interval in intervals[1:]:
        made = plus(made, interval)
    return made


def at_least_the_largest(intervals: Sequence[Interval]) -> Interval:
    """Up to the sum of all; a number is large enough if no part is wholly above it."""
    made = all_together(intervals)
    lows = [interval.low for interval in intervals if interval.low is not None]
    if not lows:
        return made
    low_closed = all(interval.low_closed for interval in intervals if interval.low == max(lows))
    return Interval(max(lows), made.high, low_closed, made.high_closed)


def weigh(
    one: Amount, other: Amount, tolerance: Tolerance, *, days: Fraction, may_both_hold: bool, must_be_below: bool
) -> Weighed:
    """Agrees, contradicts or differs: tried in this order, the first that applies.

    With `must_be_below` only a first amount above the second one is amiss.
    """
    amiss, shut = is_apart(one.ordinary, other.ordinary), is_apart(one.strict, other.strict)
    if must_be_below:
        amiss, shut = is_below(other.ordinary, one.ordinary), is_below(other.strict, one.strict)
    gap = distance(one.ordinary, other.ordinary) if amiss else Fraction(0)
    larger = max(abs(one.value), abs(other.value))
    allowed = max((Fraction(tolerance.relative) + days) * larger, Fraction(tolerance.absolute))
    if not amiss or 0 < allowed >= gap:
        verdict = "agrees"
    elif shut and not may_both_hold:
        verdict = "contradicts"
    else:
        verdict = "differs"
    return Weighed(verdict, verdict if shut else "agrees", gap)


def meet(computed: Interval, stated: Interval, *, rounds: bool) -> str:
    """Whether what was worked out is what was stated; `rounds` if plain figures come to it at its rounding."""
    if rounds or is_inside(computed, stated):
        return "adds_up"
    return "does_not_add_up" if is_apart(computed, stated) else "may_add_up"


def fit(computed: Interval, limit: Interval) -> str:
    """Whether what was worked out is at most a limit, whatever the two are read as."""
    if is_below(limit, computed):
        return "does_not_add_up"
    is_always = computed.high is not None and limit.low is not None and computed.high <= limit.low
    return "adds_up" if is_always else "may_add_up"


def exceed(upper: Interval, lower: Interval) -> str:
    """Whether the one is more than the other, whatever the two are read as."""
    if is_below(lower, upper):
        return "adds_up"
    is_never = upper.high is not None and lower.low is not None and upper.high <= lower.low
    return "does_not_add_up" if is_never else "may_add_up"
