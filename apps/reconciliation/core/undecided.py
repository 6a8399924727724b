"""Rule `undecided`: two organisations whose figures would be compared, were one start not left unsaid.

more than 1,851,424 people, since when?  |  just over 2 million returns, since 1 January 2017     undecided
the same, and a `direct` finding of the same figure with the same organisation                    nothing
a dated period of less than 90 days                                                               nothing
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped
from apps.reconciliation.core import results
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.scopes import relate
from apps.reconciliation.core.statements import Lists, Policy, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import WORDS, Verdict, compare, compare_order, difference, factor, read

SHORTEST = 90  # days


@dataclass(frozen=True, slots=True)
class _Open:
    """A figure without a stated start, and one of another organisation that has one."""

    undated: Statement
    dated: Statement

    @property
    def days(self) -> int:
        """The length of the dated period."""
        start = self.dated.period.start
        return 0 if start is None else (self.dated.ends_on - start).days + 1


def find(
    statements: Sequence[Statement], compared: Collection[tuple[str, str]], lists: Lists, policy: Policy
) -> list[Result]:
    """One finding a figure and organisation: against its longest dated period, then its earliest claim.

    `compared` are the figures and organisations that a `direct` finding sets side by side already.
    """
    best: dict[tuple[str, str], _Open] = {}
    for undated in statements:
        for dated in statements:
            key = (undated.ref, dated.organisation)
            found = _Open(undated, dated)
            if key not in compared and _is_open(found, lists):
                held = best.get(key)
                if held is None or (-found.days, found.dated.number) < (-held.days, held.dated.number):
                    best[key] = found
    return [_result(found, lists, policy) for found in best.values()]


def _is_open(found: _Open, lists: Lists) -> bool:
    undated, dated = found.undated, found.dated
    if undated.organisation == dated.organisation or undated.period.start or not dated.period.start:
        return False
    if undated.figure.ordinary is None or dated.figure.ordinary is None or found.days < SHORTEST:
        return False
    scopes = relate(undated, dated, lists)
    units = scopes.dimensions["unit"]
    return (
        scopes.dimensions["period"] is Relation.UNKNOWN
        and scopes.except_for("period", "unit") == {Relation.SAME}
        and units in (Relation.SAME, Relation.NARROWER, Relation.BROADER)
        and _ends_alike(undated, dated)
    )


def _ends_alike(one: Statement, other: Statement) -> bool:
    """Whether the ends are the same day, or near enough to be bridged."""
    return abs((one.ends_on - other.ends_on).days) <= min(14, max(0, _length(one, other)) // 10)


def _length(one: Statement, other: Statement) -> int:
    start = one.period.start or other.period.start
    return 0 if start is None else (min(one.ends_on, other.ends_on) - start).days + 1


def _result(found: _Open, lists: Lists, policy: Policy) -> Result:
    left, right = results.in_order(found.undated, found.dated)
    return Result(
        key=results.pair_key(left, right),
        rule=Rule.UNDECIDED,
        verdict=Verdict.UNDECIDED,
        between=results.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=results.quantity(left, lists),
        right_shown=results.quantity(right, lists),
        inputs=(left.ref, right.ref),
        difference=difference(left.figure, right.figure),
        factor=factor(left.figure, right.figure),
        trace=tuple(_trace(found, left, right, lists, policy)),
        reasons=tuple(_reasons(found, lists)),
        explanation=_explain(found, lists, policy),
    )


def _trace(found: _Open, left: Statement, right: Statement, lists: Lists, policy: Policy) -> Iterable[Line]:
    yield from results.reading_lines(left)
    yield from results.reading_lines(right)
    note = f"{found.dated.ref} starts on {found.dated.period.start}"
    yield Line("Not stated", f"start of the period of {found.undated.ref}", found.undated.ref, note)
    same, earlier = _either_way(found, lists, policy)
    yield Line("If it starts on the same day", WORDS[same])
    yield Line(
        "If it starts earlier",
        WORDS[earlier],
        "",
        f"{found.dated.ref} must then not be above {found.undated.ref}",
    )


def _reasons(found: _Open, lists: Lists) -> Iterable[Reason]:
    yield Reason(Code.PERIOD, f"{found.undated.ref} does not say since when it counts")
    if found.undated.unit != found.dated.unit:
        names = (lists.units.name(found.undated.unit), lists.units.name(found.dated.unit))
        yield Reason(Code.UNIT, f"{found.undated.ref} counts {names[0]}, {found.dated.ref} counts {names[1]}")
    yield from results.bias_reasons((found.undated, found.dated))


def _either_way(found: _Open, lists: Lists, policy: Policy) -> tuple[Verdict, Verdict]:
    """The verdict if the missing start were the stated one, and if it were an earlier day."""
    undated, dated = found.undated, found.dated
    tolerance = policy.tolerance(undated.indicator)
    units = lists.units.relation(undated.unit, dated.unit)
    if units is Relation.SAME:
        same = compare(read(undated.figure), read(dated.figure), tolerance=tolerance).verdict
    else:
        narrower, broader = (undated, dated) if units is Relation.NARROWER else (dated, undated)
        same = compare_order(read(narrower.figure), read(broader.figure), tolerance=tolerance).verdict
    if units is Relation.NARROWER:
        return same, Verdict.NOT_COMPARABLE  # more days, but fewer things: neither lies within the other
    return same, compare_order(read(dated.figure), read(undated.figure), tolerance=tolerance).verdict


def _explain(found: _Open, lists: Lists, policy: Policy) -> str:
    same, earlier = _either_way(found, lists, policy)
    start = found.dated.period.start
    day = f"{start.day} {start:%B %Y}" if start else ""
    value = difference(found.undated.figure, found.dated.figure)
    how = "the same at their precision" if value == 0 else f"{grouped(abs(value))} {'higher' if value > 0 else 'lower'}"
    return (
        f"{found.undated.speaker_name} does not say since when; {found.dated.speaker_name} counts since {day}, and "
        f"{found.undated.ref} is {how}. Counted since {day}: {WORDS[same].lower()}; "
        f"since an earlier day: {WORDS[earlier].lower()}."
    )
