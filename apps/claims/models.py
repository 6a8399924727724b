"""What was said: the code lists, the claims made in their words, and wholes with their parts."""

from typing import TypeVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.claims.numbers import infer_step
from apps.claims.querysets import ClaimQuerySet
from apps.claims.values import Bias, Figure, Qualifier, Status
from apps.sources.models import Source, Speaker

PERCENT = "percent"  # the code of the unit in which shares are given

Code = TypeVar("Code", bound="CodeEntry")


class CodeManager(models.Manager[Code]):
    """Finds an entry by its code."""

    def get_by_natural_key(self, code: str) -> Code:
        return self.get(code=code)


class CodeEntry(models.Model):
    """One entry of a code list: a hierarchy in which an entry may have several broader entries."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    aliases = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        help_text="Other names, separated by commas.",
    )
    broader = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="narrower",
        help_text="What this is a kind or a part of.",
    )
    division = models.CharField(
        max_length=60,
        blank=True,
        help_text=(
            "What divides the broader entry here, such as 'governorate' or 'by displacement'. Entries of one "
            "division below the same broader entry exclude each other; blank: they may overlap."
        ),
    )

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_code_is_one_word",
                condition=Q(code__regex=r"^[A-Za-z0-9_+.-]+$"),
                violation_error_message="A code is made of letters, digits and . _ + - only.",
            ),
            models.CheckConstraint(
                name="%(class)s_has_a_name",
                condition=~Q(name=""),
                violation_error_message="An entry of a code list needs a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Unit(CodeEntry):
    """What a figure is expressed in: people, returns (movements), households, percent, US dollars."""

    is_counted = models.BooleanField(
        default=True, help_text="Whether it counts things, so that it cannot be below zero."
    )

    objects = CodeManager["Unit"]()


class Population(CodeEntry):
    """Who is counted."""

    standard_code = models.CharField(
        max_length=20, blank=True, help_text="The UNHCR or HAPI code where there is one: RET, RDP, REF, IDP."
    )

    objects = CodeManager["Population"]()


class PlaceKind(models.TextChoices):
    """What sort of place it is."""

    WORLD = "world", "World"
    GROUP = "group", "Group of places"
    COUNTRY = "country", "Country"
    GOVERNORATE = "governorate", "Governorate"
    DISTRICT = "district", "District"
    TOWN = "town", "Town or village"
    CAMP = "camp", "Camp"
    CROSSING = "crossing", "Crossing point"
    AREA = "area", "Other area"


class Place(CodeEntry):
    """Where. Its code is the ISO 3166 three-letter code of a country or the p-code of a governorate or district."""

    kind = models.CharField(max_length=12, choices=PlaceKind.choices)

    objects = CodeManager["Place"]()

    class Meta(CodeEntry.Meta):
        constraints = [
            *CodeEntry.Meta.constraints,
            models.CheckConstraint(
                name="a_place_is_of_a_known_kind",
                condition=Q(kind__in=[kind.value for kind in PlaceKind]),
                violation_error_message="The kind of a place is one of the listed ones.",
            ),
        ]


class IndicatorKind(models.TextChoices):
    """How an indicator behaves in time."""

    FLOW = "flow", "Flow, over a period"
    STOCK = "stock", "Stock, at a date"
    SHARE = "share", "Share of a whole"
    RATE = "rate", "Rate or duration"


class Indicator(CodeEntry):
    """What is measured."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators")
    kind = models.CharField(max_length=6, choices=IndicatorKind.choices)
    is_additive = models.BooleanField(
        default=False,
        help_text="Whether the figures of parts that do not overlap add up to the figure of the whole.",
    )
    population = models.ForeignKey(
        Population,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        help_text="Who is counted when a claim does not say.",
    )

    objects = CodeManager["Indicator"]()

    class Meta(CodeEntry.Meta):
        constraints = [
            *CodeEntry.Meta.constraints,
            models.CheckConstraint(
                name="an_indicator_is_of_a_known_kind",
                condition=Q(kind__in=[kind.value for kind in IndicatorKind]),
                violation_error_message="The kind of an indicator is flow, stock, share or rate.",
            ),
            models.CheckConstraint(
                name="only_flows_and_stocks_are_additive",
                condition=Q(is_additive=False) | Q(kind__in=["flow", "stock"]),
                violation_error_message="Shares and rates do not add up: only a flow or a stock can be additive.",
            ),
        ]

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["claims.unit", "claims.population"]  # type: ignore[attr-defined]


class State(models.TextChoices):
    """Where a claim stands on its way to the public."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


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
    quote_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    quote_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
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
        constraints = [
            models.UniqueConstraint(
                name="a_source_has_one_claim_at_a_position",
                fields=["source", "position"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Another claim already stands at this position of the source.",
            ),
            models.CheckConstraint(
                name="a_claim_has_a_quote",
                condition=~Q(quote=""),
                violation_error_message="A claim needs the words that hold its figure.",
            ),
            models.CheckConstraint(
                name="a_claim_has_a_figure_as_said",
                condition=~Q(figure_as_said=""),
                violation_error_message="A claim needs its figure in the words used.",
            ),
            models.CheckConstraint(
                name="a_quote_stands_at_one_stretch_of_the_text",
                condition=Q(quote_start__isnull=True, quote_end__isnull=True)
                | Q(quote_start__isnull=False, quote_end__isnull=False, quote_start__lt=F("quote_end")),
                violation_error_message="A quote's place in the text has a start before its end.",
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
                name="a_period_does_not_end_before_it_starts",
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
                violation_error_message="The period ends before it starts.",
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
        return f"C-{self.pk}"

    @property
    def figure(self) -> Figure:
        """The figure as the arithmetic reads it."""
        return Figure(
            as_said=self.figure_as_said,
            qualifier=Qualifier(self.qualifier),
            value=self.value,
            value_high=self.value_high,
            step=self.step,
            is_counted=self.unit.is_counted,
            is_percent=self.unit.code == PERCENT,
            known_bias=Bias(self.known_bias) if self.known_bias else None,
            status=Status(self.status),
        )

    def infer_step(self) -> None:
        """Reads the rounding step from the words, where none was entered."""
        if self.step is None and self.value is not None:
            self.step = infer_step(self.figure_as_said, self.value)

    def clean(self) -> None:
        """Rules that one row of the table cannot check: a correction is by the same speaker."""
        self.infer_step()
        if self.supersedes and self.supersedes.speaker_id != self.speaker_id:
            raise ValidationError({"supersedes": "A claim corrects only claims of the same speaker."})


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
