"""Rule `sum`: a whole against its declared parts.

    1,302,870 + 548,554 | 1,851,424, all “more than”            complete     adds up
    674,000 + 1.2 million + 136,000 | just over 2 million       complete     may add up (1,959,000 to 2,061,000)
    10 + 20 | 40                                                complete     does not add up
    56,000 people in 2018 + 41,570 in 2019 | 60,000 in both     complete     may add up: one may be in both years
    445,000 + 88,000 | 674,000                                  incomplete   adds up, the rest is 141,000
    10 + 20 | 25                                                incomplete   does not add up
    40 + 30 + 45 deaths on three days | 100 on all three        complete     does not add up: nobody dies twice
    7,000 in the north, 2,000 in its capital | 7,000            complete     does not add up: 2,000 are counted twice

Ordinary readings, without tolerance: one organisation's own arithmetic needs none, nor does its known bias excuse it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from apps.claims.figures import shown
from apps.claims.hierarchy import Relation
from apps.claims.numbers import rounded, shown_exactly, spoken_day
from apps.claims.reading.outcomes import PERCENT
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import UN, About, Example, say
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.parts import combine, count_twice, find_crossing, find_nested, find_tilings
from apps.reconciliation.core.comparing.readings import Reading, read
from apps.reconciliation.core.comparing.scopes import BRIDGE_DAYS
from apps.reconciliation.core.comparing.verdicts import SumVerdict, Verdict, is_rounding, judge_room, judge_sum
from apps.reconciliation.core.explaining import lines
from apps.reconciliation.core.explaining.gap_steps import GapSteps, build_gap_steps, build_step, build_stop, explain_gap
from apps.reconciliation.core.explaining.reasons import ROUNDING_DECIDES, Code, Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Breakdown, Statement, without_bias
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.rules.series import group

ABOUT = About(
    "A whole against its parts",
    "A complete breakdown must come to its whole; one that is not complete must leave room for the rest.",
    Example(
        (
            say(1, UN, "12,300", 12_300),
            say(2, UN, "7,100", 7_100, population="adults"),
            say(3, UN, "5,200", 5_200, population="children"),
        ),
        breakdowns=(Breakdown("C-1", "population", ("C-2", "C-3"), is_complete=True),),
    ),
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole, its parts, and what the parts come to.

    The parts must come to the whole if it `is_complete`; they need only stay below it where it `is_of_events`, so many
    returns, and they are so many who returned.
    """

    whole: Statement
    parts: tuple[Statement, ...]
    name: str
    is_complete: bool
    computed: Reading
    is_of_events: bool = False

    @property
    def stated(self) -> Reading:
        return read(self.whole.figure)

    @property
    def rest(self) -> Fraction:
        """The whole less the parts, as said."""
        return self.stated.centre - self.computed.centre

    @property
    def gap(self) -> Fraction:
        """What is missing or too much at best; nothing where the parts may make up the whole, or leave room."""
        is_off = self.judge() is Verdict.DOES_NOT_ADD_UP
        return self.stated.ordinary.gap(self.computed.ordinary) if is_off else Fraction(0)

    def judge(self, *, strictly: bool = False) -> SumVerdict:
        """Whether the parts make up the whole, or, if they are not all of it, leave room for the rest."""
        computed = self.computed.strict if strictly else self.computed.ordinary
        stated = self.stated.strict if strictly else self.stated.ordinary
        return (
            judge_sum(computed, stated, is_rounded=self.is_rounded(strictly=strictly))
            if self.is_complete
            else judge_room(computed, stated)
        )

    def is_rounded(self, *, strictly: bool = False) -> bool:
        """Whether plain figures come to the stated one at its rounding."""
        figure = self.whole.figure
        if not (self.computed.is_plain and self.stated.is_plain):
            return False
        step = Fraction(0) if figure.is_point else Fraction(figure.rounding)
        return is_rounding(self.rest, step, self.stated.centre, strictly=strictly)


def find(breakdown: Breakdown, statements: dict[str, Statement], lists: Lists) -> Result | None:
    """The finding of one breakdown; None where the whole or a part is not there, has no number or another unit.

    None also for stocks of other days.
    """
    whole = statements.get(breakdown.whole)
    parts = [statements[ref] for ref in breakdown.parts if ref in statements]
    if whole is None or not parts or len(parts) != len(breakdown.parts):
        return None
    if any(statement.figure.ordinary is None for statement in (whole, *parts)):
        return None
    # So many returned not oftener than so many returns: of these the order is a law, and no more.
    units = {lists.units.relation(part.unit, whole.unit) for part in parts}
    if not units <= {Relation.SAME, Relation.NARROWER}:
        return None
    if _are_of_other_days((whole, *parts), lists):
        return None
    is_of_events = units != {Relation.SAME}
    is_complete = breakdown.is_complete and not is_of_events
    if not _may_add_up(whole, lists, is_complete=is_complete):
        return None
    said = [whole, *sorted(parts, key=lambda part: part.number)]
    whole, *parts = without_bias(said)
    made = combine(parts, whole, lists)
    stated = Sum(whole, tuple(parts), breakdown.name, is_complete, made, is_of_events and breakdown.is_complete)
    return _result(stated, said, lists)


