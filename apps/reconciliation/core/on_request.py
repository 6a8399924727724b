"""Two figures that a reader asks to be compared, whatever their scopes.

same scope                                   as `direct` or `restated`
one within the other, additive               as `bound`; where it holds, the answer is that the figures agree
the same of one organisation, and it fails   as `series`, which knows no tolerance
a start not stated                           undecided, and what is missing
anything disjoint or overlapping             not comparable; in what, the scopes say
a figure without a number, a share of parts  not comparable, and why
members of one breakdown                     not comparable: their sum is a finding of its own
another definition, date or denominator      as `definition`
a stock against a flow                       not comparable, and why
units that a stated number bridges           in one unit, as any other two

Nothing of this is stored: findings are what the rules look for by themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.claims.hierarchy import Relation
from apps.reconciliation.core import findings
from apps.reconciliation.core.comparing.conversions import in_one_unit
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.kin import are_kin
from apps.reconciliation.core.comparing.scopes import (
    APART,
    Scopes,
    are_ordered,
    is_blank,
    is_stock_against_flow,
    relate,
)
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy
from apps.reconciliation.core.rules import definition, series, undecided
from apps.reconciliation.core.rules.pair import Pair, build, judge


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of setting two figures side by side; `left` is the one that stands first.

    `result` is None where no rule compares them. `why` says, in a sentence each, what keeps the rules from an answer
    beside the dimensions that are disjoint or overlapping, and what is not stated.
    """

    left: Statement
    right: Statement
    scopes: Scopes
    verdict: Verdict
    result: Result | None = None
    why: tuple[str, ...] = ()


def compare_requested(one: Statement, other: Statement, lists: Lists, policy: Policy) -> Answer:
    """Compares two figures as far as the rules can, the government's first."""
    left, right = in_one_unit(*findings.in_order(one, other), lists)
    scopes = relate(left, right, lists)
    missing = [_wordless(statement) for statement in (left, right) if statement.figure.ordinary is None]
    if are_kin(left, right):
        why = "the two are members of one breakdown: their sum is checked, and nothing else"
        return Answer(left, right, scopes, Verdict.NOT_COMPARABLE, why=(*missing, why))
    if not missing and (unlike := definition.set_apart(left, right, lists)) is not None:
        result = definition.build(unlike, lists)
        return Answer(left, right, scopes, result.verdict, result)
    if scopes.together in APART or missing:
        hindered = (*missing, *_crossed(left, right, scopes), *_kinds(left, right, lists))
        return Answer(left, right, scopes, Verdict.NOT_COMPARABLE, why=hindered)
    if scopes.together is Relation.UNKNOWN:
        open_results = undecided.find(Family((left, right), lists), policy)
        return Answer(left, right, scopes, Verdict.UNDECIDED, next(iter(open_results), None), _unstated(left, right))
    pair = _pair(left, right, scopes, lists)
    if pair.rule is Rule.BOUND and not are_ordered(left, right, scopes, lists):
        why = "a part of what is measured need not be below the whole: it is not a sum of its parts"
        return Answer(left, right, scopes, Verdict.NOT_COMPARABLE, why=(why,))
    result = _broken(left, right, lists, policy) or build(
        (pair, judge(pair, policy)), Family((left, right), lists), policy
    )
    return Answer(left, right, scopes, result.verdict, result)


def _broken(left: Statement, right: Statement, lists: Lists, policy: Policy) -> Result | None:
    """That one organisation's total falls, or that its part is above what holds it: laws that know no tolerance."""
    own = (*series.find((left, right), lists, policy), *series.find_inside((left, right), lists, policy))
    return next((result for result in own if result.verdict is not Verdict.LOOK), None)


def _pair(left: Statement, right: Statement, scopes: Scopes, lists: Lists) -> Pair:
    """The pair under the rule that fits; in a bound the narrower stands first, also inside one organisation."""
    if scopes.together is Relation.SAME:
        rule = Rule.RESTATED if left.organisation == right.organisation else Rule.DIRECT
        return Pair(rule, left, right, scopes)
    if scopes.together is Relation.NARROWER:
        return Pair(Rule.BOUND, left, right, scopes)
    return Pair(Rule.BOUND, right, left, relate(right, left, lists))


def _wordless(statement: Statement) -> str:
    return f"{statement.ref} says no number"


def _crossed(left: Statement, right: Statement, scopes: Scopes) -> Iterable[str]:
    """In what the first is narrower and in what broader, where it is both."""
    ways = {way: [n for n, r in scopes.dimensions.items() if r is way] for way in (Relation.NARROWER, Relation.BROADER)}
    if scopes.together is Relation.OVERLAPPING and all(ways.values()):
        narrower, broader = (", ".join(names) for names in ways.values())
        yield f"{left.ref} is narrower in {narrower} and broader in {broader}, so neither holds the other"


def _kinds(left: Statement, right: Statement, lists: Lists) -> Iterable[str]:
    """A stock against a flow: the year 2024 and 31 December 2024 are not the same period."""
    if is_stock_against_flow(left, right, lists):
        stock, flow = sorted((left, right), key=lambda said: lists.facts[said.indicator].kind, reverse=True)
        yield (
            f"a stock against a flow: {stock.ref} counts what there is on {stock.ends_on}, "
            f"{flow.ref} what happened over a period"
        )


def _unstated(left: Statement, right: Statement) -> tuple[str, ...]:
    """What each figure leaves open of its period."""
    blank = [statement for statement in (left, right) if is_blank(statement)]
    open_ended = [statement for statement in (left, right) if statement.period.start is None and statement not in blank]
    return (
        *(f"{statement.ref} does not say over which period it counts" for statement in blank),
        *(f"{statement.ref} does not say since when it counts" for statement in open_ended),
    )
