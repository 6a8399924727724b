"""Two ends: 24–48, from 24 to 48, between two and three million, more than 10 and fewer than 20."""

from collections.abc import Callable, Iterator, Sequence

from apps.claims.reading.amounts.amount import amount, splits
from apps.claims.reading.amounts.cardinals import Context, Number
from apps.claims.reading.calendar.spans import FIRST_YEAR, LAST_YEAR
from apps.claims.reading.lexicon import Phrases
from apps.claims.reading.outcomes import CEILINGS, FLOORS, Qualifier
from apps.claims.reading.tokens import PERCENT_SIGNS, Token

_DASHES = ("-", "–", "—", "‒", "−", "~", "‑", "…")

OneSided = Callable[[Sequence[Token], Context], tuple[Qualifier, Number] | None]


def ranged(tokens: Sequence[Token], context: Context) -> list[tuple[Number, Number]]:
    """The two ends that words or a dash join, in every way they can be parted."""
    pairs: dict[tuple[Number, Number], None] = {}
    for left, right in _in_words(tokens, context):
        pairs |= dict.fromkeys(_ends(left, right, context))
    for left, right in splits(tokens, context.lexicon.either):
        pairs |= dict.fromkeys(ends for ends in _ends(left, right, context) if _may_be_either(*ends))
    if not pairs:
        for start in _after_openers(tokens, context):
            for left, right in _dashed(tokens[start:]):
                pairs |= dict.fromkeys(_ends(left, right, context))
    return list(pairs)


def bounded(tokens: Sequence[Token], context: Context, one_sided: OneSided) -> list[tuple[Number, Number]]:
    """The ends of “more than 10 and fewer than 20”, in either order."""
    pairs: dict[tuple[Number, Number], None] = {}
    for position in range(2, len(tokens) - 1):
        left = one_sided(_without_percent(tokens[:position], context), context)
        if left is None:
            continue
        link = context.lexicon.links.at(tokens, position)
        then = position + link[0] if link else position
        again = context.lexicon.links.at(tokens, then)  # more than 10, but fewer than 20
        right = one_sided(tokens[then + (again[0] if again else 0) :], context) if link else None
        if right is None:
            continue
        first = _shared(left[1], right[1]) or left[1]
        if left[0] in FLOORS and right[0] in CEILINGS:
            pairs[first, right[1]] = None
        elif left[0] in CEILINGS and right[0] in FLOORS:
            pairs[right[1], first] = None
    return list(pairs)


def _may_be_either(low: Number, high: Number) -> bool:
    """Whether one of two numbers is meant, which are near each other: 300 or 400; not 5 or 400, 2018 or 2019."""
    are_years = low.step == high.step == 1 and all(FIRST_YEAR <= end.value <= LAST_YEAR for end in (low, high))
    return 0 < low.value < high.value <= 2 * low.value and not are_years


def _in_words(tokens: Sequence[Token], context: Context) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    words = tuple(token.text for token in tokens)
    for opener, joiner in context.lexicon.ranges:
        if words[: len(opener)] == opener:
            joined: Phrases[bool] = Phrases([(" ".join(joiner), True)])
            yield from splits(tokens[len(opener) :], joined)


def _after_openers(tokens: Sequence[Token], context: Context) -> set[int]:
    """Where the first end may begin: at the first word, or after “between” of “between 300–400”."""
    words = tuple(token.text for token in tokens)
    return {0, *(len(opener) for opener, _ in context.lexicon.ranges if words[: len(opener)] == opener)}


def _dashed(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    for position in range(1, len(tokens)):
        if tokens[position].text in _DASHES and position < len(tokens) - 1:
            yield tokens[:position], tokens[position + 1 :]
        elif tokens[position].is_glued and tokens[position].kind == tokens[position - 1].kind == "word":
            yield tokens[:position], tokens[position:]


def _ends(left: Sequence[Token], right: Sequence[Token], context: Context) -> Iterator[tuple[Number, Number]]:
    """Both ends, in every way in which the first may share the word of scale of the second: 2 to 3 million."""
    low, high = amount(_without_percent(left, context), context), amount(right, context)
    if low is None or high is None or low.is_fraction != high.is_fraction:
        return
    if shared := _shared(low, high):
        yield shared, high
        return
    # “800 to 1 million” may be 800 people or 800,000, “10–15,000” ten or ten thousand.
    thousand = high.scale // 1000 if high.scale >= 10**6 else 1000 if _is_short_for_thousands(low, high) else 1
    if thousand > 1 and low.scale == 1 and low.value * thousand < high.value:
        yield _times(low, thousand), high
    yield low, high


def has_percent(tokens: Sequence[Token], context: Context) -> bool:
    """Whether a percent sign or word stands anywhere in these."""
    return any(token.text in PERCENT_SIGNS or context.lexicon.percent.at(tokens, i) for i, token in enumerate(tokens))


def _without_percent(tokens: Sequence[Token], context: Context) -> Sequence[Token]:
    """The first end without its percent sign or word, which the second has too: 40 per cent to 50 per cent."""
    if tokens[-1].text in PERCENT_SIGNS:
        return tokens[:-1]
    percent = context.lexicon.percent.last(tokens)
    return tokens[: len(tokens) - percent[0]] if percent else tokens


def _shared(first: Number, second: Number) -> Number | None:
    """The first end in the scale of the second, where that is how it is meant: two (million) to three million."""
    mantissa, scale = second.mantissa, second.scale
    if first.scale == 100 and len(str(scale)) % 3 == 0:
        # Of “three hundred thousand” the scale is 100,000, of which “two hundred” shares the thousand.
        mantissa, scale = mantissa * 100, scale // 100
    is_shared = first.scale in (1, 100) and first.scale < scale and 0 < abs(first.value) < mantissa
    return _times(first, scale) if is_shared else None


def _times(number: Number, scale: int) -> Number:
    return number._replace(value=number.value * scale, step=number.step * scale, scale=number.scale * scale)


def _is_short_for_thousands(low: Number, high: Number) -> bool:
    """Whether an end below a thousand stands before thousands in digits, which it may be short for."""
    return high.scale == low.scale == 1 and high.value % 1000 == 0 and 0 < low.value < high.value / 1000 < 1000
