"""A family looks only where something can be found, and misses nothing that comparing all with all finds."""

from hypothesis import given, settings

from apps.claims.hierarchy import Relation
from apps.claims.references import claim_number
from apps.reconciliation.core.comparing.families import CODES, Family, Shelf
from apps.reconciliation.core.comparing.scopes import prepare, relate, scope_key
from apps.reconciliation.core.inputs.claims import Statement
from tests.reconciliation.core.factories import LISTS, say
from tests.reconciliation.core.strategies import Said, worlds

WORLDS = settings(max_examples=150, deadline=None)


def family_of(said: Said) -> Family:
    return Family(prepare(said.claims, said.breakdowns, LISTS), LISTS)


def every_two(family: Family) -> list[tuple[Statement, Statement]]:
    return [(one, other) for one in family.statements for other in family.statements if one is not other]


@given(worlds())
@WORLDS
def test_two_figures_of_one_organisation_have_one_scope_if_their_keys_are_one(said: Said) -> None:
    for one, other in every_two(family_of(said)):
        if one.organisation == other.organisation:
            is_same = relate(one, other, LISTS).together is Relation.SAME
            assert is_same or scope_key(one, LISTS) != scope_key(other, LISTS)


@given(worlds())
@WORLDS
def test_how_two_figures_lie_is_the_same_for_all_of_their_scopes(said: Said) -> None:
    family = family_of(said)
    for one, other in every_two(family):
        assert family.relate(one, other) == relate(one, other, LISTS)


def is_above(one: Statement, other: Statement) -> bool:
    mine, theirs = one.figure.ordinary, other.figure.ordinary
    return mine is not None and theirs is not None and theirs.is_below(mine)


@given(worlds())
@WORLDS
def test_no_pair_is_found_twice_or_missed_that_has_something_to_say(said: Said) -> None:
    family = family_of(said)
    together = {(one.ref, other.ref): relate(one, other, LISTS).together for one, other in every_two(family)}
    same = {
        (one.ref, other.ref)
        for one, other in every_two(family)
        if together[one.ref, other.ref] is Relation.SAME and one.number < other.number
    }
    above = {
        (one.ref, other.ref)
        for one, other in every_two(family)
        if together[one.ref, other.ref] is Relation.NARROWER
        and one.organisation != other.organisation
        and is_above(one, other)
    }
    found = list(family.pairs())
    nested = [(one.ref, other.ref) for one, other, scopes in found if scopes.together is Relation.NARROWER]
    alike = [tuple(sorted((one.number, other.number))) for one, other, how in found if how.together is Relation.SAME]
    assert sorted(alike) == sorted((claim_number(one), claim_number(other)) for one, other in same)
    assert len(nested) == len(set(nested))
    assert all(together[pair] is Relation.NARROWER for pair in nested)
    assert above <= set(nested)


@given(worlds())
@WORLDS
def test_nothing_within_a_scope_is_missed(said: Said) -> None:
    family = family_of(said)
    for target in family.statements:
        wanted = [
            part.ref
            for part in family.statements
            if part.organisation != target.organisation and relate(part, target, LISTS).together is Relation.NARROWER
        ]
        near = [
            part
            for part in family.near_within(target, lambda _: True)
            if family.relate(part, target).together is Relation.NARROWER
        ]
        assert sorted(part.ref for part in near) == sorted(wanted)


@given(worlds())
@WORLDS
def test_a_shelf_gives_all_that_holds_a_figure_or_lies_within_it(said: Said) -> None:
    family = family_of(said)
    shelf = Shelf(family, ((one, one.ref) for one in family.statements))
    for one, other in every_two(family):
        if relate(one, other, LISTS).together in (Relation.SAME, Relation.NARROWER):
            assert other.ref in shelf.holding(one, until=other)
            assert one.ref in shelf.within(other)


def test_what_shares_some_codes_is_found_elsewhere_and_near_in_time() -> None:
    here = say(1, "100", 100, place="SY02", until="2019-06-30", since="2019-01-01")
    elsewhere = say(2, "100", 100, place="SY04", until="2019-07-10", since="2019-01-01", by="un")
    later = say(3, "100", 100, place="SY04", until="2019-07-20", since="2019-01-01", by="un")
    family = Family([later, elsewhere, here], LISTS)
    but_for_place = set(CODES) - {"place"}
    assert family.sharing(here, but_for_place) == [here, elsewhere, later]
    assert family.sharing(here, but_for_place, is_near=True) == [here, elsewhere]
    assert family.sharing(here, but_for_place, organisation="un") == [elsewhere, later]
    assert family.sharing(here, CODES) == [here]
