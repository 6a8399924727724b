"""The lines of arithmetic that all rules write alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from apps.claims.figures import shown
from apps.claims.numbers import grouped, rounded, shown_exactly, spoken_day
from apps.reconciliation.core.comparing.readings import Reading, difference, factor, read
from apps.reconciliation.core.comparing.verdicts import FITS, WORDS, Comparison, SumVerdict, Verdict, larger_of
from apps.reconciliation.core.explaining.trace import ALLOWED, CONVERTED, GAP, Line
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance

NEXT_TO_ONE = Decimal("1.01")  # the least factor that is said
# How the arithmetic says that a difference is not exact, and so do pages that show it.
IS_LEAST, IS_ROUNDED = ", at least, ", ", to the nearest "
AT_BEST = "by how much it is off whatever the ordinary readings are"


def period_words(said: Statement) -> str:
    """Over which days a figure counts, in a sentence: 1 January 2018 to 31 December 2018; to 21 July 2019."""
    until = f"to {spoken_day(said.ends_on)}"
    return f"{spoken_day(said.period.start)} {until}" if said.period.start else until


def said_line(statement: Statement, lists: Lists, key: str) -> Line:
    """Who said what, and in which words."""
    return Line(statement.speaker_name, lists.spoken(statement), statement.ref, f"“{statement.quote}”", key)


def others_lines(others: Sequence[Statement], *, chosen: str = "") -> Iterator[Line]:
    """Figures of the same scopes that the finding counts and does not show; a line only where there are any.

    `chosen` says which of them it shows.
    """
    if others:
        count = f"{len(others)} more figures are" if len(others) > 1 else "1 more figure is"
        refs = ", ".join(other.ref for other in others)
        note = f"{refs}; {chosen}" if chosen else refs
        yield Line("Of the same scope", f"{count} counted in this finding", "", note, "others")


def reading_lines(statement: Statement) -> Iterator[Line]:
    """How a figure was read, both ways."""
    figure, who = statement.figure, statement.speaker_name
    if statement.conversion is not None:
        as_said = replace(figure, times=None)
        yield Line(f"{who}, as said", str(as_said.ordinary), statement.ref, as_said.spread)
        yield Line(
            f"{who}, converted", statement.conversion.arithmetic, statement.ref, statement.conversion.why, CONVERTED
        )
    bias = f"; {figure.known_bias} declared: “{statement.bias_as_said}”" if figure.known_bias else ""
    spread = figure.spread if statement.conversion is None else "converted"
    yield Line(f"{who}, ordinary reading", str(figure.ordinary), statement.ref, spread)
    yield Line(f"{who}, strict reading", str(figure.strict), statement.ref, f"what the words permit{bias}")


def part_lines(label: str, parts: Iterable[Statement], lists: Lists) -> Iterator[Line]:
    """Figures that are worked with, each with its ordinary reading."""
    for part in parts:
        note = f"“{part.quote}”, said by {part.speaker_name}; {part.figure.spread}"
        yield Line(f"{label}: {lists.quantity(part)}", str(part.figure.ordinary), part.ref, note)


def terms_words(parts: Iterable[Statement]) -> str:
    """Figures that are added, as they were said: about 300 + 400."""
    return " + ".join(shown(part.figure) for part in parts)


def values_words(parts: Iterable[Statement]) -> str:
    """The numbers that are added, each with its claim: C-2: 300 + C-3: 400."""
    return " + ".join(f"{part.ref}: {shown_exactly(read(part.figure).centre)}" for part in parts)


def together_lines(total: Reading, *, is_twice: bool) -> Iterator[Line]:
    """How a sum was read, both ways; `is_twice` if the same person may be in more than one of its parts."""
    how = "lowest to highest"
    if is_twice:
        how = "from the largest part to the sum: the same person may be in more than one period"
    yield Line("Ordinary readings together", str(total.ordinary), "", how)
    yield Line("Strict readings together", str(total.strict), "", how)


def difference_lines(left: Reading, right: Reading) -> Iterator[Line]:
    """By how much, and how many times, two readings part."""
    value = difference(left, right)
    note = f"{shown_exactly(left.centre)} − {shown_exactly(right.centre)}"
    if _is_least(value, left, right):
        note += f"{IS_LEAST}as their readings part by so much"
    elif not _are_points(left, right):  # which comes out exact at times, and is about so much all the same
        note += f"{IS_ROUNDED}{grouped(max(left.step, right.step))}"
    yield Line("Difference", f"{'+' if value > 0 else ''}{grouped(value)}", "", note, "difference")
    times = factor(left, right)
    if times is not None:
        yield Line("Factor", grouped(said_times(times)), "", "the larger divided by the smaller", "factor")


def said_times(times: Decimal) -> Decimal:
    """How many times, as sentences and lines of the arithmetic say it: to two places."""
    return rounded(Fraction(times), 2)


def times_words(times: Decimal | None) -> str:
    """3.65 times; blank where there is no factor, and for one that is next to one."""
    return "" if times is None or said_times(times) < NEXT_TO_ONE else f"{grouped(said_times(times))} times"


def apart_words(left: Reading, right: Reading) -> str:
    """By how much the higher of two readings is higher: 277,704; at least 148,576; rounded, about 2,000,000."""
    value = difference(left, right)
    if _are_points(left, right):
        return grouped(abs(value))
    return f"{'at least' if _is_least(value, left, right) else 'about'} {grouped(abs(value))}"


def points_words(said: Statement) -> str:
    """What percentages part by, behind the number; blank behind what is counted, and what a percentage came to."""
    return " percentage points" if said.figure.is_percent and said.conversion is None else ""


def _are_points(left: Reading, right: Reading) -> bool:
    return left.ordinary.is_point and right.ordinary.is_point


def _is_least(value: Decimal, left: Reading, right: Reading) -> bool:
    """Whether two readings, of which one is more than a point, part by so much at best."""
    return not _are_points(left, right) and value != 0 and abs(Fraction(value)) == left.ordinary.gap(right.ordinary)


def tolerance_lines(
    left: Reading, right: Reading, comparison: Comparison, policy: Policy, indicator: str, *, is_order: bool
) -> Iterator[Line]:
    """What the policy lets pass, and where the verdict would flip. `is_order` if only being above it is amiss."""
    distance = "smallest distance between the ordinary readings"
    gap = "by how much the part is above what holds it, whatever the ordinary readings are" if is_order else distance
    yield Line("Gap at best", shown_exactly(comparison.gap), "", gap, GAP)
    tolerance = policy.tolerance(indicator)
    note = f"{grouped(tolerance.relative * 100)}% of {shown_exactly(larger_of(left, right))}, policy “{tolerance.name}”"
    if comparison.bridged:
        note += f", and {shown_exactly(comparison.bridged)} for the days that differ"
    if tolerance.absolute:
        note += f"; at least {grouped(tolerance.absolute)}"
    yield Line("Gap that still agrees", shown_exactly(comparison.allowed), "", note, ALLOWED)
    if comparison.flips_at is not None:
        agrees = comparison.verdict is Verdict.AGREES
        note = (
            "at a tolerance below it the figures differ" if agrees else "at a tolerance from here on the figures agree"
        )
        percent = rounded(comparison.flips_at * 100, 2)
        if percent == tolerance.relative * 100:  # which of the two is more must be seen
            percent = rounded(comparison.flips_at * 100)
        yield Line("Flips at", f"{grouped(percent)}%", "", note)


def within_words(
    left: Reading, right: Reading, comparison: Comparison, tolerance: Tolerance, *, days: int, is_order: bool
) -> str:
    """By what tolerance two figures agree: within 1% and 14 days bridged. `days` lie between ends that count as one."""
    bridged = f"{days} {'day' if days == 1 else 'days'} bridged" if days else ""
    is_touching = not (is_order or comparison.gap or left.ordinary.meets(right.ordinary))
    if not comparison.gap and not is_touching:
        none = "no tolerance needed: it is not above" if is_order else "no tolerance needed: the readings meet"
        return f"{none}, with {bridged}" if bridged else none
    percent = f"within {grouped(tolerance.relative * 100)}%"
    if comparison.gap > Fraction(tolerance.relative) * larger_of(left, right) and comparison.gap <= Fraction(
        tolerance.absolute
    ):
        percent = f"within {grouped(tolerance.absolute)}"
    return f"{percent} and {bridged}" if bridged else percent


def within_lines(comparison: Comparison, within: str) -> Iterator[Line]:
    """By what tolerance figures agree, where they do."""
    if comparison.verdict is Verdict.AGREES:
        yield Line("By what tolerance", within, "", "", "within")


def words_of(verdict: Verdict, *, is_order: bool = False) -> str:
    """A verdict in words; where only being above is amiss, to agree is to fit."""
    return FITS if is_order and verdict is Verdict.AGREES else WORDS[verdict]


def verdict_lines(
    verdict: Verdict, why: str, *, strict: Verdict, strictly: str, is_order: bool = False
) -> Iterator[Line]:
    """The verdict with its reason in a sentence, and the verdict on the strict readings where it is another one."""
    yield Line("Verdict", words_of(verdict, is_order=is_order), "", why, "verdict")
    if strict is not verdict:
        yield Line("On the strict readings", words_of(strict, is_order=is_order), "", strictly, "strict")


def set_aside_lines(said: Iterable[Statement], used: Iterable[Statement]) -> Iterator[Line]:
    """The errors that an organisation declares and that cannot excuse its own arithmetic."""
    pairs = zip(said, used, strict=True)
    dropped = [one for one, other in pairs if one.figure.known_bias and not other.figure.known_bias]
    for words in dict.fromkeys((one.figure.known_bias, one.bias_as_said) for one in dropped):
        refs = ", ".join(one.ref for one in dropped if (one.figure.known_bias, one.bias_as_said) == words)
        note = f"of {refs}; set aside, as what is left out of the parts is left out of the whole"
        yield Line(f"Declared {words[0]}", f"“{words[1]}”", "", note)


def strict_sum_words(verdict: SumVerdict) -> str:
    """What the strict readings of a sum, a share or a plan come to, in a sentence."""
    match verdict:
        case Verdict.ADDS_UP:
            return "it adds up whatever the words are read as"
        case Verdict.DOES_NOT_ADD_UP:
            return "it does not add up"
        case Verdict.MAY_ADD_UP:
            return "the words allow that it adds up and do not prove it"
        case _:
            assert_never(verdict)
