"""The admin's site: its pickers say beside each name what the record is, and take for a record only what can be one."""

from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.http import HttpRequest, HttpResponse


class Picker(AutocompleteJsonView):
    """Answers a picker with `id`, `text` and `about`: the definition of an entry, the role of a speaker."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        describe = getattr(self.model_admin, "describe", None)
        return super().serialize_result(obj, to_field_name) | {"about": describe(obj) if describe else ""}


MOST_DIGITS = 19  # of a record's number


class PickingMixin:
    """Shows as nothing picked what was sent for a record and can be none, in a form or an address; Django’s fails."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = [key for key in value if str(key).isascii() and str(key).isdigit() and len(str(key)) <= MOST_DIGITS]
        return super().optgroups(name, keys, attr)  # type: ignore[misc]


class PickOne(PickingMixin, AutocompleteSelect):
    """A picker of one record."""


class PickSeveral(PickingMixin, AutocompleteSelectMultiple):
    """A picker of records."""


class PicksRecords:
    """The pickers of an admin's form, or of the rows below it."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return self._picking(PickOne, super().formfield_for_foreignkey, db_field, request, options)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return self._picking(PickSeveral, super().formfield_for_manytomany, db_field, request, options)  # type: ignore[misc]

    def _picking(self, kind: Any, made: Any, db_field: Any, request: HttpRequest, options: dict[str, Any]) -> Any:
        of: Any = self
        if db_field.name in of.get_autocomplete_fields(request):
            options.setdefault("widget", kind(db_field, of.admin_site, using=options.get("using")))
        return made(db_field, request, **options)


class Site(admin.AdminSite):
    """Django's site with our pickers. Records are referred to by their keys, and by no other field."""

    def admin_view(self, view: Any, *options: Any, **named: Any) -> Any:
        """Refuses any other field before Django looks for it, which fails over the name of what refers to a record."""
        answer = super().admin_view(view, *options, **named)

        def keyed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            said = {field for sent in (request.GET, request.POST) for field in sent.getlist(TO_FIELD_VAR)}
            if said - {"", "id"}:
                raise DisallowedModelAdminToField("A record is referred to by its key.")
            return answer(request, *args, **kwargs)

        return update_wrapper(keyed, answer)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = Picker.as_view(admin_site=self)(request)  # type: ignore[assignment]
        return answer


class SiteConfig(AdminConfig):
    """Makes it the site that every record is registered with."""

    default_site = "apps.sources.admin_site.Site"
