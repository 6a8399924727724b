"""The invented country of the examples: what is said in it stands in its code lists, and is read as it is written."""

from datetime import date

import pytest

from apps.reconciliation.core.about import LISTS, MINISTRY, UN, say
from apps.reconciliation.core.catalogue import about
from apps.reconciliation.core.findings import Rule
from apps.reconciliation.core.inputs.claims import Statement

SAID = [(rule, said) for rule in Rule for said in about(rule).example.statements]


@pytest.mark.parametrize(("rule", "said"), SAID, ids=[f"{rule} {said.ref}" for rule, said in SAID])
def test_what_an_example_says_stands_in_the_code_lists_of_its_country(rule: Rule, said: Statement) -> None:
    assert said.unit in LISTS.units.entries
    assert said.indicator in LISTS.indicators.entries
    assert said.indicator in LISTS.facts
    assert said.place in LISTS.places.entries
    assert said.population in {"", *LISTS.populations.entries}


def test_a_figure_is_of_2024_unless_it_says_when_and_to_date_where_no_start_is_said() -> None:
    year, to_date = say(1, UN, "100", 100), say(2, UN, "100", 100, since=None, until=date(2024, 6, 30))
    assert (year.period.start, year.ends_on, year.period.is_cumulative) == (date(2024, 1, 1), date(2024, 12, 31), False)
    assert (to_date.period.start, to_date.ends_on, to_date.period.is_cumulative) == (None, date(2024, 6, 30), True)


def test_the_ministry_is_the_government_and_the_office_the_un() -> None:
    assert (say(1, MINISTRY, "1", 1).side, say(2, UN, "1", 1).side) == ("government", "un")


def test_a_share_is_read_in_percent_and_people_are_not() -> None:
    share, people = say(3, UN, "58%", 58, unit="percent", indicator="share"), say(4, UN, "58", 58)
    assert (share.ref, share.figure.is_percent) == ("C-3", True)
    assert (people.ref, people.figure.is_percent) == ("C-4", False)
