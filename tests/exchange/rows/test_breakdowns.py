"""Parts that make their whole several times are several breakdowns; all others stay together."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.intervals import Interval
from apps.claims.models import Breakdown
from apps.exchange.imports import import_claims
from apps.exchange.rows.breakdowns import number_wholes
from tests.factories import make_claim, make_place, make_population


@given(
    st.lists(st.lists(st.integers(1, 1000), min_size=2, max_size=5), min_size=2, max_size=4), st.integers(5000, 9000)
)
def test_breakdowns_that_follow_each_other_are_told_apart(parts: list[list[int]], whole: int) -> None:
    complete = [[*group, whole - sum(group)] for group in parts]
    values = [Fraction(value) for group in complete for value in group]
    expected = [number for number, group in enumerate(complete, start=1) for _ in group]
    assert number_wholes(values, Interval.point(Fraction(whole))) == expected


@pytest.mark.parametrize("values", [[5, 5], [5, 4], [5, 5, 5], [5, 5, 3], [12], []])
def test_parts_of_one_whole_or_of_none_are_left_together(values: list[int]) -> None:
    assert number_wholes([Fraction(value) for value in values], Interval.point(Fraction(10))) == []


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
