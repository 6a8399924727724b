"""Form fields of the filters. `expected` says what a field takes, by the code of the fault."""

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters as filters
from django import forms

from apps.claims.references import CLAIM_PATTERN
from apps.compare.lists.terms import MOST_WORDS
from apps.compare.rows.words import NOT_STATED

BLANK = "not-stated"  # how an address asks for what was not stated
TOO_EARLY = "too_early"


class DayField(forms.DateField):
    """A day."""

    expected: ClassVar[Mapping[str, str]] = {
        "invalid": "a day of the calendar written as 2019-07-24",
        TOO_EARLY: "a day that is not before “from”",
    }

    def __init__(self, **rest: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"}), **rest)


class WordsField(forms.CharField):
    """A few words to look for; more would say nothing and take long."""

    expected: ClassVar[Mapping[str, str]] = {"too_many": f"at most {MOST_WORDS} words"}

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value.split()) > MOST_WORDS:
            raise forms.ValidationError("Too many words.", code="too_many")


class YearField(forms.RegexField):
    """A year, or that none is stated."""

    null_value, null_label = BLANK, NOT_STATED
    expected: ClassVar[Mapping[str, str]] = {"invalid": f"a year such as 2019, or {BLANK}"}

    def __init__(self, **rest: Any) -> None:
        super().__init__(regex=rf"^([12][0-9]{{3}}|{BLANK})$", **rest)


class RefField(forms.RegexField):
    """A claim's reference."""

    expected: ClassVar[Mapping[str, str]] = {"invalid": "a claim's reference such as C-17"}

    def __init__(self, **rest: Any) -> None:
        super().__init__(regex=rf"^{CLAIM_PATTERN}$", **rest)


class DayFilter(filters.Filter):  # type: ignore[misc]  # untyped
    """Keeps the rows before or after a day."""

    field_class = DayField


class WordsFilter(filters.Filter):  # type: ignore[misc]  # untyped
    """Keeps the rows that hold some words."""

    field_class = WordsField


class YearFilter(filters.Filter):  # type: ignore[misc]  # untyped
    """Keeps the rows of a year."""

    field_class = YearField


class RefFilter(filters.Filter):  # type: ignore[misc]  # untyped
    """Keeps the rows about a claim."""

    field_class = RefField
