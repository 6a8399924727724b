"""The search for the single change that would make two figures agree, ranked by what remains.

more than 2 million refugees | 41,570 refugees       population: against just over 2 million returns nothing remains
319,274 | 319 (thousand, left unsaid)                multiplier: a thousand times as much
1,208,000 since 2017 | 674,000 in 2017               period: 674,000 + 534,000, the two years together
24,620 in Homs | 17,080 in Aleppo                    geography: the same organisation's figure for Homs

One figure is kept and the other replaced: by a figure whose scope differs in one dimension, by another speaker's
figure of the same scope, by the sum of the figures of several periods, or by itself times a power of ten.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Literal, assert_never

from apps.claims.figures import shown
from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, shown_exactly
from apps.reconciliation.core.comparing.families import CODES as CODED
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.parts import count_twice, find_tilings, put_together
from apps.reconciliation.core.comparing.readings import Reading, add_up, measure, measure_reading, read
from apps.reconciliation.core.comparing.scopes import ends_alike, is_stock_against_flow
from apps.reconciliation.core.comparing.verdicts import find_rest, larger_of
from apps.reconciliation.core.explaining.lines import period_words
from apps.reconciliation.core.explaining.reasons import FAMILIES, Code, power_near
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy

MOST = 3
DEFINITIONS = (*FAMILIES["Definition"], Code.DATE_BASIS)
SLACK = 1e-9  # of the larger figure
# In what a single change may be: what is replaced, whatever else is alike.
Changed = Literal[
    Code.POPULATION,
    Code.GEOGRAPHY,
    Code.ORIGIN,
    Code.PERIOD,
    Code.STATUS,
    Code.UNIT,
    Code.MEASURE,
    Code.STOCK_OR_FLOW,
    Code.DEFINITION,
    Code.PARTIAL_BREAKDOWN,
    Code.DATE_BASIS,
    Code.DENOMINATOR,
    Code.SOURCE,
    Code.MULTIPLIER,
]
CODES: dict[str, Changed] = {
    "population": Code.POPULATION,
    "place": Code.GEOGRAPHY,
    "origin": Code.ORIGIN,
    "period": Code.PERIOD,
    "status": Code.STATUS,
    "unit": Code.UNIT,
    "indicator": Code.MEASURE,
    "part": Code.PARTIAL_BREAKDOWN,
    "date_basis": Code.DATE_BASIS,
    "denominator": Code.DENOMINATOR,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and what would remain of the gap.

    `replaced` is the claim in whose place `refs`, which come to `reading`, would stand.
    """

    code: Changed
    replaced: str
    refs: tuple[str, ...]
    reading: Reading
    remains: Fraction
    is_own: bool
    words: str
    rank: tuple[Fraction, ...]


_IsFar = Callable[[float, float, float], bool]
_Candidate = tuple[Changed, Sequence[Statement], Reading]  # in what, by which figures, and what they come to


@dataclass(frozen=True, slots=True)
class _Search:
    """What is kept, with its scope unless it is a sum, and what is replaced: one figure, or several `parts`."""

    kept: Reading
    scope: Statement | None
    organisation: str
    replaced: Statement
    family: Family
    policy: Policy
    parts: tuple[str, ...] = ()

    @property
    def lists(self) -> Lists:
        return self.family.lists

    def find_rest(self, reading: Reading) -> Fraction:
        """What would remain of the gap if this stood in the place of what is replaced."""
        return find_rest(self.kept, reading, self.policy.tolerance(self.replaced.indicator))


def find_changes(one: Statement, other: Statement, family: Family, policy: Policy) -> tuple[Change, ...]:
    """The best changes of either figure of a pair that does not agree."""
    return _best(
        change
        for kept, replaced in ((one, other), (other, one))
        for change in _search(_Search(read(kept.figure), kept, kept.organisation, replaced, family, policy))
    )


def find_changes_to_sum(
    total: Reading, organisation: str, other: Statement, family: Family, policy: Policy
) -> tuple[Change, ...]:
    """The best changes of a figure that an organisation's parts, put together, do not agree with."""
    return _best(_search(_Search(total, None, organisation, other, family, policy)))


def find_changes_of_parts(
    kept: Statement, parts: Sequence[Statement], family: Family, policy: Policy
) -> tuple[Change, ...]:
    """The best figures to stand in the place of several that go together; they differ as the largest of them does."""
    largest = max(parts, key=lambda part: read(part.figure).centre)
    refs = tuple(part.ref for part in parts)
    return _best(_search(_Search(read(kept.figure), kept, kept.organisation, largest, family, policy, refs)))


def _best(changes: Iterable[Change]) -> tuple[Change, ...]:
    best: dict[tuple[str, ...], Change] = {}
    for change in sorted(changes, key=lambda change: change.rank):
        best.setdefault((change.code, *change.refs), change)
    return tuple(best.values())[:MOST]


