"""What the query strings of the lists may ask for.

Pages and downloads read them here, so they cannot disagree.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Case, Count, DateField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, ExtractYear, Greatest
from django.http import QueryDict

from apps.claims.figures import Qualifier, Status
from apps.claims.models import Claim, Indicator, Place, Population
from apps.claims.querysets import ClaimQuerySet
from apps.claims.references import claim_number
from apps.compare.code_lists import read_links
from apps.compare.lists import query
from apps.compare.lists.fields import NOT_STATED, TOO_EARLY, DayFilter, RefFilter, WordsFilter, YearFilter
from apps.compare.lists.offers import CLAIMS, FINDINGS, SOURCES
from apps.compare.lists.query import Listing
from apps.compare.lists.search import find_claims, find_sources
from apps.compare.models import Topic
from apps.compare.published import public_findings, published_sources
from apps.compare.rows.words import language_words
from apps.compare.topic_scope import claims_of
from apps.reconciliation.core import findings
from apps.reconciliation.core.comparing import verdicts
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.models import REVIEW_WORDS, Finding
from apps.reconciliation.querysets import FindingQuerySet
from apps.sources.models import Organisation, Side, Source, Speaker

ANY = {"empty_label": "any"}
# The year a figure runs to, as a row shows its period: one to date runs to the cut-off, or to the day it was said.
YEAR = ExtractYear(
    Case(
        When(period_end__isnull=False, then=F("period_end")),
        When(
            Q(is_cumulative=True) | Q(period_start__isnull=False),
            then=Greatest(Coalesce("source__cut_off_on", "source__published_on"), "period_start"),
        ),
        output_field=DateField(),
    )
)


def _choices(words: Mapping[Any, str], *, without: str = "") -> list[tuple[str, str]]:
    return [(str(code), text) for code, text in words.items() if code != without]


def _languages() -> list[tuple[str, str]]:
    tags = Source.objects.order_by("language").values_list("language", flat=True).distinct()
    return [(tag, language_words(tag)) for tag in tags]


def _organisation(field: str, *, method: str | None = None) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label="Organisation",
        field_name=field,
        method=method,
        queryset=Organisation.objects.all(),
        to_field_name="slug",
        **ANY,
    )


def _speaker(method: str | None = None) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label="Speaker", queryset=Speaker.objects.all(), to_field_name="slug", method=method, **ANY
    )


def _indicator() -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label="What is measured",
        queryset=Indicator.objects.all(),
        to_field_name="code",
        method="measuring",
        **ANY,
    )


def _topic() -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label="Topic", queryset=Topic.objects.all(), to_field_name="slug", method="within_topic", **ANY
    )


class PeriodForm(forms.Form):
    """Two days, of which the second is not before the first."""

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and last < first:
            self.add_error("to", forms.ValidationError("Before “from”.", code=TOO_EARLY))


class ClaimFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of claims."""

    q = WordsFilter(label="Words", method="search")
    side = filters.ChoiceFilter(label="Side", field_name="speaker__organisation__side", choices=Side.choices, **ANY)
    organisation = _organisation("speaker__organisation")
    speaker = _speaker()
    source = filters.ModelChoiceFilter(label="Source", queryset=Source.objects.all(), to_field_name="slug", **ANY)
    topic = _topic()
    indicator = _indicator()
    population = filters.ModelChoiceFilter(
        label="Who is counted", queryset=Population.objects.all(), to_field_name="code", **ANY, **NOT_STATED
    )
    place = filters.ModelChoiceFilter(
        label="Place", queryset=Place.objects.all(), to_field_name="code", **ANY, **NOT_STATED
    )
    year = YearFilter(label="Year", method="running_to")
    status = filters.ChoiceFilter(
        label="Status", choices=[(status.value, status.value.replace("_", " ")) for status in Status], **ANY
    )
    qualifier = filters.ChoiceFilter(
        label="Qualifier", choices=[(word.value, word.value.replace("_", " ")) for word in Qualifier], **ANY
    )

    class Meta:
        model = Claim
        fields: list[str] = []
        form = PeriodForm

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        """With the two whose names Python keeps for itself or reads better beside the other."""
        found: dict[str, filters.Filter] = super().get_filters()
        return found | {
            "from": DayFilter(label="From", method="ending_after"),
            "to": DayFilter(label="To", method="starting_before"),
        }

    def search(self, claims: ClaimQuerySet, _name: str, words: str) -> ClaimQuerySet:
        return find_claims(claims, words)

    def within_topic(self, claims: ClaimQuerySet, _name: str, topic: Topic) -> ClaimQuerySet:
        return claims_of(topic, claims)

    def measuring(self, claims: ClaimQuerySet, _name: str, indicator: Indicator) -> ClaimQuerySet:
        return claims.filter(indicator__in=_at_or_below(indicator))

    def running_to(self, claims: ClaimQuerySet, _name: str, year: str) -> ClaimQuerySet:
        said = claims.alias(year_said=YEAR)
        if year == NOT_STATED["null_value"]:
            return said.filter(year_said__isnull=True)
        return said.filter(year_said=int(year))

    def ending_after(self, claims: ClaimQuerySet, _name: str, day: date) -> ClaimQuerySet:
        """A claim without a period is dated by the day it was said."""
        return claims.alias(ends_on=Coalesce("period_end", "source__published_on")).filter(ends_on__gte=day)

    def starting_before(self, claims: ClaimQuerySet, _name: str, day: date) -> ClaimQuerySet:
        starts_on = Coalesce("period_start", "period_end", "source__published_on")
        return claims.alias(starts_on=starts_on).filter(starts_on__lte=day)


