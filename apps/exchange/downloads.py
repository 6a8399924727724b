"""Which rows a download holds: exactly those of the list with the same query string, all of them or those shown.

Besides what the list understands, `shown=1` asks for the rows of the page alone, `hxl=1` for the HXL hashtags, `bom=1`
for a byte order mark, by which Excel knows the letters of a CSV file, and `corrections=all` for the claims that were
corrected or withdrawn since as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from apps.claims.models import Claim
from apps.compare.lists.claims import ClaimFilter, filter_claims, filter_once_published
from apps.compare.lists.findings import filter_findings
from apps.compare.lists.paging import cut
from apps.compare.lists.query import SETTINGS, Listing
from apps.compare.lists.sources import filter_sources
from apps.compare.models import Topic
from apps.compare.pages.topic.page import build_topic_page
from apps.compare.pages.topic.query import read_choices
from apps.compare.published import as_claims
from apps.exchange.columns import CLAIM_COLUMNS, FINDING_COLUMNS, SOURCE_COLUMNS, Written
from apps.exchange.files import Sheet, cells_of
from apps.exchange.streams import stream_cells, stream_lines

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Download:
    """A sheet ready to be written, or the problems for which it is refused; `rows` are the records
    that were not read yet, none where those of one page are asked for."""

    sheet: Sheet
    rows: "QuerySet[Any]"
    problems: tuple[str, ...]
    has_mark: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """The query string without what only a download understands."""

    params: QueryDict
    problems: tuple[str, ...]
    is_shown: bool = False
    has_tags: bool = False
    has_mark: bool = False
    with_corrected: bool = False


def build_claims(params: QueryDict, address: str) -> Download:
    return _build_claims("claims", _read(params, *_FLAGS), address)


def build_topic(slug: str, params: QueryDict, address: str) -> Download:
    """The claims a topic's page is made of; what the page is asked to show of them changes nothing."""
    asked = _read(params, *_FLAGS)
    ours = {*ClaimFilter.base_filters, *SETTINGS} - {"topic"}
    choices = asked.params.copy()
    for name in ours & asked.params.keys():
        choices.pop(name)
    for name in choices:
        asked.params.pop(name)
    asked.params["topic"] = slug
    asked = replace(asked, problems=(*asked.problems, *read_choices(choices).problems))
    return _build_claims(slug, asked, address)


def build_chart(topic: Topic, chart: str, params: QueryDict, address: str) -> Download | None:
    """The claims that a chart of the topic's page draws, in its order; None if it has no such chart.

    A file for Excel is asked for as of a list: `bom=1`.
    """
    asked = _read(params, "bom")
    page = build_topic_page(topic, read_choices(asked.params))
    drawing = next((drawing for drawing in page.drawings if drawing.name == chart), None)
    if drawing is None:
        return None
    order = [row.pk for row in drawing.chart.rows]
    claims = sorted(Claim.objects.current().filter(pk__in=order).with_links(), key=lambda claim: order.index(claim.pk))
    about = {"title": f"{topic.slug}: {chart}", "address": address}
    sheet = Sheet(f"{topic.slug}-{chart}", CLAIM_COLUMNS, cells_of(CLAIM_COLUMNS, claims), about)
    return Download(sheet, Claim.objects.none(), (*asked.problems, *page.choices.problems), asked.has_mark)


def build_findings(params: QueryDict, address: str) -> Download:
    asked = _read(params, "shown", "bom")
    listing = filter_findings(asked.params)
    rows = listing.rows.prefetch_related("inputs")
    return _build("findings", asked, replace(listing, rows=rows), FINDING_COLUMNS, address)


def build_sources(params: QueryDict, address: str) -> Download:
    asked = _read(params, "shown", "bom")
    return _build("sources", asked, filter_sources(asked.params), SOURCE_COLUMNS, address)


def _build_claims(name: str, asked: _Asked, address: str) -> Download:
    if asked.with_corrected:
        states = filter_once_published(asked.params)
        return _build(name, asked, states, CLAIM_COLUMNS, address, read=partial(as_claims, batch=BATCH))
    listing = filter_claims(asked.params)
    linked = replace(listing, rows=listing.rows.with_links())
    return _build(name, asked, linked, CLAIM_COLUMNS, address, is_streamed=True)


def _build(
    name: str,
    asked: _Asked,
    listing: Listing[Any],
    columns: Sequence[Written],
    address: str,
    *,
    read: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    is_streamed: bool = False,
) -> Download:
    """`read` makes the records of the rows, where they are not the rows themselves; all rows of a list that
    `is_streamed` are written by the database."""
    problems, lines = (*asked.problems, *listing.problems), None
    if asked.is_shown:
        paged = cut(listing)
        cells: Iterable[list[str]] = cells_of(columns, read(paged.records))
        problems = (*asked.problems, *paged.problems)
    elif is_streamed:
        cells, lines = stream_cells(listing.rows), stream_lines(listing.rows)
    else:
        cells = cells_of(columns, read(listing.rows.iterator(BATCH)))
    about = {
        "title": name,
        "filter": listing.sentence or "none",
        "rows shown": "those of one page" if asked.is_shown else "all",
        **({"corrections": "with what was corrected or withdrawn"} if asked.with_corrected else {}),
        "address": address,
    }
    rows = listing.rows.none() if asked.is_shown else listing.rows
    sheet = Sheet(name, columns, cells, about, tags=asked.has_tags, lines=lines)
    return Download(sheet, rows, problems, asked.has_mark)


# What a download may ask for: its name, what it takes, and what of `_Asked` that says.
_FLAGS = {
    "shown": ({"1": True, "0": False}, "is_shown"),
    "hxl": ({"1": True, "0": False}, "has_tags"),
    "bom": ({"1": True, "0": False}, "has_mark"),
    "corrections": ({"all": True, "none": False}, "with_corrected"),
}


def _read(params: QueryDict, *flags: str) -> _Asked:
    rest, problems, said = params.copy(), [], {}
    for flag in flags:
        taken, field = _FLAGS[flag]
        for value in rest.pop(flag, []):
            if value in taken and field not in said:
                said[field] = taken[value]
            else:
                expected = " or ".join(taken)
                problems.append(f"{flag}: “{value[:60]}” was not understood; expected {expected}, once.")
    return _Asked(rest, tuple(problems), **said)
