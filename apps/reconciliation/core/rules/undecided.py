"""Rule `undecided`: two organisations whose figures would be compared, were one start not left unsaid.

more than 1,851,424 people, since when?  |  just over 2 million returns, since 1 January 2017     undecided
the same, and a `direct` finding of the same figure with the same organisation                    nothing
a dated period of less than 90 days                                                               nothing
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from apps.claims.figures import Qualifier
from apps.claims.hierarchy import Relation
from apps.claims.numbers import spoken_day
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import MINISTRY, UN, About, Example, say
from apps.reconciliation.core.comparing.families import CODES, Family
from apps.reconciliation.core.comparing.kin import are_kin
from apps.reconciliation.core.comparing.readings import difference, factor, read
from apps.reconciliation.core.comparing.scopes import ends_alike, relate
from apps.reconciliation.core.comparing.verdicts import WORDS, Verdict
from apps.reconciliation.core.explaining import gap_steps, lines
from apps.reconciliation.core.explaining.bridges import bridge_lines, bridge_reasons
from apps.reconciliation.core.explaining.changes import find_changes
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.explaining.trace import ANSWER, Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy
from apps.reconciliation.core.rules.pair import Judged, judge, pair_up, steps_between

ABOUT = About(
    "A scope that is not wholly stated",
    "Two organisations’ figures would be compared, were the start of one period not left unsaid.",
    Example((say(1, MINISTRY, "17,000", 17_000, Qualifier.MORE_THAN, since=None), say(2, UN, "12,345", 12_345))),
)

SHORTEST = 90  # days
ORDERED = (Relation.NARROWER, Relation.BROADER)


@dataclass(frozen=True, slots=True)
class _Open:
    """A figure without a stated start, and one of another organisation that has one."""

    undated: Statement
    dated: Statement
    key: str = ""
    others: tuple[Statement, ...] = ()

    @property
    def days(self) -> int:
        """The length of the dated period."""
        start = self.dated.period.start
        return 0 if start is None else (self.dated.ends_on - start).days + 1


def find(
    family: Family, policy: Policy, *, is_said: Callable[[Statement, str], bool] = lambda _, __: False
) -> list[Result]:
    """One finding a scope and organisation: against its longest dated period, then its earliest claim.

    `is_said` tells whether a figure is compared already with another one of that organisation.
    """
    alike: dict[tuple[int, str], list[_Open]] = defaultdict(list)
    for undated in family.statements:
        is_asked_for = _is_undated(undated) and family.asked.is_alike(undated)
        for dated in family.sharing(undated, CODES, is_near=True) if is_asked_for else ():
            candidate = _Open(undated, dated)
            if _is_open(candidate, family) and not is_said(undated, dated.organisation):
                alike[family.scope_of(undated), dated.organisation].append(candidate)
    return [_result(_stand_for(group, family), family, policy) for group in alike.values()]


def _stand_for(group: Sequence[_Open], family: Family) -> _Open:
    """Of one scope’s figures, and all of one organisation, the two to show; they count the others of both scopes."""
    best = min(group, key=lambda candidate: (-candidate.days, candidate.dated.number, candidate.undated.number))
    scope = family.scope_of(best.dated)
    pairs = [(candidate.undated, candidate.dated) for candidate in group if family.scope_of(candidate.dated) == scope]
    others = findings.others_of(pairs, (best.undated, best.dated))
    return replace(best, key=findings.first_key("pair", pairs), others=others)


def _is_undated(statement: Statement) -> bool:
    return statement.period.start is None and statement.figure.ordinary is not None


def _is_open(pending: _Open, family: Family) -> bool:
    undated, dated = pending.undated, pending.dated
    if undated.organisation == dated.organisation or not dated.period.start:
        return False
    if not family.asked.concerns(undated.organisation, dated.organisation):
        return False
    if dated.figure.ordinary is None or pending.days < SHORTEST:
        return False
    scopes = family.relate(undated, dated)
    units = scopes.dimensions["unit"]
    return (
        scopes.dimensions["period"] is Relation.UNKNOWN
        and scopes.except_for("period", "unit") == {Relation.SAME}
        and (units is Relation.SAME or (units in ORDERED and all(map(family.lists.is_amount, (undated, dated)))))
        and ends_alike(undated, dated)
        and not are_kin(undated, dated)
        and family.may_meet(undated, dated)
    )


def _result(pending: _Open, family: Family, policy: Policy) -> Result:
    lists = family.lists
    left, right = findings.in_order(pending.undated, pending.dated)
    readings = read(left.figure), read(right.figure)

    def work(around: Family | None) -> Working:
        _, same = _if_same(pending, lists, policy)
        is_apart = same.verdict is not Verdict.AGREES
        changes = find_changes(left, right, around or family, policy) if is_apart else ()
        way = steps_between(left, right, same, changes, lists)
        bridges = bridge_reasons(left, right, way)
        return Working((*_reasons(pending, lists), *gap_steps.gap_reasons(way, (left, right)), *bridges), changes, way)

    return Result(
        key=pending.key,
        rule=Rule.UNDECIDED,
        verdict=Verdict.UNDECIDED,
        between=findings.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=lists.quantity(left),
        right_shown=lists.quantity(right),
        members=findings.name_members((Role.LEFT, [left]), (Role.RIGHT, [right]), (Role.ALSO, pending.others)),
        difference=difference(*readings),
        factor=factor(*readings),
        tell=lambda: _trace(pending, left, right, lists, policy),
        work=work,
        tolerance=policy.tolerance(pending.undated.indicator).name,
    )


def _trace(pending: _Open, left: Statement, right: Statement, lists: Lists, policy: Policy) -> Iterable[Line]:
    undated, dated = pending.undated, pending.dated
    yield lines.said_line(left, lists, "left")
    yield lines.said_line(right, lists, "right")
    yield from lines.reading_lines(left)
    yield from lines.reading_lines(right)
    yield from lines.others_lines(pending.others)
    start = _start(pending)
    yield Line("Not stated", f"start of the period of {undated.ref}", undated.ref, f"{dated.ref} counts since {start}")
    two, _ = _if_same(pending, lists, policy)
    yield from bridge_lines(left.ends_on, right.ends_on, two.scopes.bridged_share)
    yield from lines.difference_lines(read(left.figure), read(right.figure))
    for case in _cases(pending, lists, policy):
        yield Line(f"If {undated.ref} counts {case.since}", case.words, "", case.must, ANSWER)
    yield from lines.verdict_lines(
        Verdict.UNDECIDED, _conclude(pending, lists, policy), strict=Verdict.UNDECIDED, strictly=""
    )


def _start(pending: _Open) -> str:
    start = pending.dated.period.start
    return spoken_day(start) if start else ""


def _reasons(pending: _Open, lists: Lists) -> Iterable[Reason]:
    yield Reason(Code.PERIOD, f"{pending.undated.ref} does not say since when it counts")
    if pending.undated.unit != pending.dated.unit:
        names = (lists.units.name(pending.undated.unit), lists.units.name(pending.dated.unit))
        yield Reason(Code.UNIT, f"{pending.undated.ref} counts {names[0]}, {pending.dated.ref} counts {names[1]}")


@dataclass(frozen=True, slots=True)
class _Case:
    """What follows if the missing start is such a day: what must hold then, and whether it does."""

    since: str
    must: str
    words: str


def _cases(pending: _Open, lists: Lists, policy: Policy) -> Iterable[_Case]:
    """The start is the stated one, or an earlier or a later day."""
    undated, dated = pending.undated, pending.dated
    sign = {Relation.NARROWER: "≤", Relation.BROADER: "≥"}.get(lists.units.relation(undated.unit, dated.unit), "=")
    same, comparison = _if_same(pending, lists, policy)
    words = lines.words_of(comparison.verdict, is_order=same.rule is Rule.BOUND)
    yield _Case(f"since {_start(pending)}", f"{undated.ref} {sign} {dated.ref}", words)
    yield _order("since an earlier day", pending, -1, lists, policy)
    yield _order("since a later day", pending, 1, lists, policy)


def _order(since: str, pending: _Open, days: int, lists: Lists, policy: Policy) -> _Case:
    judged = _suppose(pending, days, lists, policy)
    # Fewer days of more things: neither lies within the other. What does not add up obeys no order.
    if judged is None:
        return _Case(since, "neither lies within the other", WORDS[Verdict.NOT_COMPARABLE])
    two, comparison = judged
    return _Case(since, f"{two.one.ref} ≤ {two.other.ref}", lines.words_of(comparison.verdict, is_order=True))


def _if_same(pending: _Open, lists: Lists, policy: Policy) -> Judged:
    """The two as they are compared if the missing start is the stated one."""
    judged = _suppose(pending, 0, lists, policy)
    if judged is None:
        raise ValueError(f"{pending.undated.ref} and {pending.dated.ref} are not compared, whatever the start is.")
    return judged


def _suppose(pending: _Open, days: int, lists: Lists, policy: Policy) -> Judged | None:
    """The two as they are compared if the missing start is so many days after the stated one; None if they are not."""
    dated = pending.dated
    start = None if dated.period.start is None else dated.period.start + timedelta(days=days)
    undated = replace(pending.undated, period=replace(pending.undated.period, start=start))
    two = pair_up(undated, dated, relate(undated, dated, lists), lists)
    return None if two is None else (two, judge(two, policy))


def _conclude(pending: _Open, lists: Lists, policy: Policy) -> str:
    readings = read(pending.undated.figure), read(pending.dated.figure)
    value = difference(*readings)
    points = lines.points_words(pending.undated)
    how = f"{lines.apart_words(*readings)}{points} {'higher' if value > 0 else 'lower'}"
    if value == 0:
        how = "the same at their precision"
    cases = "; ".join(
        f"{case.since}: {case.words[:1].lower()}{case.words[1:]}" for case in _cases(pending, lists, policy)
    )
    return (
        f"{pending.undated.speaker_name} does not say since when; {pending.dated.ref} counts since {_start(pending)}, "
        f"and {pending.undated.ref} is {how}. Counted {cases}"
    )
