"""Which small changes a module admits: a comparison turned or shifted by one, a number off by one, `and` for `or`…"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apps.config.folders import BASE_DIR

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the line, what it was and what it is now, and the whole module with it."""

    module: Path
    line: int
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.was}  →  {self.now}"


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """The small changes of one node, each a node of its own."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        changed = copy.deepcopy(node)
        changed.ops[0] = TURNED[type(node.ops[0])]()
        yield changed
    elif isinstance(node, ast.BoolOp):
        changed_op = copy.deepcopy(node)
        changed_op.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        yield changed_op
    elif isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        swapped = copy.deepcopy(node)
        swapped.op = SWAPPED[type(node.op)]()
        yield swapped
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.IfExp):
        turned = copy.deepcopy(node)
        turned.test = ast.UnaryOp(ast.Not(), turned.test)
        yield turned


def mutants_of(module: Path) -> list[Mutant]:
    """Every change of a module that leaves it a program; words and types are left alone."""
    source = (BASE_DIR / module).read_text(encoding="utf-8")
    tree = ast.parse(source)
    found = []
    for node in _code(tree):
        for changed in changes(node):
            segment, now = ast.get_source_segment(source, node), ast.unparse(changed)
            if segment is None or "\n" in segment or not isinstance(node, ast.expr):
                continue
            lines = source.split("\n")
            line = lines[node.lineno - 1].encode()
            start, end = node.col_offset, node.end_col_offset or 0
            lines[node.lineno - 1] = (line[:start] + f"({now})".encode() + line[end:]).decode()
            text = "\n".join(lines)
            try:
                ast.parse(text)
            except SyntaxError:
                continue
            found.append(Mutant(module, node.lineno, segment, now, text))
    return found


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs and decides: no annotations, no pieces of formatted strings, no decorators, and no numbers at will."""
    skipped = ("annotation", "returns", "decorator_list")
    for name, value in ast.iter_fields(tree):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in skipped and not _is_at_will(tree, name, child):
                yield child
                yield from _code(child)


def _is_at_will(tree: ast.AST, name: str, child: ast.AST) -> bool:
    """Whether another number would do as well, or words are made.

    Such are the figures of an example on the page of the method, and the zero under which a table of words keeps those
    that stand for no number (`{0: "until|till"}`).
    """
    if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in ("Example", "say"):
        return True
    is_only_key = isinstance(tree, ast.Dict) and name == "keys" and len(tree.keys) == 1
    return isinstance(child, ast.JoinedStr) or (is_only_key and isinstance(child, ast.Constant) and child.value == 0)


def modules_below(rooms: list[str]) -> list[Path]:
    found = []
    for room in rooms:
        path = BASE_DIR / room
        found += (
            [path] if path.is_file() else [file for file in sorted(path.rglob("*.py")) if file.name != "__init__.py"]
        )
    return [file.relative_to(BASE_DIR) for file in found]
