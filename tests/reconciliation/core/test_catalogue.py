"""The rules by their names: each has words, a meaning and an example of its own."""

import pytest

from apps.reconciliation.core.catalogue import RULE_WORDS, about
from apps.reconciliation.core.findings import Rule


def test_no_two_rules_are_named_alike_or_say_the_same_of_themselves() -> None:
    assert len(set(RULE_WORDS.values())) == len(Rule)
    assert len({about(rule).says for rule in Rule}) == len(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_is_named_in_a_few_words_and_says_in_sentences_what_it_does(rule: Rule) -> None:
    assert RULE_WORDS[rule] == about(rule).words
    assert 1 < len(about(rule).words.split()) < 10
    assert not about(rule).words.endswith(".")
    assert about(rule).says.endswith(".")
