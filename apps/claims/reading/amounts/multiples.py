"""So many times another figure, in words, as the number that it is: nearly double is nearly 2, ten-fold is ten.

Read only for the unit “times”, whose claims say which figure is multiplied. More than, times more than and the like are
left as they are: “three times more” may be three times or four.
"""

import re
import unicodedata

from apps.claims.reading.lexicon import primary_of

# By language: what each number is called by a word of its own, and what stands around a number.
_WORDS = {
    "en": {
        "2": "double|doubled|twice|twofold|two-fold", "3": "triple|tripled|threefold|thrice",
        "4": "quadruple|quadrupled|fourfold", "5": "fivefold", "6": "sixfold", "7": "sevenfold", "8": "eightfold",
        "9": "ninefold", "10": "tenfold", "20": "twentyfold", "100": "a hundredfold|hundredfold",
        "0.5": "half as many|half as much|halved",
    },
    "fr": {
        "2": "le double|double|doublé|doublée|doublés|doublées", "3": "le triple|triple|triplé|triplée|triplés",
        "4": "le quadruple|quadruple|quadruplé", "5": "le quintuple|quintuple", "10": "le décuple|décuple|décuplé",
        "100": "le centuple|centuple", "0.5": "moitié moins",
    },
    "es": {
        "2": "el doble|doble|duplicado|duplicada", "3": "el triple|triple|triplicado|triplicada",
        "4": "el cuádruple|cuádruple", "5": "el quíntuple|quíntuple", "10": "el décuplo|décuplo", "0.5": "la mitad",
    },
    "ru": {
        "2": "вдвое|двукратно|удвоилось|удвоились|удвоилась", "3": "втрое|трёхкратно|трехкратно|утроилось|утроились",
        "4": "вчетверо", "5": "впятеро", "10": "вдесятеро|десятикратно",
    },
    "ar": {"2": "ضعفي|ضعفا|ضعفين|الضعف|ضعف"},
}  # fmt: skip
_AROUND = {
    "en": r"(?:[\s-]*fold| times(?: as (?:many|much|high|large))?(?: the)?|\s?[x×])$",
    "fr": r" fois(?: plus nombreux| le| la)?$",
    "es": r" veces$",
    "ru": r"(?:(?<=\s)|^)в (?=\S+ раза?$)| раза?$|-?кратно$",
    "ar": r" (?:أضعاف|مرات|مرة|ضعفا|ضعف)$",
}
_CONTRACTED = {"fr": (r"\bdu (?=\w+$)", "de le "), "es": (r"\bdel (?=\w+$)", "de el ")}


def as_number(words: str, language: str) -> str:
    """The words with the number in the place of the multiple; as they are where no multiple stands in them."""
    plain = unicodedata.normalize("NFC", words).strip()
    tongue = primary_of(language)
    if tongue in _CONTRACTED:
        plain = re.sub(*_CONTRACTED[tongue], plain, flags=re.IGNORECASE)
    for number, spellings in _WORDS.get(tongue, {}).items():
        match = re.search(rf"(?<!\w)(?:{spellings})(?!\w)$", plain, re.IGNORECASE)
        if match:
            return f"{plain[: match.start()]}{number}"
    around = _AROUND.get(tongue)
    return re.sub(around, "", plain, flags=re.IGNORECASE) if around else plain
