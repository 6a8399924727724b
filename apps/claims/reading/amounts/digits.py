"""Numbers in digits, by the signs of a language: 1,234 in English is 1.234 in Spanish and 1 234 in French.

The signs are those of the Unicode locale data (babel); the limits around them are ours: at most fifteen digits, groups
of three or Indian ones (12,50,000), nothing that only a computer would write. What the signs leave open is not decided
here: a number comes with every meaning it can have and with what would make one ask.
"""

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

from apps.claims.reading.lexicon import primary_of
from apps.claims.reading.tokens import SIGNS, SPACES

MOST_DIGITS = 15
_SIGN = re.compile(f"[{SIGNS}{SPACES}]")
_ALIKE = str.maketrans(dict.fromkeys(SPACES, " ") | {"’": "'"})
_OF_TWO_KINDS = frozenset({"es"})  # without a country: “1,200” is 1.2 in Spain and Argentina, and 1200 in Mexico
_ARABIC = re.compile("[٠-٩۰-۹،]")


class Doubt(StrEnum):
    """When the first meaning of a number must be asked about."""

    NEVER = "never"
    IF_COUNTED = "if_counted"  # a decimal in this language; of people it may be thousands
    IF_COUNTED_OR_SCALED = "if_counted_or_scaled"  # so too of millions, where a language has both ways of writing
    IF_MEASURED = "if_measured"  # thousands in this language; of a percentage it may be a decimal
    ALWAYS = "always"


class Signs(NamedTuple):
    """How a language parts whole numbers from decimals, and thousands from each other."""

    decimal: str
    group: str


class Digits(NamedTuple):
    """One meaning of a number in digits; `places` is how many decimals were written."""

    value: Decimal
    places: int


class Written(NamedTuple):
    """The meanings of a number in digits, likeliest first; none where it is no number."""

    meanings: tuple[Digits, ...]
    doubt: Doubt = Doubt.NEVER


@lru_cache(maxsize=256)
def signs_of(language: str) -> Signs:
    """The signs of a language tag such as `es` or `es-MX`; of English where the tag is not known."""
    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return Signs(".", ",")
    decimal = get_decimal_symbol(locale, numbering_system="latn")
    return Signs(decimal, get_group_symbol(locale, numbering_system="latn").translate(_ALIKE))


def read_digits(raw: str, plain: str, language: str) -> Written:
    """What digits with signs may mean. `raw` is as written, `plain` the same in ASCII digits."""
    parts = _SIGN.split(plain)
    signs = [sign.translate(_ALIKE) for sign in _SIGN.findall(plain)]
    if not signs:
        return Written(_meanings(plain))
    decimal = _as_decimal(parts, signs)
    whole = _as_whole(parts, signs)
    if whole and len(set(signs)) > 1:
        return _of_two_signs(decimal, whole, signs, signs_of(language))
    if whole and decimal:
        written = _of_one_sign(whole, decimal, signs[0], signs_of(language), is_arabic=bool(_ARABIC.search(raw)))
        if written.doubt is Doubt.IF_COUNTED and language in _OF_TWO_KINDS:
            return written._replace(doubt=Doubt.IF_COUNTED_OR_SCALED)
        return written
    if decimal and signs == [","] and not (signs_of(language).decimal == "," or primary_of(language) == "ar"):
        return Written(decimal, Doubt.ALWAYS)
    return Written(whole or decimal)


def _of_one_sign(
    whole: tuple[Digits, ...], decimal: tuple[Digits, ...], sign: str, own: Signs, *, is_arabic: bool
) -> Written:
    """1,234 or 1.234: thousands, or a decimal of three places, as the language has it."""
    if is_arabic:
        return Written((*whole, *decimal), Doubt.ALWAYS)
    if sign == own.group:
        return Written((*whole, *decimal), Doubt.IF_MEASURED)
    if sign == own.decimal:
        return Written((*decimal, *whole), Doubt.IF_COUNTED)
    return Written((*whole, *decimal), Doubt.ALWAYS)


def _of_two_signs(decimal: tuple[Digits, ...], whole: tuple[Digits, ...], signs: list[str], own: Signs) -> Written:
    """1,234.567 and 1 000,000: a decimal of three places, or thousands parted by two signs."""
    is_own = (signs[0], signs[-1]) == (own.group, own.decimal) and own.group != " "
    return Written((*decimal, *whole), Doubt.IF_COUNTED if is_own and decimal else Doubt.ALWAYS)


def _as_whole(parts: list[str], signs: list[str]) -> tuple[Digits, ...]:
    """The number if every sign parts groups."""
    if "٫" in signs or not (_in_threes(parts) or (set(signs) <= set(",٬،") and _in_indian_groups(parts))):
        return ()
    return _meanings("".join(parts))


def _as_decimal(parts: list[str], signs: list[str]) -> tuple[Digits, ...]:
    """The number if the last sign parts decimals and the others, all alike, part groups."""
    if signs[-1] not in ".,٫،" or signs[-1] in signs[:-1] or len(set(signs[:-1])) > 1:
        return ()
    whole = parts[:-1]
    if len(whole) > 1 and not (_in_threes(whole) or (signs[0] in ",٬،" and _in_indian_groups(whole))):
        return ()
    return _meanings("".join(whole), parts[-1])


def _in_threes(parts: list[str]) -> bool:
    first, *rest = parts
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(part) == 3 for part in rest)


def _in_indian_groups(parts: list[str]) -> bool:
    """12,50,000: three digits at the end, twos before."""
    first, *middle, last = parts
    return 1 <= len(first) <= 2 and first[0] != "0" and all(len(part) == 2 for part in middle) and len(last) == 3


def _meanings(whole: str, decimals: str = "") -> tuple[Digits, ...]:
    if len(whole.lstrip("0") + decimals) > MOST_DIGITS:
        return ()
    return (Digits(Decimal(f"{whole or 0}.{decimals}" if decimals else whole), len(decimals)),)
