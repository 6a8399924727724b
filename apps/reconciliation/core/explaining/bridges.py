"""Ends of two organisations' counts that lie a few days apart and count as one day: what is said of them.

to 30 June | to 20 June, since 1 January           5.81% of the days: so much of the larger figure still agrees
1,203 to 25 June | 1,113 to 30 June                the five days account for nothing: a count does not fall by them
7,113 on 30 June | 7,313 on 20 June, two stocks    nothing is added: no start says how long the period is
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from apps.claims.numbers import grouped, rounded, spoken_day
from apps.reconciliation.core.comparing.readings import Reading
from apps.reconciliation.core.comparing.verdicts import Comparison
from apps.reconciliation.core.explaining.gap_steps import GapSteps
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists

Ending = tuple[Reading, date]  # how a figure is read, and the day it runs to


def accounted_by_days(
    start: Ending, end: Ending, comparison: Comparison, counted: Sequence[Statement], lists: Lists
) -> Fraction:
    """What the days between two ends account for at most: nothing of a share, which no day adds to.

    Nor of what is `counted` from nothing upwards, where the figure that runs on is the lower one.
    """
    (first, first_on), (last, last_on) = start, end
    falls = (last.centre - first.centre) * (last_on - first_on).days < 0
    is_paced = all(map(lists.adds_up, counted)) and not (falls and all(map(lists.is_amount, counted)))
    return comparison.bridged if is_paced else Fraction(0)


def bridge_lines(one: date, other: date, share: Fraction) -> Iterator[Line]:
    """By how much more two figures may part because of the days between their ends; no line where there are none."""
    if one == other:
        return
    both = f"{one} and {other} count as the same day"
    if share:
        percent = f"{grouped(rounded(share * 100, 2))}%"
        yield Line("Ends bridged", percent, "", f"{both}; this share of the period is added")
    else:
        days = abs((one - other).days)
        value = f"{days} {'day' if days == 1 else 'days'}"
        yield Line("Ends bridged", value, "", f"{both}; nothing is added, as no start says how long the period is")


def bridge_reasons(one: Statement, other: Statement, way: GapSteps | None = None) -> Iterator[Reason]:
    """That two figures run to two days, unless a step of the way between them says it with its amount."""
    if one.ends_on != other.ends_on and not any(step.code is Code.AS_OF for step in (way.steps if way else ())):
        days = spoken_day(one.ends_on), spoken_day(other.ends_on)
        yield Reason(Code.AS_OF, f"{one.ref} runs to {days[0]}, {other.ref} to {days[1]}")
