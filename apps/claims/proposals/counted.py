"""What a figure counts: the noun and its unit, and the shortest fragment that holds qualifier, figure and noun.

more than 1,851,424 Syrian citizens have returned    people    more than 1,851,424 Syrian citizens
approximately 95 tons of humanitarian goods          tons      approximately 95 tons of humanitarian goods
18 educational and 13 medical institutions           facilities, of the figure that follows
Aleppo (445,000)                                     of the figures before it, else of what the sentence counts
approximately 3500 people per every 5 days           people for each 5 days
12 per 100,000 population                            people for each 100,000 people
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from apps.claims.proposals.figures.exclusions import DURATIONS
from apps.claims.proposals.vocabulary.ready import Ready
from apps.claims.proposals.words import SaidFigure, Words
from apps.claims.reading.amounts.vague import vague_bounds
from apps.claims.reading.lexicon import Lexicon, language_of, lexicon_of
from apps.claims.reading.outcomes import PERCENT

_RATED = frozenset(map(Decimal, (1_000, 10_000, 100_000, 1_000_000)))  # 12 per 100,000
_LONGEST_NOUN, _LONGEST_OF, _LEFT = 7, 5, 9
_HYPHENS = frozenset("-‑")
_INNER = _HYPHENS | frozenset("’'‘`&/")
_COPULAS = frozenset({"are", "were", "is", "was", "sont", "etaient", "son", "eran", "fueron"})
_SHARING = frozenset({
    *("", "and", "or", "to", "of", "of the", "of all", "out of", "out of the", "of our", "et", "ou", "sur", "des"),
    *("sur les", "y", "o", "de", "de los", "de las", "и", "или", "из", "و", "أو", "من"),
})  # fmt: skip
_LISTING = frozenset({"and", "or", "et", "ou", "y", "o", "и", "или", "و", "of", "within"})
_PLACES_AND_SHARES = ("settlements", "states", PERCENT)  # where it is counted, more often than what
_NOUN_FIRST = re.compile("[\u0400-\u04ff\u0620-\u06d3]")  # in Russian and Arabic a noun follows its number
_ARABIC = re.compile("[\u0620-\u06d3]")
_WORD = re.compile(r"[^\W\d_]+")
_DEMONYM = re.compile(r"\w+(?:йца|нца|кца|йцев|нцев|кцев)")  # сирийцев
_MORE = frozenset({"more", "fewer", "less", "plus", "moins", "menos", "больше", "меньше"})
_LONGEST_SIGN = 3  # letters
_STANDINGS = frozenset({  # of cases that were told before
    *("confirmed", "probable", "suspected", "fatal", "confirmés", "suspects", "confirmados", "sospechosos"),
    *("probables", "confirmés", "confirmées", "suspectes", "confirmadas", "sospechosas", "вероятных", "подтверждённых"),
    *("подтвержденных", "подозреваемых", "مؤكدة", "محتملة", "مشتبه"),
})  # fmt: skip
_NOT_EACH = ("", PERCENT, *DURATIONS)
_LEAST_OF_A_NOUN = 3  # letters; what is shorter is a unit after its number alone: “ha” has other meanings
_PLURALS = ("s", "ов", "ев", "ей", "ы", "и", "ات", "ين")
_CURRENCIES = {"USD": "usd", "$": "usd", "EUR": "eur", "GBP": "gbp", "RUB": "rub"}


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with what it counts. `noun` and `unit` are blank where nothing says; `why` says how the unit was found.

    The quote stands at `start` to `end` of the sentence. `per` is the amount and unit of what it is so
    many for: 5 days, 1 person.
    """

    figure: SaidFigure
    start: int
    end: int
    unit: str = ""
    noun: str = ""
    why: str = ""
    per: tuple[int, str] | None = None
    noun_first: bool = False

    @property
    def head(self) -> str:
        """The word of the noun that says what is counted, where no table knows it; a name says nothing of it."""
        said: list[str] = _WORD.findall(self.noun)
        if self.is_sign:
            return self.noun
        if not said or said[-1][0].isupper():
            return ""
        plurals = (word for word in said if word.endswith(_PLURALS)) if self.noun_first else iter(())
        head = next(plurals, said[0] if _ARABIC.match(said[0]) else said[-1]).lower()
        return "" if head in _STANDINGS else head

    @property
    def is_sign(self) -> bool:
        """Whether the noun is the sign of a unit that no table knows: GW, Mt."""
        return self.noun.isalpha() and not self.noun.islower() and len(self.noun) <= _LONGEST_SIGN


