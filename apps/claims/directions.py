"""Names and words that are written from right to left, set apart so that they do not turn what stands beside them.

Without it a browser shows “الخطيب: > 1,234” as “1,234 < :الخطيب”: more than becomes less than.
"""

import unicodedata

START, END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
_LEFTWARDS = frozenset({"R", "AL"})  # the strong classes of the Unicode bidirectional algorithm
_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def isolated(text: str) -> str:
    """The text as a piece of a sentence: between isolates if it holds a letter written from right to left.

    Controls of direction that are in it already are taken out, so that none is left open; other text is as it was.
    """
    plain = text.translate(_CONTROLS)
    if not any(unicodedata.bidirectional(letter) in _LEFTWARDS for letter in plain):
        return plain
    return f"{START}{plain}{END}"
