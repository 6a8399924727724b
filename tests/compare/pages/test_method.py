"""The page on the method says what the rules do, because the rules make it."""

import pytest
from django.test import Client

from apps.claims.models import Indicator
from apps.compare.pages.method import build_method_page
from apps.compare.rows.words import interval_words
from apps.reconciliation.core import examples
from apps.reconciliation.core.catalogue import RULE_WORDS, about
from apps.reconciliation.core.comparing import verdicts
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.core.findings import Rule
from apps.reconciliation.models import TolerancePolicy
from tests.factories import make_indicator

pytestmark = pytest.mark.django_db


def test_every_rule_verdict_and_reason_is_on_the_page(client: Client) -> None:
    page = client.get("/method/").content.decode()
    for code in (*Rule, *Verdict, *reasons.Code):
        assert f"<code>{code.value}</code>" in page, code
    for words in (*RULE_WORDS.values(), *verdicts.WORDS.values(), *reasons.WORDS.values()):
        assert words in page.replace("&#x27;", "'")


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_says_its_words_and_works_out_its_own_example(rule: Rule) -> None:
    assert about(rule).words
    assert about(rule).says
    result = examples.work_out(rule)
    assert result.rule is rule
    assert result.explanation
    assert set(result.inputs) <= {said.ref for said in about(rule).example.statements}


def test_no_two_rules_share_what_they_say() -> None:
    for said in ("words", "says", "example"):
        assert len({repr(getattr(about(rule), said)) for rule in Rule}) == len(Rule), said


def test_the_reasons_have_one_family_each() -> None:
    listed = [code for codes in reasons.FAMILIES.values() for code in codes]
    assert sorted(listed) == sorted(reasons.Code)
    assert set(listed) >= reasons.SUGGESTED


def test_the_readings_on_the_page_are_those_of_the_figures() -> None:
    rows = {row.words: row for row in build_method_page().readings}
    for words, figure in examples.READINGS:
        assert rows[words].ordinary == interval_words(figure.ordinary)
        assert rows[words].strict == interval_words(figure.strict)


def test_the_tolerance_on_the_page_is_the_one_in_force(client: Client) -> None:
    assert "1%" in client.get("/method/").content.decode()
    TolerancePolicy.objects.create(name="Wide", relative="0.07")
    TolerancePolicy.objects.create(name="Own", relative="0.025", indicator=make_indicator(code="harvest"))
    page = client.get("/method/").content.decode()
    assert "7%" in page
    assert "2.5%" in page
    assert Indicator.objects.get().name in page
