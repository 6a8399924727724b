"""Rule `lookalike`: the same number for another thing.

more than 2 million refugees | just over 2 million returns of all kinds since 2017; the UN's figures for refugees,
56,000 in 2018 and 41,570 in 2019, make 97,570, which is 20.5 times less    same number, different thing (population)
the same, but the UN's figure for refugees is 1.9 million                    nothing
the same, but the UN counts refugees for some months of 2019 only            nothing: too little of the period is known
more than 2 million refugees | 1.2 million returns                           nothing: the numbers are not the same
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.claims.figures import Qualifier
from apps.claims.hierarchy import Relation
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.reconciliation.core import findings
from apps.reconciliation.core.about import MINISTRY, UN, About, Example, say
from apps.reconciliation.core.comparing.families import CODES, Family
from apps.reconciliation.core.comparing.kin import are_kin
from apps.reconciliation.core.comparing.parts import count_twice, put_together
from apps.reconciliation.core.comparing.readings import centre, read
from apps.reconciliation.core.comparing.scopes import ends_alike
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining import gap_steps, lines
from apps.reconciliation.core.explaining.bridges import bridge_reasons
from apps.reconciliation.core.explaining.changes import find_changes_of_parts
from apps.reconciliation.core.explaining.gap_steps import GapSteps, build_gap_steps, build_step, build_stop, explain_gap
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Result, Role, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy

ABOUT = About(
    "Same number, different thing",
    "Two organisations’ numbers agree while one counts only a part of what the other counts.",
    Example(
        (
            say(1, MINISTRY, "12,000", 12_000, Qualifier.MORE_THAN, population="children"),
            say(2, UN, "12,345", 12_345),
            say(3, UN, "2,345", 2_345, population="children"),
        ),
    ),
)

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

    def times_in(self, narrow: Statement) -> Decimal | None:
        """How many times the total another figure is; None where the total is zero."""
        return rounded(centre(narrow.figure) / self.total) if self.total else None

    @property
    def terms(self) -> str:
        return lines.terms_words(self.parts)


def find(family: Family, policy: Policy) -> list[Result]:
    """Every figure that looks like another organisation's figure for more people than it speaks of."""
    alike: dict[tuple[int, int], list[tuple[Statement, Statement, Own]]] = defaultdict(list)
    for narrow in filter(family.asked.is_beside, family.statements):
        for broad in family.sharing(narrow, ("indicator", "place", "status"), is_near=True):
            is_between_two = narrow.organisation != broad.organisation
            is_asked_for = family.asked.concerns(narrow.organisation, broad.organisation)
            if is_between_two and is_asked_for and _looks_alike(narrow, broad, family):
                own = _own(narrow, broad, family)
                if own is not None and centre(narrow.figure) >= TIMES * own.total:
                    alike[family.scope_of(narrow), family.scope_of(broad)].append((narrow, broad, own))
    return [_result(group, family, policy) for group in alike.values()]


def _looks_alike(narrow: Statement, broad: Statement, family: Family) -> bool:
    if narrow.figure.ordinary is None or broad.figure.ordinary is None:
        return False
    if not all(map(family.lists.is_amount, (narrow, broad))):
        return False
    if family.lists.population_of(narrow) == family.lists.population_of(broad):
        return False
    if not narrow.figure.ordinary.meets(broad.figure.ordinary):
        return False
    scopes = family.relate(narrow, broad)
    return (
        scopes.dimensions["population"] is Relation.NARROWER
        and all(scopes.dimensions[name] is Relation.SAME for name in ("indicator", "place", "status"))
        and scopes.dimensions["period"] in (Relation.SAME, Relation.UNKNOWN)
        and ends_alike(narrow, broad)
        and not are_kin(narrow, broad)
    )


def _own(narrow: Statement, broad: Statement, family: Family) -> Own | None:
    """What the broad figure's organisation says of the people of the narrow one; None if it is too little."""
    start = broad.period.start or narrow.period.start
    if start is None:
        return None
    candidates = [
        statement
        for statement in family.sharing(narrow, CODES, organisation=broad.organisation)
        if statement.figure.value is not None
        and statement.period.start is not None
        and start <= statement.period.start
        and statement.ends_on <= broad.ends_on
        and _is_of_the_same_people(statement, narrow, family)
    ]
    parts = put_together(candidates, family.lists)
    days = sum((part.ends_on - (part.period.start or part.ends_on)).days + 1 for part in parts)
    own = Own(parts, days, (broad.ends_on - start).days + 1)
    return own if own.days >= COVERAGE * own.all_days else None


def _is_of_the_same_people(statement: Statement, narrow: Statement, family: Family) -> bool:
    scopes = family.relate(statement, narrow)
    is_related = scopes.dimensions["unit"] in (Relation.SAME, Relation.NARROWER, Relation.BROADER)
    return is_related and scopes.except_for("period", "unit") == {Relation.SAME}


