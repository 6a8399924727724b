"""A figure is typed in the language of its source and for its unit, and a step follows the words it was read from."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from apps.claims.entry.forms import ClaimForm, NumberField
from apps.claims.models import Claim
from apps.claims.reading.outcomes import UnitTraits
from tests.factories import make_claim, make_source, make_unit

FIELDS = ("source", "unit", "figure_as_said", "value", "value_high", "step")


def typed(text: str, language: str = "en", unit: UnitTraits | None = None) -> Decimal:
    field = NumberField()
    field.language, field.unit = language, unit or field.unit
    return field.clean(text)  # type: ignore[no-any-return]


def test_a_number_box_takes_words_and_abbreviations() -> None:
    assert [typed(text) for text in ("1.5m", "two million", "12,50,000", "٢ مليون")] == [
        1_500_000,
        2_000_000,
        1_250_000,
        2_000_000,
    ]
    assert typed("1.234", "de") == 1234


@pytest.mark.parametrize(("text", "question"), [("1,234*", "What does the mark"), ("1 000,000", "1,000 or 1,000,000")])
def test_a_number_box_asks_about_what_can_be_meant_in_two_ways(text: str, question: str) -> None:
    with pytest.raises(ValidationError, match=question):
        typed(text)


@pytest.mark.parametrize(
    ("text", "reason"), [("1.234", "1.234 or 1,234"), ("40%", "percent sign"), ("2.5", "whole number")]
)
def test_a_number_box_knows_the_unit(text: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        typed(text, "en", UnitTraits("people", is_whole=True))


def answers(claim: Claim, **typed_in: str) -> ClaimForm:
    """The form as a browser sends it back, with some boxes typed in."""
    shown = ClaimForm(instance=claim)
    data = {bound.html_name: bound.value() for bound in shown}
    return ClaimForm({name: value for name, value in data.items() if value is not None} | typed_in, instance=claim)


def saved(claim: Claim, **typed_in: str) -> Claim:
    form = answers(claim, **typed_in)
    assert form.is_valid(), form.errors
    form.save()
    claim.refresh_from_db()
    return claim


@pytest.mark.django_db
def test_a_step_that_was_read_from_the_words_is_read_anew_when_they_change() -> None:
    claim = make_claim(figure_as_said="1,200")
    shown = ClaimForm(instance=claim)
    assert (shown["step"].value(), shown.fields["step"].widget.attrs["placeholder"]) == (
        None,
        "read from the words: 100",
    )
    assert saved(claim, figure_as_said="1.2 million", quote="1.2 million", value="1.2 million").step == 100_000


@pytest.mark.django_db
def test_a_step_that_was_entered_stays_when_the_words_change() -> None:
    claim = make_claim(figure_as_said="1,200", step=Decimal(50))
    assert ClaimForm(instance=claim)["step"].value() == "50"
    assert saved(claim, figure_as_said="1,250", quote="1,250 people", value="1,250").step == 50


@pytest.mark.django_db
def test_a_form_reads_numbers_in_the_language_of_the_source_that_is_picked() -> None:
    english = make_claim(figure_as_said="1,234", unit=make_unit(is_whole=True))
    german = make_source(slug="bericht", language="de")
    assert "1.234 or 1,234" in answers(english, value="1.234").errors["value"][0]
    assert saved(english, source=str(german.pk), figure_as_said="1.234", quote="1.234", value="1.234").value == 1234


@pytest.mark.django_db
def test_numbers_left_blank_are_read_from_the_words() -> None:
    blank = {"value": "", "value_high": "", "qualifier": ""}
    claim = saved(make_claim(), figure_as_said="more than 1.2 million", quote="more than 1.2 million", **blank)
    assert (claim.qualifier, claim.value, claim.step) == ("more_than", Decimal(1_200_000), Decimal(100_000))
    claim = saved(claim, figure_as_said="24–48", quote="24–48", **blank)
    assert (claim.qualifier, claim.value, claim.value_high) == ("between", Decimal(24), Decimal(48))


@pytest.mark.django_db
def test_what_is_typed_beside_the_words_stands() -> None:
    words = {"figure_as_said": "17,080", "quote": "up to 17,080", "value": ""}
    assert saved(make_claim(), **words, qualifier="at_most").qualifier == "at_most"
    assert "The words say 17,080, the value 12,080" in str(
        answers(make_claim(position=2), **words | {"value": "12,080"}).errors
    )


@pytest.mark.django_db
def test_words_that_can_be_meant_in_two_ways_are_asked_about_beside_the_box() -> None:
    people = make_claim(unit=make_unit(is_whole=True))
    form = answers(people, figure_as_said="1.234", quote="1.234", value="", qualifier="")
    assert "1.234 or 1,234" in form.errors["figure_as_said"][0]
    assert "no number" in answers(people, figure_as_said="a lot", quote="a lot", value="").errors["figure_as_said"][0]


@pytest.mark.django_db
def test_days_left_blank_are_read_from_the_words_with_the_day_of_the_source() -> None:
    source = make_source(slug="said-in-july", published_on=date(2019, 7, 24))
    blank = {"period_start": "", "period_end": ""}
    claim = saved(make_claim(source=source), period_as_said="so far in 2019", **blank)
    assert (claim.period_start, claim.period_end, claim.is_cumulative) == (date(2019, 1, 1), date(2019, 7, 24), True)
    assert "more than one way" in answers(claim, period_as_said="mid-July", **blank).errors["period_as_said"][0]


@pytest.mark.django_db
def test_days_that_are_typed_stand_whatever_the_words_say() -> None:
    claim = saved(make_claim(), period_as_said="in 2018", period_start="2018-02-01", period_end="30 November 2018")
    assert (claim.period_start, claim.period_end) == (date(2018, 2, 1), date(2018, 11, 30))


@pytest.mark.django_db
def test_days_of_which_none_is_in_the_words_are_asked_about() -> None:
    form = answers(make_claim(), period_as_said="in 2018", period_start="2017-01-01", period_end="2017-12-31")
    assert form.errors["period_start"] == [
        "The period “in 2018” says 2018-01-01 to 2018-12-31, entered is 2017-01-01 to 2017-12-31."
    ]


@pytest.mark.django_db
def test_an_interval_that_was_read_from_the_words_is_read_anew_when_they_change() -> None:
    first, second = "4.74 million (3.31–6.48)", "4.75 million (3.41–6.58)"
    claim = saved(make_claim(), figure_as_said=first, value="4740000", quote=first)
    assert claim.interval_high == Decimal(6_480_000)
    other = saved(claim, figure_as_said=second, value="4750000", quote=second)
    assert (other.interval_low, other.interval_high) == (Decimal(3_410_000), Decimal(6_580_000))
    none = saved(other, figure_as_said="5 million", value="5000000", quote="5 million")
    assert (none.interval_low, none.interval_high, none.interval_is) == (None, None, "")


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "4.74 million"])
def test_an_estimate_and_its_interval_fill_what_is_left_blank(value: str) -> None:
    words = "about 4.74 million (3.31–6.48)"
    claim = saved(make_claim(), figure_as_said=words, quote=words, value=value, qualifier="")
    assert (claim.qualifier, claim.value) == ("about", Decimal(4_740_000))
    assert (claim.interval_low, claim.interval_high) == (Decimal(3_310_000), Decimal(6_480_000))


@pytest.mark.django_db
def test_a_position_left_blank_is_the_next_of_its_source() -> None:
    first = make_claim(position=7)
    form = answers(make_claim(figure_as_said="525", position=3), position="")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["position"] == 8
    assert first.source_id == form.cleaned_data["source"].pk
