"""The tables of a language, made ready for looking up: from folded words, the longest phrase first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from apps.claims.reading.numerals.ar import ARABIC
from apps.claims.reading.numerals.en import ENGLISH
from apps.claims.reading.numerals.es import SPANISH
from apps.claims.reading.numerals.fr import FRENCH
from apps.claims.reading.numerals.ru import RUSSIAN
from apps.claims.reading.numerals.table import Numerals
from apps.claims.reading.outcomes import Qualifier
from apps.claims.reading.tokens import Token, words_of

TABLES = {"ar": ARABIC, "en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ru": RUSSIAN}
NAMES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian"}
# Arabic writes these in one word with what follows: and, the, with, for.
_ARABIC_PREFIXES = ("و", "ال", "ب", "ل", "ف")
_CYRILLIC, _ARABIC = re.compile("[\u0400-\u04ff]"), re.compile("[\u0620-\u065f\u066e-\u06d3]")

_SHORTENED = re.compile("тыс|млн|млрд|трлн|чел|долл|руб|ок|прибл|approx|ca?|mln|bln|max|min|env|aprox")
_CONTRACTED = {
    "fr": {"du": ("de", "le"), "des": ("de", "les")},
    "es": {"del": ("de", "el")},
}
_AND, _TENS = Token("word", "و", "و", is_glued=False), ("عشر", "عشره", "عشرة")

T = TypeVar("T")


class Kind(StrEnum):
    """What a word does in a number."""

    ADD = "add"
    HUNDRED = "hundred"
    SCALE = "scale"
    GROUP = "group"
    DOZEN = "dozen"


class Atom(NamedTuple):
    """One word of a number. `room`: what is added next must be below it. `is_plural`: it needs a number before it."""

    kind: Kind
    value: int
    room: int = 0
    is_plural: bool = False
    is_round: bool = False
    sixths: int = 0


class Phrases(Generic[T]):
    """Phrases of one kind and what each means."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self.meanings: dict[tuple[str, ...], T] = {}
        for forms, meaning in meanings:
            for form in forms.split("|"):
                if words := words_of(form):
                    self.meanings.setdefault(words, meaning)
        self.longest = max(map(len, self.meanings), default=0)
        # Most tokens begin and end no phrase at all.
        self._firsts = {phrase[0] for phrase in self.meanings}
        self._lasts = {phrase[-1] for phrase in self.meanings}

    def at(self, tokens: Sequence[Token], start: int) -> tuple[int, T] | None:
        """The longest phrase that begins at a token: how many words it has, and what it means."""
        if start >= len(tokens) or tokens[start].text not in self._firsts:
            return None
        for length in range(min(self.longest, len(tokens) - start), 0, -1):
            words = tuple(token.text for token in tokens[start : start + length])
            if words in self.meanings:
                return length, self.meanings[words]
        return None

    def first(self, tokens: Sequence[Token]) -> tuple[int, T] | None:
        return self.at(tokens, 0)

    def last(self, tokens: Sequence[Token]) -> tuple[int, T] | None:
        """The longest phrase that ends with the last token."""
        if not tokens or tokens[-1].text not in self._lasts:
            return None
        for length in range(min(self.longest, len(tokens)), 0, -1):
            words = tuple(token.text for token in tokens[len(tokens) - length :])
            if words in self.meanings:
                return length, self.meanings[words]
        return None

    def whole(self, tokens: Sequence[Token]) -> T | None:
        """What all the tokens together mean, as one phrase."""
        if not 0 < len(tokens) <= self.longest or tokens[0].text not in self._firsts:
            return None
        return self.meanings.get(tuple(token.text for token in tokens))

    def words(self) -> Iterator[str]:
        for phrase in self.meanings:
            yield from phrase


class Vague(NamedTuple):
    """What a plural noun permits at least, and what it ordinarily means."""

    least: int
    low: int
    high: int


