"""The list of documents: its filters, facets, orders and columns."""

from datetime import date
from typing import ClassVar

import django_filters as filters
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.claims.models import Claim
from apps.compare.lists import query
from apps.compare.lists.choices import (
    ORGANISATIONS,
    SIDES,
    YEARS,
    Languages,
    latest_first,
)
from apps.compare.lists.columns import ListColumn, Order
from apps.compare.lists.facets import Aspect
from apps.compare.lists.fields import BLANK, WordsFilter, YearFilter
from apps.compare.lists.query import Listing
from apps.compare.lists.search import find_sources
from apps.compare.lists.table import DAY, LEAD, NUMBER, PageTable
from apps.compare.published import published_sources
from apps.compare.rows.html import party
from apps.compare.rows.words import NOT_STATED, day_words, language_words
from apps.sources.models import Source

LANGUAGES = Languages()


class SourceFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of sources."""

    q = WordsFilter(label="Words", method="search")
    side = SIDES.filter("Side", field_name="publisher__side")
    organisation = ORGANISATIONS.filter("Organisation", field_name="publisher")
    year = YearFilter(label="Year", method="published_in")
    language = LANGUAGES.filter("Language")

    class Meta:
        model = Source
        fields: list[str] = []

    def search(self, sources: "QuerySet[Source]", _name: str, words: str) -> "QuerySet[Source]":
        return find_sources(sources, words)

    def published_in(self, sources: "QuerySet[Source]", _name: str, year: str) -> "QuerySet[Source]":
        return sources.none() if year == BLANK else sources.filter(published_on__year=int(year))


ASPECTS = (
    Aspect("side", F("publisher__side"), SIDES.names, rank=list(SIDES.words).index),
    Aspect("organisation", F("publisher_id"), ORGANISATIONS.names),
    Aspect("year", ExtractYear("published_on"), YEARS.names, rank=latest_first),
    Aspect("language", F("language"), LANGUAGES.names),
)


class SourceTable(PageTable):
    """One document a row."""

    title = ListColumn("Source", sort=Order("title", "title", ("title", "pk")), attrs=LEAD)
    publisher = ListColumn(
        "Published by",
        sort=Order("publisher", "publisher", ("publisher__name", "-published_on", "slug")),
        is_usual=True,
    )
    published_on = ListColumn(
        "Published on",
        sort=Order("published", "day of publication", ("published_on", "slug"), goes_down_first=True),
        is_usual=True,
        attrs=DAY,
    )
    language = ListColumn(
        "Language", sort=Order("language", "language", ("language", "-published_on", "slug")), is_usual=True
    )
    published = ListColumn(
        "Claims",
        sort=Order("claims", "number of claims", ("published", "-published_on", "slug"), goes_down_first=True),
        is_usual=True,
        attrs=NUMBER,
    )
    cut_off_on = ListColumn(
        "Data run to",
        sort=Order("cut_off", "day the data run to", ("cut_off_on", "slug")),
        attrs=DAY,
        default=NOT_STATED,
    )
    accessed_on = ListColumn(
        "Read on", sort=Order("accessed", "day it was read", ("accessed_on", "slug")), attrs=DAY, default="not kept"
    )

    row_header: ClassVar[str] = "title"
    default_sort: ClassVar[str] = "-published"

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


def filter_sources(params: QueryDict) -> "Listing[QuerySet[Source]]":
    """The documents that the query string asks for, `published` the number of claims published from each.

    `earlier` is the slug of the version before it, where that is public too.
    """
    claims = Claim.objects.published().filter(source=OuterRef("pk")).order_by().values("source")
    rows = published_sources().select_related("publisher")
    rows = rows.annotate(published=Subquery(claims.annotate(number=Count("pk")).values("number")))
    rows = rows.annotate(earlier=Subquery(published_sources().filter(later_versions=OuterRef("pk")).values("slug")))
    return query.read(params, filter_class=SourceFilter, rows=rows, offer=SourceTable.offer())
