"""A choice is called alike by its filter and by its facet, because both ask the same words."""

from typing import Any

import pytest

from apps.compare.lists import claims, findings, sources
from apps.compare.lists.choices import Words
from apps.compare.lists.facets import Aspect

LISTS: list[tuple[Any, tuple[Aspect, ...]]] = [
    (claims.ClaimFilter, claims.ASPECTS),
    (findings.FindingFilter, findings.ASPECTS),
]


@pytest.mark.parametrize(("filters", "aspects"), LISTS, ids=["claims", "findings"])
def test_what_a_filter_offers_is_what_its_facet_calls_it(filters: Any, aspects: tuple[Aspect, ...]) -> None:
    offered = {name: found.extra.get("choices") for name, found in filters.base_filters.items()}
    compared = 0
    for aspect in aspects:
        if offered.get(aspect.name):
            codes = [code for code, _ in offered[aspect.name]]
            assert [aspect.read(codes)[code] for code in codes] == offered[aspect.name]
            compared += 1
    assert compared > 2


def test_every_facet_has_a_filter_of_its_name() -> None:
    for filters, aspects in (*LISTS, (sources.SourceFilter, sources.ASPECTS)):
        assert {aspect.name for aspect in aspects} <= set(filters.base_filters)


def test_a_code_is_its_own_word_where_it_has_no_other() -> None:
    assert Words.plain(["under_way"]).words == {"under_way": "under way"}
    assert Words.of({"a": "A", "b": "B"}, without="b").words == {"a": "A"}
