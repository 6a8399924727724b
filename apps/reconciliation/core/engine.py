"""All rules over all statements. The answer is the same in whatever order they come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain

from apps.claims.hierarchy import Relation
from apps.claims.references import claim_number
from apps.reconciliation.core import precedence
from apps.reconciliation.core.comparing.conversions import convert, is_of_a_base, need_converting
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.scopes import prepare, relate
from apps.reconciliation.core.explaining.trace import CONVERTED
from apps.reconciliation.core.findings import Member, Result, Role, Rule
from apps.reconciliation.core.inputs.claims import Breakdown, Check, Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy
from apps.reconciliation.core.rules import assembled, definition, lookalike, pair, series, share, undecided
from apps.reconciliation.core.rules import check as checked
from apps.reconciliation.core.rules import sum as wholes
from apps.reconciliation.core.rules.pair import Pair

NAMED = 3  # indicators and claims that an error names of a family


def reconcile(
    statements: Iterable[Statement],
    breakdowns: Iterable[Breakdown],
    lists: Lists,
    policy: Policy,
    checks: Iterable[Check] = (),
    *,
    of: Collection[str] | None = None,
) -> list[Result]:
    """Every finding, by rule and then by the claims it is about; those about figures `of` some organisations."""
    declared, rules = list(breakdowns), list(Rule)
    return sorted(
        find_all(arrange(statements, declared, lists), declared, lists, policy, checks, of),
        key=lambda result: (rules.index(result.rule), [claim_number(ref) for ref in result.inputs], result.key),
    )


def arrange(statements: Iterable[Statement], breakdowns: Iterable[Breakdown], lists: Lists) -> list[Statement]:
    """Statements as the rules take them: by their references, each with what it is a part and a share of."""
    return prepare(sorted(statements, key=lambda statement: statement.number), breakdowns, lists)


def is_found(rule: str, members: Iterable[Member], of: Collection[str], organisations: Mapping[str, str]) -> bool:
    """Whether a finding is among those `of` these organisations; `organisations` has that of each member by its ref.

    Shares and checks are found whoever they are about, and what a figure was converted by says nothing of whom.
    """
    named = (member for member in members if member.role is not Role.BASE)
    return rule in (Rule.SHARE, Rule.PLAN) or any(organisations.get(member.ref) in of for member in named)


def find_all(
    arranged: Sequence[Statement],
    declared: Sequence[Breakdown],
    lists: Lists,
    policy: Policy,
    checks: Iterable[Check],
    of: Collection[str] | None = None,
) -> Iterator[Result]:
    """Every finding, in no order, of statements that were arranged."""
    by_ref = {statement.ref: statement for statement in arranged}
    stated_shares = _without_repeats([statement for statement in arranged if statement.numerator], lists)
    stated = chain(
        (wholes.find(breakdown, by_ref, lists) for breakdown in declared if _is_of(of, breakdown, by_ref)),
        (share.find(statement, by_ref, lists) for statement in stated_shares),
        (checked.find(check, by_ref, lists) for check in checks),
    )
    yield from (result for result in stated if result is not None)
    divided = {breakdown.whole for breakdown in declared if breakdown.dimension == "period"}
    for said in _families(arranged, lists):
        with _naming(said):
            converted = _lay_out_converted(said, lists, of)
            # A rate is shown over the largest base of a family, wherever that is.
            if converted:
                yield from _compare(_lay_out(said, converted, lists, of), policy, declared=divided)
                for each in converted:
                    yield from _compare_converted(each, policy)
            else:
                yield from _compare_by_places(said, lists, policy, declared=divided, of=of)


def _compare_by_places(
    said: Sequence[Statement], lists: Lists, policy: Policy, *, declared: Collection[str], of: Collection[str] | None
) -> Iterator[Result]:
    """The rules over the figures of one place and those around it at a time, which takes less memory.

    Only what would make two figures agree may be said of a place that has nothing to do with theirs.
    """

    @cache
    def lay_out_all() -> Family:
        return Family(said, lists)

    def work_among_all(result: Result) -> Result:
        return replace(result, work=lambda around: result.work(around or lay_out_all()))

    apart = _apart(said, lists)
    for some in apart:
        results = _compare(Family(some, lists, of=of), policy, declared=declared)
        yield from results if len(apart) == 1 else map(work_among_all, results)


def _apart(said: Sequence[Statement], lists: Lists) -> list[Sequence[Statement]]:
    """Figures by their places, as far as no place holds another or a part of it; all together if one has no place."""
    if not all(statement.place for statement in said):
        return [said]
    root = _roots((code, entry.broader) for code, entry in lists.places.entries.items())
    by_root: dict[str, list[Statement]] = defaultdict(list)
    for statement in said:
        by_root[root(statement.place)].append(statement)
    return list(by_root.values())


def _roots(links: Iterable[tuple[str, Iterable[str]]]) -> Callable[[str], str]:
    """One code for all that are linked, however distantly."""
    known: dict[str, str] = {}

    def top(code: str) -> str:
        while known.get(code, code) != code:
            code = known[code]
        return code

    for code, others in sorted(links):
        for other in others:
            known[top(code)] = top(other)
    return top


def _is_of(of: Collection[str] | None, breakdown: Breakdown, by_ref: Mapping[str, Statement]) -> bool:
    refs = (ref for ref in (breakdown.whole, *breakdown.parts) if ref in by_ref)
    return of is None or any(by_ref[ref].organisation in of for ref in refs)


def _lay_out_converted(
    said: Sequence[Statement], lists: Lists, of: Collection[str] | None = None
) -> tuple[Family, ...]:
    """Figures that were brought into one unit."""
    return tuple(Family(each, lists, need_converting, of) for each in convert(said, lists))


def _lay_out(
    said: Sequence[Statement], converted: Sequence[Family], lists: Lists, of: Collection[str] | None = None
) -> Family:
    """Figures as they were said."""
    return Family(_left_as_said(said, converted), lists, of=of)


class Surroundings:
    """Figures laid out once, among which findings about some of them are worked out one by one.

    A finding is decided anew among the figures it is about; only the search for what would make them agree looks at
    the others. So what is given need be no more than the figures of the findings, those that these are parts or shares
    of, and those that such a search can meet.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        breakdowns: Iterable[Breakdown],
        lists: Lists,
        policy: Policy,
        checks: Iterable[Check] = (),
    ) -> None:
        self._lists, self._policy, self._checks = lists, policy, list(checks)
        declared = list(breakdowns)
        arranged = arrange(statements, declared, lists)
        self._by_ref = {statement.ref: statement for statement in arranged}
        self._divided: dict[str, list[Breakdown]] = defaultdict(list)
        for breakdown in declared:
            self._divided[breakdown.whole].append(breakdown)
        self._around: dict[str, Family] = {}
        for said in _families(arranged, lists):
            family = _lay_out(said, _lay_out_converted(said, lists), lists)
            self._around |= dict.fromkeys((one.ref for one in family.statements), family)

    def find(self, key: str, refs: Collection[str]) -> Result | None:
        """The finding of this key about these figures, with its working.

        None where they do not give it by themselves: a rate is shown over the largest base of all its family.
        """
        said = [self._by_ref[ref] for ref in sorted(refs, key=claim_number) if ref in self._by_ref]
        declared = [breakdown for one in said for breakdown in self._divided[one.ref]]
        checks = [check for check in self._checks if set(refs).issuperset(check.terms.values())]
        results = find_all(said, declared, self._lists, self._policy, checks)
        result = next((result for result in results if result.key == key), None)
        if result is None or any(line.key == CONVERTED for line in result.trace):
            return None
        if result.rule is Rule.SHARE:
            return share.find(self._by_ref[result.left], self._by_ref, self._lists)  # it looks at figures of its base
        around = self._around.get(result.left)
        return result if around is None else replace(result, work=lambda _: result.work(around))


