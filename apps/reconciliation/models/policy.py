"""How far two figures may part and still be said to agree."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from apps.claims.models import LARGEST, Indicator
from apps.sources.history import with_history


@with_history
class TolerancePolicy(models.Model):
    """How far two figures may part and still be said to agree: the gap against the larger of the two."""

    name = models.CharField(max_length=80, unique=True)
    indicator = models.OneToOneField(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tolerance_policy",
        help_text="Blank: the policy for every indicator that has none of its own.",
    )
    relative = models.DecimalField(
        "relative tolerance", max_digits=7, decimal_places=6, default=Decimal("0.01"), help_text="0.01 is one percent."
    )
    absolute = models.DecimalField("absolute floor", max_digits=21, decimal_places=6, default=0)

    most_times = models.DecimalField(
        "looked at from how many times",
        max_digits=9,
        decimal_places=2,
        default=10,
        help_text="A figure of a series that moves by more than so many times is to be looked at.",
    )
    most_growth = models.DecimalField(
        "looked at from what growth a year",
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="0.5 is half as much again in a year; blank: growth is not looked at.",
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "tolerance policies"
        constraints = [
            models.CheckConstraint(
                name="a_policy_has_a_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="A tolerance policy needs a name.",
            ),
            models.CheckConstraint(
                name="a_tolerance_is_a_share_of_one",
                condition=Q(relative__gte=0, relative__lt=1),
                violation_error_message="A relative tolerance lies between 0 and 1: 0.01 is one percent.",
            ),
            models.CheckConstraint(
                name="a_tolerance_floor_is_not_negative",
                condition=Q(absolute__gte=0, absolute__lte=LARGEST),
                violation_error_message="The absolute floor of a tolerance is not below zero.",
            ),
            models.CheckConstraint(
                name="a_figure_may_move_by_more_than_one_time",
                condition=Q(most_times__gt=1),
                violation_error_message="What is looked at begins above one time: 10 is ten times as much, or a tenth.",
            ),
            models.CheckConstraint(
                name="a_rate_of_growth_is_above_zero",
                condition=Q(most_growth__isnull=True) | Q(most_growth__gt=0),
                violation_error_message="A rate of growth is above zero; leave it blank to ask nothing.",
            ),
            models.UniqueConstraint(
                name="one_policy_serves_all_other_indicators",
                fields=["indicator"],
                condition=Q(indicator__isnull=True),
                nulls_distinct=False,
                violation_error_message="There is already a policy for every indicator without one of its own.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
