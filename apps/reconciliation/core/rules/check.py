"""Rule `plan`: a check that an analyst wrote, a formula over claims.

    3,500 per 5 days for 30 days | 41,700 − 17,080              rate / 5 × days ≥ residents − left
                                                                does not add up: 21,000 of 24,620, short by 3,620
    the same for up to 40 days                                  may add up: 18,900 to 30,800
    4,111 per 5 days for at least 31 days                       adds up

Ordinary readings, without tolerance; units are checked (formulas.py), and a month is 28 to 31 days.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from apps.claims.figures import Figure, Qualifier, shown
from apps.claims.intervals import Interval
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.claims.reading.outcomes import TIMES
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import MINISTRY, UN, About, Example, say
from apps.reconciliation.core.comparing import formulas
from apps.reconciliation.core.comparing.formulas import (
    Formula,
    FormulaError,
    Measure,
    Name,
    Node,
    Operation,
    Quantity,
)
from apps.reconciliation.core.comparing.readings import Reading, centre, factor, read
from apps.reconciliation.core.comparing.verdicts import SumVerdict, Verdict, is_rounding, judge_room, judge_sum
from apps.reconciliation.core.explaining import lines
from apps.reconciliation.core.explaining.gap_steps import GapSteps, build_gap_steps, build_stop, explain_gap
from apps.reconciliation.core.explaining.reasons import ROUNDING_DECIDES, Code, Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Check, Statement, without_bias
from apps.reconciliation.core.inputs.code_lists import Lists

ABOUT = About(
    "A check that an analyst wrote",
    "A formula over claims must hold. Units are checked, and every step is shown.",
    Example(
        (
            say(1, MINISTRY, "400", 400, Qualifier.ABOUT, unit="people_per_day", indicator="rate"),
            say(2, MINISTRY, "30", 30, Qualifier.AT_MOST, unit="days", indicator="rate"),
            say(3, UN, "24,600", 24_600),
        ),
        checks=(
            Check(
                "example",
                "Everybody arrives in time",
                "rate × days ≥ people",
                {"rate": "C-1", "days": "C-2", "people": "C-3"},
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A check worked out: every step of both sides, and what they come to."""

    check: Check
    formula: Formula
    terms: Mapping[str, Statement]
    steps: tuple[tuple[Node, Quantity], ...]
    left: Quantity
    right: Quantity

    def judge(self, *, strictly: bool = False) -> SumVerdict:
        """Whether the comparison holds whatever the two sides are read as, never, or for some readings."""
        left = self.left.reading.strict if strictly else self.left.reading.ordinary
        right = self.right.reading.strict if strictly else self.right.reading.ordinary
        match self.formula.sign:
            case "≥":
                return judge_room(right, left)
            case "≤":
                return judge_room(left, right)
            case ">":
                return _judge_above(left, right)
            case "<":
                return _judge_above(right, left)
            case _:
                return self._judge_equal(left, right, is_rounded=self.is_rounded(strictly=strictly))

    def _judge_equal(self, left: Interval, right: Interval, *, is_rounded: bool) -> SumVerdict:
        """What stands alone on its side was stated, and the other side made; where both do or none, either may be."""
        sides = (self.formula.left, left, right), (self.formula.right, right, left)
        alone = [(made, stated) for node, stated, made in sides if not isinstance(node, Operation)]
        ways = alone if len(alone) == 1 else [(left, right), (right, left)]
        verdicts = [judge_sum(made, stated, is_rounded=is_rounded) for made, stated in ways]
        return Verdict.ADDS_UP if Verdict.ADDS_UP in verdicts else verdicts[0]

    @property
    def is_of_points(self) -> bool:
        """Whether each side can be read as one number only."""
        return self.left.reading.ordinary.is_point and self.right.reading.ordinary.is_point

    def is_rounded(self, *, strictly: bool = False) -> bool:
        """Whether plain figures come to the same, or to the one claim that stands on a side at its rounding."""
        sides = (self.formula.left, self.left), (self.formula.right, self.right)
        if not all(quantity.reading.is_plain for _, quantity in sides):
            return False
        stated = [self.terms[node.text].figure for node, _ in sides if isinstance(node, Name)]
        return self.short == 0 or any(
            is_rounding(self.short * _part(figure), Fraction(figure.rounding), centre(figure), strictly=strictly)
            for figure in stated
            if not figure.is_point
        )

    @property
    def short(self) -> Fraction:
        """The right side less the left, as said."""
        return self.right.reading.centre - self.left.reading.centre

    @property
    def gap(self) -> Fraction:
        """By how much the comparison fails at best; zero where it may hold."""
        if self.judge() is not Verdict.DOES_NOT_ADD_UP:
            return Fraction(0)
        return self.left.reading.ordinary.gap(self.right.reading.ordinary)


