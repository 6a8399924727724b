"""A figure's words as tokens: digits with their signs, folded words, and marks.

Folding takes case, accents and Arabic vowel signs from letters, so that “Millón”, “millon” and “MILLON” are one word
and the tables of a language are written as people write.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

SPACES = " \u00a0\u2009\u202f"
SIGNS = ".,'’٫٬،"
PERCENT_SIGNS = ("%", "٪")
CURRENCY_SIGNS = {"$": "$", "€": "EUR", "£": "GBP", "₽": "RUB", "¥": "¥"}
LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Marks that only turn the direction of writing, the soft hyphen, and Arabic vowel signs and the stretching line.
SILENT = re.compile("[\u00ad\u061c\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BLANK = re.compile(rf"[^\S{SPACES}]")
_PARTS_OF_ONE = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
_PART_OF_ONE = re.compile(f"[{''.join(_PARTS_OF_ONE)}]")
APOSTROPHES = "'’`"
_INNER = f"{APOSTROPHES}-‑"  # inside words: jusqu’à, twenty-one
_RAISED = "¹²³⁰⁴-⁹"
_TOKEN = re.compile(
    rf"(?P<digits>(?:(?<![0-9])[.,٫،])?[0-9]+(?:[{SIGNS}][0-9]+|[{SPACES}][0-9]{{3}}(?![0-9]))*)"
    rf"|(?P<word>[^\W\d_{_RAISED}]+)"
    r"|(?P<mark>[<>]\s?=|\S)"
)


class Token(NamedTuple):
    """A piece of the words. `text` is folded, `raw` as written; `is_glued` where no space stands before it."""

    kind: str  # digits, word, mark
    text: str
    raw: str
    is_glued: bool


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word without case, accents and vowel signs: “Millón” is “millon”, “أربعة” is “اربعة”."""
    letters = unicodedata.normalize("NFD", SILENT.sub("", word).lower())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn").replace("ى", "ي")


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase of a table, folded, word by word: “jusqu’à” is `("jusqu", "a")`."""
    return tuple(fold(word) for word in re.split(r"[\s'’-]+", phrase) if word)


def _is_inner(mark: str, after: str) -> bool:
    """Whether a mark before this letter or digit only parts words: jusqu’à, d’1,5 million."""
    return mark in _INNER and (after.isalpha() or (mark in APOSTROPHES and after.isdigit()))


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in one pass. Apostrophes and hyphens inside words part them and are dropped."""
    plain = SILENT.sub("", unicodedata.normalize("NFC", text))
    plain = _PART_OF_ONE.sub(lambda match: f" {_PARTS_OF_ONE[match[0]]}", plain)
    plain = _BLANK.sub(" ", plain)
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(plain.translate(LATIN_DIGITS)):
        raw = plain[match.start() : match.end()]
        kind = str(match.lastgroup)
        is_glued = match.start() == end
        end = match.end()
        if kind == "word":
            tokens.append(Token(kind, fold(raw), raw, is_glued))
        elif not (_is_inner(raw, plain[end : end + 1]) and is_glued and tokens[-1].kind == "word"):
            tokens.append(Token(kind, match[0].replace(" =", "="), raw, is_glued))
    return tokens
