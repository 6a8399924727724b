"""Reads of claims, as chainable methods that read as a sentence."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest

if TYPE_CHECKING:
    from apps.claims.models import Claim, Indicator

# The day a figure runs to, and whether anything is said of when: `Period.last_day` and `Period.is_stated` in SQL.
LAST_DAY = Greatest(Coalesce("period_end", "source__cut_off_on", "source__published_on"), "period_start")
# The records that everything shown of a claim names.
NAMED = (
    "source",
    "speaker",
    "speaker__organisation",
    "unit",
    "indicator",
    "indicator__population",  # who is counted where a claim does not say
    "population",
    "place",
    "origin",
)
IS_DATED = Q(is_cumulative=True) | Q(period_start__isnull=False) | Q(period_end__isnull=False)


class ClaimQuerySet(models.QuerySet["Claim"]):
    """`Claim.objects.published().about(indicators).said_by("un").with_names()`."""

    def get_by_natural_key(self, source: str, position: int) -> "Claim":
        """The claim at a position of a document, by which files name it."""
        return self.get(source__slug=source, position=position)

    def published(self) -> Self:
        return self.filter(state="published")

    def current(self) -> Self:
        """Published, and not replaced by a published correction."""
        corrections = self.model._default_manager.filter(supersedes__isnull=False, state="published")
        return self.published().filter(~Exists(corrections.filter(supersedes=OuterRef("pk"))))

    def about(self, indicators: "Iterable[Indicator]") -> Self:
        return self.filter(indicator__in=indicators)

    def said_by(self, side: str) -> Self:
        return self.filter(speaker__organisation__side=side)

    def with_names(self) -> Self:
        """Everything a row of a table, a chart or a file says, in two queries; not the document's text."""
        return self.select_related(*NAMED, "orphan").prefetch_related("counted_by").defer("source__text")

    def with_links(self) -> Self:
        """With the breakdown each claim is a part of and who counted it, besides its names."""
        return self.with_names().select_related("membership__breakdown")

    def in_order(self) -> Self:
        """As said: by document, then by position in it."""
        return self.order_by("source__published_on", "source__slug", "position")
