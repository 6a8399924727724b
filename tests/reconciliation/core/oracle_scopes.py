"""How two figures lie to each other, for the second engine: written from the specification, looked up nowhere.

Every relation is worked out anew from the entries of the code lists, by walking up and down them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from apps.claims.figures import Period
from apps.claims.hierarchy import Hierarchy
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from apps.reconciliation.core.inputs.code_lists import Lists

SAME, NARROWER, BROADER = "same", "narrower", "broader"
OVERLAPPING, DISJOINT, UNKNOWN = "overlapping", "disjoint", "unknown"


class Step(NamedTuple):
    """A member of a breakdown of a whole."""

    whole: str
    breakdown: str
    member: str


@dataclass(frozen=True)
class World(Lists):
    """The code lists, and which figure is a part of which."""

    said: dict[str, Statement] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)

    @classmethod
    def of(cls, lists: Lists, said: Iterable[Statement], breakdowns: Iterable[Breakdown]) -> "World":
        given = {one.name: getattr(lists, one.name) for one in fields(Lists)}
        steps = {part: Step(one.whole, one.name, part) for one in breakdowns for part in one.parts}
        return cls(**given, said={statement.ref: statement for statement in said}, steps=steps)

    def way_up(self, ref: str) -> list[Step]:
        """What a figure is a part of, what that is a part of, and so on."""
        step = self.steps.get(ref)
        return [] if step is None else [step, *self.way_up(step.whole)]

    def is_kin(self, one: Statement, other: Statement) -> bool:
        """Whether one lies in the other, or both in one breakdown."""
        mine, theirs = self.way_up(one.ref), self.way_up(other.ref)
        if any(step.whole == other.ref for step in mine) or any(step.whole == one.ref for step in theirs):
            return True
        return in_other_parts(mine, theirs)

    def beyond_codes(self, statement: Statement) -> set[Step]:
        """The steps up from a figure that no code of it tells."""
        return {step for step in self.way_up(statement.ref) if not self.is_told(step)}

    def is_told(self, step: Step) -> bool:
        """Whether the codes of a part, whatever its unit, say that it is less than its whole, or something else."""
        if step.whole not in self.said:
            return True
        dimensions = codes(self.said[step.member], self.said[step.whole], self)
        found = {how for name, how in dimensions.items() if name != "unit"}
        return DISJOINT in found or (NARROWER in found and BROADER not in found and OVERLAPPING not in found)


def in_other_parts(mine: Iterable[Step], theirs: Iterable[Step]) -> bool:
    return any(one[:2] == other[:2] and one.member != other.member for one in mine for other in theirs)


class Scope(NamedTuple):
    """How the first figure lies to the second, dimension by dimension and together.

    `days` is the share of the shorter period by which ends that count as the same are apart.
    """

    dimensions: dict[str, str]
    together: str
    days: Fraction
    is_bridged: bool

    def differing(self) -> set[str]:
        return {name for name, how in self.dimensions.items() if how != SAME}

    def apart(self) -> set[str]:
        """In what nothing is counted in both: not in the date by which it is counted, nor in what it is a share of."""
        ways = ("date_basis", "denominator")
        return {name for name, how in self.dimensions.items() if how == DISJOINT and name not in ways}


class Days(NamedTuple):
    """How one period lies to another."""

    relation: str
    share: Fraction = Fraction(0)
    is_bridged: bool = False


def lie(one: Statement, other: Statement, world: World) -> Scope:
    """How the scope of `one` lies to the scope of `other`."""
    days = periods(one, other, world)
    dimensions = codes(one, other, world)
    if is_counted_by_other_dates(one, other):
        dimensions["date_basis"] = DISJOINT
    if {one.denominator, other.denominator} <= world.said.keys():
        terms = codes(world.said[one.denominator], world.said[other.denominator], world)
        below = [world.said[said.denominator] for said in (one, other)]
        is_same = world.beyond_codes(below[0]) == world.beyond_codes(below[1])
        is_same = is_same and not is_counted_by_other_dates(*below)
        if not is_same or {how for name, how in terms.items() if name != "period"} != {SAME}:
            dimensions["denominator"] = DISJOINT
    mine, theirs = world.beyond_codes(one), world.beyond_codes(other)
    if mine != theirs:
        dimensions["part"] = parts(mine, theirs)
    return Scope(dimensions, together(set(dimensions.values())), days.share, days.is_bridged)


def is_counted_by_other_dates(one: Statement, other: Statement) -> bool:
    return "" not in (one.date_basis, other.date_basis) and one.date_basis != other.date_basis


def codes(one: Statement, other: Statement, lists: Lists) -> dict[str, str]:
    """How two figures lie to each other in what is said of them."""
    return {
        "indicator": measures(one, other, lists),
        "population": entries(people(one, lists), people(other, lists), lists.populations),
        "place": places(one, other, lists),
        "origin": entries(one.origin, other.origin, lists.places),
        "period": periods(one, other, lists).relation,
        "status": SAME if one.figure.status == other.figure.status else DISJOINT,
        "unit": entries(one.unit, other.unit, lists.units),
    }


def measures(one: Statement, other: Statement, lists: Lists) -> str:
    """What is commonly taken for each other is neither the same nor a part."""
    pair = [one.indicator, other.indicator]
    if any(last in lists.facts[first].taken_for for first, last in (pair, pair[::-1])):
        return OVERLAPPING
    return entries(one.indicator, other.indicator, lists.indicators)


def places(one: Statement, other: Statement, lists: Lists) -> str:
    """Places of which one is meant in its borders and the other before, after or across a change are not told apart.

    But what lies in a place that is meant in its own borders lies there in whatever borders it is meant itself.
    """
    as_listed = entries(one.place, other.place, lists.places)
    if days_of_borders(one, lists) == days_of_borders(other, lists):
        return as_listed
    if as_listed in (NARROWER, BROADER):
        holding = other if as_listed == NARROWER else one
        if days_of_borders(holding, lists) == (False, True, False):
            return as_listed
    return OVERLAPPING


def days_of_borders(statement: Statement, lists: Lists) -> tuple[bool, bool, bool]:
    """Whether any of a figure's days lie before, in and after those of its place's borders; in them if it has none."""
    first, last = lists.borders.get(statement.place, (None, None))
    ends = last_day(statement)
    begins = ends if statement.period.start is None else statement.period.start
    before = first is not None and begins < first
    after = last is not None and ends > last
    if first is not None and ends < first:
        return True, False, False
    if last is not None and begins > last:
        return False, False, True
    return (True, True, True) if before or after else (False, True, False)


def parts(mine: set[Step], theirs: set[Step]) -> str:
    """How two figures lie to each other that are parts which no code tells from the rest."""
    if theirs < mine:
        return NARROWER
    if mine < theirs:
        return BROADER
    return DISJOINT if in_other_parts(mine, theirs) else OVERLAPPING


def together(found: set[str]) -> str:
    """The first that applies, in the order of the specification."""
    if DISJOINT in found:
        return DISJOINT
    if OVERLAPPING in found or (NARROWER in found and BROADER in found):
        return OVERLAPPING
    if UNKNOWN in found:
        return UNKNOWN
    if found == {SAME}:
        return SAME
    return NARROWER if NARROWER in found else BROADER


def people(statement: Statement, lists: Lists) -> str:
    """Who is counted: the indicator's own population where the claim is silent."""
    return statement.population or lists.facts[statement.indicator].population


