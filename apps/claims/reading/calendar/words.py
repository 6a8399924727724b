"""Texts in words of known kinds: what a language's table says of each, and where it stands.

    24 July 2019    24 number, July month, 2019 number
    du 1er au 3     of, 1 ordinal, to, 3 number

The work is proportional to the length of the text: every phrase of a table is a few words long.
"""

import re
from dataclasses import dataclass
from functools import cache

from apps.claims.reading.calendar import ar, en, es, fr, ru
from apps.claims.reading.calendar.kinds import Kind, Table
from apps.claims.reading.tokens import fold

TABLES: dict[str, Table] = {"en": en.WORDS, "fr": fr.WORDS, "es": es.WORDS, "ar": ar.WORDS, "ru": ru.WORDS}

_MARKS = "\u0300-\u036f\u064b-\u0655\u0640\u0670"
_TOKEN = re.compile(
    rf"(?P<short>(?<!\w)['’]\d\d\b)|(?P<big>\d{{1,3}}(?:[.,'’٬\u00a0\u202f\u2009]\d{{3}})+(?!\d))|(?P<decade>\d{{2,4}}['’]?s\b)|(?P<number>\d+)"
    rf"|(?P<word>[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*)|(?P<sign>\S)"
)
_SIGNS = {
    **dict.fromkeys("-–—‒−~", Kind.DASH),
    "/": Kind.SLASH,
    ".": Kind.DOT,
    **dict.fromkeys(",،", Kind.COMMA),
}
_ARTICLE = "ال"
_LONGEST_YEAR = 4
_FIRST_SHORT_YEAR = 60  # ’99 is 1999, ’18 is 2018


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign at `start` to `end` of the text; `digits` counts those it is written with."""

    kind: Kind
    value: int
    start: int
    end: int
    digits: int = 0


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of a language by their first word, longest first."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], Kind, int], ...]]
    suffixes: frozenset[str]
    parts: dict[str, int]


def folded(word: str) -> str:
    """A word as tables are searched: without case, accents, vowel marks and the Arabic article."""
    if word.isascii():
        return word.lower()
    bare = fold(word)
    return bare[len(_ARTICLE) :] if bare.startswith(_ARTICLE) and len(bare) > len(_ARTICLE) + 1 else bare


@cache
def _phrases_of(language: str) -> _Phrases:
    """The words of a language, ready to be searched."""
    phrases: dict[str, list[tuple[tuple[str, ...], Kind, int]]] = {}
    suffixes: set[str] = set()
    parts: dict[str, int] = {}
    for kind, meanings in TABLES[language].items():
        for value, spellings in meanings.items():
            for spelling in spellings.split("|"):
                words = tuple(folded(match[0]) for match in _TOKEN.finditer(spelling))
                if kind is Kind.SUFFIX:
                    suffixes.add(words[0])
                elif kind is Kind.PART:
                    parts[words[0]] = value
                else:
                    phrases.setdefault(words[0], []).append((words, kind, value))
    ordered = {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in phrases.items()}
    return _Phrases(ordered, frozenset(suffixes), parts)


def words_in(text: str, language: str) -> list[Token]:
    """The words of a text in the kinds of a language."""
    known = _phrases_of(language)
    raw = _split(text, known)
    tokens: list[Token] = []
    i = 0
    while i < len(raw):
        match, word = raw[i]
        phrase = next((entry for entry in known.phrases.get(word, ()) if _stands(entry[0], raw, i)), None)
        if phrase is not None:
            words, kind, value = phrase
            tokens.append(Token(kind, value, match[0], raw[i + len(words) - 1][0][1]))
            i += len(words)
            continue
        tokens.append(_single(text, raw, i, tokens, known))
        i += 1
    return tokens


Raw = list[tuple[tuple[int, int, str], str]]


def _split(text: str, known: _Phrases) -> Raw:
    """The words of a text with their places; the Arabic “and”, “in” and “for” that lean on a known word stand apart.

    Apostrophes part words and say nothing.
    """
    raw: Raw = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        start, end = match.span()
        if kind == "sign" and match[0] in "'’":
            continue
        word = folded(match[0]) if kind == "word" else match[0]
        if word == _ARTICLE:
            continue  # الـ24 ساعة
        if kind == "word" and word not in known.phrases and match[0][0] in "وبلكف" and len(match[0]) > 2:
            rest = folded(match[0][1:])
            rest = rest if rest in known.phrases else folded(match[0][2:])  # للعام: for the year
            if rest in known.phrases:
                raw.append(((start, start + 1, "word"), match[0][0]))
                start, word = start + 1, rest
        raw.append(((start, end, kind), word))
    return raw


def _stands(words: tuple[str, ...], raw: Raw, i: int) -> bool:
    return len(raw) - i >= len(words) and all(raw[i + k][1] == word for k, word in enumerate(words))


def _single(text: str, raw: Raw, i: int, tokens: list[Token], known: _Phrases) -> Token:
    """A number, a sign, or a word that means something beside a digit only."""
    (start, end, kind), word = raw[i]
    before = tokens[-1] if tokens else None
    if kind == "number":
        is_long = end - start > _LONGEST_YEAR
        return Token(Kind.OTHER if is_long else Kind.NUMBER, 0 if is_long else int(word), start, end, end - start)
    if kind == "short":
        value = int(word[1:])
        return Token(Kind.NUMBER, value + (1900 if value >= _FIRST_SHORT_YEAR else 2000), start, end, _LONGEST_YEAR)
    if kind == "decade":
        return Token(Kind.DECADE, int(re.sub(r"\D", "", word)), start, end)
    if kind == "word":
        touches = before is not None and before.kind is Kind.NUMBER and before.digits and before.end == start
        if touches and before is not None and before.digits < _LONGEST_YEAR and word in known.suffixes:
            tokens.pop()
            return Token(Kind.ORDINAL, before.value, before.start, end, before.digits)
        if word in known.parts and (touches or (i + 1 < len(raw) and raw[i + 1][0][2] == "number")):
            return Token(Kind.PART, known.parts[word], start, end)
        return Token(Kind.OTHER, 0, start, end)
    return Token(_SIGNS.get(word, Kind.OTHER), 0, start, end)
