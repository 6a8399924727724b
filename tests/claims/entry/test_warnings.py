"""What is probably a slip is said, with both sides of it; what only looks like one is not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.claims.entry.beside import InBreakdown
from apps.claims.entry.neighbours import Entry, load_known
from apps.claims.entry.warnings import ClaimWarning, find_warnings
from apps.claims.models import Breakdown, Claim, Population
from tests.factories import (
    make_breakdown,
    make_claim,
    make_indicator,
    make_place,
    make_population,
    make_source,
    make_unit,
)

pytestmark = pytest.mark.django_db


def warnings_of(claim: Claim, **rest: Any) -> list[ClaimWarning]:
    entry = Entry(claim, claim.ref, **rest)
    return find_warnings(entry, load_known([entry]))


def codes_of(claim: Claim, **rest: Any) -> list[str]:
    return [warning.code for warning in warnings_of(claim, **rest)]


def test_a_claim_as_it_was_said_has_no_warning() -> None:
    assert codes_of(make_claim()) == []


@pytest.mark.parametrize(
    ("said", "value", "code"),
    [
        ("17,080", 12_080, "value_differs"),
        ("4,237", 4_327, "swapped_digits"),
        ("1.2 million", 120_000, "scale_apart"),
        ("50,000", 5_000, "scale_apart"),
        ("24–48", 24, "range_as_one_number"),
    ],
)
def test_words_are_held_against_the_value(said: str, value: int, code: str) -> None:
    assert codes_of(make_claim(figure_as_said=said, value=Decimal(value))) == [code]


@pytest.mark.parametrize(
    ("said", "quote"), [("2,000", "around 2,000 displaced families"), ("2,000 households", "2,000 households returned")]
)
def test_families_are_no_people(said: str, quote: str) -> None:
    (warning,) = warnings_of(make_claim(figure_as_said=said, value=Decimal(2_000), quote=quote))
    assert (warning.code, warning.fields) == ("other_noun", ("unit", "quote"))
    assert warning.sentence.endswith(", the unit is people.")


def test_people_are_no_percent() -> None:
    percent = make_unit(code="percent", is_counted=False)
    share = make_indicator(code="share", unit=percent, kind="share", is_additive=False)
    claim = make_claim(figure_as_said="12 people", value=Decimal(12), unit=percent, indicator=share)
    assert "not of its unit (percent)" in warnings_of(claim)[0].sentence


def test_a_figure_stands_in_its_quote_whatever_its_blanks_and_case() -> None:
    assert (
        codes_of(
            make_claim(figure_as_said="1.2 million", value=Decimal(1_200_000), quote="some 1.2\u00a0Million people")
        )
        == []
    )
    assert codes_of(make_claim(figure_as_said="1,200", value=Decimal(1_200), quote="many people")) == ["not_in_quote"]


def test_a_quote_stands_in_the_text_that_is_stored() -> None:
    source = make_source(text="He said 1,851,424 people returned, and left.")
    assert codes_of(make_claim(source=source)) == []
    invented = make_claim(source=source, figure_as_said="7", quote="7 people stayed")
    assert codes_of(invented) == ["not_in_text"]


def test_a_share_above_a_hundred_percent_is_asked_about_and_a_rate_is_not() -> None:
    percent = make_unit(code="percent", is_counted=False)
    share = make_indicator(code="share", unit=percent, kind="share", is_additive=False)
    growth = make_indicator(code="growth", unit=percent, kind="rate", is_additive=False)
    said: dict[str, Any] = {"figure_as_said": "250%", "value": Decimal(250), "unit": percent}
    assert codes_of(make_claim(indicator=share, **said)) == ["above_a_hundred"]
    assert codes_of(make_claim(indicator=growth, **said)) == []


@pytest.mark.parametrize(
    ("kind", "own", "unit", "is_asked"),
    [
        ("share", "percent", "percent", False),
        ("share", "percent", "people_per_1000", False),
        ("share", "percent", "people", True),
        ("flow", "people", "people", False),
        ("flow", "people", "returns", False),
        ("flow", "people", "people_per_1000", False),
        ("flow", "people", "percent", True),
        ("stock", "people", "times", True),
        ("rate", "days", "months", False),
        ("rate", "days", "percent", True),
        ("rate", "people_per_1000", "percent", False),
        ("rate", "people_per_1000", "people", True),
    ],
)
def test_a_unit_that_its_indicator_is_not_given_in_is_asked_about(
    kind: str, own: str, unit: str, *, is_asked: bool
) -> None:
    units = {code: make_unit(code=code) for code in ("people", "returns", "percent", "times", "days", "months")}
    rate = {"rate_of": units["people"], "rate_per": units["people"], "rate_amount": Decimal(1000)}
    units["people_per_1000"] = make_unit(code="people_per_1000", **rate)
    indicator = make_indicator(code="asked", kind=kind, unit=units[own], is_additive=False)
    claim = make_claim(indicator=indicator, unit=units[unit], figure_as_said="12", value=Decimal(12))
    assert ("other_unit" in codes_of(claim)) == is_asked


def test_so_many_percent_of_a_figure_that_is_named_are_so_many_people() -> None:
    percent = make_unit(code="percent", is_counted=False)
    claim = make_claim(unit=percent, figure_as_said="40%", value=Decimal(40))
    assert codes_of(claim) == ["other_unit"]
    claim.denominator = make_claim(figure_as_said="12,300")
    assert codes_of(claim) == []


def test_what_is_done_does_not_lie_after_the_day_it_was_said() -> None:
    late = make_claim(is_cumulative=False, period_start=date(2031, 1, 1), period_end=date(2031, 12, 31))
    assert [w.sentence for w in warnings_of(late)] == [
        "The period begins on 2031-01-01, after the day it was said, 2019-07-24, and the status is done."
    ]
    late.status = "planned"
    assert codes_of(late) == []


def test_the_same_said_twice_is_named_but_parts_and_corrections_may_be_alike() -> None:
    first = make_claim()
    again = make_claim()
    assert codes_of(again) == ["said_twice"]
    assert first.ref in warnings_of(again)[0].sentence
    assert codes_of(make_claim(supersedes=first, figure_as_said="1,851,424", period_end=date(2019, 1, 1))) == []
    whole = make_claim(figure_as_said="50,000")
    parts = [make_claim(figure_as_said="25,000"), make_claim(figure_as_said="25,000")]
    make_breakdown(whole=whole, parts=parts)
    second = Claim.objects.get(pk=parts[1].pk)
    for dimension, codes in (("other", []), ("place", ["said_twice"])):
        Breakdown.objects.update(dimension=dimension)
        name = second.membership.breakdown.name
        assert codes_of(second, whole=whole, breakdown=InBreakdown(whole.ref, name, dimension)) == codes


def test_a_corrected_figure_may_be_like_its_correction_too() -> None:
    first = make_claim()
    make_claim(supersedes=first)
    assert codes_of(first) == []


def test_what_has_no_end_is_up_to_the_last_day_of_its_source() -> None:
    source = make_source(published_on=date(2019, 7, 24), cut_off_on=date(2019, 7, 21))
    since: dict[str, Any] = {"source": source, "period_start": date(2019, 1, 1)}
    make_claim(**since, period_end=None)
    assert codes_of(make_claim(**since, period_end=date(2019, 7, 21))) == ["said_twice"]
    assert codes_of(make_claim(**since, period_end=date(2019, 7, 20))) == []


def test_other_words_without_a_number_and_another_interval_are_another_figure() -> None:
    make_claim(figure_as_said="dozens", qualifier="vague", value=None)
    for words, codes in (("hundreds", []), ("Dozens", ["said_twice"])):
        assert codes_of(make_claim(figure_as_said=words, qualifier="vague", value=None)) == codes
    make_claim(figure_as_said="77 (70–80)", value=Decimal(77), interval_low=Decimal(70), interval_high=Decimal(80))
    wider = make_claim(
        figure_as_said="77 (60–90)", value=Decimal(77), interval_low=Decimal(60), interval_high=Decimal(90)
    )
    assert codes_of(wider) == []


def test_whoever_an_indicator_counts_is_counted_where_a_claim_does_not_say_whom() -> None:
    cases = make_population(code="cases")
    indicator = make_indicator(code="cholera", population=cases)
    first, again = (make_claim(indicator=indicator, population=said) for said in (None, cases))
    assert codes_of(again) == ["said_twice"]
    assert first.ref in warnings_of(again)[0].sentence


def test_what_is_under_way_has_begun_and_may_end_later() -> None:
    july, later = date(2019, 7, 1), date(2031, 1, 1)
    under_way = make_claim(status="under_way", is_cumulative=False, period_start=july, period_end=later)
    assert codes_of(under_way) == []
    under_way.period_start = date(2030, 1, 1)
    assert [warning.sentence for warning in warnings_of(under_way)] == [
        "The period begins on 2030-01-01, after the day it was said, 2019-07-24, and the status is under way."
    ]


def test_days_that_the_words_say_are_to_be_entered_and_no_others() -> None:
    said = make_claim(period_as_said="Q2 2018", is_cumulative=False)
    assert [warning.sentence for warning in warnings_of(said)] == [
        "The period “Q2 2018” says 2018-04-01 to 2018-06-30, and no days are entered."
    ]
    for start, codes in ((date(2018, 6, 1), []), (date(2018, 7, 1), ["period_differs"])):
        said.period_start, said.period_end = start, date(2018, 9, 30)
        assert codes_of(said) == codes
    assert codes_of(make_claim(figure_as_said="7", period_as_said="today", is_cumulative=False)) == []
    assert codes_of(make_claim(figure_as_said="8", period_as_said="so far")) == []


def test_a_last_day_that_the_words_say_is_to_be_entered_and_no_other() -> None:
    source = make_source(published_on=date(2024, 9, 2))
    said = make_claim(source=source, period_as_said="as of 21 July 2024")
    assert [(warning.fields[1], warning.sentence) for warning in warnings_of(said)] == [
        ("period_end", "The period “as of 21 July 2024” says a day not stated to 2024-07-21, and no days are entered.")
    ]
    for end, codes in ((date(2024, 7, 21), []), (date(2024, 7, 20), []), (date(2024, 8, 31), ["period_differs"])):
        said.period_end = end
        assert codes_of(said) == codes
    said.period_start, said.period_end = date(2024, 5, 1), None
    assert codes_of(said) == ["period_differs"]
    source.cut_off_on = date(2024, 7, 21)
    assert codes_of(said) == []
    said.period_start = None
    assert codes_of(said) == []
    said.period_as_said = "as of today"
    assert codes_of(said) == []


def test_nobody_comes_from_a_place_to_itself() -> None:
    syria = make_place()
    assert codes_of(make_claim(place=syria, origin=syria)) == ["place_is_origin"]
    assert codes_of(make_claim(figure_as_said="5", place=syria, origin=make_place(code="LBN"))) == []
    assert codes_of(make_claim(figure_as_said="0", place=syria, origin=syria)) == [], "nobody does"


@pytest.mark.parametrize(
    ("standard_code", "within", "across", "itself"),
    [
        ("REF", ["one_country"], [], ["place_is_origin"]),
        ("RET", ["one_country"], [], ["place_is_origin"]),
        ("IDP", [], [], []),
        ("", [], [], ["place_is_origin"]),
    ],
)
def test_whoever_crossed_a_border_is_not_from_the_same_country(
    standard_code: str, within: list[str], across: list[str], itself: list[str]
) -> None:
    people = make_population(code="counted")
    Population.objects.update(standard_code=standard_code)
    women = make_population(code="women", broader=people)
    syria, lebanon = make_place(), make_place(code="LBN")
    aleppo, homs = (make_place(code=code, kind="governorate") for code in ("SY02", "SY04"))
    for governorate in (aleppo, homs):
        governorate.broader.add(syria)
    for place, origin, codes in (
        (aleppo, homs, within),
        (syria, homs, within),
        (homs, syria, within),
        (aleppo, lebanon, across),
        (lebanon, syria, across),
        (aleppo, aleppo, itself),
    ):
        assert codes_of(make_claim(population=women, place=place, origin=origin)) == codes, (place, origin)


def test_the_country_in_which_place_and_origin_lie_is_named() -> None:
    refugees, syria = make_population(code="refugees"), make_place()
    Population.objects.update(standard_code="REF")
    aleppo = make_place(code="SY02", kind="governorate")
    aleppo.broader.add(syria)
    assert [one.sentence for one in warnings_of(make_claim(population=refugees, place=aleppo, origin=syria))] == [
        "Refugees crossed a border, and place and origin lie in one country, Syr."
    ]


def test_a_part_is_not_above_its_whole() -> None:
    whole, part = make_claim(figure_as_said="50,000"), make_claim(figure_as_said="62,500")
    place = InBreakdown(whole.ref, "by place", "place")
    assert codes_of(part, whole=whole, breakdown=place) == ["above_its_whole"]
    assert codes_of(whole, whole=part, breakdown=place) == []


def test_a_figure_ten_times_all_others_of_its_scope_is_asked_about() -> None:
    for number, said in enumerate(("41,570", "41,900", "43,200"), start=1):
        make_claim(figure_as_said=said, period_end=date(2019, number, 28))
    assert codes_of(make_claim(figure_as_said="415,700", period_end=date(2019, 4, 28))) == []
    assert codes_of(make_claim(figure_as_said="4,320,000", period_end=date(2019, 5, 28))) == ["far_from_others"]
    assert codes_of(make_claim(figure_as_said="4,100", period_end=date(2019, 6, 28))) == ["far_from_others"]


def test_nothing_is_counted_below_zero_but_a_net_change() -> None:
    claim = make_claim()
    claim.figure_as_said, claim.value, claim.quote = "−525", Decimal(-525), "−525 people"
    (refused,) = [warning for warning in warnings_of(claim) if warning.is_refused]
    assert refused.code == "below_zero"
    assert refused.sentence.startswith("Nothing is counted below zero: −525 people.")
    claim.indicator.is_net_change = True
    assert not [warning for warning in warnings_of(claim) if warning.is_refused]