def count(words: Words, figures: Sequence[SaidFigure], vocabulary: Ready, language: str) -> list[Counted]:
    """What each figure of a sentence counts, in their order; the time of a pace is no figure of its own."""
    counted = [_one(words, figure, vocabulary, language) for figure in figures]
    counted = _of_many(words, _paced(words, counted, vocabulary), lexicon_of(language_of(language, words.text)))
    for i in range(len(counted) - 2, -1, -1):
        counted[i] = _borrowed(words, counted[i], counted[i + 1])
    for i, one in enumerate(counted):
        if not one.unit:
            is_named = _is_plural(one.head) or one.is_sign
            known = _named(one) if is_named else _inherited(words, one, counted[:i], vocabulary)
            counted[i] = known if known.per else _each(words, known, vocabulary)
        begun = counted[i - 1].end if i else 0
        if (often := vocabulary.often(words.text[begun : one.start])) and counted[i].unit not in _NOT_EACH:
            counted[i] = replace(counted[i], per=counted[i].per or (1, often))
    return [one for one in counted if one.unit != "minutes"]


def _named(one: Counted) -> Counted:
    """A figure whose noun no table knows: the noun itself is the unit."""
    is_of_people = _DEMONYM.fullmatch(one.head) is not None
    return replace(one, unit="people" if is_of_people else one.head, why=f"“{one.noun}”")


def _is_plural(noun: str) -> bool:
    """Whether a noun that no table knows names what is counted: “beds”, and not “probable”, “educational”."""
    return noun.endswith(_PLURALS) or bool(_NOUN_FIRST.match(noun))


def _one(words: Words, figure: SaidFigure, vocabulary: Ready, language: str) -> Counted:
    read = figure.read
    noun = _noun(words, figure.last, vocabulary)
    inside = vocabulary.unit_at(words.tokens, figure.last - 1) if figure.last - figure.first > 1 else None
    if noun is None and inside is not None and inside[0] in DURATIONS:
        noun = (inside[0], figure.last - 1, figure.last)  # a month
    end = words.ends[noun[2] - 1] if noun is not None else figure.end
    said = words.text[words.starts[noun[1]] : end] if noun is not None else ""
    counted = Counted(figure, figure.start, end, noun=said, noun_first=language_of(language, words.text) != "en")
    is_share = read.is_percent or read.is_fraction
    if is_share or (read.value is None and vague_bounds(read.text, language) is None):
        return replace(counted, unit=PERCENT, why="a share of a whole")
    if read.currency:
        return replace(counted, unit=_CURRENCIES.get(read.currency, read.currency.lower()), why=f"“{read.currency}”")
    if noun is not None and noun[0]:
        return replace(counted, unit=noun[0], why=f"“{said}”")
    return counted


def _noun(words: Words, i: int, vocabulary: Ready) -> tuple[str, int, int] | None:
    """The unit, and from which word to which the noun after a figure runs; a blank unit where it is not known."""
    if words.said(i) in vocabulary.of:
        i += 1 + (words.said(i + 1) in vocabulary.single)  # of a camp’s staff
    elif words.said(i) in _MORE and words.said(i + 1) not in vocabulary.after_nouns:
        i += 1  # 20 more beds; 3,400 more than
    elif words.said(i) in vocabulary.determiners & vocabulary.after_nouns:
        return None  # 987 the day before
    if words.said(i) in _COPULAS:
        j = i + 1
        ahead = next((k for k in range(j, j + 4) if vocabulary.unit_at(words.tokens, k)), None)
        return _run(words, j, vocabulary) if ahead is not None else None
    return _run(words, i, vocabulary)


