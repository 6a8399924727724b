from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.reconciliation.models import Finding, Run, TolerancePolicy


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """What reconciliation wrote is looked at here and changed nowhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("ref", "rule", "verdict", "left_shown", "right_shown", "factor", "retired_at")
    list_filter = ("rule", "verdict", "between")
    search_fields = ("explanation", "key")


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "trigger", "claims", "added", "changed", "retired", "unchanged", "outcome")
    list_filter = ("outcome", "trigger")


@admin.register(TolerancePolicy)
class TolerancePolicyAdmin(admin.ModelAdmin[TolerancePolicy]):
    list_display = ("name", "indicator", "relative", "absolute")
    autocomplete_fields = ("indicator",)
