"""One amount, however it is said: a cardinal, a part (a third, 1 in 3), both (two and a half), decimals in words.

Each way of saying it is one function: from tokens to a `Number`, or None where the tokens say nothing of the kind.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from apps.claims.reading.amounts.cardinals import Context, Number, cardinal, step_of_words
from apps.claims.reading.calendar.spans import FIRST_YEAR, LAST_YEAR
from apps.claims.reading.lexicon import Kind, Phrases
from apps.claims.reading.tokens import Token

_MINUS = ("-", "−", "–")
_POINT_OF_SHARE = Fraction(1, 100)
_LARGEST_PART = 10**6
USUAL_WHOLES = frozenset((*range(2, 11), 12, 20, 100, 1_000))  # three people in ten


def amount(tokens: Sequence[Token], context: Context) -> Number | None:
    """The amount that all the tokens say."""
    if not tokens:
        return None
    if tokens[0].text == "+":
        return amount(tokens[1:], context) if len(tokens) > 1 and tokens[1].kind == "digits" else None
    minus = context.lexicon.minus.first(tokens)
    length = 1 if tokens[0].text in _MINUS else minus[0] if minus else 0
    if length:
        positive = _positive(tokens[length:], context)
        return positive and positive._replace(value=-positive.value, mantissa=-positive.mantissa)
    return _positive(tokens, context)


def _positive(tokens: Sequence[Token], context: Context) -> Number | None:
    for way in (cardinal, _part, _ratio, _mixed, _scaled, _in_decimals):
        if (number := way(tokens, context)) is not None:
            return number
    return None


def _part(tokens: Sequence[Token], context: Context) -> Number | None:
    """A third, two thirds, half, 3/4; never more than one whole."""
    lexicon = context.lexicon
    if len(tokens) == 3 and tokens[1].text in ("/", "⁄") and tokens[0].kind == tokens[2].kind == "digits":
        return _share(_whole(tokens[:1], context), _whole(tokens[2:], context))
    if share := lexicon.shares_in_one.whole(tokens):
        return _share(*share)
    part = lexicon.parts.last(tokens)
    if part is None:
        return None
    before = tokens[: len(tokens) - part[0]]
    if the := lexicon.the.first(before):
        before = before[the[0] :]
    if not before:
        return _share(1, part[1]) if lexicon.bare_parts.last(tokens) else None
    return _share(1 if lexicon.articles.whole(before) else _whole(before, context), part[1])


def _ratio(tokens: Sequence[Token], context: Context) -> Number | None:
    """1 in 3, one out of three, one person in three; 300 in 2018 and 15 in 24 hours are none."""
    if context.is_measured:
        return None
    alone = context.lexicon.one_part_of.first(tokens)
    if alone:
        return _share(1, _whole(tokens[alone[0] :], context))
    shares = {
        share
        for left, right in splits(tokens, context.lexicon.ratios)
        if not _may_be_year(right) and (share := _share_in(left, right, context))
    }
    return shares.pop() if len(shares) == 1 else None


def _share_in(left: Sequence[Token], right: Sequence[Token], context: Context) -> Number | None:
    """The share before and after “in”; with a noun between, of a usual whole: 300 people in 500 may be in 500 camps.

    One child in 26 is a share of any.
    """
    thing = context.lexicon.things.last(left)
    part, whole = _whole(left[: len(left) - thing[0]] if thing else left, context), _whole(right, context)
    if thing and part != 1 and whole not in USUAL_WHOLES:
        return None
    return _share(part, whole)


def _may_be_year(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and tokens[0].text.isdecimal() and FIRST_YEAR <= int(tokens[0].text) <= LAST_YEAR


def _mixed(tokens: Sequence[Token], context: Context) -> Number | None:
    """Two and a half, 2 1/2; of millions, the part is one of a million: three million and a half.

    “Vingt et un cinquième” is none: it may be 21 fifths.
    """
    lexicon = context.lexicon
    part_word = lexicon.parts.last(tokens)
    fifths = cardinal(tokens[: len(tokens) - part_word[0]], context) if part_word else None
    if fifths is not None and fifths.value < 10**6:
        return None
    numbers = set()
    joins = (lexicon.joins, lexicon.points, lexicon.with_parts)
    parted = (pair for phrases in joins for pair in splits(tokens, phrases))
    for left, right in [*parted, *_before_a_fraction(tokens)]:
        whole, part = cardinal(left, context), _part(right, context)
        if whole is None or whole.value.denominator != 1 or whole.mantissa.denominator != 1:
            continue
        if part is None:
            part = _scaled(right, context)  # مليون ونصف المليون
            if part is None or part.scale != whole.scale or part.value >= part.scale or part.scale == 1:
                continue
            part = part._replace(value=part.mantissa)
        if whole.value >= 1000 and whole.scale < 10**6:
            continue
        value = whole.value + part.value * (1 if whole.scale == 100 else whole.scale)  # a hundred and a half is 100.5
        numbers.add(Number(value, step_of_words(value), value))
    return numbers.pop() if len(numbers) == 1 else None


def _scaled(tokens: Sequence[Token], context: Context) -> Number | None:
    """Half a million, two thirds of a million, two and a half million, two point five million."""
    lexicon = context.lexicon
    last = lexicon.atoms.last(tokens)
    if last is None or last[1].kind not in (Kind.SCALE, Kind.DOZEN):
        return None
    scale, before = last[1].value, tokens[: len(tokens) - last[0]]
    of = lexicon.of.last(before)
    if of:
        before = before[: len(before) - of[0]]
    elif (article := lexicon.articles.last(before)) and len(before) > article[0]:
        before = before[: len(before) - article[0]]  # half a million
    elif (the := lexicon.the.last(before)) and len(before) > the[0]:
        before = before[: len(before) - the[0]]  # نصف المليون
    for way in (_part, _mixed, _in_decimals, cardinal):
        number = way(before, context)
        if number is None or number.value >= 1000 or (of and way in (_mixed, _in_decimals)):
            continue
        if way is cardinal and not number.is_round:  # une dizaine de milliers
            continue
        value = number.value * scale
        step = number.step * scale if way is _in_decimals else step_of_words(value)
        if value.denominator != 1:
            step = _POINT_OF_SHARE * scale  # a third of a million is 333,333.3…, and not to a hundredth
        return Number(value, step, number.value, scale, is_round=number.is_round)
    return None


def _in_decimals(tokens: Sequence[Token], context: Context) -> Number | None:
    """Two point five, zero point zero three: the decimals one by one, or as one number after their zeros."""
    numbers = set()
    for left, right in splits(tokens, context.lexicon.points, may_be_bare=True):
        whole = cardinal(left, context) if left else Number(Fraction(0), Fraction(1), Fraction(0))
        digits = _decimals(right, context)
        if whole is not None and whole.value.denominator == 1 and digits and "digits" not in {t.kind for t in tokens}:
            step = Fraction(1, 10 ** len(digits))
            value = whole.value + int(digits) * step
            numbers.add(Number(value, step, value))
    return numbers.pop() if len(numbers) == 1 else None


def _decimals(tokens: Sequence[Token], context: Context) -> str:
    """The digits that words after a point say; blank if they say none."""
    each = [cardinal([token], context) for token in tokens]
    numbers = [number.value for number in each if number is not None]
    if len(numbers) == len(tokens) and all(value < 10 for value in numbers):
        return "".join(str(value) for value in numbers)
    zeros = 0
    while zeros < len(tokens) and each[zeros] is not None and numbers[zeros] == 0:
        zeros += 1
    rest = cardinal(tokens[zeros:], context)
    if rest is None or rest.value.denominator != 1 or rest.value >= 10**6:
        return ""
    return f"{'0' * zeros}{rest.value}"


def _whole(tokens: Sequence[Token], context: Context) -> int | None:
    number = cardinal(tokens, context)
    return int(number.value) if number is not None and number.value.denominator == 1 else None


def _share(part: int | None, whole: int | None) -> Number | None:
    """So many of so many; None unless it is a part of one that somebody would say."""
    if part is None or whole is None or not 0 < part < whole <= _LARGEST_PART:
        return None
    value = Fraction(part, whole)
    return Number(value, _POINT_OF_SHARE, value, is_fraction=True)


def splits(
    tokens: Sequence[Token], phrases: Phrases[bool], *, may_be_bare: bool = False
) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """What stands before and after each place where one of the phrases stands."""
    for position in range(0 if may_be_bare else 1, len(tokens) - 1):
        if phrase := phrases.at(tokens, position):
            left, right = tokens[:position], tokens[position + phrase[0] :]
            if right:
                yield left, right


def _before_a_fraction(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """2 1/2, without a word between."""
    if len(tokens) > 3 and tokens[-2].text in ("/", "⁄") and tokens[-4].kind == "digits":
        yield tokens[:-3], tokens[-3:]
