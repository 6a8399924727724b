from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from apps.sources.documents.forms import SourceForm
from apps.sources.models import Organisation, Source, Speaker
from apps.sources.records.admin import RecordAdmin


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = ("name", "acronym", "side", "country")
    list_filter = ("side",)
    search_fields = ("name", "acronym", "aliases", "slug")
    spelt_in = search_fields
    prepopulated_fields = {"slug": ["name"]}

    def describe(self, record: Organisation) -> str:
        return record.get_side_display()


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin):
    list_display = ("name", "role", "organisation")
    list_select_related = ("organisation",)
    list_filter = ("organisation__side",)
    search_fields = ("name", "aliases", "slug", "role", "organisation__name", "organisation__acronym")
    spelt_in = ("name", "aliases", "slug")
    autocomplete_fields = ("organisation",)
    prepopulated_fields = {"slug": ["name"]}

    def describe(self, record: Speaker) -> str:
        return ", ".join(filter(None, [record.role, record.organisation.name]))


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    list_display = ("title", "publisher", "published_on", "language")
    list_select_related = ("publisher",)
    list_filter = ("language",)
    date_hierarchy = "published_on"
    search_fields = ("title", "slug", "publisher__name")
    spelt_in = ("title", "slug")
    autocomplete_fields = ("publisher",)
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ("text_sha256",)
    fields = (
        *("title", "slug", "publisher", "published_on", "cut_off_on", "language", "text", "document", "text_sha256"),
        *("url", "archived_url", "accessed_on"),
    )
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    change_form_template = "admin/sources/source/change_form.html"

    def response_add(self, request: HttpRequest, obj: Source, post_url_continue: str | None = None) -> HttpResponse:
        return self._to_figures(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Source) -> HttpResponse:
        return self._to_figures(request, obj) or super().response_change(request, obj)

    def _to_figures(self, request: HttpRequest, source: Source) -> HttpResponse | None:
        """The page of its figures, where that is what was asked for."""
        return HttpResponseRedirect(reverse("figures", args=[source.pk])) if "_figures" in request.POST else None

    def describe(self, record: Source) -> str:
        return f"{record.publisher}, {record.published_on:%-d %B %Y}"