def _run(words: Words, i: int, vocabulary: Ready) -> tuple[str, int, int] | None:
    """A noun with the words before it, and after “of”."""
    while words.said(i) in vocabulary.determiners:
        i += 1
    unit, head, j = "", i, i
    while j < len(words) and j - i < _LONGEST_NOUN:
        hit = vocabulary.unit_at(words.tokens, j)
        if hit is not None and not _is_measure(unit) and not _tells_which(words, j, hit, vocabulary):
            unit, head, j = hit[0], j + hit[1], j + hit[1]
        elif unit and words.raw(j) in ("’", "'") and words.said(j + 1) == "s":
            unit, j = "", j + 2  # “the camp’s residents”
        elif unit or not _goes_on(words, i, j, vocabulary):
            break  # what follows a noun that is known says something of it
        else:
            j += 1
    if words.said(j) in vocabulary.of and j > i:
        stop = _of_end(words, j + 1, vocabulary)
        return unit, i, stop if stop > j + 1 else j
    if unit:
        return unit, i, head
    if j > i and _is_demonym(words, j - 1):
        return "people", i, j
    return ("", i, j) if j > i else None


def _tells_which(words: Words, j: int, hit: tuple[str, int], vocabulary: Ready) -> bool:
    """Whether a noun only says which of what follows: “school” of “school bags”, which are no schools."""
    following, after = words.said(j + 1), j + hit[1]
    if words.raw(after) in _HYPHENS and words.tokens[after].is_glued and words.kind(after + 1) == "word":
        return words.tokens[after + 1].is_glued  # school-age children
    is_singular = hit[1] == 1 and not _is_measure(hit[0]) and (f"{words.said(j)}s",) in vocabulary.units
    is_counted = following.endswith("s") and words.kind(j + 1) == "word" and following not in vocabulary.after_nouns
    return is_singular and is_counted and (following,) not in vocabulary.units


def _is_participle(words: Words, j: int) -> bool:
    """“Organised” of “flights organised by the bureau”, and not “registered” of “registered refugees”."""
    return words.said(j).endswith("ed") and words.said(j - 1).endswith("s") and words.kind(j - 1) == "word"


def _goes_on(words: Words, i: int, j: int, vocabulary: Ready) -> bool:
    """Whether a word may stand before a noun; not “staying with relatives”."""
    if words.kind(j) == "word":
        is_participle = (j == i and words.said(j).endswith("ing")) or _is_participle(words, j)
        return not is_participle and words.said(j) not in vocabulary.after_nouns and words.said(j) not in vocabulary.of
    return words.raw(j) in _INNER and words.tokens[j].is_glued and words.kind(j + 1) == "word"


def _is_measure(unit: str) -> bool:
    return unit in ("km", "tons", "litres", "hectares", "megawatts", *DURATIONS)


def _of_end(words: Words, i: int, vocabulary: Ready) -> int:
    j = i
    while j < len(words) and j - i < _LONGEST_OF:
        is_verb = j > i and words.said(j).endswith("ed")
        is_word = words.kind(j) == "word" and words.said(j) not in vocabulary.after_nouns and not is_verb
        is_inner = words.raw(j) in _INNER and words.tokens[j].is_glued and words.kind(j + 1) == "word"
        if not is_word and not is_inner:
            break
        j += 1
    return j


def _is_demonym(words: Words, i: int) -> bool:
    """Syrians, Lebanese: a capitalised plural."""
    raw = words.raw(i)
    return raw[:1].isupper() and len(raw) > 4 and raw.endswith(("s", "ese", "ais", "ois"))


