"""People and their roles. Whoever may change people changes no superuser, and makes none."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from apps.sources.records.two_editors import TwoEditors

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(TwoEditors, UserAdmin[User]):
    """A role is all that an administrator gives: single permissions and superusers are a superuser's matter."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_above = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = (*super().get_readonly_fields(request, obj), "last_login", "date_joined")
        return shown if request.user.is_superuser else (*shown, "is_superuser", "user_permissions")
