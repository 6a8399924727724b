"""One reconciliation, and what waits for the next."""

from django.db import models
from django.db.models import Q

from apps.claims.models import Claim


class Run(models.Model):
    """One reconciliation: when, why, by which rules, and what came of it."""

    trigger = models.CharField(max_length=40)
    rules_version = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    claims = models.PositiveIntegerField(default=0, help_text="How many claims were read.")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    retired = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True, help_text="Why it failed; it then left every finding as it was.")

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                name="a_run_says_why_and_by_which_rules",
                condition=Q(trigger__regex=r"\S", rules_version__regex=r"\S"),
                violation_error_message="A run says what asked for it, and the version of the rules.",
            ),
            models.CheckConstraint(
                name="a_run_does_not_end_before_it_starts",
                condition=Q(started_at__lte=models.F("finished_at")),
                violation_error_message="A run ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trigger} at {self.started_at:%Y-%m-%d %H:%M}"


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