def _paced(words: Words, counted: Sequence[Counted], vocabulary: Ready) -> list[Counted]:
    """“3500 people per every 5 days”: the days belong to the people."""
    kept: list[Counted] = []
    for one in counted:
        before = words.said(one.figure.first - 1)
        value = one.figure.read.value
        if kept and before in vocabulary.every and one.unit in DURATIONS and value is not None:
            gap = words.at(one.figure.start) - words.at(kept[-1].end)
            if gap <= 3:
                kept[-1] = replace(kept[-1], per=(int(value), one.unit), end=one.end)
                continue
        kept.append(_each(words, one, vocabulary))
    return kept


def _of_many(words: Words, counted: Sequence[Counted], lexicon: Lexicon) -> list[Counted]:
    """“12 per 100,000 people”: the number of whom the first is so many."""
    kept: list[Counted] = []
    for one in counted:
        value, first = one.figure.read.value, one.figure.first
        per = lexicon.per.last(words.tokens[max(0, first - lexicon.per.longest) : first])
        if kept and per and value in _RATED and _is_rate(words, kept[-1], one, first - per[0], lexicon):
            unit = kept[-1].unit or "people"
            kept[-1] = replace(kept[-1], unit=unit, per=(int(value or 0), "people"), end=one.end, why=f"“{one.noun}”")
            continue
        kept.append(one)
    return kept


def _is_rate(words: Words, one: Counted, of: Counted, at: int, lexicon: Lexicon) -> bool:
    """Whether “per” stands right after a figure and what it counts; “in” alone, which says more, before people only."""
    is_near = words.at(max(one.figure.end, one.end)) >= at >= one.figure.last
    ratio = lexicon.ratios.at(words.tokens, at)
    return is_near and (of.unit == "people" or ratio is None or ratio[0] > 1)


def _each(words: Words, one: Counted, vocabulary: Ready) -> Counted:
    """“250 children a day”, “15 litres per person”: so many for each of these, and not so many in all."""
    i = words.at(one.end)
    if (time := _each_time(words, i, vocabulary)) is not None and one.unit:
        return replace(one, per=(1, time[0]), end=words.ends[time[1] - 1])
    is_per = words.said(i) in vocabulary.every
    if not (is_per or words.said(i) in vocabulary.single or words.raw(i) == "/"):
        return one
    unit = vocabulary.unit_at(words.tokens, i + 1)
    if words.said(i + 2) in ("ago", "earlier", "later", "before"):
        return one
    of_many = words.said(i + 1).endswith("s") and (words.said(i + 1)[:-1],) in vocabulary.units
    if unit is None or of_many or not one.unit:
        return one
    if unit[0] in DURATIONS:
        return replace(one, per=(1, unit[0]), end=words.ends[i + unit[1]])
    return replace(one, per=(1, words.said(i + 1)), end=words.ends[i + unit[1]]) if is_per else one


def _each_time(words: Words, i: int, vocabulary: Ready) -> tuple[str, int] | None:
    """The time of «20 человек в день» or “20 personas al día”, and where it ends; not of “al día siguiente”."""
    for begun in (i + 1, i + 2):
        unit = vocabulary.unit_at(words.tokens, begun)
        if " ".join(words.said(k) for k in range(i, begun)) in vocabulary.every_time and unit and unit[0] in DURATIONS:
            end = begun + unit[1]
            is_last = words.kind(end) != "word" or words.said(end) in vocabulary.after_nouns
            return (unit[0], end) if is_last else None
    return None


def _borrowed(words: Words, one: Counted, following: Counted) -> Counted:
    """The noun of the next figure: “18 educational and 13 medical institutions”, “60 of the 96 schools”."""
    is_own = _is_plural(one.head) or one.is_sign or one.noun.lower() in _STANDINGS
    if one.unit or is_own or following.per is not None or not following.noun:
        return one
    between = words.text[max(one.end, one.figure.end) : following.figure.start].strip(" ,").lower()
    if between not in _SHARING:
        return one
    unit = following.unit or (following.head if _is_plural(following.head) else "")
    unit = _unit_in(following.noun) if unit == PERCENT else unit
    noun = f"{one.noun} {following.noun}".strip()
    return replace(one, unit=unit, noun=noun, end=following.end, why=f"“{following.noun}”") if unit else one