@contextmanager
def _naming(family: Sequence[Statement]) -> Iterator[None]:
    """An error among these figures says in a note which they are, since its own words seldom do."""
    try:
        yield
    except Exception as error:
        codes = sorted({said.indicator for said in family})
        more = f" and {len(codes) - NAMED} more" if len(codes) > NAMED else ""
        refs = ", ".join(said.ref for said in family[:NAMED]) + (", ..." if len(family) > NAMED else "")
        error.add_note(f"The family: {len(family)} figures on {', '.join(codes[:NAMED])}{more} ({refs}).")
        raise


def _compare(family: Family, policy: Policy, *, declared: Collection[str]) -> Iterator[Result]:
    """The rules that set figures of one family side by side; `declared` are wholes of declared periods."""
    lists = family.lists
    paired = (pair.pair_up(*couple, lists) for couple in family.pairs())
    judged = [(two, pair.judge(two, policy)) for two in paired if two is not None]
    direct = _directly(two for two, _ in judged)
    assemblies = assembled.find_assemblies(family, policy, said=direct)
    kept = precedence.keep_worth_saying(judged, family, assemblies)
    own = [said for said in family.statements if family.concerns(said.organisation)]
    yield from (assembled.build(assembly, family, policy) for assembly in assemblies)
    yield from (pair.build(judged_pair, family, policy) for judged_pair in kept)
    del judged, assemblies, kept
    yield from undecided.find(family, policy, compared=direct)
    yield from lookalike.find(family, policy)
    yield from definition.find(family)
    yield from series.find(own, lists, policy)
    yield from wholes.find_undeclared(own, lists, declared=declared)


