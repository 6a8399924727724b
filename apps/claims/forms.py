"""How a figure is typed: numbers as people write them, and nothing that only a computer would."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.claims.models import Claim
from apps.claims.reading.typed import parse_number


class NumberField(forms.CharField):
    """A number: 1851424, 1,851,424 or 1.2 million. Refuses 1_000 and 1e400 in words."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return parse_number(str(text))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class ClaimForm(forms.ModelForm[Claim]):
    """A claim as staff enter it."""

    value = NumberField(required=False, help_text="Plain, or in words: 1851424, 1,851,424, 1.2 million.")
    value_high = NumberField(required=False, label="Upper value", help_text="Only for a range.")
    step = NumberField(
        required=False,
        label="Rounding step",
        help_text="Value of the last significant digit as written; left blank it is read from the words.",
    )

    class Meta:
        model = Claim
        fields = "__all__"  # noqa: DJ007 - the admin says which
