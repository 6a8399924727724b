"""Gap steps: from one figure to another by signed steps, what no step explains last. It sums exactly.

548,554 refugees → more than 2 million refugees
+ 1,302,870   population    another figure of the first speaker counts all returnees
+         0   rounding      nothing that rounding and bounds could hide
+   148,576   unexplained
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.claims.numbers import rounded, shown_exactly
from apps.reconciliation.core.comparing.readings import Reading
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.inputs.claims import Statement


@dataclass(frozen=True, slots=True)
class Step:
    """What one reason adds to the figure or takes from it; `ref` is the claim that shows it."""

    code: Code
    amount: Decimal
    evidence: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """An end of the steps: the number that stands for a figure."""

    label: str
    value: Decimal
    ref: str = ""


@dataclass(frozen=True, slots=True)
class GapSteps:
    """`start` plus all steps is `end`, to the last digit."""

    start: Stop
    steps: tuple[Step, ...]
    end: Stop

    @property
    def unexplained(self) -> Decimal:
        return sum((step.amount for step in self.steps if step.code is Code.UNEXPLAINED), Decimal(0))


def build_stop(label: str, value: Fraction, ref: str = "") -> Stop:
    return Stop(label, rounded(value), ref)


def build_step(code: Code, amount: Fraction, evidence: str, ref: str = "") -> Step:
    return Step(code, rounded(amount), evidence, ref)


def build_gap_steps(start: Stop, steps: Iterable[Step], end: Stop) -> GapSteps:
    """The way over these steps, without those of nothing; the rest is computed."""
    taken = [step for step in steps if step.amount != 0]
    rest = end.value - start.value - sum((step.amount for step in taken), Decimal(0))
    if rest:
        taken.append(Step(Code.UNEXPLAINED, rest, "what no other step explains"))
    return GapSteps(start, tuple(taken), end)


def explain_gap(
    start: Reading, end: Reading, gap: Fraction, *, bridged: Fraction = Fraction(0), is_twice: bool = False
) -> Sequence[Step]:
    """What bounds and rounding, and then days that differ, explain of the way from one reading to another.

    `gap` is what remains between the two readings at best. Where the higher one may count somebody twice (`is_twice`)
    that is what the readings leave open.
    """
    way = end.centre - start.centre
    sign = 1 if way >= 0 else -1
    hidden, days = abs(way) - gap, min(gap, bridged)
    if start.centre.denominator == end.centre.denominator == 1:
        days = Fraction(days.numerator // days.denominator)  # no half people
    readings = "the readings meet" if gap == 0 else f"the readings part by {shown_exactly(gap)} at best"
    if is_twice:
        readings = f"one person may be in several periods, so that the sum is an upper limit: {readings}"
    return (
        build_step(Code.DOUBLE_COUNT if is_twice else Code.ROUNDING, sign * hidden, readings),
        build_step(Code.AS_OF, sign * days, "the days by which the two ends differ, at the pace of the larger figure"),
    )


def compare_steps(start: Reading, end: Reading, bridged: Fraction, *, is_twice: bool = False) -> Sequence[Step]:
    gap = start.ordinary.gap(end.ordinary)
    return explain_gap(start, end, gap, bridged=bridged, is_twice=is_twice)


def build_reasons(way: GapSteps) -> list[Reason]:
    """The steps as reasons, each with the amount it explains."""
    return [Reason(step.code, step.evidence, amount=abs(step.amount)) for step in way.steps]


def bias_reasons(statements: Iterable[Statement]) -> Iterator[Reason]:
    """What speakers said of their own figures' errors: an undercount sees only part of the population."""
    for statement in statements:
        bias = statement.figure.known_bias
        if bias:
            said = f"{statement.speaker_name} declares an {bias} of {statement.ref}"
            evidence = f"{said}: “{statement.bias_as_said}”" if statement.bias_as_said else said
            yield Reason(Code.KNOWN_BIAS, evidence, by=statement.side)
            if bias == "undercount":
                yield Reason(Code.REGISTRATION, f"{statement.ref} counts only those that its source sees")


def gap_reasons(way: GapSteps, said: Iterable[Statement]) -> Iterator[Reason]:
    """Why two figures part: what their speakers say of them, then the gap steps with their amounts."""
    yield from bias_reasons(said)
    yield from build_reasons(way)
