"""Records for the tests: each function makes one, with what the test does not say filled in."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.claims.models import Breakdown, BreakdownPart, Claim, Indicator, Place, Population, Unit
from apps.sources.models import Organisation, Source, Speaker


def make_organisation(*, slug: str = "syria", side: str = "government", **rest: Any) -> Organisation:
    country = "SYR" if side == "government" else ""
    defaults = {"name": slug.title(), "side": side, "country": country} | rest
    return Organisation.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_speaker(*, slug: str = "mekdad", organisation: Organisation | None = None, **rest: Any) -> Speaker:
    defaults = {"name": slug.title(), "organisation": organisation or make_organisation()} | rest
    return Speaker.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_source(*, slug: str = "session", **rest: Any) -> Source:
    defaults = {"title": slug.title(), "publisher": make_organisation(), "published_on": date(2019, 7, 24)} | rest
    return Source.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_unit(*, code: str = "people", **rest: Any) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": code} | rest)[0]


def make_population(*, code: str = "returnees", broader: Population | None = None, division: str = "") -> Population:
    made = Population.objects.get_or_create(code=code, defaults={"name": code.title(), "division": division})[0]
    if broader:
        made.broader.add(broader)
    return made


def make_place(*, code: str = "SYR", kind: str = "country", **rest: Any) -> Place:
    return Place.objects.get_or_create(code=code, defaults={"name": code.title(), "kind": kind} | rest)[0]


def make_indicator(*, code: str = "returns", **rest: Any) -> Indicator:
    defaults = {"name": code.title(), "unit": make_unit(), "kind": "flow", "is_additive": True} | rest
    return Indicator.objects.get_or_create(code=code, defaults=defaults)[0]


def make_claim(*, figure_as_said: str = "1,851,424", by: Speaker | None = None, **rest: Any) -> Claim:
    """A published claim; the value is read from the words unless it is given, the position is the next one."""
    source = rest.pop("source", None) or make_source()
    last = Claim.objects.filter(source=source).order_by("position").values_list("position", flat=True).last()
    qualifier = rest.setdefault("qualifier", "exactly")
    if "value" not in rest and qualifier != "vague":
        rest["value"] = Decimal(figure_as_said.replace(",", "").rstrip("%").split("-")[0])
    fields = {
        "source": source,
        "speaker": by or make_speaker(),
        "position": (last or 0) + 1,
        "quote": f"{figure_as_said} people returned",
        "figure_as_said": figure_as_said,
        "unit": make_unit(),
        "indicator": make_indicator(),
        "is_cumulative": True,
        "state": "published",
    } | rest
    claim = Claim(**fields)
    claim.infer_step()
    claim.save()
    return claim


def make_breakdown(
    *, whole: Claim, parts: list[Claim], dimension: str = "population", name: str = "", is_complete: bool = True
) -> Breakdown:
    breakdown = Breakdown.objects.create(whole=whole, dimension=dimension, name=name, is_complete=is_complete)
    for part in parts:
        BreakdownPart.objects.create(breakdown=breakdown, claim=part)
    return breakdown


def make_un_speaker() -> Speaker:
    return make_speaker(slug="fleischer", organisation=make_organisation(slug="un", side="un"))
