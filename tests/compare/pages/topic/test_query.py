"""What a topic's page is asked for: sense is kept, nonsense is named and left out."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from apps.compare.pages.topic.query import By, Choices, read_choices


def choices_of(query: str) -> Choices:
    return read_choices(QueryDict(query))


def test_what_makes_sense_is_kept() -> None:
    choices = choices_of("by=place&rows=all&chart=all&parts=C-79-place&over=C-83")
    assert choices.problems == ()
    assert (choices.by, choices.has_all_rows, choices.has_whole_chart) == (By.PLACE, True, True)
    assert (choices.parts, choices.over) == ("C-79-place", "C-83")
    assert choices.query == "?by=place&rows=all&chart=all&parts=C-79-place&over=C-83"


@pytest.mark.parametrize("breakdown", ["C-113-sex", "C-113-cause-of-death", "C-113-полу", "C-113-other"])
def test_a_breakdown_is_asked_for_whatever_it_runs_along(breakdown: str) -> None:
    choices = choices_of(urlencode({"parts": breakdown}))
    assert (choices.parts, choices.problems) == (breakdown, ())


def test_nothing_asked_is_nothing_chosen() -> None:
    choices = choices_of("by=&rows=")
    assert (choices.by, choices.has_all_rows, choices.query, choices.problems) == (None, False, "", ())


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("by=moon", "by: “moon” was left out; expected one of population, period, place, origin."),
        ("rows=some", "rows: “some” was left out; expected all."),
        ("chart=0", "chart: “0” was left out; expected all."),
        ("by=place&by=period", "by: “place and period” was left out; expected one value."),
        ("over=79", "over: “79” was left out; expected a claim's reference such as C-17."),
        ("over=C-0", "over: “C-0” was left out; expected a claim's reference such as C-17."),
        ("parts=C-79", "parts: “C-79” was left out; expected a breakdown such as C-17-place."),
        ("colour=red", "“colour” is not a choice of this page and was left out."),
        ("by=%00", "by: “␀” was left out; expected one of population, period, place, origin."),
        (f"rows={'x' * 300}", f"rows: “{'x' * 60}…” was left out; expected all."),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(query: str, message: str) -> None:
    choices = choices_of(query)
    assert choices.problems == (message,)
    assert choices.query == ""


def test_the_rest_of_the_query_is_kept() -> None:
    assert choices_of("by=moon&rows=all").query == "?rows=all"


def test_a_link_changes_one_choice_and_keeps_the_others() -> None:
    assert choices_of("by=place&rows=all").href(by="period") == "?by=period&rows=all"


def test_what_turns_out_to_make_no_sense_is_left_out_too() -> None:
    choices = choices_of("over=C-999&by=place").without("over", "a claim of this topic")
    assert choices.query == "?by=place"
    assert choices.problems == ("over: “C-999” was left out; expected a claim of this topic.",)


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=12), max_size=3), max_size=5))
def test_no_query_string_is_too_strange(params: dict[str, list[str]]) -> None:
    query = QueryDict(mutable=True)
    for name, values in params.items():
        query.setlist(name, values)
    choices = read_choices(query)
    asked = [name for name, values in params.items() if any(value.strip() for value in values)]
    assert len(choices.asked) + len(choices.problems) >= len(asked)
    assert read_choices(QueryDict(choices.query.removeprefix("?"))) == Choices(choices.asked)
