"""A finding that is worked out by itself says what it says when all are worked out together."""

from hypothesis import given, settings

from apps.reconciliation.core.engine import Surroundings, reconcile
from apps.reconciliation.core.explaining.trace import CONVERTED
from apps.reconciliation.core.findings import Result, Role
from tests.reconciliation.core.factories import LISTS
from tests.reconciliation.core.strategies import Said, worlds

WORLDS = settings(max_examples=150, deadline=None)


def laid_out(said: Said) -> Surroundings:
    return Surroundings(said.claims, said.breakdowns, LISTS, said.policy, said.checks)


def is_converted(result: Result) -> bool:
    return any(line.key == CONVERTED for line in result.trace)


@given(worlds())
@WORLDS
def test_every_finding_is_found_among_its_own_figures_and_for_the_same_reasons(said: Said) -> None:
    surroundings = laid_out(said)
    for result in reconcile(said.claims, said.breakdowns, LISTS, said.policy, said.checks):
        alone = surroundings.find(result.key, result.inputs)
        if is_converted(result):
            assert alone is None
        else:
            assert alone == result


@given(worlds())
@WORLDS
def test_nothing_is_found_that_is_none(said: Said) -> None:
    surroundings = laid_out(said)
    for result in reconcile(said.claims, said.breakdowns, LISTS, said.policy, said.checks):
        ends = [member.ref for member in result.members if member.role in (Role.LEFT, Role.WHOLE)]
        if len(ends) < len(result.members):
            assert surroundings.find(result.key, ends) is None
