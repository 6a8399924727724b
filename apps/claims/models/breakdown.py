"""A whole and its parts."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.claims.models.claim import Claim
from apps.sources.history import with_history
from apps.sources.refusals import RefuseCircle, changed

PARTS = """
    SELECT part.claim_id AS low, breakdown.whole_id AS high FROM claims_breakdownpart AS part
    JOIN claims_breakdown AS breakdown ON breakdown.id = part.breakdown_id
"""
NOT_ITS_OWN_PART = "A whole is not one of its own parts, nor a part of one of its parts."


class Dimension(models.TextChoices):
    """Along what a whole is broken down. What is not listed is `other`, and the breakdown's name says it."""

    POPULATION = "population", "Population"
    PLACE = "place", "Place"
    ORIGIN = "origin", "Origin"
    PERIOD = "period", "Period"
    SEX = "sex", "Sex"
    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    GROUP = "group", "Group"
    CAUSE = "cause", "Cause"
    CHANNEL = "channel", "Channel: how, or through whom"
    STATUS = "status", "Status"
    OTHER = "other", "Other, as named"


@with_history
class Breakdown(models.Model):
    """A whole and its parts, along one dimension. One whole may have several, told apart by their names."""

    whole = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="breakdowns")
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    name = models.CharField(
        max_length=60,
        blank=True,
        help_text="What this breakdown is called: by sex, by age, by cause; left blank it is named by its dimension.",
    )
    is_complete = models.BooleanField(default=False, help_text="Whether the parts claim to be all of the whole.")
    parts: "models.ManyToManyField[Claim, BreakdownPart]" = models.ManyToManyField(
        Claim, through="BreakdownPart", related_name="part_of"
    )

    class Meta:
        triggers = [
            RefuseCircle(
                name="a_whole_is_not_made_a_part_of_itself",
                operation=changed("whole_id"),
                edges=PARTS,
                start="NEW.whole_id",
                about="NEW.whole_id",
                words=NOT_ITS_OWN_PART,
            )
        ]
        ordering = ["whole", "dimension", "name"]
        constraints = [
            models.UniqueConstraint(
                name="a_whole_has_one_breakdown_of_a_name",
                fields=["whole", "name"],
                violation_error_message="This whole already has a breakdown of this name: give this one another.",
            ),
            models.CheckConstraint(
                name="a_breakdown_has_a_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="A breakdown needs a name, such as “by sex”.",
            ),
            models.CheckConstraint(
                name="a_breakdown_runs_along_a_known_dimension",
                condition=Q(dimension__in=[d.value for d in Dimension]),
                violation_error_message="The dimension is one of the listed ones; “other” for any other, as named.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whole.ref} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = self.name or name_of(self.dimension)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Names it by its dimension where it has no name of its own, before the constraints are checked."""
        self.name = self.name or name_of(self.dimension)

    @property
    def along(self) -> str:
        """Along what it divides, as its name says it."""
        return along_of(self.name)


def along_of(name: str) -> str:
    """Along what a breakdown of this name divides: “sex” for “by sex”."""
    return name.removeprefix("by ")


def name_of(dimension: str) -> str:
    """What a breakdown along a dimension is called where nobody gave it a name: by sex."""
    return f"by {dimension}"


def dimension_of(name: str) -> str:
    """The dimension that a breakdown's name says, `other` where it says none of the listed ones."""
    along = along_of(name)
    return along if along in Dimension.values else Dimension.OTHER.value


@with_history
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
        triggers = [
            RefuseCircle(
                name="a_whole_is_not_a_part_of_itself",
                operation=pgtrigger.Insert | pgtrigger.Update,
                edges=PARTS,
                start="NEW.claim_id",
                about="NEW.claim_id",
                words=NOT_ITS_OWN_PART,
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim.ref}, part of {self.breakdown}"
