"""Rule `definition`: two organisations under one scope, and yet not the same thing.

    4,740 excess deaths | 1,980 certified deaths          not the same thing (definition), 2.39 times
    359 by the day they were reported | 61 by the event   not the same thing (date_basis), 5.89 times
    69.4% of adults | 54.1% of all                        not the same thing (denominator), 1.28 times
    1.2 million in a province before it was split | after not the same thing (geography)

An indicator says for which others it is commonly taken. Such figures neither confirm nor contradict each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal, assert_never

from apps.claims.hierarchy import Relation
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import MINISTRY, UN, About, Example, say
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.kin import are_kin
from apps.reconciliation.core.comparing.readings import difference, factor, read
from apps.reconciliation.core.comparing.scopes import Scopes, borders_of, relate
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining import lines
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists

ABOUT = About(
    "Same scope, counted in another way",
    (
        "Two organisations’ figures for one scope are not compared where they count by another definition, by another "
        "date of the same case, over another denominator or in other borders."
    ),
    Example(
        (
            say(1, MINISTRY, "1,981", 1_981, indicator="certified"),
            say(2, UN, "4,741", 4_741, indicator="excess"),
        ),
    ),
)


# The dimensions that say how something is counted, and the reason why two that differ in it are not the same thing.
How = Literal[Code.DEFINITION, Code.GEOGRAPHY, Code.DATE_BASIS, Code.DENOMINATOR]
HOW: dict[str, How] = {
    "indicator": Code.DEFINITION,
    "place": Code.GEOGRAPHY,
    "date_basis": Code.DATE_BASIS,
    "denominator": Code.DENOMINATOR,
}


@dataclass(frozen=True, slots=True)
class Unlike:
    """Two figures of one scope that differ in how it is counted; the government's first."""

    left: Statement
    right: Statement
    codes: tuple[How, ...]
    others: tuple[Statement, ...] = ()


