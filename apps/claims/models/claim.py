"""The claim: one number somebody said, and everything it is a number of."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.claims.figures import Bias, Figure, Period, Qualifier, Status
from apps.claims.models.claim_choices import DateBasis as DateBasis
from apps.claims.models.claim_choices import QuoteState
from apps.claims.models.claim_choices import State as State
from apps.claims.models.claim_constraints import CONSTRAINTS, find_unique_rules, keeps_rules_of_a_row
from apps.claims.models.claim_triggers import TRIGGERS
from apps.claims.models.codes import Indicator, Place, Population, Unit, traits_of
from apps.claims.querysets import ClaimQuerySet
from apps.claims.reading.estimates import read_estimate
from apps.claims.reading.outcomes import UnitTraits
from apps.claims.reading.typed import infer_step
from apps.claims.references import claim_ref
from apps.sources.history import with_history
from apps.sources.models import Organisation, Source, Speaker


@with_history
class Claim(models.Model):
    """One number somebody said, and everything it is a number of. What was not stated is blank."""

    # Who said it, and where.
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="claims")
    position = models.PositiveIntegerField(help_text="Order in the source, from 1.")
    quote = models.CharField(
        max_length=300,
        help_text="The shortest verbatim words that hold qualifier, figure and what is counted.",
    )
    locator = models.CharField(max_length=200, blank=True, help_text="Where in the source, as a person would say it.")

    # The figure.
    figure_as_said = models.CharField(max_length=80, help_text="The number in the words used: 1.2 million, a third.")
    qualifier = models.CharField(max_length=10, choices=[(q.value, q.value.replace("_", " ")) for q in Qualifier])
    value = models.DecimalField(max_digits=21, decimal_places=6, null=True, blank=True)
    value_high = models.DecimalField(
        "upper value", max_digits=21, decimal_places=6, null=True, blank=True, help_text="Only for a range."
    )
    step = models.DecimalField(
        "rounding step",
        max_digits=21,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Value of the last significant digit as written; left blank it is read from the words.",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="claims")
    people_each = models.DecimalField(
        max_digits=21,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="How many people one of the unit is, where the source says so: 5 for 1,000 families of 5.",
    )
    interval_low = models.DecimalField(
        "stated interval, low",
        max_digits=21,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="For an estimate said with its interval, 4.74 million (3.31 to 6.48): the lower end.",
    )
    interval_high = models.DecimalField(
        "stated interval, high", max_digits=21, decimal_places=6, null=True, blank=True, help_text="The upper end."
    )
    interval_is = models.CharField(
        "what the interval is",
        max_length=80,
        blank=True,
        help_text="As the source calls it: 95 % confidence interval, plausible range; blank: it does not say.",
    )

    # Its scope.
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="claims", db_index=False)
    population = models.ForeignKey(Population, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    origin = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_of_origin",
        help_text="Where people came from.",
    )
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True, help_text="Inclusive.")
    period_as_said = models.CharField(max_length=120, blank=True)
    is_cumulative = models.BooleanField(default=False, help_text="So far, to date, in total, have returned.")
    date_basis = models.CharField(
        "counted by the date of",
        max_length=12,
        blank=True,
        choices=DateBasis.choices,
        help_text="Which date puts a case into the period; blank: not stated.",
    )

    # Who counted it, apart from who says it and who published it.
    counted_by = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="counted_claims",
        help_text="The organisations that counted it, where the speaker passes on a figure; blank: the speaker's own.",
    )

    # Its standing.
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.value.replace("_", " ")) for s in Status],
        default=Status.DONE.value,
    )
    known_bias = models.CharField(max_length=10, blank=True, choices=[(b.value, b.value) for b in Bias])
    bias_as_said = models.CharField(
        "bias as said", max_length=200, blank=True, help_text="The words that declare the bias."
    )

    # Its arithmetic.
    numerator = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="shares_as_numerator"
    )
    denominator = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shares_as_denominator",
        help_text="What it is a share or a multiple of: of 40 % of them, the figure for them all.",
    )

    # Its record.
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        help_text="The claim by the same speaker that this one corrects.",
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT.value)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["source", "position"]
        triggers = TRIGGERS
        permissions = [("publish_claim", "Can publish and withdraw claims")]
        # What is said of some indicators is mostly asked for of some places; it serves the foreign key too.
        indexes = [models.Index(name="claims_by_indicator", fields=["indicator", "place"])]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.ref} {self.figure_as_said}"

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.ref])

    @property
    def ref(self) -> str:
        """The stable reference by which pages, files and people name the claim: C-17."""
        return claim_ref(self.pk)

    @property
    def figure(self) -> Figure:
        """The figure as the arithmetic reads it."""
        return figure_of(self)

    @property
    def quote_state(self) -> QuoteState:
        """Whether the quote stands in the stored text, as the database noted it (`models/orphan.py`)."""
        if not self.source.text_sha256:
            return QuoteState.NO_TEXT
        return QuoteState.FOUND if getattr(self, "orphan", None) is None else QuoteState.ORPHAN

    @property
    def traits(self) -> UnitTraits:
        """What the reader of figures is told of the unit."""
        return traits_of(self.unit, self.indicator)

    @property
    def language(self) -> str:
        """The language of the words: that of the source."""
        return self.source.language if self.source_id else "en"

    @property
    def period(self) -> Period:
        """The period as the rules read it."""
        return Period(self.period_start, self.period_end, self.is_cumulative)

    @property
    def last_day(self) -> date:
        """The day the figure runs to, the day it was said where nothing else is known."""
        return self.period.last_day(self.source.published_on, self.source.cut_off_on)

    def infer_step(self, was: "Claim | None" = None) -> None:
        """Reads the rounding step from the words, where none was entered.

        `was` is the claim before a change: the step it had from its own words is read anew when the words change.
        """
        if was is not None and self.step == was.step and self._says_another_figure(was):
            self.step = was.step if was.figure.is_step_entered else None
        if self.step is None and self.value is not None:
            self.step = infer_step(self.figure_as_said, self.value, self.language)

    def infer_interval(self, was: "Claim | None" = None) -> None:
        """Takes an interval that the words state, where none was entered: 4.74 million (3.31–6.48).

        Its upper end typed as the upper value of a range, where no range was meant, is that end. `was` is the claim
        before a change: the interval of its own words goes when the words change.
        """
        if was is not None and self._interval == was._interval and self._says_another_figure(was):
            stated = read_estimate(was.figure_as_said, was.language, was.traits)
            if stated is not None and (stated.low, stated.high) == was._interval:
                self.interval_low = self.interval_high = None
                self.interval_is = ""
        if self.interval_low is not None or self.interval_high is not None or self.value is None:
            return
        if not (self.unit_id and self.indicator_id):  # left blank in a form, which says so
            return
        estimate = read_estimate(self.figure_as_said, self.language, self.traits)
        if estimate is None:
            return
        if self.qualifier != Qualifier.BETWEEN and self.value_high == estimate.high:
            self.value_high = None
        if self.value_high is None and estimate.low <= self.value <= estimate.high:
            self.interval_low, self.interval_high = estimate.low, estimate.high
            self.interval_is = self.interval_is or estimate.called

    @property
    def _interval(self) -> tuple[Decimal | None, Decimal | None]:
        return self.interval_low, self.interval_high

    def _says_another_figure(self, was: "Claim") -> bool:
        return (self.figure_as_said, self.value) != (was.figure_as_said, was.value)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Asks for all rules of one row at once, and one by one only where one is broken, to say which."""
        left_out = set(exclude or ())
        if not keeps_rules_of_a_row(self, left_out):
            super().validate_constraints(left_out)
        for rule in find_unique_rules():
            rule.validate(Claim, self, exclude=left_out)

    def clean(self) -> None:
        """Reads step and interval before the constraints are checked. What one row cannot know `triggers` refuse."""
        self.infer_step()
        self.infer_interval()


def figure_of(said: Any) -> Figure:
    """The figure of a claim, or of anything that has the fields of its figure, `traits` and `language`."""
    return Figure(
        as_said=said.figure_as_said,
        qualifier=Qualifier(said.qualifier),
        value=said.value,
        value_high=said.value_high,
        step=said.step,
        is_counted=said.traits.is_counted,
        is_percent=said.traits.is_percent,
        is_ratio=said.traits.is_ratio,
        known_bias=Bias(said.known_bias) if said.known_bias else None,
        status=Status(said.status),
        language=said.language,
        low=said.interval_low,
        high=said.interval_high,
        interval_is=said.interval_is,
    )
