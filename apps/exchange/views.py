"""Downloads: exactly the rows of the list with the same query string, all of them."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.claims.models import Claim
from apps.compare.choices import read_choices
from apps.compare.filters import filter_claims, filter_findings
from apps.compare.models import Topic
from apps.compare.topic_page import build_topic_page
from apps.exchange.files import claim_rows, finding_rows, write_csv

BATCH = 2_000


@require_safe
def claims_csv(request: HttpRequest) -> HttpResponseBase:
    params, hxl = _without_hxl(request.GET)
    return _claims(params, hxl=hxl, name="claims.csv")


@require_safe
def topic_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    if not Topic.objects.filter(slug=slug).exists():
        raise Http404(f"There is no topic {slug}.")
    params, hxl = _without_hxl(request.GET)
    params["topic"] = slug
    return _claims(params, hxl=hxl, name=f"{slug}.csv")


@require_safe
def topic_chart_csv(request: HttpRequest, slug: str, chart: str) -> HttpResponseBase:
    """The claims that a chart of a topic's page draws, in its order, for the same query string as the page."""
    page = build_topic_page(get_object_or_404(Topic, slug=slug), read_choices(request.GET))
    drawing = next((drawing for drawing in page.drawings if drawing.name == chart), None)
    if drawing is None:
        raise Http404(f"The topic {slug} has no chart {chart}.")
    if page.choices.problems:
        return _refusal(page.choices.problems)
    order = [row.pk for row in drawing.chart.rows]
    claims = Claim.objects.current().filter(pk__in=order).with_links()
    return _download(claim_rows(sorted(claims, key=lambda claim: order.index(claim.pk))), name=f"{slug}-{chart}.csv")


@require_safe
def findings_csv(request: HttpRequest) -> HttpResponseBase:
    listing = filter_findings(request.GET)
    if listing.problems:
        return _refusal(listing.problems)
    findings = listing.rows.prefetch_related("inputs").iterator(BATCH)
    return _download(finding_rows(findings), name="findings.csv")


def _claims(params: QueryDict, *, hxl: bool, name: str) -> HttpResponseBase:
    listing = filter_claims(params)
    if listing.problems:
        return _refusal(listing.problems)
    claims = listing.rows.with_links().iterator(BATCH)
    return _download(claim_rows(claims, hxl=hxl), name=name)


def _without_hxl(params: QueryDict) -> tuple[QueryDict, bool]:
    rest = params.copy()
    return rest, rest.pop("hxl", ["0"])[-1] == "1"


def _refusal(problems: Iterable[str]) -> HttpResponse:
    """A download whose query makes no sense is refused: the whole table in silence would mislead."""
    return HttpResponse("\n".join(problems) + "\n", status=400, content_type="text/plain; charset=utf-8")


def _download(rows: Iterable[Iterable[str]], *, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(write_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)
