"""The code lists: what is measured, who is counted, where, and in which unit."""

from decimal import Decimal
from math import ceil
from typing import TypeVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.claims.hierarchy import Links
from apps.claims.reading.outcomes import PERCENT, UnitTraits
from apps.sources.history import with_history
from apps.sources.models import CENTURIES
from apps.sources.refusals import Refuse, RefuseCircle, changed, written

LARGEST = Decimal("999999999999999.999999")  # what a column of numbers holds; NaN lies above it
_BELOW_ZERO = """
    SELECT 1 FROM claims_claim AS claim
    JOIN claims_unit AS unit ON unit.id = claim.unit_id
    JOIN claims_indicator AS indicator ON indicator.id = claim.indicator_id
    WHERE least(claim.value, claim.interval_low) < 0
"""
COUNTS_BELOW_ZERO = f"{_BELOW_ZERO} AND unit.is_counted AND NOT indicator.is_net_change"
SHARES_BELOW_ZERO = f"{_BELOW_ZERO} AND indicator.kind = 'share'"

Code = TypeVar("Code", bound="CodeEntry")


class CodeManager(models.Manager[Code]):
    """Finds an entry by its code."""

    def get_by_natural_key(self, code: str) -> Code:
        return self.get(code=code)

    def links(self) -> Links:
        """Which entry lies directly below which, by key, in one query whatever the depth; no circle among them."""
        broader, name = self.model.broader, self.model._meta.model_name
        pairs = broader.through._default_manager.order_by("pk").values_list(f"from_{name}", f"to_{name}")
        return Links.of(pairs)


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
    complete_division = models.CharField(
        max_length=60,
        blank=True,
        help_text=(
            "The division whose entries together are all of this one, such as 'governorate' for a country; "
            "blank: no division is known to be complete."
        ),
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
                condition=Q(name__regex=r"\S"),
                violation_error_message="An entry of a code list needs a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


@with_history
class Unit(CodeEntry):
    """What a figure is expressed in: people, returns (movements), households, percent, US dollars."""

    is_counted = models.BooleanField(
        default=True, help_text="Whether it counts things, so that it cannot be below zero."
    )
    is_whole = models.BooleanField(
        default=False,
        help_text="Whether it is counted one by one, in whole numbers: people, buildings; not tons or hours.",
    )
    is_counted_once = models.BooleanField(
        default=False,
        help_text=(
            "Whether each is counted once, however long the period: people, not visits. The figures of several "
            "periods then add up to an upper limit only."
        ),
    )
    rate_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rates",
        help_text="For a rate: what it counts. People per 5 days is a rate of people per 5 of days.",
    )
    rate_per = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rates_per", help_text="Per what."
    )
    rate_amount = models.DecimalField(
        max_digits=21, decimal_places=6, null=True, blank=True, help_text="Per how many of them: 5."
    )
    smaller = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="larger",
        help_text="The unit in which one of these can be said: days, for months.",
    )
    fewest = models.DecimalField(
        max_digits=21, decimal_places=6, null=True, blank=True, help_text="How many of them one is at least: 28."
    )
    most = models.DecimalField(
        max_digits=21, decimal_places=6, null=True, blank=True, help_text="How many of them one is at most: 31."
    )

    objects = CodeManager["Unit"]()

    class Meta(CodeEntry.Meta):
        triggers = [
            RefuseCircle(
                name="a_unit_is_not_said_in_itself",
                operation=written("smaller_id", "rate_of_id", "rate_per_id"),
                condition=pgtrigger.Condition(
                    "NEW.smaller_id IS NOT NULL OR NEW.rate_of_id IS NOT NULL OR NEW.rate_per_id IS NOT NULL"
                ),
                edges="""
                    SELECT id AS low, smaller_id AS high FROM claims_unit UNION ALL
                    SELECT id, rate_of_id FROM claims_unit UNION ALL SELECT id, rate_per_id FROM claims_unit
                """,
                start="NEW.id",
                words="A unit is neither a rate of itself nor said in itself, nor in a circle of other units.",
            ),
            Refuse(
                name="a_unit_below_zero_is_not_counted",
                operation=changed("is_counted"),
                condition=pgtrigger.Condition("NEW.is_counted AND NOT OLD.is_counted"),
                finds=f"{COUNTS_BELOW_ZERO} AND unit.id = NEW.id",
                words="There are claims below zero in this unit, so that it cannot be one that counts things.",
            ),
        ]
        constraints = [
            *CodeEntry.Meta.constraints,
            models.CheckConstraint(
                name="a_rate_says_of_what_and_per_how_many",
                condition=Q(rate_of__isnull=True, rate_per__isnull=True, rate_amount__isnull=True)
                | Q(
                    rate_of__isnull=False,
                    rate_per__isnull=False,
                    rate_amount__isnull=False,
                    rate_amount__gt=0,
                    rate_amount__lte=LARGEST,
                ),
                violation_error_message="A rate has all three: of what, per what, and per how many (above zero).",
            ),
            models.CheckConstraint(
                name="a_unit_is_said_in_so_many_smaller_ones",
                condition=Q(smaller__isnull=True, fewest__isnull=True, most__isnull=True)
                | Q(
                    smaller__isnull=False,
                    fewest__isnull=False,
                    most__isnull=False,
                    fewest__gt=0,
                    most__gte=F("fewest"),
                    most__lte=LARGEST,
                ),
                violation_error_message=(
                    "A unit that can be said in a smaller one says in how many, at least and at most: 28 and 31."
                ),
            ),
        ]

    @property
    def traits(self) -> UnitTraits:
        """What the reader of figures is told of the unit."""
        per = ceil(self.rate_amount or 0)  # a rate is one of less than one, too
        return UnitTraits(self.code, self.is_counted, self.code == PERCENT, self.is_whole, per)


