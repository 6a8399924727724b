"""The admin of records says what is wrong, and cuts nothing off in silence."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from apps.sources.models import Organisation


@pytest.mark.django_db
def test_an_acronym_that_is_too_long_is_said_and_not_cut(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("staff"))
    address = reverse("admin:sources_organisation_add")
    assert "maxlength" not in client.get(address).content.decode()
    acronym = "UN-OCHA-REGIONAL-OFFICE"
    sent = {"slug": "office", "name": "Regional Office", "acronym": acronym, "side": "un", "country": "", "aliases": ""}
    html = client.post(address, sent).content.decode()
    assert "has at most 20 characters (it has 23)" in html
    assert acronym in html, "what was typed is kept"
    assert not Organisation.objects.exists()
