"""So many of so many, in a unit that says of how many: 12 per 100,000 is 12 of “people per 100,000”."""

from collections.abc import Sequence

from apps.claims.reading.amounts.amount import amount
from apps.claims.reading.amounts.cardinals import Context
from apps.claims.reading.outcomes import UnitTraits
from apps.claims.reading.tokens import Token

_MOST_NAMED = 3  # words of what they are: 100,000 live births


def without_rate(tokens: Sequence[Token], unit: UnitTraits, context: Context) -> Sequence[Token]:
    """The tokens without “per 100,000 people”, where that is what the unit says; all of them otherwise."""
    if unit.per <= 1:
        return tokens
    for position in range(1, len(tokens) - 1):
        per = context.lexicon.per.at(tokens, position)
        if per and _is_amount(tokens[position + per[0] :], unit.per, context):
            return tokens[:position]
    return tokens


def _is_amount(tokens: Sequence[Token], expected: int, context: Context) -> bool:
    """Whether these are the number, and after it nothing but what is counted."""
    for end in range(len(tokens), max(0, len(tokens) - _MOST_NAMED - 1), -1):
        number = amount(tokens[:end], context)
        if number is not None:
            return number.value == expected and all(token.kind == "word" for token in tokens[end:])
    return False
