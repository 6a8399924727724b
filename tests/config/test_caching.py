"""What may be kept of an answer: of what somebody signed in gets, nothing, of what everybody gets, all."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_claim

pytestmark = pytest.mark.django_db


def test_what_somebody_signed_in_gets_is_kept_by_nobody_else(admin_client: Client) -> None:
    """A finding's page has the desk to decide on it for them, and a download what the admin offers."""
    claim = make_claim()
    for address in ("/", claim.get_absolute_url(), "/claims.csv", "/nowhere/", reverse("admin:index")):
        said = admin_client.get(address)["Cache-Control"]
        assert {"private", "no-store"} <= set(said.split(", ")), address


def test_what_everybody_gets_may_be_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/")
