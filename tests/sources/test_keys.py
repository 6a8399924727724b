"""Very many keys are one parameter of a query, and mean what they mean one by one."""

import pytest

from apps.claims.models import Claim
from apps.sources.keys import among

pytestmark = pytest.mark.django_db


def test_keys_among_many_are_found(story: None) -> None:
    keys = list(Claim.objects.order_by("pk").values_list("pk", flat=True))
    wanted = keys[::3]
    found = Claim.objects.filter(pk__in=among([*wanted, keys[-1] + 1])).order_by("pk")
    assert list(found.values_list("pk", flat=True)) == wanted
    assert not Claim.objects.filter(pk__in=among(())).exists()


def test_many_keys_are_one_parameter() -> None:
    _, params = Claim.objects.filter(pk__in=among(range(1_000))).query.sql_with_params()
    assert params == (list(range(1_000)),)
