"""How two scopes lie to each other: codes, borders, and the days that two organisations may end apart."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from apps.claims.hierarchy import Entry, Hierarchy, Relation
from apps.reconciliation.core.comparing.scopes import (
    borders_of,
    combine,
    ends_alike,
    prepare,
    relate,
    relate_periods,
)
from tests.reconciliation.core.factories import LISTS, mirrored, say

SHARED = replace(
    LISTS,
    places=Hierarchy.of(
        [
            Entry("ALL", "All"),
            Entry("NORTH", "North", ("ALL",), "region"),
            Entry("EAST", "East", ("ALL",), "region"),
            Entry("SOUTH", "South", ("ALL",), "region"),
            Entry("CORNER", "Corner", ("NORTH", "EAST")),
        ]
    ),
)
N, B, O, D, U, S = (  # noqa: E741 - initials of a table
    Relation.NARROWER,
    Relation.BROADER,
    Relation.OVERLAPPING,
    Relation.DISJOINT,
    Relation.UNKNOWN,
    Relation.SAME,
)


def test_places_that_have_a_narrower_one_in_common_overlap_although_they_are_divided() -> None:
    north, east, south = (say(at, "1", 1, place=code) for at, code in enumerate(("NORTH", "EAST", "SOUTH"), 1))
    assert relate(north, east, SHARED).together is O
    assert relate(north, south, SHARED).together is D


@pytest.mark.parametrize(
    ("relations", "together"),
    [
        ([S, S], S),
        ([S, N], N),
        ([S, B], B),
        ([N, B], O),
        ([N, U], U),
        ([U, O], O),
        ([U, O, D], D),
        ([N, B, D], D),
    ],
)
def test_the_strongest_relation_of_all_dimensions_is_that_of_the_scope(
    relations: list[Relation], together: Relation
) -> None:
    assert combine(relations) is together


def to(until: str, since: str = "2019-01-01", *, by: str = "russia", **rest: Any) -> Any:
    return say(1 if by == "russia" else 2, "1", 1, by=by, since=since, until=until, cumulative=not since, **rest)


@pytest.mark.parametrize(
    ("since", "until", "later", "relation", "bridged_share"),
    [
        ("2019-01-01", "2019-05-20", "2019-06-03", S, Fraction(1, 10)),
        ("2019-01-02", "2019-05-20", "2019-06-03", N, Fraction(0)),
        ("2017-01-01", "2019-05-20", "2019-06-03", S, Fraction(14, 870)),
        ("2017-01-01", "2019-05-20", "2019-06-04", N, Fraction(0)),
        ("2019-01-01", "2019-01-10", "2019-01-11", S, Fraction(1, 10)),
        ("2019-01-02", "2019-01-10", "2019-01-11", N, Fraction(0)),
    ],
    ids=["14 of 140", "14 of 139", "14 of many", "15 of many", "1 of 10", "1 of 9"],
)
def test_ends_are_bridged_up_to_14_days_and_a_tenth_of_the_shorter_period(
    since: str, until: str, later: str, relation: Relation, bridged_share: Fraction
) -> None:
    one, other = to(until, since), to(later, since, by="un")
    periods = relate_periods(one, other, LISTS)
    assert (periods.relation, periods.bridged_share, periods.is_bridged) == (relation, bridged_share, relation is S)
    assert ends_alike(one, other) is (relation is S)
    assert relate_periods(other, one, LISTS).relation is mirrored(relation)


def test_of_totals_to_date_14_days_are_bridged_and_15_are_not() -> None:
    def relation(later: str) -> Relation:
        one, other = (
            say(1, "1", 1, until="2019-07-01", cumulative=True),
            say(2, "1", 1, by="un", until=later, cumulative=True),
        )
        return relate_periods(one, other, LISTS).relation

    assert (relation("2019-07-15"), relation("2019-07-16")) == (S, N)


def test_one_organisation_knows_its_own_days_which_are_not_bridged() -> None:
    one, other = to("2019-05-20"), replace(to("2019-05-21"), ref="C-3")
    assert relate_periods(one, other, LISTS).relation is N


@pytest.mark.parametrize(
    ("ours", "theirs", "relation"),
    [
        (("2019-06-10", "2019-07-24"), ("2019-07-01", "2019-07-24"), B),
        (("2017-01-01", "2017-12-31"), ("2018-01-01", "2018-12-31"), D),
        (("2019-01-01", "2019-07-24"), ("", "2019-07-24"), U),
        (("2018-01-01", "2018-12-31"), ("2018-06-01", "2019-05-31"), O),
    ],
)
def test_stated_periods_lie_to_each_other_as_their_days_do(
    ours: tuple[str, str], theirs: tuple[str, str], relation: Relation
) -> None:
    one, other = to(ours[1], ours[0]), to(theirs[1], theirs[0], by="un")
    assert relate_periods(one, other, LISTS).relation is relation
    assert relate_periods(other, one, LISTS).relation is mirrored(relation)


def test_what_there_is_on_a_day_is_no_part_of_what_happened_over_a_year() -> None:
    stock = say(2, "1", 1, by="un", indicator="residents", until="2019-07-24", cumulative=False)
    assert relate_periods(to("2019-07-24"), stock, LISTS).relation is D


@pytest.mark.parametrize(
    ("since", "until", "borders"),
    [
        ("2009-01-01", "2009-12-31", "before"),
        ("2009-12-31", "2010-01-01", "across"),
        ("2010-01-01", "2019-07-15", ""),
        ("2019-07-15", "2019-07-16", "across"),
        ("2019-07-16", "2019-07-24", "after"),
    ],
)
def test_the_days_of_a_figure_lie_in_those_of_its_borders_or_not(since: str, until: str, borders: str) -> None:
    inside = to("2019-07-15", "2010-01-01", by="un", place="OLD")
    figure = to(until, since, place="OLD")
    assert borders_of(figure, LISTS) == borders
    assert relate(figure, inside, LISTS).dimensions["place"] is (S if not borders else O)


def share(number: int, since: str, until: str, *, by: str, of: tuple[str, str] = ("", "")) -> Any:
    said = say(number, "40%", 40, unit="percent", indicator="share", by=by, since=since, until=until, cumulative=False)
    return replace(said, numerator=of[0], denominator=of[1])


@pytest.mark.parametrize(
    ("mine", "theirs", "relation"),
    [
        (("", "2019-06-30"), ("2019-06-30", "2019-06-30"), S),
        (("2019-06-30", "2019-06-30"), ("2019-06-30", "2019-06-30"), S),
        (("", "2019-06-30"), ("2019-05-30", "2019-05-30"), D),
        (("", "2019-06-30"), ("2019-01-01", "2019-06-30"), U),
    ],
)
def test_a_share_of_one_day_needs_no_start(mine: tuple[str, str], theirs: tuple[str, str], relation: Relation) -> None:
    one, other = share(1, *mine, by="un"), share(2, *theirs, by="russia")
    assert relate_periods(one, other, LISTS).relation is relation
    assert relate_periods(other, one, LISTS).relation is relation


@pytest.mark.parametrize(("indicator", "relation"), [("residents", S), ("returns", U)])
def test_a_share_of_stocks_is_of_its_last_day_whatever_start_was_typed(indicator: str, relation: Relation) -> None:
    terms = [say(3, "40", 40, indicator=indicator), say(4, "100", 100, indicator="residents")]
    mine = share(1, "2019-01-01", "2019-06-30", by="un", of=("C-3", "C-4"))
    theirs = share(2, "", "2019-06-30", by="russia", of=("C-3", "C-4"))
    one, other, *_ = prepare([mine, theirs, *terms], [], LISTS)
    assert relate_periods(one, other, LISTS).relation is relation
