"""Formulas are read by hand, never run, and worked out on intervals with their units."""

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.intervals import Interval
from apps.reconciliation.core.comparing.formulas import (
    Formula,
    FormulaError,
    Measure,
    Name,
    Node,
    Number,
    Operation,
    Quantity,
    check_units,
    parse,
    work_out,
)
from apps.reconciliation.core.comparing.readings import Reading

PEOPLE, DAYS = Measure.of("people"), Measure.of("days")


def quantity(value: float, measure: Measure = PEOPLE, *, spread: int = 0) -> Quantity:
    centre = Fraction(value)
    interval = Interval.of(centre - spread, centre + spread)
    return Quantity(Reading(interval, interval, centre), measure)


TERMS = {
    "rate": quantity(3500, Measure((("days", -1), ("people", 1)), Fraction(5))),
    "days": quantity(30, DAYS),
    "people": quantity(24620),
    "share": quantity(0.5, Measure()),
    "nothing": quantity(0),
}


def result(text: str) -> Quantity:
    formula = parse(f"{text} = 0")
    return list(work_out(formula.left, TERMS, {}))[-1][1]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("rate / 5 × days ≥ residents − left", "rate ÷ 5 × days ≥ residents − left"),
        ("a*b+c>=d", "a × b + c ≥ d"),
        ("a * (b + c) <= 1,200,000", "a × (b + c) ≤ 1,200,000"),
        ("a - (b - c) = 0", "a − (b − c) = 0"),
        ("a / (b * c) > 0.4", "a ÷ (b × c) > 0.4"),
        ("(a) < ((b))", "a < b"),
    ],
)
def test_a_formula_is_written_as_it_is_read(text: str, read: str) -> None:
    assert str(parse(text)) == read
    assert parse(read) == parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "end of the formula"),
        ("a", "expected"),
        ("a = b = c", "one comparison"),
        ("a + = b", "number, a name or a bracket"),
        ("(a = b", "bracket should close"),
        ("a = 1_000", "not read"),
        ("a = 1e400", "not read"),
        ("a = 12,34", "not read"),
        ("a ** 2 = b", "number, a name or a bracket"),
        ("__import__('os') = 1", "not read"),
        ("a.b = 1", "not read"),
        ("a = 1" + " + 1" * 200, "at most 300 characters"),
        ("(" * 30 + "a" + ")" * 30 + " = 1", "at most 20 brackets"),
        ("a = ٣", "not read"),
    ],
)
def test_what_is_no_formula_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(FormulaError, match=why):
        parse(text)


@given(st.text(max_size=400))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    with suppress(FormulaError):
        assert isinstance(parse(text), Formula)


def test_a_rate_is_divided_by_its_days_before_it_meets_days() -> None:
    worked = result("rate / 5 × days")
    assert worked.reading.centre == 21000
    assert worked.measure == PEOPLE
    with pytest.raises(FormulaError, match="divided by 5 first"):
        result("rate × days + people")
    formula = parse("rate × days ≥ people")
    sides = [list(work_out(side, TERMS, {}))[-1][1] for side in (formula.left, formula.right)]
    with pytest.raises(FormulaError, match="divided by 5 first"):
        check_units(formula, sides[0], sides[1], {})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("people + days", "days cannot be added to people"),
        ("people − days", "days cannot be taken from people"),
        ("people ÷ nothing", "divided by zero"),
        ("people ÷ (1 − 1)", "divided by zero"),
        ("people ÷ (1 − 2)", "not below zero"),
        ("unknown + people", "no claim of this check"),
    ],
)
def test_what_cannot_be_worked_out_says_why(text: str, why: str) -> None:
    with pytest.raises(FormulaError, match=why):
        result(text)


def test_a_bare_number_takes_the_unit_of_the_other_side() -> None:
    assert result("people + 100").measure == PEOPLE
    assert result("0.4 × people").measure == PEOPLE
    assert result("share × people").reading.centre == 12310
    assert result("people ÷ people").measure == Measure()


nodes = st.recursive(
    st.integers(0, 50).map(lambda value: Number(Fraction(value))) | st.sampled_from(["a", "b", "c"]).map(Name),
    lambda inner: st.builds(Operation, st.sampled_from("+−×÷"), inner, inner),
    max_leaves=8,
)


@given(nodes, nodes, st.sampled_from("≥≤><="))
def test_reading_what_was_written_gives_the_same_arithmetic(left: Node, right: Node, sign: str) -> None:
    """Brackets that change nothing may go; the number that comes out may not change."""
    formula = Formula(left, sign, right)
    read = parse(str(formula))
    for one, other in ((left, read.left), (right, read.right)):
        assert python(one) == python(other)


def python(node: Node, values: dict[str, Fraction] | None = None) -> Fraction | str:
    """The slow and obvious way: Python's own arithmetic on single numbers; words where there is none."""
    values = values or {"a": Fraction(2), "b": Fraction(3), "c": Fraction(5)}
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return values[node.text]
    left, right = python(node.left, values), python(node.right, values)
    if isinstance(left, str) or isinstance(right, str) or (node.sign == "÷" and right <= 0):
        return "none"
    signs: dict[str, Callable[[], Fraction]] = {
        "+": lambda: left + right,
        "−": lambda: left - right,
        "×": lambda: left * right,
        "÷": lambda: left / right,
    }
    return signs[node.sign]()


@given(nodes, st.integers(0, 3))
def test_the_interval_holds_what_every_choice_inside_it_gives(node: Node, spread: int) -> None:
    """Corner by corner: whatever the terms are within their readings, the result lies in the computed interval."""
    terms = {name: quantity(value, Measure(), spread=spread) for name, value in (("a", 20), ("b", 30), ("c", 50))}
    try:
        worked = list(work_out(node, terms, {}))[-1][1]
    except FormulaError:
        return
    ends = [(Fraction(value - spread), Fraction(value + spread)) for value in (20, 30, 50)]
    for a, b, c in product(*ends):
        value = python(node, {"a": a, "b": b, "c": c})
        if not isinstance(value, str):
            assert worked.reading.ordinary.contains(Interval.point(value))
