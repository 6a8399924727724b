"""The admin of records that rules across rows guard: what the database refuses comes back as a fault of the form."""

from typing import Any

from django.contrib import admin
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from apps.sources.refusals import words_of


class RecordAdmin(admin.ModelAdmin[Any]):
    """Asks the database before it says that a record was saved; a rule's refusal is shown in the form, which keeps all.

    So a rule that one row cannot know stands once, in the database, and reads the same for the admin as for raw SQL.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DatabaseError as error:
            words = words_of(error)
            if words is None:
                raise
            request.refused = words  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def get_form(self, request: HttpRequest, obj: Any = None, change: Any = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        words = getattr(request, "refused", None)
        if words is None:
            return form

        class Refused(form):  # type: ignore[misc]
            """The same form, with what the database said of it."""

            def clean(self) -> Any:
                cleaned = super().clean()
                self.add_error(None, words)
                return cleaned

        return Refused
