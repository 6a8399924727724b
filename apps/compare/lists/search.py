"""Search: the words looked for and the text looked through are folded by one function of the database.

It ignores accents and case, in Arabic tashkeel and the variants of a letter; migration 0002 says how.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from apps.claims.models import Claim, CodeEntry, Indicator, Place, Population
from apps.claims.querysets import ClaimQuerySet
from apps.claims.reading.typed import parse_number
from apps.claims.references import typed_claim_number
from apps.sources.models import Organisation, Source, Speaker

MOST_WORDS = 8
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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, countercheck_folded(word) FROM unnest(%s::text[]) WITH ORDINALITY AS said (word, place)"
            " ORDER BY place",
            [words.split()[:MOST_WORDS]],
        )
        return [(word, folded) for word, folded in cursor.fetchall() if folded]


def find_claims(claims: ClaimQuerySet, words: str) -> ClaimQuerySet:
    """Claims in which every word stands somewhere, or whose number or reference it is."""
    looked_for = fold(words)
    claims = claims.alias(folded_words=Folded(_joined([F("quote"), F("figure_as_said")])))
    for word, folded in looked_for:
        found = Q(folded_words__contains=folded) | _by_number(word) | _by_number(folded)
        for name, records in _naming(folded):
            found |= Q((f"{name}__in", records))
        claims = claims.filter(found)
    return claims if looked_for else claims.none()


def find_sources(sources: QuerySet[Source], words: str) -> QuerySet[Source]:
    """Documents whose title, publisher or speakers hold every word."""
    looked_for = fold(words)
    for _, folded in looked_for:
        spoken_in = Claim.objects.published().filter(speaker__in=_speakers(folded)).values("source")
        titled = Q(pk__in=_called(Source.objects.all(), folded, "title"))
        sources = sources.filter(titled | Q(publisher__in=_organisations(folded)) | Q(pk__in=spoken_in))
    return sources if looked_for else sources.none()


def _by_number(word: str) -> Q:
    number = typed_claim_number(word)
    if number is not None:
        return Q(pk=number)
    try:
        return Q(value=parse_number(word))
    except ValueError:
        return Q(pk__in=[])


def _naming(word: str) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Each field of a claim that names a record, with the records in whose names the word stands."""
    yield "speaker", _speakers(word)
    for field, model in CODES.items():
        yield field, _called(model._default_manager.all(), word, "name", "code", "aliases")


def _speakers(word: str) -> QuerySet[Any]:
    named = _called(Speaker.objects.all(), word, "name", "role", "aliases")
    return Speaker.objects.filter(Q(pk__in=named) | Q(organisation__in=_organisations(word))).values("pk")


def _organisations(word: str) -> QuerySet[Any]:
    return _called(Organisation.objects.all(), word, "name", "acronym", "aliases")


def _called(records: QuerySet[Any], word: str, *fields: str) -> QuerySet[Any]:
    """The keys of the records that hold the folded word in one of these fields."""
    parts = [_Aliases(F(field)) if field == "aliases" else F(field) for field in fields]
    found: QuerySet[Any] = records.alias(names=Folded(_joined(parts))).filter(names__contains=word)
    return found.values("pk")


def _joined(parts: list[Any]) -> Concat:
    """The parts as one text; what divides them is in no word."""
    divided = [piece for part in parts for piece in (part, BETWEEN)]
    return Concat(*divided, output_field=TextField())
