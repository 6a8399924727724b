"""How far the words of one number go, by the order in which a language says numbers; and where its qualifier begins.

    300 тыс. человек            300 тыс.
    12-15 %                     12-15 %
    three people in ten         three people in ten; of “three people in ten camps” three
    some two and a half         the qualifier begins with “some”; so it does in plus d’un million
    300 €                       300 €

Whether more words are still one figure is asked of the reader of figures, in `numbers`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from apps.claims.proposals.figures.exclusions import CURRENCIES, DASHES, is_duration
from apps.claims.proposals.vocabulary.ready import Ready
from apps.claims.proposals.words import Words
from apps.claims.reading.amounts.amount import USUAL_WHOLES
from apps.claims.reading.estimates import read_estimate
from apps.claims.reading.figures import read_figure
from apps.claims.reading.lexicon import Kind, Lexicon
from apps.claims.reading.outcomes import Outcome, Read
from apps.claims.reading.tokens import APOSTROPHES, CURRENCY_SIGNS, PERCENT_SIGNS, Token

MOST_WORDS = 10  # of a number
_BOUNDING = frozenset("~≈<>≥≤")
_NEAR = 3  # words within which what a number counts is said
_CHANGE_REACH = 60  # characters before a number in which a word such as “rose” is looked for
_LONGEST_QUALIFIER, _LONGEST_BRACKET = 8, 8
_IN_MILLIONS = frozenset({"people", "returns", "families", "doses", "cases", "usd"})
_IN_THE = ["dans", "les"]  # about so many where a figure is all that is said; in a sentence seldom
_MEANS = frozenset({"medio", "media"})  # por medio de
_OF_TWO = frozenset({
    *("first", "second", "latter", "premiere", "seconde", "deuxieme", "primera", "segunda"),
    *("первая", "первой", "первую", "вторая", "второй", "вторую"),
})  # fmt: skip
_TIES = frozenset(f"{APOSTROPHES}-‑")


@dataclass(frozen=True, slots=True)
class Extents:
    """The words of a sentence, and what a language knows of numbers."""

    words: Words
    language: str
    lexicon: Lexicon
    vocabulary: Ready
    is_taken: Callable[[int, int], bool]

    def digits_end(self, i: int) -> int:
        """After the scale, the percent sign, the other end behind a dash, and the whole of a ratio."""
        end = self.scaled(i + 1)
        words = self.words
        if (ratio := self._ratio_end(i, end)) is not None:
            return ratio
        joined = words.kind(end) == "mark" and words.raw(end) in DASHES
        if joined and words.kind(end + 1) == "digits" and not self.is_taken(words.starts[end + 1], words.ends[end + 1]):
            return self.scaled(end + 2)
        return end

    def words_end(self, i: int) -> int | None:
        """Where a number in words ends: cardinals, a third, one in five, hundreds, the vast majority."""
        tokens, lexicon = self.words.tokens, self.lexicon
        if share := lexicon.shares.at(tokens, i):
            return i + share[0] if self._is_share(i, share[0]) else None
        if vague := lexicon.vague.at(tokens, i):
            return i + vague[0] if self.counts_vaguely(i + vague[0]) else None
        end = self._cardinal_end(i)
        if end is None:
            return None
        if end > i and (ratio := self._ratio_end(i, end)) is not None:
            return ratio
        part = self._part_end(i, end)
        if part is not None:
            return part
        return self.scaled(end) if end > i else self._article_end(i)

    def qualified(self, i: int) -> tuple[int, int]:
        """Where the qualifier of a number begins, and where its sign of currency does."""
        words = self.words
        said = i
        while said and (words.raw(said - 1) in CURRENCY_SIGNS or words.raw(said - 1) in CURRENCIES):
            said -= 1
        start = said
        for _ in range(2):
            if start and words.raw(start - 1) in _BOUNDING:
                start -= 1
            elif length := self._qualifier_before(start) or self._qualifier_before_the(start):
                if self._is_to(start - length, length):
                    break
                start -= length
        openers = {opener for opener, _ in self.lexicon.ranges if opener}
        bare = start - (self.lexicon.articles.whole(words.tokens[start - 1 : start]) is not None)  # entre un 40
        for length in (2, 1):
            if bare >= length and tuple(t.text for t in words.tokens[bare - length : bare]) in openers:
                return bare - length, said
        return start, said

    def read(self, start: int, stop: int) -> Outcome:
        """The figure that these words say; of an estimate with its interval, the estimate."""
        said = self.words.text[self.words.starts[start] : self.words.ends[stop - 1]]
        estimate = read_estimate(said, self.language) if said.endswith(")") or "±" in said else None
        return read_figure(estimate.central if estimate else said, self.language)

    def _qualifier_before(self, start: int) -> int:
        """How many words the qualifier has that ends before a word, with the marks that tie them: plus d’, approx."""
        for length in range(min(start, _LONGEST_QUALIFIER), 0, -1):
            said = self._spelled(start - length, start)
            if self.lexicon.before.whole(said):
                return 0 if [token.text for token in said] == _IN_THE else length
        return 0

    def _qualifier_before_the(self, start: int) -> int:
        """The same before the article of a part: plus de la moitié; “more than the 300” is no more than 300."""
        tokens, lexicon = self.words.tokens, self.lexicon
        is_part = any(lexicon.parts.at(tokens, i) for i in (start, start + 1))
        length = self._qualifier_before(start - 1) if is_part and lexicon.the.last(tokens[:start]) else 0
        return length + 1 if length else 0

    def qualifier_after(self, end: int) -> int:
        """How many words the qualifier has that begins at a word; none where there is none."""
        if self.words.raw(end) == "+":
            return 1
        lengths = range(min(len(self.words) - end, _LONGEST_QUALIFIER), 0, -1)
        return next((n for n in lengths if self.lexicon.after.whole(self._untied(end, end + n))), 0)

    def _spelled(self, start: int, end: int) -> Sequence[Token]:
        """The words before a number as its reader takes them: of “près des deux tiers” près de."""
        before = self._untied(start, end)
        after = list(takewhile(lambda token: token.kind != "mark", self.words.tokens[end : end + _NEAR]))
        spelled = self.lexicon.spelled([*before, *after])[: -len(after)] if before and after else []
        is_apart = len(spelled) > len(before) and self.lexicon.the.last(spelled)
        return spelled[:-1] if is_apart else spelled

    def _untied(self, start: int, end: int) -> Sequence[Token]:
        """The words from one to another without the marks that tie them; none if the first is such a mark."""
        tokens = self.words.tokens[start:end]
        return [] if tokens[0].raw in _TIES else [token for token in tokens if token.raw not in _TIES]

    def said_before(self, i: int) -> str:
        return self.words.text[max(0, self.words.starts[i] - _CHANGE_REACH) : self.words.starts[i]].rstrip()

    def past_dot(self, end: int) -> int:
        """After the dot of a scale that is shortened: 300 тыс. человек."""
        is_short = self.words.raw(end) == "." and len(self.words.said(end - 1)) <= 4
        return end + (is_short and self.words.said(end + 1).islower())

    def counts_vaguely(self, end: int) -> bool:
        """Whether a vague quantity that ends here is one of something."""
        return self.words.said(end) in self.vocabulary.of or self._is_noun_near(end)

    def _is_to(self, start: int, length: int) -> bool:
        """Whether the word of a bound says to what something changed: «выросло до 400»."""
        said = tuple(token.text for token in self.words.tokens[start : start + length])
        return ((), said) in self.lexicon.ranges and self.vocabulary.change.search(self.said_before(start)) is not None

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
        if self.scaled(stop) > stop or (noun and self._is_noun_near(stop)):
            return None  # 12 in 100 thousand
        part, whole = self._number(i, end), self._number(begun, stop)
        is_alone = self.words.raw(i - 1) == "(" and self.words.raw(stop) == ")"
        is_usual = is_alone or part == 1 or whole in USUAL_WHOLES
        is_ratio = part is not None and whole is not None and 0 < part < whole and is_usual
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
        read = self.read(start, end)
        return read.value if isinstance(read, Read) else None

    def scaled(self, end: int) -> int:
        """After words of scale, percent signs, letters of scale glued to digits."""
        words = self.words
        while end < len(words):
            atom = self.lexicon.atoms.at(words.tokens, end)
            is_scale = atom is not None and atom[1].kind in (Kind.SCALE, Kind.HUNDRED)
            is_letter = is_scale and len(words.said(end)) == 1
            if is_scale and atom is not None and (not is_letter or self._is_scale(end)):
                end += atom[0]
                end = self.past_dot(end)
            elif words.raw(end) in PERCENT_SIGNS or self._is_sign_after(end):
                end += 1
            elif percent := self.lexicon.percent.at(words.tokens, end):
                end += percent[0]
            else:
                return end
        return end

    def _is_scale(self, i: int) -> bool:
        """Whether a letter is one of scale: 1.5m, 300 k€, 1.5 m people, 1,5 M de personnes; not 5 m of cable."""
        words = self.words
        if words.tokens[i].is_glued or (self._is_sign_after(i + 1) and words.tokens[i + 1].is_glued):
            return True
        if words.raw(i).isupper():
            name = words.raw(i + 1 + (words.raw(i + 1) == "."))
            return not name[:1].isupper()  # M. Dupont
        noun = self.vocabulary.unit_at(words.tokens, i + 1)
        return noun is not None and noun[0] in _IN_MILLIONS

    def _is_sign_after(self, i: int) -> bool:
        """Whether a sign of currency belongs to the number before it: 300 €; not 12 $5 notes."""
        leads = self.words.kind(i + 1) == "digits" and self.words.tokens[i + 1].is_glued
        return self.words.raw(i) in CURRENCY_SIGNS and not leads

    def _cardinal_end(self, i: int) -> int | None:
        """After the words of a cardinal; `i` itself where none begins, None where digits follow."""
        words, tokens, lexicon = self.words, self.words.tokens, self.lexicon
        end, count = i, 0
        while end < len(words) and count < MOST_WORDS:
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
        behind = self._past_bracket(after + self.qualifier_after(after))  # a third or more of them
        of = words.said(behind) in self.vocabulary.of or words.said(behind) in self.vocabulary.determiners
        of = of or (not self.vocabulary.of and self._is_noun_of_part(behind))
        is_last = words.raw(after) in (".", ",", ";", ")", "")  # “children about a fifth.”
        of = of or (is_last and self.qualified(i)[0] < i)
        is_other = words.said(i - 1) in _OF_TWO or words.said(start) in _MEANS
        return after if of and not is_other else None

    def _past_bracket(self, i: int) -> int:
        """After what is said again in brackets: two thirds (67 per cent) of them."""
        if self.words.raw(i) != "(":
            return i
        return next((k + 1 for k in range(i + 1, i + _LONGEST_BRACKET) if self.words.raw(k) == ")"), i)

    def _is_noun_of_part(self, i: int) -> bool:
        """Whether what a part is a part of follows it without an “of”: треть населения; not полдня."""
        noun = self.vocabulary.unit_at(self.words.tokens, i)
        return noun is not None and not is_duration(self.words, self.vocabulary, i)

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
