from datetime import date
from operator import attrgetter
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from apps.claims.references import typed_finding_number, typed_number
from apps.reconciliation import services
from apps.reconciliation.core.comparing.verdicts import WORDS, Verdict
from apps.reconciliation.forms import OFFERED, CheckForm, CheckTermForm, CheckTermFormSet, reviewers
from apps.reconciliation.models import (
    REVIEW_WORDS,
    Check,
    CheckTerm,
    Explanation,
    Finding,
    Review,
    Run,
    TolerancePolicy,
)
from apps.reconciliation.runs import batches
from apps.reconciliation.trials import policies
from apps.sources.admin_site import PicksRecords
from apps.sources.records.admin import RecordAdmin


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """What reconciliation wrote is looked at here and changed nowhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DecisionFilter(admin.SimpleListFilter):
    """Where the latest decision on a finding stands; of what waits, the oldest comes first."""

    title = "decision"
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "waiting for one"), *REVIEW_WORDS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.filter(review=self.value()) if self.value() else queryset


class AssigneeFilter(admin.SimpleListFilter):
    """Who is to decide on a finding."""

    title = "who is to decide"
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        others = reviewers().exclude(pk=request.user.pk)
        return [("me", "you"), ("nobody", "nobody yet"), *((str(other.pk), str(other)) for other in others)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        if chosen == "nobody":
            return queryset.assigned(None)
        if not chosen:
            return queryset
        key = request.user.pk if chosen == "me" else typed_number(chosen)
        return queryset.assigned(key or 0)


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    """What was found, what was decided about it, and what waits for a decision."""

    list_display = ("ref", "page", "verdict_words", "left_shown", "right_shown", "decision", "since", "assignee")
    list_filter = (DecisionFilter, AssigneeFilter, "rule", "verdict", "between")
    search_fields = ("explanation", "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Finding]:
        return Finding.objects.with_review().with_assignee()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("computed_at", "pk") if request.GET.get(DecisionFilter.parameter_name) == "waiting" else ("pk",)

    @admin.display(description="verdict", ordering="verdict")
    def verdict_words(self, finding: Finding) -> str:
        return WORDS[Verdict(finding.verdict)]

    @admin.display(ordering="review")
    def decision(self, finding: Finding) -> str:
        return REVIEW_WORDS[attrgetter("review")(finding)]

    @admin.display(description="as it is since", ordering="computed_at")
    def since(self, finding: Finding) -> date:
        return timezone.localdate(finding.computed_at)

    @admin.display(description="who is to decide", ordering="assigned_to", empty_value="nobody yet")
    def assignee(self, finding: Finding) -> str | None:
        name: str | None = attrgetter("assignee")(finding)
        return name

    @admin.display(description="its page")
    def page(self, finding: Finding) -> str:
        return format_html('<a href="{}#decisions">Decide</a>', finding.get_absolute_url())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Finding], search_term: str
    ) -> tuple[QuerySet[Finding], bool]:
        """A reference finds its finding: F-12 or 12."""
        number = typed_finding_number(search_term) or typed_number(search_term)
        if number is not None:
            return queryset.filter(pk=number), False
        return super().get_search_results(request, queryset, search_term)


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    """How far a run is, and why it failed; whoever may start one, or cancel it."""

    list_display = ("started_at", "trigger", "state", "failure", "claims", "added", "changed", "retired", "unchanged")
    fields = (
        *("trigger", "state", "failure", "started_at", "finished_at", "claims", "rules_version"),
        *("added", "changed", "retired", "unchanged"),
    )

    @admin.display(description="how far")
    def state(self, run: Run) -> str:
        if run.finished_at is None:
            return f"{batches.progress(run).percent} %"
        return "cancelled" if run.is_cancelled else "failed" if run.failure else "done"

    def get_urls(self) -> list[URLPattern]:
        named = "reconciliation_run"
        return [
            path("start/", self.admin_site.admin_view(self.start_view), name=f"{named}_start"),
            path("<path:object_id>/cancel/", self.admin_site.admin_view(self.cancel_view), name=f"{named}_cancel"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"may_steer": _may_steer(request), "under_way": batches.under_way()}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context: dict[str, Any] = {"may_steer": _may_steer(request)}
        run = self.get_object(request, unquote(object_id))
        if run is not None and run.finished_at is None:
            context["progress"] = batches.progress(run)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    @method_decorator(require_POST)
    def start_view(self, request: HttpRequest) -> HttpResponse:
        if not _may_steer(request):
            raise PermissionDenied
        run = services.start(by=request.user.get_username())
        if run is None:
            self.message_user(request, "Another run goes on: start this one after it.", messages.WARNING)
            return redirect("admin:reconciliation_run_changelist")
        return redirect("admin:reconciliation_run_change", run.pk)

    @method_decorator(require_POST)
    def cancel_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not _may_steer(request):
            raise PermissionDenied
        run = self.get_object(request, unquote(object_id))
        if run is None:
            raise Http404("There is no such run.")
        try:
            batches.cancel(run, by=request.user.get_username())
        except batches.TooLate as error:
            self.message_user(request, str(error), messages.WARNING)
        else:
            self.message_user(request, "Cancelled: every finding is as it was.", messages.SUCCESS)
        return redirect("admin:reconciliation_run_change", run.pk)


def _may_steer(request: HttpRequest) -> bool:
    return request.user.has_perm("reconciliation.steer_run")


@admin.register(Review)
class ReviewAdmin(PicksRecords, admin.ModelAdmin[Review]):
    """Reviews are added and looked at; a new one follows an old one."""

    list_display = ("finding", "status", "at", "by", "is_current")
    list_filter = ("status",)
    list_select_related = ("finding", "by")
    search_fields = ("note", "finding__key")
    autocomplete_fields = ("finding",)
    fields = ("finding", "status", "note")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return super().formfield_for_choice_field(db_field, request, choices=OFFERED, **options)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(boolean=True, description="inputs unchanged since")
    def is_current(self, review: Review) -> bool:
        return not review.is_stale

    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        recorded = services.record_review(obj.finding, status=obj.status, note=obj.note, by=request.user)
        obj.pk = recorded.pk


@admin.register(Explanation)
class ExplanationAdmin(RecordAdmin):
    list_display = ("finding", "organisation", "code", "amount", "given_on")
    list_filter = ("code", "organisation")
    list_select_related = ("finding", "organisation")
    search_fields = ("words", "finding__key")
    autocomplete_fields = ("finding", "organisation", "source")


class CheckTermInline(PicksRecords, admin.TabularInline[CheckTerm, Check]):
    model = CheckTerm
    form = CheckTermForm
    formset = CheckTermFormSet
    autocomplete_fields = ("claim",)
    extra = 2
    verbose_name = "claim with a name"
    verbose_name_plural = "Claims that the formula calls by names of their own"


@admin.register(Check)
class CheckAdmin(RecordAdmin):
    form = CheckForm
    fields = ("title", "formula", "slug", "is_active")
    list_display = ("title", "formula", "is_active")
    list_filter = ("is_active",)
    search_fields = ("title", "formula", "slug")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (CheckTermInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        form.add_called()


@admin.register(TolerancePolicy)
class TolerancePolicyAdmin(RecordAdmin):
    """Before a policy is kept or taken away, the verdicts that would flip are shown."""

    list_display = ("name", "indicator", "relative", "absolute")
    autocomplete_fields = ("indicator",)
    actions = None  # several at once would be taken away without a look at what flips

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        policy = self.get_object(request, unquote(object_id)) if object_id else None
        is_allowed = self.has_change_permission(request, policy) if policy else self.has_add_permission(request)
        if request.method == "POST" and "_keep" not in request.POST and is_allowed and (policy or not object_id):
            form = self.get_form(request, policy, change=policy is not None)(request.POST, instance=policy)
            if form.is_valid():
                return self._ask(request, form.instance)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _ask(self, request: HttpRequest, policy: TolerancePolicy) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Keep the policy “{policy.name}”?",
            "flips": _in_words(policies.find_flips(changed=policy)),
            "fields": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        }
        return TemplateResponse(request, "admin/reconciliation/tolerancepolicy/keep.html", context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        policy = self.get_object(request, unquote(object_id))
        flips = _in_words(policies.find_flips(removed=policy)) if policy else []
        return super().delete_view(request, object_id, {**(extra_context or {}), "flips": flips})


def _in_words(flips: list[policies.Flip]) -> list[dict[str, Any]]:
    def words(code: str) -> str:
        return WORDS[Verdict(code)] if code else "no finding"

    return [
        {"finding": flip.finding, "key": flip.key, "before": words(flip.before), "after": words(flip.after)}
        for flip in flips
    ]
