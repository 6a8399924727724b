"""The rules that set figures side by side, for the second engine: all pairs, all sets of parts, then the choice."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.tolerances import Policy
from tests.reconciliation.core import oracle_figures as figures
from tests.reconciliation.core import oracle_readings as readings
from tests.reconciliation.core.oracle_figures import Amount, Weighed, amount
from tests.reconciliation.core.oracle_scopes import (
    BROADER,
    DISJOINT,
    NARROWER,
    SAME,
    UNKNOWN,
    Scope,
    World,
    all_of,
    end_alike,
    entries,
    is_there_on_a_day,
    last_day,
    length,
    lie,
    people,
)


def passes_on(one: Statement, other: Statement) -> bool:
    """Whether one organisation says two figures that nobody counted both of."""
    counters = [{counter.slug for counter in said.counted_by} or {said.organisation} for said in (one, other)]
    return one.organisation == other.organisation and counters[0].isdisjoint(counters[1])


Parts = Sequence[Statement]


class Found(NamedTuple):
    """What a finding comes to; the inputs in the order of their numbers."""

    key: str
    rule: str
    verdict: str
    strict_verdict: str
    inputs: tuple[str, ...]


class Two(NamedTuple):
    """Two figures that a rule compares, in a bound the narrower first; `alike` are all pairs that they stand for."""

    rule: str
    one: Statement
    other: Statement
    weighed: Weighed
    alike: tuple[tuple[Statement, Statement], ...] = ()


class Assembly(NamedTuple):
    """Parts put together against a target, and whether they are all of it."""

    target: Statement
    parts: tuple[Statement, ...]
    is_all: bool
    weighed: Weighed
    targets: tuple[Statement, ...] = ()

    @property
    def organisations(self) -> tuple[str, str]:
        return self.parts[0].organisation, self.target.organisation

    @property
    def is_amiss(self) -> bool:
        return self.weighed.verdict != "agrees"

    @property
    def worth(self) -> tuple[bool, Fraction, int, int]:
        """All of it, then the wider gap, then the first document, then the first target."""
        return self.is_all, self.weighed.gap, -min(part.number for part in self.parts), -self.target.number


def in_order(said: Iterable[Statement]) -> tuple[str, ...]:
    numbers = {statement.number for statement in said}
    return tuple(f"C-{number}" for number in sorted(numbers))


def pair_key(one: Statement, other: Statement, kind: str = "pair") -> str:
    return ":".join((kind, *in_order((one, other))))


def sees_part(said: Parts) -> bool:
    """Whether any of the figures is of those that were registered, as its words say."""
    return any("registered" in statement.quote for statement in said)


def is_said_anew(one: Statement, other: Statement) -> bool:
    """Whether the two are what one organisation planned, or the like, on two days."""
    is_of_two_days = one.organisation == other.organisation and one.said_on != other.said_on
    return is_of_two_days and one.figure.status not in ("done", "under_way")


def says_less(one: Amount, other: Amount) -> bool:
    """Of more than 0 and 0 the second does."""
    is_same = one.value == other.value
    return figures.is_below(one.ordinary, other.ordinary) if is_same else one.value < other.value


def has_number(statement: Statement) -> bool:
    return readings.has_reading(statement.figure)


def by_size(statement: Statement) -> tuple[Fraction, int]:
    """The larger figure comes later; of two that are alike the first said."""
    return amount(statement.figure).value, -statement.number


def by_start(parts: Iterable[Statement]) -> list[Statement]:
    return sorted(parts, key=lambda part: (str(part.period.start), last_day(part)))


def counts_twice(parts: Parts, whole: Statement, world: World) -> bool:
    """Whether one person may be in two parts, because only their periods keep them apart; nobody dies twice.

    Where the whole counts every time, whoever is in two parts is in it twice.
    """
    once = [
        part
        for part in parts
        if world.facts_of_unit(part.unit).is_counted_once
        and not world.facts[part.indicator].happens_once
        and entries(part.unit, whole.unit, world.units) != NARROWER
    ]
    return any(lie(one, other, world).apart() == {"period"} for one, other in combinations(once, 2))


def is_sum(statement: Statement, world: World) -> bool:
    """Whether parts make up what a figure counts: no percentage, no multiple, nothing per so many people."""
    base = world.facts_of_unit(statement.unit).rate_per
    is_ratio = statement.unit in ("percent", "times") or world.facts_of_unit(base).is_counted_once
    return world.facts[statement.indicator].is_additive and not is_ratio


def numbers_of(pair: tuple[Statement, Statement]) -> list[int]:
    return sorted(statement.number for statement in pair)


def badness(two: Two) -> tuple[int, Fraction, Fraction, list[int]]:
    verdict = ("agrees", "differs", "contradicts").index(two.weighed.verdict)
    distance = abs(amount(two.one.figure).value - amount(two.other.figure).value)
    return verdict, two.weighed.gap, distance, [-number for number in numbers_of((two.one, two.other))]


class Comparing:
    """All rules of pairs and of parts over figures that say a number."""

    def __init__(self, said: Parts, world: World, policy: Policy) -> None:
        self.said = [statement for statement in said if has_number(statement)]
        self.world = world
        self.policy = policy
        self.known: dict[tuple[str, str], Scope] = {}

    def lie(self, one: Statement, other: Statement) -> Scope:
        refs = one.ref, other.ref
        if refs not in self.known:
            self.known[refs] = lie(one, other, self.world)
        return self.known[refs]

    def may_meet(self, one: Statement, other: Statement) -> bool:
        """Whether a rule may set the two side by side at all."""
        return one.ref != other.ref

    def has_order(self, statement: Statement) -> bool:
        """Whether what a figure counts is never less than a part of it: not so of a change, which may be below zero."""
        return is_sum(statement, self.world) and statement.figure.is_counted

    def is_within(self, one: Statement, other: Statement) -> bool:
        return one.ref == other.ref or self.lie(one, other).together in (SAME, NARROWER)

    def findings(self) -> list[Found]:
        assemblies = self.assemblies()
        return [
            *self.same_scope(),
            *self.bounds(assemblies),
            *(self.found_assembly(assembly) for assembly in assemblies),
            *self.undecided(),
            *self.lookalikes(),
            *self.definitions(),
        ]

    def found(self, key: str, rule: str, weighed: Weighed, said: Parts) -> Found:
        strictly = weighed.strictly if weighed.strictly != weighed.verdict else ""
        return Found(key, rule, weighed.verdict, strictly, in_order(said))

    def weigh(
        self,
        one: Amount,
        other: Amount,
        indicator: str,
        scope: Scope,
        *,
        must_be_below: bool,
        is_seen_apart: bool,
    ) -> Weighed:
        return figures.weigh(
            one,
            other,
            self.policy.tolerance(indicator),
            days=scope.days,
            may_both_hold=is_seen_apart or scope.is_bridged,
            must_be_below=must_be_below,
        )

    def weigh_pair(self, one: Statement, other: Statement, *, must_be_below: bool) -> Weighed:
        amounts = amount(one.figure), amount(other.figure)
        lower, higher = (one, other) if says_less(*amounts) else (other, one)
        scope, is_seen_apart = self.lie(one, other), sees_part([lower]) and not sees_part([higher])
        is_seen_apart = is_seen_apart or is_said_anew(one, other)
        return self.weigh(*amounts, one.indicator, scope, must_be_below=must_be_below, is_seen_apart=is_seen_apart)

    # Rules `direct` and `restated`: figures of the same scope

    def same_scope(self) -> Iterable[Found]:
        return [self.found_two(two) for two in self.one_a_scope(self.all_of_one_scope())]

    def all_of_one_scope(self) -> Iterable[Two]:
        for one, other in combinations(self.said, 2):
            is_same = self.lie(one, other).together == SAME and self.may_meet(one, other)
            if is_same and not self.world.is_kin(one, other) and not passes_on(one, other):
                rule = "restated" if one.organisation == other.organisation else "direct"
                weighed = self.weigh_pair(one, other, must_be_below=False)
                yield Two(rule, one, other, weighed)

    def scope(self, statement: Statement) -> frozenset[str]:
        """All figures of one organisation for one scope; what is not stated of how it counts is not the same."""
        own = [other for other in self.said if other.organisation == statement.organisation]
        return frozenset(
            other.ref
            for other in own
            if other.ref == statement.ref
            or (self.lie(statement, other).together == SAME and self.states(other) == self.states(statement))
        )

    def states(self, statement: Statement) -> tuple[str, str | None]:
        """By which date something is counted, and by which date what it is a share of."""
        share_of = self.world.said.get(statement.denominator)
        return statement.date_basis, None if share_of is None else share_of.date_basis

    def one_a_scope(self, compared: Iterable[Two]) -> list[Two]:
        """Of all pairs of the same two scopes the one with the worst verdict, then the widest gap, then the first."""
        groups: dict[tuple[str, frozenset[frozenset[str]]], list[Two]] = {}
        for two in compared:
            groups.setdefault((two.rule, frozenset((self.scope(two.one), self.scope(two.other)))), []).append(two)
        return [
            max(group, key=badness)._replace(alike=tuple((two.one, two.other) for two in group))
            for group in groups.values()
        ]

    def found_two(self, two: Two) -> Found:
        key = min(two.alike, key=numbers_of)
        return self.found(pair_key(*key), two.rule, two.weighed, [said for pair in two.alike for said in pair])

    def is_said_itself(self, statement: Statement, organisation: str) -> bool:
        """Whether another organisation has a figure of its own for this one's scope."""
        others = [other for other in self.said if other.organisation == organisation != statement.organisation]
        return any(
            self.lie(statement, other).together == SAME
            and self.may_meet(statement, other)
            and not self.world.is_kin(statement, other)
            for other in others
        )

    # Rule `bound`: a narrower figure above a broader one

    def bounds(self, assemblies: Sequence[Assembly]) -> Iterable[Found]:
        """Of nested violated pairs of two organisations the nearest, less those that an assembly says."""
        violated = [
            Two("bound", narrow, broad, weighed)
            for narrow in self.said
            for broad in self.said
            if self.may_bound(narrow, broad)
            and (weighed := self.weigh_pair(narrow, broad, must_be_below=True)).verdict != "agrees"
        ]
        kept = self.one_a_scope(violated)
        for bound in [one for one in kept if not any(self.is_between(inner, one) for inner in kept)]:
            is_said = any(self.says(assembly, bound) for assembly in assemblies)
            same = [said for said in self.said if said.ref in self.scope(bound.other)]
            if not is_said and not any(self.is_known_to_differ(broad, bound.one.organisation) for broad in same):
                yield self.found_two(bound)

    def is_known_to_differ(self, broad: Statement, organisation: str) -> bool:
        """Whether an organisation has a figure of its own for a scope, which differs from another's."""
        own = [other for other in self.said if other.organisation == organisation]
        same = [
            other
            for other in own
            if self.lie(other, broad).together == SAME
            and self.may_meet(other, broad)
            and not self.world.is_kin(other, broad)
        ]
        return any(self.weigh_pair(other, broad, must_be_below=False).verdict != "agrees" for other in same)

    def may_bound(self, narrow: Statement, broad: Statement) -> bool:
        is_between_two = narrow.organisation != broad.organisation
        is_ordered = self.has_order(narrow) and self.has_order(broad) and self.may_meet(narrow, broad)
        is_part = self.lie(narrow, broad).together == NARROWER and not self.world.is_kin(narrow, broad)
        is_part = is_part and self.are_of_one_day_or_added(narrow, broad)
        return is_between_two and is_ordered and is_part

    def are_of_one_day_or_added(self, narrow: Statement, broad: Statement) -> bool:
        """What is there on one day, or under way, is not in what is there on another."""
        is_of_days = any(is_there_on_a_day(said, self.world) for said in (narrow, broad))
        return not is_of_days or self.lie(narrow, broad).dimensions["period"] == SAME

    def is_between(self, inner: Two, outer: Two) -> bool:
        """Whether a pair of the same organisations lies between the two scopes of another pair."""
        is_alike = inner.one.organisation == outer.one.organisation
        is_alike = is_alike and inner.other.organisation == outer.other.organisation
        is_nested = self.is_within(outer.one, inner.one) and self.is_within(inner.other, outer.other)
        is_as_near = self.is_within(inner.one, outer.one) and self.is_within(outer.other, inner.other)
        return is_alike and is_nested and not is_as_near

    def says(self, assembly: Assembly, bound: Two) -> bool:
        """Whether parts that are amiss together say what one of them says alone, of the target or of what holds it."""
        return (
            assembly.is_amiss
            and bool(self.scope(bound.one) & {part.ref for part in assembly.parts})
            and bound.other.organisation == assembly.target.organisation
            and self.is_within(assembly.target, bound.other)
        )

    # Rule `assembled`: figures put together

    def assemblies(self) -> list[Assembly]:
        """Of each target and organisation the best, and of targets that lie in each other the narrowest amiss."""
        made: dict[tuple[frozenset[str], str], list[Assembly]] = {}
        for target in self.said:
            for organisation in sorted({statement.organisation for statement in self.said} - {target.organisation}):
                if is_sum(target, self.world) and not self.is_said_itself(target, organisation):
                    sets = self.part_sets(target, organisation)
                    found = [assembly for parts in sets for assembly in self.assemble(target, parts)]
                    made.setdefault((self.scope(target), organisation), []).extend(found)
        best = [
            max(found, key=lambda assembly: assembly.worth)._replace(targets=tuple(one.target for one in found))
            for found in made.values()
            if found
        ]
        amiss = [one for one in best if one.is_amiss]
        return [one for one in best if one.is_all or not any(self.is_nearer(other, one) for other in amiss)]

    def is_nearer(self, other: Assembly, one: Assembly) -> bool:
        """Whether the target of another assembly of the same two organisations lies within the target of this one."""
        is_alike = other.organisations == one.organisations
        return is_alike and self.lie(other.target, one.target).together == NARROWER

    def found_assembly(self, assembly: Assembly) -> Found:
        first = min(assembly.targets, key=lambda target: target.number)
        key = f"assembled:{first.ref}:{assembly.organisations[0]}"
        return self.found(key, "assembled", assembly.weighed, (*assembly.targets, *assembly.parts))

    def part_sets(self, target: Statement, organisation: str) -> list[list[Statement]]:
        """Figures inside the target's scope that may go together: of one period, or alike in all but their periods."""
        inside = [
            part
            for part in self.said
            if part.organisation == organisation
            and part.figure.value is not None
            and not part.figure.is_percent
            and self.lie(part, target).together == NARROWER
            and not self.world.is_kin(part, target)
        ]
        sets: list[list[Statement]] = []
        for first in inside:
            alike = [part for part in inside if part.source == first.source and self.is_of_one_kind(part, first)]
            for basis in sorted({part.date_basis for part in alike} - {""}) or [""]:
                by_it = [part for part in alike if part.date_basis in ("", basis)]
                sets.append([part for part in by_it if self.lie(part, first).dimensions["period"] == SAME])
                dated = [part for part in by_it if self.has_days(part) and self.has_days(first)]
                sets.append([part for part in dated if self.lie(part, first).differing() <= {"period"}])
        return [parts for number, parts in enumerate(sets) if len(parts) > 1 and parts not in sets[:number]]

    def has_days(self, part: Statement) -> bool:
        return part.period.start is not None and not is_there_on_a_day(part, self.world)

    def is_of_one_kind(self, part: Statement, first: Statement) -> bool:
        kinds = [(said.indicator, said.unit, said.figure.status) for said in (part, first)]
        return kinds[0] == kinds[1]

    def assemble(self, target: Statement, candidates: Parts) -> Iterable[Assembly]:
        """Every way in which candidates are all of the target, else the largest that have nothing in common."""
        tilings = list(self.tilings(target, candidates))
        for tiles in tilings:
            yield self.put_together(target, tiles, is_all=True)
        parts = self.largest_apart(candidates)
        is_ordered = self.has_order(target) and not counts_twice(parts, target, self.world)
        if not tilings and len(parts) > 1 and is_ordered:
            assembly = self.put_together(target, parts, is_all=False)
            if assembly.is_amiss:
                yield assembly

    def put_together(self, target: Statement, parts: Parts, *, is_all: bool) -> Assembly:
        counted_twice = counts_twice(parts, target, self.world)
        made = figures.total([amount(part.figure) for part in parts], counts_twice=counted_twice)
        # All of their days together, from the first to the last.
        last = max(parts, key=last_day)
        starts = {part.period.start for part in parts}
        start = last.period.start if None in starts else min(starts, key=str)
        scope = lie(replace(last, period=replace(last.period, start=start)), target, self.world)
        stated = amount(target.figure)
        lower, higher = (parts, [target]) if says_less(made, stated) else ([target], parts)
        weighed = self.weigh(
            made,
            stated,
            target.indicator,
            scope,
            must_be_below=not is_all,
            is_seen_apart=sees_part(lower) and not sees_part(higher),
        )
        return Assembly(target, tuple(parts), is_all, weighed)

    def largest_apart(self, candidates: Parts) -> list[Statement]:
        """Largest first; what has anything in common with a part that is taken already is skipped."""
        taken: list[Statement] = []
        for candidate in sorted(candidates, key=by_size, reverse=True):
            if all(self.lie(candidate, part).together == DISJOINT for part in taken):
                taken.append(candidate)
        return taken

    def tilings(self, target: Statement, candidates: Parts) -> Iterable[Parts]:
        """In each dimension the largest parts that are all of the target, if there are any."""
        sizes = range(2, len(candidates) + 1)
        sets = [subset for size in sizes for subset in combinations(candidates, size)]
        for dimension in ("population", "place", "origin"):
            tiles = [parts for parts in sets if self.is_division(target, dimension, parts)]
            if tiles:
                yield max(tiles, key=lambda parts: [by_size(part) for part in self.by_code(parts, dimension)])
        chains = [by_start(parts) for parts in sets if self.is_chain(target, by_start(parts))]
        if chains:
            yield self.best_chain(target, chains)

    def is_division(self, target: Statement, dimension: str, parts: Parts) -> bool:
        """Whether parts differ from the target, and from each other, in one dimension, and are there all of it."""
        hierarchy = self.world.populations if dimension == "population" else self.world.places
        codes = [self.code(part, dimension) for part in self.by_code(parts, dimension)]
        is_whole = codes == sorted(all_of(self.code(target, dimension), hierarchy))
        return is_whole and all(self.lie(part, target).differing() == {dimension} for part in parts)

    def by_code(self, parts: Parts, dimension: str) -> list[Statement]:
        return sorted(parts, key=lambda part: self.code(part, dimension))

    def code(self, statement: Statement, dimension: str) -> str:
        codes = {"population": people(statement, self.world), "place": statement.place, "origin": statement.origin}
        return codes[dimension]

    def is_chain(self, target: Statement, chain: Parts) -> bool:
        """Whether parts follow each other day by day, from the target's start to its end, or so near that it counts."""
        return (
            all(self.lie(part, target).differing() == {"period"} for part in chain)
            and target.period.start is not None
            and target.period.start == chain[0].period.start
            and all(last_day(part) + timedelta(days=1) == after.period.start for part, after in pairwise(chain))
            and end_alike(replace(chain[-1], period=replace(chain[-1].period, start=target.period.start)), target)
        )

    def best_chain(self, target: Statement, chains: Sequence[Parts]) -> Parts:
        """What ends nearest to the day, then what takes the longest and the largest parts first."""

        def worth(chain: Parts) -> tuple[object, ...]:
            off = (last_day(chain[-1]) - last_day(target)).days
            return -abs(off), -off, [(last_day(part), *by_size(part)) for part in chain]

        return max(chains, key=worth)

    # Rule `undecided`: a start that is not stated

    def undecided(self) -> Iterable[Found]:
        """Of each scope and organisation one, against the longest dated period, then the first claim."""
        groups: dict[tuple[frozenset[str], str], list[tuple[Statement, Statement]]] = {}
        for undated in self.said:
            for organisation in sorted({statement.organisation for statement in self.said}):
                dated = [
                    other
                    for other in self.said
                    if other.organisation == organisation != undated.organisation and self.is_open(undated, other)
                ]
                if dated and not self.is_said_itself(undated, organisation):
                    group = groups.setdefault((self.scope(undated), organisation), [])
                    group.extend((undated, other) for other in dated)
        for pairs in groups.values():
            _, best = max(pairs, key=lambda pair: (length(pair[1]), -pair[1].number))
            alike = [pair for pair in pairs if pair[1].ref in self.scope(best)]
            first = min(alike, key=numbers_of)
            said = [statement for pair in alike for statement in pair]
            yield Found(pair_key(*first), "undecided", "undecided", "", in_order(said))

    def is_open(self, undated: Statement, dated: Statement) -> bool:
        dimensions = self.lie(undated, dated).dimensions
        rest = {how for name, how in dimensions.items() if name not in ("period", "unit")}
        return (
            undated.period.start is None
            and dated.period.start is not None
            and dimensions["period"] == UNKNOWN
            and rest == {SAME}
            and self.is_of_units_that_meet(undated, dated)
            and end_alike(undated, dated)
            and length(dated) >= 90
            and not self.world.is_kin(undated, dated)
            and self.may_meet(undated, dated)
        )

    def is_of_units_that_meet(self, one: Statement, other: Statement) -> bool:
        unit = self.lie(one, other).dimensions["unit"]
        return unit == SAME or (unit in (NARROWER, BROADER) and self.has_order(one) and self.has_order(other))

    # Rule `lookalike`: the same number for another thing

    def lookalikes(self) -> Iterable[Found]:
        groups: dict[tuple[frozenset[str], frozenset[str]], list[tuple[Statement, Statement, list[Statement]]]] = {}
        for narrow in self.said:
            for broad in self.said:
                if narrow.organisation != broad.organisation and self.looks_alike(narrow, broad):
                    own = self.own_figures(narrow, broad)
                    made = sum((amount(part.figure).value for part in own), Fraction(0))
                    if own and amount(narrow.figure).value >= 2 * made:
                        groups.setdefault((self.scope(narrow), self.scope(broad)), []).append((narrow, broad, own))
        for group in groups.values():
            first = min(((narrow, broad) for narrow, broad, _ in group), key=numbers_of)
            _, _, own = min(group, key=lambda found: (found[0].number, found[1].number))
            said = [*own, *(statement for narrow, broad, _ in group for statement in (narrow, broad))]
            yield Found(pair_key(*first, "lookalike"), "lookalike", "lookalike", "", in_order(said))

    def looks_alike(self, narrow: Statement, broad: Statement) -> bool:
        dimensions = self.lie(narrow, broad).dimensions
        return (
            self.has_order(narrow)
            and self.has_order(broad)
            and dimensions["population"] == NARROWER
            and {dimensions[name] for name in ("indicator", "place", "status")} == {SAME}
            and dimensions["period"] in (SAME, UNKNOWN)
            and end_alike(narrow, broad)
            and not figures.is_apart(amount(narrow.figure).ordinary, amount(broad.figure).ordinary)
            and not self.world.is_kin(narrow, broad)
        )

    def own_figures(self, narrow: Statement, broad: Statement) -> list[Statement]:
        """What the other organisation says of the narrower people itself; nothing if it is less than half the time."""
        start = broad.period.start if broad.period.start is not None else narrow.period.start
        if start is None:
            return []
        own = self.largest_apart(
            [
                part
                for part in self.said
                if part.organisation == broad.organisation
                and part.figure.value is not None
                and part.period.start is not None
                and part.period.start >= start
                and last_day(part) <= last_day(broad)
                and self.is_of_the_same_people(part, narrow)
            ]
        )
        is_half = 2 * sum(length(part) for part in own) >= (last_day(broad) - start).days + 1
        return own if is_half else []

    def is_of_the_same_people(self, part: Statement, narrow: Statement) -> bool:
        scope = self.lie(part, narrow)
        return scope.differing() <= {"period", "unit"} and scope.dimensions["unit"] in (SAME, NARROWER, BROADER)

    # Rule `definition`: the same scope, counted in another way

    def definitions(self) -> Iterable[Found]:
        """Of all pairs of the same two scopes the first, which counts the others."""
        unlike = [Two("definition", *pair, Weighed("other_thing", "", Fraction(0))) for pair in self.unlike()]
        groups: dict[frozenset[frozenset[str]], list[Two]] = {}
        for two in unlike:
            groups.setdefault(frozenset((self.scope(two.one), self.scope(two.other))), []).append(two)
        for group in groups.values():
            alike = tuple((two.one, two.other) for two in group)
            key = pair_key(*min(alike, key=numbers_of))
            yield Found(key, "definition", "other_thing", "", in_order(said for pair in alike for said in pair))

    def unlike(self) -> Iterable[tuple[Statement, Statement]]:
        for one, other in combinations(self.said, 2):
            differing = self.lie(one, other).differing()
            if not differing or not differing <= {"indicator", "place", "date_basis", "denominator"}:
                continue
            is_taken = "indicator" not in differing or self.is_taken_for(one, other)
            is_one_place = "place" not in differing or one.place == other.place
            is_between_two = one.organisation != other.organisation and not self.world.is_kin(one, other)
            is_between_two = is_between_two and self.may_meet(one, other)
            if is_taken and is_one_place and is_between_two:
                yield one, other

    def is_taken_for(self, one: Statement, other: Statement) -> bool:
        facts = self.world.facts
        return one.indicator in facts[other.indicator].taken_for or other.indicator in facts[one.indicator].taken_for
