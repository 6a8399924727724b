"""Arabic parts of one that are written as numbers are: a fifth and five, told apart by the article or the vowel.

الخمس, خُمس     جزء من خمسة
خمس             خمس, which is five
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from apps.claims.reading.lexicon import Lexicon
from apps.claims.reading.tokens import Token

_UNITS = {"خمس": "خمسة", "سبع": "سبعة", "تسع": "تسعة", "عشر": "عشرة"}
_SCALES = ("الف", "مليون", "مليار")
_VOWEL = "\u064f"
_PART = re.compile(
    rf"(?<!\w)(?:(?:ال)?(?P<vowel>[خستع]{_VOWEL}(?:مس|م{_VOWEL}س|بع|ب{_VOWEL}ع|سع|س{_VOWEL}ع|شر|ش{_VOWEL}ر))(?!\w)"
    r"|ال(?P<last>خمس|سبع|تسع|عشر)$)"
)


def as_parts(words: str) -> str:
    """The words with “one part of five” in the place of a fifth."""
    return _PART.sub(_named, words)


def _named(match: re.Match[str]) -> str:
    bare = (match["vowel"] or match["last"]).replace(_VOWEL, "")
    return f"جزء من {_UNITS[bare]}" if bare in _UNITS else match[0]


def may_be_part(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a fifth or five is said of a scale in the singular, with no number before: خمس مليون."""
    for i, (unit, scale) in enumerate(pairwise(tokens)):
        goes_on = i > 0 and (lexicon.atoms.at(tokens, i - 1) or lexicon.joins.at(tokens, i - 1))
        if unit.text in _UNITS and scale.text in _SCALES and not goes_on:
            return True
    return False
