"""What `make bench` makes of measures: the middle run, the table, and the lines that are kept."""

from pathlib import Path
from typing import Any

import pytest

from tests.bench import measures
from tests.measured import README, keep_lines, read_lines, section, table

LINE: dict[str, Any] = {
    "name": "page",
    "value": 40.0,
    "unit": "ms",
    "against": "Datasette, 80 ms",
    "ratio": 0.5,
    "target": "50 ms",
    "n": 1_000,
    "processor": 1.5,
}


def measure(name: str, values: list[float], calls: list[str]) -> dict[str, Any]:
    left = iter(values)

    def function() -> dict[str, Any]:
        calls.append(name)
        value = next(left)
        return {"value": value, "unit": "s", "against": None, "ratio": value / 10, "target": "printed"}

    return {"name": name, "function": function}


def test_measures_take_turns_and_the_middle_run_is_kept() -> None:
    calls: list[str] = []
    both = [measure("one", [9.0, 1.0, 3.0], calls), measure("other", [1.0, 1.0, 2.0], calls)]
    lines = list(measures.run(both, repeats=3, say=calls.append))
    assert calls == ["one", "other"] * 3
    assert [(line["name"], line["value"], line["ratio"], line["repeats"]) for line in lines] == [
        ("one", 3.0, 0.3, 3),
        ("other", 1.0, 0.1, 3),
    ]


def test_a_measure_that_fails_is_said_and_the_others_are_made() -> None:
    said: list[str] = []
    lines = list(measures.run([measure("one", [], []), measure("other", [1.0], [])], repeats=1, say=said.append))
    assert [line["name"] for line in lines] == ["other"]
    assert len(said) == 1
    assert said[0].startswith("one failed:")


def test_a_measure_that_is_made_once_is_not_repeated() -> None:
    calls: list[str] = []
    once = measure("one", [1.0], calls) | {"repeats": 1}
    (line,) = measures.run([once], repeats=3, say=calls.append)
    assert calls == ["one"]
    assert line["repeats"] == 1


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({}, True),
        ({"value": 50.1}, False),
        ({"target": "1.5 × of COPY", "ratio": 1.6}, False),
        ({"target": "1.5 ×", "ratio": 1.5}, True),
        ({"target": "6 ×", "ratio": None}, None),
        ({"target": "printed"}, None),
        ({"target": "2 s"}, None),
        ({"target": "20,000 ms"}, True),
    ],
)
def test_a_target_is_held_by_the_value_or_the_ratio(changes: dict[str, Any], held: bool | None) -> None:
    assert measures.is_held(LINE | changes) is held


def test_modules_are_found_by_what_they_offer(tmp_path: Path) -> None:
    (tmp_path / "pages.py").write_text("MEASURES: list[dict[str, object]] = []\n")
    (tmp_path / "serving.py").write_text("def serve() -> None: ...\n")
    assert measures.find_modules(tmp_path) == ["pages"]


def test_no_two_measures_have_one_name() -> None:
    """The later one would take the other's place in what is kept."""
    names = [
        measure["name"]
        for module in measures.find_modules()
        for measure in __import__(f"tests.bench.{module}", fromlist=["MEASURES"]).MEASURES
    ]
    assert len(names) == len(set(names))


def test_a_newer_line_takes_the_place_of_the_older_of_its_name_and_size(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    keep_lines(kept, [LINE, LINE | {"name": "list"}])
    keep_lines(kept, [LINE | {"value": 30.0}, LINE | {"n": 10}])
    assert [(line["name"], line["n"], line["value"]) for line in read_lines(kept)] == [
        ("page", 1_000, 30.0),
        ("list", 1_000, 40.0),
        ("page", 10, 40.0),
    ]


def test_a_table_can_be_read_as_text() -> None:
    assert table(("name", "n"), [("a", "100")]) == "| name | n   |\n| ---- | --- |\n| a    | 100 |"
    assert "| page    | 1,000  | 40.0 ms | Datasette, 80 ms | 0.5 × | 50 ms   | yes" in measures.build_table([LINE])


@pytest.mark.parametrize("name", ["bench", "faults"])
def test_the_readme_has_a_place_for_each_table(name: str) -> None:
    assert "12 ms" in section(name, "12 ms")


def test_the_table_of_the_readme_is_made_of_the_lines_that_are_kept() -> None:
    assert measures.build_readme() == README.read_text(encoding="utf-8")
