"""Kin: the members of a breakdown, which no rule sets against each other or against their whole.

50,000, of which 25,000 through the agency and 25,000 alone      kin: their sum is checked, and nothing else
25,000 through the agency | 40,000 of another organisation       narrower, although the codes are the same
25,000 through the agency | 20,000 through another's agency      overlapping: nothing says that the two are one part
12,145,321 women | 11,847,885 children, of one total             overlapping: one person may be in both
"""

from collections.abc import Iterable

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.inputs.claims import Membership, Statement

NOTHING = frozenset[Membership]()


def are_kin(one: Statement, other: Statement) -> bool:
    """Whether one is a part of the other, or the two are, or lie within, different parts of one breakdown."""
    if not (one.lineage or other.lineage):
        return False
    wholes = {step.whole for step in one.lineage}, {step.whole for step in other.lineage}
    return other.ref in wholes[0] or one.ref in wholes[1] or _are_apart(one.lineage, other.lineage)


def relate_parts(one: Statement, other: Statement) -> Relation:
    """How two figures lie to each other in what only their being parts tells apart, and no code."""
    mine, theirs = part_of_codes(one), part_of_codes(other)
    if mine == theirs:
        return Relation.SAME
    if mine > theirs:
        return Relation.NARROWER
    if mine < theirs:
        return Relation.BROADER
    return Relation.DISJOINT if _are_apart(mine, theirs) else Relation.OVERLAPPING


def part_of_codes(statement: Statement) -> frozenset[Membership]:
    """What a figure is a part of beyond its codes: two of the same codes and of the same here count the same thing."""
    return frozenset(step for step in statement.lineage if not step.is_told_apart) if statement.lineage else NOTHING


def _are_apart(mine: Iterable[Membership], theirs: Iterable[Membership]) -> bool:
    """Whether the two lie in different parts of one breakdown."""
    members = {(step.whole, step.breakdown): step.member for step in mine}
    return any(members.get((step.whole, step.breakdown), step.member) != step.member for step in theirs)
