"""Reading one figure as a source writes it: qualifier, number or range, percent, currency; or a question, or a refusal.

    from apps.claims.reading.figures import read_figure

    read_figure("more than 1.2 million", "en")        Read: more_than, 1200000, step 100000
    read_figure("от 24 до 48", "ru")                  Read: between, 24 to 48
    read_figure("1.234", "en", UnitTraits("people", True))  Asked: 1,234 or 1.234?
    read_figure("300 (three hundred)", "en")          Read: 300
    read_figure("double", "en")                       Refused: of what?
    read_figure("double", "en", UnitTraits("times"))  Read: 2

Everything is bounded: a text longer than `LONGEST` is refused unread, so no text takes longer than its length.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from apps.claims.numbers import grouped, last_digit
from apps.claims.reading.amounts.amount import amount
from apps.claims.reading.amounts.cardinals import Context, Number, step_of_words, to_decimal
from apps.claims.reading.amounts.digits import MOST_DIGITS, Doubt, signs_of
from apps.claims.reading.amounts.fifths import as_parts, may_be_part
from apps.claims.reading.amounts.multiples import as_number
from apps.claims.reading.amounts.vague import is_vague
from apps.claims.reading.lexicon import NAMES, Lexicon, language_of, lexicon_of
from apps.claims.reading.outcomes import Asked, Outcome, Qualifier, Read, Refused, UnitTraits
from apps.claims.reading.ranges import bounded, has_percent, ranged
from apps.claims.reading.rates import without_rate
from apps.claims.reading.surroundings import Stripped, stands_beside, strip
from apps.claims.reading.tokens import Token, tokenize

LONGEST = 300
MOST_TOKENS = 64
ANY_UNIT = UnitTraits()
_PLAIN = re.compile("[0-9]{1,15}|[1-9][0-9]{0,2}(?P<group>,[0-9]{3}){1,4}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_NOTE = re.compile(r"(?<=[^\s])\s?([*†‡§#]{1,3}|[¹²³⁰⁴-⁹]{1,3}|\[[a-z\d]{1,3}\]|\([a-z\d]{1,2}\))$", re.IGNORECASE)
_TWICE = re.compile(r"(?P<one>[^()\[\]]+)\((?P<again>[^()\[\]]+)\)(?P<after>[^()\[\]]*)")
_EXPONENT = re.compile(r"\d\s?(?:_|e[-+−]?\d|\^|[x×*]\s?10\b)", re.IGNORECASE)
_OPENING = " \t\r\n\u00a0:!?\"'“”„«»‘’"
_QUOTED = " \t\r\n\u00a0.,;:!?\"'“”„«»‘’"
_SYMBOLS = {
    ">": Qualifier.MORE_THAN, ">=": Qualifier.AT_LEAST, "≥": Qualifier.AT_LEAST, "<": Qualifier.LESS_THAN,
    "<=": Qualifier.AT_MOST, "≤": Qualifier.AT_MOST, "~": Qualifier.ABOUT, "≈": Qualifier.ABOUT, "=": Qualifier.EXACTLY,
}  # fmt: skip
_OR_EQUAL = {Qualifier.MORE_THAN: Qualifier.AT_LEAST, Qualifier.LESS_THAN: Qualifier.AT_MOST}
_NO_NUMBER = "There is no number in these words."


class Bounds(NamedTuple):
    """What one way of reading the words says."""

    qualifier: Qualifier
    low: Number
    high: Number | None = None


def read_figure(text: str, language: str = "en", unit: UnitTraits = ANY_UNIT) -> Outcome:
    """Reads the words of one figure in a language; never raises.

    `language` is a tag such as `en` or `es-MX`; the signs of every language are known, the words of five. With a
    `unit` what cannot be of it is asked about or refused: 1.234 people, 12,345 %, people below zero.
    """
    if len(text) > LONGEST:
        return Refused(text[:LONGEST], f"This is longer than a figure is: at most {LONGEST} characters.")
    return _read(text, language, unit)


@lru_cache(maxsize=8192)
def _read(text: str, language: str, unit: UnitTraits) -> Outcome:
    if plain := _read_plainly(text, language, unit):
        return plain
    words = text.rstrip(_QUOTED).lstrip(_OPENING)
    words = _said_once(words, language)
    if unit.is_multiple:
        words = as_number(words, language)
    if refusal := _refuse_unread(text, words):
        return refusal
    noted = _NOTE.search(words)
    words = words[: noted.start()] if noted else words
    own = language_of(language, words)
    lexicon = lexicon_of(own)
    words = as_parts(words) if own == "ar" else words
    tokens = lexicon.parted(lexicon.spelled(tokenize(words)))
    if len(tokens) > MOST_TOKENS:
        return Refused(text, f"These are more words than a figure has: at most {MOST_TOKENS}.")
    outcome = _read_tokens(text, tokens, Context(lexicon, language), unit)
    return _ask_about_note(outcome, noted[1]) if noted else outcome


def _read_plainly(text: str, language: str, unit: UnitTraits) -> Read | None:
    """Most figures by far are digits and nothing else, which no sign leaves open: read at once."""
    match = _PLAIN.fullmatch(text)
    if match is None or (match["group"] and (unit.is_percent or signs_of(language).group != ",")):
        return None
    value = Decimal(text.replace(",", ""))
    return Read(text, Qualifier.EXACTLY, value, step=last_digit(value))


def _said_once(words: str, language: str) -> str:
    """The words without the second way of saying one number: 300 (three hundred) people, twelve (12) per cent."""
    match = _TWICE.fullmatch(words)
    if match is None:
        return words
    once = f"{match['one'].rstrip()} {match['after'].lstrip()}".rstrip()
    first, again, whole = (read_figure(said, language) for said in (match["one"], match["again"], once))
    if not (isinstance(first, Read) and isinstance(again, Read) and isinstance(whole, Read)):
        return words
    numbers = [(read.percentage.value, read.percentage.is_percent) for read in (first, again)]
    is_one = again.qualifier is Qualifier.EXACTLY and first.value is not None and first.value_high is None
    return once if is_one and numbers[0] == numbers[1] and whole.value == first.value else words


def _refuse_unread(text: str, words: str) -> Refused | None:
    if not words:
        return Refused(text, _NO_NUMBER)
    if _CONTROL.search(text):
        return Refused(text, "There is a control character in these words.")
    if _EXPONENT.search(words):
        return Refused(text, "A number is written out here, without underscores or exponents.")
    return None


def _read_tokens(text: str, tokens: Sequence[Token], context: Context, unit: UnitTraits) -> Outcome:
    lexicon = context.lexicon
    if lexicon.shares.whole(tokens):
        return Read(text, Qualifier.VAGUE)
    tokens = without_rate(tokens, unit, context)
    stripped = strip(tokens, lexicon)
    if is_vague(tokens, lexicon) or is_vague(stripped.tokens, lexicon):
        return Read(text, Qualifier.VAGUE)
    readings = _readings(stripped, context)
    doubts = [context.written(token).doubt for token in tokens if token.kind == "digits"]
    others = _readings(stripped, replace(context, variant=1)) if any(d is not Doubt.NEVER for d in doubts) else []
    if not readings and not others:
        return Refused(text, _why_not(tokens, lexicon))
    are_parts = all(bounds.low.is_fraction for bounds in (*readings, *others))
    if foreign := stands_beside(stripped, unit, context, is_part=are_parts):
        return Refused(text, foreign)
    meanings = [_to_read(text, bounds, stripped) for bounds in readings]
    others_read = [_to_read(text, bounds, stripped) for bounds in others]
    are_digits_open = not meanings or _must_ask(doubts, meanings, stripped, unit, tokens)
    are_digits_open = are_digits_open or (lexicon.language == "ar" and may_be_part(tokens, lexicon))
    is_asked = len(meanings) != 1 or are_digits_open
    meanings = list(dict.fromkeys([*meanings, *(others_read if are_digits_open else [])]))
    return _settle(text, meanings, unit, is_asked=is_asked)


def _must_ask(
    doubts: Sequence[Doubt], meanings: Sequence[Read], stripped: Stripped, unit: UnitTraits, tokens: Sequence[Token]
) -> bool:
    """Whether the first meaning of the digits is not to be taken without a question."""
    if Doubt.ALWAYS in doubts or _is_unusual_part(tokens):
        return True
    if Doubt.IF_MEASURED in doubts:
        # “1.234 millones” is said of thousands of millions and of a million and a quarter alike.
        written = zip((token.text for token in tokens if token.kind == "digits"), doubts, strict=True)
        has_point = any("." in digits and doubt is Doubt.IF_MEASURED for digits, doubt in written)
        return stripped.is_percent or unit.is_percent or (has_point and _is_scaled(meanings, tokens))
    # “12.000 refugees” is twelve of them in English, and thousands where somebody writes as in Spanish.
    is_counted = unit.is_whole or stripped.is_of_things
    if all(read.is_whole and read.scale > 1 for read in meanings):
        return Doubt.IF_COUNTED_OR_SCALED in doubts  # 1,200 millones
    return is_counted and bool({Doubt.IF_COUNTED, Doubt.IF_COUNTED_OR_SCALED} & {*doubts})


def _is_unusual_part(tokens: Sequence[Token]) -> bool:
    """Whether a part is written that may be a day, a month, or so many of so many: 9/11, 12/2018, 300/350."""
    wholes = (after for bar, after in pairwise(tokens) if bar.text == "/")
    return any(whole.kind == "digits" and len(whole.text) > 1 and whole.text != "10" for whole in wholes)


def _is_scaled(meanings: Sequence[Read], tokens: Sequence[Token]) -> bool:
    digits = {token.text.replace(".", "") for token in tokens if token.kind == "digits"}
    return any(read.value is not None and str(abs(read.value)) not in digits for read in meanings)


def _settle(text: str, meanings: list[Read], unit: UnitTraits, *, is_asked: bool) -> Outcome:
    """One meaning is read, if it can be of the unit; several are asked about."""
    listed = " or ".join(read.spoken for read in meanings)
    if is_asked and len(meanings) == 1:
        return Asked(text, f"“{text}” is not how numbers are written here. Is {listed} meant?", (*meanings,))
    if is_asked:
        return Asked(text, f"“{text}” can be meant in more than one way: is it {listed}?", (*meanings,))
    reason = _cannot_be(meanings[0], unit)
    return Refused(text, reason) if reason else meanings[0]


def _cannot_be(read: Read, unit: UnitTraits) -> str:
    """Why a reading cannot be a figure, or one of its unit; blank where it can."""
    ends = [end for end in (read.value, read.value_high) if end is not None]
    if any(abs(end) >= 10**MOST_DIGITS for end in ends):
        return f"A figure has at most {MOST_DIGITS} digits."
    if read.value is not None and read.value_high is not None and read.value_high <= read.value:
        return f"A range runs upwards: {grouped(read.value_high)} is not above {grouped(read.value)}."
    if unit.is_counted and any(end < 0 for end in ends):
        return f"What is counted is not below zero: {read.spoken}."
    if unit.code and read.is_percent and not unit.is_percent:
        return f"There is a percent sign, and the unit ({unit.code}) is not percent."
    if (unit.is_whole or unit.per) and unit.code and read.is_fraction:
        return f"A part of one is a number of percent, and the unit is {unit.code}."
    if unit.is_whole and not read.is_fraction and not read.is_percent and not read.is_whole:
        return f"What is counted one by one is a whole number: {read.spoken} is none."
    return ""


def _to_read(text: str, bounds: Bounds, stripped: Stripped) -> Read:
    low, high = bounds.low, bounds.high
    step = min(low.step, high.step) if high else low.step
    if low.is_fraction and stripped.is_percent:
        step = step_of_words(low.value)  # half a percent
    return Read(
        text,
        bounds.qualifier,
        value=to_decimal(low.value),
        value_high=to_decimal(high.value) if high else None,
        step=to_decimal(step),
        is_percent=stripped.is_percent,
        is_fraction=low.is_fraction and not stripped.is_percent,
        currency=stripped.currency,
        scale=low.scale,
    )


def _ask_about_note(outcome: Outcome, note: str) -> Outcome:
    """A mark beside a number says something of it that the number does not."""
    if isinstance(outcome, Read):
        question = f"What does the mark {note} say? Without it the figure is {outcome.spoken}."
        return Asked(outcome.text, question, (outcome,))
    if isinstance(outcome, Asked):
        return replace(outcome, question=f"{outcome.question} And what does the mark {note} say?")
    return outcome


# Qualifier and number.


def _readings(stripped: Stripped, context: Context) -> list[Bounds]:
    """Every way in which qualifier and number can be read; one, where the words are clear."""
    return list(dict.fromkeys(_qualified(stripped, replace(context, is_measured=bool(stripped.measure)))))


def _qualified(stripped: Stripped, context: Context) -> list[Bounds]:
    tokens = stripped.tokens
    if not tokens or (not stripped.is_percent and has_percent(tokens, context)):
        return []  # “12 % to 340” is no range
    if one_sided := _one_sided(tokens, context):
        return [Bounds(*one_sided)]
    number = amount(tokens, context)
    if number is None and stripped.is_of_one and context.lexicon.articles.whole(tokens):
        number = Number(Fraction(1), Fraction(1), Fraction(1))  # “a” of “a month”
    if number is not None:
        return [Bounds(Qualifier.ABOUT if number.is_round else Qualifier.EXACTLY, number)]
    about = next((rest for said, rest in _qualifiers(tokens, context.lexicon) if said is Qualifier.ABOUT), ())
    ends = ranged(tokens, context) or (ranged(about, context) if about and about[-1] == tokens[-1] else [])
    both = [Bounds(Qualifier.BETWEEN, low, high) for low, high in ends]
    return both or [Bounds(Qualifier.BETWEEN, *ends) for ends in bounded(tokens, context, _one_sided)]


def _one_sided(tokens: Sequence[Token], context: Context) -> tuple[Qualifier, Number] | None:
    """A qualifier and its number: more than 5, 5 or more, more than 5 or equal."""
    lexicon = context.lexicon
    if equal := lexicon.or_equal.last(tokens):
        bound = _one_sided(tokens[: len(tokens) - equal[0]], context)
        return (_OR_EQUAL[bound[0]], bound[1]) if bound and bound[0] in _OR_EQUAL else None
    for qualifier, rest in _qualifiers(tokens, lexicon) if tokens else ():
        if (number := amount(rest, context)) is not None:
            return qualifier, number
        if qualifier is Qualifier.EXACTLY and (bound := _one_sided(rest, context)):
            return bound
    return None


def _qualifiers(tokens: Sequence[Token], lexicon: Lexicon) -> list[tuple[Qualifier, Sequence[Token]]]:
    """The qualifiers that stand before or after the number, each with what is left."""
    qualified: list[tuple[Qualifier, Sequence[Token]]] = []
    if tokens[0].text in _SYMBOLS:
        qualified.append((_SYMBOLS[tokens[0].text], tokens[1:]))
    if tokens[-1].text == "+":
        qualified.append((Qualifier.AT_LEAST, tokens[:-1]))
    lengths = range(1, len(tokens))
    qualified += [(said, tokens[n:]) for n in reversed(lengths) if (said := lexicon.before.whole(tokens[:n]))]
    qualified += [(said, tokens[:-n]) for n in reversed(lengths) if (said := lexicon.after.whole(tokens[-n:]))]
    return qualified


def _why_not(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """A sentence that says what keeps the words from being a figure."""
    if any(lexicon.based.at(tokens, position) for position in range(len(tokens))):
        return "This says how many times another figure is meant: which one must be said, and the number worked out."
    if any(sum(c.isdigit() for c in token.text) > MOST_DIGITS for token in tokens):
        return f"A figure has at most {MOST_DIGITS} digits."
    if not any(token.kind == "digits" or lexicon.atoms.at([token], 0) for token in tokens):
        return _NO_NUMBER if lexicon.language else f"{_NO_NUMBER} Words are read in {', '.join(NAMES.values())}."
    for token in tokens:
        if token.kind == "word" and token.text not in lexicon.vocabulary:
            named = NAMES.get(lexicon.language)
            return f"“{token.raw}” is not known as a part of a figure{f' in {named}' if named else ''}."
    return "These words and signs do not make one number or range."
