"""A sentence with all that it says by itself: its figures, periods and places, and for each figure the guesses.

What depends on the sentences around it (who speaks, what was said before) is left to `proposals`. A sentence that is
repeated is read once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from apps.claims.figures import AHEAD, Status
from apps.claims.proposals.codes import Code, CodeLists
from apps.claims.proposals.counted import Counted, count
from apps.claims.proposals.figures.exclusions import DURATIONS, names_in
from apps.claims.proposals.figures.numbers import find_figures, has_numbers
from apps.claims.proposals.guesses import Gazetteer, Guess, Mention, Ranker
from apps.claims.proposals.standing import find_status
from apps.claims.proposals.times import Time, choose_time, find_parts, find_times, is_amount
from apps.claims.proposals.turns import Speaker, quoted_speaker
from apps.claims.proposals.vocabulary.ready import Ready, vocabulary_of
from apps.claims.proposals.words import words
from apps.claims.reading.lexicon import primary_of
from apps.claims.reading.outcomes import PERCENT, Qualifier

_MOST_OF_A_GROUP = 0.8
_MOST_KEPT = 1_000  # sentences
_STOP = re.compile(r";\s")
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][^\W\d_]*")  # the camp of “Rukban camp” says what is counted


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence says of one of its figures."""

    unit: str
    why_unit: str
    status: Status
    why_status: str
    qualifier: Qualifier
    time: Time | None
    indicator: tuple[Guess, ...]
    population: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and what was found in it; `facts` has one entry for each figure."""

    said: str
    mentions: Sequence[Mention]
    times: Sequence[Time]
    figures: Sequence[Counted]
    facts: Sequence[Facts]
    groups: Sequence[Code]
    speaker: Speaker | None
    has_total: bool


class LineReader:
    """Reads the sentences of one text."""

    def __init__(self, lists: CodeLists, language: str, said_on: date | None) -> None:
        self.lists, self.tag, self.said_on = lists, language, said_on
        self.language = primary_of(language)  # the signs of es-MX, the words of es
        self.vocabulary: Ready = vocabulary_of(self.language)
        self.gazetteer = Gazetteer(lists.places)
        self.groups = self.gazetteer.groups(lists.places)
        self.indicators, self.populations = Ranker(lists.indicators), Ranker(lists.populations)
        self.unit_codes = {unit.code for unit in lists.units}
        self.kept: dict[str, Line] = {}

    def read(self, said: str) -> Line | None:
        """What a sentence says; None where it has no number."""
        if not has_numbers(said, self.language):
            return None
        line = self.kept.get(said)
        if line is None:
            line = self._read(said)
            if len(self.kept) < _MOST_KEPT:
                self.kept[said] = line
        return line

    def _read(self, said: str) -> Line:
        broken = words(said)
        is_ahead = find_status(said, 0, 0, self.vocabulary)[0] in AHEAD
        found = find_times(said, self.language, self.said_on, is_ahead=is_ahead)
        times = [time for time in found if not is_amount(broken, time, self.vocabulary)]
        taken = [*((time.start, time.end) for time in times), *names_in(said)]
        spotted = find_figures(broken, self.tag, lambda a, b: any(start < b and a < end for start, end in taken))
        figures = [self._bounded(said, one) for one in count(broken, spotted, self.vocabulary, self.tag)]
        mentions = self.gazetteer.mentions(broken, self.vocabulary.from_places) if figures else []
        unnamed = _without_names(said, mentions)
        speaker = quoted_speaker(said, self.vocabulary, self.lists.speakers) if figures else None
        parts = [match.start() for match in _STOP.finditer(said)]
        parts += [match.start() for match in self.vocabulary.contrast.finditer(said)]
        own = [time for time in times if not time.is_base]
        parts += find_parts(own, [(one.figure.start, one.figure.end) for one in figures])
        facts = [self._facts(said, unnamed, figures, i, times, sorted(parts)) for i in range(len(figures))]
        has_total = self.vocabulary.total.search(said) is not None
        return Line(said, mentions, own, figures, facts, self._groups(mentions), speaker, has_total)

    def _facts(
        self, said: str, unnamed: str, figures: Sequence[Counted], i: int, times: Sequence[Time], parts: Sequence[int]
    ) -> Facts:
        one = figures[i]
        unit, why_unit = self._unit(one)
        status, why_status = find_status(said, one.start, one.end, self.vocabulary)
        following = figures[i + 1].figure.start if i + 1 < len(figures) else len(said)
        begins = min(figures[i - 1].end if i else 0, one.start)
        ends = max(figures[i + 1].start if i + 1 < len(figures) else len(said), one.end)
        zones = (
            (f"{unnamed[one.start : one.end]} {one.noun}", 3.0),
            (_just_before(unnamed[: one.start]), 2.0),
            (unnamed[begins:ends][:400], 1.5),
            (_without(unnamed, figures), 1.0),
        )
        has_population = unit in ("people", "returns", PERCENT)
        return Facts(
            unit,
            why_unit,
            status,
            why_status,
            one.figure.read.qualifier,
            choose_time(times, one.figure.start, one.figure.end, following, parts),
            tuple(self.indicators.rank(zones, unit)),
            tuple(self.populations.rank(zones[:3])) if has_population else (),
        )

    def _bounded(self, said: str, one: Counted) -> Counted:
        """“Within 30 days” is at most 30, and the quote holds the word."""
        start = self.vocabulary.bound_before(said, one.figure.start) if one.unit in DURATIONS else None
        if start is None:
            return one
        figure = replace(one.figure, read=replace(one.figure.read, qualifier=Qualifier.AT_MOST))
        return replace(one, figure=figure, start=start)

    def _unit(self, one: Counted) -> tuple[str, str]:
        """The code of the unit, or the noun where the list has none."""
        if one.per is not None:
            amount, time = one.per
            pace = next((unit for unit in self.lists.units if unit.per == (one.unit, amount, time)), None)
            each = time[:-1] if time in (*DURATIONS, "minutes") else time
            said = f"{one.unit} per {amount} {time}" if amount > 1 else f"{one.unit} per {each}"
            return (pace.code, one.why) if pace is not None else (said, f"{one.why}; no such unit in the list")
        if not one.unit:
            if not one.head:
                return "", "nothing says what is counted"
            return one.head, "what follows the figure; no such unit in the list"
        if self.unit_codes and one.unit not in self.unit_codes:
            return one.unit, f"{one.why}; no such unit in the list"
        return one.unit, one.why

    def _groups(self, mentions: Sequence[Mention]) -> list[Code]:
        """The groups of places that are the places a sentence lists."""
        named = {mention.code.code for mention in mentions}
        if len(named) < 2:
            return []
        return [
            group
            for group, members in self.groups
            if len(named & members) >= _MOST_OF_A_GROUP * max(len(members), len(named))
        ]


def _without_names(said: str, mentions: Sequence[Mention]) -> str:
    """A sentence with blanks for its places, which say nothing of what is counted: Homs is no home."""
    letters = list(said)
    for mention in mentions:
        for word in _CAPITALISED.finditer(said, mention.start, mention.end):
            letters[word.start() : word.end()] = " " * len(word[0])
    return "".join(letters)


def _without(said: str, figures: Sequence[Counted]) -> str:
    """A sentence without the quotes of its figures."""
    pieces, place = [], 0
    for one in figures:
        pieces.append(said[place : max(place, one.start)])
        place = max(place, one.end)
    return " ".join([*pieces, said[place:]])


def _just_before(said: str) -> str:
    """The last two words before a figure, where no mark parts them from it: “destroyed” of “and destroyed 37”."""
    return " ".join(re.split(r"[,;:()–—]", said)[-1].split()[-2:])
