"""Who speaks where: headings, names before a colon, and sentences that say who said it.

Statement by Dr Lena Okafor, Minister of Health       Lena Okafor, to the next heading
Mr. Haddad: Thank you, Minister.                      Haddad, to the next name
“… 37 deaths,” said Amina Yusuf, head of the agency   Amina Yusuf, in this sentence
text before the first heading                         who speaks between all the others, if one does
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apps.claims.proposals.vocabulary.ready import Ready
from apps.claims.reading.tokens import fold

MOST = 1_000  # turns of one text; what follows is the last one's
_LONGEST_HEADING = 200
_LONGEST_OPENING = 50
_CAPITAL = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'\-]*\.?"
_PARTICLE = r"(?:al|el|ben|bin|ibn|abu|de|da|di|dos|van|von|der|le|la)[\s-]"
_NAME = rf"{_CAPITAL}(?:\s+(?:{_PARTICLE})?{_CAPITAL}){{0,4}}"
_LABELLED = re.compile(rf"(?P<name>{_NAME})\s*(?:[,(–-]\s*(?P<role>[^:\n]{{2,80}}?)\)?)?\s*:(?=\s|$)")
_PERSON = re.compile(_NAME)
_ENDS_TURN = re.compile(
    r"(?:correction|corrigendum|erratum|clarification|editor[’']s note|notes? (?:to|for) editors|annex|background)\b",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"\s+(?:representatives?|delegation|delegate|spokes\w+|officials?|side|minister|ministry|mission)\b"
)
_ISSUED = re.compile(
    r"(?:issued|published|prepared|released|compiled|produced) by (?:the )?(?P<name>[^.\n,;]{3,80})", re.IGNORECASE
)
_OFFICE = re.compile(
    r"\b(?:[A-Z][\w’-]+ ){0,4}"
    r"(?:Ministry|Department|Office|Agency|Authority|Organi[sz]ation|Commission|Committee|Institute|Council|Directorate|Bureau"
    r"|Centre|Center|Service|Federation|Fund|Programme|Mission)\b(?: (?:of|for|on|the|and|[A-Z][\w’-]+))*"
)
_BETWEEN = re.compile(r",?\s*|\s*,[^,;.]{2,80},\s*|\s+of [^,;.]{2,60}\s*|,? (?:also|has|have|then)\s*")
_PRONOUN = re.compile(r"(?:\S+ ){0,2}(?:he|she|they)\b", re.IGNORECASE)
_ASKED = re.compile(r"\s*(?:(?:Q|Question)|(?P<answer>A|Answer))\s?\d{0,2}[:.]\s")
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|my)\b|\bgood (?:morning|afternoon|evening)\b|\bcolleagues\b", re.IGNORECASE)
_HEADS_NO_PERSON = frozenset({
    *("note", "notes", "source", "sources", "total", "contact", "deaths", "cases", "highlights", "summary", "tel"),
    *("phone", "fax", "email", "date", "place", "subject", "annex", "table", "figure", "warning", "example"),
    *("background", "updates", "update", "situation", "response", "needs", "gaps", "overview", "question", "answer"),
    *("key", "q", "a", "ps"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name as the text writes it (and the list of speakers, if it is known there), and why this one."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Turn:
    """`text[start:end]` is said by `speaker`; None where nobody is named. `heading` is the line that says so."""

    start: int
    end: int
    speaker: Speaker | None
    heading: str = ""


def find_turns(text: str, vocabulary: Ready, known: Sequence[tuple[str, str]] = ()) -> list[Turn]:
    """The turns of a text in their order, from its first character to its last.

    `known` are names of speakers, each with the name to give for it.
    """
    names = {_key(name): given for name, given in known}
    turns: list[Turn] = []
    named = 0
    place, start, speaker, heading = 0, 0, None, ""
    for line in text.splitlines(keepends=True):
        may_head = named < MOST and len(line) > 1 and (":" in line[:_LONGEST_HEADING] or line[:1].isalpha())
        heads = _heads(text, place, line, vocabulary) if may_head else None
        if heads is None and may_head and (asked := _ASKED.match(line)):
            last = next((turn.speaker for turn in reversed(turns) if turn.speaker is not None), speaker)
            heads = last if asked["answer"] and last is not None else Speaker("", "a question")
        if heads is not None:
            named += 1
            turns.append(Turn(start, place, speaker, heading))
            start, speaker, heading = place, _named(heads, names), line.strip()[:_LONGEST_HEADING]
        place += len(line)
    turns.append(Turn(start, len(text), speaker, heading))
    return _opened(text, [turn for turn in turns if turn.end > turn.start], names)


def goes_on(sentence: str, vocabulary: Ready) -> bool:
    """Whether a sentence is said by whoever the one before it quoted: “She told the committee that …”."""
    return _PRONOUN.match(sentence) is not None and vocabulary.says.search(sentence[:_LONGEST_OPENING]) is not None


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", fold(name)))


def _named(speaker: Speaker | None, names: dict[str, str]) -> Speaker | None:
    if speaker is None or not speaker.name:
        return None
    return replace(speaker, name=names.get(_key(speaker.name), speaker.name))


def _heads(text: str, place: int, line: str, vocabulary: Ready) -> Speaker | None:
    """Who speaks after a line, if it is a heading; one without a name where it only ends a turn."""
    stripped = line.strip()
    if _ENDS_TURN.match(stripped):
        office = re.search(r"the ([A-Z][\w’' ]{2,40}?(?:office|ministry|agency))\b", stripped)
        return Speaker(office[1] if office else "", "named in the line itself")
    if len(stripped) <= _LONGEST_HEADING:
        heading = vocabulary.heading.match(stripped)
        if heading is not None and heading.end() < len(stripped):
            return _from_heading(text, place, stripped[heading.end() :].rstrip(" .:"), vocabulary)
    labelled = _LABELLED.match(stripped[:_LONGEST_HEADING])
    if labelled is None or fold(labelled["name"]).split()[0].rstrip(".") in _HEADS_NO_PERSON:
        return None
    titles, name = _split_titles(labelled["name"], vocabulary)
    rest = stripped[labelled.end() :]
    if labelled["name"].isupper() and not titles and rest.split()[:1] and rest.split()[0].isupper():
        return None  # a title in capitals
    is_person = bool(titles) or len(name.split()) >= 2 or labelled["name"].isupper()
    if not is_person or (
        not titles and not labelled["role"] and _OFFICE.search(name) is None and len(name.split()) > 4
    ):
        return None
    if not titles and len(stripped) == labelled.end() and not labelled["name"].isupper() and labelled["role"] is None:
        return None  # a heading of a section
    return Speaker(name or labelled["name"], f"“{labelled['name']}:” begins the line")


def _from_heading(text: str, place: int, said: str, vocabulary: Ready) -> Speaker | None:
    """The name in a heading; where it has only a role, whoever was introduced just before."""
    best = ""
    for part in re.split(r"[,;(–—]", said):
        for match in _PERSON.finditer(part):
            titles, name = _split_titles(match[0], vocabulary)
            is_office = _OFFICE.search(match[0]) is not None or "province" in fold(part[match.end() :][:12])
            is_office = is_office or bool(_ROLE_AFTER.match(part[match.end() :]))
            if name and not is_office and (titles or len(name.split()) >= 2) and not best:
                best = name
    if best:
        return Speaker(best, f"the heading names “{best}”")
    introduced = [
        name
        for match in re.finditer(rf"\b(?:Mr|Mrs|Ms|Dr)\.? ?(?P<name>{_NAME})", text[max(0, place - 600) : place])
        for name in [_split_titles(match["name"], vocabulary)[1]]
        if len(name.split()) >= 2
    ]
    if introduced:
        return Speaker(introduced[-1], f"introduced before the heading “{said[:60]}”")
    has_role = _OFFICE.search(said) is not None or any(fold(word) in vocabulary.titles for word in said.split())
    return Speaker(said, "the heading says so") if has_role else None


def _split_titles(name: str, vocabulary: Ready) -> tuple[str, str]:
    """“Colonel-General M. Mizintsev” is a title and a name."""
    parts = name.split()
    count = 0
    while count < len(parts) and fold(parts[count]).rstrip(".") in vocabulary.titles:
        count += 1
    return " ".join(parts[:count]), " ".join(parts[count:]).rstrip(".,")


def _opened(text: str, turns: list[Turn], names: dict[str, str]) -> list[Turn]:
    """The turns with a speaker for what stands before the first heading."""
    first = turns[0] if turns else None
    if first is None or first.speaker is not None:
        return turns
    opening = text[first.start : first.end]
    counts = Counter(turn.speaker.name for turn in turns if turn.speaker is not None)
    if counts and _FIRST_PERSON.search(opening):
        (name, times), *rest = counts.most_common(2)
        if times >= 2 and all(times > other for _, other in rest):
            return [replace(first, speaker=Speaker(name, "speaks between the others, so opens")), *turns[1:]]
    issued = _ISSUED.search(opening[:3_000])
    office = _OFFICE.search(opening[:400])
    speaker_name = issued["name"].strip() if issued else office[0] if office else ""
    if not speaker_name or counts:
        return turns
    why = "the text says who issued it" if issued else "named at the head of the text"
    speaker = _named(Speaker(speaker_name, why), names)
    return [replace(turn, speaker=turn.speaker or speaker) for turn in turns]


def quoted_speaker(sentence: str, vocabulary: Ready, known: Sequence[tuple[str, str]]) -> Speaker | None:
    """Who a sentence says said it: “said Amina Yusuf”, “the head of the agency, Amina Yusuf, said”, “Ms Yusuf told”."""
    names = {_key(name): given for name, given in known}
    for says in vocabulary.says.finditer(sentence):
        after = re.match(rf"\s*(?:that )?(?:the )?(?P<name>{_NAME})", sentence[says.end() :])
        before = list(re.finditer(_NAME, sentence[: says.start()]))
        candidates = [
            name[0] for name in reversed(before) if _BETWEEN.fullmatch(sentence[name.end() : says.start()]) is not None
        ]
        if after is not None and sentence[: says.start()].rstrip().endswith((",", "”", '"', "»")):
            candidates.append(after["name"])
        for candidate in candidates:
            titles, name = _split_titles(candidate, vocabulary)
            if name and (titles or len(name.split()) >= 2 or _key(name) in names):
                return _named(Speaker(name, f"“{says[0]}”"), names)
    return None
