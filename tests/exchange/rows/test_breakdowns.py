"""Parts that make their whole several times are several breakdowns; all others stay together."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.intervals import Interval
from apps.claims.models import Breakdown
from apps.exchange.imports import import_claims
from apps.exchange.rows.breakdowns import number_wholes
from apps.exchange.rows.questions import Asked
from tests.factories import make_claim, make_place, make_population


@given(
    st.lists(st.lists(st.integers(1, 1000), min_size=2, max_size=5), min_size=2, max_size=4), st.integers(5000, 9000)
)
def test_breakdowns_that_follow_each_other_are_told_apart(parts: list[list[int]], whole: int) -> None:
    complete = [[*group, whole - sum(group)] for group in parts]
    values = [Interval.point(Fraction(value)) for group in complete for value in group]
    expected = [number for number, group in enumerate(complete, start=1) for _ in group]
    assert number_wholes(values, Interval.point(Fraction(whole))) == expected


@pytest.mark.parametrize("values", [[5, 5], [5, 4], [5, 5, 5], [5, 5, 3], [12], []])
def test_parts_of_one_whole_or_of_none_are_left_together(values: list[int]) -> None:
    assert number_wholes([Interval.point(Fraction(value)) for value in values], Interval.point(Fraction(10))) == []


WHOLE = 24_786_370
WOMEN, MEN, CHILDREN, ADULTS, AGED = 12_145_321, 12_641_049, 11_847_885, 11_575_235, 1_363_250


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ([WOMEN, CHILDREN, MEN, ADULTS, AGED], [1, 2, 1, 2, 2]),
        ([WOMEN + 1, MEN, CHILDREN, ADULTS, AGED], [1, 1, 2, 2, 2]),
        ([WOMEN + 1, CHILDREN, MEN, ADULTS, AGED], []),
        ([5, 5, 5, 5], []),
    ],
    ids=["in another order", "one off", "one off in another order", "together next to nothing"],
)
def test_the_file_need_not_have_them_in_order_nor_come_to_the_whole(values: list[int], numbers: list[int]) -> None:
    parts = [Interval.point(Fraction(value)) for value in values]
    assert number_wholes(parts, Interval.point(Fraction(WHOLE))) == numbers


def test_rounded_parts_come_to_a_rounded_whole() -> None:
    def read(millions: str) -> Interval:
        middle, half = Fraction(millions), Fraction(1, 20)
        return Interval.of(middle - half, middle + half)

    parts = [read(said) for said in ("12.1", "12.6", "11.8", "11.6", "1.4")]
    assert number_wholes(parts, read("24.8")) == [1, 1, 2, 2, 2]


def test_where_there_are_two_ways_nobody_can_tell() -> None:
    parts = [Interval.point(Fraction(value)) for value in (3, 4, 6, 7)]
    assert number_wholes(parts, Interval.point(Fraction(10))) == [1, 2, 2, 1]
    twice = [Interval.point(Fraction(value)) for value in (3, 3, 6, 7, 7, 4)]
    assert number_wholes(twice, Interval.point(Fraction(10))) == []


@pytest.mark.django_db
def test_parts_that_are_twice_their_whole_in_no_way_that_is_told_are_asked_about() -> None:
    make_claim()
    header = "ref,speaker,position,source,indicator,population,status,qualifier,figure_as_said,value,unit,quote"
    lines = [
        f"{header},part_of,part_dimension,part_complete",
        "w,Mekdad,10,session,returns,,done,exactly,1001,1001,people,1001,,,",
    ]
    for position, (code, value) in enumerate([("a", 301), ("b", 402), ("c", 701), ("d", 603)], start=11):
        make_population(code=code)
        lines.append(
            f",Mekdad,{position},session,returns,{code},done,exactly,{value},{value},people,{value},w,population,yes"
        )
    with pytest.raises(Asked) as asked:
        import_claims("\n".join(lines).encode())
    (question,) = asked.value.questions
    assert (question.column, question.code) == ("part_breakdown", "several_times_the_whole")
    assert "by population make 2 times the whole" in question.sentence


@pytest.mark.django_db
def test_a_file_with_two_breakdowns_of_one_dimension_makes_two() -> None:
    make_claim()
    make_place()
    header = "ref,speaker,position,source,indicator,population,status,qualifier,figure_as_said,value,unit,quote"
    lines = [f"{header},part_of,part_dimension,part_complete"]
    lines.append("w,Mekdad,10,session,returns,,done,exactly,24786,24786,people,24786,,,")
    for position, (code, value) in enumerate(
        [("women", 12145), ("men", 12641), ("children", 11848), ("adults", 11575), ("aged", 1363)], start=11
    ):
        make_population(code=code)
        lines.append(
            f",Mekdad,{position},session,returns,{code},done,exactly,{value},{value},people,{value},w,population,yes"
        )
    import_claims("\n".join(lines).encode())
    found = {
        breakdown.name: [part.figure_as_said for part in breakdown.parts.order_by("pk")]
        for breakdown in Breakdown.objects.all()
    }
    assert found == {"by population": ["12145", "12641"], "by population (2)": ["11848", "11575", "1363"]}
