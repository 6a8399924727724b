"""How checks are typed, a formula whose names, claims and units go together, and how a finding is decided on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from apps.claims.entry.forms import NumberField
from apps.claims.models import Claim
from apps.claims.references import claim_number, claim_refs_in, replace_claim_refs
from apps.reconciliation.models import Assignment, Check, CheckTerm, Explanation, Finding, Review, moment_after
from apps.reconciliation.trials.formulas import find_problem
from apps.sources.models import Organisation, Source
from apps.sources.refusals import NOT_A_DAY

OFFERED = [choice for choice in Review.Status.choices if choice[0] != Review.Status.CONFIRMED]
CHANGED = "The figures of this finding have changed since this page was opened. Look again: your words are kept."
SAID = ("organisation", "code", "words", "amount", "source", "given_on")  # what an explanation is made of
DECIDED = "Somebody decided on this finding since this page was opened. Read it below: your words are kept."


class CheckForm(forms.ModelForm[Check]):
    """A formula over claims: each is called by its reference, which becomes a term, or by the name of a term.

    C-19 / 5 × C-70 ≥ residents − left        c19 / 5 × c70 ≥ residents − left, and the terms c19 and c70
    """

    class Meta:
        model = Check
        fields = ("title", "formula", "slug", "is_active")
        help_texts = {
            "formula": (
                "With the references of claims, such as C-19 ÷ 5 × C-70 ≥ C-101 − C-99, or with names that you give "
                "them below: rate ÷ 5 × days ≥ residents − left. Signs: + − × ÷ (or - * /), brackets, numbers, and one "
                "of ≥ ≤ > < =. What is said per 5 days is divided by 5 first."
            )
        }

    called: Mapping[str, Claim] = MappingProxyType({})  # by the name of the term that each becomes

    def clean_formula(self) -> str:
        """The formula with names alone; the claims that it calls by reference wait for the terms (`called`)."""
        formula = str(self.cleaned_data["formula"])
        refs = claim_refs_in(formula)
        claims = {claim.ref: claim for claim in Claim.objects.filter(pk__in=map(claim_number, refs))}
        if unknown := [ref for ref in refs if ref not in claims]:
            raise forms.ValidationError(f"There is no claim {', '.join(unknown)}.")
        self.called = {_name_of(ref): claims[ref] for ref in refs}
        self.instance.called = self.called  # type: ignore[attr-defined] # the terms are looked at with the same check
        return replace_claim_refs(formula, _name_of).lower()

    def add_called(self) -> None:
        """Makes a term of every claim that the formula calls by its reference and that has none; all else is saved."""
        there = set(self.instance.terms.values_list("name", flat=True))
        for name, claim in self.called.items():
            if name not in there:
                CheckTerm.objects.create(check_written=self.instance, name=name, claim=claim)


def _name_of(ref: str) -> str:
    """The name by which a formula calls a claim whose reference was typed: c17 for C-17."""
    return ref.replace("-", "").lower()


class CheckTermForm(forms.ModelForm[CheckTerm]):
    """A claim under the name by which the formula calls it; capitals make no difference."""

    class Meta:
        model = CheckTerm
        fields = ("name", "claim")

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).lower()


class CheckTermFormSet(forms.BaseInlineFormSet[CheckTerm, Check, forms.ModelForm[CheckTerm]]):
    """The terms of a check; the formula is worked out with them before anything is saved."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or not self.instance.formula:
            return
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        terms = {row["name"]: row["claim"] for row in rows if row.get("name") and row.get("claim")}
        for name, claim in getattr(self.instance, "called", {}).items():
            if terms.setdefault(name, claim) != claim:
                raise forms.ValidationError(
                    f"The name {name} stands for {terms[name].ref}: give that claim another name."
                )
        problem = find_problem(self.instance.formula, terms)
        if problem:
            raise forms.ValidationError(f"The formula cannot be worked out. {problem}")


def seen_now(finding: Finding) -> str:
    """What a page that shows the finding has seen of it: its figures, and the latest decision on it."""
    latest = finding.reviews.values_list("pk", flat=True).first()
    return f"{finding.inputs_digest} {latest or 0}"


class ReviewForm(forms.ModelForm[Review]):
    """What an analyst decides about a finding, and why; `seen` is what the page had seen of it (`seen_now`).

    `is_sent_again` where it is the latest decision once more, by who made it, from the same page: a double click.
    """

    is_sent_again = False

    status = forms.ChoiceField(
        label="Decision", choices=OFFERED, widget=forms.RadioSelect, help_text="It changes no verdict."
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Review
        fields = ("status", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        labels = {"note": "Why"}
        help_texts = {"note": ""}  # the label on the page says it

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now = seen_now(self.instance.finding)
        if cleaned.get("seen") and cleaned["seen"] != now:
            has_changed = cleaned["seen"].split()[0] != now.split()[0]
            self.is_sent_again = not has_changed and self._says_the_latest(cleaned)
            if not self.is_sent_again:
                raise forms.ValidationError(CHANGED if has_changed else DECIDED)
        return cleaned

    def _says_the_latest(self, cleaned: Mapping[str, Any]) -> bool:
        latest = self.instance.finding.reviews.first()
        said = (cleaned.get("status"), cleaned.get("note"), self.instance.by)
        return latest is not None and said == (latest.status, latest.note, latest.by)


class ExplanationForm(forms.ModelForm[Explanation]):
    """Why the figures part, as one of the finding's organisations or an analyst says it."""

    amount = NumberField(
        label="How much of the difference it explains", required=False, help_text="A number such as 56,000; or nothing."
    )

    class Meta:
        model = Explanation
        fields = SAID
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        labels = {"organisation": "Who says it", "words": "In their words", "given_on": "Said on"}
        error_messages = {"given_on": {"invalid": NOT_A_DAY}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        said = self.instance.finding.inputs.values("speaker__organisation")
        parties = Organisation.objects.filter(pk__in=said).order_by("name")
        self.fields["organisation"] = forms.ModelChoiceField(
            parties, label="Who says it", required=False, empty_label="An analyst"
        )
        self.fields["source"] = forms.ModelChoiceField(
            Source.objects.filter(claims__in=Claim.objects.published()).distinct().defer("text").order_by("title"),
            label="Where it stands",
            required=False,
            empty_label="in no source that is entered",
        )
        self.initial["given_on"] = self.instance.given_on or timezone.localdate()

    def record(self) -> Explanation:
        """Writes down what was said; the form is valid. The same said twice is one: a double click explains no more."""
        said = {name: self.cleaned_data[name] for name in SAID}
        before = Explanation.objects.filter(finding=self.instance.finding, **said).first()
        given: Explanation = before or self.save()
        return given


def reviewers() -> QuerySet[Any]:
    """Who may decide on findings."""
    accounts: Any = get_user_model()._default_manager
    may: QuerySet[Any] = accounts.with_perm(
        "reconciliation.add_review", backend="django.contrib.auth.backends.ModelBackend"
    )
    return may.order_by("username")


class AssignmentForm(forms.ModelForm[Assignment]):
    """Who is to decide on a finding."""

    class Meta:
        model = Assignment
        fields = ("to",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"] = forms.ModelChoiceField(
            reviewers(), label="Who is to decide", required=False, empty_label="nobody yet"
        )

    def record(self, by: Any) -> Assignment:
        """Writes down who is to decide from now on; the form is valid."""
        given: Assignment = self.save(commit=False)
        given.by, given.at = by, moment_after(given.finding.assignments.all())
        given.save()
        return given
