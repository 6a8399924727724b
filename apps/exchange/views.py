"""Downloads: each list and each topic as CSV, JSON and XLSX. One that makes no sense is refused in words."""

import tempfile
from collections.abc import Callable, Iterator

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.compare.models import Topic
from apps.compare.remembered import is_being_written, key_of
from apps.exchange import downloads, kept
from apps.exchange.downloads import Download
from apps.exchange.files import write_csv, write_json, write_xlsx

MOST_XLSX_ROWS = 100_000
BLOCK = 65_536  # characters
_NOT_SENT = "No file was made:"
_MARK_IN_CSV = "bom: the byte order mark goes with .csv."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def claims_csv(request: HttpRequest) -> HttpResponseBase:
    return _send_csv(request, lambda: _claims(request))


@require_safe
def claims_json(request: HttpRequest) -> HttpResponseBase:
    return _send_json(_claims(request))


@require_safe
def claims_xlsx(request: HttpRequest) -> HttpResponseBase:
    return _send_xlsx(_claims(request))


@require_safe
def topic_chart_csv(request: HttpRequest, slug: str, chart: str) -> HttpResponseBase:
    """The claims that a chart of a topic's page draws, in its order, for the same query string as the page."""
    return _send_csv(request, lambda: _chart(request, slug, chart))


@require_safe
def findings_csv(request: HttpRequest) -> HttpResponseBase:
    return _send_csv(request, lambda: _findings(request))


@require_safe
def findings_json(request: HttpRequest) -> HttpResponseBase:
    return _send_json(_findings(request))


@require_safe
def findings_xlsx(request: HttpRequest) -> HttpResponseBase:
    return _send_xlsx(_findings(request))


@require_safe
def sources_csv(request: HttpRequest) -> HttpResponseBase:
    return _send_csv(request, lambda: _sources(request))


@require_safe
def sources_json(request: HttpRequest) -> HttpResponseBase:
    return _send_json(_sources(request))


@require_safe
def sources_xlsx(request: HttpRequest) -> HttpResponseBase:
    return _send_xlsx(_sources(request))


@require_safe
def topic_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _send_csv(request, lambda: _topic(request, slug))


@require_safe
def topic_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _send_json(_topic(request, slug))


@require_safe
def topic_xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _send_xlsx(_topic(request, slug))


def _claims(request: HttpRequest) -> Download:
    return downloads.build_claims(request.GET, request.build_absolute_uri())


def _findings(request: HttpRequest) -> Download:
    return downloads.build_findings(request.GET, request.build_absolute_uri())


def _sources(request: HttpRequest) -> Download:
    return downloads.build_sources(request.GET, request.build_absolute_uri())


def _topic(request: HttpRequest, slug: str) -> Download:
    topic = get_object_or_404(Topic, slug=slug)
    return downloads.build_topic(topic.slug, request.GET, request.build_absolute_uri())


def _chart(request: HttpRequest, slug: str, chart: str) -> Download:
    topic = get_object_or_404(Topic, slug=slug)
    download = downloads.build_chart(topic, chart, request.GET, request.build_absolute_uri())
    if download is None:
        raise Http404(f"The topic {slug} has no chart {chart}.")
    return download


def _send_csv(request: HttpRequest, build: Callable[[], Download]) -> HttpResponseBase:
    key = key_of("csv", request.build_absolute_uri())
    if file := kept.find(key):
        return _stream(file.blocks(), file.name, "text/csv")
    may_keep = not is_being_written()
    download = build()
    name, blocks = f"{download.sheet.name}.csv", _in_blocks(write_csv(download.sheet, has_mark=download.has_mark))
    if may_keep:
        blocks = kept.keep(key, name, blocks)
    return _refusal(download.problems) or _stream(blocks, name, "text/csv")


def _send_json(download: Download) -> HttpResponseBase:
    problems = download.problems
    if download.sheet.tags:
        problems += ("hxl: the hashtags go with .csv and .xlsx; in JSON the headers are the names.",)
    if download.has_mark:
        problems += (_MARK_IN_CSV,)
    blocks = _in_blocks(write_json(download.sheet))
    return _refusal(problems) or _stream(blocks, f"{download.sheet.name}.json", "application/json")


def _send_xlsx(download: Download) -> HttpResponseBase:
    problems = download.problems + ((_MARK_IN_CSV,) if download.has_mark else ())
    if not problems and download.rows[MOST_XLSX_ROWS:].exists():
        problems = (f"A spreadsheet holds up to {MOST_XLSX_ROWS:,} rows here; narrow the filters or take .csv.",)
    if refusal := _refusal(problems):
        return refusal
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    write_xlsx(download.sheet, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{download.sheet.name}.xlsx", content_type=XLSX)


def _refusal(problems: tuple[str, ...]) -> HttpResponse | None:
    """A download whose query makes no sense is refused: the whole table in silence would mislead."""
    if not problems:
        return None
    words = "\n".join((_NOT_SENT, *problems)) + "\n"
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")


def _stream(blocks: Iterator[bytes], name: str, content_type: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(blocks, content_type=f"{content_type}; charset=utf-8", headers=headers)


def _in_blocks(lines: Iterator[str]) -> Iterator[bytes]:
    """The first line at once, so that the reader sees that something comes; the others by the block."""
    yield next(lines).encode()
    block: list[str] = []
    length = 0
    for line in lines:
        block.append(line)
        length += len(line)
        if length > BLOCK:
            yield "".join(block).encode()
            block, length = [], 0
    yield "".join(block).encode()
