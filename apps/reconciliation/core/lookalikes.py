"""Rule `lookalike`: the same number for another thing.

more than 2 million refugees | just over 2 million returns of all kinds; the UN's largest figure for refugees is
56,000, which is 36 times less                                        same number, different thing (population)
the same, but the UN's figure for refugees is 1.9 million             nothing
more than 2 million refugees | 1.2 million returns                    nothing: the numbers are not the same
"""

from collections.abc import Iterable, Sequence

from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, rounded
from apps.claims.values import shown, spoken
from apps.reconciliation.core import results
from apps.reconciliation.core.reasons import Code, Reason
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.scopes import relate
from apps.reconciliation.core.statements import Lists, Statement
from apps.reconciliation.core.trace import Line
from apps.reconciliation.core.verdicts import Verdict, centre

TIMES = 2  # the other side's own figure for the same people must be at least so many times away


def find(statements: Sequence[Statement], lists: Lists) -> list[Result]:
    """Every figure that looks like another organisation's figure for more people than it speaks of."""
    found = []
    for narrow in statements:
        for broad in statements:
            if narrow.organisation != broad.organisation and _looks_alike(narrow, broad, lists):
                own = _largest_of_the_same_people(narrow, broad.organisation, statements, lists)
                if own is not None and centre(narrow.figure) >= TIMES * centre(own.figure):
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


def _largest_of_the_same_people(
    narrow: Statement, organisation: str, statements: Sequence[Statement], lists: Lists
) -> Statement | None:
    """The organisation's largest figure for the population that the narrower figure speaks of."""
    same = [
        statement
        for statement in statements
        if statement.organisation == organisation
        and statement.figure.value is not None
        and not statement.figure.is_percent
        and statement.indicator == narrow.indicator
        and statement.figure.status is narrow.figure.status
        and lists.population_of(statement) == lists.population_of(narrow)
    ]
    return max(same, key=lambda statement: (centre(statement.figure), -statement.number), default=None)


def _result(narrow: Statement, broad: Statement, own: Statement, lists: Lists) -> Result:
    left, right = results.in_order(narrow, broad)
    times = rounded(centre(narrow.figure) / centre(own.figure), 1) if centre(own.figure) else None
    return Result(
        key=f"lookalike:C-{min(narrow.number, broad.number)}:C-{max(narrow.number, broad.number)}",
        rule=Rule.LOOKALIKE,
        verdict=Verdict.LOOKALIKE,
        between=results.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=results.quantity(left, lists),
        right_shown=results.quantity(right, lists),
        inputs=(left.ref, right.ref, own.ref),
        gap_at_best=rounded(centre(narrow.figure) * 0, 0),
        trace=tuple(_trace(narrow, broad, own, lists)),
        reasons=tuple(_reasons(narrow, broad, own, lists)),
        explanation=(
            f"{narrow.speaker_name} says {spoken(narrow.figure)} for {_population(narrow, lists)}; "
            f"{broad.speaker_name} says {spoken(broad.figure)} for {_population(broad, lists)}. For "
            f"{_population(narrow, lists)}, {own.speaker_name}’s largest figure is {spoken(own.figure)}"
            + (f": {narrow.ref} is {grouped(times)} times that." if times is not None else ".")
        ),
    )


def _population(statement: Statement, lists: Lists) -> str:
    name = lists.populations.name(lists.population_of(statement))
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _trace(narrow: Statement, broad: Statement, own: Statement, lists: Lists) -> Iterable[Line]:
    yield from results.reading_lines(narrow)
    yield from results.reading_lines(broad)
    yield Line("The numbers", "meet", "", "the ordinary readings have numbers in common")
    names = f"{_population(narrow, lists)} lie within {_population(broad, lists)}"
    yield Line("The people", "differ", "", names)
    label = f"{own.speaker_name}’s largest figure for {_population(narrow, lists)}"
    yield Line(label, shown(own.figure), own.ref, f"“{own.quote}”")
    if centre(own.figure):
        times = rounded(centre(narrow.figure) / centre(own.figure), 2)
        yield Line("Factor", grouped(times), "", f"{narrow.ref} ÷ {own.ref}; at least {TIMES} is asked for")


def _reasons(narrow: Statement, broad: Statement, own: Statement, lists: Lists) -> Iterable[Reason]:
    evidence = f"{narrow.ref} counts {_population(narrow, lists)}, {broad.ref} counts {_population(broad, lists)}"
    yield Reason(Code.POPULATION, evidence)
    if narrow.unit != broad.unit:
        names = (lists.units.name(narrow.unit), lists.units.name(broad.unit))
        yield Reason(Code.UNIT, f"{narrow.ref} counts {names[0]}, {broad.ref} counts {names[1]}")
    if narrow.period.start != broad.period.start:
        unstated = narrow if narrow.period.start is None else broad
        yield Reason(Code.PERIOD, f"{unstated.ref} does not say since when it counts")
    yield from results.bias_reasons((own,))
