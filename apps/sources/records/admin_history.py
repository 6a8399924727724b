"""The admin's page of a record's history: every state the database wrote down, and a way back to each."""

from itertools import pairwise
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from apps.sources.admin_site import PicksRecords
from apps.sources.records.past import Written, as_record, differences, read_states
from apps.sources.refusals import words_of

MOST_STATES = 100  # on the page, the latest first
STAYS = "state"  # what is published stays published, and a draft a draft
CHANGED = "Somebody changed this record after you opened the page. Look at what they wrote, and choose again."


class HistoryAdmin(PicksRecords, admin.ModelAdmin[Any]):
    """Shows who changed what, from what to what, and brings an earlier state back as a change like any other."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if request.method == "POST":
            if not self.has_change_permission(request, record):
                raise PermissionDenied
            self._bring_back(request, record)
            return HttpResponseRedirect(request.path)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"History of {record}",
            "object": record,
            "entries": self._entries(read_states(record)),
            "may_change": self.has_change_permission(request, record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def _entries(self, states: list[Written]) -> list[dict[str, Any]]:
        """The latest states first: when, who, in which way, and what differs from the one before."""
        users = get_user_model()._default_manager.in_bulk({written.by for written in states if written.by})
        entries = []
        for before, written in list(pairwise([None, *states]))[-MOST_STATES:]:
            if written is None:
                continue
            changed = differences(before.state, written.state, self.model) if before else ()
            by = users.get(written.by) if written.by else None
            entries.append({"written": written, "by": by, "differences": changed, "is_first": before is None})
        return entries[::-1]

    def _bring_back(self, request: HttpRequest, record: Any) -> None:
        """Saves an earlier state through the form of the record, with all that it asks; says what came of it.

        What somebody else wrote after the page was opened is shown first, and not written over unseen.
        """
        chosen, seen = request.POST.get("event", ""), request.POST.get("standing", "")
        try:
            with transaction.atomic():
                standing = self.model._base_manager.select_for_update(no_key=True).get(pk=record.pk)
                states = {str(written.state.pk): written.state for written in read_states(record)}
                if chosen not in states:
                    raise Http404("There is no such state of this record.")
                is_latest = seen == list(states)[-1]
                past = as_record(states[chosen], self.model)
                problems = self._save_as(request, standing, past) if is_latest else [CHANGED]
        except DatabaseError as error:
            problems = [words_of(error) or ""]
            if problems == [""]:
                raise
        if problems:
            self.message_user(request, f"Nothing was changed. {' '.join(problems)}", messages.ERROR)
        else:
            self.message_user(request, "The earlier state was brought back as a new change.", messages.SUCCESS)

    def _save_as(self, request: HttpRequest, standing: Any, past: Any) -> list[str]:
        """What the form says against it; saved where it says nothing."""
        made = self.get_form(request, standing, change=True)
        sent = {bound.html_name: bound.value() for bound in made(instance=past)}
        if STAYS in sent:
            sent[STAYS] = getattr(standing, STAYS)
        form: Any = made({name: value for name, value in sent.items() if value not in (None, False)}, instance=standing)
        if not form.is_valid():
            return [str(words) for errors in form.errors.values() for words in errors]
        self.save_model(request, self.save_form(request, form, change=True), form, True)
        form.save_m2m()
        connection.check_constraints()
        self.log_change(request, standing, self.construct_change_message(request, form, []))
        return []
