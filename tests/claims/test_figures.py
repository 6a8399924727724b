"""Figures are read as the table in `apps.claims.figures` says, row by row, and obey the laws of their two readings."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims import figures as room
from apps.claims.figures import Bias, Figure, Period, Qualifier, Status, shown, spoken
from apps.claims.intervals import Interval


def figure(as_said: str, qualifier: str = "exactly", value: str | None = None, **rest: object) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(as_said=as_said, qualifier=Qualifier(qualifier), value=number, **rest)  # type: ignore[arg-type]


READINGS = [
    ("an exact integer is a point", figure("1,851,424", value="1851424"), "1,851,424", "1,851,424"),
    ("one zero at the end is still a point", figure("41,570", value="41570"), "41,570", "41,570"),
    ("a small integer is a point", figure("332", value="332"), "332", "332"),
    ("zeros at the end are rounding", figure("674,000", value="674000"), "[673,500, 674,500]", "[673,500, 674,500]"),
    (
        "words of scale are rounding",
        figure("1.2 million", value="1200000"),
        "[1,150,000, 1,250,000]",
        "[1,150,000, 1,250,000]",
    ),
    (
        "a million is read to five percent",
        figure("1 million", value="1000000"),
        "[500,000, 1,500,000]",
        "[950,000, 1,050,000]",
    ),
    ("a share is never a point", figure("29%", value="29", is_percent=True), "[28.5, 29.5]", "[28.5, 29.5]"),
    (
        "decimals are never a point",
        figure("40.96%", value="40.96", is_percent=True),
        "[40.955, 40.965]",
        "[40.955, 40.965]",
    ),
    ("more than, rounded", figure("17,000", "more_than", "17000"), "(17,000, ∞)", "(17,000, 18,000]"),
    ("more than two million", figure("2 million", "more_than", "2000000"), "(2,000,000, ∞)", "(2,000,000, 3,000,000]"),
    ("more than, on a point, is a habit", figure("319,274", "more_than", "319274"), "[319,274, ∞)", "319,274"),
    ("more than never doubles", figure("7", "more_than", "7"), "(7, ∞)", "(7, 8]"),
    ("more than, at most by half", figure("1", "more_than", "1"), "(1, ∞)", "(1, 1.5]"),
    ("five hundred in words", figure("five hundred", "more_than", "500"), "(500, ∞)", "(500, 600]"),
    ("leading zeros are no digits", figure("007", "more_than", "7"), "(7, ∞)", "(7, 8]"),
    ("at least", figure("2,000", "at_least", "2000"), "[2,000, ∞)", "[2,000, 3,000]"),
    ("just over", figure("55,500", "just_over", "55500"), "(55,500, ∞)", "(55,500, 55,600]"),
    ("just over two million", figure("2 million", "just_over", "2000000"), "(2,000,000, ∞)", "(2,000,000, 2,100,000]"),
    ("less than", figure("2,000", "less_than", "2000"), "[0, 2,000)", "[1,000, 2,000)"),
    ("less than, on a point", figure("2,345", "less_than", "2345"), "[0, 2,345]", "2,345"),
    ("up to", figure("2,000", "at_most", "2000"), "[0, 2,000]", "[1,000, 2,000]"),
    (
        "up to, of a forecast",
        figure("100,000", "at_most", "100000", status=Status.FORECAST),
        "[0, 100,000]",
        "[0, 100,000]",
    ),
    (
        "up to, of a capacity",
        figure("100,000", "at_most", "100000", status=Status.CAPACITY),
        "[0, 100,000]",
        "[0, 100,000]",
    ),
    ("up to, of what was done", figure("100,000", "at_most", "100000"), "[0, 100,000]", "[50,000, 100,000]"),
    ("what is not counted may be below zero", figure("-5", value="-5", is_counted=False), "−5", "−5"),
    (
        "less than, of what is not counted",
        figure("10", "less_than", "10", is_counted=False),
        "(−∞, 10)",
        "[5, 10)",
    ),
    ("below a thousand, qualified, a step is the unit", figure("999", "more_than", "999"), "(999, ∞)", "(999, 1,000]"),
    ("a thousand is rounded", figure("1,000", value="1000"), "[500, 1,500]", "[950, 1,050]"),
    ("more than a thousand", figure("1,000", "more_than", "1000"), "(1,000, ∞)", "(1,000, 1,500]"),
    ("more than 1,001, a point", figure("1,001", "more_than", "1001"), "[1,001, ∞)", "1,001"),
    ("two zeros at the end are rounding", figure("1,100", value="1100"), "[1,050, 1,150]", "[1,050, 1,150]"),
    ("a step of one makes a point", figure("1,200", value="1200", step=Decimal(1)), "1,200", "1,200"),
    ("a step of two does not", figure("1,200", value="1200", step=Decimal(2)), "[1,199, 1,201]", "[1,199, 1,201]"),
    ("about nothing", figure("0", "about", "0"), "[0, 0.5]", "0"),
    ("more than nothing", figure("0", "more_than", "0"), "(0, ∞)", "(0, 1]"),
    ("just over nothing", figure("0", "just_over", "0"), "(0, ∞)", "(0, 1]"),
    ("nearly", figure("55,500", "just_under", "55500"), "[0, 55,500)", "[55,400, 55,500)"),
    ("nearly two million", figure("2 million", "just_under", "2000000"), "[0, 2,000,000)", "[1,900,000, 2,000,000)"),
    ("just over, by an entered step", figure("5", "just_over", "5", step=Decimal(5)), "(5, ∞)", "(5, 10]"),
    ("about, by an entered step", figure("100", "about", "100", step=Decimal(50)), "[75, 125]", "[75, 125]"),
    ("about, by a wide entered step", figure("100", "about", "100", step=Decimal(80)), "[60, 140]", "[60, 140]"),
    ("a quarter", figure("a quarter", value="25", is_percent=True), "[18.75, 31.25]", "[23, 27]"),
    ("one in fifty", figure("1 in 50", value="2", is_percent=True), "[1.5, 2.5]", "[1.5, 2.5]"),
    ("all is to the point", figure("100%", value="100", is_percent=True), "[99.5, 100.5]", "[99.5, 100.5]"),
    (
        "a step that was entered for all stands",
        figure("100%", value="100", step=Decimal(10), is_percent=True),
        "[95, 105]",
        "[95, 105]",
    ),
    ("a multiple of few is no point", figure("3 times", value="3", is_ratio=True), "[2.5, 3.5]", "[2.85, 3.15]"),
    ("so many per so many is no point", figure("290", value="290", is_ratio=True), "[285, 295]", "[285, 295]"),
    ("a step of five", figure("5", value="5", step=Decimal(5)), "[2.5, 7.5]", "[2.5, 7.5]"),
    ("a step of five, of 25", figure("25", value="25", step=Decimal(5)), "[22.5, 27.5]", "[22.5, 27.5]"),
    ("an entered step is more than half", figure("5", "more_than", "5", step=Decimal(5)), "(5, ∞)", "(5, 10]"),
    ("an entered step is a twentieth and more", figure("5", "just_over", "5", step=Decimal(5)), "(5, ∞)", "(5, 10]"),
    ("an entered step, below", figure("20", "just_under", "20", step=Decimal(5)), "[0, 20)", "[15, 20)"),
    ("about, with an entered step", figure("5", "about", "5", step=Decimal(5)), "[2.5, 7.5]", "[2.5, 7.5]"),
    ("an entered step of one is a point", figure("2,000", value="2000", step=Decimal(1)), "2,000", "2,000"),
    (
        "a third, with an entered step",
        figure("a third", value="33.333333", is_percent=True, step=Decimal(2)),
        "[32.333333, 34.333333]",
        "[32.333333, 34.333333]",
    ),
    (
        "one in three is a part as well",
        figure("1 in 3", value="33.333333", is_percent=True),
        "[25, 41.666666]",
        "[31.333333, 35.333333]",
    ),
    ("2.0m is 2.0 million", figure("2.0m", value="2000000"), "[1,950,000, 2,050,000]", "[1,950,000, 2,050,000]"),
    ("2.0 million", figure("2.0 million", value="2000000"), "[1,950,000, 2,050,000]", "[1,950,000, 2,050,000]"),
    (
        "2,0 млн",
        figure("2,0 млн", value="2000000", language="ru"),
        "[1,950,000, 2,050,000]",
        "[1,950,000, 2,050,000]",
    ),
    ("40.0 %", figure("40.0 %", value="40", is_percent=True), "[39.95, 40.05]", "[39.95, 40.05]"),
    ("a number in German", figure("1.234", value="1234", language="de"), "1,234", "1,234"),
    ("nearly", figure("55,500", "just_under", "55500"), "[0, 55,500)", "[55,400, 55,500)"),
    ("about", figure("22,500", "about", "22500"), "[16,875, 28,125]", "[22,000, 23,000]"),
    ("about, of one digit", figure("1,000", "about", "1000"), "[500, 1,500]", "[900, 1,100]"),
    ("about, with a coarse step", figure("3500", "about", "3500"), "[2,625, 4,375]", "[3,150, 3,850]"),
    ("a range", figure("24-48", "between", "24", value_high=Decimal(48)), "[24, 48]", "[24, 48]"),
    ("a third", figure("a third", value="33.333333", is_percent=True), "[25, 41.666666]", "[31.333333, 35.333333]"),
    ("a third, rounded", figure("a third", value="33.3", is_percent=True), "[24.975, 41.625]", "[31.3, 35.3]"),
    ("more than three-quarters", figure("three-quarters", "more_than", "75", is_percent=True), "(75, ∞)", "(75, 76]"),
    ("tens", figure("tens", "vague"), "[10, ∞)", "[20, 99]"),
    ("hundreds", figure("hundreds", "vague"), "[100, ∞)", "[200, 999]"),
    ("Hundreds, at the head of a sentence", figure("Hundreds", "vague"), "[100, ∞)", "[200, 999]"),
    ("hundreds of what", figure("hundreds of cases", "vague"), "[100, ∞)", "[200, 999]"),
    ("dozens", figure("dozens", "vague"), "[24, ∞)", "[24, 99]"),
    ("scores", figure("scores", "vague"), "[40, ∞)", "[40, 99]"),
    ("several thousand", figure("several thousand", "vague"), "[2,000, ∞)", "[2,000, 9,999]"),
    ("up to several thousand", figure("up to several thousand", "vague"), "[0, ∞)", "[0, 9,999]"),
    ("a few hundred", figure("a few hundred", "vague"), "[200, ∞)", "[200, 999]"),
    ("billions", figure("billions", "vague"), "[1,000,000,000, ∞)", "[2,000,000,000, 9,999,999,999]"),
    ("сотни тысяч", figure("сотни тысяч", "vague", language="ru"), "[100,000, ∞)", "[200,000, 999,999]"),
    (
        "French billions",
        figure("billions", "vague", language="fr"),
        "[1,000,000,000,000, ∞)",
        "[2,000,000,000,000, 9,999,999,999,999]",
    ),
    ("tens of thousands", figure("tens of thousands", "vague"), "[10,000, ∞)", "[20,000, 99,999]"),
    ("a vague share has no reading", figure("the vast majority", "vague"), "None", "None"),
    ("zero is a value", figure("0", value="0"), "0", "0"),
    (
        "a declared undercount opens the upper end",
        figure("41,570", value="41570", known_bias=Bias.UNDERCOUNT),
        "[41,570, ∞)",
        "41,570",
    ),
    (
        "a declared overcount opens the lower end",
        figure("41,570", value="41570", known_bias=Bias.OVERCOUNT),
        "[0, 41,570]",
        "41,570",
    ),
]


@pytest.mark.parametrize(
    ("read", "strict", "ordinary"), [row[1:] for row in READINGS], ids=[row[0] for row in READINGS]
)
def test_a_figure_is_read_twice(read: Figure, strict: str, ordinary: str) -> None:
    assert (str(read.strict), str(read.ordinary)) == (strict, ordinary)


def test_dozens_are_more_than_three_and_2_million_is_one_figure_in_every_spelling() -> None:
    dozens, three = figure("dozens", "vague"), figure("3", value="3")
    assert dozens.strict is not None
    assert three.strict is not None
    assert not dozens.strict.meets(three.strict)
    spelled = [figure(said, value="2000000", language="ru") for said in ("2.0m", "2.0 million", "2,0 млн")]
    assert len({(read.rounding, read.strict, read.ordinary) for read in spelled}) == 1


def test_an_entered_step_brings_five_and_seven_together() -> None:
    five, seven = figure("5", value="5", step=Decimal(5)), figure("7", value="7")
    assert five.ordinary is not None
    assert seven.ordinary is not None
    assert five.ordinary.meets(seven.ordinary)


@pytest.mark.parametrize(("step", "is_entered"), [(None, False), ("100", False), ("100.000000", False), ("50", True)])
def test_a_step_is_entered_where_it_is_another_than_the_words_give(step: str | None, is_entered: bool) -> None:
    said = figure("1,200", value="1200", step=None if step is None else Decimal(step))
    assert said.is_step_entered is is_entered


def test_a_reading_is_worked_out_once() -> None:
    said = figure("1.2 million", "about", "1200000")
    assert said.strict is said.strict
    assert said.ordinary is said.ordinary
    assert replace(said, value=Decimal(5)).ordinary != said.ordinary


@pytest.mark.parametrize("qualifier", Qualifier)
def test_every_qualifier_has_readings_of_its_own(qualifier: Qualifier) -> None:
    high = Decimal(700_000) if qualifier is Qualifier.BETWEEN else None
    said = Figure("674,000", qualifier, Decimal(674_000), high)
    exactly = figure("674,000", value="674000")
    is_same = (said.strict, said.ordinary) == (exactly.strict, exactly.ordinary)
    # Vague figures have no value; one that has is read as the number it is.
    assert is_same is (qualifier in (Qualifier.EXACTLY, Qualifier.VAGUE))


def test_an_edited_step_takes_a_figure_from_its_point() -> None:
    assert str(figure("41,570", value="41570", step=Decimal(100)).ordinary) == "[41,520, 41,620]"


GRAMMAR = [
    (figure("1,208,400", value="1208400"), "1,208,400", "1,208,400"),
    (figure("1.2 million", "about", "1200000"), "≈ 1.2 million", "about 1.2 million"),
    (figure("1,851,424", "more_than", "1851424"), "> 1,851,424", "more than 1,851,424"),
    (figure("100,000", "at_most", "100000"), "≤ 100,000", "up to 100,000"),
    (figure("24-48", "between", "24", value_high=Decimal(48)), "24–48", "24 to 48"),
    (figure("hundreds", "vague"), "hundreds", "hundreds"),
    (figure("15-35%", "between", "15", value_high=Decimal(35), is_percent=True), "15–35%", "15 to 35%"),
    (figure("0", value="0"), "0", "0"),
    (figure("5 lakh", value="500000"), "5 lakh", "5 lakh"),
    (figure("3 crore", value="30000000"), "3 crore", "3 crore"),
    (figure("1.5 billion", value="1500000000"), "1.5 billion", "1.5 billion"),
    (figure("2 trillion", value="2000000000000"), "2 trillion", "2 trillion"),
    (figure("2,000", "at_least", "2000"), "≥ 2,000", "at least 2,000"),
    (figure("2,000", "less_than", "2000"), "< 2,000", "less than 2,000"),
    (figure("55,500", "just_over", "55500"), "just over 55,500", "just over 55,500"),
    (
        figure("4.74 million", "about", "4740000", low=Decimal(3310000), high=Decimal(6480000)),
        "≈ 4.74 million (3,310,000–6,480,000)",
        "about 4.74 million (3,310,000 to 6,480,000)",
    ),
    (figure("40%", value="40", is_percent=True, low=Decimal(35), high=Decimal(45)), "40% (35–45%)", "40% (35 to 45%)"),
    (figure("300 thousand", "more_than", "300000"), "> 300 thousand", "more than 300 thousand"),
    (figure("29%", value="29", is_percent=True), "29%", "29%"),
    (figure("40.0 %", value="40", is_percent=True), "40.0%", "40.0%"),
    (figure("2.0 million", "more_than", "2000000"), "> 2.0 million", "more than 2.0 million"),
    (figure("2.0m", value="2000000"), "2.0 million", "2.0 million"),
    (figure("2 миллиона", value="2000000", language="ru"), "2 million", "2 million"),
    (figure("1.234,50", value="1234.5", language="de"), "1,234.50", "1,234.50"),
    (figure("two million", value="2000000"), "2,000,000", "2,000,000"),
    (figure("1.2 million", value="120000"), "120,000", "120,000"),
    (figure("1 in 3", value="33.333333", is_percent=True), "1 in 3", "1 in 3"),
    (figure("over a third", "more_than", "33.333333", is_percent=True), "> 33.333333%", "more than 33.333333%"),
    (figure("three-quarters", "more_than", "75", is_percent=True), "> three-quarters", "more than three-quarters"),
]


@pytest.mark.parametrize(("said", "in_a_cell", "aloud"), GRAMMAR)
def test_a_figure_is_shown_and_spoken_in_one_grammar(said: Figure, in_a_cell: str, aloud: str) -> None:
    assert (shown(said), spoken(said)) == (in_a_cell, aloud)


def test_every_reading_the_docstring_shows_is_for_a_qualifier_that_exists() -> None:
    named = set(re.findall(rf"\b(?:{'|'.join(Qualifier)})\b", room.__doc__ or ""))
    assert named == set(Qualifier)


VALUED = [q for q in Qualifier if q not in (Qualifier.VAGUE, Qualifier.BETWEEN)]


OPEN = (Qualifier.MORE_THAN, Qualifier.JUST_OVER, Qualifier.LESS_THAN, Qualifier.JUST_UNDER)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    value = Decimal(draw(st.integers(0, 10**9))) * draw(st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(1000)]))
    qualifier = draw(st.sampled_from([*VALUED, Qualifier.BETWEEN]))
    return Figure(
        as_said=f"{value:,f}",
        qualifier=qualifier,
        value=value,
        value_high=value + draw(st.integers(1, 10**6)) if qualifier is Qualifier.BETWEEN else None,
        is_percent=draw(st.booleans()),
        known_bias=draw(st.sampled_from([None, *Bias])),
        status=draw(st.sampled_from(list(Status))),
        step=draw(st.sampled_from([None, Decimal("0.1"), Decimal(5), Decimal(1000), Decimal(10**7)])),
    )


def readings(read: Figure) -> tuple[Interval, Interval]:
    assert read.strict is not None
    assert read.ordinary is not None
    return read.strict, read.ordinary


@given(figures())
def test_the_strict_reading_contains_the_ordinary_one(read: Figure) -> None:
    strict, ordinary = readings(read)
    assert strict.contains(ordinary)


@given(figures())
def test_a_figure_holds_the_number_it_says_or_touches_it(read: Figure) -> None:
    assert read.value is not None
    point = Interval.point(read.value)
    for interval in readings(read):
        assert interval.gap(point) == 0
        assert interval.meets(point) or read.qualifier in OPEN


@given(figures())
def test_what_is_counted_is_never_below_zero(read: Figure) -> None:
    for interval in readings(read):
        assert interval.low is not None
        assert interval.low >= 0


@pytest.mark.parametrize(
    ("said", "spread"),
    [
        (figure("41,570", "exactly", "41570"), "written to the unit, without rounding"),
        (figure("674,000", "exactly", "674000"), "half a rounding step of 1,000, either way"),
        (figure("100,000", "exactly", "100000"), "5% of the number, rounded to 100,000, either way"),
        (figure("17,000", "more_than", "17000"), "a rounding step of 1,000"),
        (figure("55,500", "just_over", "55500"), "a rounding step of 100"),
        (figure("2 million", "just_over", "2000000"), "5% of the number, rounded to 1,000,000"),
        (figure("22,500", "about", "22500"), "five rounding steps of 100, either way"),
        (figure("3500", "about", "3500"), "10% of the number, rounded to 100, either way"),
        (figure("100,000", "at_most", "100000", status=Status.FORECAST), "anything up to it"),
        (figure("a third", "exactly", "33.333333", is_percent=True), "2 points, either way"),
        (figure("1 in 20", "exactly", "5", is_percent=True), "a quarter of the number, rounded to 1, either way"),
        (figure("24-48", "between", "24", value_high=Decimal(48)), "as said, both ends included"),
        (figure("0", "about", "0"), "zero itself"),
        (figure("5,000", "just_over", "5000"), "5% of the number, rounded to 1,000"),
        (figure("5", "about", "5", low=Decimal(3), high=Decimal(9)), "the stated interval"),
        (
            figure("5", "about", "5", low=Decimal(3), high=Decimal(9), interval_is="95% CI"),
            "the stated interval, 95% CI",
        ),
        (figure("the vast majority", "vague", None), ""),
        (figure("hundreds", "vague", None), "from twice to ten times the unit"),
        (figure("dozens", "vague", None), "as the word is commonly meant"),
        (figure("5", "exactly", "5", step=Decimal(5)), "half a rounding step of 5, either way"),
    ],
)
def test_how_far_a_reading_goes_is_said(said: Figure, spread: str) -> None:
    assert said.spread == spread


@pytest.mark.parametrize(
    ("words", "value", "step"),
    [("two million", 2_000_000, 1_000_000), ("2 миллиона", 2_000_000, 1_000_000), ("ten thousand", 10_000, 10_000)],
)
def test_a_number_in_words_is_rounded_as_one_in_digits(words: str, value: int, step: int) -> None:
    said = Figure(words, Qualifier.MORE_THAN, Decimal(value))
    assert said.rounding == Decimal(step)
    assert not said.is_point


def test_forty_one_percent_in_words_is_no_fraction() -> None:
    assert str(figure("forty-one percent", "exactly", "41", is_percent=True).ordinary) == "[40.5, 41.5]"


def test_a_range_is_no_point_although_its_lower_end_is_written_to_the_unit() -> None:
    said = Figure("10,001–19,999", Qualifier.BETWEEN, Decimal(10001), Decimal(19999))
    assert (said.is_point, said.is_plain) == (False, False)


@pytest.mark.parametrize(
    ("period", "is_stated", "last"),
    [
        (Period(), False, date(2019, 6, 30)),
        (Period(is_cumulative=True), True, date(2019, 6, 30)),
        (Period(end=date(2019, 5, 1)), True, date(2019, 5, 1)),
        (Period(start=date(2019, 5, 1)), True, date(2019, 6, 30)),
        (Period(start=date(2019, 12, 1)), True, date(2019, 12, 1)),
        (Period(date(2019, 8, 1), date(2019, 8, 31)), True, date(2019, 8, 31)),
    ],
)
def test_a_figure_runs_to_its_own_last_day_else_to_the_cut_off(period: Period, is_stated: bool, last: date) -> None:
    """Of what is said on 24 July with a cut-off of 30 June; what begins later runs to its beginning at least."""
    assert period.is_stated is is_stated
    assert period.last_day(date(2019, 7, 24), date(2019, 6, 30)) == last


def test_without_a_day_or_a_cut_off_a_figure_runs_to_the_day_it_was_said() -> None:
    assert Period().last_day(date(2019, 7, 24), None) == date(2019, 7, 24)


def test_a_floor_has_no_upper_bound_and_only_a_floor() -> None:
    floors = {Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.JUST_OVER}
    assert {qualifier for qualifier in Qualifier if figure("5", qualifier, "5").is_floor} == floors
