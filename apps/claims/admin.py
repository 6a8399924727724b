from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.lookups import Exact
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_GET

from apps.claims.entry.boxes import Around
from apps.claims.entry.forms import ClaimForm
from apps.claims.entry.publishing import make_ready, may_publish, publish
from apps.claims.models import (
    Breakdown,
    BreakdownPart,
    Claim,
    Confirmation,
    Indicator,
    Place,
    Population,
    QuoteState,
    Unit,
    quote_state_in_sql,
)
from apps.claims.numbers import grouped, spoken_day
from apps.claims.references import typed_claim_number, typed_number
from apps.sources.admin_site import PicksRecords
from apps.sources.models import Source
from apps.sources.records.admin import RecordAdmin


class CodeEntryAdmin(RecordAdmin):
    search_fields = ("name", "code", "aliases")
    spelt_in = search_fields
    prepopulated_fields = {"code": ["name"]}


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


class PartInline(PicksRecords, admin.TabularInline[BreakdownPart, Breakdown]):
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


def _picked(model: Any, request: HttpRequest) -> Any:
    """The record that a form being filled holds in the picker of its name; None where there is none of this number."""
    said = request.GET.get(model._meta.model_name, "")
    return model.objects.filter(pk=said).first() if said.isascii() and said.isdigit() and len(said) < 10 else None


def _spelt(value: Any) -> str:
    if isinstance(value, Decimal):
        return grouped(value)
    return "blank" if value in (None, "") else str(value)


class QuoteFilter(admin.SimpleListFilter):
    """Claims by whether their quotes stand in the stored texts of their sources."""

    title = "quote"
    parameter_name = "quote_is"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(QuoteState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        chosen = self.value()
        return queryset.filter(Exact(quote_state_in_sql(), chosen)) if chosen else queryset


FOLDED = ("collapse",)
RECORD = "Its record"  # which a new claim does not have
# What one claim of a document mostly shares with the next. Of the period its words alone: days that were kept would
# stand against other words that are typed over them.
KEPT = ("source", "speaker", "place", "period_as_said")


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    form = ClaimForm
    list_display = ("ref", "figure_as_said", "quote", "quote_is", "speaker", "indicator", "source", "state")
    list_select_related = ("speaker", "indicator", "source", "orphan")
    list_filter = ("state", QuoteFilter, "speaker__organisation__side", "speaker", "status", "qualifier", "indicator")
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
    readonly_fields = ("ref", "quote_is", "confirmed_warnings", "entered_by", "created_at", "updated_at")
    save_on_top = True
    list_per_page = 50
    actions = ("ready_chosen", "publish_chosen")
    fieldsets = (
        (
            "Who said it, and where",
            {"fields": (("source", "speaker"), "quote", ("locator", "position", "quote_is"))},
        ),
        (
            "The figure",
            {"fields": (("figure_as_said", "unit"), ("qualifier", "value", "value_high", "step"))},
        ),
        (
            "Its scope: what is not stated is left blank",
            {
                "fields": (
                    ("indicator", "population"),
                    ("place", "origin"),
                    "period_as_said",
                    ("period_start", "period_end", "is_cumulative"),
                )
            },
        ),
        ("Its standing", {"fields": (("status", "state"), "supersedes")}),
        (
            "How it was counted, if that is said",
            {
                "fields": (("counted_by", "date_basis"), ("known_bias", "bias_as_said"), "people_each"),
                "classes": FOLDED,
            },
        ),
        (
            "Its interval, if one is stated",
            {"fields": (("interval_low", "interval_high", "interval_is"),), "classes": FOLDED},
        ),
        ("Its arithmetic", {"fields": (("numerator", "denominator"),), "classes": FOLDED}),
        (
            RECORD,
            {
                "fields": (("ref", "entered_by", "created_at", "updated_at"), "confirmed_warnings"),
                "classes": FOLDED,
            },
        ),
    )

    @admin.action(description="Mark the chosen drafts as ready", permissions=["change"])
    def ready_chosen(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        """For whoever entered them: a publisher finds them by their state."""
        ready = make_ready(queryset)
        words = f"Ready to be published: {', '.join(claim.ref for claim in ready)}." if ready else "None was a draft."
        self.message_user(request, words, messages.SUCCESS if ready else messages.WARNING)

    @admin.action(description="Publish the chosen claims", permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        """Publishes several at once, and says of each other one why it was not."""
        done = publish(queryset, request.user)
        if done.claims:
            self.message_user(request, f"Published: {', '.join(claim.ref for claim in done.claims)}.", messages.SUCCESS)
        for claim, why in done.kept_back:
            self.message_user(request, f"{claim} was not published. {' '.join(why)}", messages.WARNING)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    def get_form(self, request: HttpRequest, obj: Any = None, change: Any = False, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, change=change, **kwargs)
        return type(made.__name__, (made,), {"by": request.user})

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        """What is asked about a claim stands on top, once it was sent. What is folded is open if it holds something."""
        asked = ("Warnings, to be confirmed if they are all right", {"fields": ("confirms", "reason")})
        shown: Any = [
            (name, {**options, "classes": ()} if self._holds_something(request, obj, options) else options)
            for name, options in super().get_fieldsets(request, obj)
            if obj is not None or name != RECORD
        ]
        return (asked, *shown) if request.method == "POST" else shown

    def _holds_something(self, request: HttpRequest, obj: Claim | None, options: Any) -> bool:
        """Whether a box of a folded part is filled: as it was sent, else as the address or the claim says."""
        names = [name for name in flatten(options["fields"]) if name not in self.readonly_fields]
        if options.get("classes") != FOLDED:
            return False
        sent = request.POST if request.method == "POST" else request.GET
        if any(sent.get(name) for name in names):
            return True
        if obj is None or request.method == "POST":
            return False
        held = (self.model._meta.get_field(name).value_from_object(obj) for name in names)
        return any(value not in (None, "", []) for value in held)

    def get_urls(self) -> list[Any]:
        read = path("read/", self.admin_site.admin_view(require_GET(self.read_view)), name="claims_claim_read")
        return [read, *super().get_urls()]

    def read_view(self, request: HttpRequest) -> JsonResponse:
        """What the words typed into the boxes of the form are read as, while they are typed; stores nothing."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        source, unit, indicator = (_picked(model, request) for model in (Source, Unit, Indicator))
        around = Around(source, unit, indicator, request.GET.get("status", ""), request.GET.get("qualifier", ""))
        boxes = {"figure_as_said": around.read_figure, "period_as_said": around.read_period}
        typed = {name: request.GET.get(name, "").strip() for name in boxes}
        return JsonResponse({name: boxes[name](words).sentence for name, words in typed.items() if words})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("figure_as_said", "period_as_said"):
            field.widget.attrs["data-read"] = reverse("admin:claims_claim_read", current_app=self.admin_site.name)
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the last claim of the same person said; what the address says goes before it."""
        last = Claim.objects.filter(entered_by=request.user.pk).order_by("-pk").first()
        kept = {name: getattr(last, name) for name in KEPT} if last else {}
        return {**kept, **super().get_changeform_initial_data(request)}

    @admin.display(description="quote in its text")
    def quote_is(self, claim: Claim) -> str:
        if not claim.source_id:
            return "–"
        said = claim.quote_state.label
        orphan = getattr(claim, "orphan", None)
        return f"{said} since {spoken_day(orphan.since)}" if orphan else said

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
        number = typed_claim_number(search_term) or typed_number(search_term)
        if number is not None:
            return queryset.filter(pk=number), False
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
        for sentence in form.read:
            messages.info(request, f"{obj.ref}, from its words: {sentence}")
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
