"""How checks are typed: a formula whose names, claims and units go together."""

from django import forms

from apps.reconciliation import services
from apps.reconciliation.models import Check, CheckTerm


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
