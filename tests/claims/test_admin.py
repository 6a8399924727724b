"""The admin: every record can be entered and corrected, and a saved claim is reconciled."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from apps.claims.models import BreakdownPart, Claim, Confirmation
from apps.compare.models import Topic
from apps.reconciliation.models import Finding, Run
from tests.compare.test_views import read
from tests.factories import make_claim, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser(username="staff", password="not used"))
    return client


def fields(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back of a form it was given."""
    form = client.get(address).context["adminform"].form
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def change(client: Client, claim: int, **cells: Any) -> Any:
    address = reverse("admin:claims_claim_change", args=[claim])
    return client.post(address, fields(client, address) | cells)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("model", [model for model in site._registry if model._meta.app_label != "auth"])
def test_every_list_and_form_opens(staff: Client, model: Any) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert staff.get(reverse(f"{name}_changelist"), {"q": "syria"}).status_code in (200, 302)
    first = model._default_manager.first()
    if first is not None:
        assert staff.get(reverse(f"{name}_change", args=[first.pk])).status_code == 200
    read_only = model in (Finding, Run)
    assert staff.get(reverse(f"{name}_add")).status_code == (403 if read_only else 200)


def test_the_page_of_a_claim_says_what_was_changed_and_not_by_whom(staff: Client) -> None:
    claim = make_claim(figure_as_said="17,080", quote="17,080 people")
    change(staff, claim.pk, figure_as_said="17,090", value="17,090", quote="17,090 people")
    change(staff, claim.pk)
    said = read(staff, claim.get_absolute_url())
    assert "Value: 17,080 → 17,090" in said
    assert "by form" in said
    assert said.count("→") == 3
    assert "staff" not in said


