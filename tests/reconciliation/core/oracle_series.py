"""Rule `series`, and days against totals, for the second engine: all pairs of all members, then the choice."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

from apps.claims.figures import Status
from apps.reconciliation.core.inputs.claims import Statement, without_bias
from apps.reconciliation.core.inputs.tolerances import Policy
from tests.reconciliation.core import oracle_figures as figures
from tests.reconciliation.core import oracle_readings as readings
from tests.reconciliation.core.oracle_figures import amount
from tests.reconciliation.core.oracle_pairs import Comparing, Found, counts_twice, in_order, sees_part
from tests.reconciliation.core.oracle_scopes import (
    NARROWER,
    World,
    days_of_borders,
    is_there_on_a_day,
    last_day,
    people,
)

POWERS = (1, 2, 3, 4, 5, 6, 9)  # of ten, by which somebody slips


class Worst(NamedTuple):
    """How bad a step is, then who was entered first; and the two figures."""

    size: Fraction
    one: int
    other: int
    pair: tuple[Statement, Statement]


def split_by_dates(members: Sequence[Statement]) -> list[list[Statement]]:
    """Figures counted by two dates are two series; what says neither belongs to the only one there is."""
    said = sorted({member.date_basis for member in members})
    if len([basis for basis in said if basis]) <= 1:
        return [list(members)]
    return [[member for member in members if member.date_basis == basis] for basis in said]


def begins_alike(before: Statement, after: Statement) -> bool:
    """Whether a later total begins when an earlier one did, or does so in a year that follows on it."""
    old, new = str(before.period.start), str(after.period.start)
    return old == new or (old[4:] == new[4:] and str(last_day(before)) < new)


class Series:
    """What each organisation says of one thing to several days."""

    def __init__(self, said: Sequence[Statement], world: World, policy: Policy) -> None:
        self.comparing = Comparing(said, world, policy)
        self.world = world
        self.policy = policy
        self.said = [statement for statement in said if self.is_number(statement)]

    def is_number(self, said: Statement) -> bool:
        figure = said.figure
        is_counted = figure.value is not None and figure.is_counted and said.unit not in ("percent", "times")
        is_thing = self.world.facts[said.indicator].kind in ("flow", "stock")
        return is_counted and is_thing and figure.status in (Status.DONE, Status.UNDER_WAY)

    def is_of_one_series(self, one: Statement, other: Statement) -> bool:
        """Whether two figures differ in nothing but their days."""
        ways = [
            (
                said.organisation, said.counted_by, said.indicator, people(said, self.world), said.place, said.origin,
                said.unit,
                said.figure.status, days_of_borders(said, self.world),
                frozenset(self.world.beyond_codes(said)),
            )
            for said in (one, other)
        ]  # fmt: skip
        return ways[0] == ways[1]

    def all_series(self) -> Iterable[list[Statement]]:
        for number, first in enumerate(self.said):
            if not any(self.is_of_one_series(first, earlier) for earlier in self.said[:number]):
                members = [said for said in self.said if self.is_of_one_series(first, said)]
                yield from (series for series in split_by_dates(members) if len(series) > 1)

    def findings(self, divided: set[str]) -> Iterable[Found]:
        for members in self.all_series():
            facts = self.world.facts[members[0].indicator]
            if is_there_on_a_day(members[0], self.world):
                yield from self.steps(members)
            elif facts.is_additive:
                for start in {said.period.start for said in members}:
                    is_total = [said for said in members if said.period.start == start]
                    totals = [said for said in is_total if start is not None or said.period.is_cumulative]
                    yield from self.falls(totals)
                    yield from self.steps(totals, is_total=True)
                yield from self.starts(members)
            if facts.is_additive:
                yield from self.sums(members, divided)
        yield from self.insides()

    def found(self, kind: str, about: Statement, verdict: str, other: str, members: Iterable[Statement]) -> Found:
        return Found(f"series:{kind}:{about.ref}", "series", verdict, other, in_order(members))

    def broken(self, kind: str, about: Statement, worst: Worst, members: Iterable[Statement]) -> Found:
        high, low = without_bias(worst.pair)
        is_seen_apart = sees_part([low]) and not sees_part([high])
        is_shut = figures.is_below(amount(low.figure).strict, amount(high.figure).strict) and not is_seen_apart
        return self.found(kind, about, "contradicts" if is_shut else "differs", "" if is_shut else "agrees", members)

    def falls(self, totals: Sequence[Statement]) -> Iterable[Found]:
        """A total to a later day below one to an earlier day."""
        found = []
        for early in totals:
            for late in totals:
                readings = amount(late.figure).ordinary, amount(early.figure).ordinary
                if last_day(early) < last_day(late) and figures.is_below(*readings):
                    found.append(Worst(figures.distance(*readings), -early.number, -late.number, (early, late)))
        if found:
            yield self.broken("falls", first(totals), max(found, key=lambda one: one[:3]), totals)

    def steps(self, members: Sequence[Statement], *, is_total: bool = False) -> Iterable[Found]:
        """From one day to the next day of which something was said, the last word on each counting."""
        days = sorted({last_day(said) for said in members})
        by_day = [
            max((said for said in members if last_day(said) == day), key=lambda said: said.number) for day in days
        ]
        tolerance = self.policy.tolerance(members[0].indicator) if members else None
        pairs = [
            (one, other)
            for one, other in pairwise(by_day)
            if not (is_total and figures.is_below(amount(other.figure).ordinary, amount(one.figure).ordinary))
        ]
        for one, other in pairs:
            small, large = sorted(amount(said.figure).value for said in (one, other))
            near = [n for n in POWERS if abs(large - 10**n * small) * 50 <= 10**n * small]
            if tolerance and small >= 10 and (near or large > Fraction(tolerance.most_times) * small):
                yield self.found("jumps", first(members), "look", "", members)
                break
        for one, other in pairs:
            before, after = (amount(said.figure).value for said in (one, other))
            days_apart = (last_day(other) - last_day(one)).days
            most = tolerance.most_growth if tolerance else None
            if most is not None and before > 0 and (after - before) * 365 > Fraction(most) * before * days_apart:
                yield self.found("grows", first(members), "look", "", members)
                break

    def starts(self, members: Sequence[Statement]) -> Iterable[Found]:
        """Totals to date that begin on none of the days on which those of the document before began."""
        totals = [said for said in members if said.period.is_cumulative and said.period.start is not None]
        documents = sorted({(said.said_on, said.source) for said in totals})
        said = [[s for s in totals if (s.said_on, s.source) == one] for one in documents]
        if any(not any(begins_alike(s, t) for s in before for t in after) for before, after in pairwise(said)):
            yield self.found("starts", first(totals), "look", "", totals)

    def insides(self) -> Iterable[Found]:
        """In one document a part above what holds it, against the nearest that does."""

        def holds(outer: Statement, inner: Statement) -> bool:
            scope = self.comparing.lie(inner, outer)
            is_total = scope.differing() == {"period"} and inner.period.start == outer.period.start
            is_law = scope.together == NARROWER and self.comparing.are_of_one_day_or_added(inner, outer)
            return is_law and not is_total and not self.world.is_kin(inner, outer)

        def document(said: Statement) -> tuple[object, ...]:
            return said.organisation, said.counted_by, said.source

        additive = [said for said in self.said if self.world.facts[said.indicator].is_additive]
        violated = [
            (inner, outer)
            for inner in additive
            for outer in additive
            if (inner.organisation, inner.counted_by, inner.source)
            == (outer.organisation, outer.counted_by, outer.source)
            and holds(outer, inner)
            and figures.is_below(amount(outer.figure).ordinary, amount(inner.figure).ordinary)
        ]
        for whole in additive:
            parts = [
                inner
                for inner, outer in violated
                if outer is whole and not any(part is inner and holds(whole, other) for part, other in violated)
            ]
            found = [
                Worst(
                    figures.distance(amount(part.figure).ordinary, amount(whole.figure).ordinary),
                    -part.number, -whole.number, (part, whole),
                )
                for part in parts
            ]  # fmt: skip
            if found:
                yield self.broken("inside", whole, max(found, key=lambda one: one[:3]), [whole, *parts])

    def sums(self, members: Sequence[Statement], divided: set[str]) -> Iterable[Found]:
        """Days, or shorter totals, that are all of a total: the one that is furthest off, else the latest."""
        found = []
        for whole in members:
            chain = [] if whole.ref in divided else self.chain(whole, members)
            if not chain:
                continue
            stated, *parts = without_bias([whole, *chain])
            counted_twice = counts_twice(parts, stated, self.world)
            made = figures.total([amount(part.figure) for part in parts], counts_twice=counted_twice)
            verdict, other = judge_equal(made, amount(stated.figure), stated)
            is_off = verdict == "does_not_add_up"
            gap = figures.distance(made.ordinary, amount(stated.figure).ordinary) if is_off else Fraction(0)
            key = f"sum:{whole.ref}:period"
            result = Found(key, "sum", verdict, other, in_order([whole, *chain]))
            found.append((gap, last_day(whole), -whole.number, result))
        if found:
            yield max(found, key=lambda one: one[:3])[3]

    def chain(self, whole: Statement, members: Sequence[Statement]) -> Sequence[Statement]:
        """The best way to all days of a total by figures that are no totals since its start, else by any."""
        within = [part for part in members if last_day(part) <= last_day(whole)]
        is_day = [part.period.start == last_day(part) for part in within]
        days = [
            part
            for part, is_one in zip(within, is_day, strict=True)
            if is_one or part.period.start != whole.period.start
        ]
        for candidates in (days, within):
            sizes = range(2, len(candidates) + 1)
            sets = [sorted(one, key=last_day) for size in sizes for one in combinations(candidates, size)]
            chains = [
                one for one in sets if self.comparing.is_chain(whole, one) and last_day(one[-1]) == last_day(whole)
            ]
            if chains:
                return self.comparing.best_chain(whole, chains)
        return []


def first(members: Iterable[Statement]) -> Statement:
    return min(members, key=lambda said: said.number)


def judge_equal(made: figures.Amount, stated: figures.Amount, statement: Statement) -> tuple[str, str]:
    """Whether something comes to what was stated; a point is met by itself alone, all else by what rounds to it."""
    step = Fraction(0) if readings.is_point(statement.figure) else readings.step_of(statement.figure)
    off = abs(made.value - stated.value)
    rounds = made.is_plain and stated.is_plain and 2 * off <= step
    is_meant = step <= 1 or 4 * off <= abs(stated.value)
    verdict = figures.meet(made.ordinary, stated.ordinary, rounds=rounds and is_meant)
    strictly = figures.meet(made.strict, stated.strict, rounds=rounds)
    return verdict, strictly if strictly != verdict else ""
