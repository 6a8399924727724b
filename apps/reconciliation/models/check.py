"""Checks: arithmetic statements that analysts write down."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from apps.claims.models import Claim
from apps.reconciliation.core.comparing import formulas
from apps.sources.history import with_history
from apps.sources.models import SlugManager, slug_rule


@with_history
class Check(models.Model):
    """A formula over claims, such as `rate / 5 × days ≥ residents − left`, and what it should show."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200, help_text="What it should show: the convoys take everybody who remains.")
    formula = models.CharField(
        max_length=formulas.MOST_CHARACTERS,
        help_text=(
            "Numbers, names of the terms below, + − × ÷ (or - * /), brackets, and one of ≥ ≤ > < =. "
            "A rate per 5 days is divided by 5 first."
        ),
    )
    is_active = models.BooleanField(default=True, help_text="Only active checks are worked out.")
    claims: "models.ManyToManyField[Claim, CheckTerm]" = models.ManyToManyField(
        Claim, through="CheckTerm", related_name="checks"
    )

    objects = SlugManager["Check"]()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="a_check_says_what_it_should_show",
                condition=Q(title__regex=r"\S"),
                violation_error_message="A check needs a title that says what it should show.",
            ),
            models.CheckConstraint(
                name="a_check_has_a_formula",
                condition=Q(formula__regex=r"\S"),
                violation_error_message="A check needs a formula.",
            ),
            slug_rule("check"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuses a formula that cannot be read."""
        try:
            formulas.parse(self.formula)
        except formulas.FormulaError as error:
            raise ValidationError({"formula": str(error)}) from error


@with_history
class CheckTerm(models.Model):
    """A claim in a check, under the name by which the formula calls it."""

    check_written = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="terms", verbose_name="check")
    name = models.CharField(max_length=40, help_text="Small letters, digits and _: rate, days, residents.")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="check_terms")

    class Meta:
        ordering = ["check_written", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_name_stands_for_one_claim_of_a_check",
                fields=["check_written", "name"],
                violation_error_message="This name already stands for a claim of the check.",
            ),
            models.CheckConstraint(
                name="a_term_has_a_name_that_a_formula_reads",
                condition=Q(name__regex=r"^[a-z][a-z0-9_]*$"),
                violation_error_message="A name starts with a small letter; small letters, digits and _ follow.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.claim.ref}"
