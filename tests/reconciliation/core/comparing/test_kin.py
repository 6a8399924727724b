"""Parts are not rivals: of each other, of their whole, or, under the whole's codes, of anybody else's total."""

from dataclasses import replace
from itertools import combinations

import pytest

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.comparing.kin import are_kin, relate_parts
from apps.reconciliation.core.comparing.scopes import prepare
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from apps.reconciliation.core.on_request import compare_requested
from tests.reconciliation.core.factories import LISTS, POLICY, mirrored, say

SECURITY = [say(1, "50,000", 50000), say(2, "25,000", 25000), say(3, "25,000", 25000)]
BY_CHANNEL = Breakdown("C-1", "channel", ("C-2", "C-3"), True)
BY_SEX = Breakdown("C-1", "sex", ("C-4", "C-5"), True)
SEXES = [say(4, "20,001", 20001), say(5, "29,999", 29999)]


def findings(said: list[Statement], *breakdowns: Breakdown) -> list[Result]:
    return reconcile(said, breakdowns, LISTS, POLICY)


def placed(said: list[Statement], *breakdowns: Breakdown) -> list[Statement]:
    return list(prepare(said, breakdowns, LISTS))


def test_a_breakdown_that_no_code_tells_adds_up_and_is_nothing_else() -> None:
    (found,) = findings(SECURITY, BY_CHANNEL)
    assert (found.key, found.verdict) == ("sum:C-1:channel", "adds_up")


def test_several_breakdowns_of_one_whole_each_add_up_on_their_own() -> None:
    found = findings([*SECURITY, *SEXES], BY_CHANNEL, BY_SEX)
    assert [(one.key, one.verdict) for one in found] == [("sum:C-1:channel", "adds_up"), ("sum:C-1:sex", "adds_up")]


def test_a_part_is_not_another_organisations_total() -> None:
    """It may only not be above it."""
    total = say(9, "40,001", 40001, by="un")
    found = findings([*SECURITY, total], BY_CHANNEL)
    assert [(one.rule, one.inputs) for one in found if one.rule is not Rule.SUM] == [(Rule.DIRECT, ("C-1", "C-9"))]
    low = say(9, "20,001", 20001, by="un")
    of_something_else = [replace(SECURITY[0], indicator="departures"), *SECURITY[1:], low]
    alone = findings(of_something_else, BY_CHANNEL)
    assert [one.inputs for one in alone if one.rule is Rule.ASSEMBLED] == [("C-9", "C-2", "C-3")]
    assert not [one for one in alone if one.rule is Rule.DIRECT]


def test_parts_of_two_organisations_are_not_known_to_be_the_same_part() -> None:
    theirs = [say(6, "48,000", 48000, by="un"), say(7, "24,500", 24500, by="un"), say(8, "23,500", 23500, by="un")]
    breakdowns = BY_CHANNEL, Breakdown("C-6", "channel", ("C-7", "C-8"), True)
    pairs = [one.inputs for one in findings([*SECURITY, *theirs], *breakdowns) if one.rule is not Rule.SUM]
    assert pairs == [("C-1", "C-6")]


def test_parts_that_their_codes_tell_are_compared_by_them() -> None:
    said = [say(1, "50,000", 50000), say(2, "30,001", 30001, population="refugees")]
    theirs = say(9, "10,001", 10001, by="un", population="refugees")
    found = findings([*said, theirs], Breakdown("C-1", "population", ("C-2",), False))
    assert ("C-2", "C-9") in [one.inputs for one in found if one.rule is Rule.DIRECT]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("C-2", "C-1", Relation.NARROWER),
        ("C-2", "C-3", Relation.DISJOINT),
        ("C-2", "C-4", Relation.OVERLAPPING),
        ("C-6", "C-2", Relation.NARROWER),
        ("C-6", "C-3", Relation.DISJOINT),
        ("C-6", "C-9", Relation.NARROWER),
        ("C-1", "C-9", Relation.SAME),
    ],
    ids=["whole", "sibling", "of another breakdown", "part of it", "part of a sibling", "of others", "no part"],
)
def test_what_no_code_tells_is_related_by_the_breakdowns(one: str, other: str, relation: Relation) -> None:
    said = [*SECURITY, *SEXES, say(6, "5,001", 5001), say(9, "1", 1, by="un")]
    by_ref = {
        statement.ref: statement
        for statement in placed(said, BY_CHANNEL, BY_SEX, Breakdown("C-2", "place", ("C-6",), False))
    }
    assert relate_parts(by_ref[one], by_ref[other]) is relation
    assert relate_parts(by_ref[other], by_ref[one]) is mirrored(relation)


def test_kin_are_what_lies_in_each_other_or_in_two_parts_of_one_breakdown() -> None:
    said = placed(
        [*SECURITY, *SEXES, say(6, "5,001", 5001)], BY_CHANNEL, BY_SEX, Breakdown("C-2", "x", ("C-6",), False)
    )
    kin = {(one.ref, other.ref) for one, other in combinations(said, 2) if are_kin(one, other)}
    everybody = {(one.ref, other.ref) for one, other in combinations(said, 2)}
    assert everybody - kin == {(one, other) for one in ("C-2", "C-3") for other in ("C-4", "C-5")} | {
        ("C-4", "C-6"),
        ("C-5", "C-6"),
    }


def test_members_of_a_breakdown_are_not_compared_on_request_either() -> None:
    whole, part, _ = placed(SECURITY, BY_CHANNEL)
    answer = compare_requested(whole, part, LISTS, POLICY)
    assert answer.verdict == "not_comparable"
    assert answer.why == ("the two are members of one breakdown: their sum is checked, and nothing else",)


def test_a_circle_of_breakdowns_which_the_database_refuses_ends() -> None:
    circle = Breakdown("C-1", "x", ("C-2",), False), Breakdown("C-2", "x", ("C-1",), False)
    assert [len(one.lineage) for one in placed(SECURITY, *circle)] == [2, 2, 0]
