"""Rule `sum`: a whole against its declared parts.

    1,302,870 + 548,554 | 1,851,424, all “more than”            complete     adds up
    674,000 + 1.2 million + 136,000 | just over 2 million       complete     may add up (1,959,000 to 2,061,000)
    10 + 20 | 40                                                complete     does not add up
    445,000 + 88,000 | 674,000                                  incomplete   adds up, the rest is 141,000
    10 + 20 | 25                                                incomplete   does not add up

Ordinary readings, without tolerance: one speaker's own arithmetic needs none.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from operator import add

from apps.claims.intervals import Interval
from apps.claims.numbers import rounded, shown_exactly
from apps.claims.values import Figure, Qualifier, shown
from apps.reconciliation.core import results
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.statements import Breakdown, Lists, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import WORDS, Verdict, centre, precision


def find(breakdown: Breakdown, statements: dict[str, Statement], lists: Lists) -> Result | None:
    """The finding of one breakdown; None where the whole or a part is not there or has no number."""
    whole = statements.get(breakdown.whole)
    parts = [statements[ref] for ref in breakdown.parts if ref in statements]
    if whole is None or len(parts) != len(breakdown.parts):
        return None
    if any(statement.figure.ordinary is None for statement in (whole, *parts)):
        return None
    parts.sort(key=lambda part: part.number)
    computed = reduce(add, (_reading(part.figure) for part in parts))
    stated = _reading(whole.figure)
    verdict = judge(whole.figure, [part.figure for part in parts], is_complete=breakdown.is_complete)
    rest = centre(whole.figure) - _total(parts)
    step = max(precision(part.figure) for part in (whole, *parts))
    terms = " + ".join(shown(part.figure) for part in parts)
    return Result(
        key=f"sum:{whole.ref}:{breakdown.dimension}",
        rule=Rule.SUM,
        verdict=verdict,
        between=results.between((whole, *parts)),
        left=whole.ref,
        left_shown=results.quantity(whole, lists),
        right_shown=terms,
        inputs=(whole.ref, *(part.ref for part in parts)),
        difference=rounded(rest / Fraction(step), 0) * step,
        gap_at_best=rounded(_gap(stated, computed, is_complete=breakdown.is_complete), 6),
        trace=tuple(_trace(breakdown, whole, parts, computed)),
        reasons=tuple(_reasons(breakdown, verdict)),
        explanation=_explain(breakdown, whole, parts, computed, verdict),
    )


def judge(whole: Figure, parts: Sequence[Figure], *, is_complete: bool) -> Verdict:
    """Whether parts make up the whole, or, if they are not all of it, leave room for the rest."""
    computed = reduce(add, (_reading(part) for part in parts))
    stated = _reading(whole)
    if not is_complete:
        if stated.is_below(computed):
            return Verdict.DOES_NOT_ADD_UP
        is_room = computed.high is not None and stated.low is not None and computed.high <= stated.low
        return Verdict.ADDS_UP if is_room else Verdict.MAY_ADD_UP
    if not computed.meets(stated):
        return Verdict.DOES_NOT_ADD_UP
    if all(_is_plain(figure) for figure in (whole, *parts)):
        off = abs(centre(whole) - sum(centre(part) for part in parts))
        if off == 0 or (not whole.is_point and 2 * off <= whole.rounding):
            return Verdict.ADDS_UP
    return Verdict.ADDS_UP if stated.contains(computed) else Verdict.MAY_ADD_UP


def _is_plain(figure: Figure) -> bool:
    return figure.is_point or figure.qualifier is Qualifier.EXACTLY


def _reading(figure: Figure) -> Interval:
    if figure.ordinary is None:
        raise ValueError(f"“{figure.as_said}” has no reading in numbers.")
    return figure.ordinary


def _gap(stated: Interval, computed: Interval, *, is_complete: bool) -> Fraction:
    """What is missing or too much at best; parts that are not all of it may stay below the whole."""
    return stated.gap(computed) if is_complete or stated.is_below(computed) else Fraction(0)


def _total(parts: Iterable[Statement]) -> Fraction:
    """The parts as said, added up."""
    return sum((centre(part.figure) for part in parts), Fraction(0))


def _trace(breakdown: Breakdown, whole: Statement, parts: Sequence[Statement], computed: Interval) -> Iterable[Line]:
    for part in parts:
        yield Line(f"Part: {shown(part.figure)}", str(part.figure.ordinary), part.ref, f"“{part.quote}”")
    values = " + ".join(shown_exactly(centre(part.figure)) for part in parts)
    yield Line("Sum of the parts as said", shown_exactly(_total(parts)), "", values)
    yield Line("Sum of the ordinary readings", str(computed), "", "lowest to highest")
    yield Line(f"Whole: {shown(whole.figure)}", str(whole.figure.ordinary), whole.ref, f"“{whole.quote}”")
    rest = centre(whole.figure) - _total(parts)
    note = "whole less parts, as said" + ("" if breakdown.is_complete else "; the parts are not said to be all")
    yield Line("Rest", shown_exactly(rest), "", note)
    if breakdown.dimension == "period" and whole.unit != "returns":
        yield Line("Note", "upper limit", "", "the same person may be counted in more than one period")


def _reasons(breakdown: Breakdown, verdict: Verdict) -> Iterable[Reason]:
    if not breakdown.is_complete:
        yield Reason(Code.PARTIAL_BREAKDOWN, f"the parts by {breakdown.dimension} are not said to be all")
    if verdict is Verdict.MAY_ADD_UP:
        yield Reason(Code.ROUNDING, "the rounding of the figures decides")
    if verdict is Verdict.DOES_NOT_ADD_UP:
        yield Reason(Code.ARITHMETIC, "no reading of the parts makes up the whole")


def _explain(
    breakdown: Breakdown, whole: Statement, parts: Sequence[Statement], computed: Interval, verdict: Verdict
) -> str:
    terms = " + ".join(shown(part.figure) for part in parts)
    makes = f"{terms} makes {computed}"
    against = f"against {shown(whole.figure)} for the whole"
    if not breakdown.is_complete:
        rest = centre(whole.figure) - _total(parts)
        left = f"it leaves {shown_exactly(rest)} for what is not listed" if rest >= 0 else "it is more than the whole"
        return f"{makes}, {against}: {left}. {WORDS[verdict]}."
    return f"{makes}, {against}. {WORDS[verdict]}."
