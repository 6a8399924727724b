"""How checks are typed, a formula whose names, claims and units go together, and how a finding is decided on."""

from typing import Any

from django import forms

from apps.reconciliation import services
from apps.reconciliation.models import Check, CheckTerm, Review


class CheckTermFormSet(forms.BaseInlineFormSet[CheckTerm, Check, forms.ModelForm[CheckTerm]]):
    """The terms of a check; the formula is worked out with them before anything is saved."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or not self.instance.formula:
            return
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        terms = {row["name"]: row["claim"] for row in rows if row.get("name") and row.get("claim")}
        problem = services.find_problem(self.instance.formula, terms)
        if problem:
            raise forms.ValidationError(problem)


class ReviewForm(forms.ModelForm[Review]):
    """What an analyst decides about a finding, and why."""

    class Meta:
        model = Review
        fields = ("status", "note")
        widgets = {"status": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}
        labels = {"status": "Decision", "note": "Why"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"] = forms.ChoiceField(
            label="Decision",
            choices=Review.Status.choices,
            widget=forms.RadioSelect,
            help_text="It changes no verdict.",
        )
