"""The admin of records that several people enter, and that rules across rows guard.

What the database refuses comes back as a fault of the form.
"""

from typing import Any

from django import forms
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from apps.sources.picking import best_first
from apps.sources.records.admin_history import HistoryAdmin
from apps.sources.records.two_editors import TwoEditors
from apps.sources.refusals import NOT_A_DAY, words_of


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


class RecordAdmin(TwoEditors, HistoryAdmin):
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
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except DatabaseError as error:
                words = words_of(error)
                if words is None:
                    raise
                request.refused = words  # type: ignore[attr-defined]
                return super().changeform_view(request, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Blank, but for what the address says; `typed` is what a picker found no record for, and so its spelling."""
        typed = {name: request.GET["typed"] for name in self.spelt_in[:1] if "typed" in request.GET}
        return {**typed, **super().get_changeform_initial_data(request)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def get_form(self, request: HttpRequest, obj: Any = None, change: Any = False, **kwargs: Any) -> Any:
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        form: Any = type(made.__name__, (_Named, made), {"made_of": self.get_prepopulated_fields(request, obj)})
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
