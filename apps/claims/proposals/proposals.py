"""Claims proposed from a text: where each stands, what it says, and for every guess why.

    from apps.claims.proposals.proposals import propose

    propose("… more than 1,851,424 Syrian citizens have returned …", lists, said_on=date(2019, 7, 24))

At most `MOST` are proposed of one text, so that none takes long; `propose` is lazy and can be stopped earlier.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from apps.claims.figures import Status
from apps.claims.proposals.codes import Code, CodeLists
from apps.claims.proposals.counted import Counted
from apps.claims.proposals.figures.exclusions import DURATIONS
from apps.claims.proposals.guesses import MOST as MOST_GUESSES
from apps.claims.proposals.guesses import Guess, Mention, nearest
from apps.claims.proposals.lines import Line, LineReader
from apps.claims.proposals.segments import Sentence, sentences
from apps.claims.proposals.times import Time
from apps.claims.proposals.turns import Speaker, Turn, find_turns, goes_on
from apps.claims.proposals.words import words
from apps.claims.reading.outcomes import PERCENT, Qualifier
from apps.claims.reading.periods import ReadPeriod

MOST = 2_000
_ORIGIN_REACH = 120  # characters
_FIRST_PAGES = 20_000
_FARTHEST = 2  # sentences over which a period goes on
_NOT_CARRIED = (PERCENT, *DURATIONS)  # of these each says its own period
_UP_TO_NOW = ("as of", "as at", "over the past", "in the past")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as proposed: `text[start:end] == quote`. `why` has a sentence for each field that was guessed.

    A missing day of the period is “not stated”. `unit` is a code of the list, or the noun where the list has none.
    """

    start: int
    end: int
    quote: str
    figure_as_said: str
    value: Decimal | None
    value_high: Decimal | None
    qualifier: Qualifier
    unit: str
    period_start: date | None
    period_end: date | None
    period_as_said: str
    is_cumulative: bool
    status: Status
    speaker: str
    indicator: tuple[Guess, ...]
    population: tuple[Guess, ...]
    place: tuple[Guess, ...]
    origin: tuple[Guess, ...]
    why: dict[str, str] = field(default_factory=dict)


def propose(text: str, lists: CodeLists, *, language: str = "en", said_on: date | None = None) -> Iterator[Proposal]:
    """The claims of a text in the order of their figures."""
    yield from _Proposer(text, lists, language, said_on).all()


@dataclass
class _Memory:
    """What goes on from one sentence to the next of a turn."""

    time: Time | None = None
    paragraph: int = -9
    hops: int = 0
    quoted: Speaker | None = None
    places: list[Mention] = field(default_factory=list)


