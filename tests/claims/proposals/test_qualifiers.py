"""The qualifier of a figure in a sentence is the one that the reader of figures finds in the same words."""

import pytest

from apps.claims.proposals.codes import CodeLists, read_lists
from apps.claims.proposals.proposals import propose
from apps.claims.reading.figures import read_figure
from apps.claims.reading.lexicon import TABLES
from apps.claims.reading.numerals.table import Numerals
from apps.claims.reading.outcomes import Read
from apps.config.folders import BASE_DIR

NUMBERS = {
    "en": ("300", "1.2 million", "twelve thousand", "12%"),
    "fr": ("300", "1,2 million", "douze mille", "12 %"),
    "es": ("300", "1,2 millones", "doce mil", "12 %"),
    "ru": ("300", "1,2 млн", "двенадцати тысяч", "12 %"),
    "ar": ("300", "1.2 مليون", "ثلاثمئة ألف", "12٪"),
}
PARTS = {
    "en": ("two thirds",),
    "fr": ("la moitié", "deux tiers", "les deux tiers"),
    "es": ("la mitad", "dos tercios"),
    "ru": ("половины", "двух третей"),
    "ar": ("ثلث",),
}
SENTENCES = {
    "en": "In all, {} people fled.",
    "fr": "En tout, {} personnes ont fui.",
    "es": "En total, {} personas huyeron.",
    "ru": "Всего {} человек бежали.",
    "ar": "في المجموع {} شخص فروا.",
}
IN_THE = "dans les"  # about so many, and in a sentence in the so many
OF_PARTS = {
    "en": "In all, {} of the people fled.",
    "fr": "En tout, {} des personnes ont fui.",
    "es": "En total, {} de las personas huyeron.",
    "ru": "Всего {} людей бежали.",
    "ar": "في المجموع {} الأشخاص فروا.",
}


@pytest.fixture(scope="module")
def lists() -> CodeLists:
    return read_lists(sorted(BASE_DIR.glob("fixtures/codes/*.yaml")))


def said(table: Numerals, number: str) -> list[str]:
    """A number with every qualifier of a language before it and after it."""
    forms = [form for forms in table.before.values() for form in forms.split("|") if form not in ("", IN_THE)]
    before = [f"{form} {number}" for form in forms]
    return before + [f"{number} {form}" for forms in table.after.values() for form in forms.split("|") if form]


def find_others(words: list[str], sentence: str, language: str, lists: CodeLists) -> list[str]:
    """The words of which no figure is proposed as they are read."""
    others = []
    for figure in words:
        read = read_figure(figure, language)
        found = propose(sentence.format(figure), lists, language=language)
        if isinstance(read, Read) and read.value is not None:
            share = read.percentage
            alike = (read.qualifier, share.value)
            others += [] if alike in [(one.qualifier, one.value) for one in found] else [figure]
    return others


@pytest.mark.parametrize("language", TABLES)
def test_a_number_has_its_qualifier_in_a_sentence(language: str, lists: CodeLists) -> None:
    words = [words for number in NUMBERS[language] for words in said(TABLES[language], number)]
    assert find_others(words, SENTENCES[language], language, lists) == []


@pytest.mark.parametrize("language", TABLES)
def test_a_part_has_its_qualifier_in_a_sentence(language: str, lists: CodeLists) -> None:
    words = [words for number in PARTS[language] for words in said(TABLES[language], number)]
    assert find_others(words, OF_PARTS[language], language, lists) == []


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("fr", "Plus d’1,5 million de personnes ont fui.", "more_than"),
        ("fr", "Moins d'une douzaine d'hôpitaux fonctionnent.", "less_than"),
        ("fr", "Près des deux tiers des écoles sont fermées.", "just_under"),
        ("fr", "Jusqu'à 300 personnes ont fui.", "at_most"),
        ("fr", "Ce sont plus des 300 personnes qu’hier.", "exactly"),
        ("fr", "Il y a env. 300 personnes.", "about"),
        ("ru", "Вернулись ок. 300 человек.", "about"),
        ("ru", "Вернулись более тысячи человек.", "more_than"),
        ("ru", "Вернулись тысячи человек.", "vague"),
        ("ar", "عاد 20 رجلا وأكثر من 300 طفل.", "more_than"),
    ],
)
def test_a_qualifier_is_found_however_it_is_tied_to_its_number(
    language: str, text: str, qualifier: str, lists: CodeLists
) -> None:
    *_, proposal = propose(text, lists, language=language)
    assert proposal.qualifier.value == qualifier
