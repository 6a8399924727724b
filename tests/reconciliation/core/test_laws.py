"""What holds of every finding, whatever was said: laws on random sets of claims, pairs and intervals."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any, TypeVar
from unittest import mock

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from apps.claims.figures import Bias, Figure, Qualifier
from apps.claims.intervals import Interval
from apps.reconciliation.core import engine
from apps.reconciliation.core.comparing.asked import Touched
from apps.reconciliation.core.comparing.meeting import find_met
from apps.reconciliation.core.comparing.readings import Reading
from apps.reconciliation.core.comparing.scopes import BRIDGE_DAYS, prepare, relate, start_of
from apps.reconciliation.core.comparing.verdicts import Verdict, compare, compare_order
from apps.reconciliation.core.engine import is_touched, reconcile
from apps.reconciliation.core.explaining.trace import CONVERTED
from apps.reconciliation.core.findings import Result, Rule, Working
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from tests.reconciliation.core.factories import LISTS, POLICY, mirrored, say
from tests.reconciliation.core.strategies import (
    CHANGES,
    ORGANISATIONS,
    Said,
    build,
    claims,
    figures,
    scopes,
    worlds,
)

T = TypeVar("T")
PAIRS = (Rule.DIRECT, Rule.RESTATED, Rule.BOUND)
often = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
seldom = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def findings(said: Said) -> list[Result]:
    return reconcile(said.claims, said.breakdowns, LISTS, said.policy, said.checks)


def compared(*said: Statement, policy: Policy = POLICY) -> list[Result]:
    return reconcile(said, (), LISTS, policy)


def essence(results: Iterable[Result]) -> list[tuple[object, ...]]:
    """Findings without what is suggested about them."""
    return [
        (
            result.key,
            result.rule,
            result.verdict,
            result.strict_verdict,
            result.inputs,
            result.difference,
            result.factor,
            result.gap_at_best,
            result.flips_at,
        )
        for result in results
    ]


@st.composite
def rivals(draw: st.DrawFn) -> tuple[Statement, Statement]:
    """A government and the UN on the same scope, or on one that differs in one place."""
    scope = draw(scopes())
    changed = draw(st.sampled_from(CHANGES).flatmap(lambda change: change))
    return (
        build(1, draw(figures()) | scope | {"by": "russia"}),
        build(2, draw(figures()) | scope | changed | {"by": "un"}),
    )


# What does not matter


@given(worlds(), st.randoms(use_true_random=False))
@seldom
def test_the_order_of_claims_does_not_matter(said: Said, random: Random) -> None:
    shuffled = replace(
        said,
        claims=mixed(said.claims, random),
        breakdowns=mixed([replace(one, parts=mixed(one.parts, random)) for one in said.breakdowns], random),
        checks=mixed(said.checks, random),
    )
    assert findings(shuffled) == findings(said)


def mixed(items: Sequence[T], random: Random) -> tuple[T, ...]:
    return tuple(random.sample(items, len(items)))


@given(worlds())
@seldom
def test_a_claim_of_something_else_changes_nothing(said: Said) -> None:
    elsewhere = [
        say(901, "337", 337, indicator="departures"),
        say(902, "2,000", 2000, by="un", indicator="departures", qualifier="about"),
    ]
    with_more = findings(replace(said, claims=(*said.claims, *elsewhere)))
    assert [result for result in with_more if result.inputs[0] not in ("C-901", "C-902")] == findings(said)


@given(worlds())
@seldom
def test_a_claim_that_has_nothing_in_common_with_any_other_changes_what_is_suggested_at_most(said: Said) -> None:
    requested = say(901, "2,000", 2000, by="un", status="requested")
    with_more = findings(replace(said, claims=(*said.claims, requested)))
    assert essence(with_more) == essence(findings(said))


@given(worlds())
@often
def test_it_makes_no_difference_whether_figures_are_compared_place_by_place(said: Said) -> None:
    with mock.patch.object(engine, "_apart", lambda statements, _: [statements]):
        of_all_places = findings(said)
        for one in of_all_places:
            assert one.working is not None  # worked out among them all
    event(f"{len(engine._apart(said.claims, LISTS))} at most")
    assert findings(said) == of_all_places


@given(worlds(), st.data())
@often
def test_what_is_asked_of_a_change_is_all_that_it_touches(said: Said, data: st.DataObject) -> None:
    """A figure was what another one of the world says, and nothing hangs on what it is."""
    hung_on = {one.whole for one in said.breakdowns}
    hung_on |= {ref for one in said.claims for ref in (one.numerator, one.denominator)}
    changed = data.draw(st.sampled_from(said.claims))
    alike = data.draw(st.sampled_from(said.claims))
    was = replace(alike, ref=changed.ref, organisation=changed.organisation, speaker_name=changed.speaker_name)
    before = replace(said, claims=tuple(was if one.ref == changed.ref else one for one in said.claims))
    touched = touched_by((was, changed), said)
    if changed.ref in hung_on:
        before, touched = said, touched_by((changed,), said)
    event(f"meets {'anybody' if touched.met is None else min(len(touched.met), 3)}")
    organisations = {one.ref: one.organisation for one in said.claims}

    def those(results: Iterable[Result], *, are_touched: bool = True) -> dict[str, Result]:
        return {
            one.key: without_working(one)
            for one in results
            if is_touched(one.rule, one.key, one.members, touched, organisations) == are_touched
        }

    after = findings(said)
    assert those(findings(before), are_touched=False) == those(after, are_touched=False)
    asked = reconcile(said.claims, said.breakdowns, LISTS, said.policy, said.checks, asked=touched)
    event(f"{min(len(those(asked)), 9)} findings")
    assert those(asked) == those(after)


def touched_by(versions: Sequence[Statement], said: Said) -> Touched:
    """What a change of a figure touches that was and is so."""
    claims = prepare(said.claims, said.breakdowns, LISTS)

    def holding(days: int) -> frozenset[int]:
        return frozenset(one.number for one in claims if any(may_hold(one, version, days) for version in versions))

    around = [one for one in said.claims if one.ref != versions[0].ref]
    return Touched(
        organisations=frozenset([versions[0].organisation]),
        changed=frozenset([versions[0].number]),
        holding=holding(2 * BRIDGE_DAYS),
        targets=holding(4 * BRIDGE_DAYS),
        alike=frozenset(one.number for one in claims if codes_of(one) in set(map(codes_of, versions))),
        beside=frozenset(one.number for one in claims if any(are_beside(one, version) for version in versions)),
        wholes=frozenset(
            one.number
            for one in claims
            if any(may_hold(one, version, 2 * BRIDGE_DAYS) and one.source == version.source for version in versions)
        ),
        met=find_met(versions, around, said.breakdowns, LISTS) if len(versions) > 1 else None,
    )


def codes_of(said: Statement) -> tuple[str, ...]:
    return said.indicator, LISTS.population_of(said), said.place, said.origin, said.figure.status


def are_beside(one: Statement, other: Statement) -> bool:
    """Of one place and status, and the same in what is counted, or in who is and from where."""
    what, who, place, origin, status = zip(codes_of(one), codes_of(other), strict=True)
    are_same = [len(set(codes)) == 1 for codes in (place, status)]
    return all(are_same) and (len(set(what)) == 1 or (len(set(who)) == 1 and len(set(origin)) == 1))


def may_hold(outer: Statement, inner: Statement, days: int) -> bool:
    """By codes and days; ends so many days apart are no matter."""
    codes = (
        (inner.indicator, outer.indicator, LISTS.indicators),
        (LISTS.population_of(inner), LISTS.population_of(outer), LISTS.populations),
        (inner.place, outer.place, LISTS.places),
        (inner.origin, outer.origin, LISTS.places),
    )
    since, outer_since = start_of(inner, LISTS), start_of(outer, LISTS)
    return (
        all(code == above or not above or (code and above in tree.broader_than(code)) for code, above, tree in codes)
        and inner.figure.status == outer.figure.status
        and (outer.ends_on - inner.ends_on).days >= -days
        and (since is None or outer_since is None or outer_since <= since)
    )


def without_working(result: Result) -> Result:
    return replace(result, work=lambda _: Working())


@given(worlds())
@seldom
def test_what_is_said_again_in_another_document_changes_nothing(said: Said) -> None:
    """But for periods of which nothing is stated, the same within one document only, and for parts said without their
    whole: their codes may say no less than those of the whole.
    """
    parts = {part for breakdown in said.breakdowns for part in breakdown.parts}
    again = [
        replace(statement, ref=f"C-{statement.number + 200}", source="another document")
        for statement in said.claims
        if (statement.period.start or statement.period.is_cumulative)
        and not statement.numerator
        and statement.ref not in parts
    ]
    assert essence(findings(replace(said, claims=(*said.claims, *again)))) == essence(findings(said))


@given(worlds(), st.permutations(ORGANISATIONS))
@seldom
def test_no_rule_looks_at_who_is_speaking(said: Said, order: list[str]) -> None:
    """Organisations that change places change nothing but whose figure stands where."""
    places = dict(zip(ORGANISATIONS, order, strict=True))
    exchanged = [
        replace(say(1, "0", 0, by=places[statement.organisation]), **about(statement)) for statement in said.claims
    ]

    def alike(results: Iterable[Result]) -> list[tuple[Any, ...]]:
        return sorted(
            (result.rule, result.verdict, result.strict_verdict, sorted(result.inputs), result.factor or 0)
            for result in results
        )

    assert alike(findings(replace(said, claims=tuple(exchanged)))) == alike(findings(said))


def about(statement: Statement) -> dict[str, Any]:
    """All of a claim but who makes it."""
    who = ("organisation", "speaker_name", "side")
    return {name: getattr(statement, name) for name in (field.name for field in fields(Statement)) if name not in who}


@given(rivals())
@often
def test_sides_that_are_exchanged_leave_the_verdict_and_turn_the_difference(pair: tuple[Statement, Statement]) -> None:
    one, other = pair
    there = compared(one, other)
    back = compared(replace(say(1, "0", 0, by="un"), **about(one)), replace(say(1, "0", 0), **about(other)))
    for result, exchanged in zip(there, back, strict=True):
        assert (result.left, result.right) == (exchanged.right, exchanged.left)
        assert essence([turned(result)]) == essence([exchanged])


def turned(result: Result) -> Result:
    difference = None if result.difference is None else -result.difference
    return replace(result, members=result.members[::-1], difference=difference)


@given(claims())
@seldom
def test_relations_are_symmetric(said: list[Statement]) -> None:
    for one, other in combinations(said, 2):
        there, back = relate(one, other, LISTS), relate(other, one, LISTS)
        assert there.together is mirrored(back.together)
        assert (there.bridged_share, there.is_bridged) == (back.bridged_share, back.is_bridged)
        assert all(how is mirrored(back.dimensions[name]) for name, how in there.dimensions.items())


# What cannot both hold


@given(rivals(), st.integers(0, 1))
@often
def test_wider_readings_never_make_a_contradiction(pair: tuple[Statement, Statement], which: int) -> None:
    def contradicts(*said: Statement) -> bool:
        return any(result.verdict is Verdict.CONTRADICTS for result in compared(*said))

    kept, widened = pair[1 - which], pair[which]
    if not contradicts(*pair):
        for figure in wider(widened.figure):
            assert not contradicts(kept, replace(widened, figure=figure)), figure


def wider(figure: Figure) -> list[Figure]:
    """The same number in words that permit more, so that both readings hold all that they held."""
    changed = [
        *(replace(figure, known_bias=bias) for bias in Bias if figure.known_bias is None),
        *(replace(figure, qualifier=qualifier) for qualifier in (Qualifier.ABOUT, Qualifier.AT_LEAST)),
        replace(figure, step=10 * figure.rounding),
    ]
    return [other for other in changed if holds(other.ordinary, figure.ordinary) and holds(other.strict, figure.strict)]


def holds(outer: Interval | None, inner: Interval | None) -> bool:
    return outer is not None and inner is not None and outer.contains(inner)


@given(worlds())
@often
def test_figures_whose_strict_readings_meet_or_whose_ends_are_bridged_do_not_contradict(said: Said) -> None:
    by_ref = {statement.ref: statement for statement in said.claims}
    for result in findings(said):
        is_converted = any(line.key == CONVERTED for line in result.trace)  # so that others than the words are compared
        if result.verdict is not Verdict.CONTRADICTS or is_converted:
            continue
        target, *parts = (by_ref[ref] for ref in result.inputs)
        last_day = max(part.ends_on for part in parts)
        assert not any(relate(part, target, LISTS).is_bridged for part in parts if part.ends_on == last_day)
        if result.rule in PAIRS:
            one, other = (said.figure.strict for said in (target, parts[0]))
            assert one is not None
            assert other is not None
            assert not one.meets(other)


# What stands in a finding can be redone


@given(worlds())
@often
def test_gap_steps_sum_exactly(said: Said) -> None:
    ways = [result.gap_steps for result in findings(said) if result.gap_steps is not None]
    for way in ways:
        assert way.start.value + sum(step.amount for step in way.steps) == way.end.value


@given(worlds())
@often
def test_every_number_of_an_explanation_stands_in_a_line_of_the_trace(said: Said) -> None:
    for result in findings(said):
        shown = {
            number
            for line in result.trace
            if line.key not in ("verdict", "strict")
            for number in numbers(f"{line.label} | {line.value} | {line.note}")
        }
        assert numbers(result.explanation) <= shown, result


def numbers(text: str) -> set[str]:
    """The numbers of a text, without those of references."""
    return set(re.findall(r"(?<![\w,.-])\d[\d,.]*(?<![,.])", re.sub(r"C-\d+", "", text)))


@given(worlds())
@often
def test_a_difference_is_never_smaller_than_the_gap_at_best(said: Said) -> None:
    zero = Decimal(0)
    for result in findings(said):
        if result.rule in (*PAIRS, Rule.ASSEMBLED, Rule.SUM):
            assert abs(result.difference or zero) >= (result.gap_at_best or zero), result


@given(rivals())
@often
def test_a_finding_flips_where_it_says(pair: tuple[Statement, Statement]) -> None:
    """To the sixth place, which is how it is stored."""
    near = Decimal("0.000001")
    for result in compared(*pair, policy=Policy(Tolerance("none", Decimal(0)))):
        if result.rule in PAIRS and result.flips_at is not None:
            assert not agrees(pair, result.flips_at - near)
            assert agrees(pair, result.flips_at + near)


def agrees(pair: tuple[Statement, Statement], relative: Decimal) -> bool:
    """Whether a tolerance lets a pair agree; of bounds only those that do not are findings."""
    verdicts = {result.verdict for result in compared(*pair, policy=Policy(Tolerance("tried", relative)))}
    return verdicts <= {Verdict.AGREES}


# Where a verdict flips, on intervals


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Two intervals within each other around a number that is not below zero; their upper ends may be open."""
    ends = sorted(draw(st.lists(st.fractions(0, 10**6), min_size=5, max_size=5)))
    ordinary = Interval(ends[1], ends[3] + 1, high_closed=False) if draw(st.booleans()) else Interval(ends[1], ends[3])
    strict = Interval.of(ends[0], draw(st.sampled_from([ends[4] + 1, None])), "[)")
    return Reading(ordinary, strict, ends[2])


