"""The sentences of a text and where they stand. A wrapped line goes on; a heading or an item of a list does not.

“Mr. Haddad said 37 died. In all, 4,118 fell ill.”    two sentences, not three
“4,118 cases were recorded since the beginning\nof the year”    one
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2_000  # a sentence longer than this is read line by line
MOST = 20_000  # sentences of one text
_SHORT_LINE = 50  # a line shorter than this is not wrapped
_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?<=[\w)”\"»%’'])[.!?؟。]+[\"”’»)\]]*\s+(?=[^\s])")
_ABBREVIATED = frozenset({
    *("mr", "tel", "ext", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "st", "no", "nos", "vs", "approx"),
    *("ca", "cf", "incl", "etc", "fig", "vol", "dept", "gov", "sen", "rep", "hon", "jr", "sr", "inc", "art", "u.s"),
    *("u.n", "e.g", "i.e", "sra", "mme", "mlle", "env", "aprox", "max", "min"),
    *("тыс", "млн", "млрд", "ок", "прибл", "г", "гг", "руб", "чел", "им", "ул", "т.е"),
})  # fmt: skip
_MONTHS = frozenset({  # before a day; mar and ago end sentences
    *("jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "janv", "févr", "avr", "juil"),
    *("déc", "ene", "abr", "dic", "янв", "февр", "апр", "авг", "сент", "окт", "нояб", "дек"),
})  # fmt: skip
_ITEM = re.compile(r"\s*(?:[-•–—*·▪●○‣◦]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_ENDS = re.compile(r"[.!?؟:;][\"”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the whole, in the paragraph of this number."""

    start: int
    end: int
    paragraph: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in their order; blank stretches are left out."""
    made = 0
    for number, (start, end) in enumerate(_paragraphs(text)):
        for first, last in _cut(text, start, end):
            for begun, ended in _pieces(text, first, last):
                made += 1
                if made > MOST:
                    return
                yield Sentence(begun, ended, number)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where one is only wrapped."""
    start: int | None = None
    end = 0
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        if start is None or not _goes_on(text, end, line):
            if start is not None:
                yield start, end
            start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.end()
    if start is not None:
        yield start, end


def _goes_on(text: str, end: int, line: re.Match[str]) -> bool:
    """Whether a line continues the one that ended before it."""
    before = text[max(0, end - 120) : end].rsplit("\n", 1)[-1].rstrip()
    between = text[end : line.start()]
    is_apart = between.count("\n") != 1 or _ITEM.match(line[0]) is not None
    return not is_apart and len(before) >= _SHORT_LINE and _ENDS.search(before) is None


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in sentences."""
    begun = start
    for stop in _STOP.finditer(text, start, end):
        follows = text[stop.end()] if stop.end() < end else ""
        is_mark = stop.start() - begun < 6 and text[begun : stop.start()].strip("( ").isdigit()  # 1. of a list
        is_short = text[stop.start()] == "." and _is_abbreviated(text, begun, stop.start(), follows)
        if follows.islower() or is_mark or is_short:
            continue
        last = stop.start() + len(stop[0].rstrip())
        if last > begun:
            yield begun, last
        begun = stop.end()
    last = begun + len(text[begun:end].rstrip())
    if last > begun:
        yield begun, last


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; what is too long for one is a table or a list without stops, and is read by its lines."""
    if end - start <= LONGEST:
        yield start, end
        return
    for line in _LINE.finditer(text, start, end):
        begun, last = line.span()
        while begun < last:
            ended = min(last, begun + LONGEST)
            if ended < last:
                ended = text.rfind(" ", begun, ended) + 1 or ended
            yield begun, ended
            begun = ended


def _is_abbreviated(text: str, begun: int, stop: int, follows: str) -> bool:
    """Whether the word before a point is one that is shortened, or one letter; a month before its day."""
    word = text[max(begun, stop - 12) : stop].rsplit(None, 1)[-1:]
    bare = word[0].lower().lstrip('(“"«') if word else ""
    is_month = bare in _MONTHS and follows.isdigit()
    return (len(bare) == 1 and bare.isalpha()) or bare in _ABBREVIATED or is_month
