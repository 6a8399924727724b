"""Claims as every table, chart and page shows them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from apps.claims.directions import isolated
from apps.claims.figures import Figure, Qualifier, Status, shown, spoken
from apps.claims.models import Claim, CodeEntry, IndicatorKind, QuoteState
from apps.claims.numbers import grouped
from apps.compare.rows.names import Names
from apps.compare.rows.words import (
    NOT_STATED,
    UNKNOWN,
    bracketed,
    day_words,
    interval_words,
    period_words,
)
from apps.reconciliation.core.comparing import readings
from apps.reconciliation.core.inputs.code_lists import unit_beside
from apps.sources.models import Organisation, Side

MOST_CAVEATS = 3
SAID_UNKNOWN = ("unknown", "not known", "not counted", "no figure", "no data")
ALONE = Names()
APPROXIMATE = (Qualifier.ABOUT, Qualifier.JUST_OVER, Qualifier.JUST_UNDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim in words and numbers. What was not stated says so."""

    pk: int
    ref: str
    url: str
    side: str
    side_name: str
    organisation: str
    speaker: str
    short_name: str
    role: str
    speaker_slug: str
    source: str
    source_url: str
    said_on: date
    quote: str
    quote_state: QuoteState
    language: str
    locator: str
    shown: str
    spoken: str
    unit: str
    unit_code: str
    unit_beside: str
    each: str
    indicator: str
    kind: str
    measured: str
    who: str
    population: str
    place: str
    origin: str
    start: date | None
    ends_on: date | None  # None where nothing is said of when
    last_day: date
    period: str
    period_as_said: str
    is_cumulative: bool
    status: str
    is_approximate: bool
    value: Fraction | None
    centre: Fraction
    low: Fraction | None
    high: Fraction | None
    strict_low: Fraction | None
    strict_high: Fraction | None
    ordinary: str
    strict: str
    stated_interval: str
    date_basis: str
    relays: str
    counters: frozenset[str]
    bias: str
    direction: str
    caveats: tuple[str, ...]

    @property
    def is_dated(self) -> bool:
        """Whether anything is said of when."""
        return self.period != NOT_STATED

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The number itself and where its readings end, as far as they do."""
        ends = (self.strict_low, self.low, self.value, self.high, self.strict_high)
        return tuple(end for end in ends if end is not None)

    @property
    def is_below_zero(self) -> bool:
        """Whether its words permit a number below zero."""
        return self.strict_low is None or self.strict_low < 0

    @property
    def most(self) -> Fraction:
        """The most that a person understands by it; the number itself where that has no end."""
        return self.centre if self.high is None else self.high

    @property
    def shown_amount(self) -> str:
        """The figure with its unit, for the eye: > 1,851,424 people; 40.96%."""
        return f"{self.shown} {self.unit_beside}".rstrip()

    @property
    def spoken_amount(self) -> str:
        """The figure with its unit, for a sentence: more than 1,851,424 people; a third."""
        return f"{self.spoken} {self.unit_beside}".rstrip()

    @property
    def is_orphan(self) -> bool:
        """Whether the quote does not stand in the stored text of its source."""
        return self.quote_state is QuoteState.ORPHAN

    @property
    def is_unknown(self) -> bool:
        """Whether the speaker says that the number is not known; that is not the same as saying nothing."""
        return self.shown == UNKNOWN

    @property
    def understood(self) -> str:
        """What a person understands by the figure; of an estimate, the interval stated with it and what that is."""
        return self.stated_interval or self.ordinary

    @property
    def counted(self) -> str:
        """What is counted: the measure, and who, where that was stated."""
        return f"{self.indicator}: {self.population}" if self.population else self.indicator

    @property
    def where(self) -> str:
        """The place, and where people came from; blank where neither was stated."""
        parts = (self.place, f"from {self.origin}" if self.origin else "")
        return ", ".join(part for part in parts if part)

    @property
    def said_by(self) -> str:
        """Who says it, and for whom: Faisal Mekdad (MFA, SY)."""
        return f"{self.speaker} {self.within}"

    @property
    def within(self) -> str:
        """The organisation in brackets."""
        return bracketed(self.organisation)

    @property
    def provenance(self) -> str:
        """Who said it, what is counted, for which period, when said, source: what every figure carries."""
        parts = (
            self.said_by,
            self.counted,
            self.where,
            f"period: {self.period}",
            f"said on {day_words(self.said_on)}",
            self.source,
        )
        return " · ".join(part for part in parts if part)


def build_row(claim: Claim, names: Names = ALONE) -> Row:
    """The row of a claim read `with_names`, under the names of its page.

    Whatever is written from right to left comes ready for a sentence, but for the quote, which stands by itself.
    """
    counters = list(claim.counted_by.all())
    relays, stated, bias = _relayed(claim, counters, names), _stated_interval(claim), _bias_words(claim)
    return Row(
        pk=claim.pk,
        ref=claim.ref,
        url=claim.get_absolute_url(),
        **_who_says_so(claim, names),
        **_what_it_counts(claim),
        **_how_it_is_read(claim.figure),
        stated_interval=stated,
        date_basis=claim.get_date_basis_display(),
        relays=relays,
        counters=frozenset(counter.slug for counter in counters or [claim.speaker.organisation]),
        bias=bias,
        direction={"undercount": "said to be low", "overcount": "said to be high"}.get(claim.known_bias, ""),
        caveats=tuple(caveat for caveat in (relays, stated, bias, *_caveats(claim)) if caveat)[:MOST_CAVEATS],
    )


def _who_says_so(claim: Claim, names: Names) -> dict[str, Any]:
    organisation, source = claim.speaker.organisation, claim.source
    return {
        "side": organisation.side,
        "side_name": Side(organisation.side).label,
        "organisation": names.organisation(organisation),
        "speaker": isolated(claim.speaker.name),
        "short_name": names.speaker(claim.speaker),
        "role": isolated(claim.speaker.role),
        "speaker_slug": claim.speaker.slug,
        "source": isolated(source.title),
        "source_url": source.get_absolute_url(),
        "said_on": source.published_on,
        "quote": claim.quote,
        "quote_state": claim.quote_state,
        "language": source.language,
        "locator": isolated(claim.locator),
    }


def _what_it_counts(claim: Claim) -> dict[str, Any]:
    start, ends_on = claim.period_start, claim.last_day if claim.period.is_stated else None
    # A start with an open end reads better by its start; a figure to date, by its end.
    end = claim.period_end if start else ends_on
    return {
        "unit": isolated(claim.unit.name),
        "unit_code": claim.unit.code,
        "unit_beside": unit_beside(claim.figure, isolated(claim.unit.name)),
        "each": "" if claim.people_each is None else f"{grouped(claim.people_each)} people each",
        "indicator": isolated(claim.indicator.name),
        "kind": claim.indicator.kind,
        "measured": _defined(claim.indicator),
        "who": _defined(claim.population or claim.indicator.population),
        "population": _name(claim.population),
        "place": _name(claim.place),
        "origin": _name(claim.origin),
        "start": start,
        "ends_on": ends_on,
        "last_day": claim.last_day,
        "period": period_words(start, end, is_stock=claim.indicator.kind == IndicatorKind.STOCK.value),
        "period_as_said": isolated(claim.period_as_said),
        "is_cumulative": claim.is_cumulative,
        "status": _status_words(claim.status),
    }


def _how_it_is_read(figure: Figure) -> dict[str, Any]:
    ordinary, strict = figure.ordinary, figure.strict
    return {
        "shown": _said_or_unknown(shown(figure)),
        "spoken": _said_or_unknown(spoken(figure)),
        "is_approximate": figure.qualifier in APPROXIMATE,
        "value": None if figure.value is None or figure.value_high is not None else Fraction(figure.value),
        "centre": readings.centre(figure),
        "low": ordinary.low if ordinary else None,
        "high": ordinary.high if ordinary else None,
        "strict_low": strict.low if strict else None,
        "strict_high": strict.high if strict else None,
        "ordinary": interval_words(ordinary),
        "strict": interval_words(strict),
    }


def _said_or_unknown(words: str) -> str:
    return UNKNOWN if words.casefold() in SAID_UNKNOWN else isolated(words)


def _defined(entry: CodeEntry | None) -> str:
    """An entry of a code list with its definition, where it has one."""
    if entry is None:
        return NOT_STATED
    return f"{_name(entry)}: {isolated(entry.definition)}" if entry.definition else _name(entry)


def _name(entry: CodeEntry | None) -> str:
    return isolated(entry.name) if entry else ""


def _status_words(status: str) -> str:
    return status.replace("_", " ")


def _stated_interval(claim: Claim) -> str:
    """The interval that was said with an estimate, and what it is: stated interval 3.31 million to 6.48 million."""
    if claim.interval_low is None or claim.interval_high is None:
        return ""
    said = f" ({isolated(claim.interval_is)})" if claim.interval_is else ""
    return f"stated interval {grouped(claim.interval_low)} to {grouped(claim.interval_high)}{said}"


def _relayed(claim: Claim, counters: Collection[Organisation], names: Names) -> str:
    """Whose figure the speaker passes on: relays MoH; blank for the speaker's own."""
    own = claim.speaker.organisation_id
    others = [names.organisation(counter) for counter in counters if counter.pk != own]
    with_own = " with its own" if len(others) < len(counters) else ""
    return f"relays {' and '.join(others)}{with_own}" if others else ""


def _bias_words(claim: Claim) -> str:
    """What the speaker says of the figure's own direction of error, in their words where they are kept."""
    if not claim.known_bias:
        return ""
    direction = "low" if claim.known_bias == "undercount" else "high"
    said = f": “{isolated(claim.bias_as_said)}”" if claim.bias_as_said else ""
    return f"the speaker says this figure is {direction}{said}"


def _caveats(claim: Claim) -> Iterator[str]:
    """What of its status and its period is to be kept in mind; blank where nothing is."""
    yield "" if claim.status == Status.DONE.value else _status_words(claim.status)
    yield "since when is not stated" if claim.is_cumulative and claim.period_start is None else ""
