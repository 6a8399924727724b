"""What is written from right to left is set apart; everything else stays as it was."""

from hypothesis import given
from hypothesis import strategies as st

from apps.claims.directions import END, START, is_mixed, isolated


def test_a_name_written_from_right_to_left_is_set_apart() -> None:
    assert isolated("الخطيب") == f"{START}الخطيب{END}"
    assert isolated("כהן and others") == f"{START}כהן and others{END}"


def test_other_names_stay_as_they_were() -> None:
    assert isolated("Mizintsev, 王小明, Гутерреш: 1,234") == "Mizintsev, 王小明, Гутерреш: 1,234"
    assert isolated("") == ""


def test_a_text_is_mixed_if_it_runs_both_ways() -> None:
    assert all(map(is_mixed, ("17,080 عائد", "كهن and", "٥ عائد")))
    assert not any(map(is_mixed, ("محمد الخطيب!", "17,080 returned", "", "…")))


def test_to_set_apart_twice_is_to_do_it_once() -> None:
    assert isolated(isolated("الخطيب")) == isolated("الخطيب")


@given(st.text(st.sampled_from("ab1 :>الخ\u2066\u2067\u2068\u2069\u202a\u202e\u200f")))
def test_nothing_is_left_open_whatever_controls_a_name_holds(text: str) -> None:
    said = isolated(text)
    assert said.count(START) == said.count(END) == int(said.startswith(START))
    assert not set(said) & set("\u2066\u2067\u202a\u202b\u202c\u202d\u202e")
