"""Of which unit the noun after a number is: 12 families are not 12 people, and 3 days no 3 weeks.

2,000 families arrived           families
300 displaced families           families
13 water supply facilities       facilities
250 hospital beds                none: what a noun only tells apart counts nothing
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from apps.claims.entry.neighbours import plain_words
from apps.claims.proposals.vocabulary.ready import TABLES, Ready, vocabulary_of
from apps.claims.reading.lexicon import language_of
from apps.claims.reading.tokens import Token, fold, tokenize

LONGEST = 4  # words after a number
_FAMILIES = "families"
_PERSONS = frozenset({"people", "returns", "cases"})
# Units that nouns do not keep apart: apartments are homes and buildings, deaths are people and cases.
_ALIKE = (_PERSONS, frozenset({"homes", "buildings", "facilities", "settlements"}))
_WORD = re.compile(r"[^\W\d_]+")
_GLUED = re.compile(r"[\w%]|[.,](?:\d|\Z)")
_SHARES = frozenset({"percent", "usd"})  # which have signs of their own


def find_other_noun(words: str, quote: str, language: str, unit: str) -> str:
    """The noun that counts the figure, where it is of another unit; blank where there is none, or it may be of this."""
    near = [*_WORD.findall(words), *_WORD.findall(_after(words, quote))[:LONGEST]]
    if _words_of_others(unit).isdisjoint(map(_bare, near)):
        return ""  # which is so of most, and found out at once
    own = language_of(language, quote)
    if own not in TABLES:
        return ""
    vocabulary = vocabulary_of(own)
    nouns = _nouns(_from_noun(tokenize(words), vocabulary) or tokenize(_after(words, quote)), vocabulary)
    if not nouns or nouns[-1][0] in _SHARES:
        return ""
    *others, (said, noun) = [(_kind(code), noun) for code, noun in nouns]
    ours = _kind(unit)
    # Displaced families are families; families displaced are too.
    may_be_ours = any(kind == ours for kind, _ in others) and not (said == {_FAMILIES} and ours == _PERSONS)
    return "" if said == ours or may_be_ours else noun


@lru_cache(maxsize=64)
def _words_of_others(unit: str) -> frozenset[str]:
    """With what the nouns of other units end, in any language; nothing for a unit that no noun is of."""
    units = [(noun, code) for language in TABLES for noun, code in vocabulary_of(language).units.items()]
    if unit in _SHARES or unit not in {code for _, code in units}:
        return frozenset()
    return frozenset(_bare(noun[-1]) for noun, code in units if _kind(code) != _kind(unit))


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """A word as words are compared, without the Arabic article."""
    return fold(word).removeprefix("ال")


def _kind(code: str) -> frozenset[str]:
    return next((alike for alike in _ALIKE if code in alike), frozenset({code}))


def _from_noun(tokens: Sequence[Token], vocabulary: Ready) -> Sequence[Token]:
    """The words of a figure from the first noun on; nothing where they hold none."""
    nouns = (i for i, token in enumerate(tokens) if len(token.text) > 1 and vocabulary.unit_at([*tokens], i))
    return next((tokens[i:] for i in nouns), ())


def _after(words: str, quote: str) -> str:
    """What stands in the quote after the figure; nothing where something is glued to it."""
    said, whole = plain_words(words), plain_words(quote)
    start = whole.find(said) if said else -1
    while start >= 0:
        end = start + len(said)
        if not (_GLUED.match(whole[max(0, start - 1) : start]) or _GLUED.match(whole, end)):
            return whole[end:]
        start = whole.find(said, end)
    return ""


def _nouns(tokens: Sequence[Token], vocabulary: Ready) -> list[tuple[str, str]]:
    """The nouns right after a number with their units, if the last of these words is one."""
    said = [*takewhile(lambda word: word.kind == "word" and word.text not in vocabulary.after_nouns, tokens)]
    nouns, ends, at = [], 0, 0
    while at < min(len(said), LONGEST):
        unit = vocabulary.unit_at(said, at) if len(said[at].text) > 1 else None  # 2.0 m may be millions
        if unit:
            nouns.append((unit[0], " ".join(token.raw for token in said[at : at + unit[1]])))
            at = ends = at + unit[1]
        else:
            at += 1
    return nouns if ends == at else []
