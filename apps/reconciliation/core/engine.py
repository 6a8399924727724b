"""All rules over all statements. The answer is the same in whatever order they come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from apps.reconciliation.core import assembled, lookalikes, pairs, shares, undecided, wholes
from apps.reconciliation.core.pairs import Pair
from apps.reconciliation.core.results import Result, Rule
from apps.reconciliation.core.statements import Breakdown, Lists, Policy, Statement


def reconcile(
    statements: Iterable[Statement], breakdowns: Iterable[Breakdown], lists: Lists, policy: Policy
) -> list[Result]:
    """Every finding, by rule and then by the claims it is about."""
    ordered = sorted(statements, key=lambda statement: statement.number)
    by_ref = {statement.ref: statement for statement in ordered}
    found: list[Result | None] = [wholes.find(breakdown, by_ref, lists) for breakdown in breakdowns]
    found += [shares.find(statement, by_ref, lists) for statement in ordered if statement.numerator]
    for family in _families(ordered, lists):
        paired = [pairs.pair_up(one, other, lists) for one, other in combinations(family, 2)]
        compared = [pair for pair in paired if pair is not None]
        assemblies = assembled.find_assemblies(family, lists, policy)
        found += [assembled.build(assembly, lists, policy) for assembly in assemblies]
        covered = {(part.ref, assembly.target.organisation) for assembly in assemblies for part in assembly.parts}
        found += pairs.find(compared, lists, policy, covered=covered)
        found += undecided.find(family, _directly(compared), lists, policy)
        found += lookalikes.find(family, lists)
    rules = list(Rule)
    return sorted(
        (result for result in found if result is not None),
        key=lambda result: (rules.index(result.rule), [int(ref[2:]) for ref in result.inputs], result.key),
    )


def _directly(compared: Iterable[Pair]) -> set[tuple[str, str]]:
    """Figures and organisations that a `direct` finding sets side by side."""
    direct = [pair for pair in compared if pair.rule is Rule.DIRECT]
    ends = [(pair.one, pair.other) for pair in direct] + [(pair.other, pair.one) for pair in direct]
    return {(one.ref, other.organisation) for one, other in ends}


def _families(statements: Iterable[Statement], lists: Lists) -> list[Sequence[Statement]]:
    """Statements whose indicators are related, however distantly; others never have a word for each other."""
    root: dict[str, str] = {}

    def top(code: str) -> str:
        while root.get(code, code) != code:
            code = root[code]
        return code

    for code, entry in sorted(lists.indicators.entries.items()):
        for broader in entry.broader:
            root[top(code)] = top(broader)
    families: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        families[top(statement.indicator)].append(statement)
    return list(families.values())
