"""The list of claims: its filters, facets, orders and columns."""

from datetime import date
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import Coalesce, ExtractYear
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.claims.figures import Qualifier, Status
from apps.claims.models import Claim, Indicator, QuoteState, quote_state_in_sql
from apps.claims.querysets import IS_DATED, LAST_DAY, ClaimQuerySet
from apps.compare.lists import query
from apps.compare.lists.choices import (
    INDICATORS,
    ORGANISATIONS,
    PLACES,
    POPULATIONS,
    SIDES,
    SOURCES,
    SPEAKERS,
    TOPICS,
    YEARS,
    Words,
    at_or_below,
    indicators_above,
    latest_first,
    of_speakers,
)
from apps.compare.lists.columns import ListColumn, Order
from apps.compare.lists.facets import Aspect
from apps.compare.lists.fields import BLANK, TOO_EARLY, DayFilter, WordsFilter, YearFilter
from apps.compare.lists.query import Listing, Rows
from apps.compare.lists.search import find_claims
from apps.compare.lists.table import DAY, LEAD, LEAD_NUMBER, LEAD_REF, PERIOD, PageTable
from apps.compare.models import Topic
from apps.compare.published import once_published
from apps.compare.rows.claims import Row
from apps.compare.rows.html import figure_link, orphan_mark, party
from apps.compare.rows.words import NOT_STATED, day_words
from apps.compare.topic_scope import claims_of

STATUSES = Words.plain(Status)
QUALIFIERS = Words.plain(Qualifier)
QUOTES = Words.of(dict(QuoteState.choices))

# The year a figure runs to, as a row shows its period; none where nothing is said of when.
YEAR = ExtractYear(Case(When(IS_DATED, then=LAST_DAY), output_field=DateField()))


class PeriodForm(forms.Form):
    """Two days, of which the second is not before the first."""

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and last < first:
            self.add_error("to", forms.ValidationError("Before “from”.", code=TOO_EARLY))


class ClaimFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of claims. A claim's key is `id` here: in the history `pk` is that of a state."""

    q = WordsFilter(label="Words", method="search")
    side = SIDES.filter("Side", field_name="speaker__organisation__side")
    organisation = ORGANISATIONS.filter("Organisation", field_name="speaker__organisation")
    speaker = SPEAKERS.filter("Speaker")
    source = SOURCES.filter("Source")
    topic = TOPICS.filter("Topic", method="within_topic")
    indicator = INDICATORS.filter("What is measured", method="measuring")
    population = POPULATIONS.filter("Who is counted", null_label=NOT_STATED, null_value=BLANK)
    place = PLACES.filter("Place", null_label=NOT_STATED, null_value=BLANK)
    year = YearFilter(label="Year", method="running_to")
    status = STATUSES.filter("Status")
    qualifier = QUALIFIERS.filter("Qualifier")
    quote = QUOTES.filter("Quote", method="quoted")

    class Meta:
        model = Claim
        fields: list[str] = []
        form = PeriodForm

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        """With the two whose names Python keeps for itself or reads better beside the other."""
        declared: dict[str, filters.Filter] = super().get_filters()
        return declared | {
            "from": DayFilter(label="From", method="ending_after"),
            "to": DayFilter(label="To", method="starting_before"),
        }

    def search(self, claims: ClaimQuerySet, _name: str, words: str) -> ClaimQuerySet:
        return find_claims(claims, words)

    def within_topic(self, claims: ClaimQuerySet, _name: str, topic: Topic) -> ClaimQuerySet:
        return claims_of(topic, claims)

    def measuring(self, claims: ClaimQuerySet, _name: str, indicator: Indicator) -> ClaimQuerySet:
        return claims.filter(indicator__in=at_or_below(indicator))

    def running_to(self, claims: ClaimQuerySet, _name: str, year: str) -> ClaimQuerySet:
        said = claims.alias(year_said=YEAR)
        if year == BLANK:
            return said.filter(year_said__isnull=True)
        return said.filter(year_said=int(year))

    def quoted(self, claims: ClaimQuerySet, _name: str, state: str) -> ClaimQuerySet:
        return claims.filter(Q(("quote_is", state)))

    def ending_after(self, claims: ClaimQuerySet, _name: str, day: date) -> ClaimQuerySet:
        """A claim without a period is dated by the day its data run to."""
        return claims.alias(runs_to=LAST_DAY).filter(runs_to__gte=day)

    def starting_before(self, claims: ClaimQuerySet, _name: str, day: date) -> ClaimQuerySet:
        """A figure that does not say since when it counts began by its last day at least."""
        return claims.alias(begins_by=Coalesce("period_start", LAST_DAY)).filter(begins_by__lte=day)


