"""What the query strings of the lists may ask for.

Pages and downloads read them here, so they cannot disagree.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import QueryDict

from apps.claims.models import Claim, Indicator, Place, Population
from apps.claims.numbers import parse_number
from apps.claims.querysets import ClaimQuerySet
from apps.claims.values import Qualifier, Status
from apps.compare import querystrings
from apps.compare.lists import read_links
from apps.compare.models import Topic
from apps.compare.querystrings import Listing
from apps.compare.reach import claims_of
from apps.reconciliation.core import reasons, results, verdicts
from apps.reconciliation.models import Finding
from apps.reconciliation.querysets import FindingQuerySet
from apps.sources.models import Organisation, Side, Source, Speaker

NOT_STATED = {"null_label": "not stated", "null_value": "not-stated"}
ANY = {"empty_label": "any"}
MOST_WORDS = 8
SEARCHED = (
    "quote",
    "figure_as_said",
    "speaker__name",
    "speaker__organisation__name",
    "speaker__organisation__acronym",
    "indicator__name",
    "population__name",
    "place__name",
    "origin__name",
    "source__title",
)

CLAIM_SORTS = {
    "said": ("source__published_on", "source__slug", "position"),
    "speaker": ("speaker__name", "source__published_on", "position"),
    "side": ("speaker__organisation__side", "speaker__name", "source__published_on", "position"),
    "indicator": ("indicator__name", "population__name", "place__name", "pk"),
    "place": ("place__name", "indicator__name", "pk"),
    "period": ("period_end", "period_start", "pk"),
    "value": ("value", "pk"),
}
FINDING_SORTS = {
    "factor": ("factor", "pk"),
    "difference": ("difference", "pk"),
    "verdict": ("verdict", "-factor", "pk"),
    "rule": ("rule", "-factor", "pk"),
    "between": ("between", "-factor", "pk"),
    "ref": ("pk",),
}


def _choices(words: Mapping[Any, str], *, without: str = "") -> list[tuple[str, str]]:
    return [(str(code), text) for code, text in words.items() if code != without]


def _by_number(word: str) -> Q:
    if word.upper().startswith("C-") and word[2:].isascii() and word[2:].isdigit() and len(word) < 12:
        return Q(pk=int(word[2:]))
    try:
        return Q(value=parse_number(word))
    except ValueError:
        return Q(pk__in=[])


def _day(label: str, *, method: str) -> filters.DateFilter:
    return filters.DateFilter(
        label=label, method=method, input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"})
    )


class PeriodForm(forms.Form):
    """Two days, of which the second is not before the first."""

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and last < first:
            self.add_error("to", forms.ValidationError("Before “from”.", code=querystrings.TOO_EARLY))


class ClaimFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of claims."""

    q = filters.CharFilter(label="Words", method="search")
    side = filters.ChoiceFilter(label="Side", field_name="speaker__organisation__side", choices=Side.choices, **ANY)
    organisation = filters.ModelChoiceFilter(
        label="Organisation",
        field_name="speaker__organisation",
        queryset=Organisation.objects.all(),
        to_field_name="slug",
        **ANY,
    )
    speaker = filters.ModelChoiceFilter(label="Speaker", queryset=Speaker.objects.all(), to_field_name="slug", **ANY)
    source = filters.ModelChoiceFilter(label="Source", queryset=Source.objects.all(), to_field_name="slug", **ANY)
    topic = filters.ModelChoiceFilter(
        label="Topic", queryset=Topic.objects.all(), to_field_name="slug", method="within_topic", **ANY
    )
    indicator = filters.ModelChoiceFilter(
        label="What is measured",
        queryset=Indicator.objects.all(),
        to_field_name="code",
        method="measuring",
        **ANY,
    )
    population = filters.ModelChoiceFilter(
        label="Who is counted", queryset=Population.objects.all(), to_field_name="code", **ANY, **NOT_STATED
    )
    place = filters.ModelChoiceFilter(
        label="Place", queryset=Place.objects.all(), to_field_name="code", **ANY, **NOT_STATED
    )
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
            "from": _day("From", method="ending_after"),
            "to": _day("To", method="starting_before"),
        }

    def search(self, claims: ClaimQuerySet, _name: str, words: str) -> ClaimQuerySet:
        """Claims in which every word stands somewhere, or whose number or reference it is."""
        for word in words.split()[:MOST_WORDS]:
            found = Q()
            for field in SEARCHED:
                found |= Q((f"{field}__icontains", word))
            claims = claims.filter(found | _by_number(word))
        return claims

    def within_topic(self, claims: ClaimQuerySet, _name: str, topic: Topic) -> ClaimQuerySet:
        return claims_of(topic, claims)

    def measuring(self, claims: ClaimQuerySet, _name: str, indicator: Indicator) -> ClaimQuerySet:
        return claims.filter(indicator__in=read_links(Indicator).at_or_below([indicator.pk]))

    def ending_after(self, claims: ClaimQuerySet, _name: str, day: date) -> ClaimQuerySet:
        """A claim without a period is dated by the day it was said."""
        return claims.alias(ends_on=Coalesce("period_end", "source__published_on")).filter(ends_on__gte=day)

    def starting_before(self, claims: ClaimQuerySet, _name: str, day: date) -> ClaimQuerySet:
        starts_on = Coalesce("period_start", "period_end", "source__published_on")
        return claims.alias(starts_on=starts_on).filter(starts_on__lte=day)


class FindingFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of findings."""

    verdict = filters.ChoiceFilter(
        label="Verdict", choices=_choices(verdicts.WORDS, without=verdicts.Verdict.NOT_COMPARABLE), **ANY
    )
    rule = filters.ChoiceFilter(label="Rule", choices=_choices(results.RULE_WORDS), **ANY)
    between = filters.ChoiceFilter(label="Between", choices=_choices(results.BETWEEN_WORDS), **ANY)
    reason = filters.ChoiceFilter(
        label="Reason",
        field_name="reason_codes",
        lookup_expr="contains",
        choices=_choices(reasons.WORDS),
        method="giving",
        **ANY,
    )
    topic = filters.ModelChoiceFilter(
        label="Topic", queryset=Topic.objects.all(), to_field_name="slug", method="within_topic", **ANY
    )
    claim = filters.Filter(label="Claim", method="using")
    claim.field_class = forms.RegexField
    claim.extra["regex"] = r"^C-[1-9][0-9]{0,8}$"

    class Meta:
        model = Finding
        fields: list[str] = []

    def giving(self, findings: FindingQuerySet, _name: str, code: str) -> FindingQuerySet:
        return findings.filter(reason_codes__contains=[code])

    def within_topic(self, findings: FindingQuerySet, _name: str, topic: Topic) -> FindingQuerySet:
        return findings.touching(claims_of(topic, Claim.objects.current()))

    def using(self, findings: FindingQuerySet, _name: str, ref: str) -> FindingQuerySet:
        return findings.touching(Claim.objects.filter(pk=ref.removeprefix("C-")))


def filter_claims(params: QueryDict) -> Listing[ClaimQuerySet]:
    """The published claims that the query string asks for; those that were corrected since are left out."""
    return querystrings.read(
        params,
        filter_class=ClaimFilter,
        rows=Claim.objects.current().with_names(),
        sorts=CLAIM_SORTS,
        default_sort="-said",
    )


def filter_findings(params: QueryDict) -> Listing[FindingQuerySet]:
    """The standing findings that the query string asks for, all of whose claims are published."""
    return querystrings.read(
        params,
        filter_class=FindingFilter,
        rows=public_findings().standing().with_names(),
        sorts=FINDING_SORTS,
        default_sort="-factor",
    )


def public_findings() -> FindingQuerySet:
    """Findings, retired ones too, that give nothing away: all claims they were computed from are published."""
    hidden = Finding.inputs.through.objects.exclude(claim__state="published").values("finding")
    findings = Finding.objects.exclude(pk__in=hidden)
    # A claim that does not say who is counted speaks of its indicator's own population.
    return findings.select_related("left__indicator__population", "right__indicator__population")
