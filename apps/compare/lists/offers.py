"""What each list offers besides its filters: the orders of its rows and the columns of its table.

Pages and downloads read the same query string, so both know them.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows: its name in words, and the fields it sorts by, the first of which has the direction."""

    words: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """`columns` are those a reader may choose, `usual` those shown to one who has not chosen."""

    orders: Mapping[str, Order]
    default_sort: str
    columns: tuple[str, ...]
    usual: tuple[str, ...]


CLAIMS = Offer(
    orders={
        "said": Order("day it was said", ("source__published_on", "source__slug", "position")),
        "value": Order("figure", ("value", "pk")),
        "unit": Order("unit", ("unit__name", "value", "pk")),
        "indicator": Order("what is counted", ("indicator__name", "population__name", "place__name", "pk")),
        "place": Order("place", ("place__name", "indicator__name", "pk")),
        "period": Order("period", ("period_end", "period_start", "pk")),
        "speaker": Order("speaker", ("speaker__name", "source__published_on", "position")),
        "side": Order("side", ("speaker__organisation__side", "speaker__name", "source__published_on", "position")),
        "organisation": Order("organisation", ("speaker__organisation__name", "source__published_on", "position")),
        "status": Order("status", ("status", "pk")),
        "quote": Order("words", ("quote", "pk")),
        "source": Order("source", ("source__title", "position")),
        "position": Order("place in the source", ("position", "source__published_on", "source__slug")),
        "ordinary": Order("what a person understands", ("value", "pk")),
        "strict": Order("what the words permit", ("value", "pk")),
        "bias": Order("known error", ("known_bias", "pk")),
        "ref": Order("reference", ("pk",)),
    },
    default_sort="-said",
    columns=(
        *("figure", "unit", "counted", "where", "period", "speaker", "said_on"),
        *("side", "organisation", "status", "ordinary", "strict", "bias", "quote", "source", "locator"),
    ),
    usual=("figure", "unit", "counted", "where", "period", "speaker", "said_on"),
)

FINDINGS = Offer(
    orders={
        "factor": Order("factor", ("factor", "pk")),
        "difference": Order("difference", ("distance", "pk")),
        "gap": Order("gap at best", ("gap_at_best", "pk")),
        "flips": Order("tolerance at which it flips", ("flips_at", "pk")),
        "verdict": Order("verdict", ("verdict", "-factor", "pk")),
        "strict": Order("strict verdict", ("strict_verdict", "-factor", "pk")),
        "subject": Order("what is counted", ("left__indicator__name", "left__population__name", "-factor", "pk")),
        "left": Order("one figure", ("left__value", "pk")),
        "right": Order("the other figure", ("right__value", "pk")),
        "between": Order("between whom", ("between", "-factor", "pk")),
        "rule": Order("rule", ("rule", "-factor", "pk")),
        "reasons": Order("reasons", ("reason_codes", "-factor", "pk")),
        "explanation": Order("explanation", ("explanation", "pk")),
        "policy": Order("tolerance policy", ("policy", "-factor", "pk")),
        "computed": Order("time of calculation", ("computed_at", "pk")),
        "ref": Order("reference", ("pk",)),
    },
    default_sort="-factor",
    columns=(
        *("subject", "left", "right", "factor", "difference", "between", "rule"),
        *("reasons", "gap_at_best", "flips_at", "strict_verdict", "explanation", "policy", "computed_at"),
    ),
    usual=("subject", "left", "right", "factor", "difference", "between"),
)

SOURCES = Offer(
    orders={
        "published": Order("day of publication", ("published_on", "slug")),
        "title": Order("title", ("title", "pk")),
        "publisher": Order("publisher", ("publisher__name", "-published_on", "slug")),
        "language": Order("language", ("language", "-published_on", "slug")),
        "claims": Order("number of claims", ("published", "-published_on", "slug")),
        "cut_off": Order("day the data run to", ("cut_off_on", "slug")),
        "accessed": Order("day it was read", ("accessed_on", "slug")),
    },
    default_sort="-published",
    columns=("publisher", "published_on", "language", "published", "cut_off_on", "accessed_on"),
    usual=("publisher", "published_on", "language", "published"),
)
