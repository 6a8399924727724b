"""What people say of a finding: decisions, explanations by its sides, and who is to decide."""

from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.claims.numbers import grouped
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.models.finding import TOO_LARGE, Finding
from apps.sources.history import with_history
from apps.sources.models import CENTURIES, Organisation, Source
from apps.sources.refusals import changed


def moment_after(earlier: "models.QuerySet[Any]") -> datetime:
    """Now, and not before what is there already: were the clock set back meanwhile, the earlier one would stand."""
    now, latest = timezone.now(), earlier.aggregate(at=models.Max("at"))["at"]
    return max(now, latest) if latest else now


class Review(models.Model):
    """What an analyst decided about a finding, and from which inputs. A review is never changed: a new one follows it.

    The database refuses to change or delete one (migration 0002).
    """

    class Status(models.TextChoices):
        AGREE = "agree", "Agree: read with care, the figures say the same"
        DIFFERENT = "different", "Different: the figures part, and nothing explains it yet"
        EXPLAINED = "explained", "Explained: why the figures part is known"
        NOT_COMPARABLE = "not_comparable", "Not comparable: they are figures of different things"
        SET_ASIDE = "set_aside", "Set aside: it says nothing worth a reader’s time"
        CONFIRMED = "confirmed", "Confirmed: the finding holds"  # no longer offered: it did not say in what

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="reviews")
    status = models.CharField(max_length=16, choices=Status.choices)
    note = models.TextField(help_text="Why, for the readers of the finding’s page.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(editable=False)
    inputs_digest = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_review_is_of_a_known_status",
                condition=Q(status__in=["agree", "different", "explained", "not_comparable", "set_aside", "confirmed"]),
                violation_error_message="A review says one of the listed decisions.",
            ),
            models.CheckConstraint(
                name="a_review_says_why",
                condition=Q(note__regex=r"\S"),
                violation_error_message="A review needs a note that says why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref} {self.status}"

    @property
    def words(self) -> str:
        """The decision without what it means."""
        return str(self.get_status_display()).partition(":")[0]

    @property
    def is_stale(self) -> bool:
        """Whether the finding was computed from other inputs since."""
        return self.inputs_digest != self.finding.inputs_digest


# Where the latest review of a finding stands (`FindingQuerySet.with_review`), in words.
REVIEW_WORDS = {
    "none": "Not decided yet",
    "stale": "Decided before the figures changed",
    **{status.value: status.label.partition(":")[0] for status in Review.Status},
}


@with_history
class Explanation(models.Model):
    """Why the figures of a finding part, as one of its organisations, or an analyst, says it."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="explanations")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="explanations",
        help_text="Who explains; blank for an analyst.",
    )
    code = models.CharField(
        "reason", max_length=20, choices=[(code.value, reasons.WORDS[code]) for code in reasons.Code]
    )
    words = models.TextField(help_text="The explanation; an organisation's in its own words.")
    amount = models.DecimalField(
        max_digits=24,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="How much of the difference it explains, where that is said.",
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="explanations",
        help_text="Where it stands.",
    )
    given_on = models.DateField()

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_explanation_says_something",
                condition=Q(words__regex=r"\S"),
                violation_error_message="An explanation needs words.",
            ),
            models.CheckConstraint(
                name="an_explanation_gives_a_known_reason",
                condition=Q(code__in=[code.value for code in reasons.Code]),
                violation_error_message="The reason is one of the listed ones.",
            ),
            models.CheckConstraint(
                name="an_explained_amount_is_above_zero",
                condition=Q(amount__isnull=True) | Q(amount__gt=0, amount__lt=TOO_LARGE),
                violation_error_message="An explained amount is above zero.",
            ),
            models.CheckConstraint(
                name="an_explanation_is_given_between_1800_and_2200",
                condition=Q(given_on__range=CENTURIES),
                violation_error_message="The day of an explanation lies between the years 1800 and 2200.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref} {self.code}"

    def clean(self) -> None:
        """An amount is at most the whole difference: more would be said of something else."""
        super().clean()
        if self.amount is None or self.finding_id is None:
            return
        whole = self.finding.most_apart
        if not whole:
            raise ValidationError({"amount": "The figures of this finding have no difference that could be explained."})
        if self.amount > whole:
            raise ValidationError(
                {"amount": f"{grouped(self.amount)} is more than the whole difference, {grouped(whole)}."}
            )


class Assignment(models.Model):
    """Who is to decide on a finding: the latest one stands, one to nobody takes it back. None is ever changed.

    Of an account that is deleted nothing stays but that somebody was asked.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="assignments")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="an_assignment_is_never_changed",
                operation=pgtrigger.Delete | changed("finding_id", "at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref} to {self.to or 'nobody'}"
