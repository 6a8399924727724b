from django.contrib import admin

from apps.sources.models import Organisation, Speaker
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
