"""What stands around a number: percent, money, what is counted or measured; taken away, and whether it can be there.

40 per cent        40, a percentage
US$300             300, of USD
300 people         300, of things; refused in a unit of money
3 weeks            3, of the measure “weeks”; refused in days
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from apps.claims.reading.amounts.cardinals import Context
from apps.claims.reading.belonging import currency_codes, is_money, is_of_currency, is_of_measure, one_currency
from apps.claims.reading.lexicon import Lexicon
from apps.claims.reading.outcomes import UnitTraits
from apps.claims.reading.tokens import CURRENCY_SIGNS, PERCENT_SIGNS, Token

_DOLLARS = {
    "US": "USD", "C": "CAD", "CA": "CAD", "CAN": "CAD", "A": "AUD", "AU": "AUD", "NZ": "NZD", "HK": "HKD", "S": "SGD",
    "NT": "TWD",
}  # fmt: skip


class Stripped(NamedTuple):
    """The words of number and qualifier, and what stood around them."""

    tokens: Sequence[Token]
    is_percent: bool = False
    currency: str = ""
    is_of_things: bool = False
    measure: str = ""

    @property
    def is_of_one(self) -> bool:
        """Whether things or measures stood after it."""
        return self.is_of_things or bool(self.measure)


def stands_beside(stripped: Stripped, unit: UnitTraits, context: Context, *, is_part: bool) -> str:
    """Why what stands beside a number cannot be of its unit; blank where it can."""
    currency = stripped.currency
    if currency and stripped.is_of_things:
        return f"There is money ({currency}) and what is counted beside one number."
    if currency and not is_of_currency(currency, unit):
        return f"There is money ({currency}), and the unit is {unit.code}."
    is_share = stripped.is_percent or is_part
    counts = stripped.is_of_things and (is_money(unit) or (unit.is_percent and not is_share))
    measures = not is_share and not is_of_measure(stripped.measure, unit, context.lexicon.language)
    of = "percent" if unit.is_percent else unit.code
    return f"What stands after the number is not of its unit ({of})." if counts or measures else ""


def strip(tokens: Sequence[Token], lexicon: Lexicon) -> Stripped:
    """Takes away percent, currency and what is counted; what is left is qualifier and number."""
    stripped = Stripped(list(tokens))
    while True:
        shorter = _strip_once(stripped, lexicon)
        if shorter is None:
            return stripped
        stripped = shorter


def _strip_once(stripped: Stripped, lexicon: Lexicon) -> Stripped | None:
    tokens = stripped.tokens
    if len(tokens) < 2:
        return None
    if stripped.is_percent and (bare := _without_article(tokens, lexicon)):
        return stripped._replace(tokens=bare)
    is_after = tokens[-1].text in PERCENT_SIGNS
    if is_after or tokens[0].text in PERCENT_SIGNS:
        return stripped._replace(tokens=tokens[:-1] if is_after else tokens[1:], is_percent=True)
    if percent := lexicon.percent.last(tokens):
        return stripped._replace(tokens=tokens[: len(tokens) - percent[0]], is_percent=True)
    if (after := lexicon.after.last(tokens)) and len(tokens) > after[0]:
        head, said = tokens[: len(tokens) - after[0]], tokens[len(tokens) - after[0] :]
        if thing := lexicon.things.last(head):  # 300 people or more
            kept = _without_of(head[: len(head) - thing[0]], lexicon)
            return stripped._replace(tokens=[*kept, *said], is_of_things=True) if kept else None
    if thing := lexicon.things.last(tokens):
        kept = _without_of(tokens[: len(tokens) - thing[0]], lexicon)
        return stripped._replace(tokens=kept, is_of_things=True) if kept else None
    if measure := lexicon.measures.last(tokens):
        kept = _without_of(tokens[: len(tokens) - measure[0]], lexicon)
        said = tokens[len(tokens) - measure[0] :]
        return stripped._replace(tokens=kept, measure=" ".join(token.text for token in said)) if kept else None
    of = lexicon.of.last(tokens)
    if of and of[0] == 1 and len(tokens) > 2:
        return stripped._replace(tokens=tokens[:-1])
    return _strip_currency(stripped, lexicon)


def _without_article(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Of a percentage what is left without its article: half (of) a percent, un 40 %; nothing where there is none."""
    for article in (lexicon.articles.last(tokens), lexicon.of.last(tokens)):
        if article and lexicon.parts.last(tokens[: len(tokens) - article[0]]):
            return tokens[: len(tokens) - article[0]]
    bare = [one for one, then in pairwise(tokens) if then.kind != "digits" or not lexicon.articles.whole([one])]
    return [*bare, tokens[-1]] if len(bare) < len(tokens) - 1 else []


def _without_of(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    if the := lexicon.the.last(tokens):
        tokens = tokens[: len(tokens) - the[0]]  # آلاف الأشخاص
    of = lexicon.of.last(tokens)
    return tokens[: len(tokens) - of[0]] if of else tokens


def _strip_currency(stripped: Stripped, lexicon: Lexicon) -> Stripped | None:
    tokens = stripped.tokens
    if currency := lexicon.currencies.last(tokens):
        said = one_currency(stripped.currency, currency[1])
        return stripped._replace(tokens=tokens[: len(tokens) - currency[0]], currency=said) if said else None
    for position, token in enumerate(tokens):
        code = CURRENCY_SIGNS.get(token.text) or (token.raw if _is_currency(token) else "")
        if code:
            kept = [*tokens[:position], *tokens[position + 1 :]]
            before = tokens[position - 1].raw if position else ""
            if token.text == "$" and before in _DOLLARS and (token.is_glued or before.startswith("US")):
                kept, code = [*tokens[: position - 1], *tokens[position + 1 :]], _DOLLARS[before]
            said = one_currency(stripped.currency, code)
            return stripped._replace(tokens=kept, currency=said) if said else None
    return None


def _is_currency(token: Token) -> bool:
    return token.kind == "word" and len(token.raw) == 3 and token.raw in currency_codes()
