"""The admin of what several people edit: a form that was opened before somebody else's change shows both."""

import copy
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from apps.sources.records.outdated import BaseStateField, Forms, hidden

BASE, ORIGINAL, CHOICE = "base_state", "original_state", "choose:"


class TwoEditors(admin.ModelAdmin[Any]):
    """Has nobody write over what somebody else saved after the form was opened, unless they have seen it."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        with transaction.atomic():
            # Whoever saves holds the row until it is saved, so that of two the second sees what the first one wrote.
            if request.method == "POST" and object_id and (outdated := self._ask_if_outdated(request, object_id)):
                return outdated
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _ask_if_outdated(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """The page that shows mine, theirs and base, where the record was changed since this form was opened.

        Once all is chosen there, the request holds what was chosen, and None says that it can be saved.
        """
        record = self._locked(object_id)
        if record is None or BASE not in request.POST or not self.has_change_permission(request, record):
            return None
        standing = self._forms_of(request, record)
        field = BaseStateField(required=False)
        opened = field.clean(request.POST[BASE])
        base = field.clean(request.POST.get(ORIGINAL, request.POST[BASE]))
        is_choosing = ORIGINAL in request.POST
        if opened == standing.stored and not is_choosing:
            return None
        mine = standing.sent(request.POST)
        chosen = {
            name.removeprefix(CHOICE): str(said) for name, said in request.POST.items() if name.startswith(CHOICE)
        }
        differences = standing.differences(base, mine, chosen)
        is_chosen = all(chosen.get(difference.key) for difference in differences)
        if not differences or (is_choosing and opened == standing.stored and is_chosen):
            request.POST = standing.merged(request.POST, differences)  # type: ignore[assignment]
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{record} was changed while you worked on it",
            "record": record,
            "differences": differences,
            "sent": hidden(request.POST, [BASE, ORIGINAL, "csrfmiddlewaretoken", *(CHOICE + key for key in chosen)]),
            "base": {ORIGINAL: field.prepare_value(base), BASE: field.prepare_value(standing.stored)},
        }
        return TemplateResponse(request, "admin/outdated.html", context, status=409).render()

    def _locked(self, object_id: str) -> Any:
        records = self.model._base_manager.select_for_update(no_key=True)
        try:
            return records.filter(pk=unquote(object_id)).first()
        except (ValueError, ValidationError):
            return None

    def _forms_of(self, request: HttpRequest, record: Any) -> Forms:
        """The forms as somebody would be shown them now."""
        looking = copy.copy(request)
        looking.method = "GET"
        form = self.get_form(looking, record, change=True)(instance=record)
        formsets, _ = self._create_formsets(looking, record, change=True)  # type: ignore[attr-defined]
        return Forms(form, formsets)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != BASE]

    def get_form(self, request: HttpRequest, obj: Any = None, change: Any = False, **kwargs: Any) -> Any:
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        if obj is None or not change:
            return made
        base = BaseStateField(required=False, initial=lambda: self._forms_of(request, obj).stored)
        return type(made.__name__, (made,), {BASE: base})
