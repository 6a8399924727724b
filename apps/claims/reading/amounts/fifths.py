"""Arabic parts of one that are written as numbers are: a fifth and five, told apart by the article or the vowel.

الخمس, خُمس     جزء من خمسة
خمس             خمس, which is five
"""

import re

_UNITS = {"خمس": "خمسة", "سبع": "سبعة", "تسع": "تسعة", "عشر": "عشرة"}
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
