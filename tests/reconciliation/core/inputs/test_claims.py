"""A claim as the rules see it: its number, its last day, who counted it, and its declared errors."""

from dataclasses import replace
from datetime import date

import pytest

from apps.claims.figures import Bias
from apps.reconciliation.core.inputs.claims import Counter, counters_in_common, without_bias
from tests.reconciliation.core.factories import say

MINISTRY, AGENCY = Counter("moh", "Ministry of Health"), Counter("un", "Agency")


@pytest.mark.parametrize(
    ("since", "until", "cut_off", "ends_on"),
    [
        ("", "2019-06-30", date(2019, 7, 1), date(2019, 6, 30)),
        ("", "", date(2019, 7, 1), date(2019, 7, 1)),
        ("", "", None, date(2019, 7, 24)),
        ("2019-09-01", "", date(2019, 7, 1), date(2019, 9, 1)),
    ],
    ids=["stated", "cut-off", "said", "planned from a later day on"],
)
def test_a_figure_runs_to_the_stated_day_else_the_cut_off_else_the_day_it_was_said(
    since: str, until: str, cut_off: date | None, ends_on: date
) -> None:
    said = say(17, "1", 1, since=since, until=until, cut_off_on=cut_off)
    assert (said.number, said.ends_on) == (17, ends_on)


def test_a_speaker_who_names_no_other_counted_the_figure() -> None:
    ours, theirs = say(1, "1", 1, by="un"), say(2, "1", 1, by="ngo", counted_by=(AGENCY,))
    assert counters_in_common([ours], [theirs]) == counters_in_common([theirs], [ours]) == ["Agency"]
    assert counters_in_common([ours], [say(3, "1", 1, by="ngo")]) == []


def test_a_speaker_who_names_others_did_not_count_it() -> None:
    passed_on = say(1, "1", 1, by="un", counted_by=(MINISTRY,))
    assert counters_in_common([passed_on], [say(2, "1", 1, by="un")]) == []
    both = say(2, "1", 1, by="ngo", counted_by=(AGENCY, MINISTRY))
    assert counters_in_common([passed_on], [both]) == ["Ministry of Health"]


def test_declared_errors_are_set_aside_inside_one_organisation_only() -> None:
    low = [say(1, "1", 1, bias="undercount"), say(2, "1", 1)]
    assert [said.figure.known_bias for said in without_bias(low)] == [None, None]
    assert low[0].figure.known_bias is Bias.UNDERCOUNT, "the claim itself stays as it is"
    between = [low[0], replace(low[1], organisation="un")]
    assert without_bias(between) == between
