"""Names and words that are written from right to left, set apart so that they do not turn what stands beside them.

Without it a browser shows “الخطيب: > 1,234” as “1,234 < :الخطيب”: more than becomes less than.
"""

import unicodedata

START, END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
# Classes of the Unicode bidirectional algorithm: the strong ones, and with those to the right both sorts of digits.
_LEFTWARDS = frozenset({"R", "AL"})
_RIGHTWARDS = frozenset({"L", "EN", "AN"})
_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def isolated(text: str) -> str:
    """The text as a piece of a sentence: between isolates if it holds a letter written from right to left.

    Controls of direction that are in it already are taken out, so that none is left open; other text is as it was.
    """
    if text.isascii():
        return text
    plain = text.translate(_CONTROLS)
    return f"{START}{plain}{END}" if _classes(plain) & _LEFTWARDS else plain


def is_mixed(text: str) -> bool:
    """Whether letters written from right to left stand beside digits or letters written from left to right."""
    classes = _classes(text)
    return bool(classes & _LEFTWARDS) and bool(classes & _RIGHTWARDS)


def _classes(text: str) -> set[str]:
    return set() if text.isascii() else {unicodedata.bidirectional(letter) for letter in text}
