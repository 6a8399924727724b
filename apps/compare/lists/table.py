"""The tables of the lists: which columns, in what order, and what a cell holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.compare.lists.query import Listing, write
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow
from apps.compare.rows.html import figure_link, party, verdict_link
from apps.compare.rows.words import day_words, language_words
from apps.sources.models import Source

DESCENDING_FIRST = (
    "said",
    "value",
    "ordinary",
    "strict",
    "factor",
    "difference",
    "gap",
    "flips",
    "published",
    "claims",
    "computed",
)
DAY = {"td": {"class": "day"}}
PERIOD = {"td": {"class": "period"}}
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
    """Rows that are sorted and cut to a page already; `sorts` says what a column's header sorts by.

    The row header is always shown, of the other columns those the reader chose.
    """

    sorts: ClassVar[Mapping[str, str]] = {}
    row_header: ClassVar[str] = "ref"

    class Meta:
        orderable = False

    def __init__(self, rows: Sequence[Any], *, caption: str, listing: Listing[Any]) -> None:
        shown = (self.row_header, *listing.columns)
        super().__init__(rows, exclude=[name for name in self.base_columns if name not in shown])
        self.caption = caption
        self.heads = [self._head(name, self.base_columns[name], listing) for name in self.columns.names()]

    def _head(self, name: str, column: tables.Column, listing: Listing[Any]) -> Head:
        label, css = str(column.verbose_name), column.attrs.get("td", {}).get("class", "")
        sort = self.sorts[name]
        is_sorted = listing.sort.name == sort
        goes_down = not listing.sort.is_descending if is_sorted else sort in DESCENDING_FIRST
        direction = ("descending" if listing.sort.is_descending else "ascending") if is_sorted else ""
        return Head(label, css, write(listing.params, sort=f"-{sort}" if goes_down else sort), direction)

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The columns a reader may choose, with their headers."""
        return {name: str(column.verbose_name) for name, column in cls.base_columns.items() if name != cls.row_header}


class ClaimTable(PageTable):
    """One claim a row, with a box to tick for setting two side by side."""

    ref = tables.Column("Claim", attrs=LEAD_REF)
    figure = tables.Column("Figure", empty_values=(), attrs=LEAD_NUMBER)
    unit = tables.Column("Unit", attrs=LEAD)
    counted = tables.Column("What is counted")
    where = tables.Column("Where", default="not stated")
    period = tables.Column("Period", attrs=PERIOD)
    speaker = tables.Column("Who says so")
    said_on = tables.Column("Said on", attrs=DAY)
    side = tables.Column("Side", accessor="side_name")
    organisation = tables.Column("Organisation")
    status = tables.Column("Status")
    ordinary = tables.Column("As a person understands it")
    strict = tables.Column("What the words permit")
    bias = tables.Column("Known error", default="none stated")
    quote = tables.Column("In the words used")
    source = tables.Column("Source")
    locator = tables.Column("Where in the source", default="not stated")

    sorts: ClassVar[Mapping[str, str]] = {
        "ref": "ref",
        "figure": "value",
        "unit": "unit",
        "counted": "indicator",
        "where": "place",
        "period": "period",
        "speaker": "speaker",
        "said_on": "said",
        "side": "side",
        "organisation": "organisation",
        "status": "status",
        "ordinary": "ordinary",
        "strict": "strict",
        "bias": "bias",
        "quote": "quote",
        "source": "source",
        "locator": "position",
    }

    def render_ref(self, record: Row) -> SafeString:
        return format_html(
            '<span class="ticked"><input type="checkbox" name="claims" value="{}" aria-label="Tick {} to compare">'
            '<a href="{}">{}</a></span>',
            record.ref,
            record.ref,
            record.url,
            record.ref,
        )

    def render_figure(self, record: Row) -> SafeString:
        return figure_link(record)

    def render_speaker(self, record: Row) -> SafeString:
        return party(record.side, f"{record.speaker}, {record.organisation}")

    def render_said_on(self, record: Row) -> str:
        return day_words(record.said_on)

    def render_quote(self, record: Row) -> SafeString:
        return format_html('<q lang="{}" dir="auto">{}</q>', record.language, record.quote)

    def render_source(self, record: Row) -> SafeString:
        return format_html(
            '<a href="{}" lang="{}" dir="auto">{}</a>', record.source_url, record.language, record.source
        )


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
    reasons = tables.Column("Reasons", default="none given")
    gap_at_best = tables.Column("Gap at best", attrs=NUMBER, default="–")
    flips_at = tables.Column("Flips at a tolerance of", attrs=NUMBER, default="–")
    strict_verdict = tables.Column("On the strict readings", default="the same")
    explanation = tables.Column("In a sentence")
    policy = tables.Column("Tolerance policy")
    computed_at = tables.Column("Computed on", attrs=DAY)

    row_header: ClassVar[str] = "verdict"
    sorts: ClassVar[Mapping[str, str]] = {
        "verdict": "verdict",
        "subject": "subject",
        "left": "left",
        "right": "right",
        "factor": "factor",
        "difference": "difference",
        "between": "between",
        "rule": "rule",
        "reasons": "reasons",
        "gap_at_best": "gap",
        "flips_at": "flips",
        "strict_verdict": "strict",
        "explanation": "explanation",
        "policy": "policy",
        "computed_at": "computed",
    }

    def render_verdict(self, record: FindingRow) -> SafeString:
        return verdict_link(record)

    def render_left(self, record: FindingRow) -> SafeString:
        return _side(record.left, record.left_shown)

    def render_right(self, record: FindingRow) -> SafeString:
        return (
            format_html("{}", record.right_shown) if record.right is None else _side(record.right, record.right_shown)
        )

    def render_reasons(self, record: FindingRow) -> str:
        return ", ".join(why.words for why in record.reasons) or "none given"

    def render_computed_at(self, record: FindingRow) -> str:
        return day_words(record.computed_at)


def _side(row: Row, shown: str) -> SafeString:
    """A finding's quantity as it was compared, after the mark of the side and the name of who says it."""
    return format_html('{}<br><span class="figure figure-long">{}</span>', party(row.side, row.family_name), shown)


class SourceTable(PageTable):
    """One document a row."""

    title = tables.Column("Source", attrs=LEAD)
    publisher = tables.Column("Published by")
    published_on = tables.Column("Published on", attrs=DAY)
    language = tables.Column("Language")
    published = tables.Column("Claims", attrs=NUMBER)
    cut_off_on = tables.Column("Data run to", attrs=DAY, default="not stated")
    accessed_on = tables.Column("Read on", attrs=DAY, default="not kept")

    row_header: ClassVar[str] = "title"
    sorts: ClassVar[Mapping[str, str]] = {
        "title": "title",
        "publisher": "publisher",
        "published_on": "published",
        "language": "language",
        "published": "claims",
        "cut_off_on": "cut_off",
        "accessed_on": "accessed",
    }

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

    def render_language(self, record: Source) -> str:
        return language_words(record.language)

    def render_cut_off_on(self, value: date) -> str:
        return day_words(value)

    def render_accessed_on(self, value: date) -> str:
        return day_words(value)
