"""Sets of claims for the laws and for the second engine: small worlds in which figures often meet, tile and look alike.

A set is made of scenes (a whole and its parts, years that follow each other, the same number for other people) and of
claims without a scene. Some of its claims are then changed in one place, and all get their numbers by chance.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from apps.reconciliation.core.inputs.claims import Breakdown, Check, Statement
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from tests.reconciliation.core.factories import say

Words = dict[str, Any]

ORGANISATIONS = ("russia", "syria", "un", "ngo")
# Figures as they are said, from points to one digit, so that all readings occur and sums often come out even.
SAID = {
    "0": 0, "40": 40, "80": 80, "99": 99, "100": 100, "200": 200, "300": 300, "337": 337, "500": 500, "600": 600,
    "1,000": 1000, "1,001": 1001, "1,100": 1100, "1,500": 1500, "1,501": 1501, "1,531": 1531, "2,000": 2000,
    "2,002": 2002, "2,041": 2041, "3,000": 3000, "4 thousand": 4000, "40,404": 40404,
}  # fmt: skip
# Figures at the edge of what a tolerance lets pass, or of what a few days more explain.
CLOSE = (("99", "100"), ("80", "100"), ("200", "300"), ("1,501", "1,531"), ("2,002", "2,041"))
QUALIFIERS = ("more_than", "at_least", "just_over", "less_than", "at_most", "just_under", "about")
SHARES = {"3%": 3, "20%": 20, "29.97%": 29.97, "33.3%": 33.3, "50%": 50, "a third": 33, "three-quarters": 75, "80%": 80}
RATES = {"3": 3, "200": 200, "299.7": 299.7, "333": 333, "500": 500, "750": 750}
PLACES = ("", "SYR", "SY02", "SY04", "OLD", "JOR+LBN", "JOR", "LBN")
PEOPLE = ("", "all", "refugees", "idps")
# From 11 June to 20 July are 40 days, so that the four to the 24th are just a tenth; from 12 June they are more.
# What starts in September is after the day it is said.
STARTS = ("", "2017-01-01", "2018-01-01", "2019-01-01", "2019-06-11", "2019-06-12", "2019-09-01")
# The session is of the 24th, the report runs to the 22nd; neither day is ever typed in as an end too.
ENDS = ("2017-12-31", "2018-12-31", "2019-06-30", "2019-07-10", "2019-07-20")
YEARS: tuple[Words, ...] = (
    {"since": "2017-01-01", "until": "2017-12-31"},
    {"since": "2018-01-01", "until": "2018-12-31"},
    {"since": "2019-01-01"},
)
# The last year in two pieces, the first of which ends near enough to today to count as today.
PIECES: tuple[Words, ...] = ({"since": "2019-01-01", "until": "2019-07-10"}, {"since": "2019-07-11"})
FORMULAS = ("a ≥ b", "a < b", "a + b = c", "a − b ≤ c", "2 × a > b", "a ÷ 2 = b")
POLICIES = (
    Policy(),
    Policy(Tolerance("none", Decimal(0), most_times=Decimal(3), most_growth=Decimal("0.5"))),
    Policy(Tolerance("loose", Decimal("0.05"), Decimal(100)), {"returns": Tolerance("its own", Decimal("0.2"))}),
)

numbers = st.sampled_from(sorted(SAID))
organisations = st.sampled_from(ORGANISATIONS)


@st.composite
def figures(draw: st.DrawFn) -> Words:
    """A number as somebody says it: plain twice as often as not, seldom a range or a vague one."""
    kind = draw(st.sampled_from(["plain"] * 8 + ["bound"] * 4 + ["range", "vague", "estimate"]))
    if kind == "vague":
        return {"as_said": "hundreds", "value": None, "qualifier": "vague"}
    if kind == "range":
        return {"as_said": "200–400", "value": 200, "high": "400", "qualifier": "between"}
    if kind == "estimate":
        ends = draw(st.sampled_from([("1500", "3000"), ("600", "2041")]))
        return {"as_said": "2,000", "value": 2000, "qualifier": "exactly", "interval": ends}
    as_said = draw(numbers)
    qualifier = draw(st.sampled_from(QUALIFIERS)) if kind == "bound" else "exactly"
    return {"as_said": as_said, "value": SAID[as_said], "qualifier": qualifier}


@st.composite
def periods(draw: st.DrawFn) -> Words:
    """Stated, open at its start, to date, or not stated at all."""
    since = draw(st.sampled_from(STARTS))
    until = draw(st.sampled_from([""] * 4 + [end for end in ENDS if end > since]))
    return {"since": since, "until": until, "cumulative": not until if since else draw(st.booleans())}


@st.composite
def scopes(draw: st.DrawFn) -> Words:
    return {
        "indicator": draw(st.sampled_from(["returns"] * 5 + ["residents", "facilities", "schools", "rate", "settled"])),
        "population": draw(st.sampled_from(PEOPLE)),
        "place": draw(st.sampled_from(PLACES)),
        "origin": draw(st.sampled_from(["", "", "", *PLACES])),
        "unit": draw(st.sampled_from(["people", "people", "returns"])),
        **draw(periods()),
    }


# What one change may do to a claim of a scene.
CHANGES: tuple[st.SearchStrategy[Words], ...] = (
    figures(),
    figures(),
    periods(),
    st.sampled_from(PEOPLE).map(lambda code: {"population": code}),
    st.sampled_from(PLACES).map(lambda code: {"place": code}),
    st.sampled_from(PLACES).map(lambda code: {"origin": code}),
    st.sampled_from(["people", "returns"]).map(lambda code: {"unit": code}),
    st.sampled_from(["planned", "forecast", "under_way"]).map(lambda code: {"status": code}),
    st.sampled_from(["undercount", "overcount"]).map(lambda code: {"bias": code}),
    st.just({"source": "report"}),
    st.just({"source": "report"}),
    organisations.map(lambda code: {"by": code}),
    st.sampled_from(["event", "report"]).map(lambda code: {"date_basis": code}),
    st.just({"indicator": "settled"}),
    st.just({"quote": "returnees registered so far"}),
    st.just({"place": "OLD"}),
)


@st.composite
def alone(draw: st.DrawFn) -> list[Words]:
    return [draw(figures()) | draw(scopes()) | {"by": draw(organisations)}]


@st.composite
def twins(draw: st.DrawFn) -> list[Words]:
    """The same scope twice, in one document or in two, on days that may be a few apart, at times nearly alike."""
    scope = draw(scopes())
    changes: list[Words] = [{}, {"source": "report"}, {} if scope["until"] else {"until": "2019-07-20"}]
    other = scope | draw(st.sampled_from(changes))
    said = [draw(figures()), draw(figures())]
    if draw(st.booleans()):
        said = [{"as_said": number, "value": SAID[number]} for number in draw(st.sampled_from(CLOSE))]
    return [figure | words | {"by": draw(organisations)} for figure, words in zip(said, (scope, other), strict=True)]


@st.composite
def divided(draw: st.DrawFn) -> list[Words]:
    """A whole of one organisation, at times with what holds it, and its parts by another, of one period."""
    scope = draw(scopes()) | {"indicator": "returns"}
    dimension, whole, parts = draw(
        st.sampled_from(
            [
                ("population", "all", ("refugees", "idps")),
                ("place", "JOR+LBN", ("JOR", "LBN")),
                ("origin", "JOR+LBN", ("JOR", "LBN")),
                ("place", "SYR", ("SY02", "SY04")),
            ]
        )
    )
    first, second = draw(st.permutations(ORGANISATIONS))[:2]
    wholes: list[Words] = [{}, {dimension: ""}, {"population": ""}][: draw(st.sampled_from([1, 1, 1, 2, 3]))]
    return [
        *(draw(figures()) | scope | {dimension: whole} | words | {"by": first} for words in wholes),
        *(draw(figures()) | scope | {dimension: part, "by": second} for part in parts),
    ]


@st.composite
def nested(draw: st.DrawFn) -> list[Words]:
    """Smaller and larger scopes of two organisations within each other."""
    scope = draw(scopes()) | {"population": "", "place": "SYR", "indicator": "returns"}
    narrower: list[Words] = [{"place": "SY02"}, {"place": "SY02", "population": "refugees"}, {"population": "refugees"}]
    first, second = draw(st.permutations(ORGANISATIONS))[:2]
    return [
        draw(figures()) | scope | {"by": second},
        *(draw(figures()) | scope | words | {"by": draw(st.sampled_from([first, second]))} for words in narrower),
    ]


@st.composite
def years(draw: st.DrawFn) -> list[Words]:
    """A whole of several years by one organisation, and the years one by one by another or by the same."""
    scope = draw(scopes()) | {"since": "2017-01-01", "until": "", "indicator": "returns"}
    whole, parts = draw(organisations), draw(organisations)
    dates = draw(st.sampled_from([YEARS, YEARS, (*YEARS[:2], *PIECES)]))
    return [
        draw(figures()) | scope | {"by": whole},
        *(draw(figures()) | scope | {"until": "", "by": parts} | year for year in dates),
    ]


@st.composite
def alike(draw: st.DrawFn) -> list[Words]:
    """The same number for refugees and for all, and little that the second speaker says of refugees."""
    same = draw(st.sampled_from(["2,000", "2,002", "4 thousand", "40,404"]))
    number = {"as_said": same, "value": SAID[same]}
    scope = {"since": draw(st.sampled_from(["", "2017-01-01", "2018-01-01"])), "place": draw(st.sampled_from(PLACES))}
    first, second = draw(st.permutations(ORGANISATIONS))[:2]
    little = st.sampled_from(["0", "40", "200", "500", "1,000"])
    own = draw(st.sets(st.integers(0, 2), min_size=1))
    ends = st.sampled_from([""] * 6 + ["2019-07-20", "2019-06-30"])
    qualifier = draw(st.sampled_from(["exactly", *QUALIFIERS]))
    return [
        number | scope | {"population": "refugees", "by": first, "until": draw(ends)},
        number | scope | {"since": "2018-01-01", "by": second, "qualifier": qualifier, "until": draw(ends)},
        *(
            {"as_said": said, "value": SAID[said], "population": "refugees", "place": scope["place"], "by": second}
            | YEARS[year]
            for year in sorted(own)
            for said in [draw(little)]
        ),
    ]


@st.composite
def undated(draw: st.DrawFn) -> list[Words]:
    """A figure to date, and dated ones of the same scope by others."""
    scope = draw(scopes())
    # Since 26 April there are 90 days, which is just enough.
    dates = st.sampled_from(["2017-01-01", "2018-01-01", "2018-01-01", "2019-04-26", "2019-04-27", "2019-06-11"])
    return [
        draw(figures()) | scope | {"by": draw(organisations), "since": "", "until": "", "cumulative": True},
        *(draw(figures()) | scope | {"until": "", "by": draw(organisations), "since": draw(dates)} for _ in range(2)),
    ]


@st.composite
def days(draw: st.DrawFn) -> list[Words]:
    """What one organisation says of one thing: totals to several days, the days themselves, or a stock on each."""
    scope = draw(scopes()) | {"by": draw(organisations), "indicator": draw(st.sampled_from(["returns", "residents"]))}
    last = ["2019-06-11", "2019-06-12", "2019-06-13"]
    since = draw(st.sampled_from(["2019-06-11", "2019-06-11", ""]))
    totals = [
        draw(figures()) | scope | {"since": since, "until": day}
        for day in draw(st.permutations(last))[: draw(st.integers(1, 3))]
    ]
    singles = [draw(figures()) | scope | {"since": day, "until": day} for day in last]
    return [*totals, *(singles if draw(st.booleans()) else [])]


@st.composite
def moved(draw: st.DrawFn) -> list[Words]:
    """Totals to date of one organisation in two documents, which may begin on two days."""
    scope = draw(scopes()) | {"by": draw(organisations), "indicator": "returns", "until": ""}
    starts = st.sampled_from(["2018-01-01", "2019-01-01"])
    of_a_year = draw(st.sampled_from([{}, {"since": "2018-01-01", "until": "2018-12-31"}]))
    return [
        draw(figures()) | scope | {"since": draw(starts)} | of_a_year,
        draw(figures()) | scope | {"since": draw(starts), "source": "later", "said_on": "2019-08-24"},
    ]


@st.composite
def sized(draw: st.DrawFn) -> list[Words]:
    """Families, some of so many people each, and people; the one may be wholly within the other."""
    scope = draw(scopes()) | {"indicator": "returns"}
    families = {"unit": "families", "each": draw(st.sampled_from(["5", "4.2"]))}
    counted: list[Words] = [families, {}, draw(st.sampled_from([families, {"unit": "families"}]))]
    return [
        draw(figures()) | scope | draw(st.sampled_from([{}, {"population": "refugees"}])) | words | {"by": by}
        for words in counted
        for by in [draw(organisations)]
    ]


@st.composite
def rated(draw: st.DrawFn) -> list[Words]:
    """Rates of one thing over several bases."""
    scope = draw(scopes()) | {"indicator": "rate"}
    unit = st.sampled_from(["per_1000", "per_100000", "percent"])
    said = st.sampled_from(["40", "99", "100", "1,000", "4 thousand"])
    return [
        {"as_said": number, "value": SAID[number], "unit": draw(unit)} | scope_of | {"by": draw(organisations)}
        for scope_of in (scope, scope, scope)
        for number in [draw(said)]
    ]


SCENES: tuple[Callable[[], st.SearchStrategy[list[Words]]], ...] = (
    alone, alone, twins, divided, nested, years, alike, alike, alike, alike, undated, days, moved, sized, rated,
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A set of claims, what they are wholes and parts of, what an analyst asks of them, and what is let pass."""

    claims: tuple[Statement, ...]
    breakdowns: tuple[Breakdown, ...]
    checks: tuple[Check, ...]
    policy: Policy