ASPECTS = (
    Aspect("side", F("speaker_id"), SIDES.names, under=of_speakers("organisation__side"), rank=list(SIDES.words).index),
    Aspect("organisation", F("speaker_id"), ORGANISATIONS.names, under=of_speakers("organisation")),
    Aspect("speaker", F("speaker_id"), SPEAKERS.names),
    Aspect("indicator", F("indicator_id"), INDICATORS.names, under=indicators_above),
    Aspect("population", F("population_id"), POPULATIONS.names, has_blank=True),
    Aspect("place", F("place_id"), PLACES.names, has_blank=True),
    Aspect("year", YEAR, YEARS.names, has_blank=True, rank=latest_first),
    Aspect("status", F("status"), STATUSES.names),
    Aspect("qualifier", F("qualifier"), QUALIFIERS.names),
    Aspect("quote", F("quote_is"), QUOTES.names),
    Aspect("source", F("source_id"), SOURCES.names),
)


class ClaimTable(PageTable):
    """One claim a row, with a box to tick for setting two side by side."""

    ref = ListColumn("Claim", sort=Order("ref", "reference", ("id",)), attrs=LEAD_REF)
    figure = ListColumn(
        "Figure",
        sort=Order("value", "figure", ("value", "id"), goes_down_first=True),
        is_usual=True,
        empty_values=(),
        attrs=LEAD_NUMBER,
    )
    unit = ListColumn("Unit", sort=Order("unit", "unit", ("unit__name", "value", "id")), is_usual=True, attrs=LEAD)
    counted = ListColumn(
        "What is counted",
        sort=Order("indicator", "what is counted", ("indicator__name", "population__name", "place__name", "id")),
        is_usual=True,
    )
    where = ListColumn(
        "Where",
        sort=Order("place", "place", ("place__name", "indicator__name", "id")),
        is_usual=True,
        default=NOT_STATED,
    )
    period = ListColumn(
        "Period", sort=Order("period", "period", ("period_end", "period_start", "id")), is_usual=True, attrs=PERIOD
    )
    speaker = ListColumn(
        "Who says so",
        sort=Order("speaker", "speaker", ("speaker__name", "source__published_on", "position")),
        is_usual=True,
    )
    said_on = ListColumn(
        "Said on",
        sort=Order(
            "said", "day it was said", ("source__published_on", "source__slug", "position"), goes_down_first=True
        ),
        is_usual=True,
        attrs=DAY,
    )
    side = ListColumn(
        "Side",
        sort=Order(
            "side", "side", ("speaker__organisation__side", "speaker__name", "source__published_on", "position")
        ),
        accessor="side_name",
    )
    organisation = ListColumn(
        "Organisation",
        sort=Order("organisation", "organisation", ("speaker__organisation__name", "source__published_on", "position")),
    )
    status = ListColumn("Status", sort=Order("status", "status", ("status", "id")))
    ordinary = ListColumn(
        "As a person understands it",
        sort=Order("ordinary", "what a person understands", ("value", "id"), goes_down_first=True),
    )
    strict = ListColumn(
        "What the words permit", sort=Order("strict", "what the words permit", ("value", "id"), goes_down_first=True)
    )
    bias = ListColumn("Known error", sort=Order("bias", "known error", ("known_bias", "id")), default="none stated")
    quote = ListColumn("In the words used", sort=Order("quote", "words", ("quote", "id")))
    quote_state = ListColumn(
        "Quote in its text", sort=Order("quoted", "whether the quote is in its text", ("quote_is", "id"))
    )
    source = ListColumn("Source", sort=Order("source", "source", ("source__title", "position")))
    locator = ListColumn(
        "Where in the source",
        sort=Order("position", "place in the source", ("position", "source__published_on", "source__slug")),
        default=NOT_STATED,
    )

    default_sort: ClassVar[str] = "-said"

    def render_ref(self, record: Row) -> SafeString:
        return format_html(
            '<span class="ticked"><input type="checkbox" name="claims" value="{}" aria-label="Tick {} to compare">'
            '<a href="{}">{}</a></span>{}',
            record.ref,
            record.ref,
            record.url,
            record.ref,
            orphan_mark(record),
        )

    def render_figure(self, record: Row) -> SafeString:
        return figure_link(record)

    def render_speaker(self, record: Row) -> SafeString:
        return party(record.side, f"{record.speaker}, {record.organisation}")

    def render_said_on(self, record: Row) -> str:
        return day_words(record.said_on)

    def render_quote(self, record: Row) -> SafeString:
        return format_html('<q lang="{}" dir="auto">{}</q>', record.language, record.quote)

    def render_quote_state(self, record: Row) -> str:
        return record.quote_state.label

    def render_source(self, record: Row) -> SafeString:
        return format_html(
            '<a href="{}" lang="{}" dir="auto">{}</a>', record.source_url, record.language, record.source
        )


def filter_claims(params: QueryDict) -> Listing[ClaimQuerySet]:
    """The published claims that the query string asks for, but for corrected ones."""
    return _filter(params, Claim.objects.current().with_names())


def filter_once_published(params: QueryDict) -> Listing[QuerySet[Any]]:
    """The same with what was corrected or withdrawn since: states `once_published`, claims by `as_claims`."""
    return _filter(params, once_published())


def _filter(params: QueryDict, rows: Rows) -> Listing[Rows]:
    rows = rows.alias(quote_is=quote_state_in_sql())
    return query.read(params, filter_class=ClaimFilter, rows=rows, offer=ClaimTable.offer())
