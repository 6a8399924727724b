"""The code lists as plain values: what the caller reads from the fixtures or from the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a code list. `units` are those of an indicator; `per` is the time of a unit that is a pace."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    definition: str = ""
    kind: str = ""
    units: tuple[str, ...] = ()
    per: tuple[str, int, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name without what stands in brackets, and the aliases."""
        bare = self.name.split(" (")[0]
        return (bare, *self.aliases)


@dataclass(frozen=True, slots=True)
class CodeLists:
    """The lists that proposals choose from. `speakers` are names, each with the name to give for it."""

    units: tuple[Code, ...] = ()
    indicators: tuple[Code, ...] = ()
    populations: tuple[Code, ...] = ()
    places: tuple[Code, ...] = ()
    speakers: tuple[tuple[str, str], ...] = field(default=())


_LISTS = {
    "claims.unit": "units",
    "claims.indicator": "indicators",
    "claims.population": "populations",
    "claims.place": "places",
}


def code_lists(records: Iterable[Mapping[str, Any]]) -> CodeLists:
    """The lists from records as fixtures hold them: `model` and `fields`. Records of other models are left out."""
    lists: dict[str, list[Code]] = {name: [] for name in _LISTS.values()}
    speakers: list[tuple[str, str]] = []
    for record in records:
        fields = record["fields"]
        if record["model"] == "sources.speaker":
            speakers += [(name, fields["name"]) for name in (fields["name"], *fields.get("aliases", ()))]
        elif record["model"] in _LISTS:
            lists[_LISTS[record["model"]]].append(_code(fields))
    return CodeLists(**{name: tuple(codes) for name, codes in lists.items()}, speakers=tuple(speakers))


def _code(fields: Mapping[str, Any]) -> Code:
    per = (fields["rate_of"][0], fields.get("rate_amount", 1), fields["rate_per"][0]) if "rate_of" in fields else None
    return Code(
        code=fields["code"],
        name=fields["name"],
        aliases=tuple(fields.get("aliases", ())),
        definition=fields.get("definition", ""),
        kind=fields.get("kind", ""),
        units=tuple(fields.get("unit", ())),
        per=per,
    )


def read_lists(files: Iterable[Path]) -> CodeLists:
    """The code lists of YAML files in the form of fixtures."""
    return code_lists(record for file in files for record in yaml.safe_load(file.read_text(encoding="utf-8")) or ())