def _part(figure: Figure) -> int:
    """What of a side makes one of a figure: a percentage is worked with as hundredths."""
    return 100 if figure.is_percent else 1


def _judge_above(upper: Interval, lower: Interval) -> SumVerdict:
    if lower.is_below(upper):
        return Verdict.ADDS_UP
    is_never = upper.high is not None and lower.low is not None and upper.high <= lower.low
    return Verdict.DOES_NOT_ADD_UP if is_never else Verdict.MAY_ADD_UP


def work_out(check: Check, statements: Mapping[str, Statement], lists: Lists) -> Plan:
    """Both sides of a check. Raises FormulaError with what is wrong with it."""
    formula = formulas.parse(check.formula)
    if not formula.names:
        raise FormulaError("A check speaks of at least one claim.")
    said = without_bias([_find_term(name, check, statements) for name in formula.names])
    terms = dict(zip(formula.names, said, strict=True))
    bases = _bases(said, lists)
    quantities = {name: _quantity(statement, lists, bases) for name, statement in terms.items()}
    names = _unit_names(lists)
    left = list(formulas.work_out(formula.left, quantities, names))
    right = list(formulas.work_out(formula.right, quantities, names))
    formulas.check_units(formula, left[-1][1], right[-1][1], names)
    return Plan(check, formula, terms, (*left, *right), left[-1][1], right[-1][1])


def _find_term(name: str, check: Check, statements: Mapping[str, Statement]) -> Statement:
    if name not in check.terms:
        raise FormulaError(
            f"“{name}” is no claim of this check: give a claim that name, or write its reference, such as C-17."
        )
    statement = statements.get(check.terms[name])
    if statement is None or statement.figure.ordinary is None:
        raise FormulaError(f"{check.terms[name]}, “{name}”, is not published or says no number.")
    return statement


def _bases(said: Iterable[Statement], lists: Lists) -> set[str]:
    """The units that a rate among these is per."""
    return {lists.facts_of_unit(statement.unit).rate_per for statement in said}


def _quantity(statement: Statement, lists: Lists, bases: Collection[str]) -> Quantity:
    """A claim as a formula takes it: percent as hundredths, so many times as a bare number, months as days.

    What a rate of the formula is per stays as it is: people per month times 6 months.
    """
    reading, facts = read(statement.figure), lists.facts_of_unit(statement.unit)
    if statement.figure.is_percent:
        hundredth = Interval.point(Fraction(1, 100))
        return Quantity(_scaled(reading, hundredth, Fraction(1, 100)), Measure(), is_percent=True)
    if statement.unit == TIMES:
        return Quantity(reading, Measure())
    if facts.smaller and statement.unit not in bases:
        times = Interval.of(facts.fewest, facts.most)
        middle = (Fraction(facts.fewest) + Fraction(facts.most)) / 2
        return Quantity(_scaled(reading, times, middle), Measure.of(facts.smaller))
    if facts.rate_of:
        per = Measure.of(facts.rate_of).times(Measure.of(facts.rate_per), -1)
        return Quantity(reading, Measure(per.units, Fraction(facts.rate_amount)))
    return Quantity(reading, Measure.of(statement.unit))


def _scaled(reading: Reading, times: Interval, middle: Fraction) -> Reading:
    is_plain = reading.is_plain and times.is_point
    return Reading(reading.ordinary * times, reading.strict * times, reading.centre * middle, is_plain=is_plain)


def _unit_names(lists: Lists) -> dict[str, str]:
    return {code: entry.name or code for code, entry in lists.units.entries.items()}


def find(check: Check, statements: Mapping[str, Statement], lists: Lists) -> Result | None:
    """The finding of one check; None where it cannot be worked out."""
    try:
        plan = work_out(check, statements, lists)
    except FormulaError:
        return None
    verdict, strict = plan.judge(), plan.judge(strictly=True)
    said = list(dict.fromkeys(plan.terms.values()))
    left, right = _shown(plan, plan.formula.left, plan.left, lists), _shown(plan, plan.formula.right, plan.right, lists)
    return Result(
        key=f"plan:{check.slug}",
        rule=Rule.PLAN,
        verdict=verdict,
        strict_verdict=findings.strict_if_other(strict, verdict),
        between=findings.between(said),
        left=said[0].ref,
        # On this side stands a claim: a bare number must not look like its figure.
        left_shown=left if isinstance(plan.formula.left, Name | Operation) else f"{left}, a number of the check",
        right_shown=right,
        members=findings.name_members((Role.TERM, said)),
        difference=rounded(-plan.short),
        factor=factor(plan.left.reading, plan.right.reading),
        gap_at_best=rounded(plan.gap),
        tell=lambda: _trace(plan, verdict, strict, lists),
        work=lambda _: Working(
            tuple(_reasons(plan, verdict)), gap_steps=_gap_steps(plan) if verdict is Verdict.DOES_NOT_ADD_UP else None
        ),
    )


