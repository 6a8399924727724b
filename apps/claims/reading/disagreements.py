"""The words of a figure against what was entered for it: one rule for forms, files and proposals.

    compare_words(Entered("4,237", Qualifier.EXACTLY, Decimal(4327)), UnitTraits("people", True), "en")
    [Disagreement("swapped_digits", "value", "The words say 4,237, the value 4,327: two digits are swapped.")]

What the words leave out does not disagree: “1.2 million” beside the qualifier “more than” is how figures are entered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from apps.claims.numbers import LAST_PLACE, grouped
from apps.claims.reading.estimates import Estimate, read_estimate
from apps.claims.reading.figures import ANY_UNIT, read_figure
from apps.claims.reading.outcomes import SPOKEN, Asked, Qualifier, Read, Refused, UnitTraits
from apps.claims.reading.typed import infer_step, is_said, meanings_of


class Code(StrEnum):
    """In what way words and entry disagree."""

    SWAPPED_DIGITS = "swapped_digits"
    SCALE_APART = "scale_apart"
    PERCENT_AS_FRACTION = "percent_as_fraction"
    VALUE_DIFFERS = "value_differs"
    PERCENT_IN_A_COUNT = "percent_in_a_count"
    SHARE_IN_A_COUNT = "share_in_a_count"
    RANGE_AS_ONE_NUMBER = "range_as_one_number"
    ONE_NUMBER_AS_RANGE = "one_number_as_range"
    UPPER_VALUE_DIFFERS = "upper_value_differs"
    NO_NUMBER_IN_WORDS = "no_number_in_words"
    NUMBER_NOT_ENTERED = "number_not_entered"
    WORDS_NOT_READ = "words_not_read"
    MEANT_IN_TWO_WAYS = "meant_in_two_ways"
    MARKED = "marked"
    QUALIFIER_DIFFERS = "qualifier_differs"
    CURRENCY_DIFFERS = "currency_differs"
    STEP_DIFFERS = "step_differs"
    NOT_WHOLE = "not_whole"
    INTERVAL_DIFFERS = "interval_differs"


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure as it was entered. `step` is None where it is to be read from the words."""

    as_said: str
    qualifier: Qualifier
    value: Decimal | None = None
    value_high: Decimal | None = None
    step: Decimal | None = None
    interval_low: Decimal | None = None
    interval_high: Decimal | None = None


class Disagreement(NamedTuple):
    """One way in which words and entry disagree: its code, the field of the claim, and a sentence that names both."""

    code: Code
    field: str
    sentence: str


def compare_words(entered: Entered, unit: UnitTraits = ANY_UNIT, language: str = "en") -> list[Disagreement]:
    """Every disagreement between the words and the entry; none where they say the same."""
    estimate = read_estimate(entered.as_said, language, unit)
    if estimate is not None:
        central = replace(entered, as_said=estimate.central)
        return [*compare_words(central, unit, language), *_about_interval(entered, estimate)]
    # Only what makes one ask: percent signs in a count and numbers below zero have disagreements of their own.
    code = unit.code if unit.is_multiple else ""
    hint = UnitTraits(code, is_percent=unit.is_percent, is_whole=unit.is_whole, per=unit.per)
    outcome = read_figure(entered.as_said, language, hint)
    if isinstance(outcome, Refused):
        return [_unread(entered, outcome)]
    disagreements = []
    if isinstance(outcome, Asked) and (asked := _unanswered(entered, outcome)):
        disagreements.append(asked)
    meant = _meant(entered, meanings_of(outcome), unit)
    rules = (_about_unit, _about_value, _about_upper_value, _about_qualifier, _about_step, _about_whole)
    for rule in rules:
        disagreements += rule(entered, meant, unit, language)
    return disagreements


def _unread(entered: Entered, refused: Refused) -> Disagreement:
    value = "" if entered.value is None else f"The value is {grouped(entered.value)}, and "
    reason = f"{value}“{entered.as_said}” is not read as a figure. {refused.reason}"
    return Disagreement(Code.WORDS_NOT_READ, "figure_as_said", reason)


