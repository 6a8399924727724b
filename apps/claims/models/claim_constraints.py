"""What a row of claims must hold; each rule's name is a sentence, and its message says what is expected."""

from collections.abc import Collection
from functools import reduce
from operator import and_

from django.db import models
from django.db.models import F, Q, Value

from apps.claims.figures import Bias, Status
from apps.claims.models.claim_choices import DateBasis, State
from apps.claims.models.codes import LARGEST
from apps.claims.reading.outcomes import Qualifier
from apps.sources.models import CENTURIES

NUMBERS = ("value", "value_high", "step", "interval_low", "interval_high", "people_each")

CONSTRAINTS = [
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
        condition=Q(period_start__isnull=True) | Q(period_end__isnull=True) | Q(period_start__lte=F("period_end")),
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
        name="a_numerator_goes_with_a_denominator",
        condition=Q(numerator__isnull=True) | Q(denominator__isnull=False),
        violation_error_message="What has a numerator has a denominator too.",
    ),
    models.CheckConstraint(
        name="there_are_people_in_each",
        condition=Q(people_each__isnull=True) | Q(people_each__gt=0),
        violation_error_message="How many people one of them is, is a number above zero.",
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
        violation_error_message="The state is draft, ready, published or withdrawn.",
    ),
]


def find_unique_rules() -> list[models.UniqueConstraint]:
    """The rules across rows; all others are of one row."""
    return [rule for rule in CONSTRAINTS if isinstance(rule, models.UniqueConstraint)]


def keeps_rules_of_a_row(row: models.Model, exclude: Collection[str]) -> bool:
    """Whether a row keeps all rules of one row, asked in one query; a rule on a field that is left out is not asked."""
    fields = [field for field in row._meta.local_concrete_fields if field.name not in exclude]
    said = {field.name: Value(getattr(row, field.attname), field) for field in fields}
    checks = [rule.condition for rule in CONSTRAINTS if isinstance(rule, models.CheckConstraint)]
    asked = [condition for condition in map(Q, checks) if condition.referenced_base_fields <= said.keys()]
    return Q(*asked).check(said)
