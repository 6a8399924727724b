from django.contrib import admin

from apps.compare.models import Topic
from apps.sources.records.admin import RecordAdmin


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("title", "question", "place", "position")
    list_select_related = ("place",)
    search_fields = ("title", "question")
    autocomplete_fields = ("indicators", "place")
    prepopulated_fields = {"slug": ["title"]}
