"""The admin's pickers: what was sent for a record and can be none is nothing picked, in every form that has one."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

NONSENSE = ("martian", "-1", "1;2", "99999999999999999999", "9" * 5_000, "²")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser(username="staff"))
    return client


@pytest.mark.parametrize("sent", NONSENSE)
@pytest.mark.parametrize(
    ("record", "box"),
    [
        ("claims_claim", "speaker"),
        ("claims_claim", "counted_by"),  # several
        ("claims_breakdown", "memberships-0-claim"),  # of a row below
        ("reconciliation_tolerancepolicy", "indicator"),
        ("reconciliation_review", "finding"),
    ],
)
def test_a_picker_refuses_what_is_no_record(staff: Client, record: str, box: str, sent: str) -> None:
    rows = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"} if "-" in box else {}
    answer = staff.post(reverse(f"admin:{record}_add"), rows | {box: sent})
    assert answer.status_code == 200
    assert "alid" in answer.content.decode(), "Select a valid choice; or that it is not a valid value"


def test_an_address_that_names_no_record_opens_a_form_with_nothing_picked(staff: Client) -> None:
    answer = staff.get(reverse("admin:claims_claim_add"), {"speaker": "martian", "counted_by": "1,x"})
    assert answer.status_code == 200


@pytest.mark.parametrize("record", ["sources_source", "claims_place", "reconciliation_finding", "auth_user"])
@pytest.mark.parametrize("page", ["changelist", "change"])
def test_a_record_is_referred_to_by_its_key_alone(staff: Client, record: str, page: str) -> None:
    address = reverse(f"admin:{record}_{page}", args=[1] * (page == "change"))
    for field in ("claims", "inputs", "logentry", "nonsense", "password"):
        assert staff.get(address, {"_to_field": field}).status_code == 400
    assert staff.get(address, {"_to_field": "id"}).status_code in (200, 302)
