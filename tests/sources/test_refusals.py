"""What the database refuses comes back in words, also where two people enter one thing at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from apps.claims.models import Breakdown, Claim, Place
from apps.sources.refusals import words_of
from tests.claims.test_admin import fields
from tests.factories import make_breakdown, make_claim, make_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Claim, "Another claim already stands at this position of the source."),
        (Breakdown, "This whole already has a breakdown of this name: give this one another."),
        (Place, "Somebody entered this at the same moment."),
    ],
)
def test_what_stands_already_is_said_by_its_rule(model: type[Model], words: str) -> None:
    make_breakdown(whole=make_claim(place=make_place()), parts=[])
    twice = model._default_manager.get()
    twice.pk = None
    with pytest.raises(IntegrityError) as refused:
        save_at_once(twice)
    assert (words_of(refused.value) or "").startswith(words)


@transaction.atomic
def save_at_once(record: Model) -> None:
    record.save_base(force_insert=True)
    connection.check_constraints()  # some rules wait for the end


def test_what_is_no_rules_refusal_has_no_words() -> None:
    assert words_of(DatabaseError("the server went away")) is None


@contextmanager
def somebody_quicker(model: type[Model]) -> Iterator[None]:
    """Somebody who saves a record with the same words just before it is saved."""

    def save_first(sender: type[Model], instance: Any, **kwargs: Any) -> None:
        if instance.pk is None:
            sender._default_manager.bulk_create([sender(**_columns(instance))])

    pre_save.connect(save_first, sender=model)
    yield
    pre_save.disconnect(save_first, sender=model)


def _columns(record: Model) -> dict[str, Any]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_of_two_who_enter_one_place_at_once_the_second_keeps_the_form(client: Client) -> None:
    client.force_login(User.objects.create_superuser("staff"))
    address = reverse("admin:claims_place_add")
    sent = fields(client, address) | {"code": "XAL", "name": "Aldovia", "kind": "country"}
    with somebody_quicker(Place):
        answer = client.post(address, sent)
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert "at the same moment" in str(form.non_field_errors())
    assert form["name"].value() == "Aldovia"


def test_of_two_who_leave_the_position_blank_at_once_the_second_keeps_the_form(client: Client) -> None:
    client.force_login(User.objects.create_superuser("staff"))
    change = reverse("admin:claims_claim_change", args=[make_claim().pk])
    sent = fields(client, change) | {"position": "", "figure_as_said": "1,500", "value": "1,500", "state": "draft"}
    sent |= {"quote": "1,500 people", "step": ""}
    with somebody_quicker(Claim):
        answer = client.post(reverse("admin:claims_claim_add"), sent)
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert "Another claim already stands at this position" in str(form.non_field_errors())
    assert form["quote"].value() == "1,500 people"