@given(
    readings(),
    readings(),
    st.sampled_from([compare, compare_order]),
    st.fractions(0, Fraction(1, 10)),
    st.decimals(0, 1000, places=2),
)
@settings(max_examples=300)
def test_the_flip_point_is_the_closed_form_and_what_trying_finds(
    one: Reading, other: Reading, test: object, bridged_share: Fraction, floor: Decimal
) -> None:
    judge = compare if test is compare else compare_order

    def passes(relative: Decimal) -> bool:
        tolerance = Tolerance("tried", relative, floor)
        return judge(one, other, tolerance=tolerance, bridged_share=bridged_share).verdict is Verdict.AGREES

    flips_at = judge(
        one, other, tolerance=Tolerance("tried", Decimal("0.01"), floor), bridged_share=bridged_share
    ).flips_at
    assert (flips_at is None) is passes(Decimal(0)), "no tolerance decides where none is needed"
    if flips_at is None:
        return
    gap = other.ordinary.gap(one.ordinary)
    assert flips_at == gap / max(one.centre, other.centre) - bridged_share
    low, high = Decimal(0), Decimal(1)
    assert passes(high), "no gap is wider than the larger figure"
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if passes(middle) else (middle, high)
    assert Fraction(low) < flips_at <= Fraction(high)
    assert high - low < Decimal("0.000000001")
