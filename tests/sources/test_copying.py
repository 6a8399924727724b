"""Many rows are written as one by one: what the table gives, what it refuses, and who did it."""

import pghistory
import pytest
from django.db import IntegrityError, transaction

from apps.sources.copying import add_rows, change_rows
from apps.sources.models import Organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

COLUMNS = ("slug", "name", "acronym", "side", "country", "aliases")
UN: tuple[object, ...] = ("un", "United\tNations\n", "", "un", "", [])
WHO = ("who", "World Health\\N", "WHO", "un", "", ["OMS", "ВОЗ"])


def test_rows_are_added_in_their_order_with_keys_of_the_table() -> None:
    add_rows(Organisation, COLUMNS, [UN, WHO])
    assert list(Organisation.objects.order_by("pk").values_list(*COLUMNS)) == [UN, WHO]


def test_rows_are_changed_in_the_columns_that_are_given() -> None:
    changed, other = make_organisation(slug="un", side="un", name="UN"), make_organisation(slug="who", side="un")
    change_rows(Organisation, ("id", "name"), [(changed.pk, "United Nations")])
    assert Organisation.objects.get(slug="un").name == "United Nations"
    assert Organisation.objects.get(slug="un").side == "un"
    assert Organisation.objects.get(slug="who").name == other.name


def test_what_the_table_refuses_is_said_as_of_any_other_writing_and_more_can_be_written_after_it() -> None:
    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        add_rows(Organisation, COLUMNS, [UN, UN])
    add_rows(Organisation, COLUMNS, [UN])
    add_rows(Organisation, COLUMNS, [WHO])
    assert Organisation.objects.count() == 2


def test_the_history_says_who_added_and_changed_them() -> None:
    events = Organisation.pgh_event_model.objects  # type: ignore[attr-defined]
    with pghistory.context(user=7):
        add_rows(Organisation, COLUMNS, [UN])
    with pghistory.context(user=8):
        change_rows(Organisation, ("id", "name"), [(Organisation.objects.get().pk, "UN")])
    said = events.order_by("pgh_id").values_list("pgh_label", "name", "pgh_context__metadata__user")
    assert list(said) == [("insert", UN[1], 7), ("update", "UN", 8)]