def entries(code: str, other: str, hierarchy: Hierarchy) -> str:
    """How two entries of a code list lie to each other; a blank one is unrestricted."""
    if code == other:
        return SAME
    if other == "":
        return NARROWER
    if code == "":
        return BROADER
    if other in above(code, hierarchy):
        return NARROWER
    if code in above(other, hierarchy):
        return BROADER
    if any({code, other} <= above(entry, hierarchy) for entry in hierarchy.entries):
        return OVERLAPPING
    for mine in {code, *above(code, hierarchy)}:
        for theirs in {other, *above(other, hierarchy)}:
            if exclude(mine, theirs, hierarchy):
                return DISJOINT
    return OVERLAPPING


def above(code: str, hierarchy: Hierarchy) -> set[str]:
    """All that lies above an entry, one step after another."""
    found: set[str] = set()
    waiting = list(hierarchy.entries[code].broader)
    while waiting:
        step = waiting.pop()
        found.add(step)
        waiting += hierarchy.entries[step].broader
    return found


def exclude(code: str, other: str, hierarchy: Hierarchy) -> bool:
    """Whether two entries are of one division of one broader entry."""
    one, two = hierarchy.entries[code], hierarchy.entries[other]
    is_division = one.division != "" and one.division == two.division
    return code != other and is_division and bool(set(one.broader) & set(two.broader))


def all_of(code: str, hierarchy: Hierarchy) -> set[str]:
    """The entries that are together all of this one, if the list says that some are."""
    if code == "" or hierarchy.entries[code].complete_division == "":
        return set()
    division = hierarchy.entries[code].complete_division
    return {entry.code for entry in hierarchy.entries.values() if code in entry.broader and entry.division == division}


