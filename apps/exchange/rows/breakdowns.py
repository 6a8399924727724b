"""Several breakdowns of one whole that a file does not tell apart: by sex, then by age, both “by population”.

    24,786,370                                        the whole
    12,145,321  12,641,049                            by population
    11,847,885  11,575,235  1,363,250                 by population (2)

Parts that are together several times their whole, and come to it each time in the order of the file, are so many
breakdowns. Where the file names them, or they do not come to it, they are left as they are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from apps.claims.intervals import Interval
from apps.claims.models import Claim
from apps.exchange.rows.drafts import Draft, Membership


def tell_apart(drafts: Sequence[Draft], wholes: Mapping[str, Claim]) -> None:
    """Names the second breakdown, and all after it, of parts that make their whole several times."""
    groups: dict[Membership, list[Draft]] = defaultdict(list)
    for made in drafts:
        if made.membership and made.membership.is_complete and not made.row.cells.get("part_breakdown", "").strip():
            groups[made.membership].append(made)
    for membership, parts in groups.items():
        whole = wholes.get(membership.whole)
        if whole is None or whole.value is None or any(made.was for made in parts):
            continue
        come_to = whole.figure.ordinary
        values = [Fraction(made.claim.value) for made in parts if made.claim.value is not None]
        if come_to is None or len(values) < len(parts):
            continue
        for made, number in zip(parts, number_wholes(values, come_to), strict=False):
            if number > 1:
                made.membership = replace(membership, name=f"{membership.name} ({number})")


def number_wholes(values: Sequence[Fraction], whole: Interval) -> list[int]:
    """For each value in how many-eth whole it is, counted from 1; nothing unless all of them make at least two."""
    numbers, total, number = [], Fraction(0), 1
    for value in values:
        numbers.append(number)
        total += value
        if whole.contains(Interval.point(total)):
            total, number = Fraction(0), number + 1
    return numbers if total == 0 and number > 2 else []
