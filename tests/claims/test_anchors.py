"""Quotes are found word for word, in order, and marking them changes nothing of the text."""

import csv
from collections.abc import Sequence
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.anchors import Anchor, context, cut, find_anchors
from apps.config.folders import BASE_DIR

TRANSCRIPT = BASE_DIR.parent / "shared" / "seed" / "joint-session-2019-07-24.txt"
STORY = BASE_DIR / "fixtures" / "stories" / "joint-session-2019-07-24" / "claims.csv"

# Few letters, so that quotes stand in the text often and inside each other; some mean something in HTML.
texts = st.text(alphabet="ab <&\u0627\r\n", max_size=60)
quotes = st.lists(st.text(alphabet="ab <&\u0627\r\n", max_size=6), max_size=8)


def numbered(words: Sequence[str]) -> list[tuple[int, str]]:
    return list(enumerate(words, 1))


def places(text: str, *words: str) -> list[tuple[int, int]]:
    return [(anchor.start, anchor.end) for anchor in find_anchors(text, numbered(words)).anchors]


@pytest.mark.parametrize(
    ("text", "words", "found", "orphans"),
    [
        pytest.param(
            "a few hundred left, a few hundred stayed",
            ["hundred left", "a few hundred"],
            [(6, 18), (20, 33)],
            [],
            id="the same words stand at the second place when the claim before has passed the first",
        ),
        pytest.param(
            "17,080 left the camp", ["17,080 left", "17,080", "camp"], [(0, 11), (0, 6), (16, 20)], [], id="nested"
        ),
        pytest.param("17,080 left", ["17,080 left"], [(0, 11)], [], id="a quote is found where it stands"),
        pytest.param("17,080 left", ["17 080 left"], [], [1], id="nearly the same words are an orphan"),
        pytest.param("10 and 10", ["and", "10"], [(3, 6), (7, 9)], [], id="at or after the one before it"),
        pytest.param("10 and 20", ["20", "10"], [(7, 9), (0, 2)], [], id="else the first anywhere"),
        pytest.param("10 of 20", ["10 of 20", "10"], [(0, 8), (0, 2)], [], id="one quote inside another"),
        pytest.param("10 of 20", ["10 of", "of 20"], [(0, 5), (3, 8)], [], id="one quote over the end of another"),
        pytest.param("10", ["ten", "10"], [(0, 2)], [1], id="an orphan does not hold up the rest"),
        pytest.param("", ["10"], [], [1], id="in no text everything is an orphan"),
        pytest.param("عاد ١٧٬٠٨٠ شخصا", ["١٧٬٠٨٠ شخصا"], [(4, 15)], [], id="Arabic is text like any other"),
        pytest.param("10", [""], [], [1], id="no words stand nowhere"),
    ],
)
def test_quotes_are_found_in_order(
    text: str, words: list[str], found: list[tuple[int, int]], orphans: list[int]
) -> None:
    anchored = find_anchors(text, numbered(words))
    assert [(anchor.start, anchor.end) for anchor in anchored.anchors] == found
    assert list(anchored.orphans) == orphans


@given(texts, quotes)
def test_an_anchor_is_its_quote_and_a_quote_without_one_is_not_in_the_text(text: str, words: list[str]) -> None:
    anchored = find_anchors(text, numbered(words))
    for anchor in anchored.anchors:
        assert text[anchor.start : anchor.end] == words[anchor.number - 1]
    for number in anchored.orphans:
        assert not words[number - 1] or words[number - 1] not in text
    assert sorted([anchor.number for anchor in anchored.anchors] + list(anchored.orphans)) == list(
        range(1, len(words) + 1)
    )


@given(texts, quotes)
def test_the_pieces_are_the_text_and_every_character_knows_how_many_quotes_hold_it(text: str, words: list[str]) -> None:
    anchors = find_anchors(text, numbered(words)).anchors
    pieces = cut(text, anchors)
    assert "".join(piece.text for piece in pieces) == text
    depths = [piece.depth for piece in pieces for _ in piece.text]
    assert depths == [sum(anchor.start <= place < anchor.end for anchor in anchors) for place in range(len(text))]
    assert sorted(number for piece in pieces for number in piece.starting) == sorted(
        anchor.number for anchor in anchors
    )


@given(texts, quotes, st.integers(0, 30))
def test_a_context_is_a_stretch_of_the_text_around_its_quote(text: str, words: list[str], reach: int) -> None:
    for anchor in find_anchors(text, numbered(words)).anchors:
        around = context(text, anchor, reach=reach)
        assert around.quote == words[anchor.number - 1]
        assert len(around.before) <= reach
        assert len(around.after) <= reach
        assert text[: anchor.start].endswith(around.before)
        assert text[anchor.end :].startswith(around.after)
        assert around.is_cut_before == (len(around.before) < anchor.start)
        assert around.is_cut_after == (len(around.after) < len(text) - anchor.end)


def test_a_context_does_not_break_words() -> None:
    text = "yesterday some 17,080 people went home"
    around = context(text, Anchor(1, 15, 21), reach=12)
    assert (around.before, around.quote, around.after) == ("some ", "17,080", " people")


def test_of_quotes_that_begin_together_the_longer_comes_first() -> None:
    (first, *_) = cut("10 of 20", find_anchors("10 of 20", [(1, "10"), (2, "10 of 20")]).anchors)
    assert first.starting == (2, 1)


def test_a_long_text_full_of_near_misses_takes_no_longer_than_its_length() -> None:
    hostile = "a" * 150 + "b"

    def seconds(length: int) -> float:
        text = "a" * length
        started = perf_counter()
        for _ in range(3):
            anchored = find_anchors(text, [(number, hostile) for number in range(20)])
            cut(text, anchored.anchors)
        return perf_counter() - started

    seconds(10_000)
    assert seconds(800_000) < 40 * max(seconds(100_000), 0.001), "eight times the text, not sixty-four times the work"


@pytest.mark.skipif(not TRANSCRIPT.exists(), reason="the transcript does not lie beside the checkout")
def test_no_quote_of_the_story_is_an_orphan_and_all_stand_in_order() -> None:
    text = TRANSCRIPT.read_text(encoding="utf-8")
    claims = list(csv.DictReader(STORY.read_text(encoding="utf-8").splitlines()))
    anchored = find_anchors(text, numbered([claim["quote"] for claim in claims]))
    assert not anchored.orphans
    starts = [anchor.start for anchor in anchored.anchors]
    assert starts == sorted(starts)
    assert "".join(piece.text for piece in cut(text, anchored.anchors)) == text
