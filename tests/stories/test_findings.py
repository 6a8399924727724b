"""The findings of every story are those that were reviewed by hand, line for line (the files beside this one)."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.claims.models import Claim
from apps.config.folders import BASE_DIR
from apps.reconciliation import services
from apps.reconciliation.core.findings import Rule
from apps.reconciliation.models import Finding
from tests.stories import golden

STORIES = sorted(path.name for path in (BASE_DIR / "fixtures" / "stories").iterdir())

pytestmark = pytest.mark.django_db


def load(story: str) -> list[Finding]:
    if not Claim.objects.exists():
        with connection.cursor() as cursor:  # references are counted from one, whatever other tests made before
            cursor.execute("SELECT setval(pg_get_serial_sequence('claims_claim', 'id'), 1, false)")
    call_command("load_story", story, stdout=StringIO())
    services.reconcile(trigger="test")
    return list(Finding.objects.standing())


@pytest.mark.parametrize("story", STORIES)
def test_the_findings_are_those_reviewed_by_hand(story: str) -> None:
    reviewed = golden.read(story)
    found = {finding.key: golden.render(finding) for finding in load(story)}
    assert list(found) == list(reviewed)
    for key, lines in found.items():
        assert lines == reviewed[key][0], f"{key}: run python -m tests.stories.golden {story} and look at what changed"
    assert [key for key, (_, by_hand) in reviewed.items() if len(by_hand) < 20] == []


def test_the_example_shows_the_rules_on_another_subject() -> None:
    rules = Counter(finding.rule for finding in load("cholera-example"))
    assert set(rules) == {"sum", "share", "plan", "direct", "bound", "undecided", "lookalike"}


def test_the_two_stories_have_no_word_for_each_other() -> None:
    alone = {finding.key: finding.explanation for finding in load("joint-session-2019-07-24")}
    together = {finding.key: finding.explanation for finding in load("cholera-example")}
    assert alone.items() <= together.items()
    assert len(together) == len(alone) + len(golden.read("cholera-example"))


def test_the_july_session_is_read_in_ten_minutes() -> None:
    found = load("joint-session-2019-07-24")
    assert 20 <= len(found) <= 30
    assert {finding.rule for finding in found} == set(Rule) - {Rule.DEFINITION, Rule.SERIES}, (
        "no false alarm by the other rules"
    )


def test_a_story_is_loaded_once_and_an_unknown_one_is_named() -> None:
    load("cholera-example")
    said = StringIO()
    call_command("load_story", "cholera-example", stdout=said)
    assert "there already" in said.getvalue()
    with pytest.raises(CommandError, match="There is no story “harvest”; there are cholera-example"):
        call_command("load_story", "harvest")


def test_a_story_whose_references_others_have_is_not_loaded_over_them() -> None:
    load("cholera-example")
    before = list(Claim.objects.order_by("pk").values_list("pk", "figure_as_said"))
    with pytest.raises(CommandError, match=r"was not loaded; nothing was written.*\nrow 2: C-1 would be changed"):
        call_command("load_story", "joint-session-2019-07-24")
    assert list(Claim.objects.order_by("pk").values_list("pk", "figure_as_said")) == before
