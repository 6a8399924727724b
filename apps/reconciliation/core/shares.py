"""Rule `share`: a stated share against its numerator and denominator.

    17,080 of 41,700, stated 40.96 %                                adds up
    41,570 of just over 55,500 = 74.9 %, stated more than 75 %      does not add up
    232,000 of over 800,000, stated 29 %                            may add up

Ordinary readings, without tolerance.
"""

from collections.abc import Iterable

from apps.claims.intervals import Interval
from apps.claims.numbers import rounded
from apps.claims.values import Figure, Qualifier, shown, spoken
from apps.reconciliation.core import results
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.statements import Lists, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import WORDS, Verdict, centre


def find(share: Statement, statements: dict[str, Statement], lists: Lists) -> Result | None:
    """The finding of one share; None where a figure is missing, vague, or the denominator is zero."""
    numerator, denominator = statements.get(share.numerator), statements.get(share.denominator)
    if numerator is None or denominator is None or not share.figure.is_percent:
        return None
    computed = compute(numerator.figure, denominator.figure)
    if computed is None or share.figure.ordinary is None:
        return None
    verdict = judge(share.figure, numerator.figure, denominator.figure)
    middle = 100 * centre(numerator.figure) / centre(denominator.figure)
    return Result(
        key=f"share:{share.ref}",
        rule=Rule.SHARE,
        verdict=verdict,
        between=results.between((share, numerator, denominator)),
        left=share.ref,
        left_shown=results.quantity(share, lists),
        right_shown=f"{shown(numerator.figure)} ÷ {shown(denominator.figure)} = {rounded(middle, 2)}%",
        inputs=(share.ref, numerator.ref, denominator.ref),
        difference=rounded(centre(share.figure) - middle, 2),
        gap_at_best=rounded(share.figure.ordinary.gap(computed), 6),
        trace=tuple(_trace(share, numerator, denominator, computed)),
        reasons=tuple(_reasons(verdict, numerator, denominator)),
        explanation=(
            f"{share.speaker_name} says {spoken(share.figure)}; {shown(numerator.figure)} of "
            f"{shown(denominator.figure)} is {rounded(middle, 2)}%. {WORDS[verdict]}."
        ),
    )


def compute(numerator: Figure, denominator: Figure) -> Interval | None:
    """The share in percent that the two figures make; None where it cannot be computed."""
    if numerator.ordinary is None or denominator.ordinary is None or denominator.ordinary.high == 0:
        return None
    if centre(denominator) == 0:
        return None
    return numerator.ordinary.ratio(denominator.ordinary).scaled(100)


def judge(share: Figure, numerator: Figure, denominator: Figure) -> Verdict:
    """Whether the stated share is what the two figures make."""
    computed, stated = compute(numerator, denominator), share.ordinary
    if computed is None or stated is None:
        raise ValueError("A share is judged with figures that have readings, and a denominator above zero.")
    if not computed.meets(stated):
        return Verdict.DOES_NOT_ADD_UP
    is_plain = all(f.is_point or f.qualifier is Qualifier.EXACTLY for f in (share, numerator, denominator))
    off = abs(centre(share) - 100 * centre(numerator) / centre(denominator))
    if is_plain and not share.is_fraction and 2 * off <= share.rounding:
        return Verdict.ADDS_UP
    return Verdict.ADDS_UP if stated.contains(computed) else Verdict.MAY_ADD_UP


def _trace(share: Statement, numerator: Statement, denominator: Statement, computed: Interval) -> Iterable[Line]:
    for name, statement in (("Numerator", numerator), ("Denominator", denominator)):
        label = f"{name}: {shown(statement.figure)}"
        yield Line(label, str(statement.figure.ordinary), statement.ref, f"“{statement.quote}”")
    middle = rounded(100 * centre(numerator.figure) / centre(denominator.figure), 4)
    yield Line("Share of the figures as said", f"{middle}%", "", "numerator ÷ denominator × 100")
    yield Line("Share of the ordinary readings", f"{computed} %", "", "lowest to highest")
    yield Line(f"Stated: {shown(share.figure)}", f"{share.figure.ordinary} %", share.ref, f"“{share.quote}”")


def _reasons(verdict: Verdict, numerator: Statement, denominator: Statement) -> Iterable[Reason]:
    if verdict is Verdict.MAY_ADD_UP:
        yield Reason(Code.ROUNDING, "the rounding of the figures decides")
    if verdict is Verdict.DOES_NOT_ADD_UP:
        yield Reason(Code.ARITHMETIC, f"{numerator.ref} ÷ {denominator.ref} makes another share")