@st.composite
def claims(draw: st.DrawFn, *, most: int = 9) -> list[Statement]:
    """Claims of one, two or three scenes; about one in three is not what its scene wants."""
    scenes = draw(st.lists(st.sampled_from(SCENES).flatmap(lambda scene: scene()), min_size=1, max_size=3))
    words = [claim for scene in scenes for claim in scene][:most]
    changed = [
        claim | (draw(st.sampled_from(CHANGES).flatmap(lambda change: change)) if draw(st.integers(0, 2)) == 0 else {})
        for claim in words
    ]
    order = draw(st.permutations(range(1, len(changed) + 1)))
    return [build(number, claim) for number, claim in zip(order, changed, strict=True)]


def build(number: int, words: Words) -> Statement:
    """The claim of these words. What ends on a stated day, and not before it begins, is no total to date."""
    is_range = words.get("qualifier") == "between"
    is_estimate = words["value"] == 2000 and words.get("qualifier", "exactly") == "exactly"
    left_out = {"as_said", "value", *(() if is_range else ("high",)), *(() if is_estimate else ("interval",))}
    scope = {name: word for name, word in words.items() if name not in left_out}
    if scope.get("since"):
        scope["until"] = scope.get("until", "") if scope.get("until", "") >= scope["since"] else ""
        scope["cumulative"] = not scope.get("until")
    statement = say(number, words["as_said"], words["value"], **scope)
    is_cut_off = statement.source == "report"
    return replace(statement, cut_off_on=statement.said_on.replace(day=22)) if is_cut_off else statement


