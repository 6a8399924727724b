"""Several breakdowns of one whole that a file does not tell apart: by sex, then by age, both “by population”.

    24,786,370                                        the whole
    12,145,321  12,641,049                            by population
    11,847,885  11,575,235  1,363,250                 by population (2)

Parts that are together several times their whole are so many breakdowns where they come to it each time: in the order
of the file, or in the one order there is in which they do, or in its order within a hundredth. Where the file names
them they are left as they are; where they are several times the whole in no such way, it is asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice

from apps.claims.intervals import Interval
from apps.claims.models import Claim
from apps.exchange.cells import settled
from apps.exchange.rows.drafts import Draft, Membership

MOST_PARTS = 12  # among which any order is tried
NEAR = 100  # parts that are off by a hundredth are of one whole all the same


def tell_apart(drafts: Sequence[Draft], wholes: Mapping[str, Claim]) -> None:
    """Names the second breakdown, and all after it, of parts that make their whole several times."""
    for membership, parts, whole in _unnamed(drafts, wholes):
        for made, number in zip(parts, number_wholes([*_read(parts)], whole), strict=False):
            if number > 1:
                made.membership = replace(membership, name=f"{membership.name} ({number})")


def find_several_times(drafts: Sequence[Draft], wholes: Mapping[str, Claim]) -> Iterator[tuple[Draft, str]]:
    """Parts that are still together about several times their whole: the first of them, and what is to be asked."""
    for membership, parts, whole in _unnamed(drafts, wholes):
        total = sum(_read(parts), Interval.point(0))
        times = _times(total, whole)
        if times > 1 and _is_near(total, whole.scaled(Fraction(times))):
            named = f"The {len(parts)} parts of {settled(parts[0].row.cells['part_of'])} {membership.name}"
            how = "name the breakdown of each in part_breakdown, as in “by sex”, “by age”."
            yield parts[0], f"{named} make {times} times the whole: {how}"


def _unnamed(
    drafts: Sequence[Draft], wholes: Mapping[str, Claim]
) -> Iterator[tuple[Membership, list[Draft], Interval]]:
    """The complete breakdowns that the file gives no name, with their new parts and what their whole is read as."""
    groups: dict[Membership, list[Draft]] = defaultdict(list)
    for made in drafts:
        if made.membership and made.membership.is_complete and not made.row.cells.get("part_breakdown", "").strip():
            groups[made.membership].append(made)
    for membership, parts in groups.items():
        whole = wholes.get(membership.whole)
        if whole is None or whole.value is None or whole.figure.ordinary is None or any(made.was for made in parts):
            continue
        if all(made.claim.value is not None and made.claim.figure.ordinary is not None for made in parts):
            yield membership, parts, whole.figure.ordinary


def _read(parts: Iterable[Draft]) -> Iterator[Interval]:
    return (ordinary for made in parts if (ordinary := made.claim.figure.ordinary) is not None)


def number_wholes(parts: Sequence[Interval], whole: Interval) -> list[int]:
    """For each part in how many-eth whole it is, counted from 1; nothing unless all of them make at least two."""
    return (
        _number_in_order(parts, whole.meets)
        or _number_in_any_order(parts, whole)
        or _number_in_order(parts, lambda total: _is_near(total, whole))
    )


def _number_in_order(parts: Iterable[Interval], is_whole: Callable[[Interval], bool]) -> list[int]:
    numbers, total, number = [], Interval.point(0), 1
    for part in parts:
        numbers.append(number)
        total = total + part
        if is_whole(total):
            total, number = Interval.point(0), number + 1
    is_all = total == Interval.point(0) and number > 2
    return numbers if is_all else []


def _number_in_any_order(parts: Sequence[Interval], whole: Interval) -> list[int]:
    """Where there is one way only; of many parts nobody could tell."""
    times = _times(sum(parts, Interval.point(0)), whole)
    if len(parts) > MOST_PARTS or not 2 <= times <= len(parts):
        return []
    found = list(islice(_divide(range(len(parts)), parts, whole, times), 2))
    if len(found) != 1:
        return []
    return [next(number for number, group in enumerate(found[0], start=1) if one in group) for one in range(len(parts))]


def _divide(
    left: Iterable[int], parts: Sequence[Interval], whole: Interval, times: int
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """The ways in which what is left of the parts makes the whole so many times."""
    first, *others = left
    for size in range(len(others) + 1):
        for more in combinations(others, size):
            group = (first, *more)
            if whole.meets(sum((parts[one] for one in group), Interval.point(0))):
                rest = [one for one in others if one not in more]
                if times == 1 and not rest:
                    yield (group,)
                elif times > 1 and rest:
                    yield from ((group, *groups) for groups in _divide(rest, parts, whole, times - 1))


def _times(total: Interval, whole: Interval) -> int:
    """How many times the whole a total is, to the nearest."""
    most = whole.high or Fraction(0)
    return round((total.high or Fraction(0)) / most) if most > 0 else 0


def _is_near(total: Interval, whole: Interval) -> bool:
    return total.gap(whole) <= abs(whole.high or Fraction(0)) / NEAR
