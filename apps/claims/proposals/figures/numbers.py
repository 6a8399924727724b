"""The figures in a sentence: each number with its qualifier, read by the one reader of figures, and what is none.

    more than 1,851,424 Syrian citizens      more than 1,851,424
    a third of the camp’s population         a third
    24-48 hours                              24-48
    300 (three hundred) people               300 (three hundred)
    4.74 million (3.31–6.48) deaths          4.74 million (3.31–6.48), an estimate
    two and a half million people            two and a half million
    rose from 300 to 1,200                   300 and 1,200, which are no range
    12 July 2019, resolution 2254, the 61st fair, the 55-kilometre zone, 1) to assess, children under five: none

Number words are taken as figures where they count something; “one” is not, and what follows “the” or “these” is not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from apps.claims.proposals.figures.exclusions import CURRENCIES, DASHES, MADE_OF, is_no_figure, is_part_of_name
from apps.claims.proposals.figures.extents import MOST_WORDS, Extents
from apps.claims.proposals.vocabulary.ready import vocabulary_of
from apps.claims.proposals.words import WORD, SaidFigure, Words
from apps.claims.reading.figures import read_figure
from apps.claims.reading.lexicon import Kind, Lexicon, language_of, lexicon_of
from apps.claims.reading.outcomes import Asked, Read, Refused
from apps.claims.reading.tokens import APOSTROPHES, CURRENCY_SIGNS, PERCENT_SIGNS, fold

_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_LARGE, _LEAST_OF_A_ROW = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{4,}"), 3
_MOST_NUMBERS, _ROOM = 40, 15  # more numbers than these, with less room than this for each, are a table
_LONGEST_OF = 2  # words: of the
_LONGEST_INTERVAL = 16  # words in brackets


@dataclass(frozen=True, slots=True)
class _Finder(Extents):
    starters: frozenset[str]
    inner: frozenset[str]  # words that may stand within a number
    outer: frozenset[str]  # and those that may end it

    def all(self) -> list[SaidFigure]:
        figures: list[SaidFigure] = []
        i = 0
        while i < len(self.words):
            core = self._core(i)
            if core is None:
                i += 1
                continue
            figure = self._figure(i, core)
            if figure is None or is_no_figure(self.words, self.vocabulary, figure, i, core):
                i = core if figure is None else max(core, figure.last)
                continue
            figures.append(figure)
            i = max(figure.last, i + 1)
        return [self._as_after(one, after) for one, after in zip_longest(figures, figures[1:])]

    def _as_after(self, one: SaidFigure, after: SaidFigure | None) -> SaidFigure:
        """A number in the scale that only the next one has: rose from 1.2 to 1.5 million, 45.2 of the 100 million."""
        if after is None or one.read.scale > 1 or one.read.is_percent or not one.read.value or not after.read.value:
            return one
        between = tuple(token.text for token in self.words.tokens[one.last : after.first])
        begun, is_of = self._scale_of(after), len(between) in range(1, _LONGEST_OF + 1) and between[0] in MADE_OF
        if begun == after.last or not (is_of or between in {joiner for _, joiner in self.lexicon.ranges}):
            return one
        said, scale = self.words.text[one.start : one.end], self.words.text[self.words.starts[begun] : after.end]
        read = read_figure(f"{said} {scale}", self.language)
        most = 1 if is_of else 100
        if not isinstance(read, Read) or read.value is None or not 0.01 <= read.value / after.read.value <= most:
            return one
        question = f"“{said}” is read as {read.spoken}, since “{self.words.text[after.start : after.end]}” follows it"
        return replace(one, read=read, question=question)

    def _scale_of(self, figure: SaidFigure) -> int:
        """Where the words of scale and the percent sign begin with which a figure ends; its end if there are none."""
        tokens, begun = self.words.tokens, figure.last
        while begun > figure.first + 1:
            last = tokens[figure.first : begun]
            atom, percent = self.lexicon.atoms.last(last), self.lexicon.percent.last(last)
            if percent is not None:
                begun -= percent[0]
            elif atom is not None and atom[1].kind is Kind.SCALE:
                begun -= atom[0]
            elif tokens[begun - 1].text in PERCENT_SIGNS:
                begun -= 1
            else:
                break
        return begun

    def _core(self, i: int) -> int | None:
        """Where the number that begins at a word ends; None where none begins."""
        words = self.words
        if words.kind(i) == "digits":
            if self.is_taken(words.starts[i], words.ends[i]) or is_part_of_name(words, i):
                return None
            return self._completed(i, self._grown(i, self.digits_end(i)))
        if (
            words.kind(i) != "word"
            or words.said(i) not in self.starters
            or self.is_taken(words.starts[i], words.ends[i])
        ):
            return None
        return self._completed(i, self._grown(i, self.words_end(i)))

    def _grown(self, i: int, core: int | None) -> int | None:
        """Where the longest run of words of numbers ends that is read as one figure; if none is, where the number does.

        Two and a half million, 300 or 400, between two and three thousand, several hundred.
        """
        words, stop = self.words, i
        while stop < min(len(words), i + MOST_WORDS) and self._is_of_run(stop):
            stop += 1
        if words.kind(i) != "digits" and not self._begins_number(i):
            return core
        ends = (end for end in range(stop, core or i, -1) if self._ends_number(end) and self._is_one(i, end))
        grown = next(ends, None)
        return core if grown is None else self.past_dot(grown)

    def _completed(self, i: int, core: int | None) -> int | None:
        """After the same number in brackets, or an interval around it: 300 (three hundred), 4.7 million (3.3–6.4)."""
        words = self.words
        if core is None or words.raw(core) not in ("(", "±"):
            return core
        if words.raw(core) == "±":
            stop = self.digits_end(core + 1) if words.kind(core + 1) == "digits" else core
        else:
            close = next((k for k in range(core + 2, core + _LONGEST_INTERVAL) if words.raw(k) == ")"), None)
            is_measured = close is not None and self.lexicon.measures.last(words.tokens[:close]) is not None
            stop = core if close is None or is_measured else close + 1  # 45 (18–59 years) are ages
        return self.scaled(stop) if stop > core and isinstance(self.read(i, stop), Read) else core

    def _begins_number(self, i: int) -> bool:
        lexicon = self.lexicon
        tables = (lexicon.atoms, lexicon.parts, lexicon.vague, lexicon.articles, lexicon.few)
        return any(table.at(self.words.tokens, i) for table in tables)

    def _is_of_run(self, i: int) -> bool:
        """Whether a word can stand within a number; in Arabic “and” leans on it. The dot is that of 1 тыс. 200."""
        words = self.words
        if words.kind(i) == "digits":
            return True
        if words.raw(i) == ".":
            is_short = 1 < len(words.said(i - 1)) <= 4 and self.lexicon.atoms.at(words.tokens, i - 1) is not None
            return is_short and words.kind(i + 1) == "digits"
        if words.kind(i) == "mark":
            is_part = words.raw(i) == "/" and words.kind(i - 1) == words.kind(i + 1) == "digits"  # 1 1/2
            return is_part or words.raw(i) in DASHES or words.raw(i) in PERCENT_SIGNS or words.raw(i) in CURRENCY_SIGNS
        if len(words.said(i)) == 1 and self.lexicon.atoms.at(words.tokens, i) and not words.tokens[i].is_glued:
            return False  # 5 m of cable
        return {token.text for token in self.lexicon.parted([words.tokens[i]])} <= self.inner

    def _ends_number(self, end: int) -> bool:
        last = self.lexicon.parted([self.words.tokens[end - 1]])[-1]
        is_sign = last.text in PERCENT_SIGNS or last.text in CURRENCY_SIGNS
        return last.kind == "digits" or last.text in self.outer or is_sign

    def _is_one(self, i: int, end: int) -> bool:
        """Whether words are one number, or a range in words; a part of one is found elsewhere."""
        words = self.words
        goes_on = words.kind(end) == "digits" or self.lexicon.atoms.at(words.tokens, end) is not None
        if goes_on or self.is_taken(words.starts[i], words.ends[end - 1]):
            return False  # “two hundred and three” of “two hundred and three hundred”
        start, said = self.qualified(i)
        for begun in dict.fromkeys((i, start)):
            outcome = self.read(begun, end)
            read = outcome.meanings[0] if isinstance(outcome, Asked) else outcome
            if not isinstance(read, Read):
                continue
            if read.value is None or self.lexicon.few.at(words.tokens, i):
                return read.value is None and begun == i and (end > i + 1 or self.counts_vaguely(end))
            if read.value_high is not None:
                return not self._is_change(said, read) and not (begun == i and self._is_by_and_to(i, end))
            return begun == i and not read.is_fraction
        return False

    def _is_change(self, i: int, read: Read) -> bool:
        """Whether both ends are numbers of their own: rose from 300 to 400; but not “rose by 10 to 15 %”."""
        before = self.said_before(i)
        return self.vocabulary.change_from.search(before) is not None and not (
            read.is_percent and before.endswith(" by")
        )

    def _is_by_and_to(self, i: int, end: int) -> bool:
        """Whether a change and its outcome are told, each with its percent: rose 5 percentage points to 12 per cent."""
        words, percent = self.words, self.lexicon.percent
        signs = sum(words.raw(k) in PERCENT_SIGNS or bool(percent.at(words.tokens, k)) for k in range(i, end))
        return signs > 1 and self.vocabulary.change.search(self.said_before(i)) is not None

    def _figure(self, i: int, core: int) -> SaidFigure | None:
        words = self.words
        (first, said), last = self.qualified(i), core
        after = self.qualifier_after(core)
        named = self.lexicon.currencies.at(words.tokens, self._past_of(core))
        code = words.raw(core) if words.raw(core) in CURRENCIES and len(words.raw(core)) == 3 else ""
        currency = named[1] if named else code
        for stop in dict.fromkeys((core + after, core)):
            for start in dict.fromkeys((first, said, i)):
                meaning, question = self._meaning(start, stop)
                if meaning is None:
                    continue
                if currency and not meaning.currency:
                    meaning = replace(meaning, currency=currency)
                opened = start if isinstance(self.read(i, last), Refused) and meaning.value_high is not None else i
                return SaidFigure(
                    words.starts[start], words.ends[stop - 1], words.starts[opened], words.ends[last - 1], start, stop,
                    meaning, question,
                )  # fmt: skip
        return None

    def _past_of(self, i: int) -> int:
        """After the “of” before a currency: 1,5 milliard d’euros."""
        while self.words.said(i) in self.vocabulary.of or (i < len(self.words) and self.words.raw(i) in APOSTROPHES):
            i += 1
        return i

    def _meaning(self, start: int, stop: int) -> tuple[Read | None, str]:
        """The likeliest meaning of words and what is asked about it; with what they count: 1.200 people are no 1.2."""
        outcome = self.read(start, stop)
        if thing := self.lexicon.things.at(self.words.tokens, stop):
            of_things = self.read(start, stop + thing[0])
            outcome = of_things if isinstance(of_things, Asked) else outcome
        if isinstance(outcome, Asked):
            return next(
                (read for read in outcome.meanings if thing and read.is_whole), outcome.meanings[0]
            ), outcome.question
        return (outcome if isinstance(outcome, Read) else None), ""


def find_figures(words: Words, language: str, is_taken: Callable[[int, int], bool]) -> list[SaidFigure]:
    """The figures of a sentence in their order; `is_taken(start, end)` says what belongs to a period."""
    own = language_of(language, words.text) or "en"
    words = _apart(words, lexicon_of(own))
    starters = _starters(own) | {phrase[0] for phrase in lexicon_of(own).articles.meanings}
    inner, outer = _within(own)
    return _Finder(words, language, lexicon_of(own), vocabulary_of(own), is_taken, starters, inner, outer).all()


def _apart(words: Words, lexicon: Lexicon) -> Words:
    """Numbers and qualifiers without their Arabic prefixes; the “and” of «وأكثر من 300» is no part of the figure."""
    parted = [lexicon.parted([token]) for token in words.tokens]
    tokens = [token._replace(text=parts[-1].text) for token, parts in zip(words.tokens, parted, strict=True)]
    leans = (len(parts) > 1 and parts[0].text == "و" for parts in parted)
    starts = [start + is_leaning for start, is_leaning in zip(words.starts, leans, strict=True)]
    return replace(words, tokens=tokens, starts=starts)


def has_numbers(text: str, language: str) -> bool:
    """Whether a sentence may hold a figure, and is no table: digits, or a word of a number."""
    starters = _starters(language_of(language, "") or "en")
    digits = len(_DIGITS.findall(text))
    large = len(_LARGE.findall(text)) if digits else 0
    if large >= _LEAST_OF_A_ROW and large > len(_LETTERS.findall(text)):
        return False  # a row of a table
    letters = _LETTERS.findall(text.lower()) if text.isascii() else map(fold, WORD.findall(text))
    numbers = digits + sum(map(starters.__contains__, letters))
    if numbers == 0:
        return vocabulary_of(language).within.search(text) is not None
    return numbers <= max(_MOST_NUMBERS, len(text) // _ROOM)


@lru_cache(maxsize=16)
def _starters(language: str) -> frozenset[str]:
    """The words with which a number in words can begin, as they are written and folded."""
    lexicon = lexicon_of(language)
    tables = (lexicon.atoms, lexicon.parts, lexicon.vague, lexicon.shares, lexicon.few)
    return frozenset(phrase[0] for table in tables for phrase in table.meanings if len(phrase[0]) > 1)


@lru_cache(maxsize=16)
def _within(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that may stand within a number, and those of them with which it may end."""
    lexicon = lexicon_of(language)
    ends = (lexicon.atoms, lexicon.parts, lexicon.vague, lexicon.percent)
    joins = (lexicon.joins, lexicon.points, lexicon.with_parts, lexicon.articles, lexicon.of, lexicon.the)
    inner = {word for table in (*ends, *joins, lexicon.either, lexicon.few) for word in table.words()}
    inner |= {word for _, joiner in lexicon.ranges for word in joiner}
    return frozenset(inner), frozenset(phrase[-1] for table in ends for phrase in table.meanings)
