"""Short names of speakers: unique among those that stand on one page, and never a fragment.

Mikhail Mizintsev                     Mizintsev
Hans van der Berg, Amal al-Khatib     van der Berg, al-Khatib
José Ortega y Gasset, Martin King Jr. Ortega y Gasset, King Jr.
António GUTERRES, Ibrahim, Abbas      GUTERRES, Ibrahim
محمد عبد الله                           عبد الله
王小明, Sukarno                         as they are
Ministry of Health                    its acronym if it has one, else as it is
Abbas Ibrahim beside Ali Ibrahim      both as they are

What may be no person's name is left whole: that is long at worst, while half of it would be wrong.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Words that belong to the surname they stand before.
_PARTICLES = """
    al el ul bin bint ibn ben abu abou abd abdul abdel umm van von der den de del della dello di da das do dos du des
    la le ter ten te zu zum zur af av st st. san santa mac mc ould عبد أبو ابو أبي بن ابن بنت آل أم فان دي
"""
PARTICLES = frozenset(_PARTICLES.split())
BETWEEN = frozenset({"y"})  # joins two surnames: Ortega y Gasset
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d."})
# Words by which a name is seen to be that of an office or an organisation, or no name but a role.
_OFFICES = """
    of for the and on at ministry minister department directorate office bureau agency authority administration
    government council committee commission commissioner organisation organization federation union league society
    centre center service services institute institution association assembly parliament army forces headquarters
    municipality governorate province embassy delegation mission team group fund programme program bank court police
    press media news network observatory foundation trust party cluster unit branch section secretariat cabinet
    spokesperson spokesman spokeswoman president director coordinator representative official officials governor
    health nations crescent cross watch
    ministère ministerio ministério gouvernement gobierno governo agence agencia oficina consejo conseil comité comisión
    министерство управление правительство центр агентство комитет служба ведомство штаб совет организация
    وزارة وزير مكتب هيئة منظمة مجلس دائرة مديرية حكومة إدارة ادارة لجنة مفوضية المفوضية رئاسة جمعية مركز شبكة
"""
OFFICES = frozenset(_OFFICES.split())
NO_PERSON = re.compile(r"[\d()\[\]&/:;]")
MOST_WORDS = 6
LEAST_CAPITALS = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker as names are told apart; `called` is everything its organisation is called by."""

    slug: str
    name: str
    role: str
    acronym: str
    organisation: str
    called: tuple[str, ...]


def shorten(speakers: Iterable[Named]) -> dict[str, str]:
    """A name for each speaker by its slug, the shortest by which no two of these can be taken for each other."""
    waiting = {speaker.slug: _candidates(speaker) for speaker in speakers}
    names = {slug: next(candidates) for slug, candidates in waiting.items()}
    while alike := [slug for together in _alike(names) for slug in together]:
        # The last candidate of each holds its slug, so that this comes to an end.
        names |= {slug: next(waiting[slug], names[slug]) for slug in alike}
    return names


def _alike(names: dict[str, str]) -> list[list[str]]:
    by_look: dict[str, list[str]] = defaultdict(list)
    for slug, name in names.items():
        by_look[_folded(name)].append(slug)
    return [together for together in by_look.values() if len(together) > 1]


def _candidates(speaker: Named) -> Iterator[str]:
    """What the speaker may be called, the shortest first."""
    whole = " ".join(speaker.name.split())
    is_organisation = _folded(whole) in {_folded(name) for name in speaker.called}
    if is_organisation and speaker.acronym:
        yield speaker.acronym
    elif not is_organisation:
        yield _surname(whole)
    yield whole
    for more in (speaker.acronym or speaker.organisation, speaker.organisation, speaker.role, speaker.slug):
        if more:
            yield f"{whole} ({more})"
    yield f"{whole} ({speaker.slug})"


def _surname(name: str) -> str:
    """The part of a person's name by which people are called in public; the whole where that cannot be told."""
    before, comma, _ = name.partition(",")
    words = before.split()
    if _is_no_person(name, words):
        return name
    if (comma and len(words) > 1 and _fold_all(words[:-1]) <= PARTICLES) or (comma and len(words) == 1):
        return before
    capitals = [word for word in words if word.isupper() and len(word) >= LEAST_CAPITALS]
    if capitals and len(capitals) < len(words):
        first, last = words.index(capitals[0]), words.index(capitals[-1])
        return " ".join(words[_from(words, first) : last + 1])
    last = len(words) - 1
    while last > 0 and words[last].casefold() in SUFFIXES:
        last -= 1
    return " ".join(words[_from(words, last) :])


def _from(words: list[str], place: int) -> int:
    """Where the surname that ends at this place begins."""
    while place > 0:
        if words[place - 1].casefold() in PARTICLES:
            place -= 1
        elif words[place - 1].casefold() in BETWEEN and place > 1:
            place -= 2
        else:
            break
    return place


def _is_no_person(name: str, words: list[str]) -> bool:
    # Where family names come first, and where words are not divided, no part can be told by its place.
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    return (
        not words
        or len(words) > MOST_WORDS
        or NO_PERSON.search(name) is not None
        or not scripts.isdisjoint({"CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI", "KHMER", "LAO", "MYANMAR"})
        or not _fold_all(words).isdisjoint(OFFICES)
    )


def _fold_all(words: Iterable[str]) -> set[str]:
    return {word.casefold().strip(".,’'") for word in words}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
