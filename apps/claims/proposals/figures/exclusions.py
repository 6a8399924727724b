"""Numbers that are no figures: parts of names and addresses, ordinals, ages, years, marks of lists, idle words.

resolution 2254, COVID-19, page 4, +963 11 22, 1.2.3    names
the 61st fair, 1) to assess, children under five        ordinals, marks, ages
18–59: 3.4 million                                      labels of groups
a family of five, families of 5 to 7 members            sizes of families
the 55-kilometre zone; but: five-day cycles             names by number; but: a duration
these two, one of them, the top five                    idle words
"""

import re

from apps.claims.proposals.vocabulary.ready import Ready
from apps.claims.proposals.words import LIKELY_YEARS, SaidFigure, Words
from apps.claims.reading.outcomes import Qualifier

DASHES = "-–—‒−"
CURRENCIES = frozenset({"USD", "US", "EUR", "GBP", "RUB", "AUD", "CAD", "CHF", "SYP", "UGX", "KES"})
DURATIONS = frozenset({"hours", "days", "weeks", "months"})
_LIST_MARK = re.compile(r"\s*(?:[-•·▪●*–]\s*)?(?:[(\[]?\d{1,2}[.)\]]\s|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-ZÀ-ÞА-Я])")
_NAMED = re.compile(
    r"\+\d[\d ()/.-]{5,}\d|(?<![\w.,])0\d{2,4}(?:[ -]\d{2,4}){1,4}\b"  # a telephone number
    r"|(?:\b(?:tel|phone|fax|telephone|тел|tél)\b|هاتف)[.:]?\s*[\d(][\d ()/.-]{4,}\d"
    r"|[\w.+-]{1,64}@[\w.-]{1,64}|https?://\S+|www\.\S+"  # addresses
    r"|\b\d{1,2}(?::\d\d|\s?h\s?\d\d\b|\s?[ap]\.?m\b\.?)"  # times of day
    r"|\b(?-i:[A-Z]{2,}[A-Z0-9]*)[-/]\d[\w/.-]*"  # references: OMB-2022-03, COVID-19
    r"|\b\d+(?:[°º]\s?\d*|[′″])",
    re.IGNORECASE,
)
_OLDEST = 120
_BRACKET_REACH = 90
_OF_NAMES = (Qualifier.EXACTLY, Qualifier.BETWEEN)  # page 4, pages 4 to 6
_AGED = frozenset("aged age ages âges agees menores mayores старше младше".split())  # noqa: SIM905
_DENIALS = frozenset({"not", "pas", "не", "ليس"})
_LISTING = frozenset({"and", "to", "or", ",", "et", "a", "y", "и", "-", "–"})
_TIMES = frozenset({"times", "fois", "veces", "раз", "раза", "مرات"})
_AGO = frozenset({"ago", "earlier", "later"})
_ARABIC_LEANING = "وبلفك"  # “and”, “with”, “for”
_LEANING = frozenset(_ARABIC_LEANING)
_NUMBER_SIGNS = frozenset({"№", "#", "="})
_LARGEST_FAMILY = 20
_CLOSING, _MOST_OF_NOTE = frozenset(")]”»"), 2  # digits
MADE_OF = frozenset({"of", "de", "d", "des", "из", "من"})
_MEMBERS = frozenset({
    *("members", "persons", "people", "membres", "personnes", "miembros", "integrantes", "personas", "человек"),
    *("человека", "членов", "افراد", "اشخاص"),
})  # fmt: skip
_BOUNDS = frozenset({"under", "over", "above", "below", "younger", "between", "up"})


def is_duration(words: Words, vocabulary: Ready, i: int) -> bool:
    """Whether a word is a unit of days, hours, weeks or months."""
    unit = vocabulary.unit_at(words.tokens, i)
    return unit is not None and unit[0] in DURATIONS


def names_in(text: str) -> list[tuple[int, int]]:
    """Where telephone numbers, addresses, times of day and references stand."""
    return [match.span() for match in _NAMED.finditer(text)]


