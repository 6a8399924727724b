"""The pages. Each view reads the query string once, reads the database, and presents what it found."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.claims.models import Claim
from apps.claims.references import claim_number, finding_number
from apps.compare.models import Topic
from apps.compare.pages.claim import build_claim_page
from apps.compare.pages.claim_history import build_withdrawn_page
from apps.compare.pages.decisions import build_desk
from apps.compare.pages.finding import build_finding_page
from apps.compare.pages.home import build_overviews, count_everything, count_set_aside, find_differences, find_news
from apps.compare.pages.list import build_claims, build_findings, build_sources, find_called
from apps.compare.pages.method import build_method_page
from apps.compare.pages.source import build_source_page
from apps.compare.pages.topic.citation import cite
from apps.compare.pages.topic.page import build_topic_page
from apps.compare.pages.topic.query import read_choices
from apps.compare.pages.two_claims import build_pair_page, read_asked
from apps.compare.published import public_findings, published_sources
from apps.compare.query_problems import strangers
from apps.reconciliation import services, workings
from apps.reconciliation.forms import AssignmentForm, ExplanationForm, ReviewForm
from apps.reconciliation.models import Assignment, Explanation, Finding, Review

_Decides = Callable[[HttpRequest, Finding], HttpResponse]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "counts": count_everything(),
        "overviews": build_overviews(),
        "differences": find_differences(),
        "set_aside": count_set_aside(),
        "news": find_news(),
        "problems": strangers(request.GET),
    }
    return render(request, "compare/home.html", context)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/topics.html", {"overviews": build_overviews(), "problems": strangers(request.GET)})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    page = build_topic_page(get_object_or_404(Topic, slug=slug), read_choices(request.GET))
    address = request.build_absolute_uri(request.path + page.choices.query)
    citation = cite(page.topic, page.matrix.rows, address=address, today=timezone.localdate())
    context = {"page": page, "problems": page.choices.problems, "citation": citation}
    return render(request, "compare/topic.html", context)


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    page = build_claims(request.GET)
    context = {"page": page, "problems": page.problems, "called": find_called(request.GET)}
    return render(request, "compare/claims.html", context)


@require_safe
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """A claim; of one that was withdrawn, what became of it. What was never published is not there."""
    problems = strangers(request.GET)
    record = Claim.objects.published().with_names().filter(pk=claim_number(ref)).first()
    if record is not None:
        return render(request, "compare/claim.html", {"page": build_claim_page(record), "problems": problems})
    withdrawn = build_withdrawn_page(claim_number(ref))
    if withdrawn is None:
        raise Http404
    return render(request, "compare/withdrawn.html", {"page": withdrawn, "problems": problems}, status=410)


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    page = build_findings(request.GET)
    return render(request, "compare/findings.html", {"page": page, "problems": page.problems})


@require_safe
def finding(request: HttpRequest, ref: str) -> HttpResponse:
    record = get_object_or_404(public_findings(), pk=finding_number(ref))
    workings.work_out(record)
    return render(request, "compare/finding.html", _finding_context(request, record))


def _deciding(*permissions: str) -> Callable[[_Decides], Callable[..., HttpResponse]]:
    """A view of a form on a finding's page, for who has these permissions: it is given the finding as it stands.

    Of two at once the second waits here for the first, so that it sees what was decided. What no longer holds, or is
    no longer public, cannot be decided on: whoever did not know gets back what they wrote. Who has to sign in again
    comes back to the finding.
    """

    def guard(view: _Decides) -> Callable[..., HttpResponse]:
        @require_POST
        @transaction.atomic
        @wraps(view)
        def guarded(request: HttpRequest, ref: str) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(f"{reverse('finding', args=[ref])}#decisions")
            if not request.user.has_perms(permissions):
                raise PermissionDenied
            finding = get_object_or_404(Finding.objects.select_for_update(), pk=finding_number(ref))
            record = public_findings().standing().filter(pk=finding.pk).first()
            return view(request, record) if record else _too_late(request, finding)

        return guarded

    return guard


@_deciding("reconciliation.add_review")
def review_finding(request: HttpRequest, record: Finding) -> HttpResponse:
    """Records what an analyst decided, and shows the page again; a decision that lacks something is asked for it."""
    user: Any = request.user
    form = ReviewForm(request.POST, instance=Review(finding=record, by=user))
    if not form.is_valid():
        return _refused(request, record, review=form)
    decision = form.cleaned_data
    if not form.is_sent_again:
        services.record_review(record, status=decision["status"], note=decision["note"], by=user)
    return redirect(f"{record.get_absolute_url()}#decisions")


@_deciding("reconciliation.add_review", "reconciliation.add_explanation")
def explain_finding(request: HttpRequest, record: Finding) -> HttpResponse:
    """Records what a side, or an analyst, says of why the figures part."""
    form = ExplanationForm(request.POST, instance=Explanation(finding=record))
    if not form.is_valid():
        return _refused(request, record, explanation=form)
    form.record()
    return redirect(f"{record.get_absolute_url()}#explanations")


@_deciding("reconciliation.add_review", "reconciliation.add_assignment")
def assign_finding(request: HttpRequest, record: Finding) -> HttpResponse:
    """Records who is to decide on a finding."""
    form = AssignmentForm(request.POST, instance=Assignment(finding=record))
    if not form.is_valid():
        return _refused(request, record, assignment=form)
    form.record(request.user)
    return redirect(f"{record.get_absolute_url()}#decisions")


def _too_late(request: HttpRequest, finding: Finding) -> HttpResponse:
    """What was written of a finding that went meanwhile: nothing of it is recorded, and nothing of it is lost."""
    typed = [text for name in ("note", "words") if (text := request.POST.get(name, "").strip())]
    is_public = public_findings().filter(pk=finding.pk).exists()
    context = {"finding": finding, "typed": typed, "is_public": is_public}
    return render(request, "compare/too_late.html", context, status=409)


def _refused(request: HttpRequest, finding: Finding, **bound: Any) -> HttpResponse:
    """The page again, with what was typed and what is wrong with it."""
    return render(request, "compare/finding.html", _finding_context(request, finding, **bound), status=422)


def _finding_context(request: HttpRequest, finding: Finding, **bound: Any) -> dict[str, Any]:
    """A finding's page, with the desk to decide on it for who may."""
    page, desk = build_finding_page(finding), build_desk(finding, request.user, **bound)
    return {"page": page, "desk": desk, "problems": strangers(request.GET)}


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    page = build_sources(request.GET)
    return render(request, "compare/sources.html", {"page": page, "problems": page.problems})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    record = get_object_or_404(published_sources().select_related("publisher"), slug=slug)
    context = {"page": build_source_page(record), "problems": strangers(request.GET)}
    return render(request, "compare/source.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    page = build_pair_page(read_asked(request.GET))
    return render(request, "compare/two_claims.html", {"page": page, "problems": page.problems})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/method.html", {"page": build_method_page(), "problems": strangers(request.GET)})
