"""The engine finds what a second, slow and obvious one finds, on random sets of claims."""

from collections import Counter

from hypothesis import HealthCheck, Phase, event, given, settings

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Rule
from tests.reconciliation.core.factories import LISTS
from tests.reconciliation.core.oracle import decide
from tests.reconciliation.core.oracle_pairs import Found
from tests.reconciliation.core.strategies import Said, worlds


def by_the_engine(said: Said) -> list[Found]:
    found = reconcile(said.claims, said.breakdowns, LISTS, said.policy, said.checks)
    return sorted(
        Found(
            result.key,
            str(result.rule),
            str(result.verdict),
            result.other_verdict,
            tuple(sorted(set(result.inputs), key=lambda ref: int(ref[2:]))),
        )
        for result in found
    )


def by_the_oracle(said: Said) -> list[Found]:
    return decide(said.claims, said.breakdowns, LISTS, said.policy, said.checks)


@given(worlds())
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
def test_the_two_engines_find_the_same(said: Said) -> None:
    found = by_the_oracle(said)
    for rule in {one.rule for one in found}:
        event(rule)
    assert by_the_engine(said) == found


def test_random_sets_of_claims_try_every_rule() -> None:
    rules: Counter[str] = Counter()

    @given(worlds())
    @settings(
        max_examples=400,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    def count(said: Said) -> None:
        rules.update(found.rule for found in by_the_oracle(said))

    count()
    assert all(rules[rule] >= 10 for rule in Rule), rules
