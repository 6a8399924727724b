"""Search: the words looked for and the text looked through are folded by one function of the database.

It ignores accents and case, in Arabic tashkeel and the variants of a letter; migration 0002 says how.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from apps.claims.models import Claim, CodeEntry, Indicator, Place, Population
from apps.claims.querysets import ClaimQuerySet
from apps.claims.references import typed_claim_number
from apps.compare.lists.terms import MOST_WORDS, Term, read_terms
from apps.sources.models import Organisation, Source, Speaker

BETWEEN = Value(" · ")
CODES: dict[str, type[CodeEntry]] = {
    "indicator": Indicator,
    "population": Population,
    "place": Place,
    "origin": Place,
}


class Folded(Func):
    """A text as search compares it."""

    function = "countercheck_folded"
    output_field = TextField()


class _Aliases(Func):
    """The aliases of a record as one text."""

    template = "array_to_string(%(expressions)s, ' · ')"
    output_field = TextField()


def fold(words: str) -> list[tuple[str, str]]:
    """Each of the first words, and how search compares it; a word of which nothing is left is left out."""
    return [(word, folded) for word, folded in _fold(words.split()[:MOST_WORDS]) if folded]


def _fold(texts: Sequence[str]) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, countercheck_folded(word) FROM unnest(%s::text[]) WITH ORDINALITY AS said (word, place)"
            " ORDER BY place",
            [list(texts)],
        )
        found: list[tuple[str, str]] = cursor.fetchall()
        return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term as search compares it: folded, and where it may stand."""

    term: Term
    folded: str

    def within(self, field: str) -> Q:
        """Whether a folded text holds it; a phrase and a figure do not begin or end inside a number."""
        if not self.term.is_whole:
            return Q((f"{field}__contains", self.folded))
        return Q((f"{field}__regex", rf"(^|[^0-9.,]){re.escape(self.folded)}($|[^0-9.,]|[.,]($|[^0-9]))"))


def _read(words: str) -> list[Wanted]:
    terms = read_terms(words)
    folded = _fold([term.words for term in terms])
    return [Wanted(term, text) for term, (_, text) in zip(terms, folded, strict=True) if text]


def find_claims(claims: ClaimQuerySet, words: str) -> ClaimQuerySet:
    """Claims in which every term stands somewhere, or whose figure or reference it is."""
    looked_for = _read(words)
    claims = claims.alias(folded_words=Folded(_joined([F("quote"), F("figure_as_said")])))
    for wanted in looked_for:
        found = wanted.within("folded_words") | _said(wanted.term.values) | _numbered(wanted.term.words)
        for name, records in _naming(wanted):
            found |= Q((f"{name}__in", records))
        claims = claims.filter(found)
    return claims if looked_for else claims.none()


def figures_first(claims: ClaimQuerySet, words: str) -> ClaimQuerySet:
    """The same claims, those first whose figure is one that the words name; else in the order they had."""
    values = frozenset[Decimal]().union(*(term.values for term in read_terms(words)))
    if not values:
        return claims
    return claims.order_by(Case(When(_said(values), then=0), default=1), *claims.query.order_by)


def find_sources(sources: QuerySet[Source], words: str) -> QuerySet[Source]:
    """Documents whose title, publisher or speakers hold every term."""
    looked_for = _read(words)
    for wanted in looked_for:
        spoken_in = Claim.objects.published().filter(speaker__in=_speakers(wanted)).values("source")
        titled = Q(pk__in=_called(Source.objects.all(), wanted, "title"))
        sources = sources.filter(titled | Q(publisher__in=_organisations(wanted)) | Q(pk__in=spoken_in))
    return sources if looked_for else sources.none()


def _said(values: frozenset[Decimal]) -> Q:
    return Q(value__in=values) | Q(value_high__in=values)


def _numbered(word: str) -> Q:
    number = typed_claim_number(word)
    return Q(id__in=[] if number is None else [number])  # in the history, `pk` is that of a state


def _naming(wanted: Wanted) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Each field of a claim that names a record, with the records in whose names it stands."""
    yield "speaker", _speakers(wanted)
    for field, model in CODES.items():
        yield field, _called(model._default_manager.all(), wanted, "name", "code", "aliases")


def _speakers(wanted: Wanted) -> QuerySet[Any]:
    named = _called(Speaker.objects.all(), wanted, "name", "role", "aliases")
    return Speaker.objects.filter(Q(pk__in=named) | Q(organisation__in=_organisations(wanted))).values("pk")


def _organisations(wanted: Wanted) -> QuerySet[Any]:
    return _called(Organisation.objects.all(), wanted, "name", "acronym", "aliases")


def _called(records: QuerySet[Any], wanted: Wanted, *fields: str) -> QuerySet[Any]:
    """The keys of the records that hold it in one of these fields."""
    parts = [_Aliases(F(field)) if field == "aliases" else F(field) for field in fields]
    found: QuerySet[Any] = records.alias(names=Folded(_joined(parts))).filter(wanted.within("names"))
    return found.values("pk")


def _joined(parts: list[Any]) -> Concat:
    """The parts as one text; what divides them is in no word."""
    divided = [piece for part in parts for piece in (part, BETWEEN)]
    return Concat(*divided, output_field=TextField())
