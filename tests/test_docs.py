"""What the docs say is there, and what is there the docs say."""

import ast
import re
from enum import Enum
from pathlib import Path

import pytest

from apps.claims.models import IndicatorKind
from apps.claims.reading.outcomes import Qualifier
from apps.config import settings
from apps.config.folders import BASE_DIR
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining.reasons import Code
from apps.reconciliation.core.findings import Rule
from tests.stories.golden import path_of
from tests.stories.test_joint_session import CLAIMS

CONTRIBUTING = (BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (BASE_DIR / "README.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):", (BASE_DIR / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
MODULES = [path for path in (BASE_DIR / "apps").rglob("*.py") if "migrations" not in path.parts]
# What CONTRIBUTING says to do for a new one of these, by how it begins.
TOUCHED: dict[str, type[Enum]] = {
    "A new qualifier": Qualifier,
    "A new reason": Code,
    "A new verdict": Verdict,
    "A new rule": Rule,
    "A new kind of indicator": IndicatorKind,
}


def guidance(beginning: str) -> str:
    """What CONTRIBUTING says after these words, up to the next thing that is new."""
    start = CONTRIBUTING.index(f"{beginning}:")
    return re.split(r"\n- | A new ", CONTRIBUTING[start + len(beginning) :], maxsplit=1)[0]


def members_named(path: Path, enumeration: type[Enum]) -> set[str]:
    """Which members of it a module names, where it knows it under its own name from its own module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    names |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    if enumeration.__name__ not in names:
        return set()
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    named = {at.attr for at in attributes if isinstance(at.value, ast.Name) and at.value.id == enumeration.__name__}
    return named & set(enumeration.__members__)


def is_named_in(words: str, path: Path) -> bool:
    return any(path.as_posix().endswith(f"/{name}") for name in re.findall(r"`([\w/.]+\.py)`", words))


def test_every_setting_is_documented() -> None:
    read = set()
    for path in (BASE_DIR / "apps" / "config").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", code))
        read |= set(re.findall(r"_(?:flag|required)\(\"([A-Z_]+)\"", code))
    documented = set(re.findall(r"`([A-Z_]{4,})`", CONTRIBUTING))
    assert read - {"DJANGO_SETTINGS_MODULE"} <= documented


def test_compose_hands_on_every_setting_of_a_site() -> None:
    told = set(re.findall(r"^([A-Z_]{4,}) ", settings.__doc__ or "", re.MULTILINE))
    handed_on = set(re.findall(r"^    ([A-Z_]+):", (BASE_DIR / "compose.yaml").read_text(), re.MULTILINE))
    assert told - {"COUNTERCHECK_DATA", "DEBUG"} == handed_on


def test_every_command_is_documented() -> None:
    commands = {path.stem for path in (BASE_DIR / "apps").glob("*/management/commands/[a-z]*.py")}
    assert {command for command in commands if f"`{command}" not in CONTRIBUTING} == set()
    assert {target for target in TARGETS if target != "clean" and f"`make {target}" not in CONTRIBUTING} == set()


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
    said = set(re.findall(r"(?:`|^ {4})make ([\w-]+)", README + CONTRIBUTING, re.MULTILINE))
    assert said == set(TARGETS) - {"clean"}


@pytest.mark.parametrize("beginning", TOUCHED)
def test_every_module_that_names_most_of_an_enumeration_is_named_for_a_new_member(beginning: str) -> None:
    enumeration, words = TOUCHED[beginning], guidance(beginning)
    most = [path for path in MODULES if 2 * len(members_named(path, enumeration)) > len(enumeration)]
    own = BASE_DIR / Path(*enumeration.__module__.split(".")).with_suffix(".py")
    assert [path.relative_to(BASE_DIR).as_posix() for path in {*most, own} if not is_named_in(words, path)] == []


def test_what_the_kinds_of_indicators_decide_is_named_for_a_new_kind() -> None:
    """Few modules name most kinds: what behaves otherwise in time, or by its kind, names one or two."""
    words = guidance("A new kind of indicator")
    decided = re.compile(r"IndicatorKind\.[A-Z]|\bkind\b.*\"(?:stock|flow|share|rate)\"")
    deciding = [path for path in MODULES if decided.search(path.read_text(encoding="utf-8"))]
    assert len(deciding) > 3
    assert [path.relative_to(BASE_DIR).as_posix() for path in deciding if not is_named_in(words, path)] == []


def test_every_module_that_contributing_names_is_there() -> None:
    named = re.findall(r"`(\w+/[\w/]+\.(?:py|csv|md|txt|html))`", CONTRIBUTING)
    folders = ("apps", "docs", "fixtures", "templates", "tests")
    files = [path.as_posix() for folder in folders for path in (BASE_DIR / folder).rglob("*.*")]
    assert len(named) > 25
    assert [name for name in named if not any(file.endswith(f"/{name}") for file in files)] == []


def test_every_app_stands_in_the_map_of_the_readme() -> None:
    apps = {path.parent.name for path in (BASE_DIR / "apps").glob("*/__init__.py")}
    assert set(re.findall(r"^\| `apps/(\w+)/` \|", README, re.MULTILINE)) == apps


def test_every_room_says_which_question_it_answers() -> None:
    aside = {"management", "migrations", "templatetags"}
    packages = [path.parent.relative_to(BASE_DIR) for path in (BASE_DIR / "apps").glob("*/**/__init__.py")]
    rooms = {f"{package.as_posix()}/" for package in packages if not aside & set(package.parts)}
    assert set(re.findall(r"^\| `(apps/[\w/]+/)` \|", CONTRIBUTING, re.MULTILINE)) == rooms
