"""The claim: one number somebody said, and everything it is a number of."""

from datetime import date
from functools import reduce
from operator import and_

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.claims.figures import Bias, Figure, Period, Qualifier, Status
from apps.claims.models.claim_triggers import TRIGGERS
from apps.claims.models.codes import (
    LARGEST,
    Indicator,
    Place,
    Population,
    Unit,
)
from apps.claims.querysets import ClaimQuerySet
from apps.claims.reading.estimates import read_estimate
from apps.claims.reading.outcomes import UnitTraits
from apps.claims.reading.typed import infer_step
from apps.claims.references import claim_ref
from apps.sources.history import with_history
from apps.sources.models import CENTURIES, Organisation, Source, Speaker

NUMBERS = ("value", "value_high", "step", "interval_low", "interval_high")


class State(models.TextChoices):
    """Where a claim stands on its way to the public."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DateBasis(models.TextChoices):
    """By which date a case is counted: two counts by unlike dates are not the same count."""

    EVENT = "event", "Event: when it happened"
    REPORT = "report", "Report: when it was reported"
    REGISTRATION = "registration", "Registration: when it was registered"


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
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="claims")
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
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="shares_as_denominator"
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
        constraints = [
            models.UniqueConstraint(
                name="a_source_has_one_claim_at_a_position",
                fields=["source", "position"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Another claim already stands at this position of the source.",
            ),
            models.CheckConstraint(
                name="a_claim_has_a_quote",
                condition=Q(quote__regex=r"\S"),
                violation_error_message="A claim needs the words that hold its figure.",
            ),
            models.CheckConstraint(
                name="a_claim_has_a_figure_as_said",
                condition=Q(figure_as_said__regex=r"\S"),
                violation_error_message="A claim needs its figure in the words used.",
            ),
            models.CheckConstraint(
                name="a_qualifier_is_a_known_one",
                condition=Q(qualifier__in=[q.value for q in Qualifier]),
                violation_error_message="The qualifier is one of the listed ones.",
            ),
            models.CheckConstraint(
                name="only_a_vague_figure_has_no_value",
                condition=Q(qualifier="vague", value__isnull=True) | (~Q(qualifier="vague") & Q(value__isnull=False)),
                violation_error_message="A vague figure has no value; every other figure has one.",
            ),
            models.CheckConstraint(
                name="only_a_range_has_an_upper_value",
                condition=Q(qualifier="between", value_high__isnull=False)
                | (~Q(qualifier="between") & Q(value_high__isnull=True)),
                violation_error_message="A range (between) has an upper value; no other figure has one.",
            ),
            models.CheckConstraint(
                name="a_range_runs_upwards",
                condition=Q(value_high__isnull=True) | Q(value_high__gt=F("value")),
                violation_error_message="The upper value of a range must be above its lower one.",
            ),
            models.CheckConstraint(
                name="a_rounding_step_is_above_zero",
                condition=Q(step__isnull=True) | Q(step__gt=0),
                violation_error_message="A rounding step is above zero.",
            ),
            models.CheckConstraint(
                name="an_interval_has_a_low_and_a_high_end",
                condition=Q(interval_low__isnull=True, interval_high__isnull=True)
                | Q(interval_low__isnull=False, interval_high__isnull=False, interval_high__gt=F("interval_low")),
                violation_error_message="A stated interval has both ends, the high one above the low one.",
            ),
            models.CheckConstraint(
                name="an_estimate_lies_inside_its_interval",
                condition=Q(interval_low__isnull=True)
                | Q(
                    value__isnull=False,
                    value__gte=F("interval_low"),
                    value__lte=F("interval_high"),
                    value_high__isnull=True,
                ),
                violation_error_message=(
                    "A stated interval goes with one central value, which lies inside it. "
                    "A range without a central value is “between”."
                ),
            ),
            models.CheckConstraint(
                name="words_on_an_interval_go_with_one",
                condition=Q(interval_is="") | Q(interval_low__isnull=False),
                violation_error_message="What the interval is goes with a stated interval.",
            ),
            models.CheckConstraint(
                name="a_date_basis_is_a_known_one",
                condition=Q(date_basis__in=["", *DateBasis.values]),
                violation_error_message="A figure is counted by the date of event, report or registration; or blank.",
            ),
            models.CheckConstraint(
                name="a_period_does_not_end_before_it_starts",
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
                violation_error_message="The period ends before it starts.",
            ),
            models.CheckConstraint(
                name="a_period_lies_between_1800_and_2200",
                condition=(Q(period_start__isnull=True) | Q(period_start__range=CENTURIES))
                & (Q(period_end__isnull=True) | Q(period_end__range=CENTURIES)),
                violation_error_message="A period lies between the years 1800 and 2200.",
            ),
            models.CheckConstraint(
                name="a_status_is_a_known_one",
                condition=Q(status__in=[s.value for s in Status]),
                violation_error_message="The status is one of the listed ones.",
            ),
            models.CheckConstraint(
                name="a_bias_is_a_known_one",
                condition=Q(known_bias__in=["", *(b.value for b in Bias)]),
                violation_error_message="The known bias is undercount, overcount or blank.",
            ),
            models.CheckConstraint(
                name="words_on_bias_go_with_a_bias",
                condition=Q(bias_as_said="") | ~Q(known_bias=""),
                violation_error_message="Words that declare a bias go with a known bias.",
            ),
            models.CheckConstraint(
                name="a_share_has_numerator_and_denominator",
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False),
                violation_error_message="A share has both a numerator and a denominator, or neither.",
            ),
            models.CheckConstraint(
                name="a_claim_is_not_a_share_of_itself",
                condition=(Q(numerator__isnull=True) | ~Q(numerator=F("id")))
                & (Q(denominator__isnull=True) | ~Q(denominator=F("id"))),
                violation_error_message="A claim cannot be its own numerator or denominator.",
            ),
            models.CheckConstraint(
                name="a_share_is_of_another_claim",
                condition=Q(numerator__isnull=True) | ~Q(numerator=F("denominator")),
                violation_error_message="Numerator and denominator are two claims.",
            ),
            models.CheckConstraint(
                name="positions_in_a_source_count_from_1",
                condition=Q(position__gte=1),
                violation_error_message="The position in the source counts from 1.",
            ),
            models.CheckConstraint(
                name="numbers_of_a_claim_are_numbers",
                condition=reduce(and_, (Q(**{f"{n}__isnull": True}) | Q(**{f"{n}__lte": LARGEST}) for n in NUMBERS)),
                violation_error_message="A number has at most 15 digits before the point; NaN is none.",
            ),
            models.CheckConstraint(
                name="a_claim_does_not_supersede_itself",
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
                violation_error_message="A claim cannot supersede itself.",
            ),
            models.CheckConstraint(
                name="a_state_is_a_known_one",
                condition=Q(state__in=[s.value for s in State]),
                violation_error_message="The state is draft, published or withdrawn.",
            ),
        ]

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
        return Figure(
            as_said=self.figure_as_said,
            qualifier=Qualifier(self.qualifier),
            value=self.value,
            value_high=self.value_high,
            step=self.step,
            is_counted=self.traits.is_counted,
            is_percent=self.traits.is_percent,
            known_bias=Bias(self.known_bias) if self.known_bias else None,
            status=Status(self.status),
            language=self.language,
            low=self.interval_low,
            high=self.interval_high,
            interval_is=self.interval_is,
        )

    @property
    def traits(self) -> UnitTraits:
        """What the reader of figures is told of the unit. A net change may be below zero, whatever it counts."""
        traits = self.unit.traits
        return traits._replace(is_counted=traits.is_counted and not self.indicator.is_net_change)

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

    def infer_interval(self) -> None:
        """Takes an interval that the words state, where none was entered: 4.74 million (3.31–6.48).

        Its upper end typed as the upper value of a range, where no range was meant, is that end.
        """
        if self.interval_low is not None or self.interval_high is not None or self.value is None:
            return
        estimate = read_estimate(self.figure_as_said, self.language, self.traits)
        if estimate is None:
            return
        if self.qualifier != Qualifier.BETWEEN and self.value_high == estimate.high:
            self.value_high = None
        if self.value_high is None and estimate.low <= self.value <= estimate.high:
            self.interval_low, self.interval_high = estimate.low, estimate.high
            self.interval_is = self.interval_is or estimate.called

    def _says_another_figure(self, was: "Claim") -> bool:
        return (self.figure_as_said, self.value) != (was.figure_as_said, was.value)

    def clean(self) -> None:
        """Reads step and interval before the constraints are checked. What one row cannot know `triggers` refuse."""
        self.infer_step()
        self.infer_interval()
