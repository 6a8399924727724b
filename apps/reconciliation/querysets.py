"""Reads of findings, as chainable methods that read as a sentence."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Abs

if TYPE_CHECKING:
    from apps.claims.models import Claim
    from apps.reconciliation.models import Finding  # noqa: F401


class FindingQuerySet(models.QuerySet["Finding"]):
    """`Finding.objects.standing().touching(claims).by_size().with_names()`."""

    def standing(self) -> Self:
        """Findings that hold now; a retired one keeps its row and its page but leaves the lists."""
        return self.filter(retired_at__isnull=True)

    def touching(self, claims: "QuerySet[Claim]") -> Self:
        return self.filter(pk__in=self.model.inputs.through.objects.filter(claim__in=claims).values("finding"))

    def with_review(self) -> Self:
        """With `review`, where its latest review stands: none, stale (made from other inputs), or what was decided."""
        reviews: Any = self.model._meta.get_field("reviews").related_model
        latest = reviews.objects.filter(finding=OuterRef("pk")).order_by("-at", "-pk")
        is_stale = ~Q(reviewed_from=F("inputs_digest"))
        return self.annotate(
            reviewed_from=Subquery(latest.values("inputs_digest")[:1]),
            reviewed_as=Subquery(latest.values("status")[:1]),
        ).annotate(
            review=Case(
                When(reviewed_as__isnull=True, then=Value("none")),
                When(is_stale, then=Value("stale")),
                default=F("reviewed_as"),
                output_field=models.CharField(),
            )
        )

    def with_distance(self) -> Self:
        """With `distance`, the difference without its sign."""
        return self.alias(distance=Abs("difference"))

    def by_size(self) -> Self:
        """Largest factor first; findings that have none come last."""
        return self.order_by(F("factor").desc(nulls_last=True), "pk")

    def with_names(self) -> Self:
        names = (
            "source",
            "speaker",
            "speaker__organisation",
            "unit",
            "indicator",
            "population",
            "place",
            "origin",
        )
        named = self.select_related(*(f"{end}__{name}" for end in ("left", "right") for name in names))
        return named.defer("left__source__text", "right__source__text")
