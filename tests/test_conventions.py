"""The habits of the house, as claims that fail when one is broken."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps as installed
from django.db.models import CheckConstraint, UniqueConstraint
from django.urls import URLPattern, URLResolver, get_resolver

from apps.config.folders import BASE_DIR

APPS = BASE_DIR / "apps"
MODULES = [path for path in sorted(APPS.rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))
MOST_MODULES = 12
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
OURS = [model for model in installed.get_models() if model.__module__.startswith("apps.")]


def name(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield path, node


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=name)
def test_a_file_is_short_enough_to_be_read(path: Path) -> None:
    most = 400 if path.suffix == ".py" else 120
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


def test_no_room_holds_more_than_a_dozen_modules() -> None:
    rooms = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {room.relative_to(APPS).as_posix(): count for room, count in rooms.items() if count > MOST_MODULES} == {}


def test_functions_are_short_and_views_shorter() -> None:
    # A list of fields, one a line, is not long: build_row has 52 lines and no branch.
    long = [
        f"{name(path)}: {node.name} has {length} lines"
        for path, node in functions()
        if (length := (node.end_lineno or 0) - node.lineno + 1) > (25 if path.name == "views.py" else 55)
    ]
    assert not long


def test_a_yes_or_no_is_passed_by_its_name() -> None:
    unnamed = [
        f"{name(path)}: {node.name}({argument.arg})"
        for path, node in functions()
        for argument in node.args.posonlyargs + node.args.args
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "bool"
        # Django's own admin hooks pass it by place.
        if node.name not in ("save_model", "construct_change_message")
    ]
    assert not unnamed


def test_no_app_asserts_what_it_was_given() -> None:
    asserting = [name(path) for path, tree in TREES.items() if any(isinstance(n, ast.Assert) for n in ast.walk(tree))]
    assert not asserting


def test_signals_are_heard_in_hooks_only() -> None:
    hearing = [
        name(path)
        for path in MODULES
        if "django.db.models.signals" in path.read_text(encoding="utf-8") and path.name != "hooks.py"
    ]
    assert not hearing


def test_findings_are_written_by_whoever_decides_or_works_them_out_only() -> None:
    writing = re.compile(r"Finding(?:\.objects)?\.(?:\w+\.)*(?:create|bulk_create|bulk_update|update|get_or_create)\(")
    others = [name(path) for path in MODULES if writing.search(path.read_text(encoding="utf-8"))]
    assert set(others) <= {"apps/reconciliation/services.py", "apps/reconciliation/workings.py"}


def test_views_write_nothing() -> None:
    writing = re.compile(r"\.(?:save|create|bulk_create|update|delete|update_or_create)\(")
    assert not [name(path) for path in MODULES if path.name == "views.py" and writing.search(path.read_text())]


def test_an_address_is_named_as_its_view() -> None:
    def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from patterns(entry)
            else:
                yield entry

    views = re.compile(r"apps\.(?!.*\badmin)")  # the admin names its own addresses
    ours = [p for p in patterns(get_resolver()) if views.match(p.callback.__module__)]
    assert len(ours) > 10
    assert not [p.name for p in ours if p.name != p.callback.__name__]


def test_every_constraint_is_named_as_a_sentence_and_has_words_of_its_own() -> None:
    for model in OURS:
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint | UniqueConstraint):
                assert constraint.name.count("_") >= 2, constraint.name
                assert constraint.violation_error_message != constraint.default_violation_error_message, constraint.name


def test_every_module_says_what_is_in_it() -> None:
    speaking = ("__init__.py", "admin.py", "urls.py", "apps.py")
    silent = [name(path) for path, tree in TREES.items() if path.name not in speaking and not ast.get_docstring(tree)]
    assert not silent


def test_no_work_is_left_for_later_and_no_machine_is_named() -> None:
    refused = re.compile(
        r"\b(?:TODO|FIXME|XXX|HACK)\b|/(?:root|home)/\w|https?://[\w.-]*(?:pypi|pythonhosted|npmjs)[\w.-]*",
        re.IGNORECASE,
    )
    listed = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no git checkout: the list of files is not known")
    found = [
        f"{file}: {match[0]}"
        for file in listed.stdout.splitlines()
        if file != name(Path(__file__)) and (BASE_DIR / file).is_file()
        if (match := refused.search((BASE_DIR / file).read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found


def test_styles_and_scripts_stand_in_files_of_their_own() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", re.IGNORECASE)
    assert not [name(path) for path in TEMPLATES if inline.search(path.read_text(encoding="utf-8"))]


def test_a_part_that_serves_one_page_stands_beside_it() -> None:
    frames = BASE_DIR / "templates"
    includes = {
        str(path.relative_to(frames)): re.findall(r'{% include "([^"]+)"', path.read_text(encoding="utf-8"))
        for path in TEMPLATES
    }

    def pages_of(part: str) -> set[str]:
        users = {user for user, parts in includes.items() if part in parts}
        return {page for user in users for page in (pages_of(user) if "/_" in user else {user})}

    shared = [part for part in includes if part.startswith("includes/")]
    own = [part for part in includes if "/_" in part and part.startswith("compare/")]
    # base.html and what a template tag renders stand on every page.
    lonely = [part for part in shared if len(pages_of(part)) == 1 and pages_of(part) != {"base.html"}]
    astray = [part for part in own if pages_of(part) != {f"{part.rpartition('/')[0]}.html"}]
    assert len(shared) > 5
    assert len(own) > 5
    assert not lonely
    assert not astray
