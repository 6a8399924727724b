"""Reads of findings, as chainable methods that read as a sentence."""

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Exists, F, Func, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Abs, Coalesce

from apps.claims.querysets import NAMED
from apps.reconciliation.core.explaining import reasons

if TYPE_CHECKING:
    from apps.claims.models import Claim
    from apps.reconciliation.models import Finding  # noqa: F401


UNEXPLAINED = reasons.Code.UNEXPLAINED.value


class _Unexplained(Func):
    """The amount that the reasons of an explanation's finding leave; NULL where they leave none."""

    template = (
        f"(jsonb_path_query_first(%(expressions)s, '$[*] ? (@.code == \"{UNEXPLAINED}\").amount') #>> '{{}}')::numeric"
    )
    output_field = models.DecimalField()

    def __init__(self) -> None:
        super().__init__(F("finding__reasons"))


WAITING = ("none", "stale")  # where a review stands while somebody is to decide (`with_review`)


class FindingQuerySet(models.QuerySet["Finding"]):
    """`Finding.objects.standing().touching(claims).by_size().with_names()`."""

    def standing(self) -> Self:
        """Findings that hold now; a retired one keeps its row and its page but leaves the lists."""
        return self.filter(retired_at__isnull=True)

    def to_be_worked_out(self) -> Self:
        """Findings that hold and whose reasons are yet to be worked out, or to be worked out again."""
        return self.standing().filter(worked_out_from="")

    def among(self, indicators: Collection[int] | None, places: Collection[int] | None = None) -> Self:
        """Findings about claims on these indicators, or on all, and of these places, or of all."""
        if indicators is None:
            return self
        about = self.model.inputs.through.objects.filter(claim__indicator__in=indicators)
        if places is not None:
            about = about.filter(claim__place__in=places)
        return self.filter(pk__in=about.values("finding"))

    def touching(self, claims: "QuerySet[Claim]") -> Self:
        return self.filter(pk__in=self.model.inputs.through.objects.filter(claim__in=claims).values("finding"))

    def with_review(self) -> Self:
        """With `review`, where its latest review stands: none, stale (made from other inputs), or what was decided.

        `reviewed_as` and `reviewed_at` are what was decided and when, whatever became of the inputs; None for none.
        """
        reviews: Any = self.model._meta.get_field("reviews").related_model
        latest = reviews.objects.filter(finding=OuterRef("pk")).order_by("-at", "-pk")
        is_stale = ~Q(reviewed_from=F("inputs_digest"))
        return self.annotate(
            reviewed_from=Subquery(latest.values("inputs_digest")[:1]),
            reviewed_as=Subquery(latest.values("status")[:1]),
            reviewed_at=Subquery(latest.values("at")[:1]),
        ).annotate(
            review=Case(
                When(reviewed_as__isnull=True, then=Value("none")),
                When(is_stale, then=Value("stale")),
                default=F("reviewed_as"),
                output_field=models.CharField(),
            )
        )

    def waiting(self) -> Self:
        """Findings that hold and that nobody has decided on as they are now, those that wait longest first.

        As they are are the figures, and their quotes: what is to be reviewed waits, whatever was decided before.
        """
        undecided = Q(review__in=WAITING) | Q(pk__in=self._orphaned())
        return self.standing().with_review().filter(undecided).order_by("computed_at", "pk")

    def with_assignee(self) -> Self:
        """With `assigned_to`, the key of the account that is to decide on it, and its name; None for nobody."""
        assignments: Any = self.model._meta.get_field("assignments").related_model
        latest = assignments.objects.filter(finding=OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(
            assigned_to=Subquery(latest.values("to")[:1]), assignee=Subquery(latest.values("to__username")[:1])
        )

    def assigned(self, to: int | None) -> Self:
        """Those that this account is to decide on; None for those that nobody is."""
        return self.with_assignee().filter(assigned_to=to)

    def with_decisions(self) -> Self:
        """With what people said of it: where its latest review stands, and how much of the difference they explained.

        `explained` is the sum of the amounts in the finding's unit, 0 if there are none; `open_reasons` its reasons,
        without “unexplained” where that much was explained; `is_set_aside`, whether an analyst set it aside as it is;
        `due`, why it is to be reviewed, None where it is not.
        """
        given: Any = self.model._meta.get_field("explanations").related_model
        amounts = given.objects.filter(finding=OuterRef("pk")).order_by().values("finding")
        sums = Subquery(amounts.annotate(total=Sum("amount")).values("total"))
        without = Func(F("reason_codes"), Value(UNEXPLAINED), function="array_remove")
        return self.with_review().annotate(
            explained=Coalesce(sums, Value(Decimal(0)), output_field=models.DecimalField()),
            open_reasons=Case(
                When(pk__in=self._explained(), then=without),
                default=F("reason_codes"),
                output_field=self.model._meta.get_field("reason_codes"),
            ),
            is_set_aside=Case(
                When(pk__in=self._set_aside(), then=Value(True)),
                default=Value(False),
                output_field=models.BooleanField(),
            ),
            due=Case(
                When(pk__in=self._orphaned(), then=Value("orphan")),
                default=Value(None),
                output_field=models.CharField(),
            ),
        )

    def leading(self) -> Self:
        """Without those that an analyst set aside: what a page may lead with."""
        return self.exclude(pk__in=self._set_aside())

    def set_aside(self) -> Self:
        """Those that an analyst set aside, from the inputs they have now."""
        return self.filter(pk__in=self._set_aside())

    def giving(self, reason: str) -> Self:
        """Those that give this reason; “unexplained” only where nobody explained as much since."""
        given = self.filter(reason_codes__contains=[reason])
        return given.exclude(pk__in=self._explained()) if reason == UNEXPLAINED else given

    def _set_aside(self) -> "QuerySet[Any, Any]":
        """The keys of those whose latest review sets them aside. Few are, so that they are read once and not a row."""
        reviews: Any = self.model._meta.get_field("reviews").related_model
        is_later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
        later = reviews.objects.filter(is_later, finding=OuterRef("finding"))
        of_now = reviews.objects.filter(status="set_aside", inputs_digest=F("finding__inputs_digest"))
        findings: QuerySet[Any, Any] = of_now.exclude(Exists(later)).order_by().values("finding")
        return findings

    def _orphaned(self) -> "QuerySet[Any, Any]":
        """The keys of those that use a claim whose quote is not in its text, and that nobody reviewed since.

        Few claims are orphans: these are read, and not each row.
        """
        reviews: Any = self.model._meta.get_field("reviews").related_model
        uses = self.model.inputs.through.objects.filter(claim__orphan__isnull=False)
        since = reviews.objects.filter(finding=OuterRef("finding"), at__gt=OuterRef("claim__orphan__since"))
        findings: QuerySet[Any, Any] = uses.exclude(Exists(since)).order_by().values("finding")
        return findings

    def _explained(self) -> "QuerySet[Any, Any]":
        """The keys of those of which people explained as much as the rules left unexplained."""
        given: Any = self.model._meta.get_field("explanations").related_model
        sums = given.objects.order_by().values("finding").annotate(said=Sum("amount"), left=Max(_Unexplained()))
        findings: QuerySet[Any, Any] = sums.filter(said__gte=F("left")).values("finding")
        return findings

    def with_distance(self) -> Self:
        """With `distance`, the difference without its sign."""
        return self.alias(distance=Abs("difference"))

    def by_size(self) -> Self:
        """Largest factor first; findings that have none come last."""
        return self.order_by(F("factor").desc(nulls_last=True), "pk")

    def with_names(self) -> Self:
        """Everything a row of a table, a chart or a file says of a finding and its two claims; not their texts."""
        named = self.select_related(*(f"{end}__{name}" for end in ("left", "right") for name in (*NAMED, "orphan")))
        counted = named.prefetch_related("left__counted_by", "right__counted_by")
        return counted.defer("left__source__text", "right__source__text")
