"""The lines of arithmetic that a reader can redo by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, what comes out, which claim it speaks of, and how it was worked out."""

    label: str
    value: str
    ref: str = ""
    note: str = ""
