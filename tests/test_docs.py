"""What the docs say is there, and what is there the docs say."""

import re

from apps.config.folders import BASE_DIR
from tests.stories.golden import path_of
from tests.stories.test_joint_session import CLAIMS

CONTRIBUTING = (BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (BASE_DIR / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    read = set()
    for path in (BASE_DIR / "apps" / "config").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", code))
        read |= set(re.findall(r"_(?:flag|required)\(\"([A-Z_]+)\"", code))
    documented = set(re.findall(r"`([A-Z_]{4,})`", CONTRIBUTING))
    assert read - {"DJANGO_SETTINGS_MODULE"} <= documented


def test_every_command_is_documented() -> None:
    commands = {path.stem for path in (BASE_DIR / "apps").glob("*/management/commands/[a-z]*.py")}
    targets = set(re.findall(r"^([a-z]+):", (BASE_DIR / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {command for command in commands if f"`{command}" not in CONTRIBUTING} == set()
    assert {target for target in targets - {"clean"} if f"`make {target}" not in CONTRIBUTING} == set()


def test_every_folder_of_the_map_is_there() -> None:
    named = re.findall(r"`((?:apps|templates|static|fixtures|tests|requirements|docs)/(?:\w+/)?)`", README)
    assert len(named) >= 12
    assert not [folder for folder in named if not (BASE_DIR / folder).is_dir()]


def test_the_numbers_of_the_readme_are_those_of_the_story() -> None:
    said = re.search(r"gives (\d+) claims by (\w+) speakers and (\d+) findings", README)
    assert said is not None
    assert int(said[1]) == len(CLAIMS)
    assert said[2] == "seven"
    assert len({claim["speaker"] for claim in CLAIMS}) == 7
    # The golden file holds one heading a finding, and is itself held against a reconciliation.
    assert int(said[3]) == len(re.findall(r"^## ", path_of("joint-session-2019-07-24").read_text(), re.MULTILINE))


def test_commands_are_those_that_stand_in_the_makefile() -> None:
    for command in re.findall(r"(?:`|^ {4})make (\w+)", README + CONTRIBUTING, re.MULTILINE):
        assert re.search(rf"^{command}:", (BASE_DIR / "Makefile").read_text(), re.MULTILINE), command
