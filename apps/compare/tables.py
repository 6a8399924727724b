"""The tables of the lists: which columns, in what order, and what a cell holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.compare.markup import figure_link, party, verdict_link
from apps.compare.presenters import FindingRow, Row
from apps.compare.querystrings import Listing
from apps.compare.words import day_words
from apps.sources.models import Source

DESCENDING_FIRST = ("said", "value", "factor", "difference")
NUMBER = {"td": {"class": "number"}}
# On a phone these share the first line of a row; every other cell has a line of its own.
LEAD = {"td": {"class": "fold-lead"}}
LEAD_NUMBER = {"td": {"class": "fold-lead number"}}
LEAD_REF = {"td": {"class": "fold-lead ref"}}


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header: its label, where a click leads, and how the column is sorted now."""

    label: str
    css: str
    href: str = ""
    direction: str = ""

    @property
    def arrow(self) -> str:
        return {"ascending": "▲", "descending": "▼"}.get(self.direction, "")


class PageTable(tables.Table):  # type: ignore[misc]  # untyped
    """Rows that are sorted and cut to a page already; `sorts` says what a column's header sorts by."""

    sorts: ClassVar[Mapping[str, str]] = {}
    row_header: ClassVar[str] = "ref"

    class Meta:
        orderable = False

    def __init__(self, rows: Sequence[Any], *, caption: str, listing: Listing[Any] | None = None) -> None:
        super().__init__(rows)
        self.caption = caption
        self.heads = [self._head(name, column, listing) for name, column in self.base_columns.items()]

    def _head(self, name: str, column: tables.Column, listing: Listing[Any] | None) -> Head:
        label, css = str(column.verbose_name), column.attrs.get("td", {}).get("class", "")
        if listing is None or name not in self.sorts:
            return Head(label, css)
        sort = self.sorts[name]
        is_sorted = listing.sort.name == sort
        goes_down = not listing.sort.is_descending if is_sorted else sort in DESCENDING_FIRST
        params = listing.params.copy()
        params["sort"] = f"-{sort}" if goes_down else sort
        params.pop("page", None)
        direction = ("descending" if listing.sort.is_descending else "ascending") if is_sorted else ""
        return Head(label, css, f"?{params.urlencode()}", direction)


class ClaimTable(PageTable):
    """One claim a row."""

    ref = tables.Column("Claim", attrs=LEAD_REF)
    figure = tables.Column("Figure", empty_values=(), attrs=LEAD_NUMBER)
    unit = tables.Column("Unit", attrs=LEAD)
    counted = tables.Column("What is counted")
    where = tables.Column("Where", default="not stated")
    period = tables.Column("Period")
    speaker = tables.Column("Who says so")
    said_on = tables.Column("Said on")

    sorts: ClassVar[Mapping[str, str]] = {
        "figure": "value",
        "counted": "indicator",
        "where": "place",
        "period": "period",
        "speaker": "speaker",
        "said_on": "said",
    }

    def render_ref(self, record: Row) -> SafeString:
        return format_html('<a href="{}">{}</a>', record.url, record.ref)

    def render_figure(self, record: Row) -> SafeString:
        return figure_link(record)

    def render_speaker(self, record: Row) -> SafeString:
        return party(record.side, f"{record.speaker}, {record.organisation}")

    def render_said_on(self, record: Row) -> str:
        return day_words(record.said_on)


class FindingTable(PageTable):
    """One finding a row."""

    verdict = tables.Column("Verdict", attrs=LEAD)
    subject = tables.Column("What is counted")
    left = tables.Column("One figure")
    right = tables.Column("The other", empty_values=())
    factor = tables.Column("Factor", attrs=NUMBER, default="–")
    difference = tables.Column("Difference", attrs=NUMBER, default="–")
    between = tables.Column("Between")
    rule = tables.Column("Rule")

    row_header: ClassVar[str] = "verdict"
    sorts: ClassVar[Mapping[str, str]] = {
        "verdict": "verdict",
        "factor": "factor",
        "difference": "difference",
        "between": "between",
        "rule": "rule",
    }

    def render_verdict(self, record: FindingRow) -> SafeString:
        return verdict_link(record)

    def render_left(self, record: FindingRow) -> SafeString:
        return _side(record.left, record.left_shown)

    def render_right(self, record: FindingRow) -> SafeString:
        return (
            format_html("{}", record.right_shown) if record.right is None else _side(record.right, record.right_shown)
        )


def _side(row: Row, shown: str) -> SafeString:
    """A finding's quantity as it was compared, after the mark of the side and the name of who says it."""
    return format_html('{}<br><span class="figure">{}</span>', party(row.side, row.family_name), shown)


class SourceTable(PageTable):
    """One document a row."""

    title = tables.Column("Source", attrs=LEAD)
    publisher = tables.Column("Published by")
    published_on = tables.Column("Published on")
    language = tables.Column("Language")
    published = tables.Column("Claims", attrs=NUMBER)

    row_header: ClassVar[str] = "title"

    def render_title(self, record: Source) -> SafeString:
        return format_html(
            '<a href="{}" lang="{}" dir="auto">{}</a>',
            record.get_absolute_url(),
            record.language,
            record.title,
        )

    def render_publisher(self, record: Source) -> SafeString:
        return party(record.publisher.side, record.publisher.name)

    def render_published_on(self, record: Source) -> str:
        return day_words(record.published_on)
