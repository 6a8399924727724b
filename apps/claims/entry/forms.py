"""How a figure is typed: numbers as people write them, and nothing that only a computer would."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from apps.claims.entry.boxes import Around, BoxReading
from apps.claims.entry.publishing import BEFORE, find_obstacle, find_unconfirmed, may_publish
from apps.claims.entry.warnings import ClaimWarning
from apps.claims.models import Claim, State
from apps.claims.numbers import grouped
from apps.claims.reading.estimates import read_estimate
from apps.claims.reading.figures import ANY_UNIT
from apps.claims.reading.outcomes import Qualifier
from apps.claims.reading.typed import parse_number

WORDS = {"quote", "locator", "figure_as_said", "period_as_said", "bias_as_said", "position", "state"}
FIGURE = frozenset(field.name for field in Claim._meta.get_fields() if not field.auto_created) - WORDS
PUBLIC_FIGURE = (
    "This claim is public: a publisher changes what it counts, and how many. Its words can be corrected; a figure that "
    "was said anew is a claim of its own, which corrects this one."
)


class NumberField(forms.CharField):
    """A number: 1851424, 1,851,424 or 1.2 million. Refuses 1_000 and 1e400 in words.

    The form says in which `language` it is written and of what `unit` it is, as soon as both are picked.
    """

    language = "en"
    unit = ANY_UNIT

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return parse_number(str(text), self.language, self.unit)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class ClaimForm(forms.ModelForm[Claim]):
    """A claim as staff enter it. What is probably a slip is asked about, and saved once it is confirmed with a reason.

    The words fill what is left blank: qualifier and value from the figure as said, the days from the period as said.
    What is typed into those fields stands. `confirmed` are the warnings that were, and `read` the sentences of what
    was read from the words, both after validation. `by` is who saves it, where publishing is guarded.
    """

    by: Any = None

    value = NumberField(required=False, help_text="1851424 or 1.2 million; blank: as the words say.")
    value_high = NumberField(required=False, label="Upper value", help_text="Only for a range.")
    step = NumberField(
        required=False,
        label="Rounding step",
        help_text="Value of the last digit that counts; blank: as the words say.",
    )

    confirms = forms.BooleanField(required=False, label="I have looked at the warnings: they are all right")
    reason = forms.CharField(
        required=False,
        label="Why",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with the claim, for whoever asks later.",
    )

    class Meta:
        model = Claim
        fields = "__all__"  # noqa: DJ007 - the admin says which

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_states()
        self._tell_number_fields()
        self._leave_step_to_the_words()
        self._leave_interval_to_the_words()
        self.read: list[str] = []
        if "qualifier" in self.fields:
            self.fields["qualifier"].required = False
            self.fields["qualifier"].choices = [  # type: ignore[attr-defined]
                ("", "as the words say"),
                *[(one.value, one.value.replace("_", " ")) for one in Qualifier],
            ]
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].help_text = "Order in the source, from 1; left blank it is the next."

    def _offer_states(self) -> None:
        """Whoever may not publish moves a claim from draft to ready and back."""
        if self.by is not None and "state" in self.fields and not may_publish(self.by):
            stands = self.instance.state
            kept = {*BEFORE, stands} if stands in BEFORE else {stands}
            self.fields["state"].choices = [  # type: ignore[attr-defined]
                choice for choice in State.choices if choice[0] in kept
            ]

    def _ask_who_changes_figures(self) -> None:
        """Who enters may correct the words of what is public; what it counts, and how many, a publisher changes."""
        is_public = str(self.initial.get("state")) == State.PUBLISHED and bool(self.instance.pk)
        changed = [name for name in self.changed_data if name in FIGURE]
        if is_public and changed and not may_publish(self.by):
            self.add_error(changed[0], PUBLIC_FIGURE)

    def _ask_who_publishes(self, now: str) -> None:
        was = str(self.initial.get("state")) if self.instance.pk else State.DRAFT.value
        author = self.instance.entered_by_id if self.instance.pk else self.by.pk
        if obstacle := find_obstacle(self.by, was, now, author):
            self.add_error("state", obstacle)

    def _tell_number_fields(self) -> None:
        source, unit = self._picked("source"), self._picked("unit")
        for name in ("value", "value_high"):
            field = self.fields.get(name)
            if isinstance(field, NumberField):
                field.language = source.language if source else "en"
                # Whether it may be below zero is the indicator's matter too, and checked with the claim.
                field.unit = unit.traits._replace(is_counted=False) if unit else ANY_UNIT

    def _picked(self, name: str) -> Any:
        """The record picked in this form, else the claim's own; None where there is none."""
        if name not in self.fields:
            return None
        value = self[name].value()
        if isinstance(value, Model) or not value:
            return value or None
        try:
            return self.fields[name].clean(value)
        except ValidationError:
            return None

    def _leave_step_to_the_words(self) -> None:
        """A step that was read from the words is shown beside the box, which is blank: other words give another."""
        claim = self.instance
        if claim.pk and claim.step is not None and "step" in self.fields and not claim.figure.is_step_entered:
            self.initial["step"] = None
            self.fields["step"].widget.attrs["placeholder"] = f"read from the words: {grouped(claim.figure.rounding)}"

    def _leave_interval_to_the_words(self) -> None:
        """An interval that was read from the words likewise, with what it is called."""
        claim = self.instance
        if not claim.pk or claim.interval_low is None or not {"interval_low", "interval_high"} <= self.fields.keys():
            return
        stated = read_estimate(claim.figure_as_said, claim.language, claim.traits)
        if stated is None or (stated.low, stated.high) != (claim.interval_low, claim.interval_high):
            return
        for name, end in (("interval_low", stated.low), ("interval_high", stated.high)):
            self.initial[name] = None
            self.fields[name].widget.attrs["placeholder"] = f"read from the words: {grouped(end)}"
        if stated.called and claim.interval_is == stated.called:
            self.initial["interval_is"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"figure_as_said", "qualifier", "value", "value_high", "unit"} & self.errors.keys():
            self._fill_figure(cleaned)
        if not {"period_as_said", "period_start", "period_end"} & self.errors.keys():
            self._fill_period(cleaned)
        source = cleaned.get("source")
        if cleaned.get("position") is None and "position" not in self.errors and source:
            last = source.claims.aggregate(last=Max("position"))["last"]
            cleaned["position"] = (last or 0) + 1
        if self.by is not None and cleaned.get("state"):
            self._ask_who_publishes(cleaned["state"])
            self._ask_who_changes_figures()
        return cleaned

    def _fill_figure(self, cleaned: dict[str, Any]) -> None:
        """The numbers from the words where none is typed, and the qualifier where none is picked."""
        words = cleaned.get("figure_as_said") or ""
        if not words:
            return
        has_number = cleaned.get("value") is not None or cleaned.get("value_high") is not None
        if has_number and not cleaned.get("qualifier"):
            meant = _around(cleaned).meaning_of(words, cleaned.get("value") or Decimal(0))
            if meant is None:
                self.add_error("qualifier", "The words do not say the value: pick how they bound it.")
            else:
                cleaned["qualifier"] = meant.qualifier.value
        elif not has_number and cleaned.get("qualifier") != Qualifier.VAGUE:
            self._take(cleaned, "figure_as_said", _around(cleaned).read_figure(words))

    def _fill_period(self, cleaned: dict[str, Any]) -> None:
        """The days from the words, where the words are new and no day is typed."""
        words = cleaned.get("period_as_said") or ""
        has_days = cleaned.get("period_start") is not None or cleaned.get("period_end") is not None
        if not words or has_days or "period_as_said" not in self.changed_data:
            return
        reading = _around(cleaned).read_period(words)
        if reading.fields or reading.is_asked:
            self._take(cleaned, "period_as_said", reading)

    def _take(self, cleaned: dict[str, Any], box: str, reading: BoxReading) -> None:
        if not reading.fields:
            self.add_error(box, reading.sentence)
            return
        picked = cleaned.get("qualifier") if "qualifier" in reading.fields else ""
        cleaned.update(reading.fields)
        if picked:
            cleaned["qualifier"] = picked
        self.read.append(reading.sentence)

    def _post_clean(self) -> None:
        """After the claim has its new values and kept all constraints: what is probably a slip in it."""
        super()._post_clean()  # type: ignore[misc]
        self.confirmed: list[ClaimWarning] = []
        if self.errors:
            return
        unsettled = self._find_warnings()
        refused = [warning for warning in unsettled if warning.is_refused]
        is_confirmed = self.cleaned_data["confirms"] and self.cleaned_data["reason"].strip()
        if is_confirmed and not refused:
            self.confirmed = unsettled
            return
        for warning in unsettled:
            self.add_error(warning.fields[0], warning.sentence)
        if unsettled and not refused:
            self.add_error(None, "Nothing is saved yet. Mend what is a slip; what is right, confirm with a reason.")

    def _find_warnings(self) -> list[ClaimWarning]:
        """The warnings that were not confirmed before in the same words."""
        return find_unconfirmed(self.instance)


def _around(cleaned: dict[str, Any]) -> Around:
    source, unit, indicator = (cleaned.get(name) for name in ("source", "unit", "indicator"))
    return Around(source, unit, indicator, cleaned.get("status") or "", cleaned.get("qualifier") or "")
