"""The admin of records that several people enter, and that rules across rows guard.

What the database refuses comes back as a fault of the form; a form that was opened before somebody else's change comes
back as a page that shows both.
"""

import copy
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify

from apps.sources.picking import best_first
from apps.sources.records.admin_history import HistoryAdmin
from apps.sources.records.outdated import BaseStateField, Forms, hidden
from apps.sources.refusals import NOT_A_DAY, words_of

BASE, ORIGINAL, CHOICE = "base_state", "original_state", "choose:"


class _Named(forms.ModelForm[Any]):
    """Makes a code or a slug that is left blank of the words it stands for; `made_of` says of which fields."""

    made_of: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.made_of.keys() & self.fields.keys():
            self.fields[name].required = False
            made = f"Left blank it is made of the {' and '.join(self.made_of[name])}."
            self.fields[name].help_text = " ".join(filter(None, [str(self.fields[name].help_text), made]))

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        for name, words in self.made_of.items():
            if name not in self.fields or name in self.errors or cleaned.get(name):
                continue
            cleaned[name] = slugify(" ".join(str(cleaned.get(word) or "") for word in words))[: _longest(self, name)]
            if not cleaned[name]:
                self.add_error(name, f"No {name} can be made of these words: type one of Latin letters and digits.")
        return cleaned


def _longest(form: forms.BaseForm, name: str) -> int | None:
    length: int | None = getattr(form.fields[name], "max_length", None)
    return length


class RecordAdmin(HistoryAdmin):
    """Asks the database before it says that a record was saved; a rule's refusal is shown in the form, which keeps all.

    So a rule that one row cannot know stands once, in the database, and reads the same for the admin as for raw SQL.

    `spelt_in` are the search fields that spell the record itself: a picker puts first what is spelt as typed.
    """

    spelt_in: tuple[str, ...] = ()

    def describe(self, record: Any) -> str:
        """What a picker says beside the name of a record."""
        return str(getattr(record, "definition", ""))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without a length in the box, at which a browser cuts what is pasted without a word: the form says it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.pop("maxlength", None)
        if isinstance(field, forms.DateField):
            field.error_messages["invalid"] = NOT_A_DAY
        return field

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not self.spelt_in:
            return super().get_search_results(request, queryset, search_term)
        matching = best_first(queryset, search_term, found_in=list(self.search_fields), spelt_in=self.spelt_in)
        is_picker = request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"
        return (matching if is_picker else matching.order_by(*queryset.query.order_by)), False

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
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except DatabaseError as error:
                words = words_of(error)
                if words is None:
                    raise
                request.refused = words  # type: ignore[attr-defined]
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

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Blank, but for what the address says; `typed` is what a picker found no record for, and so its spelling."""
        typed = {name: request.GET["typed"] for name in self.spelt_in[:1] if "typed" in request.GET}
        return {**typed, **super().get_changeform_initial_data(request)}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != BASE]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def get_form(self, request: HttpRequest, obj: Any = None, change: Any = False, **kwargs: Any) -> Any:
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        form: Any = type(made.__name__, (_Named, made), {"made_of": self.get_prepopulated_fields(request, obj)})
        if obj is not None and change:
            base = BaseStateField(required=False, initial=lambda: self._forms_of(request, obj).stored)
            form = type(made.__name__, (form,), {BASE: base})
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
