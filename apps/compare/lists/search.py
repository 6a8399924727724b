"""Search: the words looked for and the text looked through are folded by one function of the database.

It ignores accents and case, in Arabic tashkeel and the variants of a letter; migration 0002 says how. Each table keeps
its folded words in a column that the server fills by itself (migration 0005), so that a search folds nothing but what
was typed. The names a term stands in are looked up first: few records have names and many claims name them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import F, Func, Q, QuerySet, TextField

from apps.claims.models import Claim, CodeEntry, Indicator, Place, Population
from apps.claims.querysets import ClaimQuerySet
from apps.claims.references import claim_ref, typed_claim_number
from apps.compare.lists.terms import Term, read_terms
from apps.sources.models import Organisation, Source, Speaker

CODES: dict[str, type[CodeEntry]] = {"indicator": Indicator, "population": Population, "place": Place}


class SearchWords(Func):
    """The folded words of the row that a field belongs to."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        (column,) = self.get_source_expressions()
        return f"{compiler.quote_name_unless_alias(column.alias)}.search_words", ()


class _FoldedNow(Func):
    """Fields folded while one waits: states of the history keep no folded words."""

    template = "countercheck_folded(countercheck_joined(ARRAY[%(expressions)s]::text[]))"
    output_field = TextField()


def _fold(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Each text, and how search compares it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, countercheck_folded(word) FROM unnest(%s::text[]) WITH ORDINALITY AS said (word, place)"
            " ORDER BY place",
            [list(texts)],
        )
        folded: list[tuple[str, str]] = cursor.fetchall()
        return folded


@dataclass(frozen=True)
class Wanted:
    """A term as search compares it: folded, and where it may stand."""

    term: Term
    folded: str

    def standing_in(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows whose words hold it."""
        standing: QuerySet[Any] = rows.alias(words=SearchWords(F("pk"))).filter(self.within("words"))
        return standing

    def within(self, field: str) -> Q:
        """Whether a folded text holds it; a phrase and a figure do not begin or end inside a number."""
        if not self.term.is_whole:
            return Q((f"{field}__contains", self.folded))
        return Q((f"{field}__regex", rf"(^|[^0-9.,]){re.escape(self.folded)}($|[^0-9.,]|[.,]($|[^0-9]))"))

    @cached_property
    def organisations(self) -> list[int]:
        """The keys of the organisations in whose names it stands."""
        return _keys(self.standing_in(Organisation.objects.all()))

    @cached_property
    def speakers(self) -> list[int]:
        """The keys of those in whose names or whose organisation's it stands."""
        return _keys(
            self.standing_in(Speaker.objects.all()) | Speaker.objects.filter(organisation__in=self.organisations)
        )


def _read(words: str) -> list[Wanted]:
    terms = read_terms(words)
    folded = _fold([term.words for term in terms])
    return [Wanted(term, text) for term, (_, text) in zip(terms, folded, strict=True) if text]


def find_claims(claims: ClaimQuerySet, words: str) -> ClaimQuerySet:
    """Claims (or states of claims) in which every term stands somewhere, or whose figure or reference it is."""
    number = typed_claim_number(words)
    words = words if number is None else claim_ref(number)  # “c 17” is one term
    looked_for = _read(words)
    has_words = claims.model is Claim
    claims = claims.alias(words=SearchWords(F("pk")) if has_words else _FoldedNow("quote", "figure_as_said"))
    for wanted in looked_for:
        wanted_rows = wanted.within("words") | _said(wanted.term.values) | _numbered(wanted.term.words)
        for name, keys in _naming(wanted):
            if keys:
                wanted_rows |= Q((f"{name}__in", keys))
        claims = claims.filter(wanted_rows)
    return claims if looked_for else claims.none()


def find_sources(sources: QuerySet[Source], words: str) -> QuerySet[Source]:
    """Documents whose title, publisher or speakers hold every term."""
    looked_for = _read(words)
    for wanted in looked_for:
        spoken_in = Claim.objects.published().filter(speaker__in=wanted.speakers).values("source")
        titled = wanted.standing_in(Source.objects.all()).values("pk")
        sources = sources.filter(Q(pk__in=titled) | Q(publisher__in=wanted.organisations) | Q(pk__in=spoken_in))
    return sources if looked_for else sources.none()


def _said(values: frozenset[Decimal]) -> Q:
    return Q(value__in=values) | Q(value_high__in=values) if values else Q(pk__in=[])


def _numbered(word: str) -> Q:
    number = typed_claim_number(word)
    return Q(id__in=[] if number is None else [number])  # in the history, `pk` is that of a state


def _naming(wanted: Wanted) -> Iterator[tuple[str, list[int]]]:
    """Each field of a claim that names a record, with the keys of the records in whose names it stands."""
    yield "speaker", wanted.speakers
    for field, model in CODES.items():
        keys = _keys(wanted.standing_in(model._default_manager.all()))
        yield field, keys
        if field == "place":
            yield "origin", keys


def _keys(records: QuerySet[Any]) -> list[int]:
    return list(records.values_list("pk", flat=True))
