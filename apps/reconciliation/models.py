"""What reconciliation keeps: the policy it works by, its runs, its findings, and what waits for it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.claims.models import Claim, Indicator
from apps.reconciliation.querysets import FindingQuerySet


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
        "relative tolerance", max_digits=7, decimal_places=6, default=0.01, help_text="0.01 is one percent."
    )
    absolute = models.DecimalField("absolute floor", max_digits=21, decimal_places=6, default=0)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "tolerance policies"
        constraints = [
            models.CheckConstraint(
                name="a_tolerance_is_a_share_of_one",
                condition=Q(relative__gte=0, relative__lt=1),
                violation_error_message="A relative tolerance lies between 0 and 1: 0.01 is one percent.",
            ),
            models.CheckConstraint(
                name="a_tolerance_floor_is_not_negative",
                condition=Q(absolute__gte=0),
                violation_error_message="The absolute floor of a tolerance is not below zero.",
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


class Run(models.Model):
    """One reconciliation: when, why, by which rules, and what came of it."""

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    trigger = models.CharField(max_length=40)
    rules_version = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    claims = models.PositiveIntegerField(default=0, help_text="How many claims were read.")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    retired = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, default=Outcome.DONE.value)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                name="a_run_does_not_end_before_it_starts",
                condition=Q(started_at__lte=models.F("finished_at")),
                violation_error_message="A run ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trigger} at {self.started_at:%Y-%m-%d %H:%M}"


class Finding(models.Model):
    """What reconciliation says about some claims. Written only by `services.reconcile`."""

    key = models.CharField(max_length=80, unique=True, help_text="What the finding is about; it never changes.")
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
    left_shown = models.CharField(max_length=200)
    right_shown = models.CharField(max_length=200)
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
    explanation = models.TextField()
    policy = models.CharField(max_length=80)
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
        return f"F-{self.pk}"


class Mark(models.Model):
    """A note, made in the transaction of a change, that something must be reconciled again.

    The database is the truth and the broker only rings the bell: a lost message leaves its mark here.
    """

    claim = models.ForeignKey(
        Claim,
        on_delete=models.CASCADE,
        null=True,
        related_name="marks",
        help_text="Blank: what changed touches every claim, such as a code list or a policy.",
    )
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.claim.ref if self.claim else "everything"
