"""Rule `lookalike`: the same number for another thing.

more than 2 million refugees | just over 2 million returns of all kinds since 2017; the UN's figures for refugees,
56,000 in 2018 and 41,570 in 2019, make 97,570, which is 20.5 times less    same number, different thing (population)
the same, but the UN's figure for refugees is 1.9 million                    nothing
the same, but the UN counts refugees for some months of 2019 only            nothing: too little of the period is known
more than 2 million refugees | 1.2 million returns                           nothing: the numbers are not the same
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.claims.values import shown, spoken
from apps.reconciliation.core import results
from apps.reconciliation.core.assembled import put_together
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.scopes import relate
from apps.reconciliation.core.statements import Lists, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import Verdict, centre

TIMES = 2  # the other side's own figures for the same people must be at least so many times away
COVERAGE = Fraction(1, 2)  # and must speak of at least this much of the period


@dataclass(frozen=True, slots=True)
class Own:
    """What an organisation itself says of some people: figures of periods that do not overlap, largest first taken.

    The same person may be in two periods, so for people the total is an upper limit. `days` of `all_days` are covered.
    """

    parts: tuple[Statement, ...]
    days: int
    all_days: int

    @property
    def total(self) -> Fraction:
        return sum((centre(part.figure) for part in self.parts), Fraction(0))

    @property
    def terms(self) -> str:
        return " + ".join(shown(part.figure) for part in self.parts)


def find(statements: Sequence[Statement], lists: Lists) -> list[Result]:
    """Every figure that looks like another organisation's figure for more people than it speaks of."""
    found = []
    for narrow in statements:
        for broad in statements:
            if narrow.organisation != broad.organisation and _looks_alike(narrow, broad, lists):
                own = _own(narrow, broad, statements, lists)
                if own is not None and centre(narrow.figure) >= TIMES * own.total:
                    found.append(_result(narrow, broad, own, lists))
    return found


def _looks_alike(narrow: Statement, broad: Statement, lists: Lists) -> bool:
    if narrow.figure.ordinary is None or broad.figure.ordinary is None or not lists.facts[narrow.indicator].is_additive:
        return False
    scopes = relate(narrow, broad, lists)
    return (
        scopes.dimensions["population"] is Relation.NARROWER
        and all(scopes.dimensions[name] is Relation.SAME for name in ("indicator", "place", "status"))
        and scopes.dimensions["period"] in (Relation.SAME, Relation.UNKNOWN)
        and (narrow.ends_on - broad.ends_on).days == 0
        and narrow.figure.ordinary.meets(broad.figure.ordinary)
    )


def _own(narrow: Statement, broad: Statement, statements: Iterable[Statement], lists: Lists) -> Own | None:
    """What the broad figure's organisation says of the people of the narrow one; None if it is too little."""
    start = broad.period.start or narrow.period.start
    if start is None:
        return None
    candidates = [
        statement
        for statement in statements
        if statement.organisation == broad.organisation
        and statement.figure.value is not None
        and statement.period.start is not None
        and start <= statement.period.start
        and statement.ends_on <= broad.ends_on
        and _is_of_the_same_people(statement, narrow, lists)
    ]
    parts = put_together(candidates, lists)
    days = sum((part.ends_on - (part.period.start or part.ends_on)).days + 1 for part in parts)
    own = Own(parts, days, (broad.ends_on - start).days + 1)
    return own if own.days >= COVERAGE * own.all_days else None


def _is_of_the_same_people(statement: Statement, narrow: Statement, lists: Lists) -> bool:
    dimensions = relate(statement, narrow, lists).dimensions
    return all(relation is Relation.SAME for name, relation in dimensions.items() if name not in ("period", "unit"))


def _result(narrow: Statement, broad: Statement, own: Own, lists: Lists) -> Result:
    left, right = results.in_order(narrow, broad)
    times = rounded(centre(narrow.figure) / own.total, 1) if own.total else None
    people = _population(narrow, lists)
    makes = own.terms if len(own.parts) == 1 else f"{own.terms}, together {shown_exactly(own.total)}"
    return Result(
        key=f"lookalike:C-{min(narrow.number, broad.number)}:C-{max(narrow.number, broad.number)}",
        rule=Rule.LOOKALIKE,
        verdict=Verdict.LOOKALIKE,
        between=results.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=results.quantity(left, lists),
        right_shown=results.quantity(right, lists),
        inputs=(left.ref, right.ref, *(part.ref for part in own.parts)),
        gap_at_best=Decimal(0),
        trace=tuple(_trace(narrow, broad, own, lists)),
        reasons=tuple(_reasons(narrow, broad, own, lists)),
        explanation=(
            f"{narrow.speaker_name} says {spoken(narrow.figure)} for {people}; {broad.speaker_name} says "
            f"{spoken(broad.figure)} for {_population(broad, lists)}. For {people}, {broad.speaker_name} says {makes}"
            + (f": {narrow.ref} is {grouped(times)} times that." if times is not None else ".")
        ),
    )


def _population(statement: Statement, lists: Lists) -> str:
    name = lists.populations.name(lists.population_of(statement))
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _trace(narrow: Statement, broad: Statement, own: Own, lists: Lists) -> Iterable[Line]:
    yield from results.reading_lines(narrow)
    yield from results.reading_lines(broad)
    yield Line("The numbers", "meet", "", "the ordinary readings have numbers in common")
    names = f"{_population(narrow, lists)} lie within {_population(broad, lists)}"
    yield Line("The people", "differ", "", names)
    for part in own.parts:
        note = f"“{part.quote}”, for {part.period.start} to {part.ends_on}"
        yield Line(f"{part.speaker_name} for {_population(narrow, lists)}", shown(part.figure), part.ref, note)
    if len(own.parts) > 1:
        values = " + ".join(shown_exactly(centre(part.figure)) for part in own.parts)
        yield Line(
            "Together",
            shown_exactly(own.total),
            "",
            f"{values}; an upper limit where one person may be in several periods",
        )
    covered = f"{own.days} of {own.all_days} days; at least half is asked for"
    yield Line("Covered", f"{grouped(rounded(Fraction(own.days * 100, own.all_days), 0))}%", "", covered)
    if own.total:
        times = rounded(centre(narrow.figure) / own.total, 2)
        yield Line("Factor", grouped(times), "", f"{narrow.ref} ÷ the total; at least {TIMES} is asked for")


def _reasons(narrow: Statement, broad: Statement, own: Own, lists: Lists) -> Iterable[Reason]:
    evidence = f"{narrow.ref} counts {_population(narrow, lists)}, {broad.ref} counts {_population(broad, lists)}"
    yield Reason(Code.POPULATION, evidence)
    if narrow.unit != broad.unit:
        names = (lists.units.name(narrow.unit), lists.units.name(broad.unit))
        yield Reason(Code.UNIT, f"{narrow.ref} counts {names[0]}, {broad.ref} counts {names[1]}")
    if narrow.period.start != broad.period.start:
        unstated = narrow if narrow.period.start is None else broad
        yield Reason(Code.PERIOD, f"{unstated.ref} does not say since when it counts")
    yield from results.bias_reasons(own.parts)