def _may_add_up(whole: Statement, lists: Lists, *, is_complete: bool) -> bool:
    """Whether parts must come to a whole, or stay below it: shares of one thing and what adds up, but no rate.

    Of a net change one part may be above the whole, and the rest below zero.
    """
    is_share = lists.facts[whole.indicator].kind == "share" and whole.unit == PERCENT
    return is_share or (lists.adds_up(whole) and (is_complete or lists.is_amount(whole)))


def _are_of_other_days(said: Iterable[Statement], lists: Lists) -> bool:
    """Whether there are stocks of days too far apart to be one: what there is adds up on one day only."""
    days = [one.ends_on for one in said if lists.is_stock(one)]
    return bool(days) and (max(days) - min(days)).days > BRIDGE_DAYS


def find_undeclared(statements: Sequence[Statement], lists: Lists, *, declared: Collection[str]) -> list[Result]:
    """Days and totals of one organisation that nobody set against each other: one finding a series.

    It is the total that its days are furthest from making up, else the latest one. `declared` are those whose periods
    were set against them by hand.
    """
    by_ref = {statement.ref: statement for statement in statements}
    results = []
    for members in group(statements, lists):
        checked = []
        by_day = sorted(members, key=_ends_on)
        for whole in members:
            parts = [] if whole.ref in declared else _days_of(whole, by_day, lists)
            breakdown = Breakdown(whole.ref, "period", tuple(part.ref for part in parts), True, "period")
            result = find(breakdown, by_ref, lists)
            if result is not None:
                checked.append((result.gap_at_best or 0, whole.ends_on, -whole.number, result))
        results += [max(checked, key=lambda one: one[:3])[3]] if checked else []
    return results


def _days_of(whole: Statement, by_day: Sequence[Statement], lists: Lists) -> Sequence[Statement]:
    """Figures that follow each other day by day and are all of a total's days, those least that are totals too."""
    start = whole.period.start
    if start is None or not lists.facts[whole.indicator].is_additive:
        return []
    ends = bisect_left(by_day, start, key=_ends_on), bisect_right(by_day, whole.ends_on, key=_ends_on)
    within = [part for part in by_day[slice(*ends)] if part.period.start is not None and part.period.start >= start]
    days = [part for part in within if part.period.start != start or part.ends_on == start]
    for candidates in (days, within):
        for chain in find_tilings(whole, candidates, lists):
            if max(part.ends_on for part in chain) == whole.ends_on:
                return chain
    return []


def _ends_on(said: Statement) -> date:
    return said.ends_on


def _why_not_all(summed: Sum) -> str:
    if summed.is_of_events:
        return f"the parts are so many people, and {summed.whole.ref} counts one as often as it happened"
    return f"the parts by {summed.name} are not said to be all"


def _result(summed: Sum, said: Sequence[Statement], lists: Lists) -> Result:
    verdict, strict = summed.judge(), summed.judge(strictly=True)

    def work(_: Family | None) -> Working:
        way = _gap_steps(summed, lists)
        return Working(tuple(_reasons(summed, verdict, way, lists)), gap_steps=way)

    return Result(
        key=findings.sum_key(summed.whole.ref, summed.name),
        rule=Rule.SUM,
        verdict=verdict,
        strict_verdict=findings.strict_if_other(strict, verdict),
        between=findings.between((summed.whole, *summed.parts)),
        left=summed.whole.ref,
        left_shown=lists.quantity(summed.whole),
        right_shown=lines.terms_words(summed.parts),
        members=findings.name_members((Role.WHOLE, [summed.whole]), (Role.PART, summed.parts)),
        difference=rounded(summed.rest),
        gap_at_best=rounded(summed.gap),
        tell=lambda: _trace(summed, said, verdict, strict, lists),
        work=work,
    )


def _gap_steps(summed: Sum, lists: Lists) -> GapSteps:
    """From what the parts come to, to the whole."""
    start = build_stop("The parts together", summed.computed.centre)
    end = build_stop(f"{summed.whole.speaker_name}, the whole", summed.stated.centre, summed.whole.ref)
    if not summed.is_complete and summed.rest > 0:
        return build_gap_steps(
            start, [build_step(Code.PARTIAL_BREAKDOWN, summed.rest, "what the parts leave out")], end
        )
    is_twice = summed.rest < 0 and count_twice(summed.parts, summed.whole, lists)
    return build_gap_steps(start, explain_gap(summed.computed, summed.stated, summed.gap, is_twice=is_twice), end)


