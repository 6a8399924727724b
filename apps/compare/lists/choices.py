"""What lists let a reader choose by. Each choice is said once, and serves the filter and its facet alike."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.db.models import F, Func, Model

from apps.claims.models import Indicator, Place, Population
from apps.compare.lists.facets import Names, Under
from apps.compare.models import Topic
from apps.compare.rows.words import language_words
from apps.sources.models import Organisation, Side, Source, Speaker

ANY = {"empty_label": "any"}


@dataclass(frozen=True, slots=True)
class Words:
    """A choice among codes that the program knows, each with its words; keys of the database are the codes."""

    words: Mapping[str, str]

    @staticmethod
    def of(words: Mapping[Any, str], *, without: str = "") -> "Words":
        return Words({str(code): text for code, text in words.items() if code != without})

    @staticmethod
    def plain(codes: Iterable[str]) -> "Words":
        """Codes that are their own words: under_way is “under way”."""
        return Words({str(code): str(code).replace("_", " ") for code in codes})

    def filter(self, label: str, **rest: Any) -> filters.ChoiceFilter:
        return filters.ChoiceFilter(label=label, choices=list(self.words.items()), **ANY, **rest)

    def names(self, keys: Collection[Any]) -> Names:
        return {key: (str(key), self.words.get(str(key), str(key))) for key in keys}


@dataclass(frozen=True, slots=True)
class Records:
    """A choice among records, each called by a code in an address and by a name in words; keys are primary keys."""

    model: type[Model]
    code: str
    name: str = "name"

    def filter(self, label: str, **rest: Any) -> filters.ModelChoiceFilter:
        records = self.model._default_manager.all()
        return filters.ModelChoiceFilter(label=label, queryset=records, to_field_name=self.code, **ANY, **rest)

    def names(self, keys: Collection[Any]) -> Names:
        rows = self.model._default_manager.filter(pk__in=keys).values_list("pk", self.code, self.name)
        return {key: (code, name) for key, code, name in rows}


class Languages:
    """A choice among the languages that documents are in; keys are language tags."""

    def filter(self, label: str) -> filters.ChoiceFilter:
        return filters.ChoiceFilter(label=label, choices=lambda: list(self._tags()), **ANY)

    def names(self, keys: Collection[Any]) -> Names:
        return {tag: (tag, language_words(tag)) for tag in keys}

    def _tags(self) -> Iterator[tuple[str, str]]:
        for tag in Source.objects.order_by("language").values_list("language", flat=True).distinct():
            yield tag, language_words(tag)


SIDES = Words.of(dict(Side.choices))
YEARS = Words({})
ORGANISATIONS = Records(Organisation, "slug")
SPEAKERS = Records(Speaker, "slug")
SOURCES = Records(Source, "slug", "title")
INDICATORS = Records(Indicator, "code")
POPULATIONS = Records(Population, "code")
PLACES = Records(Place, "code")
TOPICS = Records(Topic, "slug", "title")


def ends_of(field: str) -> Func:
    """What the two claims of a finding have in this field, as a list."""
    ends = (F(f"left__{field}"), F(f"right__{field}"))
    return Func(*ends, template="ARRAY[%(expressions)s]")


def latest_first(year: int | None) -> int:
    return 0 if year is None else -year


def indicators_above() -> Under:
    """What is counted is a number of what it is a kind of, too."""
    links = Indicator.objects.links()
    return lambda indicator: links.at_or_above([indicator])


def of_speakers(field: str) -> Callable[[], Under]:
    """What each speaker has in this field."""

    def read() -> Under:
        known = dict(Speaker.objects.values_list("pk", field))
        return lambda speaker: (known[speaker],)

    return read


def at_or_below(indicator: Indicator) -> set[int]:
    """An indicator and those it is broader than: who asks for returns means organised returns too."""
    return Indicator.objects.links().at_or_below([indicator.pk])