def _unanswered(entered: Entered, asked: Asked) -> Disagreement | None:
    """A question that the value does not answer. What a mark says, no value answers."""
    if len(asked.meanings) == 1:
        return Disagreement(Code.MARKED, "figure_as_said", asked.question)
    if any(_is_value(read, entered.value) for read in asked.meanings):
        return None
    return Disagreement(Code.MEANT_IN_TWO_WAYS, "figure_as_said", asked.question)


def _meant(entered: Entered, meanings: tuple[Read, ...], unit: UnitTraits) -> Read:
    """The meaning that the value fits, else the likeliest; a part of one in percent where the unit is percent."""
    fits = (read for read in meanings if _is_value(read, entered.value))
    read = next(fits, meanings[0])
    return read.percentage if unit.is_percent else read


def _about_unit(_: Entered, meant: Read, unit: UnitTraits, __: str) -> Iterator[Disagreement]:
    if unit.code and not unit.is_percent and meant.is_percent:
        sentence = f"The words say {meant.spoken}, the unit is {unit.code}, not percent."
        yield Disagreement(Code.PERCENT_IN_A_COUNT, "unit", sentence)
    if unit.is_counted and not unit.is_percent and meant.is_fraction:
        sentence = f"The words say a part ({meant.text}), the unit is {unit.code}: a part is a number of percent."
        yield Disagreement(Code.SHARE_IN_A_COUNT, "unit", sentence)
    currency = meant.currency
    if currency.isalpha() and unit.code and unit.code.upper() != currency:
        yield Disagreement(Code.CURRENCY_DIFFERS, "unit", f"The words say {currency}, the unit is {unit.code}.")


def _about_value(entered: Entered, meant: Read, unit: UnitTraits, _: str) -> Iterator[Disagreement]:
    value = entered.value
    if meant.value is None:
        if value is not None:
            sentence = f"The words (“{meant.text}”) hold no number, the value is {grouped(value)}."
            yield Disagreement(Code.NO_NUMBER_IN_WORDS, "value", sentence)
    elif value is None:
        sentence = f"The words say {_bare(meant)}, no value is entered."
        yield Disagreement(Code.NUMBER_NOT_ENTERED, "value", sentence)
    elif not _is_value(meant, value):
        code, why = _how_apart(meant, value, unit)
        yield Disagreement(code, "value", f"The words say {_bare(meant)}, the value {grouped(value)}{why}.")


def _how_apart(meant: Read, value: Decimal, unit: UnitTraits) -> tuple[Code, str]:
    """In what way a value is not the one in the words, and the words for it."""
    said = meant.value or Decimal(0)
    if (meant.is_percent or unit.is_percent) and is_said(meant, value * 100):
        return Code.PERCENT_AS_FRACTION, ": a percentage is entered as 40.96, not as 0.4096"
    if said and value and _is_power_of_ten(value / said):
        return Code.SCALE_APART, f": {grouped(max(said / value, value / said))} times apart"
    ours, theirs = f"{abs(said).normalize():f}", f"{abs(value).normalize():f}"
    if len(ours) == len(theirs) and sorted(ours) == sorted(theirs):
        differing = sum(one != other for one, other in zip(ours, theirs, strict=True))
        how = "two digits are swapped" if differing == 2 else "the same digits in another order"
        return Code.SWAPPED_DIGITS, f": {how}"
    return Code.VALUE_DIFFERS, ""


