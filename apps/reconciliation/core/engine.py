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
from apps.reconciliation.core.comparing.asked import ALL, Asked, Between, Touched
from apps.reconciliation.core.comparing.conversions import convert, is_of_a_base, need_converting
from apps.reconciliation.core.comparing.families import Family, Scope
from apps.reconciliation.core.comparing.groups import Groups
from apps.reconciliation.core.comparing.scopes import prepare, relate
from apps.reconciliation.core.explaining.trace import CONVERTED
from apps.reconciliation.core.findings import Member, Result, Role, Rule
from apps.reconciliation.core.inputs.claims import Breakdown, Check, Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy
from apps.reconciliation.core.rules import assembled, definition, lookalike, pair, series, share, undecided
from apps.reconciliation.core.rules import check as checked
from apps.reconciliation.core.rules import sum as wholes
from apps.reconciliation.core.rules.assembled import Assembly
from apps.reconciliation.core.rules.pair import Judged, Pair

PAIRED = (Rule.RESTATED, Rule.DIRECT, Rule.BOUND, Rule.ASSEMBLED)
INSIDE = f"series:{series.Kind.INSIDE}:"  # followed by the whole
NAMED = 3  # indicators and claims that an error names of a family


def reconcile(
    statements: Iterable[Statement],
    breakdowns: Iterable[Breakdown],
    lists: Lists,
    policy: Policy,
    checks: Iterable[Check] = (),
    *,
    asked: Asked = ALL,
) -> list[Result]:
    """Every finding that is asked for, and maybe others, by rule and then by the claims it is about."""
    declared, rules = list(breakdowns), list(Rule)
    return sorted(
        find_all(arrange(statements, declared, lists), declared, lists, policy, checks, asked),
        key=lambda result: (rules.index(result.rule), [claim_number(ref) for ref in result.inputs], result.key),
    )


def arrange(statements: Iterable[Statement], breakdowns: Iterable[Breakdown], lists: Lists) -> list[Statement]:
    """Statements as the rules take them: by their references, each with what it is a part and a share of."""
    return prepare(sorted(statements, key=lambda statement: statement.number), breakdowns, lists)


def is_touched(
    rule: str, key: str, members: Iterable[Member], touched: Touched, organisations: Mapping[str, str]
) -> bool:
    """Whether a change touches a finding of this rule; `organisations` has that of each member by its ref.

    Shares and checks are touched whoever they are about, and what a figure was converted by says nothing of whom.
    """
    refs = [member.ref for member in members if member.role is not Role.BASE]
    named, speaking = {claim_number(ref) for ref in refs}, {organisations.get(ref, "") for ref in refs}
    if rule not in (Rule.SHARE, Rule.PLAN) and not touched.concerns(*speaking):
        return False
    if not named.isdisjoint(touched.rates):
        return False
    if not named.isdisjoint(touched.changed):
        return True
    if rule in PAIRED:
        return touched.is_set_against(*speaking) and not named.isdisjoint(touched.holding)
    if key.startswith(INSIDE):
        return claim_number(key.removeprefix(INSIDE)) in touched.wholes
    if rule in (Rule.SUM, Rule.SHARE):
        return claim_number(refs[0]) in touched.alike
    return rule != Rule.PLAN and not named.isdisjoint(touched.alike)


def find_all(
    arranged: Sequence[Statement],
    declared: Sequence[Breakdown],
    lists: Lists,
    policy: Policy,
    checks: Iterable[Check],
    asked: Asked = ALL,
) -> Iterator[Result]:
    """Every finding that is asked for, and maybe others, in no order, of statements that were arranged."""
    by_ref = {statement.ref: statement for statement in arranged}
    stated_shares = _without_repeats([statement for statement in arranged if statement.numerator], lists)
    stated = chain(
        (wholes.find(breakdown, by_ref, lists) for breakdown in declared if _is_asked_for(breakdown, by_ref, asked)),
        (share.find(statement, by_ref, lists) for statement in stated_shares),
        (checked.find(check, by_ref, lists) for check in checks),
    )
    yield from (result for result in stated if result is not None)
    divided = {breakdown.whole for breakdown in declared if breakdown.dimension == "period"}
    for said in _families(arranged, lists):
        with _naming(said):
            converted = _lay_out_converted(said, lists, asked)
            # A rate is shown over the largest base of a family, wherever that is.
            if converted:
                yield from _compare(_lay_out(said, converted, lists, asked), policy, declared=divided)
                for each in converted:
                    yield from _compare_converted(each, policy)
            else:
                yield from _compare_by_places(said, lists, policy, declared=divided, asked=asked)