def _search(search: _Search) -> Iterator[Change]:
    """What leaves nothing; and where the same organisation counts another thing, what leaves a quarter of the gap.

    Another place, other days or another speaker must match: with so many of them something is always near.
    """
    gap = search.kept.ordinary.gap(read(search.replaced.figure).ordinary)
    for code, figures, reading in (*_figures(search), *_totals(search), *_multiples(search)):
        remains = search.find_rest(reading)
        is_own = all(figure.organisation == search.replaced.organisation for figure in figures)
        if remains == 0 or (is_own and code in DEFINITIONS and 4 * remains <= gap):
            yield _change(search, code, figures, reading, remains=remains, is_own=is_own)


def _figures(search: _Search) -> Iterator[_Candidate]:
    is_far = _far_from(search)
    for figure in _candidates(search, is_far):
        if figure.organisation == search.organisation or figure.ref in (search.replaced.ref, *search.parts):
            continue
        if figure.figure.ordinary is None or figure.figure.is_percent != search.replaced.figure.is_percent:
            continue
        if is_far(*measure(figure.figure)):
            continue
        reading = read(figure.figure)
        if figure.organisation != search.replaced.organisation and search.find_rest(reading):
            continue
        code = _single_change(search, figure)
        if code is not None:
            yield code, (figure,), reading


def _far_from(search: _Search) -> _IsFar:
    """Says whether more than what may remain would remain of whatever is read between two ends, and no larger.

    Of most figures more would remain, and they need no exact arithmetic.
    """
    tolerance = search.policy.tolerance(search.replaced.indicator)
    relative, absolute = float(tolerance.relative), float(tolerance.absolute)
    kept_low, kept_high, kept_size = measure_reading(search.kept)
    most = max(absolute, float(search.kept.ordinary.gap(read(search.replaced.figure).ordinary)) / 4)

    def is_far(low: float, high: float, size: float) -> bool:
        larger = max(size, kept_size)
        # What rounding in a float could hide is let pass.
        return max(low - kept_high, kept_low - high) > max(relative * larger, most) + SLACK * (larger + 1)

    return is_far


def _candidates(search: _Search, is_far: _IsFar) -> list[Statement]:
    """Where a single change can be: what is like what is replaced in all codes but one; set against a sum, its own."""
    replaced, organisation = search.replaced, search.replaced.organisation if search.scope is None else ""
    sharing = partial(search.family.sharing, replaced, organisation=organisation, is_far=is_far)
    # Another period ends on another day; what differs in something else ends on the same, or may be bridged.
    is_near = not search.parts
    figures = [*sharing(CODED), *chain.from_iterable(sharing(set(CODED) - {name}, is_near=is_near) for name in CODED)]
    return sorted({figure.ref: figure for figure in figures}.values(), key=lambda figure: figure.number)


def _single_change(search: _Search, figure: Statement) -> Changed | None:
    """In what alone a figure differs from the comparison as it was made; None if in more, or in nothing.

    In what the two compared differ already it is like the one it stands for: Aleppo is replaced by Aleppo.
    """
    apart, differences = _differing(figure, search.replaced, search.family), []
    if search.scope is not None and _is_like_it(search, figure):
        differences.append(_differing(figure, search.scope, search.family) - _known(search))
    if figure.organisation == search.replaced.organisation:
        differences.append(apart)
    differing = min((names for names in differences if names), key=len, default=set())
    if len(differing) == 1:
        return _code(differing.pop(), figure, search)
    is_elsewhere = figure.organisation != search.replaced.organisation
    return Code.SOURCE if is_elsewhere and any(not names for names in differences) else None


def _is_like_it(search: _Search, figure: Statement) -> bool:
    """Whether a figure is like what is replaced in what the two compared differ in; several parts have other days."""
    known = _known(search) - {"period"} if search.parts else _known(search)
    return not _differing(figure, search.replaced, search.family) & known


def _known(search: _Search) -> set[str]:
    """In what the two compared differ already."""
    return set() if search.scope is None else _differing(search.replaced, search.scope, search.family)


def _code(dimension: str, figure: Statement, search: _Search) -> Changed:
    if dimension == "indicator" and is_stock_against_flow(figure, search.replaced, search.lists):
        return Code.STOCK_OR_FLOW
    if dimension == "indicator" and search.lists.are_taken_for_each_other(figure.indicator, search.replaced.indicator):
        return Code.DEFINITION
    return CODES[dimension]


def _differing(one: Statement, other: Statement, family: Family) -> set[str]:
    """The dimensions in which two scopes differ.

    People against movements are let pass, and between two organisations a start that one of them does not state.
    """
    differing = {name for name, how in family.relate(one, other).dimensions.items() if how is not Relation.SAME}
    if family.lists.units.relation(one.unit, other.unit) in (Relation.NARROWER, Relation.BROADER):
        differing.discard("unit")
    is_open = (one.period.start is None) is not (other.period.start is None)
    if is_open and one.organisation != other.organisation and ends_alike(one, other):
        differing.discard("period")
    if is_stock_against_flow(one, other, family.lists) and one.ends_on == other.ends_on:
        differing.discard("period")  # that is said by the indicators already
    return differing