def _about_upper_value(entered: Entered, meant: Read, _: UnitTraits, __: str) -> Iterator[Disagreement]:
    high = entered.value_high
    if meant.value is None or entered.value is None:
        return
    if meant.value_high is not None and high is None:
        sentence = f"The words say {meant.spoken}, one number is entered: {grouped(entered.value)}."
        yield Disagreement(Code.RANGE_AS_ONE_NUMBER, "value_high", sentence)
    elif meant.value_high is None and high is not None:
        sentence = f"The words say {_bare(meant)}, a range is entered: {grouped(entered.value)} to {grouped(high)}."
        yield Disagreement(Code.ONE_NUMBER_AS_RANGE, "value_high", sentence)
    elif meant.value_high is not None and high is not None and abs(meant.value_high - high) > LAST_PLACE:
        sentence = f"The words say {grouped(meant.value_high)}, the upper value is {grouped(high)}."
        yield Disagreement(Code.UPPER_VALUE_DIFFERS, "value_high", sentence)


def _about_qualifier(entered: Entered, meant: Read, _: UnitTraits, __: str) -> Iterator[Disagreement]:
    said, chosen = meant.qualifier, entered.qualifier
    apart = (Qualifier.EXACTLY, Qualifier.BETWEEN, Qualifier.VAGUE)  # no qualifier in the words, or told by the value
    if said != chosen and said not in apart:
        spoken = SPOKEN.get(chosen, "").strip() or chosen.replace("_", " ")
        sentence = f"The words say {SPOKEN[said].strip()} (“{meant.text}”), the qualifier is {spoken}."
        yield Disagreement(Code.QUALIFIER_DIFFERS, "qualifier", sentence)


def _about_step(entered: Entered, meant: Read, _: UnitTraits, language: str) -> Iterator[Disagreement]:
    """An entered step may be coarser than the words, as for figures rounded to five; not finer, and it must fit."""
    step, value = entered.step, entered.value
    if step is None or step <= 0 or value is None or meant.value is None:
        return
    inferred = infer_step(entered.as_said, value, language)
    is_point = entered.qualifier is Qualifier.EXACTLY and abs(value) < 1000 and step >= 1
    if step < inferred and not is_point:
        sentence = f"The words are written to {grouped(inferred)}, the step entered is {grouped(step)}."
        yield Disagreement(Code.STEP_DIFFERS, "step", sentence)
    elif step > inferred and value % step != 0 and not meant.is_percent:
        sentence = f"The words say {_bare(meant)}, which is not rounded to the step entered, {grouped(step)}."
        yield Disagreement(Code.STEP_DIFFERS, "step", sentence)


def _about_interval(entered: Entered, estimate: Estimate) -> Iterator[Disagreement]:
    said = f"{grouped(estimate.low)} to {grouped(estimate.high)}"
    low, high = entered.interval_low, entered.interval_high
    if low is None or high is None:
        yield Disagreement(
            Code.INTERVAL_DIFFERS, "interval_low", f"The words state an interval, {said}; none is entered."
        )
    elif (low, high) != (estimate.low, estimate.high):
        sentence = f"The words state an interval, {said}; entered is {grouped(low)} to {grouped(high)}."
        yield Disagreement(Code.INTERVAL_DIFFERS, "interval_low", sentence)


def _about_whole(entered: Entered, _: Read, unit: UnitTraits, __: str) -> Iterator[Disagreement]:
    for field, value in (("value", entered.value), ("value_high", entered.value_high)):
        if unit.is_whole and value is not None and value != value.to_integral_value():
            sentence = f"The value is {grouped(value)}, and {unit.code} are counted in whole numbers."
            yield Disagreement(Code.NOT_WHOLE, field, sentence)


def _is_value(meant: Read, value: Decimal | None) -> bool:
    return value is not None and is_said(meant, value)


def _bare(meant: Read) -> str:
    """The number in the words without its qualifier, which may well be entered."""
    if meant.value_high is not None or meant.value is None:
        return meant.spoken
    return f"{grouped(meant.value)}{' %' if meant.is_percent else ''}"


def _is_power_of_ten(ratio: Decimal) -> bool:
    digits = ratio.normalize().as_tuple()
    return digits.digits == (1,) and digits.exponent != 0
