"""Figures of unlike units, for the second engine: what one of a unit is in another, worked out from the specification.

Counts become people, the smaller unit of their own, or what they are a share of; rates get the largest base there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from apps.claims.intervals import Interval, Times
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.tolerances import Policy
from tests.reconciliation.core.oracle_figures import amount
from tests.reconciliation.core.oracle_figures import times as scaled
from tests.reconciliation.core.oracle_pairs import Comparing, Found, has_number, in_order
from tests.reconciliation.core.oracle_scopes import DISJOINT, OVERLAPPING, SAME, Scope, World, entries, lie


def is_of_another(said: Statement) -> bool:
    """So many percent of another claim, or so many times it."""
    return said.denominator != "" and said.numerator == ""


class Converted(Comparing):
    """The rules of pairs over figures in one unit, of which only those meet that did not as they were said."""

    def __init__(self, said: Sequence[Statement], world: World, policy: Policy, units: dict[str, str]) -> None:
        super().__init__(said, world, policy)
        self.units = units  # in which unit each was said

    def is_worked_out(self, said: Statement) -> bool:
        """Whether it is what a share or a multiple comes to; a percentage over another base stays one of its claim."""
        return (
            is_of_another(said)
            and said.figure.times is not None
            and of_another(self.world.said[said.ref], self.world) == said
        )

    def may_meet(self, one: Statement, other: Statement) -> bool:
        is_changed = any(self.units[said.ref] != said.unit or self.is_worked_out(said) for said in (one, other))
        is_base = any(
            self.is_worked_out(said) and said.denominator == base.ref for said, base in ((one, other), (other, one))
        )
        is_unlike = self.units[one.ref] != self.units[other.ref] or is_of_another(one) or is_of_another(other)
        return is_changed and is_unlike and not is_base

    def lie(self, one: Statement, other: Statement) -> Scope:
        return super().lie(
            *(replace(said, denominator="") if self.is_worked_out(said) else said for said in (one, other))
        )

    def states(self, statement: Statement) -> tuple[str, str | None]:
        return super().states(replace(statement, denominator="") if self.is_worked_out(statement) else statement)

    def findings(self) -> list[Found]:
        found = [*self.same_scope(), *self.bounds([]), *self.undecided(), *self.definitions()]
        return [self.with_bases(one) for one in found]

    def with_bases(self, found: Found) -> Found:
        said = [one for one in self.said if one.ref in found.inputs]
        bases = [self.world.said[one.denominator] for one in said if self.is_worked_out(one)]
        return found._replace(inputs=in_order([*said, *bases]))


def converted(said: Sequence[Statement], world: World) -> Iterable[list[Statement]]:
    """All sets of figures in one unit."""
    known = [one for one in said if has_number(one)]
    yield from over_one_base(known, world)
    counts = {one.ref: made for one in known if (made := in_another_unit(one, world)) is not None}
    units = {made.unit for made in counts.values()}
    if units:
        others = [one for one in known if one.ref not in counts and not is_of_another(one)]
        yield [
            *counts.values(),
            *(
                one
                for one in others
                if any(entries(one.unit, unit, world.units) not in (DISJOINT, OVERLAPPING) for unit in units)
            ),
        ]


def in_another_unit(said: Statement, world: World) -> Statement | None:
    facts = world.facts_of_unit(said.unit)
    if is_of_another(said):
        return of_another(said, world)
    if said.people_each is not None and are_unlike(said.unit, "people", world):
        digits = max(-int(said.people_each.normalize().as_tuple().exponent), 0)
        half = Fraction(1, 2) / Fraction(10) ** digits
        each = Fraction(said.people_each)
        times = Times(Interval.of(each, each), Interval.of(each - half, each + half), each)
        return replace(said, unit="people", figure=replace(said.figure, times=times))
    is_bridged = facts.smaller and are_unlike(said.unit, facts.smaller, world)
    if is_bridged and world.facts_of_unit(facts.smaller).is_counted_once:
        few, many = Fraction(facts.fewest), Fraction(facts.most)
        times = Times(Interval.of(few, many), Interval.of(few, many), (few + many) / 2)
        return replace(said, unit=facts.smaller, figure=replace(said.figure, times=times))
    return None


def are_unlike(unit: str, other: str, world: World) -> bool:
    return entries(unit, other, world.units) in (DISJOINT, OVERLAPPING)


def of_another(said: Statement, world: World) -> Statement | None:
    base = world.said.get(said.denominator)
    if base is None or not has_number(base) or base.figure.is_percent or said.unit not in ("percent", "times"):
        return None
    scope = lie(replace(said, denominator=""), base, world)
    is_counted = world.facts[said.indicator].kind in ("flow", "stock")
    if not is_counted or {how for name, how in scope.dimensions.items() if name != "unit"} == {SAME}:
        return None
    read, part = amount(base.figure), Fraction(1, 100) if said.unit == "percent" else Fraction(1)
    times = Times(scaled(read.ordinary, part), scaled(read.strict, part), read.value * part)
    return replace(said, unit=base.unit, figure=replace(said.figure, times=times))


def over_one_base(known: Sequence[Statement], world: World) -> Iterable[list[Statement]]:
    """Rates of the same per the same; a percentage of people is of a hundred of them."""
    kinds = {kind for one in known if (kind := rate_of(one, world)) is not None}
    for kind in sorted(kinds):
        members = [one for one in known if rate_of(one, world) == kind or (kind[0] == kind[1] and is_share(one, world))]
        bases = {one.ref: base(one, world) for one in members}
        if len({one.unit for one in members}) > 1:
            largest = max(members, key=lambda one: (bases[one.ref], one.unit))
            yield [over(one, largest.unit, bases[largest.ref] / bases[one.ref]) for one in members]


def is_share(said: Statement, world: World) -> bool:
    return said.unit == "percent" and world.facts[said.indicator].kind in ("share", "rate")


def rate_of(said: Statement, world: World) -> tuple[str, str] | None:
    facts = world.facts_of_unit(said.unit)
    return (facts.rate_of, facts.rate_per) if facts.rate_of else None


def base(said: Statement, world: World) -> Fraction:
    return Fraction(100 if said.unit == "percent" else world.facts_of_unit(said.unit).rate_amount)


def over(said: Statement, unit: str, times: Fraction) -> Statement:
    if said.unit == unit:
        return said
    ends = Interval.of(times, times)
    return replace(said, unit=unit, figure=replace(said.figure, times=Times(ends, ends, times)))


def find_converted(said: Sequence[Statement], world: World, policy: Policy) -> Iterable[Found]:
    units = {one.ref: one.unit for one in said}
    for group in converted(said, world):
        in_order_of_refs = sorted(group, key=lambda one: one.number)
        yield from Converted(in_order_of_refs, world, policy, units).findings()


def as_said(said: Sequence[Statement], world: World) -> list[Statement]:
    """What is compared in the words of its own: all but the shares of others that are worked out."""
    return [one for one in said if not is_of_another(one) or not has_number(one) or of_another(one, world) is None]
