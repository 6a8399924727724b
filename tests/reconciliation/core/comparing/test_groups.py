"""Only groups are looked at that may be all of a figure or above it, and none is left out that is."""

from itertools import combinations_with_replacement, product
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, event, given, settings

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.groups import Groups
from apps.reconciliation.core.comparing.parts import find_tilings, put_together
from apps.reconciliation.core.comparing.scopes import prepare, relate
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, say
from tests.reconciliation.core.strategies import Said, worlds

DAYS = (("2019-06-01", "2019-06-30"), ("2019-06-01", "2019-06-15"), ("2019-06-16", "2019-06-30"))
JUNE: dict[str, Any] = {"since": "2019-06-01", "until": "2019-06-30", "place": "SYR"}


def family_of(*said: Statement) -> Family:
    return Family(prepare(said, (), LISTS), LISTS)


def within(*said: Statement) -> list[list[str]]:
    family = family_of(*said)
    return [[part.ref for part in group] for group in Groups(family).within(family.statements[0], family)]


def test_parts_above_what_holds_them_are_a_group() -> None:
    country = say(1, "5,001", 5_001, by="un", **JUNE)
    parts = [say(2, "3,001", 3_001, **JUNE | {"place": "SY02"}), say(3, "2,101", 2_101, **JUNE | {"place": "SY04"})]
    assert within(country, *parts) == [["C-2", "C-3"]]


def test_parts_far_below_it_are_none_and_one_figure_is_none() -> None:
    country = say(1, "5,001", 5_001, by="un", **JUNE)
    parts = [say(2, "1,001", 1_001, **JUNE | {"place": "SY02"}), say(3, "2,101", 2_101, **JUNE | {"place": "SY04"})]
    assert within(country, *parts) == []
    assert within(country, say(2, "9,001", 9_001, **JUNE | {"place": "SY02"})) == []


def test_figures_of_the_organisation_itself_are_none() -> None:
    country = say(1, "5,001", 5_001, **JUNE)
    parts = [say(2, "3,001", 3_001, **JUNE | {"place": "SY02"}), say(3, "2,101", 2_101, **JUNE | {"place": "SY04"})]
    assert within(country, *parts) == []


def test_days_that_follow_each_other_are_a_group_however_small_they_are() -> None:
    whole = say(1, "5,001", 5_001, by="un", since="2019-06-01", until="2019-06-30", cumulative=False)
    halves = [
        say(2, "11", 11, since="2019-06-01", until="2019-06-15", cumulative=False),
        say(3, "12", 12, since="2019-06-16", until="2019-06-30", cumulative=False),
    ]
    assert within(whole, *halves) == [["C-2", "C-3"]]


@given(worlds())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_is_found_from_the_groups_and_from_the_figures_within(said: Said) -> None:
    family = Family(prepare(said.claims, said.breakdowns, LISTS), LISTS)
    groups = Groups(family)

    def found(count: int) -> list[list[list[str]]]:
        with mock.patch.object(family, "count_within", return_value=count):
            targets = (target for target in family.statements if target.figure.ordinary is not None)
            return [
                sorted([part.ref for part in group] for group in groups.within(target, family)) for target in targets
            ]

    from_groups = found(1_000_000)
    event("something" if any(from_groups) else "nothing")
    assert from_groups == found(0)


# Two countries that are all of what holds them, and two provinces that are not.
PLACES = {"JOR+LBN": ("JOR", "LBN"), "SYR": ("SY02", "SY04")}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", [101, 401])
def test_nothing_is_left_out_that_is_all_of_a_figure_or_above_it(place: str, value: int) -> None:
    """Whatever three figures another organisation has of the places and the days of one, all small or all large."""
    all_of_it = say(1, "501", 501, by="un", place=place, since=DAYS[0][0], until=DAYS[0][1], cumulative=False)
    seen = 0
    for scopes in combinations_with_replacement(product((place, *PLACES[place]), DAYS), 3):
        parts = [
            say(number, str(value), value, place=where, since=since, until=until, cumulative=False)
            for number, (where, (since, until)) in enumerate(scopes, start=2)
        ]
        family = family_of(all_of_it, *parts)
        whole, *parts = family.statements
        found = [{part.ref for part in group} for group in Groups(family).within(whole, family)]
        alike = [[part for part in parts if part.period == period] for period in {part.period for part in parts}]
        alike += [[part for part in parts if part.place == each] for each in {part.place for part in parts}]
        for members in alike:
            inside = [part for part in members if relate(part, whole, LISTS).together is Relation.NARROWER]
            together = put_together(inside, LISTS)
            is_above = len(together) > 1 and sum(part.figure.value or 0 for part in together) > 501
            if is_above or any(find_tilings(whole, inside, LISTS)):
                seen += 1
                assert any({part.ref for part in inside} <= group for group in found), scopes
    assert seen > 5
