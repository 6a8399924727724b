"""One reconciliation, what it is made of while it goes on, and what waits for the next."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from apps.claims.models import Claim


class Run(models.Model):
    """One reconciliation: when, why, by which rules, and what came of it."""

    trigger = models.CharField(max_length=40)
    rules_version = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True, help_text="Blank while it goes on.")
    claims = models.PositiveIntegerField(default=0, help_text="How many claims were read, or are to be.")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    retired = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    failure = models.TextField(
        blank=True, help_text="Why it failed, or who cancelled it; it then left every finding as it was."
    )

    class Meta:
        ordering = ["-started_at", "-pk"]
        permissions = [("steer_run", "Can start and cancel a run")]
        constraints = [
            models.CheckConstraint(
                name="a_run_says_why_and_by_which_rules",
                condition=Q(trigger__regex=r"\S", rules_version__regex=r"\S"),
                violation_error_message="A run says what asked for it, and the version of the rules.",
            ),
            models.CheckConstraint(
                name="a_run_does_not_end_before_it_starts",
                condition=Q(finished_at__isnull=True) | Q(started_at__lte=F("finished_at")),
                violation_error_message="A run ends after it starts.",
            ),
            models.CheckConstraint(
                name="a_cancelled_run_is_over_and_says_by_whom",
                condition=Q(is_cancelled=False) | Q(finished_at__isnull=False, failure__regex=r"\S"),
                violation_error_message="A run that was cancelled is over, and says who cancelled it.",
            ),
            models.UniqueConstraint(
                name="only_one_run_goes_on_at_a_time",
                fields=["finished_at"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                violation_error_message="Another run goes on: this one begins after it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trigger} at {self.started_at:%Y-%m-%d %H:%M}"


class Batch(models.Model):
    """What of a run is decided in one go: small families, a large one, or places of it; gone when the run is over."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="batches")
    indicators = ArrayField(models.BigIntegerField(), help_text="Whose claims are set against each other.")
    places = ArrayField(
        models.BigIntegerField(), null=True, help_text="Those of a large family whose claims meet no others of it."
    )
    claims = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField(default=0)
    retired = ArrayField(models.BigIntegerField(), default=list, help_text="Findings that no longer follow.")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-claims", "pk"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.claims} claims on {len(self.indicators)} indicators"


class Decided(models.Model):
    """A finding that a run adds or changes, until all of the run is decided and it can be written."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="decided")
    place = models.PositiveSmallIntegerField(help_text="That of its rule among the rules.")
    inputs = ArrayField(models.BigIntegerField(), help_text="The claims it was computed from.")
    key = models.CharField(max_length=120, db_collation="C")
    finding = models.BigIntegerField(null=True, help_text="The number of the finding that it changes.")
    values = models.JSONField(encoder=DjangoJSONEncoder, help_text="The fields of the finding.")

    class Meta:
        ordering = ["place", "inputs", "key"]  # in which findings are numbered
        verbose_name_plural = "decided"

    def __str__(self) -> str:
        return self.key


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
    is_alone = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The claim itself was saved, and with it nothing that it is linked to.",
    )
    marked_at = models.DateTimeField(auto_now_add=True)
    run = models.ForeignKey(
        Run,
        on_delete=models.SET_NULL,
        null=True,
        related_name="marks",
        help_text="The run that works it off. One that was cancelled keeps it until somebody starts another.",
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.claim.ref if self.claim else "everything"
