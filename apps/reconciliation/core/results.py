"""What the rules return, and what all of them say alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from apps.claims.numbers import grouped
from apps.claims.values import shown
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.statements import SIDES, Lists, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import Verdict


class Rule(StrEnum):
    """By which rule a finding was made."""

    SUM = "sum"
    SHARE = "share"
    RESTATED = "restated"
    DIRECT = "direct"
    BOUND = "bound"
    ASSEMBLED = "assembled"
    UNDECIDED = "undecided"
    LOOKALIKE = "lookalike"


RULE_WORDS = {
    Rule.SUM: "A whole against its parts",
    Rule.SHARE: "A share against its numerator and denominator",
    Rule.RESTATED: "One organisation, same scope, two figures",
    Rule.DIRECT: "Two organisations, same scope",
    Rule.BOUND: "A narrower figure above a broader one",
    Rule.ASSEMBLED: "Figures put together, above a broader one",
    Rule.UNDECIDED: "A scope that is not wholly stated",
    Rule.LOOKALIKE: "Same number, different thing",
}
BETWEEN_WORDS = {
    "government-un": "Government and UN",
    "government-other": "Government and others",
    "un-other": "UN and others",
    "same-side": "Organisations of one side",
    "self": "Inside one organisation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One finding. `key` says what it is about; `left` and `right` are claims, `inputs` all it was computed from.

    `other_verdict` is the verdict on the strict readings where it is another one, else blank.
    """

    key: str
    rule: Rule
    verdict: Verdict
    between: str
    left: str
    left_shown: str
    right_shown: str
    inputs: tuple[str, ...]
    trace: tuple[Line, ...]
    explanation: str
    right: str = ""
    other_verdict: str = ""
    reasons: tuple[Reason, ...] = ()
    difference: Decimal | None = None
    factor: Decimal | None = None
    gap_at_best: Decimal | None = None
    flips_at: Decimal | None = None


def between(statements: Iterable[Statement]) -> str:
    """Whom a finding sets side by side."""
    said = list(statements)
    if len({statement.organisation for statement in said}) == 1:
        return "self"
    sides = [side for side in SIDES if any(statement.side == side for statement in said)]
    return "same-side" if len(sides) == 1 else "-".join(sides[:2])


def in_order(one: Statement, other: Statement) -> tuple[Statement, Statement]:
    """Government first, UN second, others last; within a side in the order of the references."""
    first, second = sorted((one, other), key=lambda statement: (SIDES.index(statement.side), statement.number))
    return first, second


def pair_key(one: Statement, other: Statement) -> str:
    first, second = sorted((one.number, other.number))
    return f"pair:C-{first}:C-{second}"


def quantity(statement: Statement, lists: Lists) -> str:
    """The figure with its unit: > 1,851,424 people."""
    figure = shown(statement.figure)
    return figure if statement.figure.is_percent else f"{figure} {lists.units.name(statement.unit)}"


def reading_lines(statement: Statement) -> list[Line]:
    """How a figure was read, both ways."""
    figure, who = statement.figure, statement.speaker_name
    note = "written to the unit, without rounding" if figure.is_point else f"rounding step {grouped(figure.rounding)}"
    bias = f"; {figure.known_bias} declared: “{statement.bias_as_said}”" if figure.known_bias else ""
    return [
        Line(f"{who}, ordinary reading", str(figure.ordinary), statement.ref, f"“{statement.quote}”; {note}"),
        Line(f"{who}, strict reading", str(figure.strict), statement.ref, f"what the words permit{bias}"),
    ]


def bias_reasons(statements: Iterable[Statement]) -> list[Reason]:
    """What speakers said of their own figures' errors: an undercount sees only part of the population."""
    reasons = []
    for statement in statements:
        bias = statement.figure.known_bias
        if bias:
            said = f"{statement.speaker_name} declares an {bias} of {statement.ref}"
            evidence = f"{said}: “{statement.bias_as_said}”" if statement.bias_as_said else said
            reasons.append(Reason(Code.KNOWN_BIAS, evidence))
            if bias == "undercount":
                reasons.append(Reason(Code.REGISTRATION, f"{statement.ref} counts only those that its source sees"))
    return reasons