def _trace(
    summed: Sum, said: Sequence[Statement], verdict: SumVerdict, strict: SumVerdict, lists: Lists
) -> Iterable[Line]:
    whole, parts = summed.whole, summed.parts
    yield from lines.part_lines("Part", parts, lists)
    values = lines.values_words(parts)
    yield Line("Sum of the parts as said", shown_exactly(summed.computed.centre), "", values)
    yield from lines.together_lines(summed.computed, is_twice=count_twice(parts, whole, lists))
    yield from lines.part_lines("Whole", (whole,), lists)
    yield Line("Whole, strict reading", str(whole.figure.strict), whole.ref, "what the words permit")
    yield from lines.set_aside_lines(said, (whole, *parts))
    for inner, outer in find_nested(parts, lists):
        note = f"{inner.ref} lies within {outer.ref}, so that the sum counts it in both"
        yield Line("Counted twice", lists.quantity(inner), inner.ref, note)
    for one, other in find_crossing(parts, lists):
        note = f"{one.ref} and {other.ref} overlap, so that the sum may count some in both"
        yield Line("Maybe counted twice", f"{one.ref}, {other.ref}", "", note)
    note = "whole less parts, as said" + ("" if summed.is_complete else f"; {_why_not_all(summed)}")
    yield Line("Rest", shown_exactly(summed.rest), "", note)
    yield Line("Gap at best", shown_exactly(summed.gap), "", lines.AT_BEST)
    yield from lines.verdict_lines(
        verdict, _conclude(summed, verdict), strict=strict, strictly=lines.strict_sum_words(strict)
    )


def _conclude(summed: Sum, verdict: SumVerdict) -> str:
    sign = "%" if summed.whole.figure.is_percent else ""
    whole = f"{summed.whole.speaker_name} says {shown(summed.whole.figure)} for the whole"
    makes = f"{whole}; {lines.terms_words(summed.parts)} makes {summed.computed.ordinary.span}{sign}"
    if verdict is Verdict.DOES_NOT_ADD_UP:
        return f"{makes}, which {_off(summed)}"
    if not summed.is_complete:
        if summed.rest < 0:
            return f"{makes}, which leaves room for what is not listed only as far as rounding allows"
        rest = "whoever is in it more than once" if summed.is_of_events else "what is not listed"
        return f"{makes}, which leaves {shown_exactly(summed.rest)}{sign} for {rest}"
    match verdict:
        case Verdict.ADDS_UP if summed.is_rounded():
            rounds = "which is" if not summed.rest else "which rounds to"
            made = f"{shown_exactly(summed.computed.centre)}{sign}"
            return f"{whole}; {lines.terms_words(summed.parts)} makes {made}, {rounds} what the whole says"
        case Verdict.ADDS_UP:
            return f"{makes}, all of which lies within what the whole says"
        case Verdict.MAY_ADD_UP:
            return f"{makes}, which the whole allows and does not prove"
        case _:
            assert_never(verdict)


def _off(summed: Sum) -> str:
    """By how much the parts are not the whole: is 15 more than the whole."""
    if not summed.gap:
        return "the whole does not allow"
    is_exact = summed.computed.ordinary.is_point and summed.stated.ordinary.is_point
    points = " percentage points" if summed.whole.figure.is_percent else ""
    by = f"{'' if is_exact else 'at least '}{shown_exactly(summed.gap)}{points}"
    return f"is {by} {'less' if summed.rest > 0 else 'more'} than the whole"


def _reasons(summed: Sum, verdict: SumVerdict, way: GapSteps, lists: Lists) -> Iterable[Reason]:
    if not summed.is_complete:
        code = Code.UNIT if summed.is_of_events else Code.PARTIAL_BREAKDOWN
        yield Reason(code, _why_not_all(summed))
    for inner, outer in find_nested(summed.parts, lists):
        amount = rounded(read(inner.figure).centre)
        yield Reason(Code.DOUBLE_COUNT, f"{inner.ref} lies within {outer.ref}: it is counted in both", amount=amount)
    for one, other in find_crossing(summed.parts, lists):
        yield Reason(Code.DOUBLE_COUNT, f"{one.ref} and {other.ref} overlap: some may be counted in both")
    if count_twice(summed.parts, summed.whole, lists):
        yield Reason(Code.DOUBLE_COUNT, "one person may be in several periods, so that the sum is an upper limit")
    yield from _other_days(summed, lists)
    if verdict is Verdict.MAY_ADD_UP and summed.is_complete and _is_by_rounding(summed, lists):
        yield ROUNDING_DECIDES
    if verdict is Verdict.DOES_NOT_ADD_UP:
        yield Reason(
            Code.ARITHMETIC, "no ordinary reading of the parts makes up the whole", amount=abs(way.unexplained)
        )


def _is_by_rounding(summed: Sum, lists: Lists) -> bool:
    """Whether rounding or bounds decide: not where the numbers as said leave it open who is counted once."""
    if all(said.figure.is_point for said in (summed.whole, *summed.parts)):
        return False
    largest = max(read(part.figure).centre for part in summed.parts)
    is_open = largest <= summed.stated.centre <= summed.computed.centre
    return not (is_open and count_twice(summed.parts, summed.whole, lists))


def _other_days(summed: Sum, lists: Lists) -> Iterator[Reason]:
    """That there are stocks of another day than the whole: what there is may change from day to day."""
    if lists.is_stock(summed.whole):
        day = spoken_day(summed.whole.ends_on)
        for part in summed.parts:
            if part.ends_on != summed.whole.ends_on:
                evidence = f"{part.ref} is of {spoken_day(part.ends_on)}, {summed.whole.ref} of {day}"
                yield Reason(Code.AS_OF, evidence)
