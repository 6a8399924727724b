"""The database refuses nonsense in checks, reviews and explanations, and keeps every review as it was made."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from apps.reconciliation import services
from apps.reconciliation.models import Check, CheckTerm, Explanation, Finding, Review
from tests.factories import make_claim, make_un_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding() -> Finding:
    make_claim(figure_as_said="10,001")
    make_claim(figure_as_said="10,301", by=make_un_speaker())
    services.reconcile(trigger="test")
    return Finding.objects.get()


def nonsense(finding: Finding) -> dict[str, Model]:
    check = Check.objects.create(slug="a", title="It holds", formula="x ≥ 1")
    CheckTerm.objects.create(check_written=check, name="x", claim=finding.left)
    given: dict[str, Any] = {"finding": finding, "code": "method", "words": "Why", "given_on": "2019-08-01"}
    made: dict[str, Any] = {"finding": finding, "status": "explained", "note": "Why", "at": "2026-01-01T00:00Z"}
    return {
        "a_check_says_what_it_should_show": Check(slug="b", formula="x ≥ 1"),
        "a_check_has_a_formula": Check(slug="c", title="It holds"),
        "check_slug_can_stand_in_an_address": Check(slug="d e", title="It holds", formula="x ≥ 1"),
        "a_name_stands_for_one_claim_of_a_check": CheckTerm(check_written=check, name="x", claim=finding.left),
        "a_term_has_a_name_that_a_formula_reads": CheckTerm(check_written=check, name="X Y", claim=finding.left),
        "an_explanation_says_something": Explanation(**given | {"words": ""}),
        "an_explanation_gives_a_known_reason": Explanation(**given | {"code": "whim"}),
        "an_explained_amount_is_above_zero": Explanation(**given | {"amount": 0}),
        "an_explanation_is_given_between_1800_and_2200": Explanation(**given | {"given_on": date(3000, 1, 1)}),
        "a_review_is_of_a_known_status": Review(**made | {"status": "liked"}),
        "a_review_says_why": Review(**made | {"note": ""}),
    }


def test_nonsense_is_refused_by_name(finding: Finding) -> None:
    refused = nonsense(finding)
    for constraint, record in refused.items():
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            record.save()
    models = (Check, CheckTerm, Explanation, Review)
    assert refused.keys() == {rule.name for model in models for rule in model._meta.constraints}


@pytest.mark.parametrize(
    "sql", ["UPDATE reconciliation_review SET note = 'other'", "DELETE FROM reconciliation_review"]
)
def test_a_review_is_never_changed_or_deleted(finding: Finding, sql: str) -> None:
    services.record_review(finding, status="confirmed", note="Both say so.", by=None)
    refusal = pytest.raises(IntegrityError, match="a new one follows it")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Review.objects.get().note == "Both say so."


def test_a_review_outlives_the_account_of_its_author(finding: Finding) -> None:
    author = get_user_model().objects.create_user(username="analyst", password="not used")
    services.record_review(finding, status="confirmed", note="Both say so.", by=author)
    author.delete()
    assert Review.objects.get().by is None


def test_running_again_leaves_a_review_alone(finding: Finding) -> None:
    services.record_review(finding, status="confirmed", note="Both say so.", by=None)
    services.reconcile(trigger="again")
    review = Review.objects.get()
    assert (review.finding, review.is_stale) == (finding, False)


def test_what_is_explained_may_be_all_that_the_figures_part_by_to_the_digit() -> None:
    """4.1 million and 4,740,123 part by 600,000 as told, to the coarser figure, and by 640,123."""
    make_claim(figure_as_said="4.1 million", value=4_100_000)
    make_claim(figure_as_said="4,740,123", by=make_un_speaker())
    services.reconcile(trigger="test")
    finding = Finding.objects.get()
    assert finding.difference == -600_000
    given: dict[str, Any] = {"finding": finding, "code": "method", "words": "Why", "given_on": date(2019, 8, 1)}
    Explanation(**given, amount=640_123).full_clean()
    with pytest.raises(ValidationError, match="640,124 is more than the whole difference, 640,123"):
        Explanation(**given, amount=640_124).full_clean()
