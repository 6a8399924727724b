"""The worked examples that the page on the method shows: one a rule, and each shows the rule by itself."""

import pytest

from apps.claims.figures import Figure, Qualifier
from apps.reconciliation.core.catalogue import about
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.examples import READINGS, work_out
from apps.reconciliation.core.findings import Rule

SAID = {
    Rule.SUM: Verdict.ADDS_UP,
    Rule.SHARE: Verdict.ADDS_UP,
    Rule.PLAN: Verdict.DOES_NOT_ADD_UP,
    Rule.RESTATED: Verdict.AGREES,
    Rule.DIRECT: Verdict.CONTRADICTS,
    Rule.BOUND: Verdict.CONTRADICTS,
    Rule.ASSEMBLED: Verdict.CONTRADICTS,
    Rule.UNDECIDED: Verdict.UNDECIDED,
    Rule.LOOKALIKE: Verdict.LOOKALIKE,
    Rule.DEFINITION: Verdict.OTHER_THING,
    Rule.SERIES: Verdict.CONTRADICTS,
}


def test_every_rule_is_there_to_show_something() -> None:
    assert set(SAID) == set(Rule)


@pytest.mark.parametrize(("rule", "verdict"), SAID.items())
def test_an_example_comes_to_what_its_rule_is_there_to_show(rule: Rule, verdict: Verdict) -> None:
    found = work_out(rule)
    assert (found.rule, found.verdict) == (rule, verdict)
    assert found.explanation


@pytest.mark.parametrize("rule", Rule)
def test_every_claim_of_an_example_is_needed(rule: Rule) -> None:
    assert set(work_out(rule).inputs) == {said.ref for said in about(rule).example.statements}


def test_readings_are_shown_of_every_qualifier() -> None:
    assert {figure.qualifier for _, figure in READINGS} == set(Qualifier)


@pytest.mark.parametrize(("words", "figure"), READINGS, ids=[words for words, _ in READINGS])
def test_what_is_understood_lies_within_what_the_words_permit(words: str, figure: Figure) -> None:
    assert figure.strict is not None
    assert figure.ordinary is not None
    assert figure.strict.contains(figure.ordinary), words
