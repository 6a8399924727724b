"""A finding is decided on where it is read, by who may, and by nobody else."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from apps.reconciliation.models import Finding, Review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def analyst() -> User:
    user = User.objects.create_user("analyst")
    user.user_permissions.add(Permission.objects.get(codename="add_review"))
    return user


def finding() -> Finding:
    return Finding.objects.filter(retired_at=None).order_by("pk")[0]


def test_a_decision_is_recorded_with_who_and_from_which_figures(client: Client) -> None:
    about, user = finding(), analyst()
    client.force_login(user)
    page = about.get_absolute_url()
    assert "Decide on this finding" in client.get(page).content.decode()
    answer = client.post(f"{page}review/", {"status": "explained", "note": "Counted at the border."})
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#decisions")
    review = Review.objects.get(finding=about)
    assert (review.status, review.note, review.by) == ("explained", "Counted at the border.", user)
    assert review.inputs_digest == about.inputs_digest
    assert "Counted at the border." in Client().get(page).content.decode(), "everybody reads it"


def test_a_decision_without_a_reason_is_asked_for_it_and_nothing_typed_is_lost(client: Client) -> None:
    about = finding()
    client.force_login(analyst())
    answer = client.post(f"{about.get_absolute_url()}review/", {"status": "set_aside", "note": " "})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was recorded yet: Why" in html
    assert re.findall(r'<input type="radio"[^>]*value="(\w+)"[^>]* checked', html) == ["set_aside"]
    assert not Review.objects.exists()


def test_who_may_not_decide_sees_no_form_and_is_refused(client: Client) -> None:
    page = finding().get_absolute_url()
    sent = {"status": "confirmed", "note": "Yes."}
    assert "Decide on this finding" not in client.get(page).content.decode()
    assert client.post(f"{page}review/", sent)["Location"].startswith("/admin/login/")
    client.force_login(User.objects.create_user("viewer", is_staff=True))
    assert "Decide on this finding" not in client.get(page).content.decode()
    assert client.post(f"{page}review/", sent).status_code == 403
    assert client.get(f"{page}review/").status_code == 405
    assert not Review.objects.exists()


def test_a_finding_that_no_longer_holds_is_not_decided_on(client: Client) -> None:
    about = finding()
    Finding.objects.filter(pk=about.pk).update(retired_at=about.computed_at)
    client.force_login(analyst())
    assert "Decide on this finding" not in client.get(about.get_absolute_url()).content.decode()
    sent = {"status": "confirmed", "note": "Yes."}
    assert client.post(f"{about.get_absolute_url()}review/", sent).status_code == 404