@dataclass(frozen=True)
class Lexicon:
    """The words of a language, found by phrase."""

    language: str
    units_first: bool
    atoms: Phrases[Atom]
    joins: Phrases[bool]
    links: Phrases[bool]
    articles: Phrases[bool]
    the: Phrases[bool]
    parts: Phrases[int]
    shares_in_one: Phrases[tuple[int, int]]
    or_equal: Phrases[bool]
    bare_parts: Phrases[bool]
    of: Phrases[bool]
    ratios: Phrases[bool]
    per: Phrases[bool]
    either: Phrases[bool]
    with_parts: Phrases[bool]
    one_part_of: Phrases[bool]
    points: Phrases[bool]
    minus: Phrases[bool]
    percent: Phrases[bool]
    before: Phrases[Qualifier]
    after: Phrases[Qualifier]
    ranges: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    vague: Phrases[Vague]
    few: Phrases[bool]  # whether a scale in the singular may follow
    constructs: Mapping[str, Token]
    shares: Phrases[bool]
    based: Phrases[bool]
    things: Phrases[bool]
    measures: Phrases[bool]
    currencies: Phrases[str]
    vocabulary: frozenset[str]

    def spelled(self, tokens: list[Token]) -> list[Token]:
        """The tokens without the marks that only tie words, and with du, des and del apart after a qualifier."""
        spelled = [token for i, token in enumerate(tokens) if not self._is_silent(tokens, i)]
        for i, token in enumerate(spelled):
            apart = [
                Token("word", word, word, False) for word in _CONTRACTED.get(self.language, {}).get(token.text, ())
            ]
            is_of_part = any(self.parts.at(spelled, after) for after in range(i + 1, len(spelled)))
            # “Plus des 300 personnes” is no more than 300.
            if apart and (is_of_part or len(apart[1].text) < 3) and self.before.whole([*spelled[:i], apart[0]]):
                return [*spelled[:i], *apart, *spelled[i + 1 :]]
        return spelled

    def _is_silent(self, tokens: list[Token], i: int) -> bool:
        """Whether a mark only shortens a word, or ties a number to its scale."""
        mark, is_inside = tokens[i], 0 < i < len(tokens) - 1
        if mark.text == "." and mark.is_glued and is_inside:
            return _SHORTENED.fullmatch(tokens[i - 1].text) is not None
        is_tied = mark.text in "-‑" and is_inside and mark.is_glued and tokens[i + 1].is_glued
        if not is_tied or tokens[i - 1].kind != "digits":
            return False
        atom = self.atoms.at(tokens, i + 1)
        return (atom is not None and atom[1].kind is Kind.SCALE) or self.percent.at(tokens, i + 1) is not None

    def parted(self, tokens: list[Token]) -> list[Token]:
        """The tokens with Arabic prefixes as words of their own; “with” and “for” fall away."""
        if self.language != "ar":
            return tokens
        made: list[Token] = []
        for position, token in enumerate(tokens):
            if token.text == "واحد" and self._is_and_eleven(tokens, position):
                made += [_AND, Token("word", "احد", "أحد", is_glued=False)]
            else:
                made += self._part(token) if token.kind == "word" and token.text not in self.vocabulary else [token]
        return [self._in_construct(made, position) for position in range(len(made))]

    def _in_construct(self, tokens: Sequence[Token], position: int) -> Token:
        """Two million, where one word says so before what it counts, and no number before it: مليونا شخص."""
        two = self.constructs.get(tokens[position].text)
        before = tokens[max(0, position - 1) : position]
        is_counted = any(token.kind == "digits" or self.atoms.whole([token]) for token in before)
        counts = self.things.at(tokens, position + 1) or self.currencies.at(tokens, position + 1)
        return two if two and counts and not is_counted else tokens[position]

    def _is_and_eleven(self, tokens: Sequence[Token], position: int) -> bool:
        """“One” and “and one (of eleven)” are one word when folded: وأحد عشر."""
        is_and = tokens[position].raw.startswith("وأ") or position > 0
        return is_and and position + 1 < len(tokens) and tokens[position + 1].text in _TENS

    def _part(self, token: Token) -> list[Token]:
        prefixes: list[str] = []
        word = token.text
        while word not in self.vocabulary and len(word) > 2:
            prefix = next((p for p in _ARABIC_PREFIXES if word.startswith(p)), None)
            if prefix is None or len(prefixes) == 3:
                return [token]
            prefixes.append(prefix)
            word = word.removeprefix(prefix)
        if word not in self.vocabulary:
            return [token]
        kept = [Token("word", prefix, prefix, is_glued=False) for prefix in prefixes if prefix in ("و", "ال")]
        return [*kept, Token("word", word, word, is_glued=False)]


def primary_of(language: str) -> str:
    """The language of a tag without its region: “es” of es-MX and es_MX."""
    return language.lower().replace("_", "-").partition("-")[0]


