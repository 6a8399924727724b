"""The code lists are read once, and again whenever one of them was written."""

import pytest
from django.db import transaction

from apps.claims.models import Indicator, Place, Population, Unit
from apps.reconciliation.loading.code_lists import load_code_lists
from tests.factories import make_indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def test_they_are_read_once(django_assert_num_queries: object) -> None:
    lists = load_code_lists()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert load_code_lists() is lists


@pytest.mark.parametrize("model", [Unit, Indicator, Population, Place])
def test_a_changed_entry_is_seen_and_so_is_a_link(model: type[Indicator]) -> None:
    before = load_code_lists()
    entry, other = model.objects.order_by("pk")[:2]
    model.objects.filter(pk=entry.pk).update(name="Another name")
    named = load_code_lists()
    assert named is not before
    entry.broader.set([])
    bare = load_code_lists()
    other.broader.set([])
    entry.broader.add(other)
    assert load_code_lists() is not bare


def test_a_new_entry_is_seen_and_one_that_was_undone_is_not() -> None:
    before = load_code_lists()
    with transaction.atomic():
        made = make_indicator(code="something-else")
        assert made.code in load_code_lists().lists.facts
        transaction.set_rollback(True)
    assert made.code not in load_code_lists().lists.facts
    assert load_code_lists().lists == before.lists
    other = make_indicator(code="something-other")
    assert {made.code, other.code} & load_code_lists().lists.facts.keys() == {other.code}
