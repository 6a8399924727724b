"""What a frozen object works out once, when it is first asked for.

`functools.cached_property` does the same by a dictionary of the object, which takes 1 KB an object from then on (Python
3.11): as much again as a figure and its statement. A slot takes 8 bytes, and what is in it is read as any attribute is.
"""

from typing import TYPE_CHECKING, Any


class Once:
    """A base of classes whose slots are filled by methods: `area`, where it is empty, by `_find_area`."""

    __slots__ = ()

    if not TYPE_CHECKING:  # or any name would seem to be an attribute

        def __getattr__(self, name: str) -> Any:
            find = getattr(type(self), f"_find_{name}", None)
            if find is None:
                raise AttributeError(f"{type(self).__name__} has no attribute {name}.")
            value = find(self)
            object.__setattr__(self, name, value)
            return value
