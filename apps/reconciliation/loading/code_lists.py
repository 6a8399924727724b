"""The code lists as the rules know them, read once until one of them is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from apps.claims import models as records
from apps.claims.directions import isolated
from apps.claims.hierarchy import Entry, Hierarchy
from apps.claims.models import links
from apps.reconciliation.core.inputs.code_lists import IndicatorFacts, Lists, UnitFacts

LISTED: tuple[Any, ...] = (records.Unit, records.Indicator, records.Population, records.Place)
WRITTEN: tuple[Any, ...] = (
    *LISTED,
    links.UnitBroader,
    links.IndicatorBroader,
    links.PopulationBroader,
    links.PlaceBroader,
    links.IndicatorTakenFor,
)


@dataclass(frozen=True, slots=True)
class CodeLists:
    """The lists, the codes of their entries by list and number, and units and indicators by theirs."""

    lists: Lists
    codes: Mapping[Any, Mapping[int, str]]
    units: Mapping[int, records.Unit]
    indicators: Mapping[int, records.Indicator]


_kept: dict[tuple[object, ...], CodeLists] = {}


def load_lists() -> Lists:
    """The code lists as the rules know them."""
    return load_code_lists().lists


def load_code_lists() -> CodeLists:
    """The code lists, read once and again after any of them was written, which their history tells."""
    stamp = _stamp()
    if stamp not in _kept:
        read = CodeLists(
            _read_lists(),
            {model: dict(model._default_manager.values_list("pk", "code")) for model in LISTED},
            records.Unit.objects.in_bulk(),
            records.Indicator.objects.in_bulk(),
        )
        _kept.clear()
        _kept[stamp] = read
        return read
    return _kept[stamp]


def forget() -> None:
    """Has them read again, whatever their history says: one that was put back counts anew."""
    _kept.clear()


def _stamp() -> tuple[object, ...]:
    """What is another one whenever anything of the code lists was written: a transaction undone uses up its numbers."""
    tables = [model.pgh_event_model._meta.db_table for model in WRITTEN]
    columns = ", ".join(
        f"(SELECT count(*) FROM {table}), (SELECT max(pgh_id) FROM {table})"  # noqa: S608 - our own names
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}")
        return (connection.settings_dict["NAME"], *cursor.fetchone())


def _read_lists() -> Lists:
    facts = {
        indicator.code: IndicatorFacts(
            indicator.code,
            isolated(indicator.name),
            indicator.kind,  # type: ignore[arg-type]
            indicator.is_additive,
            indicator.population.code if indicator.population else "",
            happens_once=indicator.happens_once,
            taken_for=tuple(sorted(other.code for other in indicator.taken_for.all())),
        )
        for indicator in records.Indicator.objects.select_related("population").prefetch_related("taken_for")
    }
    places = records.Place.objects.values_list("code", "valid_from", "valid_to")
    return Lists(
        units=load_hierarchy(records.Unit),
        indicators=load_hierarchy(records.Indicator),
        populations=load_hierarchy(records.Population),
        places=load_hierarchy(records.Place),
        facts=facts,
        unit_facts={unit.code: _unit_facts(unit) for unit in _units()},
        borders={code: (first, last) for code, first, last in places if first or last},
    )


def _units() -> QuerySet[records.Unit]:
    return records.Unit.objects.select_related("rate_of", "rate_per", "smaller")


def _unit_facts(unit: records.Unit) -> UnitFacts:
    return UnitFacts(
        is_counted_once=unit.is_counted_once,
        rate_of=unit.rate_of.code if unit.rate_of else "",
        rate_per=unit.rate_per.code if unit.rate_per else "",
        rate_amount=unit.rate_amount or Decimal(1),
        smaller=unit.smaller.code if unit.smaller else "",
        fewest=unit.fewest or Decimal(1),
        most=unit.most or Decimal(1),
    )


def load_hierarchy(model: type[records.CodeEntry]) -> Hierarchy:
    """One code list as a hierarchy, less the links that would close a circle."""
    entries: Any = model._default_manager
    above = entries.links().above
    listed = entries.values_list("pk", "code", "name", "division", "complete_division").order_by("code")
    codes = {pk: code for pk, code, *_ in listed}
    return Hierarchy.of(
        Entry(code, isolated(name), tuple(sorted(codes[broader] for broader in above.get(pk, ()))), division, complete)
        for pk, code, name, division, complete in listed
    )
