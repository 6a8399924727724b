"""Two ends: 24–48, from 24 to 48, between two and three million, more than 10 and fewer than 20."""

from collections.abc import Callable, Iterator, Sequence

from apps.claims.reading.amounts.amount import amount, splits
from apps.claims.reading.amounts.cardinals import Context, Number
from apps.claims.reading.lexicon import Phrases
from apps.claims.reading.outcomes import Qualifier
from apps.claims.reading.tokens import Token

_DASHES = ("-", "–", "—", "‒", "−", "~", "‑", "…")
_PERCENT = ("%", "٪")
_FLOORS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.JUST_OVER)
_CEILINGS = (Qualifier.LESS_THAN, Qualifier.AT_MOST, Qualifier.JUST_UNDER)

OneSided = Callable[[Sequence[Token], Context], tuple[Qualifier, Number] | None]


def ranged(tokens: Sequence[Token], context: Context) -> list[tuple[Number, Number]]:
    """The two ends that words or a dash join, in every way they can be parted."""
    pairs: dict[tuple[Number, Number], None] = {}
    for left, right in _in_words(tokens, context):
        pairs |= dict.fromkeys(_ends(left, right, context))
    if not pairs:
        for left, right in _dashed(tokens):
            pairs |= dict.fromkeys(_ends(left, right, context))
    return list(pairs)


def bounded(tokens: Sequence[Token], context: Context, one_sided: OneSided) -> list[tuple[Number, Number]]:
    """The ends of “more than 10 and fewer than 20”, in either order."""
    pairs: dict[tuple[Number, Number], None] = {}
    for position in range(2, len(tokens) - 1):
        left = one_sided(tokens[:position], context)
        if left is None:
            continue
        link = context.lexicon.links.at(tokens, position)
        right = one_sided(tokens[position + link[0] :], context) if link else None
        if right is not None and left[0] in _FLOORS and right[0] in _CEILINGS:
            pairs[left[1], right[1]] = None
        elif right is not None and left[0] in _CEILINGS and right[0] in _FLOORS:
            pairs[right[1], left[1]] = None
    return list(pairs)


def _in_words(tokens: Sequence[Token], context: Context) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    words = tuple(token.text for token in tokens)
    for opener, joiner in context.lexicon.ranges:
        if words[: len(opener)] == opener:
            joined: Phrases[bool] = Phrases([(" ".join(joiner), True)])
            yield from splits(tokens[len(opener) :], joined)


def _dashed(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    for position in range(1, len(tokens)):
        if tokens[position].text in _DASHES and position < len(tokens) - 1:
            yield tokens[:position], tokens[position + 1 :]
        elif tokens[position].is_glued and tokens[position].kind == tokens[position - 1].kind == "word":
            yield tokens[:position], tokens[position:]


def _ends(left: Sequence[Token], right: Sequence[Token], context: Context) -> Iterator[tuple[Number, Number]]:
    """Both ends, with the word of scale that the second one may share with the first: 2 to 3 million."""
    if left[-1].text in _PERCENT:
        left = left[:-1]
    low, high = amount(left, context), amount(right, context)
    if low is None or high is None or low.is_fraction != high.is_fraction:
        return
    if low.scale == 1 < high.scale:
        shared = low._replace(value=low.value * high.scale, step=low.step * high.scale, scale=high.scale)
        if low.value < high.mantissa:
            yield shared, high
            return
        if high.scale >= 10**6:
            # “800 to 1 million” may be 800 people or 800,000.
            thousand = high.scale // 1000
            yield low._replace(value=low.value * thousand, step=low.step * thousand, scale=thousand), high
    yield low, high
