"""The vocabularies, made ready for looking up."""

import re
from dataclasses import dataclass
from functools import cache

from apps.claims.figures import Status
from apps.claims.proposals.vocabulary.en import ENGLISH
from apps.claims.proposals.vocabulary.others import ARABIC, FRENCH, RUSSIAN, SPANISH
from apps.claims.proposals.vocabulary.table import Vocabulary
from apps.claims.reading.tokens import Token, fold, words_of

TABLES = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH, "ru": RUSSIAN, "ar": ARABIC}

_BEFORE = 24  # characters in which “within” is looked for
_MEGATONNE = "Mt"
_OFTEN_REACH = 48  # characters in which “every day” is


@dataclass(frozen=True)
class Ready:
    """Folded words of one language. `units` has every noun, of one word or more, and the code of its unit."""

    units: dict[tuple[str, ...], str]
    longest_unit: int
    after_nouns: frozenset[str]
    of: frozenset[str]
    labels: frozenset[str]
    determiners: frozenset[str]
    ordinals: frozenset[str]
    years: frozenset[str]
    single: frozenset[str]
    every: frozenset[str]
    every_time: frozenset[str]
    oftens: tuple[tuple[str, re.Pattern[str]], ...]
    from_places: frozenset[str]
    titles: frozenset[str]
    within: re.Pattern[str]
    contrast: re.Pattern[str]
    total: re.Pattern[str]
    change: re.Pattern[str]
    change_from: re.Pattern[str]
    says: re.Pattern[str]
    heading: re.Pattern[str]
    states: tuple[tuple[Status, re.Pattern[str]], ...]

    def unit_at(self, tokens: list[Token], i: int) -> tuple[str, int] | None:
        """The unit whose noun begins at a word, and how many words it has; the longest noun wins.

        A capital is none: 5 m, but 5 M; 5 MT, but 5 Mt, which is a million times as much.
        """
        raw = tokens[i].raw if i < len(tokens) else ""
        if raw == _MEGATONNE or (len(raw) == 1 and raw.isupper()):
            return None
        for length in range(min(self.longest_unit, len(tokens) - i), 0, -1):
            code = self.units.get(tuple(_bare(token.text) for token in tokens[i : i + length]))
            if code is not None:
                return code, length
        return None

    def often(self, before: str) -> str:
        """The time for each of which a figure is told, by the words before it; blank where they say none."""
        near = before[-_OFTEN_REACH:]
        said = ((last.end(), time) for time, pattern in self.oftens for last in pattern.finditer(near))
        end, time = max(said, default=(0, ""))
        return "" if re.search(r"[.;:(]", near[end:]) else time

    def bound_before(self, text: str, place: int) -> int | None:
        """Where the “within” that stands just before a place of a text begins; None where none does."""
        start = max(0, place - _BEFORE)
        before = text[start:place].rstrip()
        bound = self.within.search(before)
        return start + bound.start() if bound is not None and bound.end() == len(before) else None


def _bare(word: str) -> str:
    """An Arabic word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _set(forms: str) -> frozenset[str]:
    return frozenset(" ".join(words_of(form)) for form in forms.split("|") if form)


def _pattern(forms: str) -> re.Pattern[str]:
    listed = "|".join(re.escape(form) for form in sorted(forms.split("|"), key=len, reverse=True) if form)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)", re.IGNORECASE)


@cache
def vocabulary_of(language: str) -> Ready:
    """The vocabulary of one of `TABLES`; English for any other."""
    table: Vocabulary = TABLES.get(language, ENGLISH)
    units = {
        tuple(_bare(word) for word in words_of(noun)): code
        for code, nouns in table.units.items()
        for noun in nouns.split("|")
    }
    return Ready(
        units=units,
        longest_unit=max(map(len, units)),
        after_nouns=_set(table.after_nouns),
        of=_set(table.of),
        labels=_set(table.labels),
        determiners=_set(table.determiners),
        ordinals=frozenset(fold(word) for word in table.ordinals.split("|")),
        years=_set(table.years),
        single=_set(table.single),
        every=_set(table.every),
        every_time=_set(table.every_time),
        oftens=tuple((time, _pattern(forms)) for time, forms in table.often.items()),
        from_places=_set(table.from_places),
        titles=frozenset(fold(word) for word in table.titles.split("|")),
        within=_pattern(table.within),
        contrast=_pattern(table.contrast),
        total=_pattern(table.total),
        change=re.compile(rf"\b(?:{table.changes or '(?!)'})\b[^.;:]*$", re.IGNORECASE),
        change_from=re.compile(rf"\b(?:{table.changes or '(?!)'})\b[^.;:]*\b(?:{table.changed_from})$", re.IGNORECASE),
        says=_pattern(table.says),
        heading=re.compile(rf"\s*(?:{'|'.join(table.headings) or '(?!)'})\s+(?:the )?", re.IGNORECASE),
        states=tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in table.states.items()),
    )