@lru_cache(maxsize=256)
def language_of(language: str, text: str) -> str:
    """The language whose words are read: that of the source, or the one of the script where that is another.

    Blank where the words of the language are not known here.
    """
    primary = primary_of(language)
    if primary not in TABLES:
        return ""
    if _CYRILLIC.search(text):
        return "ru"
    if _ARABIC.search(text):
        return "ar"
    return primary if primary not in ("ar", "ru") or not re.search("[A-Za-z]", text) else "en"


def language_by_script(language: str, text: str) -> str:
    """The language of words in a script that is not that of their source: Arabic in an English one; else the source's.

    A sentence with a name in another script is in its own language.
    """
    primary = primary_of(language)
    return primary if re.search("[A-Za-z]", text) else language_of(language, text) or primary


@lru_cache(maxsize=16)
def lexicon_of(language: str) -> Lexicon:
    """The words of one of the languages in `TABLES`; of none for a blank one."""
    table = TABLES.get(language, _NONE)
    phrases: dict[str, Phrases[Any]] = {
        "atoms": Phrases(_atoms(table)),
        "joins": _set(table.joins),
        "links": _set(f"{table.links}|,|;|،"),
        "articles": _set(table.articles),
        "the": _set(table.the),
        "parts": Phrases((forms, part) for part, forms in table.parts.items()),
        "shares_in_one": Phrases((forms, share) for share, forms in table.shares_in_one.items()),
        "or_equal": _set(table.or_equal),
        "bare_parts": _set(table.bare_parts),
        "of": _set(table.of),
        "ratios": _set(table.ratios),
        "per": _set(table.per),
        "either": _set(table.either),
        "with_parts": _set(table.with_parts),
        "one_part_of": _set(table.one_part_of),
        "points": _set(table.points),
        "minus": _set(table.minus),
        "percent": _set(table.percent),
        "before": Phrases((forms, qualifier) for qualifier, forms in table.before.items()),
        "after": Phrases((forms, qualifier) for qualifier, forms in table.after.items()),
        "vague": Phrases([(forms, Vague(*bounds)) for bounds, forms in table.vague.items()] + _plural_scales(table)),
        "few": Phrases([(table.few, True), (table.few_of_plurals, False)]),
        "shares": _set(table.shares),
        "based": _set(table.based),
        "things": _set(table.things),
        "measures": _set(table.measures),
        "currencies": Phrases((forms, code) for code, forms in table.currencies.items()),
    }
    ranges = tuple((words_of(opener), words_of(joiner)) for opener, joiner in table.ranges)
    vocabulary = {word for each in phrases.values() for word in each.words()}
    vocabulary |= {word for opener, joiner in ranges for word in (*opener, *joiner)}
    constructs = {
        words_of(said)[0]: Token("word", words_of(two)[0], two, is_glued=False)
        for said, two in table.constructs.items()
    }
    return Lexicon(
        language,
        table.units_first,
        **phrases,
        ranges=ranges,
        constructs=constructs,
        vocabulary=frozenset(vocabulary),
    )


def _set(forms: str) -> Phrases[bool]:
    return Phrases([(forms, True)])


def _atoms(table: Numerals) -> Iterator[tuple[str, Atom]]:
    plurals = {words_of(form) for form in table.plurals.split("|")}
    for value, forms in table.cardinals.items():
        usual = 100 if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 1
        yield forms, Atom(Kind.ADD, value, table.rooms.get(value, usual))
    for sixths, forms in table.mixed.items():
        yield forms, Atom(Kind.ADD, 0, 1, sixths=sixths)
    for value, forms in table.duals.items():
        yield forms, Atom(Kind.GROUP, value)
    for form in table.hundred.split("|"):
        yield form, Atom(Kind.HUNDRED, 100, is_plural=words_of(form) in plurals)
    for value, forms in table.scales.items():
        for form in forms.split("|"):
            yield form, Atom(Kind.SCALE, value, is_plural=words_of(form) in plurals)
    for value, forms in table.dozens.items():
        yield forms, Atom(Kind.DOZEN, value)
    for value, forms in table.abouts.items():
        yield forms, Atom(Kind.DOZEN, value, is_round=True)


def _plural_scales(table: Numerals) -> list[tuple[str, Vague]]:
    """“Millions” and its like: from the unit on, ordinarily twice to ten times it."""
    plurals = set(table.plurals.split("|"))
    return [
        (form, Vague(value, 2 * value, 10 * value - 1))
        for value, forms in table.scales.items()
        for form in forms.split("|")
        if form in plurals and len(form) > 4 and form not in table.constructs
    ]


_NONE = Numerals(cardinals={}, scales={}, percent="", before={}, after={}, ranges=(), vague={}, few="", links="")
