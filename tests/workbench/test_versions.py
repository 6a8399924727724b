"""A figure became another where the same words stand around it; nothing is matched twice, and nothing by chance."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.workbench.versions import Place, match


def figures(text: str) -> list[Place]:
    return [Place(number, *found.span()) for number, found in enumerate(re.finditer(r"\d[\d,]*", text))]


def matched(earlier: str, later: str) -> dict[str, str]:
    """By the earlier figure the later one that is taken for it."""
    gone, free = figures(earlier), figures(later)
    was = {place.number: earlier[place.start : place.end] for place in gone}
    now = {place.number: later[place.start : place.end] for place in free}
    return {was[key]: now[number] for key, number in match(earlier, gone, later, free).items()}


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        pytest.param(
            "1,200 people returned home", "1,350 people returned home", {"1,200": "1,350"}, id="another figure"
        ),
        pytest.param("1,200 people returned home", "Fever took 7 lives there", {}, id="other words"),
        pytest.param(
            "restored 45 homes, 12 schools and 7 bakeries",
            "restored 46 homes, 13 schools and 8 bakeries",
            {"45": "46", "12": "13", "7": "8"},
            id="all of a list",
        ),
        pytest.param(
            "restored 45 homes, 12 schools and 7 bakeries in the city",
            "restored 46 homes and 8 bakeries in the city",
            {"45": "46", "7": "8"},
            id="one of a list went",
        ),
        pytest.param(
            "In the north 5 people left. ",
            "In the north 6 people left. In the north 9 people left.",
            {"5": "6"},
            id="once",
        ),
        pytest.param("5 returned", "", {}, id="no text"),
    ],
)
def test_figures_are_known_again_by_the_words_around_them(earlier: str, later: str, expected: dict[str, str]) -> None:
    assert matched(earlier, later) == expected


@settings(max_examples=100)
@given(stay=st.lists(st.integers(0, 9), unique=True))
def test_in_whatever_order_sentences_stay_each_has_its_own_figure_again(stay: list[int]) -> None:
    def text(first: int, places: list[int]) -> str:
        names = {place: "abcdefghij"[place] for place in places}
        return "\n".join(
            f"In {one}town about {first + place} {one}folk came {one}home." for place, one in names.items()
        )

    found = matched(text(1000, list(range(10))), text(5000, stay))
    assert found == {str(1000 + place): str(5000 + place) for place in stay}