def is_part_of_name(words: Words, i: int) -> bool:
    """Whether digits belong to a name, an address or a numbering: A4, COVID-19, H1N1, 12242618@x, 1.2.3, +963."""
    said, before, after = words.said(i), words.raw(i - 1), words.raw(i + 1)
    if i and words.tokens[i].is_glued:
        if _is_note(words, i):
            return True
        if words.kind(i - 1) == "word" and before not in CURRENCIES and words.said(i - 1) not in _LEANING:
            return True
        if before in "@#_\\№:" or _is_joined(words, i) or (before == "/" and words.kind(i - 2) == "digits"):
            return True
    if before == "+" or (before in DASHES and words.kind(i - 2) == "digits" and words.raw(i - 3) in ("+", *DASHES)):
        return True
    if i + 1 < len(words) and words.tokens[i + 1].is_glued:
        is_dotted = after == "." and words.kind(i + 2) == "word" and words.tokens[i + 2].is_glued
        if after in "@_/\\:" or is_dotted:
            return True
    if said.count(".") > 1 and "," not in said:
        return len(said.rsplit(".", 1)[-1]) != 3
    return len(said) > 1 and said[0] == "0" and said[1].isdigit()


def _is_note(words: Words, i: int) -> bool:
    """Whether digits glued to the end of a phrase are the number of a note: (1 in 8)3, abroad.4"""
    before = words.raw(i - 1)
    ends = before in _CLOSING or (before == "." and words.kind(i - 2) != "digits" and words.tokens[i - 1].is_glued)
    return ends and len(words.said(i)) <= _MOST_OF_NOTE


def is_no_figure(words: Words, vocabulary: Ready, figure: SaidFigure, i: int, core: int) -> bool:
    """Whether the number at the words `i` to `core` is none of what is told above."""
    if words.kind(i) == "digits":
        return (
            _is_mark(words, i, core)
            or _is_named(words, vocabulary, figure, i, core)
            or _is_compound(words, vocabulary, figure, core)
            or _is_of_people(words, vocabulary, figure)
            or _is_bare_year(words, vocabulary, i, core)
            or _is_label(words, i, core)
            or words.kind(core) == "digits"  # another number follows at once: a mark, a time of day
        )
    return (
        _is_joined(words, i)
        or _is_compound(words, vocabulary, figure, core)
        or _is_of_people(words, vocabulary, figure)
        or _is_of_every(words, vocabulary, i)
        or _is_idle(words, vocabulary, figure, i, core)
    )


def _is_mark(words: Words, i: int, core: int) -> bool:
    """The mark of a list (1. or 2) or (3)) or of a note ([12])."""
    if i <= 1 and _LIST_MARK.match(words.text):
        return True
    if words.raw(i - 1) == "[" and words.raw(core) == "]":
        return True
    before = words.text[max(0, words.starts[i] - _BRACKET_REACH) : words.starts[i]]
    return words.raw(core) == ")" and before.count("(") <= before.count(")") and len(words.said(i)) <= 2


def _is_named(words: Words, vocabulary: Ready, figure: SaidFigure, i: int, core: int) -> bool:
    """Decree number 10, page 4, phase 2; an ordinal; what is denied: 39, not 37."""
    while words.said(i - 1) in _LISTING and words.kind(i - 2) == "digits":
        i -= 2  # pages 4 and 5
    before = words.said(i - 2) if words.raw(i - 1) in (".", "°", "º", ":") else words.said(i - 1)
    if (before in _DENIALS and figure.first == i) or words.raw(i - 1) in _NUMBER_SIGNS:
        return True
    if _is_of_every(words, vocabulary, i):
        return True
    is_next = figure.first == i or (figure.first >= i - 2 and figure.read.qualifier in _OF_NAMES)
    if before in vocabulary.labels and is_next:
        return not _counts(words, vocabulary, core)
    is_glued = core < len(words) and words.tokens[core].is_glued
    return is_glued and words.said(core) in vocabulary.ordinals


def _is_joined(words: Words, i: int) -> bool:
    """The 19 of COVID-19, the five of an under-five mortality rate."""
    is_glued = i > 1 and words.tokens[i].is_glued and words.tokens[i - 1].is_glued
    return is_glued and words.raw(i - 1) in DASHES and words.kind(i - 2) == "word"


def _is_compound(words: Words, vocabulary: Ready, figure: SaidFigure, core: int) -> bool:
    """The 55-kilometre zone, 10 years, three times, ten days ago; but a five-day cycle is a duration."""
    is_ago = words.said(core + 1) in _AGO and is_duration(words, vocabulary, core)
    if (words.said(core) in vocabulary.years and not figure.read.is_percent) or words.said(core) in _TIMES or is_ago:
        return True  # but “12% year on year”
    if words.raw(core) not in DASHES or not words.raw(core) or not words.tokens[core].is_glued:
        return False
    if words.said(core + 1) in vocabulary.years:
        return True
    is_word = words.kind(core + 1) == "word" and words.tokens[core + 1].is_glued
    return is_word and not is_duration(words, vocabulary, core + 1)


