"""Only groups are looked at that may be all of a figure or above it, and none is left out that is."""

from typing import Any

from hypothesis import given, settings

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.groups import Groups
from apps.reconciliation.core.comparing.parts import find_tilings, put_together
from apps.reconciliation.core.comparing.readings import read
from apps.reconciliation.core.comparing.scopes import prepare, relate
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, say
from tests.reconciliation.core.strategies import Said, worlds

JUNE: dict[str, Any] = {"since": "2019-06-01", "until": "2019-06-30", "place": "SYR"}


def groups_of(*said: Statement) -> tuple[Groups, list[Statement]]:
    family = Family(prepare(said, (), LISTS), LISTS)
    return Groups(family), list(family.statements)


def within(*said: Statement) -> list[list[str]]:
    groups, statements = groups_of(*said)
    return [[part.ref for part in group] for group in groups.within(statements[0])]


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
@settings(max_examples=150, deadline=None)
def test_nothing_is_left_out_that_is_all_of_a_figure_or_above_it(said: Said) -> None:
    family = Family(prepare(said.claims, said.breakdowns, LISTS), LISTS)
    groups, alike = Groups(family), dict[tuple[object, ...], list[Statement]]()
    for part in family.statements:
        if part.figure.value is not None and not part.figure.is_percent and part.period.start is not None:
            key = part.organisation, part.source, part.indicator, part.unit, part.figure.status
            alike.setdefault((*key, part.period.start, part.ends_on), []).append(part)
    for target in (one for one in family.statements if one.figure.ordinary is not None):
        found = [{part.ref for part in group} for group in groups.within(target)]
        for members in alike.values():
            inside = [
                part
                for part in members
                if part.organisation != target.organisation
                and relate(part, target, LISTS).together is Relation.NARROWER
            ]
            together = put_together(inside, LISTS)
            high, low = read(target.figure).ordinary.high, sum(read(one.figure).ordinary.low or 0 for one in together)
            is_above = len(together) > 1 and high is not None and low > high
            if is_above or (len(inside) > 1 and any(find_tilings(target, inside, LISTS))):
                assert any({part.ref for part in inside} <= group for group in found)