def _compare_by_places(
    said: Sequence[Statement], lists: Lists, policy: Policy, *, declared: Collection[str], asked: Asked
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
        results = _compare(Family(some, lists, asked=asked), policy, declared=declared)
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


def _is_asked_for(breakdown: Breakdown, by_ref: Mapping[str, Statement], asked: Asked) -> bool:
    named = [by_ref[ref] for ref in (breakdown.whole, *breakdown.parts) if ref in by_ref]
    is_about = asked.concerns(*(one.organisation for one in named))
    return is_about and asked.is_declared([one.number for one in named], claim_number(breakdown.whole))


def _lay_out_converted(said: Sequence[Statement], lists: Lists, asked: Asked = ALL) -> tuple[Family, ...]:
    """Figures that were brought into one unit."""
    return tuple(Family(each, lists, need_converting, asked) for each in convert(said, lists))


def _lay_out(said: Sequence[Statement], converted: Sequence[Family], lists: Lists, asked: Asked = ALL) -> Family:
    """Figures as they were said."""
    return Family(_left_as_said(said, converted), lists, asked=asked)


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
        named = name_figures(len(family), sorted({said.indicator for said in family}))
        refs = ", ".join(said.ref for said in family[:NAMED]) + (", ..." if len(family) > NAMED else "")
        error.add_note(f"The family: {named} ({refs}).")
        raise


def name_figures(number: int, indicators: Sequence[str]) -> str:
    """So many figures by their first indicators: 12 figures on arrivals, births, deaths and 4 more."""
    more = f" and {len(indicators) - NAMED} more" if len(indicators) > NAMED else ""
    return f"{number} figures on {', '.join(indicators[:NAMED])}{more}"


def _compare(family: Family, policy: Policy, *, declared: Collection[str]) -> Iterator[Result]:
    """The rules that set figures of one family side by side; `declared` are wholes of declared periods."""
    lists, asked = family.lists, family.asked
    is_said, groups = _keep_in_mind(family), Groups(family)

    def find_assemblies(of: Family) -> list[Assembly]:
        return assembled.find_assemblies(of, groups, policy, is_said=is_said)

    judged, assemblies = _set_against(family, policy, find_assemblies)
    kept = precedence.keep_worth_saying(judged, family, assemblies)
    own = [said for said in family.statements if asked.concerns(said.organisation)]
    alike = [said for said in own if asked.is_alike(said)]
    yield from (assembled.build(assembly, family, policy) for assembly in assemblies)
    yield from (pair.build(judged_pair, family, policy) for judged_pair in kept)
    del judged, assemblies, kept
    yield from undecided.find(family, policy, is_said=is_said)
    yield from lookalike.find(family, policy)
    yield from definition.find(family)
    yield from series.find(alike, lists, policy)
    yield from series.find_inside(_within_wholes(own, family), lists, policy)
    yield from wholes.find_undeclared(alike, lists, declared=declared)


def _within_wholes(own: Sequence[Statement], family: Family) -> Sequence[Statement]:
    """Of an organisation's figures those that may lie within one of which it is asked what does, and that one."""
    if family.asked is ALL:
        return own
    wholes = [family.may_lie_within(said) for said in own if family.asked.is_whole(said)]
    return [said for said in own if any(may_lie_within(family.lie(said)) for may_lie_within in wholes)]


def _set_against(
    family: Family, policy: Policy, find_assemblies: Callable[[Family], list[Assembly]]
) -> tuple[list[Judged], list[Assembly]]:
    """Two figures, and parts put together with what they are set against, as far as it is asked for, and maybe more."""
    judged, assemblies = _judge(family, policy), find_assemblies(family)
    if family.asked is not ALL:
        _look_further(judged, assemblies, family, policy, find_assemblies)
    return judged, assembled.keep_narrowest(assemblies, family)


def _look_further(
    judged: list[Judged],
    assemblies: list[Assembly],
    family: Family,
    policy: Policy,
    find_assemblies: Callable[[Family], list[Assembly]],
) -> None:
    """Adds what is set against figures that nothing is asked of, where something is left out for it.

    A bound may be left out for what is said between its two figures, a sum for what is said of something narrower.
    """
    bounds = [two for two, _ in judged if two.rule is Rule.BOUND]
    couples = frozenset([*map(_couple, bounds), *(_sides(one) for one in assemblies if not one.is_tiled)])
    looked_at: list[Asked] = [family.asked]

    def look_at(scopes: Iterable[Scope]) -> None:
        targets = frozenset(said.number for scope in scopes for said in scope.statements)
        others = family.asking(Between(couples, targets, tuple(looked_at)))
        looked_at.append(others.asked)
        judged.extend(_judge(others, policy))
        assemblies.extend(find_assemblies(others))

    if couples:
        look_at(scope for two in bounds for scope in family.between(two.one, two.other))
        look_at(scope for one in assemblies if not one.is_tiled for scope in family.inside(one.target))


def _judge(family: Family, policy: Policy) -> list[Judged]:
    paired = (pair.pair_up(*couple, family.lists) for couple in family.pairs())
    judged = ((two, pair.judge(two, policy)) for two in paired if two is not None)
    return [one for one in judged if precedence.is_worth_a_look(one)]


def _keep_in_mind(family: Family) -> Callable[[Statement, str], bool]:
    """Whether a figure is set beside another one of an organisation, worked out once for each figure and each."""
    known: dict[tuple[str, str], bool] = {}

    def is_said(said: Statement, organisation: str) -> bool:
        key = said.ref, organisation
        if key not in known:
            known[key] = pair.is_set_beside(said, organisation, family)
        return known[key]

    return is_said


def _couple(two: Pair) -> frozenset[str]:
    return frozenset((two.one.organisation, two.other.organisation))


def _sides(assembly: Assembly) -> frozenset[str]:
    return frozenset((assembly.parts[0].organisation, assembly.target.organisation))


def _left_as_said(family: Sequence[Statement], converted: Iterable[Family]) -> list[Statement]:
    """A family without the shares and multiples of other claims that are compared as what they come to."""
    worked_out = {said.ref for each in converted for said in each.statements if is_of_a_base(said)}
    return [said for said in family if said.ref not in worked_out]


def _compare_converted(family: Family, policy: Policy) -> Iterable[Result]:
    """The rules that set two figures side by side, over those that had to be brought into one unit first."""
    judged, _ = _set_against(family, policy, lambda _: [])
    by_ref = {said.ref: said for said in family.statements}
    results = [
        *(pair.build(kept, family, policy) for kept in precedence.keep_worth_saying(judged, family, ())),
        *undecided.find(family, policy, is_said=_keep_in_mind(family)),
        *definition.find(family),
    ]
    for result in results:
        bases = (Member(ref, Role.BASE) for each in result.inputs for ref in by_ref[each].bases)
        known = {member.ref: member for member in (*bases, *result.members)}  # what was shown keeps its role
        yield replace(result, members=tuple(sorted(known.values(), key=lambda member: _order(member, result))))


def _order(member: Member, result: Result) -> tuple[bool, int]:
    """What the rule named comes first, in its order; what it stands on after that."""
    is_named = member.ref in result.inputs
    return not is_named, result.inputs.index(member.ref) if is_named else claim_number(member.ref)


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
    """What the same figures of the same organisation share; hundreds are not thousands, nor 2 million 2.00 million.

    What it passes on is not what it counted itself.
    """
    figure = statement.figure
    words = figure.as_said if figure.value is None else ""
    rounding = None if figure.value is None else figure.rounding
    read_as = (figure.qualifier, figure.value, figure.value_high, words, rounding, figure.interval, figure.known_bias)
    return statement.organisation, statement.counted_by, *read_as, statement.people_each


def _is_repeat(statement: Statement, earlier: Statement, lists: Lists) -> bool:
    return statement.source != earlier.source and relate(statement, earlier, lists).together is Relation.SAME