@st.composite
def worlds(draw: st.DrawFn) -> Said:
    """Claims, and over some of them breakdowns, shares and checks."""
    said = draw(claims())
    refs = [statement.ref for statement in said]
    # What an analyst sets against each other is counted in one unit.
    unit = draw(st.sampled_from(sorted({statement.unit for statement in said})))
    alike = [statement.ref for statement in said if statement.unit == unit]
    checks = [
        (f"check-{number}", formula, {name: draw(st.sampled_from(alike)) for name in formula if name.islower()})
        for number, formula in enumerate(draw(st.lists(st.sampled_from(FORMULAS), max_size=2)))
    ]
    percents = [draw(shares(number, refs)) for number in range(101, 101 + draw(st.integers(0, 2)))]
    # Seldom: a share of a figure is one more thing said of the same people, beside which nothing looks alike.
    percents += [draw(multiples(number, said)) for number in range(501, 501 + draw(st.sampled_from([0, 0, 0, 1, 2])))]
    return Said(
        (*said, *percents),
        draw(divisions(refs)),
        tuple(Check(slug, slug, formula, terms) for slug, formula, terms in checks),
        draw(st.sampled_from(POLICIES)),
    )


@st.composite
def divisions(draw: st.DrawFn, refs: Sequence[str]) -> tuple[Breakdown, ...]:
    """Breakdowns of some claims: each is a part of one whole at most, and of none that lies in itself."""
    order = draw(st.permutations(refs))
    found: list[Breakdown] = []
    parted: set[str] = set()
    for dimension in ("population", "period", "cause"):
        if draw(st.booleans()):
            # What comes later in the order is a part of what comes before: no circle closes.
            at = draw(st.integers(0, len(order) - 1))
            parts = [ref for ref in order[at + 1 :] if ref not in parted][: draw(st.integers(1, 3))]
            if parts:
                found.append(Breakdown(order[at], f"{dimension}-told", tuple(parts), draw(st.booleans()), dimension))
                parted.update(parts)
    return tuple(found)


