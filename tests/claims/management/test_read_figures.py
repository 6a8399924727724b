"""`read_figures`: one JSON line a row, with readings that say which ends belong to them; without a database."""

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from apps.claims.management.commands.read_figures import answer


def read(text: str, language: str = "en") -> dict[str, Any]:
    return answer(text, language)


def test_a_file_gives_one_line_for_each_row_and_asks_no_database(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text('language,text\nen,more than 17000\nru,"2,0 млн"\n,"no\nnumber"\n', encoding="utf-8")
    told = io.StringIO()
    call_command("read_figures", str(file), stdout=told)
    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    assert [line["text"] for line in lines] == ["more than 17000", "2,0 млн", "no\nnumber"]
    assert [line["value"] for line in lines] == [17000, 2_000_000, None]


def test_a_reading_says_which_of_its_ends_belong_to_it() -> None:
    line = read("more than 17000")
    assert (line["qualifier"], line["step"]) == ("more_than", 1000)
    assert line["strict"] == {"low": 17000, "high": None, "low_included": False, "high_included": False}
    assert line["ordinary"] == {"low": 17000, "high": 18000, "low_included": False, "high_included": True}


def test_a_part_of_one_stays_one_without_a_unit() -> None:
    line = read("a third")
    assert line["value"] == pytest.approx(1 / 3)
    assert line["step"] == 0.01
    assert line["ordinary"]["low"] == pytest.approx(0.3133333)
    assert line["strict"]["high"] == pytest.approx(5 / 12)


def test_a_vague_figure_has_readings_and_no_value() -> None:
    line = read("dozens")
    assert (line["value"], line["ordinary"]["low"], line["ordinary"]["high"]) == (None, 24, 99)


def test_only_what_is_said_to_be_below_zero_is_read_below_it() -> None:
    assert read("less than 2,000")["strict"]["low"] == 0
    assert read("-5")["ordinary"] == {"low": -5, "high": -5, "low_included": True, "high_included": True}


def test_a_question_comes_with_its_meanings_and_a_refusal_with_its_reason() -> None:
    asked, refused = read("1.234 people"), read("double")
    assert [meaning["value"] for meaning in asked["meanings"]] == [1.234, 1234]
    assert (asked["value"], asked["strict"]) == (None, None)
    assert "1.234 or 1,234" in asked["asked"]
    assert "another figure" in refused["refused"]


@pytest.mark.parametrize("piece", ["1,", "9", " ", "one ", "و", "½", "\0", "-", "in ", "20 to "])
def test_a_megabyte_is_answered_at_once(piece: str) -> None:
    begun = time.perf_counter()
    assert "refused" in read(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - begun < 0.5
