"""What is probably a slip in a claim, as one list for the form, the import and whatever else enters claims.

    words              the words of the figure against its numbers (`reading/disagreements.py` says in which ways)
    not_in_quote       the figure as said does not stand in the quote
    not_in_text        the quote does not stand in the stored text of its document
    other_noun         what the words count is of another unit: 2,000 families, as people
    other_unit         a share counted in things, or things counted in percent
    above_a_hundred    a share above 100 percent
    below_zero         a count below zero: refused, since nothing can be counted so
    after_said         something done in days after the day it was said
    period_not_entered days that the words of the period say, and nobody entered
    period_differs     days of which none is in those words
    said_twice         the same source, speaker, scope and figure as another claim
    place_is_origin    the place and the place of origin are one, and who is counted did not stay in it
    one_country        people who crossed a border, with place and origin in one country
    above_its_whole    a part whose least is above the most of its whole
    far_from_others    ten times, or a tenth of, every other figure of that scope by that organisation

A warning that is not refused may be right. It is confirmed with a reason, which is kept with the claim, and it is not
asked again while its sentence stays the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from apps.claims.anchors import is_orphan
from apps.claims.entry.borders import CROSSING, STAYING
from apps.claims.entry.neighbours import CODED, Entry, Known, plain_words
from apps.claims.entry.nouns import find_other_noun
from apps.claims.figures import AHEAD, HAPPENED, Figure, Qualifier, Status
from apps.claims.intervals import Interval
from apps.claims.models import Claim, IndicatorKind, State, Unit
from apps.claims.numbers import grouped
from apps.claims.reading.disagreements import Code, Entered, compare_words
from apps.claims.reading.periods import ReadPeriod, read_period

TIMES = 10  # how far from all others a figure must be
KEPT = 8_192  # figures of which it is kept what was found out
FEWEST_OTHERS = 2  # two that agree are a habit; one may itself be the slip


@dataclass(frozen=True, slots=True)
class ClaimWarning:
    """Something to look at: its code, the fields of the claim it speaks of, and a sentence. `is_refused` if it cannot
    be confirmed."""

    code: str
    fields: tuple[str, ...]
    sentence: str
    is_refused: bool = False


def find_warnings(entry: Entry, known: Known) -> list[ClaimWarning]:
    """Everything that the list has to say of a claim."""
    return [warning for find in _LIST for warning in find(entry, known)]


def _words(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    claim = entry.claim
    entered = Entered(
        claim.figure_as_said,
        Qualifier(claim.qualifier),
        claim.value,
        claim.value_high,
        claim.step,
        claim.interval_low,
        claim.interval_high,
    )
    for disagreement in _compared(entered, claim.traits, claim.language):
        # No reason makes so many percent so many people.
        is_refused = disagreement.code is Code.PERCENT_IN_A_COUNT and claim.traits.is_whole
        yield ClaimWarning(str(disagreement.code), (disagreement.field,), disagreement.sentence, is_refused)


_compared = lru_cache(maxsize=KEPT)(compare_words)  # many claims of a file say the same figure


def _not_in_quote(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    said, quote = entry.claim.figure_as_said, entry.claim.quote
    if plain_words(said) not in plain_words(quote):
        sentence = f"The figure “{said}” does not stand in the quote “{quote}”."
        yield ClaimWarning("not_in_quote", ("figure_as_said", "quote"), sentence)


def _not_in_text(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    claim = entry.claim
    if claim.source.text_sha256 and is_orphan(claim.source.text, claim.quote):  # a text is read where there is one
        sentence = f"The quote “{claim.quote}” does not stand in the text of {claim.source}."
        yield ClaimWarning("not_in_text", ("quote", "source"), sentence)


def _other_noun(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    claim = entry.claim
    if noun := find_other_noun(claim.figure_as_said, claim.quote, claim.language, claim.unit.code):
        yield ClaimWarning("other_noun", ("unit", "quote"), f"The words count {noun}, the unit is {claim.unit}.")


def _other_unit(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    """A flow or a stock may be said as a pace, and a share as so many of a thousand.

    40 % of 12,300 people, whose claim is named, are so many people.
    """
    indicator, unit = entry.claim.indicator, entry.claim.unit
    own = indicator.unit
    is_part, is_paced = _is_part(unit), unit.rate_of_id is not None
    match indicator.kind:
        case IndicatorKind.SHARE:
            is_other = not (is_part or is_paced)
        case IndicatorKind.RATE:
            is_other = (is_part or is_paced) != (_is_part(own) or own.rate_of_id is not None)
        case _:
            is_other = is_part and not _is_part(own) and entry.claim.denominator_id is None
    if is_other:
        sentence = f"“{indicator}” is given in {own}, and this figure in {unit}: is another indicator meant?"
        yield ClaimWarning("other_unit", ("indicator", "unit"), sentence)


def _is_part(unit: Unit) -> bool:
    """Whether it is a part or a multiple of something, and no count of its own."""
    return unit.traits.is_percent or unit.traits.is_multiple


def _above_a_hundred(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    claim = entry.claim
    if not claim.unit.traits.is_percent or claim.indicator.kind != IndicatorKind.SHARE or claim.value is None:
        return
    most = max(claim.value, claim.value_high or claim.value)
    if most > 100:
        sentence = f"A share of {grouped(most)} percent is more than the whole."
        yield ClaimWarning("above_a_hundred", ("value", "unit"), sentence)


def _below_zero(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    claim = entry.claim
    for name in ("value", "interval_low"):
        number = getattr(claim, name)
        if claim.traits.is_counted and number is not None and number < 0:
            sentence = (
                f"Nothing is counted below zero: {grouped(number)} {claim.unit}. "
                "A correction that takes away belongs to an indicator that is a net change."
            )
            yield ClaimWarning("below_zero", (name, "indicator"), sentence, is_refused=True)
            return


def _after_said(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    claim, said_on = entry.claim, entry.claim.source.published_on
    if claim.status not in HAPPENED:
        return
    # What is under way may well end later.
    ends = (("period_start", "begins"), ("period_end", "ends"))[: 2 if claim.status == Status.DONE else 1]
    for name, verb in ends:
        day = getattr(claim, name)
        if day is not None and day > said_on:
            status = claim.status.replace("_", " ")
            sentence = f"The period {verb} on {day}, after the day it was said, {said_on}, and the status is {status}."
            yield ClaimWarning("after_said", (name, "status"), sentence)
            return


def _said_twice(entry: Entry, known: Known) -> Iterator[ClaimWarning]:
    """Parts may be told apart by their breakdown alone: 25,000 through an agency and 25,000 alone are two figures."""
    claim = entry.claim
    if claim.state == State.WITHDRAWN or (entry.breakdown is not None and entry.breakdown.dimension not in CODED):
        return
    for other in known.beside(entry).alike(entry):
        is_corrected = _is_named(claim.supersedes_id, other.number) or _is_named(other.corrects, claim.pk)
        is_beside = other.breakdown == entry.breakdown
        if is_beside and not is_corrected and other.state != State.WITHDRAWN:
            sentence = f"This says the same of the same as {other.label}: source, speaker, scope and figure."
            yield ClaimWarning("said_twice", ("figure_as_said", "indicator"), sentence)
            return


def _is_named(target: int | None, number: int | None) -> bool:
    return target is not None and target == number


def _period_words(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    """Days that the words say otherwise, or that they say and nobody entered."""
    claim = entry.claim
    said = _said_days(claim) if claim.period_as_said and claim.source_id else None
    if said is None:
        return
    entered, source = (claim.period_start, claim.period_end), claim.source
    last = source.cut_off_on or source.published_on
    name = "period_start" if said[0] else "period_end"
    if entered == (None, None):
        if said in ((None, last), (None, source.published_on), (source.published_on, source.published_on)):
            return  # which is what nothing says too
        sentence = f"The period “{claim.period_as_said}” says {_days(*said)}, and no days are entered."
        yield ClaimWarning("period_not_entered", ("period_as_said", name), sentence)
    elif not (_share_a_day(entered, said, source.published_on) and _ends_like(entered[1] or last, said)):
        sentence = f"The period “{claim.period_as_said}” says {_days(*said)}, entered is {_days(*entered)}."
        yield ClaimWarning("period_differs", (name, "period_as_said"), sentence)


def _said_days(claim: Claim) -> tuple[date | None, date | None] | None:
    """The days in the words; nothing where they name none, as “so far”, which ends when it was said."""
    is_ahead = claim.status in AHEAD
    read = _read_period(claim.period_as_said, claim.language, claim.source.published_on, is_ahead=is_ahead)
    if not isinstance(read, ReadPeriod) or (read.start is None and (read.end is None or read.ends_when_said)):
        return None
    return read.start, read.end


_read_period = lru_cache(maxsize=KEPT)(read_period)


def _days(start: date | None, end: date | None) -> str:
    return f"{start or 'a day not stated'} to {end or 'the day it was said'}"


def _share_a_day(one: tuple[date | None, date | None], other: tuple[date | None, date | None], said_on: date) -> bool:
    """Whether any day lies in both: what somebody knows better than the words lies within them, or around them."""
    starts = [start or date.min for start, _ in (one, other)]
    ends = [end or said_on for _, end in (one, other)]
    return max(starts) <= min(ends)


def _ends_like(last: date, said: tuple[date | None, date | None]) -> bool:
    """Whether what is said to be up to a day ends on it, or on the one beside it, as “by 1 July” may."""
    start, end = said
    return start is not None or end is None or abs((last - end).days) <= 1


def _place_is_origin(entry: Entry, known: Known) -> Iterator[ClaimWarning]:
    """Whoever stays in a country has place and origin in it, and that nobody came so is no slip."""
    claim = entry.claim
    if claim.place_id is None or claim.origin_id is None or claim.value == 0:
        return
    movement, names = known.borders.movement_of(claim), ("place", "origin")
    if claim.place_id == claim.origin_id and not movement & STAYING:
        sentence = f"Place and origin are the same, {claim.place}: who comes from a place to itself?"
        yield ClaimWarning("place_is_origin", names, sentence)
    elif movement & CROSSING and (country := known.borders.country_of_both(claim)):
        people = claim.population or claim.indicator.population
        sentence = f"{people} crossed a border, and place and origin lie in one country, {country}."
        yield ClaimWarning("one_country", names, sentence)


def _above_its_whole(entry: Entry, _: Known) -> Iterator[ClaimWarning]:
    part, whole = entry.claim, entry.whole
    if whole is None or whole.unit_id != part.unit_id or not part.indicator.is_additive:
        return
    least, most = _ordinary(part.figure), _ordinary(whole.figure)
    if least is not None and most is not None and most.is_below(least):
        above = f"{entry.whole_label or whole.ref}, {whole.figure_as_said}"
        sentence = f"The part, {part.figure_as_said}, is above its whole {above}."
        yield ClaimWarning("above_its_whole", ("value",), sentence)


@lru_cache(maxsize=KEPT)  # a whole comes again with each of its parts
def _ordinary(figure: Figure) -> Interval | None:
    return figure.ordinary


def _far_from_others(entry: Entry, known: Known) -> Iterator[ClaimWarning]:
    value = entry.claim.value
    if value is None or value <= 0 or entry.is_part:
        return
    others = known.beside(entry).numbers(entry, FEWEST_OTHERS)
    if others is None or not (value >= TIMES * others.most or value * TIMES <= others.least):
        return
    named = ", ".join(f"{other.label} {other.figure_as_said}" for other in others.first)
    sentence = f"{grouped(value)} is {TIMES} times or more away from every other figure of this scope: {named}."
    yield ClaimWarning("far_from_others", ("value",), sentence)


_LIST: tuple[Callable[[Entry, Known], Iterator[ClaimWarning]], ...] = (
    _words,
    _not_in_quote,
    _not_in_text,
    _other_noun,
    _other_unit,
    _above_a_hundred,
    _below_zero,
    _after_said,
    _period_words,
    _said_twice,
    _place_is_origin,
    _above_its_whole,
    _far_from_others,
)
