"""The history of a record in the admin, and the way back to an earlier state."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.claims.models import Claim
from apps.reconciliation.models import Mark
from apps.sources.records.past import read_states
from tests.claims.test_admin import change
from tests.compare.test_views import read
from tests.factories import make_claim, make_speaker

pytestmark = pytest.mark.django_db


def history_of(record: object) -> str:
    meta = type(record)._meta  # type: ignore[attr-defined]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[record.pk])  # type: ignore[attr-defined]


def first_state(record: object) -> dict[str, int]:
    """What the button beside the first state sends, on a page that is opened now."""
    states = [written.state.pk for written in read_states(record)]  # type: ignore[arg-type]
    return {"event": states[0], "standing": states[-1]}


def test_it_says_who_changed_what_and_how(admin_client: Client) -> None:
    claim = make_claim(figure_as_said="17,080", quote="17,080 people")
    change(admin_client, claim.pk, figure_as_said="17,090", value="17,090", quote="17,090 people")
    Claim.objects.filter(pk=claim.pk).update(locator="page 3")
    page = read(admin_client, history_of(claim))
    assert "admin, by form" in page
    assert "Value : 17,080 → 17,090" in page
    assert "Locator : blank → page 3" in page


def test_an_earlier_state_comes_back_as_a_change_that_leaves_the_publication_alone(admin_client: Client) -> None:
    claim = make_claim(figure_as_said="17,080", quote="17,080 people", state="draft")
    Claim.objects.filter(pk=claim.pk).update(
        figure_as_said="17,090", value=17090, quote="17,090 people", state="published"
    )
    Mark.objects.all().delete()
    response = admin_client.post(history_of(claim), first_state(claim), follow=True)
    assert "brought back as a new change" in response.content.decode()
    claim.refresh_from_db()
    assert (claim.quote, claim.value, claim.state) == ("17,080 people", Decimal(17080), "published")
    assert len(read_states(claim)) == 3, "nothing of the past was taken away"
    assert Mark.objects.filter(claim=claim).exists()


def test_what_was_written_after_the_page_was_opened_is_shown_and_not_written_over(admin_client: Client) -> None:
    claim = make_claim(figure_as_said="17,080", quote="17,080 people", locator="page 2")
    Claim.objects.filter(pk=claim.pk).update(locator="page 3")
    opened = first_state(claim)
    Claim.objects.filter(pk=claim.pk).update(quote="17,080 people left")
    page = admin_client.post(history_of(claim), opened, follow=True).content.decode()
    assert "Nothing was changed. Somebody changed this record after you opened the page." in page
    assert "17,080 people left" in page
    claim.refresh_from_db()
    assert (claim.quote, claim.locator) == ("17,080 people left", "page 3")


def test_a_state_that_would_be_asked_about_is_not_brought_back(admin_client: Client) -> None:
    claim = make_claim(figure_as_said="17,080", value=Decimal(5), quote="17,080 people")
    Claim.objects.filter(pk=claim.pk).update(value=17080)
    response = admin_client.post(history_of(claim), first_state(claim), follow=True)
    assert "Nothing was changed." in response.content.decode()
    assert Claim.objects.get().value == 17080


def test_other_records_come_back_too(admin_client: Client) -> None:
    speaker = make_speaker(aliases=["M. Mekdad", "Mr Mekdad"], role="minister")
    type(speaker).objects.update(role="", aliases=[])
    admin_client.post(history_of(speaker), first_state(speaker))
    speaker.refresh_from_db()
    assert (speaker.role, speaker.aliases) == ("minister", ["M. Mekdad", "Mr Mekdad"])


def test_the_way_back_is_for_who_may_change_and_for_states_of_this_record() -> None:
    claim, other = make_claim(figure_as_said="17,080"), make_claim(figure_as_said="5")
    Claim.objects.filter(pk=claim.pk).update(locator="page 3")
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_claim"))
    looking, writing = Client(), Client(enforce_csrf_checks=True)
    looking.force_login(viewer)
    assert "Bring this state back" not in looking.get(history_of(claim)).content.decode()
    assert looking.post(history_of(claim), first_state(claim)).status_code == 403
    viewer.user_permissions.add(Permission.objects.get(codename="change_claim"))
    assert looking.post(history_of(claim), first_state(other)).status_code == 404
    writing.force_login(viewer)
    assert writing.post(history_of(claim), first_state(claim)).status_code == 403, "without its token"
    assert Claim.objects.get(pk=claim.pk).locator == "page 3"
