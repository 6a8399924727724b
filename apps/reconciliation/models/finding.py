"""What reconciliation says about some claims."""

from decimal import Decimal
from functools import reduce
from operator import and_

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.claims.models import Claim
from apps.claims.references import finding_ref
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.findings import BETWEEN_WORDS, Rule
from apps.reconciliation.querysets import FindingQuerySet

NUMBERS = ("difference", "factor", "gap_at_best", "flips_at")
TOO_LARGE = 10**18  # what none of them holds any more
VERDICTS = [verdict.value for verdict in Verdict]


class Finding(models.Model):
    """What reconciliation says about some claims. Written by `services`, its reasons by `workings`."""

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
    members = models.JSONField(default=list, help_text="What each of these claims is to the finding.")
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
    gap_steps = models.JSONField(null=True, help_text="The way from one figure to the other, by signed steps.")
    worked_out_from = models.CharField(
        max_length=64,
        blank=True,
        help_text="The digest of the inputs that reasons, changes and gap steps come from; blank until then.",
    )
    explanation = models.TextField()
    policy = models.CharField(max_length=80, blank=True, help_text="Blank for rules that know no tolerance.")
    rules_version = models.CharField(max_length=20)
    inputs_digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                name="findings_to_work_out", fields=["id"], condition=Q(worked_out_from="", retired_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="a_finding_says_what_it_is_about",
                condition=Q(key__regex=r"\S", inputs_digest__regex=r"^[0-9a-f]{64}$", rules_version__regex=r"\S"),
                violation_error_message="A finding has a key, the digest of its inputs and the version of the rules.",
            ),
            models.CheckConstraint(
                name="a_finding_is_by_a_known_rule",
                condition=Q(rule__in=[rule.value for rule in Rule]),
                violation_error_message="The rule of a finding is one of the listed ones.",
            ),
            models.CheckConstraint(
                name="a_verdict_is_a_known_one",
                condition=Q(verdict__in=VERDICTS, strict_verdict__in=["", *VERDICTS]),
                violation_error_message="A verdict is one of the listed ones.",
            ),
            models.CheckConstraint(
                name="a_finding_stands_between_known_sides",
                condition=Q(between__in=list(BETWEEN_WORDS)),
                violation_error_message="What a finding stands between is one of the listed pairs.",
            ),
            models.CheckConstraint(
                name="a_finding_is_about_two_claims",
                condition=Q(right__isnull=True) | ~Q(right=F("left")),
                violation_error_message="A finding does not set a claim against itself.",
            ),
            models.CheckConstraint(
                name="numbers_of_a_finding_are_numbers",
                condition=reduce(and_, (Q(**{f"{n}__isnull": True}) | Q(**{f"{n}__lt": TOO_LARGE}) for n in NUMBERS)),
                violation_error_message="A number of a finding is below 10¹⁸; NaN is none.",
            ),
            models.CheckConstraint(
                name="a_finding_is_not_retired_before_it_is_computed",
                condition=Q(retired_at__isnull=True) | Q(retired_at__gte=F("computed_at")),
                violation_error_message="A finding is retired after it was computed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.verdict}"

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.ref])

    @property
    def ref(self) -> str:
        """The stable reference by which pages and files name the finding: F-12."""
        return finding_ref(self.pk)

    @property
    def most_apart(self) -> Decimal:
        """By how much the figures part at most, as far as is known: as told, or to the digit as the gap steps go.

        Told to the coarser figure, 640,000 may be 600,000. Zero where a finding tells no difference.
        """
        if self.difference is None:
            return Decimal(0)
        ends = [Decimal(self.gap_steps[end]["value"]) for end in ("start", "end")] if self.gap_steps else [Decimal(0)]
        return max(abs(self.difference), abs(ends[-1] - ends[0]))
