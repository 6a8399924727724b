"""The admin's site: its pickers say beside each name what the record is."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse


class Picker(AutocompleteJsonView):
    """Answers a picker with `id`, `text` and `about`: the definition of an entry, the role of a speaker."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        describe = getattr(self.model_admin, "describe", None)
        return super().serialize_result(obj, to_field_name) | {"about": describe(obj) if describe else ""}


class Site(admin.AdminSite):
    """Django's site with our pickers."""

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = Picker.as_view(admin_site=self)(request)  # type: ignore[assignment]
        return answer


class SiteConfig(AdminConfig):
    """Makes it the site that every record is registered with."""

    default_site = "apps.sources.admin_site.Site"