def _left_as_said(family: Sequence[Statement], converted: Iterable[Family]) -> list[Statement]:
    """A family without the shares and multiples of other claims that are compared as what they come to."""
    worked_out = {said.ref for each in converted for said in each.statements if is_of_a_base(said)}
    return [said for said in family if said.ref not in worked_out]


def _compare_converted(family: Family, policy: Policy) -> Iterable[Result]:
    """The rules that set two figures side by side, over those that had to be brought into one unit first."""
    paired = (pair.pair_up(*couple, family.lists) for couple in family.pairs())
    judged = [(two, pair.judge(two, policy)) for two in paired if two is not None]
    by_ref = {said.ref: said for said in family.statements}
    results = [
        *(pair.build(kept, family, policy) for kept in precedence.keep_worth_saying(judged, family, ())),
        *undecided.find(family, policy, compared=_directly(two for two, _ in judged)),
        *definition.find(family),
    ]
    for result in results:
        bases = (Member(ref, Role.BASE) for each in result.inputs for ref in _bases_of(by_ref[each]))
        known = {member.ref: member for member in (*bases, *result.members)}  # what was shown keeps its role
        yield replace(result, members=tuple(sorted(known.values(), key=lambda member: _order(member, result))))


def _order(member: Member, result: Result) -> tuple[bool, int]:
    """What the rule named comes first, in its order; what it stands on after that."""
    is_named = member.ref in result.inputs
    return not is_named, result.inputs.index(member.ref) if is_named else claim_number(member.ref)


def _bases_of(said: Statement) -> tuple[str, ...]:
    return said.conversion.refs if said.conversion else ()


def _directly(compared: Iterable[Pair]) -> set[tuple[str, str]]:
    """Figures and organisations that a `direct` finding sets side by side."""
    direct = [pair for pair in compared if pair.rule is Rule.DIRECT]
    ends = [(pair.one, pair.other) for pair in direct] + [(pair.other, pair.one) for pair in direct]
    return {(one.ref, other.organisation) for one, other in ends}


def _families(statements: Iterable[Statement], lists: Lists) -> list[Sequence[Statement]]:
    """Statements whose indicators are related or taken for each other, however distantly; others never meet."""
    indicators = lists.indicators.entries.items()
    top = _roots((code, (*entry.broader, *lists.facts[code].taken_for)) for code, entry in indicators)
    families: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        families[top(statement.indicator)].append(statement)
    return [_without_repeats(family, lists) for family in families.values()]


def _without_repeats(family: Sequence[Statement], lists: Lists) -> Sequence[Statement]:
    """The same figure of the same organisation for the same scope in two documents is one statement: the first."""
    kept: list[Statement] = []
    said: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in family:
        earlier = said[_figure_key(statement)]
        if not any(_is_repeat(statement, other, lists) for other in earlier):
            earlier.append(statement)
            kept.append(statement)
    return kept


def _figure_key(statement: Statement) -> tuple[object, ...]:
    """What the same figures of the same organisation share; hundreds are not thousands."""
    figure = statement.figure
    words = figure.as_said if figure.value is None else ""
    return statement.organisation, figure.qualifier, figure.value, figure.value_high, words, statement.people_each


def _is_repeat(statement: Statement, earlier: Statement, lists: Lists) -> bool:
    return statement.source != earlier.source and relate(statement, earlier, lists).together is Relation.SAME