@st.composite
def shares(draw: st.DrawFn, number: int, refs: Iterable[str]) -> Statement:
    terms = st.sampled_from(sorted(refs))
    unit, indicator = draw(st.sampled_from([("percent", "share"), ("percent", "share"), ("per_1000", "rate")]))
    values = SHARES if unit == "percent" else RATES
    as_said = draw(st.sampled_from(sorted(values)))
    return say(
        number,
        as_said,
        values[as_said],
        by=draw(organisations),
        qualifier=draw(st.sampled_from(["exactly", "exactly", "more_than", "about"])),
        unit=unit,
        indicator=indicator,
        numerator=draw(terms),
        denominator=draw(terms),
    )


@st.composite
def multiples(draw: st.DrawFn, number: int, said: Sequence[Statement]) -> Statement:
    """So many percent of another claim or times it, of which the figures of others may be told."""
    base = draw(st.sampled_from(said))
    other = draw(st.sampled_from(said))
    like = draw(st.sampled_from([base, other]))
    unit = draw(st.sampled_from(["percent", "times"]))
    values = {"3%": 3, "50%": 50, "80%": 80} if unit == "percent" else {"2": 2, "10": 10, "1.5": 1.5}
    as_said = draw(st.sampled_from(sorted(values)))
    qualifier = draw(st.sampled_from(["exactly", "about", "just_under"]))
    return replace(
        say(number, as_said, values[as_said], by=draw(organisations), unit=unit, qualifier=qualifier),
        indicator=like.indicator,
        population=draw(st.sampled_from([like.population, "refugees"])),
        place=like.place,
        origin=like.origin,
        period=like.period,
        denominator=base.ref,
    )
