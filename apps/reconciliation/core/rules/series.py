"""Rule `series`: what one organisation says of one thing to several days, and of a thing and its parts in one document.

    4,519,021 to 26 June, 4,512,136 to 27 June           falls: 6,885 below; a total never does
    7,001 in the north, 5,001 in the country             inside: a part above what holds it
    40,000 residents in May, 4,000 in June               jumps: to be looked at (ten times)
    1,000 residents in May, 1,900 in June                grows: to be looked at, where the policy states a rate
    a total since 1 May, the next one since 1 June       starts: to be looked at; the start moved

A series is of one organisation, those who counted for it, indicator, population, place, origin, status, unit and way to
count. Figures that do not say by which date they are counted go with those that do, where all of those say the same.
One finding a series and kind, about all of its members. Ordinary readings, without tolerance: one organisation's own
arithmetic needs none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import assert_never

from apps.claims.figures import HAPPENED
from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, rounded, shown_exactly, spoken_day
from apps.claims.reading.outcomes import PERCENT, TIMES
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import MINISTRY, About, Example, say
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.kin import are_kin, part_of_codes
from apps.reconciliation.core.comparing.readings import difference, factor, read
from apps.reconciliation.core.comparing.scopes import Scopes, are_ordered, borders_of
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining import lines, origins
from apps.reconciliation.core.explaining.reasons import NEAR, Code, Reason, power_near
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement, without_bias
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy

ABOUT = About(
    "The figures of one organisation over time",
    (
        "What one organisation says of one thing to several days must go together: a total never falls, and a part is "
        "never above its whole. What jumps, or begins on another day than before, is to be looked at."
    ),
    Example(
        (say(1, MINISTRY, "12,345", 12_345, until=date(2024, 11, 30)), say(2, MINISTRY, "12,123", 12_123)),
    ),
)

LEAST = 10  # what is below it jumps at every step
YEAR = 365
MOST_FALLS = 3  # that are told in the sentence; all of them stand in the trace


class Kind(StrEnum):
    """In what way a series does not go together."""

    FALLS = "falls"
    INSIDE = "inside"
    JUMPS = "jumps"
    GROWS = "grows"
    STARTS = "starts"


@dataclass(frozen=True, slots=True)
class Move:
    """The two members of a series that show best what is amiss.

    `one` is the earlier, or the part; of a law that is broken it is the higher.
    """

    kind: Kind
    one: Statement
    other: Statement
    members: tuple[Statement, ...]

    @property
    def verdict(self) -> Verdict:
        """What must not be cannot hold where no word permits it; what seldom is, is to be looked at."""
        return Verdict.DIFFERS if self.strict_verdict is Verdict.AGREES else self.strict_verdict

    @property
    def strict_verdict(self) -> Verdict:
        if self.kind not in (Kind.FALLS, Kind.INSIDE):
            return Verdict.LOOK
        higher, lower = (read(said.figure) for said in without_bias([self.one, self.other]))
        is_shut = lower.strict.is_below(higher.strict)
        is_excused = origins.sees_less((self.one,), (self.other,), is_lower=False)
        return Verdict.CONTRADICTS if is_shut and not is_excused else Verdict.AGREES

    @property
    def gap(self) -> Fraction:
        """By how much what must not be above is above, whatever the ordinary readings are."""
        return read(self.one.figure).ordinary.gap(read(self.other.figure).ordinary)


def find(statements: Sequence[Statement], lists: Lists, policy: Policy) -> list[Result]:
    """Every series over days that does not go together."""
    return [_result(move, lists, policy) for move in _moves(statements, lists, policy)]


def find_inside(statements: Sequence[Statement], lists: Lists, policy: Policy) -> list[Result]:
    """Every figure of a document with parts of it above it in the same document."""
    return [_result(move, lists, policy) for move in _insides(statements, lists)]


def group(statements: Iterable[Statement], lists: Lists) -> Iterator[list[Statement]]:
    """What one organisation counts of one thing, whatever the days; several figures each."""
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for said in statements:
        if _is_counted(said, lists):
            scope = said.indicator, lists.population_of(said), said.place, borders_of(said, lists), said.origin
            groups[
                (said.organisation, said.counted_by, *scope, said.figure.status, said.unit, part_of_codes(said))
            ].append(said)
    return (members for group in groups.values() for members in _by_date_basis(group) if len(members) > 1)


def _by_date_basis(members: Sequence[Statement]) -> Iterator[list[Statement]]:
    """A series for each date by which an organisation counts; silent figures are their own one beside several."""
    bases = {said.date_basis for said in members if said.date_basis}
    if len(bases) < 2:
        yield list(members)
        return
    for basis in sorted({said.date_basis for said in members}):
        yield [said for said in members if said.date_basis == basis]


def _is_counted(said: Statement, lists: Lists) -> bool:
    """A number of things that there are or that happened: no share, no net change, nothing planned."""
    figure, kind = said.figure, lists.facts[said.indicator].kind
    is_number = figure.value is not None and figure.is_counted and said.unit not in (PERCENT, TIMES)
    return is_number and kind in ("flow", "stock") and figure.status in HAPPENED


def _moves(statements: Iterable[Statement], lists: Lists, policy: Policy) -> Iterator[Move]:
    for members in group(statements, lists):
        facts = lists.facts[members[0].indicator]
        if lists.is_stock(members[0]):
            yield from _jumps(members, policy)
        elif facts.is_additive:
            for totals in _totals(members):
                yield from _falls(totals)
                yield from _jumps(totals, policy, is_total=True)
            yield from _starts(members)


def _totals(members: Iterable[Statement]) -> Iterator[list[Statement]]:
    """Figures since one start to several days; without a stated start those that say they are totals to date."""
    by_start: dict[date | None, list[Statement]] = defaultdict(list)
    for said in members:
        if said.period.start is not None or said.period.is_cumulative:
            by_start[said.period.start].append(said)
    return (totals for totals in by_start.values() if len({said.ends_on for said in totals}) > 1)


def _falls(totals: Sequence[Statement]) -> Iterator[Move]:
    """Of all totals that lie below one to an earlier day the one that lies deepest, then the first said."""
    fallen = [
        Move(Kind.FALLS, earlier, later, _by_day(totals))
        for earlier, later in combinations(_by_day(totals), 2)
        if earlier.ends_on < later.ends_on and _is_below(later, earlier)
    ]
    yield from _worst(fallen, lambda move: move.gap)


def _steps(members: Iterable[Statement]) -> list[tuple[Statement, Statement]]:
    """From one day to the next day of which something was said, the last word on each day counting."""
    latest = {said.ends_on: said for said in sorted(members, key=lambda said: said.number)}
    return list(pairwise(latest[day] for day in sorted(latest)))


def _jumps(members: Sequence[Statement], policy: Policy, *, is_total: bool = False) -> Iterator[Move]:
    """Of all steps from one day to the next the largest of each kind; a total that falls is said already."""
    steps = [step for step in _steps(members) if not (is_total and _is_below(step[1], step[0]))]
    tolerance = policy.tolerance(members[0].indicator)
    jumped = [
        Move(Kind.JUMPS, *step, _by_day(members)) for step in steps if _is_jump(step, Fraction(tolerance.most_times))
    ]
    yield from _worst(jumped, lambda move: _times(move.one, move.other))
    if tolerance.most_growth is not None:
        most = Fraction(tolerance.most_growth)
        grown = [Move(Kind.GROWS, *step, _by_day(members)) for step in steps if _growth(*step) > most]
        yield from _worst(grown, lambda move: _growth(move.one, move.other))


def _is_jump(step: tuple[Statement, Statement], most: Fraction) -> bool:
    values = [read(said.figure).centre for said in step]
    if min(values) < LEAST:
        return False
    times = _times(*step)
    return times > most or power_near(times) is not None


def _times(one: Statement, other: Statement) -> Fraction:
    """How many times the smaller the larger is."""
    small, large = sorted((read(one.figure).centre, read(other.figure).centre))
    return large / small


def _growth(one: Statement, other: Statement) -> Fraction:
    """What is added in a year at the pace of these days, as a share of the first figure; nothing from zero."""
    first, second = read(one.figure).centre, read(other.figure).centre
    return (second - first) / first * Fraction(YEAR, (other.ends_on - one.ends_on).days) if first > 0 else Fraction(0)


def _starts(members: Iterable[Statement]) -> Iterator[Move]:
    """The first document whose totals to date begin on none of the days on which those of the last one began."""
    documents: dict[tuple[date, str], list[Statement]] = defaultdict(list)
    totals = [said for said in members if said.period.is_cumulative and said.period.start is not None]
    for said in totals:
        documents[said.said_on, said.source].append(said)
    for before, after in pairwise(documents[document] for document in sorted(documents)):
        if not any(_begin_alike(one, other) for one, other in product(before, after)):
            yield Move(Kind.STARTS, _by_day(before)[-1], _by_day(after)[-1], _by_day(totals))
            return


def _begin_alike(one: Statement, other: Statement) -> bool:
    """Whether a total begins on the day of an earlier one, or on that day of a later year, which is counted anew."""
    first, second = (said.period.start or said.ends_on for said in (one, other))
    return first == second or (one.ends_on < second and (first.month, first.day) == (second.month, second.day))


def _insides(statements: Iterable[Statement], lists: Lists) -> Iterator[Move]:
    """Of one organisation and document, what is above the nearest that holds it; one finding for what holds."""
    documents: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for said in statements:
        if _is_counted(said, lists) and lists.facts[said.indicator].is_additive:
            documents[said.organisation, said.counted_by, said.source].append(said)
    for document in documents.values():
        by_whole: dict[str, list[Statement]] = defaultdict(list)
        for inner, outer in _nearest_below(document, lists):
            by_whole[outer.ref].append(inner)
        for whole in (said for said in document if said.ref in by_whole):
            parts = by_whole[whole.ref]
            moves = [Move(Kind.INSIDE, part, whole, (whole, *parts)) for part in parts]
            yield from _worst(moves, lambda move: move.gap)


def _nearest_below(document: Sequence[Statement], lists: Lists) -> Iterator[tuple[Statement, Statement]]:
    """Each figure that is above one that holds it, with those of these that hold no other of them."""
    violated: dict[str, list[Statement]] = defaultdict(list)
    holding: dict[str, set[str]] = defaultdict(set)
    for inner, outer, scopes in Family(document, lists).nested():
        if _holds(outer, inner, scopes, lists):
            holding[inner.ref].add(outer.ref)
            if _is_below(outer, inner):
                violated[inner.ref].append(outer)
    for inner in document:
        above = violated[inner.ref]
        yield from ((inner, one) for one in above if not any(one.ref in holding[other.ref] for other in above))


def _holds(outer: Statement, inner: Statement, scopes: Scopes, lists: Lists) -> bool:
    """Whether the one lies within the other; of two totals since one start that is said of the series."""
    is_own = inner.period.start != outer.period.start or scopes.except_for("period") != {Relation.SAME}
    return is_own and are_ordered(inner, outer, scopes, lists) and not are_kin(inner, outer)


def _is_below(one: Statement, other: Statement) -> bool:
    return read(one.figure).ordinary.is_below(read(other.figure).ordinary)


def _by_day(members: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(members, key=lambda said: (said.ends_on, said.number)))


def _worst(moves: Sequence[Move], by: Callable[[Move], Fraction]) -> Iterator[Move]:
    """The largest, then the one of the claims that were entered first; nothing of nothing."""
    if moves:
        yield max(moves, key=lambda move: (by(move), -move.one.number, -move.other.number))


def _result(move: Move, lists: Lists, policy: Policy) -> Result:
    one, other = read(move.one.figure), read(move.other.figure)
    is_law = move.kind in (Kind.FALLS, Kind.INSIDE)
    about = move.other if move.kind is Kind.INSIDE else min(move.members, key=lambda said: said.number)
    return Result(
        key=f"series:{move.kind}:{about.ref}",
        rule=Rule.SERIES,
        verdict=move.verdict,
        strict_verdict=findings.strict_if_other(move.strict_verdict, move.verdict),
        between="self",
        left=move.one.ref,
        right=move.other.ref,
        left_shown=lists.quantity(move.one),
        right_shown=lists.quantity(move.other),
        members=findings.name_members((Role.LEFT, [move.one]), (Role.RIGHT, [move.other]), (Role.MEMBER, move.members)),
        difference=difference(one, other),
        factor=factor(one, other),
        gap_at_best=rounded(move.gap) if is_law else None,
        tell=lambda: _trace(move, lists, policy),
        work=lambda _: Working(tuple(_reasons(move))),
        tolerance="" if is_law else policy.tolerance(move.one.indicator).name,
    )


def _trace(move: Move, lists: Lists, policy: Policy) -> Iterable[Line]:
    yield lines.said_line(move.one, lists, "left")
    yield lines.said_line(move.other, lists, "right")
    for said in move.members:
        yield Line(lines.period_words(said), lists.quantity(said), said.ref, f"ordinary reading {said.figure.ordinary}")
    yield from lines.difference_lines(read(move.one.figure), read(move.other.figure))
    yield from _measures(move, policy)
    is_excused = origins.sees_less((move.one,), (move.other,), is_lower=False)
    strictly = "the lower one sees only what was registered" if is_excused else "the words permit both"
    yield from lines.verdict_lines(move.verdict, _conclude(move), strict=move.strict_verdict, strictly=strictly)


def _measures(move: Move, policy: Policy) -> Iterable[Line]:
    """What must hold, or from what on a move is to be looked at."""
    tolerance = policy.tolerance(move.one.indicator)
    match move.kind:
        case Kind.FALLS | Kind.INSIDE:
            is_total = move.kind is Kind.FALLS
            why = "a total to a later day is not below" if is_total else f"{move.one.ref} lies within it"
            yield Line("What must hold", f"{move.one.ref} ≤ {move.other.ref}", "", why)
            for earlier, later in _falling(move):
                by = lines.apart_words(read(earlier.figure), read(later.figure))
                below = f"below the one to {spoken_day(earlier.ends_on)}"
                yield Line(f"The count to {spoken_day(later.ends_on)}", f"{by} below", later.ref, below)
            yield Line("Gap at best", shown_exactly(move.gap), "", lines.AT_BEST, "gap")
        case Kind.JUMPS:
            note = f"or a power of ten, within {grouped(NEAR * 100)}%; policy “{tolerance.name}”"
            yield Line("Looked at from", f"{grouped(tolerance.most_times)} times on", "", note)
        case Kind.GROWS:
            rate = rounded(_growth(move.one, move.other) * 100, 0)
            yield Line("Growth a year", f"{grouped(rate)}%", "", "what is added, at the pace of these days")
            most = grouped((tolerance.most_growth or Decimal(0)) * 100)
            yield Line("Looked at from", f"{most}% a year on", "", f"policy “{tolerance.name}”")
        case Kind.STARTS:
            for said in (move.one, move.other):
                since = spoken_day(said.period.start) if said.period.start else ""
                yield Line("Counts since", since, said.ref, f"in a document of {spoken_day(said.said_on)}")
        case _:
            assert_never(move.kind)


def _conclude(move: Move) -> str:
    one, other = move.one, move.other
    times = grouped(rounded(_times(one, other), 2)) if min(read(s.figure).centre for s in (one, other)) > 0 else ""
    days = spoken_day(one.ends_on), spoken_day(other.ends_on)
    match move.kind:
        case Kind.FALLS:
            shown_falls = _falling(move)[:MOST_FALLS] or [(one, other)]
            falls = (
                f"the count to {spoken_day(later.ends_on)} is "
                f"{lines.apart_words(read(earlier.figure), read(later.figure))} below the one to "
                f"{spoken_day(earlier.ends_on)}"
                for earlier, later in shown_falls
            )
            return f"{', '.join(falls)}, and a total never falls"
        case Kind.INSIDE:
            by = lines.apart_words(read(one.figure), read(other.figure))
            return f"{one.ref} is {by} above {other.ref}, of which it is a part, in one document"
        case Kind.JUMPS:
            return f"from {days[0]} to {days[1]} the figure moves by {times} times: to be looked at"
        case Kind.GROWS:
            rate = rounded(_growth(one, other) * 100, 0)
            return f"from {days[0]} to {days[1]} it grows at {grouped(rate)}% a year: to be looked at"
        case Kind.STARTS:
            since = [spoken_day(said.period.start) for said in (one, other) if said.period.start]
            moved = f"{one.ref} counts since {since[0]} and {other.ref}, said later, since {since[1]}"
            return f"{moved}: the start moved, so that the two are no longer one series"
        case _:
            assert_never(move.kind)


def _falling(move: Move) -> list[tuple[Statement, Statement]]:
    """Every step from one day to the next at which a total falls."""
    return [step for step in _steps(move.members) if move.kind is Kind.FALLS and _is_below(step[1], step[0])]


def _reasons(move: Move) -> Iterable[Reason]:
    match move.kind:
        case Kind.FALLS | Kind.INSIDE:
            yield Reason(Code.ARITHMETIC, "no ordinary reading makes it hold", amount=rounded(move.gap))
            yield from origins.coverage_reasons((move.one,), (move.other,), is_lower=False)
        case Kind.JUMPS:
            power = power_near(_times(move.one, move.other))
            if power is not None:
                yield Reason(Code.MULTIPLIER, f"one is nearly {grouped(Fraction(power))} times the other")
        case Kind.STARTS:
            yield Reason(Code.PERIOD, f"{move.other.ref} counts since another day than {move.one.ref}")
        case Kind.GROWS:
            return
        case _:
            assert_never(move.kind)
