"""Slips of copying: two figures written to the unit that part by one slip of the hand.

4,237 | 4,327       the digits 2 and 3 are swapped
4,237 | 4,287       one digit is another: 3 and 8
4,237 | 42,237      one digit is there twice: 2
"""

from collections.abc import Iterator

from apps.claims.numbers import grouped
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.inputs.claims import Statement

FEWEST = 4  # digits; with fewer of them too many figures are a slip apart by chance


def find_slips(one: Statement, other: Statement) -> Iterator[Reason]:
    """That one figure may be the other with a slip in it, the two digits named."""
    if one.said_unit != other.said_unit:
        return
    texts = [_digits(statement) for statement in (one, other)]
    words = describe_slip(*texts) if all(texts) else ""
    if words:
        figures = " and ".join(grouped(said.figure.value) for said in (one, other) if said.figure.value is not None)
        yield Reason(Code.TRANSCRIPTION, f"{figures}: {words}")


def describe_slip(one: str, other: str) -> str:
    """What one slip makes of one row of digits the other; blank if none does."""
    if one == other or min(len(one), len(other)) < FEWEST:
        return ""
    if len(one) == len(other):
        places = [at for at, (first, second) in enumerate(zip(one, other, strict=True)) if first != second]
        if len(places) == 1:
            return f"one digit is another, {one[places[0]]} and {other[places[0]]}"
        first, last = places[0], places[-1]
        is_swapped = len(places) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]
        return f"the digits {one[first]} and {one[last]} are swapped" if is_swapped else ""
    short, long = sorted((one, other), key=len)
    if len(long) != len(short) + 1:
        return ""
    doubled = [at for at in range(1, len(long)) if long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short]
    return f"the digit {long[doubled[0]]} is there twice" if doubled else ""


def _digits(statement: Statement) -> str:
    """The digits of a figure written to the unit; blank for any other."""
    figure = statement.figure
    return str(int(figure.value)) if figure.is_point and figure.value is not None and figure.value > 0 else ""
