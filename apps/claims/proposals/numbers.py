"""The figures in a sentence: each number with its qualifier, read by the one reader of figures, and what is none.

    more than 1,851,424 Syrian citizens      more than 1,851,424
    a third of the camp’s population         a third
    24-48 hours                              24-48
    two and a half million people            two and a half million
    rose from 300 to 1,200                   300 and 1,200, which are no range
    12 July 2019, resolution 2254, the 61st fair, the 55-kilometre zone, 1) to assess, children under five: none

Number words are taken as figures where they count something; “one” is not, and what follows “the” or “these” is not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from apps.claims.proposals.exclusions import CURRENCIES, DASHES, is_duration, is_no_figure, is_part_of_name
from apps.claims.proposals.vocabulary.ready import Ready, vocabulary_of
from apps.claims.proposals.words import SaidFigure, Words
from apps.claims.reading.amounts.amount import USUAL_WHOLES
from apps.claims.reading.figures import read_figure
from apps.claims.reading.lexicon import Kind, Lexicon, language_of, lexicon_of
from apps.claims.reading.outcomes import Asked, Outcome, Read, Refused
from apps.claims.reading.tokens import CURRENCY_SIGNS, PERCENT_SIGNS

_BOUNDING = frozenset("~≈<>≥≤")
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_LARGE, _LEAST_OF_A_ROW = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{4,}"), 3
_MOST_NUMBERS, _ROOM = 40, 15  # more numbers than these, with less room than this for each, are a table
_NEAR = 3  # words within which what a number counts is said
_CHANGE_REACH = 60  # characters before a number in which a word such as “rose” is looked for
_LONGEST_QUALIFIER = 6
_MOST_WORDS = 10  # of a number


@dataclass(frozen=True, slots=True)
class _Finder:
    words: Words
    language: str
    lexicon: Lexicon
    vocabulary: Ready
    is_taken: Callable[[int, int], bool]
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
        return figures

    # Where a number begins and ends

    def _core(self, i: int) -> int | None:
        """Where the number that begins at a word ends; None where none begins."""
        words = self.words
        if words.kind(i) == "digits":
            if self.is_taken(words.starts[i], words.ends[i]) or is_part_of_name(words, i):
                return None
            return self._grown(i, self._digits_end(i))
        if (
            words.kind(i) != "word"
            or words.said(i) not in self.starters
            or self.is_taken(words.starts[i], words.ends[i])
        ):
            return None
        return self._grown(i, self._words_end(i))

    def _grown(self, i: int, core: int | None) -> int | None:
        """Where the longest run of words of numbers ends that is read as one figure; if none is, where the number does.

        Two and a half million, 300 or 400, between two and three thousand, several hundred.
        """
        words, stop = self.words, i
        while stop < min(len(words), i + _MOST_WORDS) and self._is_of_run(stop):
            stop += 1
        if words.kind(i) != "digits" and not self._begins_number(i):
            return core
        ends = (end for end in range(stop, core or i, -1) if self._ends_number(end) and self._is_one(i, end))
        grown = next(ends, None)
        return core if grown is None else self._past_dot(grown)

    def _past_dot(self, end: int) -> int:
        """After the dot of a scale that is shortened: 300 тыс. человек."""
        is_short = self.words.raw(end) == "." and len(self.words.said(end - 1)) <= 4
        return end + (is_short and self.words.said(end + 1).islower())

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
            return is_part or words.raw(i) in DASHES or words.raw(i) in PERCENT_SIGNS
        if len(words.said(i)) == 1 and self.lexicon.atoms.at(words.tokens, i) and not words.tokens[i].is_glued:
            return False  # 5 m of cable
        return {token.text for token in self.lexicon.parted([words.tokens[i]])} <= self.inner

    def _ends_number(self, end: int) -> bool:
        last = self.lexicon.parted([self.words.tokens[end - 1]])[-1]
        return last.kind == "digits" or last.text in self.outer or last.text in PERCENT_SIGNS

    def _is_one(self, i: int, end: int) -> bool:
        """Whether words are one number, or a range in words; a part of one is found elsewhere."""
        words = self.words
        goes_on = words.kind(end) == "digits" or self.lexicon.atoms.at(words.tokens, end) is not None
        if goes_on or self.is_taken(words.starts[i], words.ends[end - 1]):
            return False  # “two hundred and three” of “two hundred and three hundred”
        start = self._qualified(i)[0]
        for begun in dict.fromkeys((i, start)):
            outcome = self._read(begun, end)
            read = outcome.meanings[0] if isinstance(outcome, Asked) else outcome
            if not isinstance(read, Read):
                continue
            if read.value is None or self.lexicon.few.at(words.tokens, i):
                return read.value is None and begun == i and (end > i + 1 or self._counts_vaguely(end))
            if read.value_high is not None:
                return not self._is_change(i, read) and not (begun == i and self._is_by_and_to(i, end))
            return begun == i and not read.is_fraction
        return False

    def _is_change(self, i: int, read: Read) -> bool:
        """Whether both ends are numbers of their own: rose from 300 to 400; but not “rose by 10 to 15 %”."""
        before = self._said_before(i)
        return self.vocabulary.change_from.search(before) is not None and not (
            read.is_percent and before.endswith(" by")
        )

    def _is_by_and_to(self, i: int, end: int) -> bool:
        """Whether a change and its outcome are told, each with its percent: rose 5 percentage points to 12 per cent."""
        words, percent = self.words, self.lexicon.percent
        signs = sum(words.raw(k) in PERCENT_SIGNS or bool(percent.at(words.tokens, k)) for k in range(i, end))
        return signs > 1 and self.vocabulary.change.search(self._said_before(i)) is not None

    def _said_before(self, i: int) -> str:
        return self.words.text[max(0, self.words.starts[i] - _CHANGE_REACH) : self.words.starts[i]].rstrip()

    def _is_to(self, start: int, length: int) -> bool:
        """Whether the word of a bound says to what something changed: «выросло до 400»."""
        said = tuple(token.text for token in self.words.tokens[start : start + length])
        return ((), said) in self.lexicon.ranges and self.vocabulary.change.search(self._said_before(start)) is not None

    def _digits_end(self, i: int) -> int:
        """After the scale, the percent sign, the other end behind a dash, and the whole of a ratio."""
        end = self._scaled(i + 1)
        words = self.words
        if (ratio := self._ratio_end(i, end)) is not None:
            return ratio
        joined = words.kind(end) == "mark" and words.raw(end) in DASHES
        if joined and words.kind(end + 1) == "digits" and not self.is_taken(words.starts[end + 1], words.ends[end + 1]):
            return self._scaled(end + 2)
        return end

    def _ratio_end(self, i: int, end: int) -> int | None:
        """After “three in ten”, “one out of five”, “one person in three”; not “three people in ten camps”."""
        noun = self.vocabulary.unit_at(self.words.tokens, end)
        at = end + (noun[1] if noun else 0)
        ratio = self.lexicon.ratios.at(self.words.tokens, at)
        if ratio is None or at + ratio[0] >= len(self.words):
            return None
        begun = at + ratio[0]
        stop = begun + 1 if self.words.kind(begun) == "digits" else self._cardinal_end(begun)
        if stop is None or stop == begun or self.is_taken(self.words.starts[begun], self.words.ends[stop - 1]):
            return None
        if self._scaled(stop) > stop or (noun and self._is_noun_near(stop)):
            return None  # 12 in 100 thousand
        part, whole = self._number(i, end), self._number(begun, stop)
        is_ratio = part is not None and whole is not None and 0 < part < whole and whole in USUAL_WHOLES
        return stop if is_ratio and self._number(i, stop) is not None else None

    def _is_noun_near(self, i: int) -> bool:
        """Whether a noun of a unit follows within a few words, before a verb or a preposition."""
        words, tokens = self.words, self.words.tokens
        for k in range(i, min(i + _NEAR, len(words))):
            if self.vocabulary.unit_at(tokens, k):
                return True
            if words.said(k) in self.vocabulary.after_nouns:
                return False
        return False

    def _number(self, start: int, end: int) -> Decimal | None:
        read = self._read(start, end)
        return read.value if isinstance(read, Read) else None

    def _scaled(self, end: int) -> int:
        """After words of scale, percent signs, letters of scale glued to digits."""
        words = self.words
        while end < len(words):
            atom = self.lexicon.atoms.at(words.tokens, end)
            is_scale = atom is not None and atom[1].kind in (Kind.SCALE, Kind.HUNDRED)
            is_letter = is_scale and len(words.said(end)) == 1
            if is_scale and atom is not None and (not is_letter or words.tokens[end].is_glued):
                end += atom[0]
                end = self._past_dot(end)
            elif words.raw(end) in PERCENT_SIGNS:
                end += 1
            elif percent := self.lexicon.percent.at(words.tokens, end):
                end += percent[0]
            else:
                return end
        return end

    def _words_end(self, i: int) -> int | None:
        """Where a number in words ends: cardinals, a third, one in five, hundreds, the vast majority."""
        tokens, lexicon = self.words.tokens, self.lexicon
        if share := lexicon.shares.at(tokens, i):
            return i + share[0] if self._is_share(i, share[0]) else None
        if vague := lexicon.vague.at(tokens, i):
            return i + vague[0] if self._counts_vaguely(i + vague[0]) else None
        end = self._cardinal_end(i)
        if end is None:
            return None
        if end > i and (ratio := self._ratio_end(i, end)) is not None:
            return ratio
        part = self._part_end(i, end)
        if part is not None:
            return part
        return self._scaled(end) if end > i else self._article_end(i)

    def _counts_vaguely(self, end: int) -> bool:
        """Whether a vague quantity that ends here is one of something."""
        return self.words.said(end) in self.vocabulary.of or self._is_noun_near(end)

    def _cardinal_end(self, i: int) -> int | None:
        """After the words of a cardinal; `i` itself where none begins, None where digits follow."""
        words, tokens, lexicon = self.words, self.words.tokens, self.lexicon
        end, count = i, 0
        while end < len(words) and count < _MOST_WORDS:
            atom = lexicon.atoms.at(tokens, end)
            if atom is not None and len(words.said(end)) > 1:
                end, count = end + atom[0], count + 1
            elif end > i and words.raw(end) in DASHES and lexicon.atoms.at(tokens, end + 1):
                end += 1  # twenty-one
            else:
                break
        return None if end > i and words.kind(end) == "digits" else end

    def _article_end(self, i: int) -> int | None:
        """After “a month” of “within a month”."""
        words, lexicon = self.words, self.lexicon
        article = lexicon.articles.at(words.tokens, i)
        if article is None:
            return None
        after = i + article[0]
        if not is_duration(words, self.vocabulary, after):
            return None
        return after + 1 if self.vocabulary.bound_before(words.text, words.starts[i]) is not None else None

    def _part_end(self, i: int, end: int) -> int | None:
        """A third, two-thirds, half: parts of one, where they are parts of something."""
        words, lexicon = self.words, self.lexicon
        start = end
        if end == i and (article := lexicon.articles.at(words.tokens, i)):
            start = i + article[0]
        if words.raw(start) in DASHES:
            start += 1
        part = lexicon.parts.at(words.tokens, start)
        if part is None or (start == i and not lexicon.bare_parts.at(words.tokens, i)):
            return None
        after = start + part[0]
        of = words.said(after) in self.vocabulary.of or words.said(after) in self.vocabulary.determiners
        is_last = words.raw(after) in (".", ",", ";", ")", "")  # “children about a fifth.”
        of = of or (is_last and self._qualified(i)[0] < i)
        ordinal = words.said(i - 1) in self.vocabulary.determiners or words.said(i - 1) in ("first", "second")
        return after if of and not ordinal else None

    def _is_share(self, i: int, length: int) -> bool:
        """The majority of them, most parts, mainly women; not “the most pressing”, “most probably”."""
        words = self.words
        after = i + length
        if words.said(after - 1) in self.vocabulary.of or words.said(after) in self.vocabulary.of:
            return words.said(i) != "few"
        if length > 1:
            return True
        counts = any(self.vocabulary.unit_at(words.tokens, after + k) for k in (0, 1))
        return words.said(i - 1) not in self.vocabulary.determiners and counts

    # The figure around the number

    def _figure(self, i: int, core: int) -> SaidFigure | None:
        words = self.words
        (first, said), last = self._qualified(i), core
        after = next((n for n in range(4, 0, -1) if self.lexicon.after.whole(words.tokens[core : core + n])), 0)
        after = 1 if words.raw(core) == "+" else after
        currency = self.lexicon.currencies.at(words.tokens, core)
        for stop in dict.fromkeys((core + after, core)):
            for start in dict.fromkeys((first, said, i)):
                meaning, question = self._meaning(start, stop)
                if meaning is None:
                    continue
                if currency and not meaning.currency:
                    meaning = replace(meaning, currency=currency[1])
                opened = start if isinstance(self._read(i, last), Refused) and meaning.value_high is not None else i
                return SaidFigure(
                    words.starts[start], words.ends[stop - 1], words.starts[opened], words.ends[last - 1], start, stop,
                    meaning, question,
                )  # fmt: skip
        return None

    def _meaning(self, start: int, stop: int) -> tuple[Read | None, str]:
        """The likeliest meaning of words and what is asked about it; with what they count: 1.200 people are no 1.2."""
        outcome = self._read(start, stop)
        if thing := self.lexicon.things.at(self.words.tokens, stop):
            of_things = self._read(start, stop + thing[0])
            outcome = of_things if isinstance(of_things, Asked) else outcome
        if isinstance(outcome, Asked):
            return next(
                (read for read in outcome.meanings if thing and read.is_whole), outcome.meanings[0]
            ), outcome.question
        return (outcome if isinstance(outcome, Read) else None), ""

    def _read(self, start: int, stop: int) -> Outcome:
        return read_figure(self.words.text[self.words.starts[start] : self.words.ends[stop - 1]], self.language)

    def _qualified(self, i: int) -> tuple[int, int]:
        """Where the qualifier of a number begins, and where its sign of currency does."""
        words = self.words
        said = i
        while said and (words.raw(said - 1) in CURRENCY_SIGNS or words.raw(said - 1) in CURRENCIES):
            said -= 1
        start = said
        for _ in range(2):
            if start and words.raw(start - 1) in _BOUNDING:
                start -= 1
            elif qualifier := self.lexicon.before.last(words.tokens[max(0, start - _LONGEST_QUALIFIER) : start]):
                if self._is_to(start - qualifier[0], qualifier[0]):
                    break
                start -= qualifier[0]
        openers = {opener for opener, _ in self.lexicon.ranges if opener}
        bare = start - (self.lexicon.articles.whole(words.tokens[start - 1 : start]) is not None)  # entre un 40
        for length in (2, 1):
            if bare >= length and tuple(t.text for t in words.tokens[bare - length : bare]) in openers:
                return bare - length, said
        return start, said


def find_figures(words: Words, language: str, is_taken: Callable[[int, int], bool]) -> list[SaidFigure]:
    """The figures of a sentence in their order; `is_taken(start, end)` says what belongs to a period."""
    own = language_of(language, words.text) or "en"
    starters = _starters(own) | {phrase[0] for phrase in lexicon_of(own).articles.meanings}
    inner, outer = _within(own)
    return _Finder(words, language, lexicon_of(own), vocabulary_of(own), is_taken, starters, inner, outer).all()


def has_numbers(text: str, language: str) -> bool:
    """Whether a sentence may hold a figure, and is no table: digits, or a word of a number."""
    starters = _starters(language_of(language, "") or "en")
    large = len(_LARGE.findall(text))
    if large >= _LEAST_OF_A_ROW and large > len(_LETTERS.findall(text)):
        return False  # a row of a table
    numbers = len(_DIGITS.findall(text)) + sum(word in starters for word in _LETTERS.findall(text.lower()))
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
