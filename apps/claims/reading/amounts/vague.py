"""Figures without a number: hundreds, dozens, several thousand, tens of thousands; and what each permits."""

from collections.abc import Sequence
from functools import lru_cache

from apps.claims.reading.lexicon import Kind, Lexicon, Vague, language_of, lexicon_of
from apps.claims.reading.outcomes import CEILINGS
from apps.claims.reading.tokens import Token, tokenize


@lru_cache(maxsize=1024)
def vague_bounds(as_said: str, language: str) -> Vague | None:
    """What the first vague quantity in the words permits: 100 and more, ordinarily 200 to 999, for “hundreds of”.

    None where there is none: “the vast majority” names no number.
    """
    lexicon = lexicon_of(language_of(language, as_said))
    tokens = lexicon.parted(tokenize(as_said))
    for start in range(len(tokens)):
        if vague := _at(tokens, start, lexicon):
            before = lexicon.before.last(tokens[:start])
            # Up to several thousand may be none.
            return vague[1]._replace(least=0, low=0) if before and before[1] in CEILINGS else vague[1]
    return None


def is_vague(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether all the tokens are one vague quantity."""
    vague = _at(tokens, 0, lexicon)
    return vague is not None and vague[0] == len(tokens)


def _at(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> tuple[int, Vague] | None:
    """The vague quantity that begins at a token, and how many tokens it has."""
    few = lexicon.few.at(tokens, start)
    position = start + (few[0] if few else 0)
    first = _noun(tokens, position, lexicon, few)
    if first is None:
        return None
    length, bounds = first
    position += length
    while position < len(tokens):
        after = position
        for linking in (lexicon.of, lexicon.the):
            link = linking.at(tokens, after)
            after += link[0] if link else 0
        scale = _scale(tokens, after, lexicon)
        if scale is None:
            break
        bounds = Vague(bounds.least * scale[1], bounds.low * scale[1], (bounds.high + 1) * scale[1] - 1)
        position = after + scale[0]
    return position - start, bounds


def _noun(
    tokens: Sequence[Token], position: int, lexicon: Lexicon, few: tuple[int, bool] | None
) -> tuple[int, Vague] | None:
    """Hundreds; or, after “several”, hundred, thousand or dozen; “some thousand” is about one."""
    noun = lexicon.vague.at(tokens, position)
    if noun is None and few and few[1] and (atom := lexicon.atoms.at(tokens, position)):
        unit = atom[1].value
        if atom[1].kind in (Kind.HUNDRED, Kind.SCALE, Kind.DOZEN):
            noun = atom[0], Vague(unit, 2 * unit, 10 * unit - 1)
    if noun is None:
        return None
    length, bounds = noun
    return length, bounds._replace(least=bounds.low) if few else bounds


def _scale(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The thousands of “tens of thousands”."""
    atom = lexicon.atoms.at(tokens, position)
    if atom and atom[1].kind is Kind.SCALE:
        return atom[0], atom[1].value
    scale = lexicon.vague.at(tokens, position)
    return (scale[0], scale[1].least) if scale and scale[1].least >= 1000 else None
