"""References: C-17 is claim 17, F-12 finding 12. They are written and read here and nowhere else.

A reference is the primary key behind a letter. Numbers are never used again, so that a printed reference keeps its
meaning. In the pure rules a statement's `ref` is the reference of its claim.
"""

import re
from collections.abc import Callable

# For addresses and form fields; at most nine digits, which the database's keys hold.
CLAIM_PATTERN = r"C-[1-9][0-9]{0,8}"
FINDING_PATTERN = r"F-[1-9][0-9]{0,8}"

_CLAIM = re.compile(CLAIM_PATTERN, re.ASCII)
_FINDING = re.compile(FINDING_PATTERN, re.ASCII)
_LOOSELY = re.compile(r"^([CF])[ \u2010-\u2013]?(?=[0-9])", re.ASCII)
_IN_TEXT = re.compile(rf"(?<![\w-]){CLAIM_PATTERN}(?!\w)", re.ASCII)


def claim_ref(number: int) -> str:
    """C-17 for 17."""
    return f"C-{number}"


def finding_ref(number: int) -> str:
    """F-12 for 12."""
    return f"F-{number}"


def claim_number(ref: str) -> int:
    """17 for C-17. Raises ValueError for anything else."""
    return _number(_CLAIM, ref)


def finding_number(ref: str) -> int:
    """12 for F-12. Raises ValueError for anything else."""
    return _number(_FINDING, ref)


def claim_refs_in(text: str) -> list[str]:
    """The references of claims that stand in a text, each once, in their order: C-17, C-3."""
    return list(dict.fromkeys(_IN_TEXT.findall(text)))


def replace_claim_refs(text: str, write: Callable[[str], str]) -> str:
    """The text with every reference of a claim that stands in it written otherwise."""
    return _IN_TEXT.sub(lambda match: write(match[0]), text)


def is_claim_ref(text: str) -> bool:
    """Whether a text is the reference of a claim, as it is written here."""
    return _CLAIM.fullmatch(text) is not None


def typed_claim_number(text: str) -> int | None:
    """The number of a claim that a person typed: C-17, c17 or C 17; None for other words."""
    return _typed(_CLAIM, text)


def typed_finding_number(text: str) -> int | None:
    """The number of a finding that a person typed: F-12, f12 or F 12; None for other words."""
    return _typed(_FINDING, text)


def typed_number(text: str) -> int | None:
    """The number that a person typed for a claim or a finding where only one of both is looked for: 22; else None."""
    said = text.strip()
    return typed_finding_number(f"F-{said}") if said.isascii() and said.isdigit() else None


def _number(pattern: re.Pattern[str], ref: str) -> int:
    if pattern.fullmatch(ref) is None:
        raise ValueError(f"a reference such as C-17 or F-12 is expected, not “{ref[:40]}”")
    return int(ref[2:])


def _typed(pattern: re.Pattern[str], text: str) -> int | None:
    said = _LOOSELY.sub(r"\1-", text.strip().upper())
    return int(said[2:]) if pattern.fullmatch(said) else None