def _totals(search: _Search) -> Iterator[_Candidate]:
    """What the figures of several periods come to, by organisation: all of the days, or such as do not overlap."""
    if search.scope is None or not search.lists.facts[search.replaced.indicator].is_additive:
        return
    known = _known(search)
    dated: dict[str, list[Statement]] = defaultdict(list)
    for figure in search.family.sharing(search.replaced, CODED):
        if figure.ref in search.parts or figure.organisation == search.organisation:
            continue
        if figure.figure.value is None or figure.period.start is None or figure.unit != search.replaced.unit:
            continue
        if _is_like_it(search, figure) and _differing(figure, search.scope, search.family) - known == {"period"}:
            dated[figure.organisation].append(figure)
    for figures in dated.values():
        tilings = list(find_tilings(search.scope, figures, search.lists))
        for parts in tilings or [put_together(figures, search.lists)]:
            if len(parts) > 1:
                yield Code.PERIOD, parts, add_up([read(part.figure) for part in parts])


def _multiples(search: _Search) -> Iterator[_Candidate]:
    reading = read(search.replaced.figure)
    if reading.centre <= 0 or search.kept.centre <= 0:
        return
    power = power_near(search.kept.centre / reading.centre)
    if power is not None:
        scaled = Reading(
            reading.ordinary.scaled(power), reading.strict.scaled(power), reading.centre * power,
            reading.step * power, reading.is_plain,
        )  # fmt: skip
        yield Code.MULTIPLIER, (search.replaced,), scaled


def _change(
    search: _Search, code: Changed, figures: Sequence[Statement], reading: Reading, *, remains: Fraction, is_own: bool
) -> Change:
    larger = larger_of(search.kept, reading) or Fraction(1)
    rank = (
        remains / larger,
        Fraction(code is Code.MULTIPLIER),
        abs(search.kept.centre - reading.centre) / larger,
        Fraction(not is_own),
        Fraction(len(figures)),
        Fraction(min(figure.number for figure in figures)),
    )
    refs = tuple(figure.ref for figure in figures)
    words = _words(search, code, figures, reading) + _what_remains(search, reading, remains)
    if search.scope is not None and count_twice(figures, search.scope, search.lists):
        words += "; an upper limit, as one person may be in several periods"
    return Change(code, search.replaced.ref, refs, reading, remains, is_own, words, rank)


def _what_remains(search: _Search, reading: Reading, remains: Fraction) -> str:
    """What is left of the gap; of what a tolerance lets pass too, since the steps over the change show it."""
    gap = search.kept.ordinary.gap(reading.ordinary)
    if not gap:
        return "nothing remains"
    left = f"{shown_exactly(gap)} {'remains' if gap == 1 else 'remain'}"
    return left if remains else f"{left}, within the tolerance"


def _words(search: _Search, code: Changed, figures: Sequence[Statement], reading: Reading) -> str:
    refs = " + ".join(figure.ref for figure in figures)
    said = " + ".join(shown(figure.figure) for figure in figures[:-1])
    said = f"{said} + {search.lists.quantity(figures[-1])}" if said else search.lists.quantity(figures[-1])
    if code is Code.MULTIPLIER:
        times = reading.centre / read(figures[0].figure).centre
        return f"{grouped(times)} times {refs}: "
    who = ", ".join(dict.fromkeys(figure.speaker_name for figure in figures))
    what = _scope_words(code, figures, search.lists)
    if code is not Code.PERIOD and figures[0].period.start != search.replaced.period.start:
        what += f", {period_words(figures[0])}"  # a start that one of the two leaves open was let pass
    return f"{refs} in place of {' + '.join(search.parts) or search.replaced.ref} ({who}: {said}{what}): "


def _scope_words(code: Changed, figures: Sequence[Statement], lists: Lists) -> str:
    """The side of the scope in which the figures differ, in words."""
    figure = figures[0]
    match code:
        case Code.POPULATION:
            name = lists.population_name(figure)
        case Code.GEOGRAPHY:
            name = lists.places.name(figure.place) if figure.place else "anywhere"
        case Code.ORIGIN:
            name = f"from {lists.places.name(figure.origin)}" if figure.origin else "from anywhere"
        case Code.PERIOD:
            name = ", ".join(map(period_words, figures))
        case Code.STATUS:
            name = figure.figure.status.replace("_", " ")
        case Code.MEASURE | Code.STOCK_OR_FLOW:
            name = lists.indicators.name(figure.indicator)
        case (
            Code.UNIT
            | Code.DEFINITION
            | Code.PARTIAL_BREAKDOWN
            | Code.DATE_BASIS
            | Code.DENOMINATOR
            | Code.SOURCE
            | Code.MULTIPLIER
        ):
            name = ""
        case _:
            assert_never(code)
    return f", {name}" if name else ""