def _gap_steps(plan: Plan) -> GapSteps:
    left, right = plan.left.reading, plan.right.reading
    return build_gap_steps(
        build_stop(str(plan.formula.left), left.centre),
        explain_gap(left, right, left.ordinary.gap(right.ordinary)),
        build_stop(str(plan.formula.right), right.centre),
    )


def _shown(plan: Plan, node: Node, quantity: Quantity, lists: Lists) -> str:
    """≈ 3,500 ÷ 5 × ≤ 30 = 21,000 people; 1 month = 29.5 days; a figure that is nothing else stands for itself."""
    unit = quantity.measure.words(_unit_names(lists)) if quantity.measure.units else ""
    comes_to = f"{shown_exactly(quantity.reading.centre)} {unit}".strip()
    if isinstance(node, Name):
        statement = plan.terms[node.text]
        figure = lists.quantity(statement)
        return figure if quantity.reading.centre == read(statement.figure).centre else f"{figure} = {comes_to}"
    return f"{_figures(node, plan)} = {comes_to}" if isinstance(node, Operation) else comes_to


def _figures(node: Node, plan: Plan) -> str:
    """The expression with the figures in place of their names."""
    if isinstance(node, Operation):
        return str(Operation(node.sign, _named(node.left, plan), _named(node.right, plan)))
    return str(_named(node, plan))


def _named(node: Node, plan: Plan) -> Node:
    if isinstance(node, Operation):
        return Operation(node.sign, _named(node.left, plan), _named(node.right, plan))
    if not isinstance(node, Name):
        return node
    figure = shown(plan.terms[node.text].figure)
    return Name(f"({figure})" if " " in figure else figure)


def _trace(plan: Plan, verdict: SumVerdict, strict: SumVerdict, lists: Lists) -> Iterable[Line]:
    bases = _bases(plan.terms.values(), lists)
    for name, statement in plan.terms.items():
        yield from lines.part_lines(name, (statement,), lists)
        facts = lists.facts_of_unit(statement.unit)
        if facts.smaller and statement.unit not in bases:
            unit, smaller = lists.units.name(statement.unit), lists.units.name(facts.smaller)
            value = f"{grouped(facts.fewest)} to {grouped(facts.most)}"
            yield Line(f"1 of {unit} in {smaller}", value, "", "as the list of units says")
    names = _unit_names(lists)
    for node, quantity in plan.steps:
        if isinstance(node, Operation):
            value = f"{shown_exactly(quantity.reading.centre)} {quantity.measure.words(names)}"
            note = f"ordinary {quantity.reading.ordinary}; strict {quantity.reading.strict}"
            yield Line(str(node), value, "", note)
    yield Line("What must hold", str(plan.formula), "", plan.check.title)
    yield Line("Difference", shown_exactly(-plan.short), "", "left side less right side, as said")
    yield Line("Gap at best", shown_exactly(plan.gap), "", lines.AT_BEST)
    yield from lines.verdict_lines(
        verdict, _conclude(plan, verdict, lists), strict=strict, strictly=lines.strict_sum_words(strict)
    )


def _conclude(plan: Plan, verdict: SumVerdict, lists: Lists) -> str:
    left = _shown(plan, plan.formula.left, plan.left, lists)
    right = _shown(plan, plan.formula.right, plan.right, lists)
    must = {"≥": "at least", "≤": "at most", ">": "more than", "<": "less than", "=": "the same as"}[plan.formula.sign]
    both = f"“{plan.check.title}” asks that {left} is {must} {right}"
    match verdict:
        case Verdict.DOES_NOT_ADD_UP:
            away = {"=": "the two part", "≥": "it is short", ">": "it is short"}.get(
                plan.formula.sign, "it is too much"
            )
            if not plan.gap:
                return f"{both}, and it is not, whatever a person understands by the figures"
            return (
                f"{both}; {away} by {shown_exactly(abs(plan.short))} as said, and by {shown_exactly(plan.gap)} at best"
            )
        case Verdict.ADDS_UP if plan.formula.sign != "=" or plan.is_of_points:
            return f"{both}, and it is, whatever a person understands by the figures"
        case Verdict.ADDS_UP:
            how = (
                "at their rounding"
                if plan.is_rounded()
                else "as far as the coarser side says: the other lies within it"
            )
            return f"{both}, and it is, {how}"
        case Verdict.MAY_ADD_UP:
            return f"{both}, which the figures allow and do not prove"
        case _:
            assert_never(verdict)


def _reasons(plan: Plan, verdict: SumVerdict) -> Iterable[Reason]:
    if verdict is Verdict.MAY_ADD_UP:
        yield ROUNDING_DECIDES
    if verdict is Verdict.DOES_NOT_ADD_UP:
        yield Reason(Code.ARITHMETIC, "no ordinary reading of the figures makes it hold", amount=rounded(plan.gap))