@with_history
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


@with_history
class Place(CodeEntry):
    """Where. Its code is the ISO 3166 three-letter code of a country or the p-code of a governorate or district."""

    kind = models.CharField(max_length=12, choices=PlaceKind.choices)
    valid_from = models.DateField(
        null=True, blank=True, help_text="The first day on which the place had these borders; blank: not limited."
    )
    valid_to = models.DateField(
        null=True, blank=True, help_text="The last day on which it had them, for a place that was split or merged."
    )

    objects = CodeManager["Place"]()

    class Meta(CodeEntry.Meta):
        constraints = [
            *CodeEntry.Meta.constraints,
            models.CheckConstraint(
                name="a_place_is_of_a_known_kind",
                condition=Q(kind__in=[kind.value for kind in PlaceKind]),
                violation_error_message="The kind of a place is one of the listed ones.",
            ),
            models.CheckConstraint(
                name="a_place_does_not_end_before_it_begins",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                violation_error_message="The last day of a place's borders lies before the first.",
            ),
            models.CheckConstraint(
                name="borders_are_valid_between_1800_and_2200",
                condition=(Q(valid_from__isnull=True) | Q(valid_from__range=CENTURIES))
                & (Q(valid_to__isnull=True) | Q(valid_to__range=CENTURIES)),
                violation_error_message="Days lie between the years 1800 and 2200; leave blank what has no limit.",
            ),
        ]


class IndicatorKind(models.TextChoices):
    """How an indicator behaves in time."""

    FLOW = "flow", "Flow, over a period"
    STOCK = "stock", "Stock, at a date"
    SHARE = "share", "Share of a whole"
    RATE = "rate", "Rate or duration"


@with_history
class Indicator(CodeEntry):
    """What is measured."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators")
    kind = models.CharField(max_length=6, choices=IndicatorKind.choices)
    is_additive = models.BooleanField(
        default=False,
        help_text="Whether the figures of parts that do not overlap add up to the figure of the whole.",
    )
    is_net_change = models.BooleanField(
        "is a net change",
        default=False,
        help_text="A flow of what was added less what was taken away, so that it may be below zero.",
    )
    happens_once = models.BooleanField(
        "happens to each once",
        default=False,
        help_text=(
            "Whether it happens to each person at most once: a death, a birth. The figures of several periods then add "
            "up; else one person may be in two of them."
        ),
    )
    taken_for = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="taken_as",
        help_text=(
            "Indicators of another definition that this one is commonly taken for: excess deaths for certified deaths."
        ),
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
        triggers = [
            Refuse(
                name="an_indicator_below_zero_is_a_net_change",
                operation=changed("is_net_change", "kind"),
                condition=pgtrigger.Condition("NOT NEW.is_net_change OR NEW.kind = 'share'"),
                finds=(
                    f"{COUNTS_BELOW_ZERO} AND indicator.id = NEW.id "
                    f"UNION ALL {SHARES_BELOW_ZERO} AND indicator.id = NEW.id"
                ),
                words="There are claims below zero on this indicator: it is a net change, and no share of a whole.",
            ),
        ]
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
            models.CheckConstraint(
                name="only_a_flow_is_a_net_change",
                condition=Q(is_net_change=False) | Q(kind="flow"),
                violation_error_message="Only a flow can be a net change.",
            ),
        ]

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["claims.unit", "claims.population"]  # type: ignore[attr-defined]


def traits_of(unit: Unit | None, indicator: Indicator | None) -> UnitTraits:
    """What the reader of figures is told of a number's unit. A net change may be below zero, whatever it counts."""
    traits = unit.traits if unit else UnitTraits()
    return traits._replace(is_counted=False) if indicator and indicator.is_net_change else traits