@pytest.mark.usefixtures("story")
def test_changing_a_value_changes_the_finding(staff: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = change(staff, 44, figure_as_said="619,274", value="619,274", quote="more than 619,274 people")
    assert response.status_code == 302
    finding = Finding.objects.get(key="pair:C-44:C-84")
    assert finding.difference == 619_274 - 41_570
    assert "more than 619,274 people" in finding.explanation


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("typed", ["1_000", "1e400", "NaN", "٤٥_", "1,00", "1234567890123456"])
def test_a_value_that_is_no_number_gets_a_message_and_loses_nothing(staff: Client, typed: str) -> None:
    response = change(staff, 44, value=typed, locator="a place I typed")
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert "value" in form.errors
    assert form["value"].value() == typed
    assert form["locator"].value() == "a place I typed"
    assert Claim.objects.get(pk=44).value == 319_274


@pytest.mark.usefixtures("story")
def test_a_broken_rule_is_told_in_its_own_words(staff: Client) -> None:
    response = change(staff, 44, period_start="2019-07-30", period_end="2019-07-01")
    assert "The period ends before it starts." in response.content.decode()


def test_a_value_may_be_typed_in_words(staff: Client) -> None:
    claim = make_claim(figure_as_said="1.2 million", value=1_200_000)
    assert (
        change(
            staff, claim.pk, value="1.3 million", figure_as_said="1.3 million", quote="1.3 million", step=""
        ).status_code
        == 302
    )
    claim.refresh_from_db()
    assert (claim.value, claim.step) == (Decimal(1_300_000), Decimal(100_000))


def test_a_new_claim_remembers_who_entered_it(staff: Client) -> None:
    make_place()
    like = make_claim()
    address = reverse("admin:claims_claim_change", args=[like.pk])
    response = staff.post(
        reverse("admin:claims_claim_add"),
        fields(staff, address) | {"position": "2", "locator": "page 3", "confirms": "on", "reason": "Said twice."},
    )
    assert response.status_code == 302
    entered = Claim.objects.latest("pk")
    assert entered.entered_by is not None
    assert entered.entered_by.username == "staff"


def test_parts_are_entered_beside_their_whole(staff: Client) -> None:
    whole, part = make_claim(figure_as_said="30"), make_claim(figure_as_said="10")
    data = {
        "whole": whole.pk,
        "dimension": "place",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-claim": part.pk,
    }
    assert staff.post(reverse("admin:claims_breakdown_add"), data).status_code == 302
    assert BreakdownPart.objects.get().claim == part


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(("typed", "found"), [("C-17", "C-17"), ("rukban", "C-8")])
def test_claims_are_found_while_typing(staff: Client, typed: str, found: str) -> None:
    address = reverse("admin:autocomplete")
    query = {"app_label": "claims", "model_name": "claim", "field_name": "numerator", "term": typed}
    results = staff.get(address, query).json()["results"]
    assert any(re.search(rf"\b{found}\b", result["text"]) for result in results), results


def test_an_entry_that_would_be_broader_than_itself_is_refused(staff: Client) -> None:
    country, city = make_place(code="SYR"), make_place(code="ALE")
    city.broader.add(country)
    address = reverse("admin:claims_place_change", args=[country.pk])
    response = staff.post(address, fields(staff, address) | {"broader": [city.pk]})
    assert "A circle says nothing" in response.content.decode()


@pytest.mark.usefixtures("story")
def test_findings_are_looked_at_and_changed_nowhere(staff: Client) -> None:
    finding = Finding.objects.earliest("pk")
    address = reverse("admin:reconciliation_finding_change", args=[finding.pk])
    assert staff.post(address, {"explanation": "nonsense"}).status_code == 403
    assert staff.post(reverse("admin:reconciliation_finding_delete", args=[finding.pk])).status_code == 403


@pytest.mark.usefixtures("story")
def test_the_admin_is_closed_to_those_who_may_not_enter(client: Client) -> None:
    response = client.get(reverse("admin:claims_claim_changelist"))
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


@pytest.mark.usefixtures("story")
def test_a_topic_can_be_corrected(staff: Client) -> None:
    topic = Topic.objects.get(slug="rukban-camp")
    address = reverse("admin:compare_topic_change", args=[topic.pk])
    assert staff.post(address, fields(staff, address) | {"question": "Who left?"}).status_code == 302
    topic.refresh_from_db()
    assert topic.question == "Who left?"


def test_what_is_probably_a_slip_is_asked_about_and_nothing_is_lost(staff: Client) -> None:
    claim = make_claim(figure_as_said="17,080")
    answer = change(staff, claim.pk, value="12,080", locator="page 4")
    html = answer.content.decode()
    assert "The words say 17,080, the value 12,080" in html
    assert "Nothing is saved yet" in html
    assert 'value="12,080"' in html
    assert 'value="page 4"' in html
    claim.refresh_from_db()
    assert claim.value == 17_080
    assert change(staff, claim.pk, value="12,080", confirms="on", reason=" ").status_code == 200, "a reason is needed"


def test_a_confirmed_warning_is_kept_with_its_reason_and_not_asked_again(staff: Client) -> None:
    claim = make_claim(figure_as_said="17,080")
    assert change(staff, claim.pk, value="12,080", confirms="on", reason="A misprint, mended aloud.").status_code == 302
    kept = Confirmation.objects.get()
    assert (kept.claim, kept.reason, kept.by and kept.by.username) == (claim, "A misprint, mended aloud.", "staff")
    assert change(staff, claim.pk, locator="page 4").status_code == 302
    assert (
        "A misprint, mended aloud." in staff.get(reverse("admin:claims_claim_change", args=[claim.pk])).content.decode()
    )
    assert "the value 12,090" in change(staff, claim.pk, value="12,090").content.decode(), "other words are asked again"


def test_what_cannot_be_is_refused_however_much_it_is_confirmed(staff: Client) -> None:
    claim = make_claim(figure_as_said="525")
    answer = change(staff, claim.pk, value="-525", confirms="on", reason="It says so.")
    assert "below zero" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.value == 525


def test_what_is_typed_is_read_before_it_is_saved(staff: Client) -> None:
    claim = make_claim()
    address = reverse("admin:claims_claim_read")
    typed = {"figure_as_said": "more than 1.2 million", "period_as_said": "Q2 2018", "source": f"{claim.source_id}"}
    said = staff.get(address, typed).json()
    assert said["figure_as_said"].startswith("Read as more than 1,200,000, to the nearest 100,000.")
    assert said["period_as_said"] == "Read as 1 April 2018 to 30 June 2018."
    assert staff.get(address, {"figure_as_said": "  ", "source": "9" * 30, "unit": "x"}).json() == {}


def test_the_next_claim_begins_with_what_the_last_one_said(staff: Client) -> None:
    like = make_claim(period_as_said="in 2019")
    Claim.objects.update(entered_by=get_user_model().objects.get(username="staff"))
    initial = staff.get(reverse("admin:claims_claim_add")).context["adminform"].form.initial
    assert (initial["source"].pk, initial["speaker"].pk, initial["period_as_said"]) == (
        like.source_id,
        like.speaker_id,
        "in 2019",
    )
    asked = staff.get(reverse("admin:claims_claim_add"), {"speaker": "12"}).context["adminform"].form.initial
    assert asked["speaker"] == "12", "what the address says goes before it"


def test_a_day_that_is_not_read_is_told_in_which_forms_it_is(staff: Client) -> None:
    claim = make_claim()
    assert (
        "Enter a day such as 2019-07-24 or 24 July 2019."
        in change(staff, claim.pk, period_end="03/04/2019").content.decode()
    )
    assert change(staff, claim.pk, period_end="24 Jul 2019").status_code == 302
    claim.refresh_from_db()
    assert f"{claim.period_end}" == "2019-07-24"


def folded(response: Any) -> list[str]:
    """The parts of the form that are shut until they are asked for."""
    return [part.name for part in response.context["adminform"] if part.is_collapsible]


def test_a_part_of_the_form_that_is_seldom_used_is_folded_until_it_holds_something(staff: Client) -> None:
    add = reverse("admin:claims_claim_add")
    counted, interval, arithmetic = folded(staff.get(add))
    claim = make_claim(figure_as_said="40", known_bias="undercount", denominator=make_claim())
    assert folded(staff.get(reverse("admin:claims_claim_change", args=[claim.pk]))) == [interval, "Its record"]
    assert folded(staff.get(add, {"interval_is": "plausible range"})) == [counted, arithmetic]
    assert folded(staff.post(add, {"figure_as_said": "40", "people_each": "x", "interval_low": "30"})) == [arithmetic]