def _is_of_every(words: Words, vocabulary: Ready, i: int) -> bool:
    """Of every 100 families, امرأة من كل ثلاث نساء."""
    return words.said(i - 1) in vocabulary.every and words.said(i - 2) in MADE_OF


def _is_label(words: Words, i: int, core: int) -> bool:
    """What the next number is of, in a list: “18–59: 3.4 million; 60+: 410,000”."""
    end = core + (words.raw(core) == "+")
    leads = words.kind(end + 1) == "digits" and not words.tokens[end + 1].is_glued
    return words.raw(end) == ":" and leads and words.kind(i - 1) in ("", "mark")


def _is_of_people(words: Words, vocabulary: Ready, figure: SaidFigure) -> bool:
    """Whether it says which people are meant, by their age or the size of their family."""
    return _is_age(words, vocabulary, figure) or _is_size(words, vocabulary, figure)


def _is_size(words: Words, vocabulary: Ready, figure: SaidFigure) -> bool:
    """A family of five; of several families only what says so: “families of 5 members”, not “of 12 victims”."""
    i, value = figure.first - 1, figure.read.value
    if value is None or value > _LARGEST_FAMILY or words.said(i) not in MADE_OF:
        return False
    named = next((j for j in (i - 1, i - 2) if vocabulary.units.get((words.said(j),)) == "families"), None)
    is_one = named is not None and words.said(named - 1) in (*vocabulary.single, *vocabulary.every)
    counts = _counts(words, vocabulary, figure.last)
    return named is not None and (is_one or not counts or words.said(figure.last) in _MEMBERS)


def _is_age(words: Words, vocabulary: Ready, figure: SaidFigure) -> bool:
    """Children under five, people aged 60 and over."""
    first, value = figure.first, figure.read.value
    if value is None or value > _OLDEST:
        return False
    before = words.said(first - 1)
    unit = vocabulary.unit_at(words.tokens, figure.last)
    is_in_brackets = words.raw(first - 1) == "(" and words.raw(figure.last + 1) == ")"
    if before in _AGED or (is_in_brackets and figure.read.value_high is not None and unit == ("months", 1)):
        return True  # children aged 5; children (6–59 months)
    bound = first if words.said(first) in _BOUNDS else first - 1  # “under 2 or 3” has no qualifier
    is_people = vocabulary.units.get((words.said(bound - 1),)) == "people"
    return is_people and words.said(bound) in _BOUNDS and not _counts(words, vocabulary, figure.last)


def _is_bare_year(words: Words, vocabulary: Ready, i: int, core: int) -> bool:
    """Four digits without a group that count nothing here: 2011."""
    said = words.said(i)
    if core != i + 1 or not (said.isdigit() and len(said) == 4 and int(said) in LIKELY_YEARS):
        return False
    return not _counts(words, vocabulary, core) and words.raw(i - 1) not in ("$", "€", "£", "₽", "¥")


def _is_idle(words: Words, vocabulary: Ready, figure: SaidFigure, i: int, core: int) -> bool:
    """Number words that count nothing: one, these two, the three of them."""
    value = figure.read.value
    if value is None or figure.read.is_fraction or figure.read.is_percent or is_duration(words, vocabulary, core - 1):
        return False
    if core == i + 1 and words.said(i) in vocabulary.single:
        return True
    if core == i + 1 and value == 0:
        return not _counts(words, vocabulary, core)
    is_named = words.said(i - 1) in vocabulary.determiners or words.raw(i).lstrip(_ARABIC_LEANING).startswith("ال")
    if figure.first == i and is_named and value < 100:
        return True
    return words.kind(core) != "word" and words.raw(core) not in DASHES and value < 20


def _counts(words: Words, vocabulary: Ready, core: int) -> bool:
    """Whether a noun of a unit follows within three words, before a mark or another number."""
    for i in range(core, core + 3):
        if words.kind(i) != "word":
            return False
        if vocabulary.unit_at(words.tokens, i) is not None:
            return True
    return False
