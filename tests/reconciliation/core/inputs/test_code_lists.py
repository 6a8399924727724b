"""What the rules ask the code lists: who is counted, what is taken for what, and a figure with its unit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.claims.figures import Figure, Qualifier
from apps.claims.hierarchy import Entry, Hierarchy
from apps.reconciliation.core.inputs.code_lists import UnitFacts, unit_beside
from tests.reconciliation.core.factories import LISTS, say


@pytest.mark.parametrize(
    ("indicator", "population", "code", "name"),
    [
        ("returns", "", "all", "returnees"),
        ("returns", "refugees", "refugees", "refugees"),
        ("returns", "idps", "idps", "IDPs"),
        ("departures", "", "", ""),
    ],
    ids=["the indicator's own", "stated", "an abbreviation", "not known"],
)
def test_who_is_counted_is_as_stated_else_the_indicators_own(
    indicator: str, population: str, code: str, name: str
) -> None:
    said = say(1, "1", 1, indicator=indicator, population=population)
    assert (LISTS.population_of(said), LISTS.population_name(said)) == (code, name)


def test_what_is_taken_for_another_is_so_from_either_side() -> None:
    assert LISTS.are_taken_for_each_other("settled", "returns")
    assert LISTS.are_taken_for_each_other("returns", "settled")
    assert not LISTS.are_taken_for_each_other("returns", "departures")
    assert not LISTS.are_taken_for_each_other("returns", "returns")


def test_a_unit_of_which_nothing_is_known_is_not_counted_once() -> None:
    assert LISTS.facts_of_unit("people").is_counted_once
    assert LISTS.facts_of_unit("families") == UnitFacts()


def test_a_figure_has_its_unit_and_a_percentage_has_it_already() -> None:
    said = say(1, "more than 1,851,424", 1851424, qualifier="more_than")
    assert (LISTS.quantity(said), LISTS.spoken(said)) == ("> 1,851,424 people", "more than 1,851,424 people")
    assert LISTS.quantity(say(1, "56%", 56, unit="percent")) == "56%"


def test_a_name_is_small_in_a_sentence_unless_its_second_letter_is_a_capital_too() -> None:
    lists = replace(LISTS, populations=Hierarchy.of([Entry("all", "UN staff"), Entry("x", "Women")]))
    assert lists.population_name(say(1, "1", 1)) == "UN staff"
    assert lists.population_name(say(1, "1", 1, population="x")) == "women"


@pytest.mark.parametrize(
    ("words", "said"),
    [("hundreds", "hundreds of people"), ("tens of thousands", "tens of thousands of people"),
     ("several thousand", "several thousand people")],
)  # fmt: skip
def test_what_is_said_without_a_number_is_so_many_of_its_unit(words: str, said: str) -> None:
    vague = say(1, words, None, qualifier="vague")
    assert (LISTS.quantity(vague), LISTS.spoken(vague)) == (said, said)


@pytest.mark.parametrize(
    ("words", "value", "is_percent", "unit"),
    [
        ("332", 332, False, "cases"),
        ("hundreds", None, False, "of cases"),
        ("40.96%", 40.96, True, ""),
        ("a third", 33, True, ""),
        ("the vast majority", None, True, ""),
    ],
)
def test_a_unit_stands_behind_a_figure_that_does_not_say_it(
    words: str, value: float | None, *, is_percent: bool, unit: str
) -> None:
    qualifier = Qualifier.VAGUE if value is None else Qualifier.EXACTLY
    said = Figure(words, qualifier, None if value is None else Decimal(str(value)), is_percent=is_percent)
    assert unit_beside(said, "cases") == unit
