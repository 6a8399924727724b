"""The workbench: a source's figures, with what is done with them, and two versions of a document side by side."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.reconciliation.trials.previews import Preview, preview
from apps.sources.models import Source
from apps.workbench import services
from apps.workbench.forms import build_form, media_of
from apps.workbench.new_text import read_later_version
from apps.workbench.pages import FiguresPage
from apps.workbench.standing import Bench, Item, read_bench

MAY_LOOK = ("sources.view_source", "claims.view_claim")
NEW = "new"


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, source_id: int) -> HttpResponse:
    """The figures of a source. What is done is named by the button that was pressed."""
    if not request.user.has_perms(MAY_LOOK):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=source_id)
    if request.method == "POST":
        if not request.user.has_perm("claims.add_claim"):
            raise PermissionDenied
        return _DOES.get(request.POST.get("do", ""), _nothing)(request, source)
    bench = read_bench(source)
    return _show(request, bench, _chosen(request, bench))


@require_http_methods(["GET", "HEAD"])
def versions(request: HttpRequest, source_id: int) -> HttpResponse:
    """A source beside the earlier version that it names."""
    if not request.user.has_perms(MAY_LOOK):
        raise PermissionDenied
    named = Source.objects.select_related("later_version_of").filter(later_version_of__isnull=False)
    later = get_object_or_404(named, pk=source_id)
    earlier = cast(Source, later.later_version_of)
    context = {
        **admin.site.each_context(request),
        "title": f"{later} beside its earlier version",
        "page": read_later_version(earlier, later) if earlier.text and later.text else None,
        "earlier": earlier,
        "later": later,
        "opts": Source._meta,
    }
    return TemplateResponse(request, "workbench/versions.html", context)


def _chosen(request: HttpRequest, bench: Bench) -> Item | None:
    """The proposal that the address names; the first open one where it names none, none for a figure of one's own."""
    key = request.GET.get("at", "")
    if key == NEW:
        return None
    return bench.item_at(key) or bench.open_after(0)


def _show(
    request: HttpRequest, bench: Bench, item: Item | None, *, form: Any = None, foreseen: Any = None
) -> HttpResponse:
    """The page; with a form that was sent, as it was sent."""
    context = {
        **admin.site.each_context(request),
        "title": f"Figures of {bench.source}",
        "page": FiguresPage(bench, item, form or build_form(request, bench, item), foreseen),
        "source": bench.source,
        "opts": Source._meta,
        "media": media_of(),
        "may_add": request.user.has_perm("claims.add_claim"),
        "may_hand_on": request.user.has_perm("claims.change_claim"),
        "may_undo": services.has_steps(request, bench.source.pk),
        "is_popup": False,
    }
    return TemplateResponse(request, "workbench/figures.html", context)


def _go_on(request: HttpRequest, source: Source, item: Item | None) -> HttpResponse:
    """To the next open proposal."""
    following = read_bench(source).open_after(item.number if item else 0)
    address = reverse("figures", args=[source.pk])
    return HttpResponseRedirect(f"{address}?at={following.key}" if following else address)


def _accept(request: HttpRequest, source: Source) -> HttpResponse:
    return _answer(request, source, services.accept(request, source.pk, request.POST.get("at", ""), request.POST))


def _accept_as_proposed(request: HttpRequest, source: Source) -> HttpResponse:
    return _say(request, source, services.accept_as_proposed(request, source.pk, request.POST.getlist("chosen")))


def _accept_list(request: HttpRequest, source: Source) -> HttpResponse:
    """The list with one lead: the open form as it was sent, the others as proposed."""
    key, listed = request.POST.get("at", ""), request.POST.getlist("listed")
    outcome = services.accept_as_proposed(request, source.pk, listed, key=key, data=request.POST)
    return _answer(request, source, outcome)


def _dismiss(request: HttpRequest, source: Source) -> HttpResponse:
    return _say(request, source, services.dismiss(request, source.pk, request.POST.getlist("at")))


def _dismiss_chosen(request: HttpRequest, source: Source) -> HttpResponse:
    return _say(request, source, services.dismiss(request, source.pk, request.POST.getlist("chosen")))


def _restore(request: HttpRequest, source: Source) -> HttpResponse:
    outcome = services.restore(source.pk, request.POST.get("at", ""))
    key = outcome.item.key if outcome.item else ""
    return HttpResponseRedirect(f"{reverse('figures', args=[source.pk])}?at={key}")


def _undo(request: HttpRequest, source: Source) -> HttpResponse:
    messages.info(request, services.undo(request, source.pk))
    return HttpResponseRedirect(f"{reverse('figures', args=[source.pk])}?at={request.POST.get('at', '')}")


def _hand_on(request: HttpRequest, source: Source) -> HttpResponse:
    if not request.user.has_perm("claims.change_claim"):
        raise PermissionDenied
    ready = services.hand_on(source.pk)
    words = f"Ready to be published: {', '.join(claim.ref for claim in ready)}." if ready else "No claim is a draft."
    messages.success(request, words)
    return HttpResponseRedirect(reverse("figures", args=[source.pk]))


def _foresee(request: HttpRequest, source: Source) -> HttpResponse:
    """What the claim would find, before it is saved."""
    bench, item, form, foreseen = _try_out(request, source)
    return _show(request, bench, item, form=form, foreseen=foreseen)


def _foresee_alone(request: HttpRequest, source: Source) -> HttpResponse:
    """The same without the page around it, for the script that asks whenever the boxes rest."""
    *_, foreseen = _try_out(request, source)
    return TemplateResponse(request, "workbench/_foreseen.html", {"preview": foreseen})


def _try_out(request: HttpRequest, source: Source) -> tuple[Bench, Item | None, Any, Preview | None]:
    bench = read_bench(source)
    item = bench.item_at(request.POST.get("at", ""))
    form = build_form(request, bench, item, request.POST)
    form.is_valid()
    return bench, item, form, preview([form.instance]) if services.is_complete(form) else None


def _nothing(request: HttpRequest, source: Source) -> HttpResponse:
    messages.warning(request, "Nothing was done: the page did not say what to do.")
    return _go_on(request, source, None)


def _answer(request: HttpRequest, source: Source, outcome: services.Outcome) -> HttpResponse:
    """Goes on, or shows the form that was sent with what stands against it."""
    if outcome.problems or outcome.claims or outcome.form is None:
        return _say(request, source, outcome)
    return _show(request, outcome.bench, outcome.item, form=outcome.form)


def _say(request: HttpRequest, source: Source, outcome: services.Outcome) -> HttpResponse:
    """Says what was made and what waits, and goes on."""
    for words in outcome.problems:
        messages.warning(request, words)
    if outcome.claims:
        drafts = ", ".join(str(claim) for claim in outcome.claims)
        messages.success(request, f"Accepted as {'a draft' if len(outcome.claims) == 1 else 'drafts'}: {drafts}.")
    if outcome.dismissed:
        messages.success(request, f"Dismissed: {outcome.dismissed}.")
    return _go_on(request, source, outcome.item)


_DOES = {
    "accept": _accept,
    "accept chosen": _accept_as_proposed,
    "accept list": _accept_list,
    "dismiss": _dismiss,
    "dismiss chosen": _dismiss_chosen,
    "restore": _restore,
    "undo": _undo,
    "ready": _hand_on,
    "foresee": _foresee,
    "foresee alone": _foresee_alone,
}