class _Proposer:
    def __init__(self, text: str, lists: CodeLists, language: str, said_on: date | None) -> None:
        self.text, self.lists, self.said_on = text, lists, said_on
        self.lines = LineReader(lists, language, said_on)
        self.memory = _Memory()
        self.country: Code | None = None
        self.of_heading: list[Mention] = []

    def all(self) -> Iterator[Proposal]:
        turns = find_turns(self.text, self.lines.vocabulary, self.lists.speakers)
        self.country = self._country()
        current, turn, made = 0, None, 0
        for sentence in sentences(self.text):
            while turns[current].end <= sentence.start and current + 1 < len(turns):
                current += 1
            if turns[current] is not turn:
                turn, self.memory = turns[current], _Memory()
                self.of_heading = self.lines.gazetteer.mentions(words(turn.heading), frozenset())
            line = self.lines.read(self.text[sentence.start : sentence.end])
            if line is None:
                continue
            for i in range(len(line.figures)):
                yield self._proposal(line, i, sentence, turn)
                made += 1
                if made >= MOST:
                    return
            self._remember(line, sentence)

    def _country(self) -> Code | None:
        """The country that is named most often in the first pages of the text."""
        mentions = self.lines.gazetteer.mentions(words(self.text[:_FIRST_PAGES]), frozenset())
        named = Counter(mention.code for mention in mentions if mention.code.kind == "country")
        return named.most_common(1)[0][0] if named else None

    def _remember(self, line: Line, sentence: Sentence) -> None:
        self.memory.quoted = line.speaker or self.memory.quoted
        begun = [time for time in line.times if isinstance(time.period, ReadPeriod) and time.period.start is not None]
        lasting = [time for time in begun if isinstance(time.period, ReadPeriod) and time.period.is_cumulative]
        is_one = not any(time.follows_and for time in begun)  # of two, neither goes on alone
        leading = [time for time in begun if is_one and time.start == 0 and not _is_one_day(time)]
        if (lasting or leading) and line.figures:
            self.memory.time, self.memory.paragraph, self.memory.hops = (lasting or leading)[0], sentence.paragraph, 0
        elif line.times or sentence.paragraph > self.memory.paragraph + 1 or self.memory.hops == _FARTHEST:
            self.memory.time = None
        else:
            self.memory.hops += 1
            self.memory.paragraph = sentence.paragraph
        self.memory.places = [mention for mention in line.mentions if not mention.is_origin] or self.memory.places

    def _proposal(self, line: Line, i: int, sentence: Sentence, turn: Turn) -> Proposal:
        one, facts = line.figures[i], line.facts[i]
        read = one.figure.read.percentage
        remembered = self.memory.time.period if self.memory.time is not None else None
        lasts = isinstance(remembered, ReadPeriod) and remembered.is_cumulative
        is_near = sentence.paragraph <= self.memory.paragraph + lasts
        is_carried = facts.status is Status.DONE and is_near and facts.unit not in _NOT_CARRIED
        time = facts.time or (self.memory.time if is_carried else None)
        start, end, is_cumulative = self._period(line, time, facts.status, one)
        places, origins = self._places(line, one, turn)
        speaker = line.speaker or (self.memory.quoted if goes_on(line.said, self.lines.vocabulary) else None)
        speaker = speaker or turn.speaker
        return Proposal(
            start=sentence.start + one.start,
            end=sentence.start + one.end,
            quote=line.said[one.start : one.end],
            figure_as_said=line.said[one.figure.said_start : one.figure.said_end],
            value=read.value,
            value_high=read.value_high,
            qualifier=facts.qualifier,
            unit=facts.unit,
            period_start=start,
            period_end=end,
            period_as_said=time.words if time is not None else "",
            is_cumulative=is_cumulative,
            status=facts.status,
            speaker=speaker.name if speaker is not None else "",
            indicator=facts.indicator,
            population=facts.population,
            place=places,
            origin=origins,
            why={
                "value": one.figure.question or "read as written",
                "unit": facts.why_unit,
                "period": _why_period(time, is_own=facts.time is not None),
                "status": facts.why_status,
                "speaker": speaker.why if speaker is not None else "nobody is named",
            },
        )

    def _period(
        self, line: Line, time: Time | None, status: Status, one: Counted
    ) -> tuple[date | None, date | None, bool]:
        """The days, and whether all up to then is meant. What is still running has no end of its own yet."""
        is_total = status is Status.DONE and line.has_total
        if time is None or not isinstance(time.period, ReadPeriod):
            return None, None, is_total or (time is not None and time.words.lower().startswith(_UP_TO_NOW))
        period = time.period
        if period.start == period.end == self.said_on and not any(c.isdigit() for c in time.words):
            return None, None, status is Status.DONE  # today
        if status is not Status.DONE or self.said_on is None:
            return period.start, None if period.ends_when_said else period.end, period.is_cumulative and not one.per
        is_running = period.end is not None and period.end > self.said_on
        end = None if is_running or period.ends_when_said else period.end
        return period.start, end, period.is_cumulative or is_running or (is_total and end is None)

    def _places(self, line: Line, one: Counted, turn: Turn) -> tuple[tuple[Guess, ...], tuple[Guess, ...]]:
        """Where, nearest first, then where the speaker is from, then the country; and from where."""
        near = nearest(line.mentions, one.start, one.end)
        here = [mention for mention in near if not mention.is_origin][:2]
        camps = [mention for mention in near if mention.code.kind == "camp"]  # people leave it; the figure is of it
        offered = [
            *((code, "the places that the sentence lists") for code in line.groups),
            *(
                (mention.code, f"“{line.said[mention.start : mention.end]}” in the sentence")
                for mention in [*here, *camps]
            ),
            *((mention.code, f"named in the heading “{turn.heading[:60]}”") for mention in self.of_heading),
            *((mention.code, "named before in what is said") for mention in self.memory.places[-1:]),
        ]
        if self.country is not None:
            country = (self.country, "the country the text names most often")
            offered.insert(min(len({code.code for code, _ in offered}), MOST_GUESSES - 1), country)
        chosen: dict[str, Guess] = {}
        for code, why in offered:
            chosen.setdefault(code.code, Guess(code.code, code.name, why))
        leaving = [mention for mention in near if mention.is_origin and abs(mention.start - one.end) < _ORIGIN_REACH]
        origins = {m.code.code: Guess(m.code.code, m.code.name, "after “from”") for m in leaving}
        return tuple(chosen.values())[:MOST_GUESSES], tuple(origins.values())[:MOST_GUESSES]


def _is_one_day(time: Time) -> bool:
    return isinstance(time.period, ReadPeriod) and time.period.start == time.period.end


def _why_period(time: Time | None, *, is_own: bool) -> str:
    if time is None:
        return "no period is said"
    if not isinstance(time.period, ReadPeriod):
        return f"“{time.words}”: {time.period.question}"
    where = "" if is_own else "said in the sentence before: "
    return f"{where}“{time.words}”" + (f", {time.period.note}" if time.period.note else "")
