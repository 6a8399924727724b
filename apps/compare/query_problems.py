"""What of a query string made no sense, in words: the same on every page and in every download."""

from collections.abc import Collection

from django.http import QueryDict

MOST_SHOWN = 60


def left_out(name: str, given: str, *, expected: str) -> str:
    """A parameter whose value was not understood."""
    return f"{shortened(name)}: “{shortened(given)}” was left out; expected {expected}."


def not_a_choice(name: str, of: str) -> str:
    """A parameter that is not known; `of` says where it was looked for."""
    return f"“{shortened(name)}” is not {of} and was left out."


def strangers(params: QueryDict, known: Collection[str] = ()) -> tuple[str, ...]:
    """What a page asks nothing by, in words; a blank one asks for nothing anywhere."""
    given = (name for name, values in params.lists() if name not in known and any(value.strip() for value in values))
    return tuple(not_a_choice(name, "a choice of this page") for name in given)


def shortened(text: str) -> str:
    """What was typed, short enough for a sentence, without the character that no database and no file holds."""
    plain = text.replace("\0", "␀")
    return plain if len(plain) <= MOST_SHOWN else f"{plain[:MOST_SHOWN]}…"