def last_day(statement: Statement) -> date:
    """Up to when: as stated, else the data cut-off, else the day it was said, and not before it begins."""
    if statement.period.end is not None:
        return statement.period.end
    known = statement.said_on if statement.cut_off_on is None else statement.cut_off_on
    start = statement.period.start
    return known if start is None or start < known else start


def length(statement: Statement) -> int:
    """Days from the stated start to the end, both of them counted."""
    start = statement.period.start
    return 0 if start is None else (last_day(statement) - start).days + 1


def periods(one: Statement, other: Statement, lists: Lists) -> Days:
    """How the days of two figures lie to each other.

    A stock is of its last day alone, whatever its start; so is a share of stocks, and a share that is of one day.
    """
    one, other = (
        replace(said, period=Period(None, last_day(said), is_cumulative=False))
        if lists.facts[said.indicator].kind == "stock" or is_share_of_a_day(said, lists)
        else said
        for said in (one, other)
    )
    if is_of_a_day(one, lists) and is_of_a_day(other, lists):
        days = ends(one, other, shorter=None)
        return days if days.relation == SAME else Days(DISJOINT)
    for early, late in ((one, other), (other, one)):
        if late.period.start is not None and last_day(early) < late.period.start:
            return Days(DISJOINT)
    kinds = [lists.facts[said.indicator].kind for said in (one, other)]
    if sorted(kinds) == ["flow", "stock"]:
        return Days(DISJOINT)
    starts = [said.period.start for said in (one, other)]
    if starts[0] is None and starts[1] is None:
        return without_starts(one, other)
    if starts[0] is None or starts[1] is None:
        return Days(UNKNOWN)
    days = ends(one, other, shorter=min(length(one), length(other)))
    if starts[0] == starts[1]:
        return days
    begins = NARROWER if starts[0] > starts[1] else BROADER
    if days.relation in (SAME, begins):
        return days._replace(relation=begins)
    return Days(OVERLAPPING)


def is_share_of_a_day(statement: Statement, lists: Lists) -> bool:
    """Whether a share begins and ends on one day, or is of two stocks."""
    kind, period = lists.facts[statement.indicator].kind, statement.period
    if kind in ("share", "rate") and period.start is not None and period.start == period.end:
        return True
    said = lists.said if isinstance(lists, World) else {}
    terms = [said.get(ref) for ref in (statement.numerator, statement.denominator)]
    return all(term is not None and lists.facts[term.indicator].kind == "stock" for term in terms)


def is_there_on_a_day(statement: Statement, lists: Lists) -> bool:
    """What there is, and what is being done, on one day and maybe not on the next."""
    return lists.facts[statement.indicator].kind == "stock" or statement.figure.status == "under_way"


def is_of_a_day(statement: Statement, lists: Lists) -> bool:
    """What there is on a day; a share or a rate is of a day where that alone is stated."""
    match lists.facts[statement.indicator].kind:
        case "stock":
            return True
        case "flow":
            return False
    period = statement.period
    return (period.start is None, period.end is None, period.is_cumulative) == (True, False, False)


def without_starts(one: Statement, other: Statement) -> Days:
    """Not stated is not known, but for two totals to date, or two blanks in one document."""
    if one.period.is_cumulative and other.period.is_cumulative:
        return ends(one, other, shorter=None)
    is_silent = [not said.period.is_cumulative and said.period.end is None for said in (one, other)]
    return Days(SAME if all(is_silent) and one.source == other.source else UNKNOWN)


def ends(one: Statement, other: Statement, *, shorter: int | None) -> Days:
    """At most 14 days and a tenth of the shorter period apart is the same for two organisations."""
    apart = abs((last_day(one) - last_day(other)).days)
    if apart == 0:
        return Days(SAME)
    if one.organisation != other.organisation and apart <= 14:
        if shorter is None:
            return Days(SAME, is_bridged=True)
        if 10 * apart <= shorter:
            return Days(SAME, Fraction(apart, shorter), is_bridged=True)
    return Days(NARROWER if last_day(one) < last_day(other) else BROADER)


def end_alike(one: Statement, other: Statement) -> bool:
    """Whether two organisations' figures end on the same day or near enough, measured by the start that is known."""
    apart = abs((last_day(one) - last_day(other)).days)
    start = one.period.start if one.period.start is not None else other.period.start
    if apart == 0 or start is None:
        return apart == 0
    shorter = min((last_day(one) - start).days, (last_day(other) - start).days) + 1
    return apart <= 14 and 10 * apart <= shorter
