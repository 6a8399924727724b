"""The admin of a source. It stands here, since a new text touches the claims and the findings made of the old one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from apps.claims.numbers import spoken_day
from apps.sources.documents.forms import SourceForm
from apps.sources.documents.uploads import refusal_of, take_in
from apps.sources.models import Source
from apps.sources.records.admin import RecordAdmin
from apps.sources.records.outdated import BaseStateField
from apps.sources.records.past import read_states
from apps.sources.records.two_editors import BASE, ORIGINAL
from apps.workbench.new_text import NewText, read_new_text

SHOWN, BACK = "shown_text", "_back"
WENT_BACK = "Nothing is saved yet. This is what you entered."


class Asked(Exception):
    """Something is to be looked at before it is saved: what was sent, and what it would do."""

    def __init__(self, source: Source, sent: Any, new: NewText) -> None:
        super().__init__(source)
        self.source, self.sent, self.new = source, sent, new


class QuotesFilter(admin.SimpleListFilter):
    """Sources with claims whose quotes do not stand in their text, or without."""

    title = "quotes"
    parameter_name = "quotes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "Some not in the text"), ("found", "None missing")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        missing = Source.objects.filter(claims__orphan__isnull=False).values("pk")
        kept = {"missing": queryset.filter(pk__in=missing), "found": queryset.exclude(pk__in=missing)}
        return kept.get(self.value() or "", queryset)


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    list_display = ("title", "publisher", "published_on", "language", "missing")
    list_select_related = ("publisher",)
    list_filter = ("language", QuotesFilter)
    date_hierarchy = "published_on"
    search_fields = ("title", "slug", "publisher__name")
    spelt_in = ("title", "slug")
    autocomplete_fields = ("publisher", "later_version_of")
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ("text_sha256", "missing_quotes")
    fields = (
        *("title", "slug", "publisher", "published_on", "cut_off_on", "language", "text", "document", "text_sha256"),
        *("missing_quotes", "later_version_of", "url", "archived_url", "accessed_on"),
    )
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    change_form_template = "admin/sources/source/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        sources: QuerySet[Source] = super().get_queryset(request)
        return sources.annotate(missing=Count("claims__orphan"))

    def get_fields(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """What is asked about a text is confirmed beside it, once it was sent."""
        asked = ("text", "is_meant") if request.method == "POST" else ("text",)
        return [name for field in self.fields for name in (asked if field == "text" else (field,))]

    @admin.display(description="quotes not in the text", ordering="missing")
    def missing(self, source: Source) -> str:
        return str(getattr(source, "missing", 0) or "none")

    @admin.display(description="quotes not in the text")
    def missing_quotes(self, source: Source) -> SafeString | str:
        """The claims whose quotes are not in the text, each leading to its form."""
        claims = source.claims.filter(orphan__isnull=False).order_by("position") if source.pk else []
        said = (
            (reverse("admin:claims_claim_change", args=[claim.pk]), claim.ref, source.language, claim.quote)
            for claim in claims
        )
        return format_html_join("", '<p><a href="{}">{}</a> “<bdi lang="{}">{}</bdi>”</p>', said) or "none"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if BACK in request.POST:
            request.refused = WENT_BACK  # type: ignore[attr-defined]
        if request.method == "POST" and (self.has_add_permission(request) or self.has_change_permission(request)):
            take_in(request, _text_opened_with(request.POST))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Asked as asked:
            return self._ask(request, asked)

    def _ask_if_outdated(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """Not before a document that was refused is: it would go without a word."""
        return None if refusal_of(request) else super()._ask_if_outdated(request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An earlier text can be read whole; one that is brought back is a new text like any other."""
        if "text" in request.GET:
            return self._earlier_text(request, object_id)
        try:
            return super().history_view(request, object_id, extra_context)
        except Asked as asked:
            return self._ask(request, asked)

    def _earlier_text(self, request: HttpRequest, object_id: str) -> HttpResponse:
        source = self.get_object(request, unquote(object_id))
        if source is None or not self.has_view_or_change_permission(request, source):
            raise PermissionDenied
        asked = request.GET["text"]
        for written in read_states(source):
            if str(written.state.pk) == asked and written.state.text:
                context = {
                    **self.admin_site.each_context(request),
                    "opts": self.opts,
                    "title": f"An earlier text of {source}",
                    "source": source,
                    "state": written.state,
                    "at": written.at,
                }
                return TemplateResponse(request, "admin/sources/source/earlier_text.html", context)
        raise Http404("There is no such text of this source.")

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Source:
        source: Source = super().save_form(request, form, change)
        stored = Source.objects.get(pk=source.pk) if change else None
        if stored is not None and stored.text != source.text:
            new = read_new_text(stored, source.text)
            if new.is_asked_about and request.POST.get(SHOWN) != new.digest:
                raise Asked(stored, form.data, new)
            request.left_out = new.lost  # type: ignore[attr-defined]
        return source

    def _ask(self, request: HttpRequest, asked: Asked) -> HttpResponse:
        """Shows what the text would do. What was sent goes along, with the text of a file in the place of the file."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"A new text of {asked.source}",
            "source": asked.source,
            "new": asked.new,
            "sent": [*_sent(asked.sent), ("text", asked.new.text), (SHOWN, asked.new.digest)],
        }
        return TemplateResponse(request, "admin/sources/source/new_text.html", context)

    def response_add(self, request: HttpRequest, obj: Source, post_url_continue: str | None = None) -> HttpResponse:
        return self._to_figures(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Source) -> HttpResponse:
        if left_out := getattr(request, "left_out", ()):
            refs = ", ".join(claim.ref for claim in left_out)
            messages.warning(
                request, f"Not in the text any more: the quotes of {refs}. Mend them, or withdraw the claims."
            )
        return self._to_figures(request, obj) or super().response_change(request, obj)

    def _to_figures(self, request: HttpRequest, source: Source) -> HttpResponse | None:
        """The page of its figures, where that is what was asked for."""
        return HttpResponseRedirect(reverse("figures", args=[source.pk])) if "_figures" in request.POST else None

    def describe(self, record: Source) -> str:
        return f"{record.publisher}, {spoken_day(record.published_on)}"


def _text_opened_with(data: QueryDict) -> str:
    """The text that stood in the form when it was opened; blank for a new source."""
    base = BaseStateField(required=False).clean(data.get(ORIGINAL, data.get(BASE, "")))
    return "".join((base or {}).get("text", []))


def _sent(data: Any) -> Iterator[tuple[str, str]]:
    """What was sent, to be sent again: all but the text, which follows as it was read."""
    lists = data.lists() if isinstance(data, QueryDict) else ((name, [value]) for name, value in data.items())
    left_out = ("text", "csrfmiddlewaretoken", SHOWN, BACK)
    return ((name, str(value)) for name, values in lists if name not in left_out for value in values)
