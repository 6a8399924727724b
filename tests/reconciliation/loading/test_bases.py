"""What claims stand on and what stands on them is found in one query, however far it leads."""

from typing import Any

import pytest

from apps.reconciliation.loading.bases import with_bases, with_dependants
from tests.factories import make_breakdown, make_claim

pytestmark = pytest.mark.django_db


def test_wholes_of_wholes_and_what_is_shared_are_reached_both_ways(django_assert_num_queries: Any) -> None:
    country, province, district, elsewhere = (make_claim(figure_as_said=said) for said in ("900", "500", "400", "7"))
    for whole, part in ((country, province), (province, district)):
        make_breakdown(whole=whole, parts=[part], dimension="place")
    counted = make_claim(figure_as_said="40")
    share = make_claim(figure_as_said="10", numerator=counted, denominator=district)
    with django_assert_num_queries(1):
        assert with_bases([share.pk]) == {share.pk, counted.pk, district.pk, province.pk, country.pk}
    with django_assert_num_queries(1):
        assert with_dependants([country.pk]) == {country.pk, province.pk, district.pk, share.pk}
    assert with_bases([elsewhere.pk]) == with_dependants([elsewhere.pk]) == {elsewhere.pk}
    assert with_bases([]) == set()
