"""Cells: no text runs whatever parts the cells, nothing is taken for a day, and reading gives back what was written."""

import csv
import io
import random
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from apps.claims.reading.outcomes import UnitTraits
from apps.exchange.cells import (
    _TAKEN_FOR_ANOTHER,
    MOST_KNOWN,
    SafeTexts,
    guard,
    made_safe,
    put_back,
    read_flag,
    read_number,
    set_apart,
    settled,
    unguard,
)

SEPARATORS = ",;\t|:"
RUNNING = set("=+-@\t\r\n＝＋－＠")
ALPHABET = "'=+-@\t\r\n＝＋－＠a1 ;,|:\"\\/5.\u00a0\x0b\u2028\x85"


def opened(cells: list[str], separator: str) -> list[str]:
    """The cells that a program sees that opens a file of commas with a separator of its own."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return [cell for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=separator) for cell in row]


def live(text: str) -> list[str]:
    """What runs of a text that was guarded, between two other cells, under any separator."""
    cells = [cell for separator in SEPARATORS for cell in opened(["C-1", guard(text), "5"], separator)]
    # A tab or a line end runs only at the beginning of a cell that holds nothing else before it.
    return [cell for cell in cells if cell.strip('" \u00a0\x85\u2028\v\t\r\n')[:1] in RUNNING]


@given(st.text(alphabet=ALPHABET, max_size=12))
@example(";=cmd")
@example('x";"=cmd')
@example("a\n=b")
@example("'';'=x")
@example("\t=x")
def test_no_text_runs_under_any_separator_and_it_reads_back(text: str) -> None:
    assert not live(text)
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in RUNNING


@given(st.text(alphabet="a1=,' خط\u2067\u2068\u2069", max_size=8))
@example("\u2068a\u2069")
@example("\u2068")
@example("=خ1")
def test_what_is_set_apart_reads_back_and_does_not_run(text: str) -> None:
    written = set_apart(guard(text))
    assert unguard(put_back(written)) == text
    assert written[:1] not in RUNNING


TEXTS = ("a", "b;c", "=b", "07", "عائد 5", "x" * 60, ";=" + "x" * 60, "")


@given(st.lists(st.lists(st.sampled_from(TEXTS), max_size=4)))
def test_texts_are_held_to_be_safe_as_often_as_they_come_if_they_are(rows: list[list[str]]) -> None:
    safe = SafeTexts()
    for row in rows:
        assert safe.hold(row) is all(made_safe(text) == text for text in row)


@given(st.from_regex(_TAKEN_FOR_ANOTHER, fullmatch=True))
@example("0" * 60)
@example("1" * 60 + "e9")
@example("'" * 60 + "007")
@example("2018-2018-September. 2018. 2018")
@example("September., 2018, 2018")
def test_what_is_taken_for_another_is_guarded_however_long_it_is(text: str) -> None:
    assert guard(text) != text
    assert unguard(guard(text)) == text


def test_no_more_texts_are_known_than_memory_is_set_aside_for() -> None:
    safe = SafeTexts()
    assert safe.hold(f"place {number}" for number in range(MOST_KNOWN + 100))
    assert safe.hold(["x" * 300])
    assert len(safe) == MOST_KNOWN
    assert not safe.hold(["=1"])


def test_only_what_mixes_directions_is_set_apart() -> None:
    for text in ("17,080 عائد", "الخطيب (WHO)", "٥ عائد"):
        assert set_apart(text) == f"\u2068{text}\u2069"
    for text in ("محمد الخطيب", "17,080 returned", "Гутерреш 5", ""):
        assert set_apart(text) == text


def test_two_thousand_hostile_texts_do_not_run() -> None:
    # 60,000 texts under five separators once, on 2026-11-26: none ran, all read back.
    hostile = [*ALPHABET, "=cmd|'/c calc'!A1", "@SUM(1)", "5-10", "Mar"]
    choose = random.Random(20261126)
    texts = ["".join(choose.choices(hostile, k=choose.randint(1, 12))) for _ in range(2_000)]
    assert not [text for text in texts if live(text) or unguard(guard(text)) != text]


@pytest.mark.parametrize(
    "text",
    [
        "5-10",
        "1/5",
        "12/2019",
        "2019-07",
        "24.07.2019",
        "24/7/19",
        "May 2018",
        "3 Mar",
        "10:30",
        "1e5",
        "007",
        "3-Mar-18",
    ],
)
def test_words_that_a_spreadsheet_takes_for_something_else_are_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"
    assert unguard(f"'{text}") == text
    assert unguard(guard(f"'{text}")) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "2019-07-24",
        "24-48",
        "1,234",
        "40.96%",
        "12 markets",
        "C-17",
        "joint-session-2019-07-24",
        "so far: 5",
        "0",
        "0.5",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize(
    "name",
    ["Rene\u0301 \u00a0Dupont ", "Ren\u00e9\tDupont", "\u200fRen\u00e9 Dupont\u200f", "Ren\u00e9\u202fDupont"],
)
def test_names_that_look_the_same_are_the_same(name: str) -> None:
    assert settled(name) == "Ren\u00e9 Dupont"


@pytest.mark.parametrize(
    ("cell", "language", "value"),
    [
        ("1.5m", "en", "1500000"),
        ("٢ مليون", "ar", "2000000"),
        ("2,5", "fr", "2.5"),
        ("1.234", "es", "1.234"),  # a plain number has a point, whatever the language
        ("-0.5", "fr", "-0.5"),
    ],
)
def test_a_number_is_plain_or_in_the_language_of_its_source(cell: str, language: str, value: str) -> None:
    assert read_number(cell, language) == Decimal(value)


WHOLE = UnitTraits("people", is_counted=True, is_whole=True)


@pytest.mark.parametrize(
    ("cell", "language", "unit", "question"),
    [
        ("12.000", "en", WHOLE, "12 or 12,000"),
        ("1.000", "ru", WHOLE, "1,000 or 1"),
        ("12,000", "fr", WHOLE, "12 or 12,000"),
        ("40%", "en", WHOLE, "percent"),
        ("1,000.000", "en", WHOLE, "1,000"),
    ],
)
def test_what_a_box_of_the_form_asks_or_refuses_a_cell_does_not_let_pass(
    cell: str, language: str, unit: UnitTraits, question: str
) -> None:
    with pytest.raises(ValueError, match=question):
        read_number(cell, language, unit)


def test_a_cell_may_say_a_part_of_one_where_the_unit_is_percent() -> None:
    percent = UnitTraits("percent", is_percent=True)
    assert [read_number(cell, "en", percent) for cell in ("half", "one in five", "40%")] == [50, 20, 40]
    assert [read_number(cell, "en", WHOLE) for cell in ("12.0", "12000", "12,000")] == [12, 12_000, 12_000]
    assert read_number("12.000", "en", UnitTraits("km", is_counted=True)) == 12


def test_yes_and_no_are_read_however_they_are_written() -> None:
    assert [read_flag(cell) for cell in ("Yes", "NO", "")] == [True, False, False]
