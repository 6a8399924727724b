"""The admin of reconciliation: checks are worked out before they are saved, policies shown before they are kept."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from apps.reconciliation.models import Check, Explanation, Finding, Review, TolerancePolicy
from tests.factories import make_claim, make_un_speaker
from tests.sources.records.test_outdated import opened

pytestmark = pytest.mark.django_db

POLICY = reverse("admin:reconciliation_tolerancepolicy_add")
CHECK = reverse("admin:reconciliation_check_add")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser(username="staff", password="not used"))
    return client


def written(formula: str, **terms: int) -> dict[str, Any]:
    """A check as a browser sends it."""
    fields: dict[str, Any] = {
        "slug": "convoys",
        "title": "Everybody leaves in time",
        "formula": formula,
        "is_active": "on",
        "terms-TOTAL_FORMS": len(terms),
        "terms-INITIAL_FORMS": 0,
    }
    for number, (name, claim) in enumerate(terms.items()):
        fields |= {f"terms-{number}-name": name, f"terms-{number}-claim": claim}
    return fields


@pytest.mark.usefixtures("story")
def test_who_corrects_an_explanation_or_a_policy_second_is_shown_what_the_first_wrote(staff: Client) -> None:
    about = Finding.objects.standing().order_by("pk")[0]
    said = Explanation.objects.create(finding=about, code="method", words="By households.", given_on=date(2019, 8, 1))
    policy = TolerancePolicy.objects.create(name="Default", relative="0.01", absolute=0)
    for record, theirs, mine in (
        (said, {"words": "By families."}, {"words": "By houses."}),
        (policy, {"name": "Theirs", "_keep": "Keep this policy"}, {"name": "Mine", "_keep": "Keep this policy"}),
    ):
        address, form = opened(staff, record)
        assert staff.post(address, form | theirs).status_code == 302
        answer = staff.post(address, form | mine)
        assert answer.status_code == 409
        assert [(d.theirs, d.mine) for d in answer.context["differences"]] == [
            tuple(next(iter(said.values())) for said in (theirs, mine))
        ]


@pytest.mark.usefixtures("story")
def test_a_check_is_worked_out_once_it_is_saved(staff: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = staff.post(CHECK, written("rate / 5 * 36 >= residents - left", rate=19, residents=101, left=99))
    assert response.status_code == 200
    assert "cannot be compared with people" in response.content.decode(), "a bare 36 is no number of days"
    with django_capture_on_commit_callbacks(execute=True):
        response = staff.post(CHECK, written("residents - left <= 30,000", residents=101, left=99))
    assert response.status_code == 302
    finding = Finding.objects.standing().get(key="plan:convoys")
    assert (finding.verdict, finding.right_shown) == ("adds_up", "30,000")
    check = Check.objects.get(slug="convoys")
    check.is_active = False
    with django_capture_on_commit_callbacks(execute=True):
        check.save()
    assert not Finding.objects.standing().filter(key="plan:convoys").exists()


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("formula", "terms", "why"),
    [
        ("residents −", {"residents": 101}, "stands where a number, a name or a bracket was expected"),
        ("residents ≥ left", {"residents": 101}, "“left” is no claim of this check"),
        ("residents ≥ 1", {"residents": 101, "left": 99}, "does not use left"),
        ("rate × 2 ≥ residents", {"rate": 19, "residents": 101}, "divided by 5 first"),
        ("most ≥ residents", {"most": 43, "residents": 101}, "says no number"),
        ("rate ≥ 1", {"rate of all": 19}, "A name starts with a small letter"),
        ("C-101 ≥ C-9999", {}, "There is no claim C-9999"),
        ("C-101 ≥ 1", {"c101": 99}, "The name c101 stands for C-99"),
        ("C-101 ≥ C-19", {}, "The formula cannot be worked out. "),
        ("999999999999999 × residents ≥ residents", {"residents": 101}, "more than can be stored"),
    ],
)
def test_a_check_that_cannot_be_worked_out_is_refused_in_words(
    staff: Client, formula: str, terms: dict[str, int], why: str
) -> None:
    response = staff.post(CHECK, written(formula, **terms))
    assert why in response.content.decode().replace("&quot;", "”")
    assert not Check.objects.filter(slug="convoys").exists()


@pytest.mark.usefixtures("story")
def test_a_check_is_written_at_the_first_try_with_references_and_with_capitals(
    staff: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = staff.post(CHECK, written("C-19 / 5 × C-70 ≥ Residents − C-99", Residents=101))
    assert response.status_code == 302
    check = Check.objects.get(slug="convoys")
    assert check.formula == "c19 / 5 × c70 ≥ residents − c99"
    terms = {term.name: term.claim_id for term in check.terms.all()}
    assert terms == {"residents": 101, "c19": 19, "c70": 70, "c99": 99}
    both = Finding.objects.standing().filter(key__in=["plan:convoys", "plan:rukban-convoys"])
    assert len({finding.verdict for finding in both}) == 1
    assert both.count() == 2


@pytest.mark.usefixtures("story")
def test_a_check_that_calls_claims_by_reference_can_be_changed_afterwards(staff: Client) -> None:
    staff.post(CHECK, written("C-101 ≥ C-99"))
    check = Check.objects.get(slug="convoys")
    address = reverse("admin:reconciliation_check_change", args=[check.pk])
    context = staff.get(address).context
    forms = [context["adminform"].form, *context["inline_admin_formsets"][0].formset.forms]
    sent = {bound.html_name: bound.value() for form in forms for bound in form if bound.value() not in (None, False)}
    sent |= {"formula": "C-101 ≥ c99 + 1", "terms-TOTAL_FORMS": len(forms) - 1, "terms-INITIAL_FORMS": 2}
    assert staff.post(address, sent).status_code == 302
    check.refresh_from_db()
    assert check.formula == "c101 ≥ c99 + 1"
    assert check.terms.count() == 2


def differing() -> tuple[Any, Any]:
    return make_claim(figure_as_said="10,001"), make_claim(figure_as_said="10,301", by=make_un_speaker())


def policy(**fields: Any) -> dict[str, Any]:
    return {"name": "Default", "relative": "0.05", "absolute": "0", "most_times": "10"} | fields


def test_a_policy_shows_what_would_flip_before_it_is_kept(
    staff: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        differing()
    response = staff.post(POLICY, policy())
    page = response.content.decode()
    assert "1 verdict would be another" in page
    assert "Cannot both hold" in page
    assert "Figures agree" in page
    assert not TolerancePolicy.objects.exists(), "nothing is kept before it was seen"
    with django_capture_on_commit_callbacks(execute=True):
        assert staff.post(POLICY, policy(_keep="Keep this policy")).status_code == 302
    assert Finding.objects.get().verdict == "agrees"
    assert Finding.objects.get().policy == "Default"


def test_a_policy_that_flips_nothing_says_so(staff: Client) -> None:
    assert "No verdict would flip" in staff.post(POLICY, policy()).content.decode()


def test_a_policy_that_makes_no_sense_goes_back_to_its_form(staff: Client) -> None:
    page = staff.post(POLICY, policy(relative="1.5")).content.decode()
    assert "A relative tolerance lies between 0 and 1" in page
    assert "would flip" not in page.lower()


def test_taking_a_policy_away_shows_what_would_flip(staff: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        differing()
        kept = TolerancePolicy.objects.create(name="Default", relative="0.05")
    address = reverse("admin:reconciliation_tolerancepolicy_delete", args=[kept.pk])
    assert "1 verdict would be another" in staff.get(address).content.decode()


def test_without_the_permission_nothing_is_shown_of_a_policy(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user(username="reader", password="not used", is_staff=True))
    assert client.post(POLICY, policy()).status_code == 403


@pytest.mark.usefixtures("story")
def test_a_review_keeps_what_it_was_made_from(staff: Client, django_capture_on_commit_callbacks: Any) -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    address = reverse("admin:reconciliation_review_add")
    sent = {"finding": finding.pk, "status": "explained", "note": "The UN counts deregistrations only."}
    assert staff.post(address, sent).status_code == 302
    review = Review.objects.get()
    assert review.by is not None
    assert (review.by.get_username(), review.is_stale) == ("staff", False)
    claim = finding.left
    claim.value, claim.figure_as_said = 320_001, "320,001"
    with django_capture_on_commit_callbacks(execute=True):
        claim.save()
    assert Review.objects.get().is_stale


@pytest.mark.usefixtures("story")
def test_an_organisation_explains_in_its_own_words(staff: Client) -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    sent = {"finding": finding.pk, "code": "method", "words": "Border posts count.", "given_on": "2019-08-01"}
    address = reverse("admin:reconciliation_explanation_add")
    assert staff.post(address, sent | {"organisation": finding.left.speaker.organisation_id}).status_code == 302
    assert Explanation.objects.get().organisation == finding.left.speaker.organisation
