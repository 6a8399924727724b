"""What the rules return, and what all of them say alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.reconciliation.core.bridge import Bridge, build_reasons
from apps.reconciliation.core.changes import Change
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.statements import SIDES, Lists, Policy, Statement
from apps.reconciliation.core.trace import Line, explain
from apps.reconciliation.core.verdicts import FITS, WORDS, Comparison, Reading, Verdict, difference, factor


class Rule(StrEnum):
    """By which rule a finding was made."""

    SUM = "sum"
    SHARE = "share"
    PLAN = "plan"
    RESTATED = "restated"
    DIRECT = "direct"
    BOUND = "bound"
    ASSEMBLED = "assembled"
    UNDECIDED = "undecided"
    LOOKALIKE = "lookalike"


RULE_WORDS = {
    Rule.SUM: "A whole against its parts",
    Rule.SHARE: "A share against its numerator and denominator",
    Rule.PLAN: "A check that an analyst wrote",
    Rule.RESTATED: "One organisation, same scope, two figures",
    Rule.DIRECT: "Two organisations, same scope",
    Rule.BOUND: "A narrower figure above a broader one",
    Rule.ASSEMBLED: "Figures put together, against another’s",
    Rule.UNDECIDED: "A scope that is not wholly stated",
    Rule.LOOKALIKE: "Same number, different thing",
}
RULE_SAYS = {
    Rule.SUM: "A complete breakdown must come to its whole; one that is not complete must leave room for the rest.",
    Rule.SHARE: "A stated share must be what its numerator and its denominator make.",
    Rule.PLAN: "A formula over claims must hold. Units are checked, and every step is shown.",
    Rule.RESTATED: "Two figures of one organisation for the same scope must agree.",
    Rule.DIRECT: "Two organisations’ figures for the same scope must agree.",
    Rule.BOUND: "What counts only a part cannot be above what counts the whole. Kept only where it is.",
    Rule.ASSEMBLED: (
        "Figures of one document that have nothing in common must come to another organisation’s figure if they are "
        "all of its scope, and must not be above it if they lie within it."
    ),
    Rule.UNDECIDED: "Two organisations’ figures would be compared, were the start of one period not left unsaid.",
    Rule.LOOKALIKE: "Two organisations’ numbers agree while one counts only a part of what the other counts.",
}
AT_BEST = "by how much it is off whatever the ordinary readings are"
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

    `other_verdict` is the verdict on the strict readings where it is another one, else blank; `tolerance` the name of
    the policy, blank for rules that know none.
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
    right: str = ""
    other_verdict: str = ""
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()
    bridge: Bridge | None = None
    difference: Decimal | None = None
    factor: Decimal | None = None
    gap_at_best: Decimal | None = None
    flips_at: Decimal | None = None
    tolerance: str = ""

    @property
    def explanation(self) -> str:
        """One or two sentences, made of the trace."""
        return explain(self.trace)


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


def other_verdict(strict: Verdict, verdict: Verdict) -> str:
    return str(strict) if strict is not verdict else ""


def said_line(statement: Statement, lists: Lists, key: str) -> Line:
    """Who said what, and in which words."""
    return Line(statement.speaker_name, lists.spoken(statement), statement.ref, f"“{statement.quote}”", key)


def reading_lines(statement: Statement) -> Iterator[Line]:
    """How a figure was read, both ways."""
    figure, who = statement.figure, statement.speaker_name
    bias = f"; {figure.known_bias} declared: “{statement.bias_as_said}”" if figure.known_bias else ""
    yield Line(f"{who}, ordinary reading", str(figure.ordinary), statement.ref, figure.spread)
    yield Line(f"{who}, strict reading", str(figure.strict), statement.ref, f"what the words permit{bias}")


def part_lines(label: str, parts: Iterable[Statement], lists: Lists) -> Iterator[Line]:
    """Figures that are worked with, each with its ordinary reading."""
    for part in parts:
        note = f"“{part.quote}”, said by {part.speaker_name}; {part.figure.spread}"
        yield Line(f"{label}: {lists.quantity(part)}", str(part.figure.ordinary), part.ref, note)


def difference_lines(left: Reading, right: Reading) -> Iterator[Line]:
    """By how much, and how many times, two readings part."""
    value, exact, gap = difference(left, right), left.centre - right.centre, left.ordinary.gap(right.ordinary)
    note = f"{shown_exactly(left.centre)} − {shown_exactly(right.centre)}"
    if Fraction(value) != exact:
        is_least = gap and abs(Fraction(value)) == gap
        step = grouped(max(left.step, right.step))
        note += ", at least, as their readings part by so much" if is_least else f", to the nearest {step}"
    yield Line("Difference", f"{'+' if value > 0 else ''}{grouped(value)}", "", note, "difference")
    times = factor(left, right)
    if times is not None:
        yield Line("Factor", grouped(times), "", "the larger divided by the smaller", "factor")


def apart_words(left: Reading, right: Reading) -> str:
    """By how much the higher of two readings is higher: 277,704; at least 148,576."""
    value, gap = abs(difference(left, right)), left.ordinary.gap(right.ordinary)
    is_least = Fraction(value) == gap and abs(left.centre - right.centre) != gap
    return f"at least {grouped(value)}" if is_least else grouped(value)


def tolerance_lines(
    left: Reading, right: Reading, found: Comparison, policy: Policy, indicator: str, *, is_order: bool
) -> Iterator[Line]:
    """What the policy lets pass, and where the verdict would flip. `is_order` if only being above it is amiss."""
    distance = "smallest distance between the ordinary readings"
    gap = "by how much the part is above what holds it, whatever the ordinary readings are" if is_order else distance
    yield Line("Gap at best", shown_exactly(found.gap), "", gap, "gap")
    tolerance = policy.tolerance(indicator)
    larger = max(abs(left.centre), abs(right.centre))
    note = f"{grouped(tolerance.relative * 100)}% of {shown_exactly(larger)}, policy “{tolerance.name}”"
    if found.bridged:
        note += f", and {shown_exactly(found.bridged)} for the days that differ"
    if tolerance.absolute:
        note += f"; at least {grouped(tolerance.absolute)}"
    yield Line("Gap that still agrees", shown_exactly(found.allowed), "", note)
    if found.flips_at is not None:
        agrees = found.verdict is Verdict.AGREES
        note = (
            "at a tolerance below it the figures differ" if agrees else "at a tolerance from here on the figures agree"
        )
        percent = rounded(found.flips_at * 100, 2)
        if percent == tolerance.relative * 100:  # which of the two is more must be seen
            percent = rounded(found.flips_at * 100, 6)
        yield Line("Flips at", f"{grouped(percent)}%", "", note)


def words_of(verdict: Verdict, *, is_order: bool = False) -> str:
    """A verdict in words; where only being above is amiss, to agree is to fit."""
    return FITS if is_order and verdict is Verdict.AGREES else WORDS[verdict]


def verdict_lines(
    verdict: Verdict, why: str, *, strict: Verdict, strictly: str, is_order: bool = False
) -> Iterator[Line]:
    """The verdict with its reason in a sentence, and the verdict on the strict readings where it is another one."""
    yield Line("Verdict", words_of(verdict, is_order=is_order), "", why, "verdict")
    if strict is not verdict:
        yield Line("On the strict readings", words_of(strict, is_order=is_order), "", strictly, "strict")


def set_aside_lines(said: Iterable[Statement], used: Iterable[Statement]) -> Iterator[Line]:
    """The errors that an organisation declares and that cannot excuse its own arithmetic."""
    pairs = zip(said, used, strict=True)
    dropped = [one for one, other in pairs if one.figure.known_bias and not other.figure.known_bias]
    for words in dict.fromkeys((one.figure.known_bias, one.bias_as_said) for one in dropped):
        refs = ", ".join(one.ref for one in dropped if (one.figure.known_bias, one.bias_as_said) == words)
        note = f"of {refs}; set aside, as what is left out of the parts is left out of the whole"
        yield Line(f"Declared {words[0]}", f"“{words[1]}”", "", note)


def strict_sum_words(verdict: Verdict) -> str:
    """What the strict readings of a sum, a share or a plan come to, in a sentence."""
    match verdict:
        case Verdict.ADDS_UP:
            return "it adds up whatever the words are read as"
        case Verdict.DOES_NOT_ADD_UP:
            return "it does not add up"
        case _:
            return "the words allow that it adds up and do not prove it"


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


def gap_reasons(bridge: Bridge, said: Iterable[Statement]) -> Iterator[Reason]:
    """Why two figures part: what their speakers say of them, then the steps of the bridge with their amounts."""
    yield from bias_reasons(said)
    yield from build_reasons(bridge)
