"""A change of one claim is worked off among the figures around it, and gives what deciding everything gives."""

import os
import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command

from apps.claims.models import Claim, Indicator, Place, Population
from apps.claims.models.claim import State
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from apps.reconciliation.trials.verifying import verify
from apps.reconciliation.vicinity import survey
from apps.sources.models import Speaker
from tests.bench.claims import CODE_LISTS, load
from tests.bench.world import World
from tests.factories import (
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_un_speaker,
    make_unit,
)

pytestmark = pytest.mark.django_db

SEEDS = [int(seed) for seed in os.environ.get("SEEDS", "1 2").split()]
CHANGES = int(os.environ.get("CHANGES", "12"))
CLAIMS = 300
CHANGED = (
    *("value", "value_high", "qualifier", "step", "figure_as_said"),
    *("place", "population", "period_start", "period_end", "state", "speaker"),
)


@pytest.fixture(name="at_once", autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a family is, it is not read whole."""
    monkeypatch.setattr(services, "AT_ONCE", 0)
    monkeypatch.setattr(services, "MUCH_MORE", 0)


def change(claim: Claim, draw: random.Random) -> str:
    """Something of a claim becomes something else; in a word what."""
    match draw.randrange(7):
        case 0 | 1:
            claim.value = Decimal(draw.choice([claim.value or 100, 1_000, 25_000]) * draw.choice([1, 2, 10]))
            claim.value_high, claim.qualifier, claim.step = None, "exactly", None
            claim.figure_as_said = f"{claim.value:,}"
            what = "value"
        case 2:
            claim.place = draw.choice([None, *Place.objects.filter(claims__isnull=False).distinct()])
            what = "place"
        case 3:
            claim.population = draw.choice([None, *Population.objects.all()])
            what = "population"
        case 4:
            days = timedelta(days=draw.choice([-40, -7, 7, 365]))
            claim.period_start = claim.period_start and claim.period_start + min(days, timedelta(0))
            claim.period_end = claim.period_end and claim.period_end + max(days, timedelta(0))
            what = "period"
        case 5:
            claim.state = State.WITHDRAWN if claim.state == State.PUBLISHED else State.PUBLISHED
            what = "state"
        case _:
            other = draw.choice(list(Claim.objects.exclude(pk=claim.pk)))
            claim.speaker = other.speaker
            what = "speaker"
    return what


@pytest.mark.parametrize("seed", SEEDS)
def test_random_changes_one_after_the_other_give_what_all_claims_give(seed: int) -> None:
    call_command("loaddata", *CODE_LISTS, verbosity=0)
    load(World(CLAIMS, seed, one_family=seed % 2 == 1))
    services.reconcile(trigger="test", is_worked_out=False)
    draw = random.Random(seed)
    keys = list(Claim.objects.values_list("pk", flat=True))
    around = 0
    for number in range(CHANGES):
        claim = Claim.objects.get(pk=draw.choice(keys))
        what = change(claim, draw)
        Claim.objects.bulk_update([claim], CHANGED)
        services.mark([claim], is_alone=True)
        with mock.patch.object(services, "_reconcile_around", wraps=services._reconcile_around) as spied:
            assert services.reconcile_marked(trigger="change") is not None
        around += spied.call_count
        assert verify() == [], (number, claim.ref, what)
    assert around > CHANGES / 2


def work_off(claim: Claim, **fields: Any) -> None:
    """Changes these fields of a claim, and looks no further than around it; then all is as all claims give."""
    Claim.objects.filter(pk=claim.pk).update(**fields)
    services.mark([claim], is_alone=True)
    with mock.patch.object(services, "_reconcile_around", wraps=services._reconcile_around) as around:
        services.reconcile_marked(trigger="change")
    assert around.call_count == 1
    assert verify() == []


def large_world() -> None:
    call_command("loaddata", *CODE_LISTS, verbosity=0)
    load(World(CLAIMS, 5, one_family=True))
    services.reconcile(trigger="test", is_worked_out=False)


def test_a_correction_touches_what_it_replaces() -> None:
    large_world()
    replaced = Claim.objects.filter(findings__rule="direct").first()
    assert replaced is not None
    correction = Claim.objects.get(pk=replaced.pk)
    correction.pk, correction.supersedes, correction.position = None, replaced, 9_999
    correction.value, correction.figure_as_said = Decimal(7), "7"
    correction.save(force_insert=True)
    with mock.patch.object(services, "_reconcile_around", wraps=services._reconcile_around) as around:
        services.reconcile_marked(trigger="change")
    assert around.call_count == 1
    assert verify() == []


def test_a_changed_breakdown_is_worked_off_with_its_family() -> None:
    large_world()
    whole = Claim.objects.filter(breakdowns__isnull=False).first()
    assert whole is not None
    whole.breakdowns.get().save()
    with mock.patch.object(services, "_reconcile_around") as around:
        services.reconcile_marked(trigger="change")
    assert not around.called
    assert verify() == []


def test_the_reasons_of_findings_nearby_are_worked_out_again() -> None:
    large_world()
    services.reconcile(trigger="test")
    draw = random.Random(11)
    for _ in range(4):
        claim = draw.choice(list(Claim.objects.current().filter(findings__isnull=False)))
        change(claim, draw)
        Claim.objects.bulk_update([claim], CHANGED)
        services.mark([claim], is_alone=True)
        services.reconcile_marked(trigger="change")
        assert verify() == [], claim.ref
    assert not Finding.objects.to_be_worked_out().exists()


def test_a_percentage_of_what_is_counted_is_no_rate() -> None:
    people, percent = make_unit(), make_unit(code="percent")
    per_thousand = make_unit(code="per_1000", rate_of=people, rate_per=people, rate_amount=1_000)
    returns = make_indicator(code="returns", unit=people)
    share = make_indicator(code="share", kind="share", unit=percent, is_additive=False)
    share.broader.add(returns)
    changed = make_claim(indicator=returns, unit=people)
    make_claim(indicator=returns, unit=percent, figure_as_said="40%", value=40)
    rates = [
        make_claim(indicator=share, unit=percent, figure_as_said="41%", value=41),
        make_claim(indicator=returns, unit=per_thousand, figure_as_said="12", value=12),
    ]
    vicinity = survey([changed.pk])
    assert vicinity is not None
    assert vicinity.touched.rates == {claim.pk for claim in rates}


def test_of_others_no_more_is_read_than_the_figure_meets() -> None:
    syria, province = make_place(code="SYR"), make_place(code="SY02")
    province.broader.add(syria)
    returns = make_indicator(code="returns")
    ministry, un, institute = (
        make_speaker(slug=slug, organisation=make_organisation(slug=slug)) for slug in ("ministry", "un", "institute")
    )
    changed = make_claim(indicator=returns, place=province, by=ministry, figure_as_said="500")
    above = make_claim(indicator=returns, place=syria, by=un, figure_as_said="700", source=make_source(slug="un"))
    below = make_claim(
        indicator=returns, place=syria, by=institute, figure_as_said="400", source=make_source(slug="other")
    )
    vicinity = survey([changed.pk])
    assert vicinity is not None
    assert vicinity.touched.met == frozenset(["institute"])
    assert below.pk in vicinity.read
    assert above.pk not in vicinity.read

    Claim.objects.filter(pk=changed.pk).update(figure_as_said="800", value=800)
    vicinity = survey([changed.pk])
    assert vicinity is not None
    assert vicinity.touched.met == frozenset(["institute", "un"])
    assert above.pk in vicinity.read


def test_of_its_document_no_more_is_read_than_what_holds_the_figure_holds() -> None:
    """A figure of a district is above that of its province, the nearest that holds it, as another district's is."""
    codes = "SYR", "SY02", "SY0201", "SY0202", "LBN"
    country, province, district, neighbour, elsewhere = (make_place(code=code) for code in codes)
    province.broader.add(country)
    province.narrower.add(district, neighbour)
    returns, ministry = make_indicator(code="returns"), make_speaker(slug="ministry")
    own: dict[str, Any] = {"indicator": returns, "by": ministry, "source": make_source(slug="ministry")}
    whole, middle, changed, beside = (
        make_claim(place=place, figure_as_said=said, **own)
        for place, said in ((country, "900"), (province, "500"), (district, "400"), (elsewhere, "700"))
    )
    another = make_claim(place=province, figure_as_said="950", **own)
    make_claim(place=neighbour, figure_as_said="701", **own)
    services.reconcile(trigger="test")
    vicinity = survey([changed.pk])
    assert vicinity is not None
    assert vicinity.touched.wholes == {whole.pk, middle.pk, changed.pk, another.pk}
    assert beside.pk not in vicinity.read

    def found_after(said: str) -> set[tuple[str, int]]:
        work_off(changed, figure_as_said=said, value=said)
        inside = Finding.objects.standing().filter(rule="series", key__startswith="series:inside")
        return {(finding.key.rpartition(":")[2], finding.inputs.count()) for finding in inside}

    assert found_after("601") == {(middle.ref, 3), (whole.ref, 2)}
    assert found_after("1001") == {(middle.ref, 3), (another.ref, 2), (whole.ref, 2)}
    assert found_after("301") == {(middle.ref, 2), (whole.ref, 2)}


def test_of_its_place_no_more_is_read_than_may_look_like_the_figure_or_be_counted_otherwise() -> None:
    everybody, children = make_population(), make_population(code="children", broader=make_population())
    returns, counted_otherwise = make_indicator(code="returns"), make_indicator(code="certified")
    returns.taken_for.add(counted_otherwise)
    days: dict[str, Any] = {"place": make_place(), "period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)}
    un, ministry = make_un_speaker(), make_speaker(slug="ministry")

    def say(said: str, speaker: Speaker, what: Indicator, who: Population) -> Claim:
        source = make_source(slug=speaker.slug)
        return make_claim(indicator=what, population=who, by=speaker, source=source, figure_as_said=said, **days)

    changed = say("1,001", ministry, returns, children)
    like_it, own = say("9,003", un, returns, everybody), say("903", un, returns, children)
    otherwise = say("5,001", un, counted_otherwise, children)
    apart = say("7,001", un, counted_otherwise, everybody)
    services.reconcile(trigger="test")
    vicinity = survey([changed.pk])
    assert vicinity is not None
    assert vicinity.touched.alike == {changed.pk, own.pk}
    assert vicinity.touched.beside == {changed.pk, own.pk, like_it.pk, otherwise.pk}
    assert apart.pk not in vicinity.read

    def found_after(claim: Claim, **fields: Any) -> set[str]:
        work_off(claim, **fields)
        return set(Finding.objects.standing().values_list("rule", flat=True))

    assert found_after(changed, figure_as_said="9,003", value=9_003) >= {"lookalike", "definition"}
    assert "lookalike" not in found_after(like_it, figure_as_said="8,001", value=8_001)
    assert "lookalike" in found_after(like_it, figure_as_said="9,003", value=9_003)
    assert "definition" not in found_after(otherwise, population=everybody)
    assert "definition" in found_after(otherwise, population=children)
