"""Pickers take what was meant: the record that is spelt as typed stands first."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from apps.claims.models import Place
from apps.sources.picking import best_first, fold
from tests.factories import make_organisation, make_place, make_source, make_speaker

pytestmark = pytest.mark.django_db
STORY_WORDS = [
    ("claim", "speaker", "Fleischer", "Corinne Fleischer"),
    ("claim", "place", "Syria", "Syria"),
    ("claim", "place", "SYR", "Syria"),
    ("claim", "unit", "people", "people"),
    ("claim", "unit", "PEOPLE", "people"),
    ("place", "broader", "syria", "Syria"),
    ("indicator", "unit", "people", "people"),
]


def picked(client: Client, model: str, field: str, typed: str) -> list[dict[str, Any]]:
    query = {"app_label": "claims", "model_name": model, "field_name": field, "term": typed}
    results: list[dict[str, Any]] = client.get(reverse("admin:autocomplete"), query).json()["results"]
    return results


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(("model", "field", "typed", "meant"), STORY_WORDS)
def test_what_is_spelt_as_typed_stands_first(client: Client, model: str, field: str, typed: str, meant: str) -> None:
    client.force_login(get_user_model().objects.create_superuser("staff"))
    assert picked(client, model, field, typed)[0]["text"].casefold() == meant.casefold()


def test_exact_then_beginning_then_a_word_then_the_rest() -> None:
    spelt = ["Assyria", "North-West Syria", "Syria, north", "Syria", "Elsewhere"]
    for place, name in enumerate(spelt):
        make_place(code=f"p{place}", name=name)
    make_place(code="other", name="The Republic", aliases=["Syria", "SAR"])
    found = best_first(
        Place.objects.all(), " syria ", found_in=["name", "code", "aliases"], spelt_in=["name", "aliases"]
    )
    assert [place.name for place in found] == ["Syria", "The Republic", "Syria, north", "North-West Syria", "Assyria"]


@pytest.mark.parametrize("typed", ["al hasakeh", "AL-HASAKEH", "Al-Ḥasakeh", "hasakeh al"])
def test_case_accents_and_hyphens_make_no_difference(typed: str) -> None:
    make_place(code="HAS", name="Al-Hasakeh")
    make_place(code="HOM", name="Homs")
    found = best_first(Place.objects.all(), typed, found_in=["name"], spelt_in=["name"])
    assert [place.code for place in found] == ["HAS"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "ÉCOLE", "école", "Москва", "москва", "دمشق"])
def test_signs_and_other_scripts_are_words_like_any_other(typed: str) -> None:
    make_place(code="FR", name="École")
    make_place(code="RU", name="Москва")
    make_place(code="AR", name="دمشق")
    found = best_first(Place.objects.all(), typed, found_in=["name"], spelt_in=["name"])
    wanted = fold(typed).strip()
    assert all(wanted in fold(place.name) for place in found)
    assert len(found) == (0 if typed in "%\\" else 3 if typed in "_'" else 1)


def test_the_answer_says_what_each_is(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("staff"))
    make_place(code="SYR", name="Syria", definition="The whole country.")
    make_speaker(slug="okafor", name="Lena Okafor", role="Minister", organisation=make_organisation(slug="aur"))
    make_source(slug="briefing", title="A briefing")
    assert picked(client, "claim", "place", "syria")[0]["about"] == "The whole country."
    assert picked(client, "claim", "speaker", "okafor")[0]["about"] == "Minister, Aur"
    assert picked(client, "claim", "source", "briefing")[0]["about"] == "Syria, 24 July 2019"
