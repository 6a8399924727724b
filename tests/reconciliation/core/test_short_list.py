"""However many figures there are of one scope, the list of findings stays short, and each counts what it stands for."""

import random
from typing import Any

from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say

JUNE: dict[str, Any] = {"since": "2019-06-01", "until": "2019-06-30"}


def find(*said: Statement) -> dict[str, Result]:
    return {result.key: result for result in reconcile(said, (), LISTS, POLICY) if result.rule is not Rule.SERIES}


def test_several_figures_of_one_organisation_for_one_scope_are_one_finding_with_the_widest_first() -> None:
    found = find(say(1, "100", 100, **JUNE), say(2, "140", 140, **JUNE), say(3, "150", 150, **JUNE))
    (restated,) = found.values()
    assert (restated.key, restated.rule, restated.verdict) == ("pair:C-1:C-2", Rule.RESTATED, Verdict.CONTRADICTS)
    assert (restated.left, restated.right, restated.inputs) == ("C-1", "C-3", ("C-1", "C-3", "C-2"))
    assert restated.right_shown == "150 people and 1 more"
    assert "1 more figure is counted in this finding." in restated.explanation


def test_two_organisations_have_one_finding_for_a_scope_and_the_worst_pair_stands_for_it() -> None:
    said = [say(1, "100", 100, **JUNE), say(2, "140", 140, **JUNE), say(3, "100", 100, by="un", **JUNE)]
    direct = find(*said)["pair:C-1:C-3"]
    assert (direct.rule, direct.verdict, direct.left, direct.right) == (Rule.DIRECT, Verdict.CONTRADICTS, "C-2", "C-3")
    assert direct.left_shown == "140 people and 1 more"
    assert direct.inputs == ("C-2", "C-3", "C-1")


def test_a_finding_keeps_its_key_when_more_figures_of_its_scopes_are_entered() -> None:
    before = [say(1, "100", 100, **JUNE), say(2, "200", 200, by="un", **JUNE)]
    after = [*before, say(3, "50", 50, **JUNE), say(4, "900", 900, by="un", **JUNE)]
    assert find(*before).keys() <= find(*after).keys()
    assert find(*after)["pair:C-1:C-2"].inputs == ("C-3", "C-4", "C-1", "C-2")


def test_six_hundred_figures_of_one_scope_make_a_handful_of_findings() -> None:
    numbers = random.Random(7)
    said = [
        say(number, f"{value:,}", value, by=("russia", "un", "ngo")[number % 3], **JUNE)
        for number in range(1, 601)
        for value in [numbers.randint(10_000, 99_999)]
    ]
    found = find(*said)
    assert len(found) == 6, "three organisations, each with itself and with each other"
    assert {ref for result in found.values() for ref in result.inputs} == {statement.ref for statement in said}