def _unit_in(noun: str) -> str:
    """What a share is a share of: people, if its noun is not one of another unit."""
    return "people" if noun else ""


def _inherited(words: Words, one: Counted, before: Sequence[Counted], vocabulary: Ready) -> Counted:
    """The unit of a figure with no noun after it: of the list it is in, of the noun before it, of what was counted."""
    one = _with_left(words, one)
    left = _left_noun(words, one, vocabulary)
    known = [other for other in before if other.unit not in ("", PERCENT) and not other.per]
    listed = _alike(one, [other for other in known if other.unit not in DURATIONS] or known)
    if left is not None and (listed is None or left[1] > listed.end):
        unit, start = left
        noun = words.text[start : one.figure.start].strip(" (–-—:,")
        is_near = one.figure.start - start < 60 and one.start == one.figure.start
        return replace(
            one, unit=unit, noun=noun[:60], start=start if is_near else one.start, why=f"“{noun[:40]}” before it"
        )
    if listed is not None:
        return replace(one, unit=listed.unit, why=f"as of {listed.figure.read.text} before it")
    after = next((i for i in range(one.figure.last, len(words)) if words.kind(i) == "digits"), len(words))
    around = (i for i in (*range(one.figure.first), *range(one.figure.last, after)))
    hits = (vocabulary.unit_at(words.tokens, i) for i in around if len(words.said(i)) >= _LEAST_OF_A_NOUN)
    first = next((hit for hit in hits if hit is not None and hit[0] not in (*_PLACES_AND_SHARES, *DURATIONS)), None)
    if first is not None and one.figure.read.value is not None:
        return replace(one, unit=first[0], why="as of what the sentence is about")
    return one


def _alike(one: Counted, before: Sequence[Counted]) -> Counted | None:
    """The figure before this one whose number is nearest to it in size; the later one of two."""

    def size(counted: Counted) -> float:
        value = counted.figure.read.value
        return math.log10(abs(value)) if value else 0.0

    return min(reversed(before), key=lambda other: abs(size(other) - size(one)), default=None)


def _with_left(words: Words, one: Counted) -> Counted:
    """“Aleppo (445,000)”: the words before the bracket; “674,000 (2017)”: the bracket after it."""
    i, last = one.figure.first, one.figure.last
    if words.raw(i - 1) == "(" and i > 1 and not one.noun:
        j = i - 1
        while j and i - 1 - j < 4 and (words.kind(j - 1) != "mark" or (words.raw(j - 1) in _INNER)):
            j -= 1
        if words.said(j) in ("and", "or", "in", "et", "y", "и"):
            j += 1
        end = words.ends[last] if words.raw(last) == ")" else one.end
        return replace(one, start=words.starts[j], end=end)
    if words.raw(last) == "(" and words.raw(last + 2) == ")" and not one.noun:
        return replace(one, end=words.ends[last + 2])
    return one


def _left_noun(words: Words, one: Counted, vocabulary: Ready) -> tuple[str, int] | None:
    """The unit of the nearest noun before a figure, and where it begins: “deaths stand at 52”."""
    i = one.figure.first
    for j in range(i - 1, max(-1, i - _LEFT), -1):
        if (words.kind(j) == "mark" and words.raw(j) not in _INNER and words.raw(j) not in "(-–—:") or words.kind(
            j
        ) == "digits":
            return None
        if words.said(j) in _LISTING:
            return None
        unit = vocabulary.unit_at(words.tokens, j) if len(words.said(j)) >= _LEAST_OF_A_NOUN else None
        is_many = unit is not None and (unit[0] == "people" or words.said(j + unit[1] - 1).endswith(_PLURALS))
        if unit is not None and unit[0] not in DURATIONS and is_many:
            return unit[0], words.starts[j]
    return None
