"""A large family is divided by its places, where nothing of one can meet anything of another."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from apps.claims.models import Breakdown, BreakdownPart, Claim, Indicator, Place, Unit
from apps.reconciliation import services
from apps.reconciliation.core.comparing.conversions import convert
from apps.reconciliation.core.engine import arrange
from apps.reconciliation.loading import load as load_material
from apps.reconciliation.models import Finding
from apps.reconciliation.runs import division
from apps.reconciliation.runs.division import Part, divide
from apps.reconciliation.trials.verifying import verify
from tests.bench.claims import CODE_LISTS, load
from tests.bench.world import World
from tests.factories import make_claim, make_indicator, make_place, make_un_speaker, make_unit
from tests.reconciliation.runs.test_batches import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(name="returns")
def _returns(monkeypatch: pytest.MonkeyPatch) -> Indicator:
    """Every family is a large one."""
    monkeypatch.setattr(division, "TOGETHER", 0)
    monkeypatch.setattr(division, "LARGE", 0)
    return make_indicator(code="returns")


def make_country(code: str, indicator: Indicator, **said: Any) -> tuple[Claim, int]:
    """A claim of a place of its own, and the key of that."""
    place = make_place(code=code)
    return make_claim(indicator=indicator, place=place, **said), place.pk


def parts_of(indicator: Indicator) -> list[tuple[int, list[int] | None]]:
    return [(part.claims, part.places) for part in divide([indicator.pk])]


def test_countries_are_decided_by_themselves_with_what_lies_in_them(returns: Indicator) -> None:
    (_, syria), (_, iraq), (_, province) = (make_country(code, returns) for code in ("SY", "IQ", "SY02"))
    Place.objects.get(pk=province).broader.add(syria)
    assert parts_of(returns) == [(2, sorted([syria, province])), (1, [iraq])]


def test_small_countries_are_decided_together(returns: Indicator, monkeypatch: pytest.MonkeyPatch) -> None:
    countries = [make_country(code, returns) for code in ("SY", "IQ", "JO", "LB")]
    monkeypatch.setattr(division, "LARGE", 3)
    assert sorted(size for size, _ in parts_of(returns)) == [1, 3]
    monkeypatch.setattr(division, "LARGE", 4)
    assert list(divide([returns.pk])) == [Part(len(countries), [returns.pk])]


def test_a_figure_of_no_place_may_meet_any_other(returns: Indicator) -> None:
    make_country("SY", returns)
    make_claim(indicator=returns, place=None)
    assert parts_of(returns) == [(2, None)]


def make_rate(amount: int) -> Unit:
    people, days = make_unit(code="people"), make_unit(code="days")
    return make_unit(code=f"people_per_{amount}_days", rate_of=people, rate_per=days, rate_amount=amount)


def say_boats(_: Claim) -> dict[str, Any]:
    people = make_unit(code="people")
    people.is_counted_once = True
    people.save()
    return {"unit": make_unit(code="boats", smaller=people, fewest=15, most=30)}


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        (lambda: {"unit": make_rate(1)}, lambda _: {"unit": make_rate(5)}),
        (dict, lambda _: {"unit": make_unit(code="families"), "people_each": 5}),
        (dict, say_boats),
        (dict, lambda base: {"figure_as_said": "40%", "unit": make_unit(code="percent"), "denominator": base}),
    ],
    ids=["a rate over another base", "a stated size", "a size from the list", "a share"],
)
def test_what_must_be_converted_is_decided_with_its_whole_family(
    returns: Indicator, beside: Callable[[], dict[str, Any]], told: Callable[[Claim], dict[str, Any]]
) -> None:
    base, _ = make_country("SY", returns, **beside())
    make_country("IQ", returns, **told(base))
    material = load_material(Claim.objects.current())
    said = arrange(material.statements, material.breakdowns, material.lists)
    assert any(each.conversion for one in convert(said, material.lists) for each in one)
    assert parts_of(returns) == [(2, None)]


def test_what_a_breakdown_or_a_share_names_is_decided_with_it(returns: Indicator) -> None:
    (whole, syria), (part, iraq), (numerator, jordan) = (make_country(code, returns) for code in ("SY", "IQ", "JO"))
    breakdown = Breakdown.objects.create(whole=whole, dimension="origin", name="by origin")
    BreakdownPart.objects.create(breakdown=breakdown, claim=part)
    assert parts_of(returns) == [(2, sorted([syria, iraq])), (1, [jordan])]
    base, egypt = make_country("EG", returns)
    _, lebanon = make_country("LB", returns, figure_as_said="4", numerator=numerator, denominator=base)
    assert parts_of(returns) == [(3, sorted([jordan, egypt, lebanon])), (2, sorted([syria, iraq]))]


def test_what_was_found_of_a_place_of_which_nothing_is_said_any_more_is_looked_at(returns: Indicator) -> None:
    make_country("IQ", returns)
    gone, syria = make_country("SY", returns)
    make_claim(figure_as_said="200,001", indicator=returns, place=gone.place, by=make_un_speaker())
    services.reconcile(trigger="test")
    assert Finding.objects.standing().exists()
    Claim.objects.filter(place=syria).update(state="withdrawn")
    assert (0, [syria]) in parts_of(returns)
    services.reconcile(trigger="test")
    assert not Finding.objects.standing().exists()


@pytest.mark.parametrize("seed", [3, 4])
def test_places_one_by_one_give_the_rows_that_all_at_once_give(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("loaddata", *CODE_LISTS, verbosity=0)
    load(World(400, seed, one_family=seed % 2 == 1))
    services.reconcile(trigger="at once", is_worked_out=False)
    at_once = rows()
    Finding.objects.all().delete()
    monkeypatch.setattr(division, "TOGETHER", 0)
    monkeypatch.setattr(division, "LARGE", 0)
    assert any(part.places for part in divide(Indicator.objects.values_list("pk", flat=True)))
    services.reconcile(trigger="one by one", is_worked_out=False)
    assert rows() == at_once
    assert verify() == []
