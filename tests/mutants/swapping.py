"""How a change gets into a program: as new code for the functions of one that runs, or as one that starts reads it."""

import functools
import gc
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, FunctionType, ModuleType
from typing import Any

from apps.config.folders import BASE_DIR
from tests.mutants.changes import Mutant


def swap_in(mutant: Mutant) -> bool:
    """Gives the functions of this process that hold the change their new code; False if none does.

    What runs at import (a table, a default, the body of a class) has run already: that needs a process that starts.
    Things are asked for their very type: a lazy one works itself out when it is asked for its class.
    What was remembered by `functools.cache`, as a `cached_property` or in a dictionary `_known` is forgotten: it was
    worked out without the change.
    """
    swapped = dict(_differing(mutant))
    functions = [
        thing
        for thing in gc.get_objects()
        if type(thing) is FunctionType and thing.__code__.co_filename == str(BASE_DIR / mutant.module)
    ]
    changed = [function for function in functions if function.__code__ in swapped]
    for function in changed:
        function.__code__ = swapped[function.__code__]
    for thing in gc.get_objects():
        if type(thing) is functools._lru_cache_wrapper and str(thing.__module__).startswith("apps."):
            thing.cache_clear()
        elif str(type(thing).__module__).startswith("apps."):
            _forget(thing)
    return bool(changed)


def _forget(thing: Any) -> None:
    """Takes from an object what its cached properties have worked out, and what it knows from having looked before."""
    known = getattr(thing, "_known", None)
    if type(known) is dict:
        known.clear()
    kept = getattr(thing, "__dict__", {})
    for name in [name for name in kept if isinstance(getattr(type(thing), name, None), functools.cached_property)]:
        del kept[name]


def _differing(mutant: Mutant) -> Iterator[tuple[CodeType, CodeType]]:
    path = BASE_DIR / mutant.module
    before = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    yield from _pairs(before, compile(mutant.source, str(path), "exec"))


def _pairs(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The functions of a module as they were and as they are, where they differ; one that holds another differs too."""
    if before != after:
        yield before, after
        inner = [[one for one in code.co_consts if isinstance(one, CodeType)] for code in (before, after)]
        for old, new in zip(*inner, strict=True):
            yield from _pairs(old, new)


class ChangedModule(MetaPathFinder):
    """Gives a program that starts the changed module in place of the one on the disk."""

    def __init__(self, mutant: Mutant) -> None:
        self.path = BASE_DIR / mutant.module
        self.name = ".".join(mutant.module.with_suffix("").parts)
        self.source = mutant.source

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        return spec_from_file_location(name, self.path, loader=_Changed(self.name, str(self.path), self.source))

    def install(self) -> None:
        sys.meta_path.insert(0, self)


class _Changed(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> Any:
        return compile(self.source, self.path, "exec")
