"""Whom a figure meets: the organisations against whose figures it may be set, alone or together with others.

2,000 in Syria | 1,900 in Syria                         the same thing, whatever is said of it
5,001 in Aleppo | 4,001 in Syria                        it lies within what it is above
2,000 and 3,000 in two camps | 4,001 in Syria           likewise, with another figure of its document
300 in Aleppo | 4,001 in Syria                          nobody: no finding names it, and none hangs on it

What two organisations say against each other hangs on nothing but such figures of theirs. So a change of a figure
touches none of it where the figure, as it was and as it is, meets none of the other's.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from apps.reconciliation.core.comparing.conversions import convert
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.groups import Groups
from apps.reconciliation.core.comparing.readings import measure
from apps.reconciliation.core.comparing.scopes import prepare
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from apps.reconciliation.core.inputs.code_lists import Lists


def find_met(
    versions: Iterable[Statement], around: Sequence[Statement], breakdowns: Sequence[Breakdown], lists: Lists
) -> frozenset[str] | None:
    """Whom a figure meets in any of its versions; None where figures have to be converted before that can be said.

    `around` is what may hold it, what may lie within it, and what else is said in its documents; and of all that, and
    of the figure, what it is a part or a share of. Nothing of it may be a part or a share of the figure.
    """
    met: set[str] = set()
    for version in versions:
        said = prepare([version, *around], breakdowns, lists)
        if any(convert(said, lists)):
            return None
        met.update(_meet(version.ref, Family(said, lists)))
    return frozenset(met)


def _meet(ref: str, family: Family) -> Iterator[str]:
    this = next(one for one in family.statements if one.ref == ref)
    others = [one for one in family.statements if one.organisation != this.organisation]
    mine, groups = family.lie(this), Groups(family)
    above, may_lie_within = set(family.above[mine.codes]), family.may_lie_within(this)
    for other in others:
        theirs = family.lie(other)
        may_hold_this = theirs.codes in above and theirs.may_span(mine)
        if (
            mine.may_be_same(theirs)
            or (may_hold_this and (_may_be_above(this, other) or _may_be_put_together(this, other, groups, family)))
            or (may_lie_within(theirs) and _may_be_above(other, this))
        ):
            yield other.organisation
    if this.figure.ordinary is not None:
        yield from (group[0].organisation for group in groups.within(this, family))


def _may_be_above(one: Statement, other: Statement) -> bool:
    lowest = -inf if one.figure.ordinary is None else measure(one.figure)[0]
    highest = inf if other.figure.ordinary is None else measure(other.figure)[1]
    return lowest >= highest


def _may_be_put_together(this: Statement, target: Statement, groups: Groups, family: Family) -> bool:
    """Whether others of its document may make with it all of a figure that holds it, or be above that."""
    if target.figure.ordinary is None:
        return False
    return any(part.ref == this.ref for group in groups.within(target, family) for part in group)
