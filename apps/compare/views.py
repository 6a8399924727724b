"""The pages. Each view reads the query string once, reads the database, and presents what it found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.claims.models import Claim
from apps.compare import browsing, documents, dossiers, overview, pages, pairings
from apps.compare.choices import read_choices
from apps.compare.citations import cite
from apps.compare.filters import public_findings, published_sources
from apps.compare.method import build_method_page
from apps.compare.models import Topic
from apps.compare.topic_page import build_topic_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "counts": overview.count_everything(),
        "overviews": overview.build_overviews(),
        "differences": overview.find_differences(),
        "news": overview.find_news(),
    }
    return render(request, "compare/home.html", context)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/topics.html", {"overviews": overview.build_overviews()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    page = build_topic_page(get_object_or_404(Topic, slug=slug), read_choices(request.GET))
    address = request.build_absolute_uri(request.path + page.choices.query)
    citation = cite(page.topic, page.matrix.rows, address=address, today=timezone.localdate())
    context = {"page": page, "problems": page.choices.problems, "citation": citation}
    return render(request, "compare/topic.html", context)


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
    return render(request, "compare/finding.html", {"page": dossiers.build_finding_page(found)})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/sources.html", {"page": browsing.build_sources(request.GET)})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(published_sources().select_related("publisher"), slug=slug)
    return render(request, "compare/source.html", {"page": documents.build_source_page(found)})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    page = pairings.build_pair_page(pairings.read_asked(request.GET))
    return render(request, "compare/compare.html", {"page": page, "problems": page.problems})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "compare/method.html", {"page": build_method_page()})
