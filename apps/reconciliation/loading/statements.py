"""Claims as the rules know them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet

from apps.claims import models as records
from apps.claims.directions import isolated
from apps.claims.figures import Period
from apps.claims.models.claim import figure_of
from apps.claims.models.codes import traits_of
from apps.claims.references import claim_ref
from apps.reconciliation.core.inputs.claims import Counter, Statement
from apps.reconciliation.loading.code_lists import CodeLists, load_code_lists

# What the rules are told of a claim, by where it stands: one row is read of it, and no record made.
TOLD = (
    "pk",
    "speaker__organisation__slug",
    "speaker__organisation__side",
    "speaker__name",
    "source__slug",
    "source__language",
    "source__published_on",
    "source__cut_off_on",
    "figure_as_said",
    "qualifier",
    "value",
    "value_high",
    "step",
    "known_bias",
    "status",
    "interval_low",
    "interval_high",
    "interval_is",
    "unit_id",
    "indicator_id",
    "population_id",
    "place_id",
    "origin_id",
    "period_start",
    "period_end",
    "is_cumulative",
    "numerator_id",
    "denominator_id",
    "bias_as_said",
    "date_basis",
    "quote",
    "people_each",
)


REPEATED = {
    path for path in TOLD if "__" in path or path in ("period_start", "period_end", "qualifier", "status", "step")
}


def read_statements(claims: QuerySet[records.Claim], keys: Any, lists: CodeLists) -> Iterator[Statement]:
    """These claims in their order, in two queries. `keys`, a query of them or a list, name them all, maybe more."""
    counters = _read_counters(keys)
    known: dict[Any, Any] = {}
    for row in claims.values_list(*TOLD).iterator(chunk_size=2_000):
        # Who spoke, where and when is said again and again, and need be in memory once.
        said = {
            path: known.setdefault(value, value) if path in REPEATED else value
            for path, value in zip(TOLD, row, strict=True)
        }
        yield _build(said, lists, counters.get(said["pk"], ()))


def read_versions(claim: int, lists: CodeLists) -> list[Statement]:
    """Whatever a claim was and is, as the history has it. By whom it was counted is as it is now."""
    counters = _read_counters([claim])
    events: QuerySet[Any] = records.Claim.pgh_event_model.objects.filter(pgh_obj=claim)  # type: ignore[attr-defined]
    rows = [{**dict(zip(TOLD, row, strict=True)), "pk": claim} for row in events.values_list(*TOLD)]
    return list(dict.fromkeys(_build(row, lists, counters.get(claim, ())) for row in rows))


def _read_counters(claims: Any) -> dict[int, list[Counter]]:
    """By whom each of these claims says that it was counted."""
    counters: dict[int, list[Counter]] = defaultdict(list)
    through = records.Claim.counted_by.through.objects.filter(claim__in=claims)
    for claim, slug, name in through.values_list("claim", "organisation__slug", "organisation__name"):
        counters[claim].append(Counter(slug, isolated(name)))
    return counters


def to_statements(claims: Iterable[records.Claim]) -> list[Statement]:
    """Claims, saved or not, as the rules know them."""
    lists = load_code_lists()
    return [_build({path: _follow(claim, path) for path in TOLD}, lists, _counters(claim)) for claim in claims]


def _counters(claim: records.Claim) -> list[Counter]:
    return [Counter(one.slug, isolated(one.name)) for one in claim.counted_by.all()]


def _follow(record: Any, path: str) -> Any:
    for name in path.split("__"):
        record = getattr(record, name)
    return record


def _build(said: Mapping[str, Any], lists: CodeLists, counters: Iterable[Counter]) -> Statement:
    """What goes into sentences cannot turn the words around it."""
    places, numerator, denominator = lists.codes[records.Place], said["numerator_id"], said["denominator_id"]
    traits = traits_of(lists.units[said["unit_id"]], lists.indicators[said["indicator_id"]])
    figure = figure_of(SimpleNamespace(**said, traits=traits, language=said["source__language"]))
    return Statement(
        ref=claim_ref(said["pk"]),
        organisation=said["speaker__organisation__slug"],
        speaker_name=isolated(said["speaker__name"]),
        side=said["speaker__organisation__side"],
        source=said["source__slug"],
        said_on=said["source__published_on"],
        cut_off_on=said["source__cut_off_on"],
        figure=figure,
        unit=lists.codes[records.Unit][said["unit_id"]],
        indicator=lists.codes[records.Indicator][said["indicator_id"]],
        population=lists.codes[records.Population].get(said["population_id"], ""),
        place=places.get(said["place_id"], ""),
        origin=places.get(said["origin_id"], ""),
        period=Period(said["period_start"], said["period_end"], said["is_cumulative"]),
        numerator=claim_ref(numerator) if numerator else "",
        denominator=claim_ref(denominator) if denominator else "",
        bias_as_said=isolated(said["bias_as_said"]),
        date_basis=said["date_basis"],
        counted_by=tuple(sorted(counters)),
        quote=isolated(said["quote"]),
        people_each=said["people_each"],
    )
