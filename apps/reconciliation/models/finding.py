"""What reconciliation says about some claims, and what people say about that."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.claims.models import Claim
from apps.claims.references import finding_ref
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.querysets import FindingQuerySet
from apps.sources.models import Organisation, Source


class Finding(models.Model):
    """What reconciliation says about some claims. Written only by `services`."""

    key = models.CharField(max_length=120, unique=True, help_text="What the finding is about; it never changes.")
    rule = models.CharField(max_length=12)
    verdict = models.CharField(max_length=20)
    strict_verdict = models.CharField(
        max_length=20, blank=True, help_text="The verdict on the strict readings, where it is another one."
    )
    between = models.CharField(max_length=20)
    left = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="findings_on_the_left")
    right = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="findings_on_the_right"
    )
    inputs = models.ManyToManyField(Claim, related_name="findings", help_text="Every claim it was computed from.")
    left_shown = models.TextField()
    right_shown = models.TextField()
    difference = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    factor = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    gap_at_best = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    flips_at = models.DecimalField(
        max_digits=24,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Relative tolerance at which it would flip.",
    )
    trace = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    reason_codes = ArrayField(models.CharField(max_length=20), default=list)
    changes = models.JSONField(default=list, help_text="The single changes that would make the figures agree.")
    bridge = models.JSONField(null=True, help_text="The way from one figure to the other, by signed steps.")
    explanation = models.TextField()
    policy = models.CharField(max_length=80, blank=True, help_text="Blank for rules that know no tolerance.")
    rules_version = models.CharField(max_length=20)
    inputs_digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.ref} {self.verdict}"

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.ref])

    @property
    def ref(self) -> str:
        """The stable reference by which pages and files name the finding: F-12."""
        return finding_ref(self.pk)


class Review(models.Model):
    """What an analyst decided about a finding, and from which inputs. A review is never changed: a new one follows it.

    The database refuses to change or delete one (migration 0002).
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed: the finding holds"
        EXPLAINED = "explained", "Explained: why the figures part is known"
        SET_ASIDE = "set_aside", "Set aside: it says nothing worth a reader’s time"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="reviews")
    status = models.CharField(max_length=10, choices=Status.choices)
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
                condition=Q(status__in=["confirmed", "explained", "set_aside"]),
                violation_error_message="A review confirms, explains or sets aside.",
            ),
            models.CheckConstraint(
                name="a_review_says_why",
                condition=~Q(note=""),
                violation_error_message="A review needs a note that says why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref} {self.status}"

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
                condition=~Q(words=""),
                violation_error_message="An explanation needs words.",
            ),
            models.CheckConstraint(
                name="an_explanation_gives_a_known_reason",
                condition=Q(code__in=[code.value for code in reasons.Code]),
                violation_error_message="The reason is one of the listed ones.",
            ),
            models.CheckConstraint(
                name="an_explained_amount_is_above_zero",
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                violation_error_message="An explained amount is above zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.ref} {self.code}"
