"""What the query string of a topic's page asks for: what makes sense is kept, what does not is named and left out.

by=place              rows of the table under their place; also population, period and origin
rows=all              every line of the table, not the first twelve
chart=all             every figure of the interval chart, not the first twelve
parts=C-78-period     the breakdown that is drawn: its whole, and along what it is broken down
over=C-79             the quantity that is drawn over time: the one of which this claim is a figure
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from apps.claims.references import CLAIM_PATTERN
from apps.compare.query_problems import left_out, strangers


class By(StrEnum):
    """Under what the rows of the table stand."""

    POPULATION = "population"
    PERIOD = "period"
    PLACE = "place"
    ORIGIN = "origin"


BY_WORDS = {
    By.POPULATION: "what is counted",
    By.PERIOD: "period",
    By.PLACE: "place",
    By.ORIGIN: "place of origin",
}
EXPECTED: Mapping[str, tuple[re.Pattern[str], str]] = {
    "by": (re.compile("|".join(By)), f"one of {', '.join(By)}"),
    "rows": (re.compile("all"), "all"),
    "chart": (re.compile("all"), "all"),
    # A breakdown's name is free, in any script: whether the topic has one of it is settled where it is drawn.
    "parts": (re.compile(rf"{CLAIM_PATTERN}-[\w-]+"), "a breakdown such as C-17-place"),
    "over": (re.compile(CLAIM_PATTERN), "a claim's reference such as C-17"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader asked of a topic's page, by name, and what of it made no sense."""

    asked: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def by(self) -> By | None:
        """Under what the rows stand; None leaves it to the topic."""
        return By(self.asked["by"]) if "by" in self.asked else None

    @property
    def has_all_rows(self) -> bool:
        return "rows" in self.asked

    @property
    def has_whole_chart(self) -> bool:
        return "chart" in self.asked

    @property
    def parts(self) -> str:
        return self.asked.get("parts", "")

    @property
    def over(self) -> str:
        return self.asked.get("over", "")

    @property
    def query(self) -> str:
        """The query string that asks for the same, with what made no sense left out: ?by=place, or nothing."""
        return f"?{urlencode(self.asked)}" if self.asked else ""

    def href(self, **changes: str) -> str:
        """The query string with these choices changed."""
        return f"?{urlencode({**self.asked, **changes})}"

    def without(self, name: str, why: str) -> "Choices":
        """The same without one choice, which turned out to make no sense on this topic."""
        rest = {other: value for other, value in self.asked.items() if other != name}
        return replace(self, asked=rest, problems=(*self.problems, left_out(name, self.asked[name], expected=why)))


def read_choices(params: QueryDict) -> Choices:
    """The choices of a query string; blank values ask for nothing."""
    asked: dict[str, str] = {}
    problems = []
    for name in filter(EXPECTED.__contains__, params):
        values = [value.strip() for value in params.getlist(name) if value.strip()]
        problem = next(_faults(name, values), "")
        if problem:
            problems.append(problem)
        elif values:
            asked[name] = values[0]
    return Choices(asked, (*problems, *strangers(params, known=EXPECTED)))


def _faults(name: str, values: list[str]) -> Iterator[str]:
    """What is wrong with a parameter, the plainest fault first."""
    if len(values) > 1:
        yield left_out(name, " and ".join(values), expected="one value")
    elif values and not EXPECTED[name][0].fullmatch(values[0]):
        yield left_out(name, values[0], expected=EXPECTED[name][1])
