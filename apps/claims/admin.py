from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from apps.claims.forms import ClaimForm
from apps.claims.models import Breakdown, BreakdownPart, Claim, Confirmation, Indicator, Place, Population, Unit
from apps.claims.numbers import grouped
from apps.sources.record_admin import RecordAdmin


class CodeEntryAdmin(RecordAdmin):
    search_fields = ("name", "code", "aliases")
    spelt_in = search_fields


@admin.register(Unit)
class UnitAdmin(CodeEntryAdmin):
    list_display = ("name", "code", "is_counted")
    autocomplete_fields = ("broader",)


@admin.register(Population)
class PopulationAdmin(CodeEntryAdmin):
    list_display = ("name", "code", "standard_code")
    autocomplete_fields = ("broader",)


@admin.register(Place)
class PlaceAdmin(CodeEntryAdmin):
    list_display = ("name", "code", "kind")
    autocomplete_fields = ("broader",)
    list_filter = ("kind",)


@admin.register(Indicator)
class IndicatorAdmin(CodeEntryAdmin):
    list_display = ("name", "code", "unit", "kind", "is_additive")
    list_select_related = ("unit",)
    list_filter = ("kind", "is_additive")
    autocomplete_fields = ("broader", "unit", "population", "taken_for")


class PartInline(admin.TabularInline[BreakdownPart, Breakdown]):
    model = BreakdownPart
    autocomplete_fields = ("claim",)
    extra = 2


@admin.register(Breakdown)
class BreakdownAdmin(RecordAdmin):
    list_display = ("whole", "name", "dimension", "is_complete")
    list_select_related = ("whole",)
    list_filter = ("dimension", "is_complete")
    search_fields = ("whole__quote",)
    autocomplete_fields = ("whole",)
    inlines = (PartInline,)


def _changed(form: Any, name: str) -> str:
    """A field that was changed: Value (17,080 → 12,080)."""
    label = str(form.fields[name].label or name).rstrip(":")
    if isinstance(form.fields[name], forms.ModelChoiceField):
        return label
    was, now = form.initial.get(name), form.cleaned_data.get(name)
    return f"{label} ({_spelt(was)} → {_spelt(now)})"


def _spelt(value: Any) -> str:
    if isinstance(value, Decimal):
        return grouped(value)
    return "blank" if value in (None, "") else str(value)


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    form = ClaimForm
    list_display = ("ref", "figure_as_said", "quote", "speaker", "indicator", "source", "state")
    list_select_related = ("speaker", "indicator", "source")
    list_filter = ("state", "speaker__organisation__side", "speaker", "status", "qualifier", "indicator")
    search_fields = ("id", "quote", "figure_as_said", "speaker__name", "indicator__name", "place__name")
    autocomplete_fields = (
        "source",
        "speaker",
        "unit",
        "indicator",
        "population",
        "place",
        "origin",
        "numerator",
        "denominator",
        "supersedes",
        "counted_by",
    )
    readonly_fields = ("ref", "confirmed_warnings", "entered_by", "created_at", "updated_at")
    save_on_top = True
    list_per_page = 50
    fieldsets = (
        ("Who said it, and where", {"fields": ("source", "speaker", "counted_by", "position", "quote", "locator")}),
        (
            "The figure",
            {"fields": ("figure_as_said", "qualifier", "value", "value_high", "step", "unit", "people_each")},
        ),
        ("Its interval, if one is stated", {"fields": (("interval_low", "interval_high"), "interval_is")}),
        (
            "Its scope: what is not stated is left blank",
            {
                "fields": (
                    "indicator",
                    "population",
                    "place",
                    "origin",
                    "period_start",
                    "period_end",
                    "period_as_said",
                    "is_cumulative",
                    "date_basis",
                )
            },
        ),
        ("Its standing", {"fields": ("status", "known_bias", "bias_as_said")}),
        ("Its arithmetic", {"fields": ("numerator", "denominator")}),
        (
            "Its record",
            {"fields": ("state", "supersedes", "ref", "confirmed_warnings", "entered_by", "created_at", "updated_at")},
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        """What is asked about a claim stands on top, once it was sent."""
        asked = ("Warnings, to be confirmed if they are all right", {"fields": ("confirms", "reason")})
        shown: Any = super().get_fieldsets(request, obj)
        return (asked, *shown) if request.method == "POST" else shown

    @admin.display(description="warnings that were confirmed")
    def confirmed_warnings(self, claim: Claim) -> str:
        confirmed = claim.confirmations.select_related("by")
        return (
            format_html_join(
                "",
                "<p>{} <br><em>{}</em>, {}, {}</p>",
                ((c.sentence, c.reason, c.by or "by import", f"{c.at:%d %b %Y}") for c in confirmed),
            )
            or "none"
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return super().get_queryset(request).in_order()  # type: ignore[attr-defined, no-any-return]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Claim], search_term: str
    ) -> tuple[QuerySet[Claim], bool]:
        """A reference finds its claim: C-17 or 17."""
        number = search_term.strip().removeprefix("C-").removeprefix("c-")
        if number.isascii() and number.isdigit() and len(number) < 10:
            return queryset.filter(pk=int(number)), False
        return super().get_search_results(request, queryset, search_term)

    def describe(self, record: Claim) -> str:
        return f"“{record.quote}”, {record.speaker}"

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, dict[str, list[str]]]]:
        """What was changed, with the words and numbers before and after: the list of recent actions shows it."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        changed = [_changed(form, name) for name in form.changed_data]
        return [{"changed": {"fields": changed}}] if changed else []

    def save_model(self, request: HttpRequest, obj: Claim, form: Any, change: bool) -> None:
        if not change:
            obj.entered_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        Confirmation.objects.bulk_create(
            Confirmation(
                claim=obj,
                code=warning.code,
                sentence=warning.sentence,
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[misc]
            )
            for warning in form.confirmed
        )
