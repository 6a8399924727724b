"""Rule `share`: a stated share against its numerator and denominator.

    17,080 of 41,700, stated 40.96 %                                adds up
    41,570 of just over 55,500 = 74.9 %, stated more than 75 %      does not add up
    232,000 of over 800,000, stated 29 %                            may add up
    2.1 million against 1.2 million, stated nearly double           adds up (unit: times)
    36 of 12,013, stated 3 per 1,000                                adds up (unit: a rate of the two figures' units)

Ordinary readings, without tolerance. Where a share does not add up, other figures of the numerator's and the
denominator's scope by the same organisation are tried.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from apps.claims.figures import shown
from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.claims.reading.outcomes import PERCENT, TIMES
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import UN, About, Example, say
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.readings import Reading, read
from apps.reconciliation.core.comparing.scopes import APART, relate
from apps.reconciliation.core.comparing.verdicts import SumVerdict, Verdict, is_rounding, judge_sum
from apps.reconciliation.core.explaining import lines
from apps.reconciliation.core.explaining.gap_steps import GapSteps, build_gap_steps, build_stop, explain_gap
from apps.reconciliation.core.explaining.reasons import ROUNDING_DECIDES, Code, Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement, without_bias
from apps.reconciliation.core.inputs.code_lists import Lists

ABOUT = About(
    "A share against its numerator and denominator",
    "A stated share, multiple or rate must be what its numerator and its denominator make.",
    Example(
        (
            say(1, UN, "58%", 58, unit="percent", indicator="share", share_of=("C-2", "C-3")),
            say(2, UN, "7,100", 7_100, population="adults"),
            say(3, UN, "12,300", 12_300),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A stated share, and what its numerator and denominator make: in percent, in times for a multiple, or per so many.

    `whole` is what it would be were the numerator as large as the denominator: 100 percent, once, 1,000 per 1,000.
    """

    share: Statement
    numerator: Statement
    denominator: Statement
    whole: Fraction
    unit: str

    @property
    def computed(self) -> Reading:
        top, bottom = read(self.numerator.figure), read(self.denominator.figure)
        return Reading(
            top.ordinary.ratio(bottom.ordinary).scaled(self.whole),
            top.strict.ratio(bottom.strict).scaled(self.whole),
            self.whole * top.centre / bottom.centre,
            Fraction(1, 100),
            top.is_plain and bottom.is_plain,
        )

    @property
    def stated(self) -> Reading:
        return read(self.share.figure)

    @property
    def noun(self) -> str:
        """What was stated."""
        return {PERCENT: "share", TIMES: "multiple"}.get(self.share.unit, "rate")

    @property
    def sign(self) -> str:
        return "%" if self.share.unit == PERCENT else f" {self.unit}"

    @property
    def points(self) -> str:
        """In what two shares part."""
        return "in percentage points" if self.share.unit == PERCENT else f"in {self.unit}"

    @property
    def places(self) -> int:
        """To how many places it is told: two, and more where the stated one has as many."""
        return max(2, -int(self.share.figure.rounding.normalize().as_tuple().exponent))

    def shown(self, number: Fraction) -> str:
        return grouped(rounded(number, self.places), places=2)

    @property
    def off(self) -> Fraction:
        """The stated share less the computed one, as said."""
        return self.stated.centre - self.computed.centre

    @property
    def gap(self) -> Fraction:
        """By how much it is off at best; none where the stated share may be right."""
        is_off = self.judge() is Verdict.DOES_NOT_ADD_UP
        return self.stated.ordinary.gap(self.computed.ordinary) if is_off else Fraction(0)

    def judge(self, *, strictly: bool = False) -> SumVerdict:
        """Whether the stated share is what the two figures make."""
        figure, stated, computed = self.share.figure, self.stated, self.computed
        is_plain = stated.is_plain and computed.is_plain and not figure.is_fraction
        step = Fraction(figure.rounding)
        is_rounded = is_plain and is_rounding(self.off, step, stated.centre, strictly=strictly)
        if strictly:
            return judge_sum(computed.strict, stated.strict, is_rounded=is_rounded)
        return judge_sum(computed.ordinary, stated.ordinary, is_rounded=is_rounded)


