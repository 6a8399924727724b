"""The pages. Each view reads the query string once, reads the database, and presents what it found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.claims.models import Claim
from apps.compare import browsing, overview, pages
from apps.compare.filters import public_findings, published_sources
from apps.compare.models import Topic
from apps.compare.presenters import build_row


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "counts": overview.count_everything(),
        "overviews": overview.build_overviews(),
        "differences": overview.find_differences(),
    }
    return render(request, "compare/home.html", context)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/topics.html", {"overviews": overview.build_overviews()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    choices = pages.read_topic_choices(request.GET)
    page = pages.build_topic_page(get_object_or_404(Topic, slug=slug), choices)
    return render(request, "compare/topic.html", {"page": page, "problems": choices.problems})


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/claims.html", {"page": browsing.build_claims(request.GET)})


@require_safe
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(Claim.objects.published().with_names(), pk=ref.removeprefix("C-"))
    return render(request, "compare/claim.html", {"page": pages.build_claim_page(found)})


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/findings.html", {"page": browsing.build_findings(request.GET)})


@require_safe
def finding(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(public_findings().with_names(), pk=ref.removeprefix("F-"))
    return render(request, "compare/finding.html", {"page": pages.build_finding_page(found)})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/sources.html", {"page": browsing.build_sources(request.GET)})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(published_sources().select_related("publisher"), slug=slug)
    rows = [build_row(claim) for claim in Claim.objects.published().filter(source=found).with_names().in_order()]
    return render(request, "compare/source.html", {"source": found, "rows": rows})