def _result(group: Sequence[tuple[Statement, Statement, Own]], family: Family, policy: Policy) -> Result:
    """The first two that look alike, which count the others of their scopes that do so too."""
    lists = family.lists
    narrow, broad, own = group[0]
    pairs = [(one, other) for one, other, _ in group]
    others = findings.others_of(pairs, (narrow, broad, *own.parts))
    left, right = findings.in_order(narrow, broad)

    def work(around: Family | None) -> Working:
        # What would have to stand in the place of the other side's own figures for the two to agree.
        changes = find_changes_of_parts(narrow, own.parts, around or family, policy)
        return Working(tuple(_reasons(narrow, broad, own, lists)), changes, _gap_steps(narrow, broad, own, lists))

    return Result(
        key=findings.first_key("lookalike", pairs),
        rule=Rule.LOOKALIKE,
        verdict=Verdict.LOOKALIKE,
        between=findings.between((left, right)),
        left=left.ref,
        right=right.ref,
        left_shown=lists.quantity(left),
        right_shown=lists.quantity(right),
        members=findings.name_members(
            (Role.LEFT, [left]), (Role.RIGHT, [right]), (Role.PART, own.parts), (Role.ALSO, others)
        ),
        # How far the figure is from the other side's own for the same people, not from the one it looks like.
        factor=own.times_in(narrow),
        gap_at_best=Decimal(0),
        tell=lambda: (*_trace(narrow, broad, own, lists), *lines.others_lines(others)),
        work=work,
    )


def _gap_steps(narrow: Statement, broad: Statement, own: Own, lists: Lists) -> GapSteps:
    """From the figure that looks alike, over the one it looks like, to the other side's own for the same people."""
    refs = ", ".join(part.ref for part in own.parts)
    people = lists.population_name(narrow)
    less = f"{broad.ref} counts {lists.population_name(broad)}; of them {refs} are {people}"
    return build_gap_steps(
        build_stop(narrow.speaker_name, centre(narrow.figure), narrow.ref),
        (
            *explain_gap(read(narrow.figure), read(broad.figure), Fraction(0)),
            build_step(Code.POPULATION, own.total - centre(broad.figure), less, broad.ref),
        ),
        build_stop(f"{broad.speaker_name} for {people}, {refs} together", own.total),
    )


def _trace(narrow: Statement, broad: Statement, own: Own, lists: Lists) -> Iterable[Line]:
    left, right = findings.in_order(narrow, broad)
    people, all_people = lists.population_name(narrow), lists.population_name(broad)
    for statement, key in ((left, "left"), (right, "right")):
        line = lines.said_line(statement, lists, key)
        yield Line(line.label, f"{line.value} for {lists.population_name(statement)}", line.ref, line.note, key)
    yield from lines.reading_lines(left)
    yield from lines.reading_lines(right)
    yield Line("The numbers", "meet", "", "the ordinary readings have numbers in common")
    yield Line("What is counted", "differs", "", f"{people} lie within {all_people}")
    for part in own.parts:
        note = f"“{part.quote}”, for {lines.period_words(part)}"
        yield Line(f"{part.speaker_name} for {people}", lists.quantity(part), part.ref, note)
    if len(own.parts) > 1:
        values = " + ".join(shown_exactly(centre(part.figure)) for part in own.parts)
        limit = (
            "; an upper limit, as one person may be in several periods" if count_twice(own.parts, narrow, lists) else ""
        )
        yield Line("Together", shown_exactly(own.total), "", f"{values}{limit}")
    covered = f"{own.days} of {own.all_days} days; at least half is asked for"
    yield Line("Covered", f"{grouped(rounded(Fraction(own.days * 100, own.all_days), 0))}%", "", covered)
    times = own.times_in(narrow)
    if times is not None:
        how = f"{narrow.ref} ÷ the total; at least {TIMES} is asked for"
        yield Line("Factor", grouped(lines.said_times(times)), "", how, "factor")
    conclusion = _conclude(narrow, broad, own, lists)
    yield from lines.verdict_lines(Verdict.LOOKALIKE, conclusion, strict=Verdict.LOOKALIKE, strictly="")


def _conclude(narrow: Statement, broad: Statement, own: Own, lists: Lists) -> str:
    makes = own.terms if len(own.parts) == 1 else f"{own.terms}, together {shown_exactly(own.total)}"
    if own.days < own.all_days:
        makes += f", for {own.days} of {own.all_days} days"
    times = own.times_in(narrow)
    end = "" if times is None else f": {narrow.ref} is {grouped(lines.said_times(times))} times that"
    return f"for {lists.population_name(narrow)}, {broad.speaker_name} says {makes}{end}"


def _reasons(narrow: Statement, broad: Statement, own: Own, lists: Lists) -> Iterable[Reason]:
    people = lists.population_name(narrow), lists.population_name(broad)
    amount = rounded(abs(own.total - centre(broad.figure)))
    yield Reason(Code.POPULATION, f"{narrow.ref} counts {people[0]}, {broad.ref} counts {people[1]}", amount=amount)
    if narrow.unit != broad.unit:
        names = (lists.units.name(narrow.unit), lists.units.name(broad.unit))
        yield Reason(Code.UNIT, f"{narrow.ref} counts {names[0]}, {broad.ref} counts {names[1]}")
    if narrow.period.start != broad.period.start:
        unstated = narrow if narrow.period.start is None else broad
        yield Reason(Code.PERIOD, f"{unstated.ref} does not say since when it counts")
    yield from bridge_reasons(narrow, broad)
    yield from gap_steps.bias_reasons(own.parts)
