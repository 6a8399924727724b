"""The policy: an indicator's own tolerance, else the one of all others."""

from decimal import Decimal

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from tests.reconciliation.core.factories import LISTS, say

LOOSE = Tolerance("loose", Decimal("0.5"))


def test_an_indicator_has_its_own_tolerance_and_the_others_the_default() -> None:
    policy = Policy(by_indicator={"returns": LOOSE})
    assert policy.tolerance("returns") is LOOSE
    assert policy.tolerance("departures") == Tolerance("Default", Decimal("0.01"), Decimal(0), Decimal(10), None)


def test_a_finding_is_judged_by_the_tolerance_of_its_indicator_and_names_it() -> None:
    said = [
        say(number, f"{value:,}", value, by=by, indicator=indicator, since="2019-01-01")
        for number, value, by, indicator in (
            (1, 10_001, "russia", "returns"),
            (2, 12_002, "un", "returns"),
            (3, 10_001, "russia", "departures"),
            (4, 12_002, "un", "departures"),
        )
    ]
    found = reconcile(said, (), LISTS, Policy(by_indicator={"returns": LOOSE}))
    assert {(one.inputs, one.verdict.value, one.tolerance) for one in found} == {
        (("C-1", "C-2"), "agrees", "loose"),
        (("C-3", "C-4"), "contradicts", "Default"),
    }
