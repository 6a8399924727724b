"""The version of the rules says when they find something else: it is held against the golden files."""

from pathlib import Path

import pytest

from apps.reconciliation.core import RULES_VERSION
from tests.stories import golden


def test_the_version_of_the_rules_is_that_of_the_golden_files() -> None:
    assert golden.recorded() == (RULES_VERSION, golden.digest()), (
        "the golden files changed: raise RULES_VERSION, then run python -m tests.stories.golden STORY"
    )


def test_findings_that_changed_are_not_recorded_under_the_old_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(golden, "VERSION_FILE", tmp_path / "rules_version.txt")
    golden.VERSION_FILE.write_text("7 another-digest", encoding="utf-8")
    with pytest.raises(ValueError, match="RULES_VERSION is still 7: raise it"):
        golden.record("7")
    golden.record("8")
    assert golden.recorded() == ("8", golden.digest())


def test_what_is_said_by_hand_is_not_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(golden, "HERE", tmp_path)
    block = "## sum:C-1:sex\n\n```\n{}\n```\n\nBy hand: {}\n"
    digests = []
    for said in (("adds up", "right"), ("adds up", "wrong"), ("does not", "right")):
        (tmp_path / "a-story.md").write_text("# a story\n\n" + block.format(*said), encoding="utf-8")
        digests.append(golden.digest())
    assert digests[0] == digests[1] != digests[2]
