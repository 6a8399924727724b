"""Figures of unlike units are said in one, by numbers that were stated and by nothing else."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.claims.hierarchy import Entry, Hierarchy
from apps.claims.intervals import Interval
from apps.reconciliation.core.comparing.conversions import convert, need_converting
from apps.reconciliation.core.comparing.readings import read
from apps.reconciliation.core.comparing.scopes import prepare
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.code_lists import Lists, UnitFacts
from tests.reconciliation.core.factories import LISTS, POLICY, say

BOATS = replace(
    LISTS,
    units=Hierarchy.of([*LISTS.units.entries.values(), Entry("boats", "boats"), Entry("per_week", "people per week")]),
    unit_facts={
        **LISTS.unit_facts,
        "boats": UnitFacts(smaller="people", fewest=Decimal(15), most=Decimal(30)),
        "per_week": UnitFacts(rate_of="people", rate_per="weeks"),
        "weeks": UnitFacts(smaller="days", fewest=Decimal(7), most=Decimal(7)),
    },
)


def told(number: int, as_said: str, value: float, **rest: Any) -> Statement:
    return say(number, as_said, value, since="2019-01-01", until="2019-06-30", cumulative=False, **rest)


def said_as(statement: Statement, *others: Statement, lists: Lists = LISTS) -> Statement:
    prepared = prepare([statement, *others], [], lists)
    return next(one for group in convert(prepared, lists) for one in group if one.ref == statement.ref)


def rate(number: int, as_said: str, value: float, unit: str) -> Statement:
    return told(number, as_said, value, unit=unit, indicator="rate")


def find(*said: Statement) -> list[Result]:
    return reconcile(said, (), LISTS, POLICY)


def test_a_rate_is_said_over_the_largest_base() -> None:
    over = said_as(
        told(1, "25", 25, unit="per_1000", indicator="rate"),
        told(2, "2,600", 2600, unit="per_100000", indicator="rate"),
    )
    assert (over.unit, over.said_unit, float(read(over.figure).centre)) == ("per_100000", "per_1000", 2500)
    assert over.conversion is not None
    assert over.conversion.arithmetic == "25 × 100 = 2,500 per 100,000 people"


def test_a_percentage_of_people_is_of_a_hundred_of_them() -> None:
    over = said_as(
        told(1, "2.5%", 2.5, unit="percent", indicator="rate"), told(2, "31", 31, unit="per_1000", indicator="rate")
    )
    assert read(over.figure).ordinary == Interval.of(Decimal("24.5"), Decimal("25.5"))


def test_a_rate_in_whole_numbers_is_rounded_and_agrees_with_what_rounds_to_it() -> None:
    few, more = rate(1, "3", 3, "per_1000"), replace(rate(2, "290", 290, "per_100000"), organisation="un")
    (result,) = find(few, more)
    assert result.verdict == "agrees"


def test_a_rate_per_week_is_one_per_seven_days() -> None:
    lists = BOATS
    over = said_as(
        rate(1, "3,500", 3500, "people_per_5_days"),
        rate(2, "4,900", 4900, "per_week"),
        lists=lists,
    )
    assert (over.unit, float(read(over.figure).centre)) == ("per_week", 4900)


def test_families_of_a_stated_size_are_people_and_the_words_permit_what_rounds_to_it() -> None:
    people = said_as(told(1, "1,001", 1001, unit="families", each="5"))
    assert people.unit == "people"
    assert read(people.figure).ordinary == Interval.point(5005)
    assert read(people.figure).strict == Interval.of(Decimal("4504.5"), Decimal("5505.5"))


@pytest.mark.parametrize(
    ("words", "arithmetic", "shown"),
    [
        (
            {"as_said": "hundreds", "value": None, "qualifier": "vague"},
            "hundreds, taken as 200, × 5 = 1,000 people",
            "hundreds of families (≥ 1,000 people)",
        ),
        (
            {"as_said": "1,000–1,200", "value": 1000, "high": "1200", "qualifier": "between"},
            "1,000–1,200, taken as 1,100, × 5 = 5,500 people",
            "1,000–1,200 families (5,000–6,000 people)",
        ),
    ],
    ids=["a vague word", "a range"],
)
def test_words_for_several_numbers_say_by_which_one_they_are_worked_out(
    words: dict[str, Any], arithmetic: str, shown: str
) -> None:
    families = say(1, unit="families", each="5", **words)
    (found,) = find(families, say(2, "80,012", 80_012, by="un"))
    assert found.left_shown == shown
    assert arithmetic in [line.value for line in found.trace]


def test_what_the_list_of_units_says_of_one_is_taken_whole() -> None:
    people = said_as(told(1, "301", 301, unit="boats"), lists=BOATS)
    assert read(people.figure).ordinary == Interval.of(4515, 9030)
    assert people.conversion is not None
    assert people.conversion.arithmetic == "301 × 22.5 = 6,772.5 people"
    assert people.conversion.why == "15 to 30 people each"
    alike = UnitFacts(smaller="people", fewest=Decimal(15), most=Decimal(15))
    of_one_size = replace(BOATS, unit_facts={**BOATS.unit_facts, "boats": alike})
    boats = said_as(told(1, "301", 301, unit="boats"), lists=of_one_size)
    assert boats.conversion is not None
    assert boats.conversion.why == "15 people each"


@pytest.mark.parametrize(("unit", "each"), [("families", None), ("people", "5"), ("months", None)])
def test_nothing_is_converted_that_no_number_bridges(unit: str, each: str | None) -> None:
    said = told(1, "1,001", 1001, unit=unit, **({"each": each} if each else {}))
    assert list(convert([said], LISTS)) == []


def test_a_share_of_a_figure_is_that_part_of_it() -> None:
    share = told(1, "40%", 40, unit="percent", population="refugees", denominator="C-2")
    part = said_as(share, told(2, "12,301", 12301))
    assert (part.unit, float(read(part.figure).centre)) == ("people", 4920.4)
    assert part.conversion is not None
    assert part.conversion.why == "of C-2, 12,301 people"


def test_a_share_of_the_same_people_on_the_same_days_is_a_part_that_nothing_names() -> None:
    said = [
        told(1, "40%", 40, unit="percent", denominator="C-2"),
        told(2, "12,301", 12301),
        told(3, "12,301", 12301, by="un"),
    ]
    assert [(found.rule, found.inputs) for found in find(*said)] == [("direct", ("C-2", "C-3"))]


def test_what_can_be_compared_as_it_was_said_is_not_converted_too() -> None:
    found = find(told(1, "1,001", 1001, unit="returns", each="5"), told(2, "2,001", 2001, by="un"))
    assert [result.key for result in found] == ["pair:C-1:C-2"]


def test_a_share_is_not_set_against_what_it_is_a_share_of() -> None:
    share = told(1, "90%", 90, unit="percent", population="refugees", denominator="C-2", by="un")
    one, other = said_as(share, told(2, "12,301", 12301)), told(2, "12,301", 12301)
    assert not need_converting(one, other)
    assert need_converting(one, replace(other, ref="C-3"))


def test_the_finding_shows_the_line_and_stands_on_the_base_too() -> None:
    said = [
        told(1, "nearly double", 2, unit="times", qualifier="just_under", denominator="C-3"),
        told(2, "1.6 million", 1_600_000, by="un"),
        say(3, "1.2 million", 1_200_000, since="2018-01-01", until="2018-06-30", cumulative=False),
    ]
    (found,) = find(*said)
    assert (found.rule, found.verdict, found.inputs) == ("direct", "differs", ("C-1", "C-2", "C-3"))
    assert found.left_shown == "just under 2 times (just under 2,400,000 people)"
    (line,) = (line for line in found.trace if line.key == "converted")
    assert (line.value, line.note) == ("just under 2 × 1,200,000 = 2,400,000 people", "of C-3, 1.2 million people")


def test_figures_in_one_unit_already_are_compared_once_and_as_they_were_said() -> None:
    said = [told(n, f"1,00{n}", 1000 + n, unit="families", each="5", by=by) for n, by in ((1, "un"), (2, "russia"))]
    (found,) = find(*said)
    assert (found.left_shown, found.right_shown) == ("1,002 families", "1,001 families")


def test_percentages_of_a_figure_obey_no_order() -> None:
    """70 % of the refugees is above 50 % of all, and both can be right."""
    said = [
        told(1, "70%", 70, unit="percent", population="refugees", denominator="C-9"),
        told(2, "50%", 50, unit="percent", denominator="C-9", by="un"),
    ]
    assert find(*said) == []


@pytest.mark.parametrize(
    ("each", "words"), [("10", "[9,509.5, 10,510.5]"), ("5", "[4,504.5, 5,505.5]"), ("4.5", "[4,454.45, 4,554.55]")]
)
def test_a_stated_size_is_exact_to_its_last_digit_and_to_one_at_least(each: str, words: str) -> None:
    families = replace(say(1, "1,001", 1_001, unit="families"), people_each=Decimal(each))
    assert str(said_as(families, say(2, "9", 9)).figure.strict) == words
