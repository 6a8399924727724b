"""The version of the rules says when they find something else: it is held against the golden files."""

from pathlib import Path

import pytest

from apps.reconciliation.core import RULES_VERSION
from tests.stories import golden

BLOCK = "# a story\n\n## sum:C-1:sex\n\n```\n{}\n```\n\nBy hand: {}\n"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(golden, "HERE", tmp_path)
    monkeypatch.setattr(golden, "VERSION_FILE", tmp_path / "rules_version.txt")
    return tmp_path


def test_the_version_of_the_rules_is_that_of_the_golden_files() -> None:
    stories = sorted(path.stem for path in golden.HERE.glob("*.md"))
    assert golden.recorded() == {story: (RULES_VERSION, golden.digest(story)) for story in stories}, (
        "the golden files changed: raise RULES_VERSION, then run python -m tests.stories.golden for every story"
    )


def test_findings_that_changed_are_not_recorded_under_the_old_version(folder: Path) -> None:
    (folder / "a-story.md").write_text(BLOCK.format("adds up", "right"), encoding="utf-8")
    golden.record("a-story", "7")
    golden.record("a-story", "7")
    (folder / "a-story.md").write_text(BLOCK.format("does not add up", "right"), encoding="utf-8")
    with pytest.raises(ValueError, match="RULES_VERSION is still 7: raise it"):
        golden.record("a-story", "7")
    golden.record("a-story", "8")
    assert golden.recorded() == {"a-story": ("8", golden.digest("a-story"))}


def test_what_is_said_by_hand_is_not_a_finding(folder: Path) -> None:
    digests = []
    for said in (("adds up", "right"), ("adds up", "wrong"), ("does not", "right")):
        (folder / "a-story.md").write_text(BLOCK.format(*said), encoding="utf-8")
        digests.append(golden.digest("a-story"))
    assert digests[0] == digests[1] != digests[2]
