"""Code lists know what is narrower, and which entries exclude each other."""

import pytest

from apps.claims.hierarchy import Entry, Hierarchy, Links, Relation, follow
from tests.reconciliation.core.factories import mirrored

PEOPLE = Hierarchy.of(
    [
        Entry("people"),
        Entry("returnees", broader=("people",)),
        Entry("refugees", broader=("returnees",), division="by displacement"),
        Entry("idps", broader=("returnees",), division="by displacement"),
        Entry("women", broader=("people",)),
        Entry("women refugees", broader=("women", "refugees")),
    ]
)
PLACES = Hierarchy.of(
    [
        Entry("world"),
        Entry("syria", broader=("world",), division="country"),
        Entry("jordan and lebanon", broader=("world",), complete_division="country"),
        Entry("jordan", broader=("jordan and lebanon", "world"), division="country"),
        Entry("lebanon", broader=("jordan and lebanon", "world"), division="country"),
        Entry("homs", broader=("syria",), division="governorate"),
        Entry("aleppo", broader=("syria",), division="governorate"),
        Entry("rukban", broader=("homs",)),
        Entry("nasib", broader=("syria",), division="crossing"),
    ]
)


@pytest.mark.parametrize(
    ("lists", "one", "other", "relation"),
    [
        (PEOPLE, "refugees", "refugees", Relation.SAME),
        (PEOPLE, "refugees", "returnees", Relation.NARROWER),
        (PEOPLE, "people", "refugees", Relation.BROADER),
        (PEOPLE, "refugees", "idps", Relation.DISJOINT),
        (PEOPLE, "women refugees", "idps", Relation.DISJOINT),
        (PEOPLE, "women", "refugees", Relation.OVERLAPPING),
        (PEOPLE, "women", "idps", Relation.OVERLAPPING),
        (PLACES, "homs", "aleppo", Relation.DISJOINT),
        (PLACES, "rukban", "aleppo", Relation.DISJOINT),
        (PLACES, "rukban", "syria", Relation.NARROWER),
        (PLACES, "jordan", "lebanon", Relation.DISJOINT),
        (PLACES, "jordan", "jordan and lebanon", Relation.NARROWER),
        (PLACES, "jordan and lebanon", "syria", Relation.OVERLAPPING),
        (PLACES, "nasib", "homs", Relation.OVERLAPPING),
    ],
)
def test_relations(lists: Hierarchy, one: str, other: str, relation: Relation) -> None:
    assert lists.relation(one, other) is relation
    assert lists.relation(other, one) is mirrored(relation)


def test_a_circle_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="a, b: an entry cannot be broader than itself"):
        Hierarchy.of([Entry("a", broader=("b",)), Entry("b", broader=("a", "c")), Entry("c")])


def test_the_youngest_link_of_a_circle_is_left_out_and_the_older_ones_stand() -> None:
    links = Links.of([(1, 2), (2, 3), (3, 1), (4, 4), (5, 1)])
    assert links.left_out == ((3, 1), (4, 4))
    assert links.at_or_above([5]) == {5, 1, 2, 3}
    assert links.at_or_below([3]) == {3, 2, 1, 5}


def test_a_circle_is_followed_once() -> None:
    assert follow(["a"], {"a": ["b"], "b": ["a", "c"]}) == {"a", "b", "c"}


def test_a_code_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="a names b as broader, which is not in the list"):
        Hierarchy.of([Entry("a", broader=("b",))])


def test_a_complete_division_names_the_parts_that_are_together_all_of_an_entry() -> None:
    assert PLACES.complete_parts("jordan and lebanon") == {"jordan", "lebanon"}
    assert PLACES.complete_parts("syria") == frozenset(), "nobody says that the governorates listed are all of them"
    divided_twice = [
        Entry("people", complete_division="by sex"),
        Entry("women", broader=("people",), division="by sex"),
        Entry("men", broader=("people",), division="by sex"),
        Entry("children", broader=("people",), division="by age"),
    ]
    assert Hierarchy.of(divided_twice).complete_parts("people") == {"women", "men"}