def find(family: Family) -> list[Result]:
    """Every two scopes of two organisations that would be compared, were it not for how the two count."""
    lists = family.lists
    alike: dict[tuple[str, ...], dict[tuple[object, ...], list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for said in family.statements:
        if said.figure.ordinary is not None and family.asked.is_beside(said):
            scope = lists.population_of(said), said.place, said.origin, str(said.figure.status), said.unit
            alike[scope][_how(said, lists)].append(said)
    pairs = (pair for group in alike.values() for pair in _pairs(list(group.values()), family))
    by_scopes: dict[frozenset[int], list[Unlike]] = defaultdict(list)
    for one, other in pairs:
        if one.organisation != other.organisation and family.may_meet(one, other):
            unlike = _set_apart(one, other, family.relate(one, other))
            if unlike is not None:
                by_scopes[frozenset((family.scope_of(one), family.scope_of(other)))].append(unlike)
    return [build(_stand_for(group), lists) for group in by_scopes.values()]


def _how(said: Statement, lists: Lists) -> tuple[object, ...]:
    """How a figure is counted, as far as two of one scope and unit can differ in it; a share's base by its identity."""
    return said.indicator, said.date_basis, id(said.share_of), borders_of(said, lists)


def _pairs(counted: Sequence[Sequence[Statement]], family: Family) -> Iterator[tuple[Statement, Statement]]:
    """Every two that are counted otherwise and of whom a finding is asked for."""
    for one, other in combinations(counted, 2):
        if _may_be_unlike(one[0], other[0], family.lists):
            both = product(one, other)
            yield from (pair for pair in both if family.asked.concerns(*(said.organisation for said in pair)))


def _stand_for(group: Sequence[Unlike]) -> Unlike:
    """The first two of two scopes, which count the others."""
    pairs = [(unlike.left, unlike.right) for unlike in group]
    best = min(group, key=lambda unlike: sorted((unlike.left.number, unlike.right.number)))
    return replace(best, others=findings.others_of(pairs, (best.left, best.right)))


def set_apart(one: Statement, other: Statement, lists: Lists) -> Unlike | None:
    """What keeps two figures from being the same thing, where it is only how they count; else None."""
    return _set_apart(one, other, relate(one, other, lists)) if _may_be_unlike(one, other, lists) else None


def _set_apart(one: Statement, other: Statement, scopes: Scopes) -> Unlike | None:
    if are_kin(one, other):
        return None
    differing = [name for name, how in scopes.dimensions.items() if how is not Relation.SAME]
    if not differing or not set(differing) <= HOW.keys():
        return None
    return Unlike(*findings.in_order(one, other), tuple(HOW[name] for name in differing))


def _may_be_unlike(one: Statement, other: Statement, lists: Lists) -> bool:
    """Whether it is worth a look: most pairs differ in nothing of how they count, or in what is measured at all."""
    if one.indicator != other.indicator:
        return lists.are_taken_for_each_other(one.indicator, other.indicator)
    if one.place != other.place:
        return False
    is_by_another_date = one.date_basis != other.date_basis and "" not in (one.date_basis, other.date_basis)
    is_over_another = one.share_of is not other.share_of and None not in (one.share_of, other.share_of)
    return is_by_another_date or is_over_another or borders_of(one, lists) != borders_of(other, lists)


def build(unlike: Unlike, lists: Lists) -> Result:
    """The finding: no gap, no tolerance and no way from one figure to the other, as they are of two things."""
    left, right = unlike.left, unlike.right
    readings = read(left.figure), read(right.figure)
    return Result(
        key=findings.pair_key(left, right),
        rule=Rule.DEFINITION,
        verdict=Verdict.OTHER_THING,
        between=findings.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=lists.quantity(left),
        right_shown=lists.quantity(right),
        members=findings.name_members((Role.LEFT, [left]), (Role.RIGHT, [right]), (Role.ALSO, unlike.others)),
        difference=difference(*readings),
        factor=factor(*readings),
        tell=lambda: _trace(unlike, lists),
        work=lambda _: Working(tuple(Reason(code, _evidence(code, left, right, lists)) for code in unlike.codes)),
    )


def _trace(unlike: Unlike, lists: Lists) -> Iterable[Line]:
    left, right = unlike.left, unlike.right
    yield lines.said_line(left, lists, "left")
    yield lines.said_line(right, lists, "right")
    yield from lines.reading_lines(left)
    yield from lines.reading_lines(right)
    yield from lines.others_lines(unlike.others)
    for code in unlike.codes:
        yield Line("What is counted", "not the same thing", "", _evidence(code, left, right, lists))
    yield from lines.difference_lines(read(left.figure), read(right.figure))
    yield from lines.verdict_lines(
        Verdict.OTHER_THING, _conclude(unlike, lists), strict=Verdict.OTHER_THING, strictly=""
    )


def _conclude(unlike: Unlike, lists: Lists) -> str:
    left, right = unlike.left, unlike.right
    why = "; ".join(_evidence(code, left, right, lists) for code in unlike.codes)
    one, other = read(left.figure), read(right.figure)
    times = lines.times_words(factor(one, other))
    by = "that they part" if one.centre != other.centre else "that the numbers are the same"
    if times:
        by = f"{(left if one.centre > other.centre else right).ref} is {times} the other, which"
    return f"{why}: {by} neither confirms nor contradicts either"


def _evidence(code: How, left: Statement, right: Statement, lists: Lists) -> str:
    match code:
        case Code.DATE_BASIS:
            return f"{left.ref} counts by the date of {left.date_basis}, {right.ref} by the date of {right.date_basis}"
        case Code.DENOMINATOR:
            return f"{left.ref} is a share of {left.denominator}, {right.ref} of {right.denominator}, another thing"
        case Code.GEOGRAPHY:
            place = lists.places.name(left.place)
            return f"{place} had other borders in the days of {left.ref} than in those of {right.ref}"
        case Code.DEFINITION:
            both = f"{left.ref} counts {lists.indicator_name(left)}, {right.ref} counts {lists.indicator_name(right)}"
            return f"{both}, of which one is commonly taken for the other"
        case _:
            assert_never(code)
