"""The lines of arithmetic that a reader can redo by hand, and the sentences that are made of them."""

from collections.abc import Iterable
from dataclasses import dataclass

GAP, ALLOWED = "gap", "allowed"  # the keys of the gap at best, and of the gap that still agrees
CONVERTED = "converted"  # the key of lines that say how a figure came into another unit
ANSWER = "answer"  # the key of lines that say what would follow if something were stated


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, what comes out, which claim it speaks of, and how it was worked out.

    Lines that sentences are made of have a `key`.
    """

    label: str
    value: str
    ref: str = ""
    note: str = ""
    key: str = ""


def explain(lines: Iterable[Line], *, is_self: bool = False) -> str:
    """One or two sentences in the words of the trace: who said what, what follows, and what the strict words permit.

    They hold nothing that no line holds, so that they cannot disagree with the arithmetic. `is_self` if one
    organisation says it all; spokespersons of two may have the same name.
    """
    by_key = {line.key: line for line in lines if line.key}
    said = [by_key[key] for key in ("left", "right") if key in by_key]
    is_one_name = len(said) == 2 and said[0].label == said[1].label
    if is_one_name and is_self:
        opening = f"{said[0].label} says both {said[0].value} and {said[1].value}."
    else:
        names = (f"{line.label} ({line.ref})" if is_one_name and line.ref else line.label for line in said)
        told = (f"{name} says {line.value}" for name, line in zip(names, said, strict=True))
        opening = "; ".join(told) + "." if said else ""
    strictly = by_key.get("strict")
    sentences = (
        opening,
        _sentence(by_key["verdict"].note),
        _sentence(by_key["others"].value) if "others" in by_key else "",
        f"Taken strictly, {strictly.note}." if strictly else "",
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
