"""Figures put together: what they come to, and whether they are all of another figure's scope, row by row."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reconciliation.core.comparing.parts import combine, find_tilings
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, say

JUNE: dict[str, Any] = {"population": "refugees", "place": "SYR", "since": "2019-06-10"}


def year(number: int, value: int, of: int, **rest: Any) -> Statement:
    return say(number, f"{value:,}", value, since=f"{of}-01-01", until=f"{of}-12-31", cumulative=False, **rest)


@pytest.mark.parametrize(
    ("parts", "reading"),
    [
        ([say(1, "16,381", 16381, origin="LBN", **JUNE), say(2, "46,501", 46501, origin="JOR", **JUNE)], "62,882"),
        ([year(1, 56001, 2018), year(2, 41571, 2019)], "[56,001, 97,572]"),
        ([year(1, 56001, 2018, unit="returns"), year(2, 41571, 2019, unit="returns")], "97,572"),
        ([year(1, 56001, 2018, place="SY02"), year(2, 41571, 2019, place="SY04")], "97,572"),
    ],
    ids=["two origins", "people of two years", "movements of two years", "people of two places in two years"],
)
def test_parts_come_to(parts: list[Statement], reading: str) -> None:
    assert str(combine(parts, BOTH_YEARS, LISTS).ordinary) == reading


WHOLE = say(9, "62,882", 62882, by="un", origin="JOR+LBN", **JUNE)
BOTH_YEARS = say(9, "100,001", 100001, by="un", since="2018-01-01", until="2019-12-31", cumulative=False)


def tilings(target: Statement, *parts: Statement) -> list[tuple[str, ...]]:
    return [tuple(part.ref for part in tiles) for tiles in find_tilings(target, parts, LISTS)]


def test_all_entries_of_a_complete_division_tile_what_they_divide() -> None:
    lebanon, jordan = say(1, "16,381", 16381, origin="LBN", **JUNE), say(2, "46,501", 46501, origin="JOR", **JUNE)
    assert tilings(WHOLE, lebanon, jordan) == [("C-1", "C-2")]
    assert tilings(WHOLE, lebanon) == []
    larger = say(3, "17,001", 17001, origin="LBN", **JUNE)
    assert tilings(WHOLE, lebanon, larger, jordan) == [("C-2", "C-3")], "the largest of each"


def test_a_division_that_nobody_calls_complete_tiles_nothing() -> None:
    target = say(9, "62,882", 62882, by="un", place="SYR", since="2019-06-10")
    assert tilings(target, say(1, "1,001", 1001, place="SY02"), say(2, "1,001", 1001, place="SY04")) == []


def test_parts_that_differ_in_two_dimensions_tile_nothing() -> None:
    lebanon = say(1, "16,381", 16381, origin="LBN", **JUNE)
    aleppo = say(2, "46,501", 46501, origin="JOR", **(JUNE | {"place": "SY02"}))
    assert tilings(WHOLE, lebanon, aleppo) == []


def test_years_without_a_gap_tile_their_span() -> None:
    assert tilings(BOTH_YEARS, year(1, 56001, 2018), year(2, 41571, 2019)) == [("C-1", "C-2")]
    assert tilings(BOTH_YEARS, year(1, 56001, 2018)) == []
    late = say(3, "41,571", 41571, since="2019-01-02", until="2019-12-31", cumulative=False)
    assert tilings(BOTH_YEARS, year(1, 56001, 2018), late) == [], "a day is missing"


def test_a_blind_alley_is_left_again() -> None:
    """The longer first part leads nowhere; the shorter one does."""
    long = say(3, "9,001", 9001, since="2018-01-01", until="2018-12-30", cumulative=False)
    longer = say(4, "9,001", 9001, since="2018-01-01", until="2019-06-30", cumulative=False)
    assert tilings(BOTH_YEARS, long, longer, year(1, 56001, 2018), year(2, 41571, 2019)) == [("C-1", "C-2")]


def test_years_that_end_on_the_very_day_go_before_years_that_end_some_days_off() -> None:
    target = say(9, "6,003", 6003, by="un", unit="returns", since="2019-01-01", until="2019-07-24")
    january = say(1, "1,001", 1001, unit="returns", since="2019-01-01", until="2019-01-31")
    to_the_18th = say(2, "2,001", 2001, unit="returns", since="2019-02-01", until="2019-07-18")
    assert tilings(target, january, to_the_18th) == [("C-1", "C-2")], "six days are near enough"
    rest = say(3, "3,001", 3001, unit="returns", since="2019-07-19", until="2019-07-24")
    assert tilings(target, january, to_the_18th, rest) == [("C-1", "C-2", "C-3")]


def test_people_are_counted_twice_whatever_the_unit_of_the_first_part() -> None:
    movements = year(1, 301, 2017, unit="returns")
    assert (
        str(combine([movements, year(2, 601, 2018), year(3, 301, 2019)], BOTH_YEARS, LISTS).ordinary) == "[601, 1,203]"
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12)), max_size=8))
def test_days_are_tiled_exactly_where_some_selection_of_the_parts_does(spans: list[tuple[int, int]]) -> None:
    """The slow and obvious way: every subset, each day covered once. Of the end a tenth of all days may be missing."""
    first, days = date(2019, 1, 1), 24

    def part(number: int, start: int, length: int) -> Statement:
        begins, ends = first + timedelta(start), first + timedelta(start + length - 1)
        return say(number, "1,001", 1001, since=str(begins), until=str(ends), cumulative=False)

    inside = [(start, length) for start, length in spans if start + length <= days]
    parts = [part(number, *span) for number, span in enumerate(inside, start=1)]
    target = say(99, "9,001", 9001, since=str(first), until=str(first + timedelta(days - 1)), cumulative=False)
    tiled = False
    for chosen in range(1, 2 ** len(inside)):
        spans_chosen = [span for index, span in enumerate(inside) if chosen >> index & 1]
        covered = sorted(day for start, length in spans_chosen for day in range(start, start + length))
        missing = days - len(covered)
        is_near = 10 * missing <= len(covered)
        tiled = tiled or (len(spans_chosen) > 1 and covered == list(range(days - missing)) and is_near)
    assert bool(tilings(target, *parts)) is tiled
