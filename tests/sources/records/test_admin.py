"""The admin of records says what is wrong, and cuts nothing off in silence."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from apps.claims.models import Place
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


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "code"), [("North Kestria", "north-kestria"), ("Кестрия", None)])
def test_a_code_that_is_left_blank_is_made_of_the_name_where_it_can_be(
    client: Client, name: str, code: str | None
) -> None:
    client.force_login(get_user_model().objects.create_superuser("staff"))
    html = client.post(reverse("admin:claims_place_add"), {"name": name, "code": "", "kind": "area"}).content.decode()
    assert [place.code for place in Place.objects.all()] == ([code] if code else [])
    assert ("type one of Latin letters and digits" in html) == (code is None)


@pytest.mark.django_db
def test_a_code_that_was_typed_stands(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("staff"))
    client.post(reverse("admin:claims_place_add"), {"name": "North Kestria", "code": "XKE01", "kind": "area"})
    assert Place.objects.get().code == "XKE01"


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["claims_place", "claims_indicator", "sources_speaker", "sources_source"])
def test_what_a_picker_did_not_find_stands_in_the_form_that_adds_it(client: Client, model: str) -> None:
    client.force_login(get_user_model().objects.create_superuser("staff"))
    html = client.get(reverse(f"admin:{model}_add"), {"typed": "North Kestria", "_popup": "1"}).content.decode()
    assert 'value="North Kestria"' in html