def divide(share: Statement, numerator: Statement, denominator: Statement, *, lists: Lists) -> Quotient | None:
    """The quotient of three figures; None where it cannot be worked out.

    So it is of a vague figure, a denominator of zero, or units that make no such share.
    """
    whole = _whole_of(share, numerator, denominator, lists)
    if whole is None or any(said.figure.ordinary is None for said in (share, numerator, denominator)):
        return None
    reading = read(denominator.figure)
    if reading.centre == 0 or reading.ordinary.high == 0 or reading.strict.high == 0:
        return None
    if any(end is None or end < 0 for end in (reading.ordinary.low, reading.strict.low)):
        return None
    return Quotient(share, numerator, denominator, whole, lists.units.name(share.unit))


def _whole_of(share: Statement, numerator: Statement, denominator: Statement, lists: Lists) -> Fraction | None:
    """What a share of all of it would be; None where one of these is not counted so."""
    facts = lists.facts_of_unit(share.unit)
    if share.unit in (PERCENT, TIMES):
        whole, pairs = Fraction(100 if share.unit == PERCENT else 1), [(numerator.unit, denominator.unit)]
    elif facts.rate_of:
        whole = Fraction(facts.rate_amount)
        pairs = [(numerator.unit, facts.rate_of), (denominator.unit, facts.rate_per)]
    else:
        return None
    return None if any(lists.units.relation(*pair) in APART for pair in pairs) else whole


def find(share: Statement, statements: dict[str, Statement], lists: Lists) -> Result | None:
    """The finding of one share; None where a figure is missing or vague, units are unlike, or it is of zero."""
    numerator, denominator = statements.get(share.numerator), statements.get(share.denominator)
    if numerator is None or denominator is None:
        return None
    said = [share, numerator, denominator]
    quotient = divide(*without_bias(said), lists=lists)
    if quotient is None:
        return None
    verdict, strict = quotient.judge(), quotient.judge(strictly=True)
    made = f"{quotient.shown(quotient.computed.centre)}{quotient.sign}"

    def work(_: Family | None) -> Working:
        # Its denominator is seldom of its family.
        reasons = _reasons(quotient, verdict, statements.values(), lists)
        return Working(tuple(reasons), gap_steps=_gap_steps(quotient))

    return Result(
        key=f"share:{share.ref}",
        rule=Rule.SHARE,
        verdict=verdict,
        strict_verdict=findings.strict_if_other(strict, verdict),
        between=findings.between((share, numerator, denominator)),
        left=share.ref,
        left_shown=lists.quantity(share),
        right_shown=f"{shown(numerator.figure)} ÷ {shown(denominator.figure)} = {made}",
        members=findings.name_members(
            (Role.SHARE, [share]), (Role.NUMERATOR, [numerator]), (Role.DENOMINATOR, [denominator])
        ),
        difference=rounded(quotient.off, quotient.places),
        gap_at_best=rounded(quotient.gap),
        tell=lambda: _trace(quotient, said, verdict, strict, lists),
        work=work,
    )


def _gap_steps(quotient: Quotient) -> GapSteps:
    """From the share that the figures make to the stated one, in percentage points, times or its own unit."""
    label = f"{quotient.numerator.ref} ÷ {quotient.denominator.ref}, in {quotient.unit}"
    return build_gap_steps(
        build_stop(label, quotient.computed.centre),
        explain_gap(quotient.computed, quotient.stated, quotient.gap),
        build_stop(quotient.share.speaker_name, quotient.stated.centre, quotient.share.ref),
    )


