"""A whole and its parts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from apps.claims.models.claim import Claim


class Dimension(models.TextChoices):
    """Along what a whole is broken down."""

    POPULATION = "population", "Population"
    PLACE = "place", "Place"
    ORIGIN = "origin", "Origin"
    PERIOD = "period", "Period"
    OTHER = "other", "Other"


class Breakdown(models.Model):
    """A whole and its parts, along one dimension."""

    whole = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="breakdowns")
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    is_complete = models.BooleanField(default=False, help_text="Whether the parts claim to be all of the whole.")
    parts: "models.ManyToManyField[Claim, BreakdownPart]" = models.ManyToManyField(
        Claim, through="BreakdownPart", related_name="part_of"
    )

    class Meta:
        ordering = ["whole", "dimension"]
        constraints = [
            models.UniqueConstraint(
                name="a_whole_is_broken_down_once_along_a_dimension",
                fields=["whole", "dimension"],
                violation_error_message="This whole is already broken down along this dimension.",
            ),
            models.CheckConstraint(
                name="a_breakdown_runs_along_a_known_dimension",
                condition=Q(dimension__in=[d.value for d in Dimension]),
                violation_error_message="The dimension is population, place, origin, period or other.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whole.ref} by {self.dimension}"


class BreakdownPart(models.Model):
    """A claim's place in a breakdown: a claim is a part of at most one."""

    breakdown = models.ForeignKey(Breakdown, on_delete=models.CASCADE, related_name="memberships")
    claim = models.OneToOneField(
        Claim,
        on_delete=models.CASCADE,
        related_name="membership",
        error_messages={"unique": "This claim is already a part of a breakdown."},
    )

    class Meta:
        ordering = ["breakdown", "claim__position"]

    def __str__(self) -> str:
        return f"{self.claim.ref}, part of {self.breakdown}"

    def clean(self) -> None:
        """A whole is not one of its own parts."""
        if self.breakdown_id and self.claim_id == self.breakdown.whole_id:
            raise ValidationError({"claim": "A whole is not one of its own parts."})