# Where a claim at either end of a finding has what the finding is filtered by.
FINDING_ENDS = {
    "side": "speaker__organisation__side",
    "organisation": "speaker__organisation",
    "speaker": "speaker",
    "population": "population",
    "place": "place",
}


class FindingFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of findings. A finding is about one claim or two: either may be meant."""

    q = WordsFilter(label="Words", method="search")
    verdict = filters.ChoiceFilter(
        label="Verdict", choices=_choices(verdicts.WORDS, without=verdicts.Verdict.NOT_COMPARABLE), **ANY
    )
    reason = filters.ChoiceFilter(label="Reason", choices=_choices(reasons.WORDS), method="giving", **ANY)
    rule = filters.ChoiceFilter(label="Rule", choices=_choices(findings.RULE_WORDS), **ANY)
    between = filters.ChoiceFilter(label="Between", choices=_choices(findings.BETWEEN_WORDS), **ANY)
    review = filters.ChoiceFilter(label="Decision", choices=_choices(REVIEW_WORDS), **ANY)
    side = filters.ChoiceFilter(label="Side", choices=Side.choices, method="about", **ANY)
    organisation = _organisation("organisation", method="about")
    speaker = _speaker("about")
    indicator = _indicator()
    population = filters.ModelChoiceFilter(
        label="Who is counted", queryset=Population.objects.all(), to_field_name="code", method="about", **ANY
    )
    place = filters.ModelChoiceFilter(
        label="Place", queryset=Place.objects.all(), to_field_name="code", method="about", **ANY
    )
    topic = _topic()
    claim = RefFilter(label="Claim", method="using")

    class Meta:
        model = Finding
        fields: list[str] = []

    def search(self, findings: FindingQuerySet, _name: str, words: str) -> FindingQuerySet:
        """Findings about a claim that is found by these words."""
        found = find_claims(Claim.objects.published(), words).values("pk")
        return findings.filter(Q(left__in=found) | Q(right__in=found))

    def giving(self, findings: FindingQuerySet, _name: str, code: str) -> FindingQuerySet:
        return findings.filter(reason_codes__contains=[code])

    def about(self, findings: FindingQuerySet, name: str, value: Any) -> FindingQuerySet:
        field = FINDING_ENDS[name]
        return findings.filter(Q((f"left__{field}", value)) | Q((f"right__{field}", value)))

    def measuring(self, findings: FindingQuerySet, _name: str, indicator: Indicator) -> FindingQuerySet:
        meant = _at_or_below(indicator)
        return findings.filter(Q(left__indicator__in=meant) | Q(right__indicator__in=meant))

    def within_topic(self, findings: FindingQuerySet, _name: str, topic: Topic) -> FindingQuerySet:
        return findings.touching(claims_of(topic, Claim.objects.current()))

    def using(self, findings: FindingQuerySet, _name: str, ref: str) -> FindingQuerySet:
        return findings.touching(Claim.objects.filter(pk=claim_number(ref)))


class SourceFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of sources."""

    q = WordsFilter(label="Words", method="search")
    side = filters.ChoiceFilter(label="Side", field_name="publisher__side", choices=Side.choices, **ANY)
    organisation = _organisation("publisher")
    year = YearFilter(label="Year", method="published_in")
    language = filters.ChoiceFilter(label="Language", choices=_languages, **ANY)

    class Meta:
        model = Source
        fields: list[str] = []

    def search(self, sources: "QuerySet[Source]", _name: str, words: str) -> "QuerySet[Source]":
        return find_sources(sources, words)

    def published_in(self, sources: "QuerySet[Source]", _name: str, year: str) -> "QuerySet[Source]":
        return sources.none() if year == NOT_STATED["null_value"] else sources.filter(published_on__year=int(year))


def _at_or_below(indicator: Indicator) -> set[int]:
    return read_links(Indicator).at_or_below([indicator.pk])


def filter_claims(params: QueryDict) -> Listing[ClaimQuerySet]:
    """The published claims that the query string asks for; those that were corrected since are left out."""
    rows = Claim.objects.current().with_names()
    return query.read(params, filter_class=ClaimFilter, rows=rows, offer=CLAIMS)


def filter_findings(params: QueryDict) -> Listing[FindingQuerySet]:
    """The standing findings that the query string asks for, all of whose claims are published."""
    rows = public_findings().standing().with_review().with_distance().with_names()
    return query.read(params, filter_class=FindingFilter, rows=rows, offer=FINDINGS)


def filter_sources(params: QueryDict) -> "Listing[QuerySet[Source]]":
    """The documents that the query string asks for, `published` the number of claims published from each."""
    claims = Claim.objects.published().filter(source=OuterRef("pk")).order_by().values("source")
    rows = published_sources().select_related("publisher")
    rows = rows.annotate(published=Subquery(claims.annotate(number=Count("pk")).values("number")))
    return query.read(params, filter_class=SourceFilter, rows=rows, offer=SOURCES)