def _trace(
    quotient: Quotient, said: Iterable[Statement], verdict: SumVerdict, strict: SumVerdict, lists: Lists
) -> Iterable[Line]:
    share, computed = quotient.share, quotient.computed
    yield from lines.part_lines("Numerator", (quotient.numerator,), lists)
    yield from lines.part_lines("Denominator", (quotient.denominator,), lists)
    sign = f" {quotient.sign.strip()}"
    how = "numerator ÷ denominator" + (f" × {grouped(quotient.whole)}" if quotient.whole > 1 else "")
    made = f"{quotient.shown(computed.centre)}{quotient.sign}"
    yield Line(f"{quotient.noun.capitalize()} of the figures as said", made, "", how)
    yield Line("Ordinary readings divided", f"{computed.ordinary}{sign}", "", "lowest to highest")
    yield Line("Strict readings divided", f"{computed.strict}{sign}", "", "lowest to highest")
    yield Line(f"Stated: {lists.quantity(share)}", f"{share.figure.ordinary}{sign}", share.ref, f"“{share.quote}”")
    yield Line("Stated, strict reading", f"{share.figure.strict}{sign}", share.ref, "what the words permit")
    yield from lines.set_aside_lines(said, (share, quotient.numerator, quotient.denominator))
    yield Line("Difference", quotient.shown(quotient.off), "", f"stated less computed, {quotient.points}")
    gap = f"{lines.AT_BEST}, {quotient.points}"
    yield Line("Gap at best", shown_exactly(quotient.gap), "", gap)
    yield from lines.verdict_lines(
        verdict, _conclude(quotient, verdict, lists), strict=strict, strictly=lines.strict_sum_words(strict)
    )


def _conclude(quotient: Quotient, verdict: SumVerdict, lists: Lists) -> str:
    share, computed = quotient.share, quotient.computed
    top, bottom = shown(quotient.numerator.figure), shown(quotient.denominator.figure)
    made = f"{quotient.shown(computed.centre)}{quotient.sign}"
    of = {"share": f"{top} of {bottom} is {made}", "multiple": f"{top} is {made} {bottom}"}
    makes = f"{share.speaker_name} says {lists.spoken(share)}; " + of.get(quotient.noun, f"{top} ÷ {bottom} is {made}")
    stated = f"the stated {quotient.noun}"
    match verdict:
        case Verdict.DOES_NOT_ADD_UP:
            return f"{makes}, and no ordinary reading of the two makes {stated}"
        case Verdict.ADDS_UP:
            is_same = quotient.shown(computed.centre) == quotient.shown(quotient.stated.centre)
            return f"{makes}, which {'is' if is_same else 'fits'} {stated}"
        case Verdict.MAY_ADD_UP:
            return f"{makes}, which {stated} allows and does not prove"
        case _:
            assert_never(verdict)


def _reasons(
    quotient: Quotient, verdict: SumVerdict, statements: Iterable[Statement], lists: Lists
) -> Iterator[Reason]:
    if verdict is Verdict.MAY_ADD_UP:
        yield ROUNDING_DECIDES
    if verdict is Verdict.DOES_NOT_ADD_UP:
        evidence = f"{quotient.numerator.ref} ÷ {quotient.denominator.ref} makes another {quotient.noun}"
        yield Reason(Code.ARITHMETIC, evidence, amount=rounded(quotient.gap))
        yield from _other_denominators(quotient, statements, lists)


def _other_denominators(quotient: Quotient, statements: Iterable[Statement], lists: Lists) -> Iterator[Reason]:
    """Figures of the denominator's scope by its organisation with which the stated share would be right."""
    for other in sorted(statements, key=lambda statement: statement.number):
        if other.ref == quotient.denominator.ref or other.organisation != quotient.denominator.organisation:
            continue
        if relate(other, quotient.denominator, lists).together is not Relation.SAME:
            continue
        tried = divide(quotient.share, quotient.numerator, other, lists=lists)
        if tried is not None and tried.judge() is not Verdict.DOES_NOT_ADD_UP:
            makes = f"{tried.shown(tried.computed.centre)}{tried.sign}"
            yield Reason(Code.DENOMINATOR, f"{quotient.numerator.ref} ÷ {other.ref} makes {makes}, which fits")
