"""Formulas of checks: small arithmetic over claims under names, read by hand and worked out on intervals.

    rate / 5 × days ≥ residents − left
    women + men = people
    0.4 * need <= stock

A formula has one comparison (≥ ≤ > < =, or >= <=). On both sides stand numbers, names, + − × ÷ (or - * /) and
brackets; × and ÷ bind closer. Units are checked: what is added or compared must be counted in the same unit, and a
rate per 5 days must be divided by 5 before it meets days. A bare number beside + − or the comparison takes the unit of
the other side; percentages are worked with as hundredths, so that beside them 40 is to be written 40 / 100.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from apps.claims.intervals import Interval
from apps.claims.numbers import shown_exactly
from apps.reconciliation.core.comparing.readings import Reading

MOST_CHARACTERS = 300
MOST_BRACKETS = 20
COMPARISONS = ("≥", "≤", ">", "<", "=")
_SAME = {">=": "≥", "<=": "≤", "-": "−", "*": "×", "·": "×", "/": "÷"}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?)(?![\w.])"
    r"|(?P<name>[a-z][a-z0-9_]{0,39})(?!\w)|(?P<sign>>=|<=|[-−+*×·/÷()≥≤<>=]))",
    re.ASCII,
)


class FormulaError(ValueError):
    """What is wrong with a formula, in words for the one who wrote it."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction

    def __str__(self) -> str:
        return shown_exactly(self.value)


@dataclass(frozen=True, slots=True)
class Name:
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: "Node"
    right: "Node"

    def __str__(self) -> str:
        return f"{_bracketed(self.left, self.sign)} {self.sign} {_bracketed(self.right, self.sign, is_right=True)}"


Node = Number | Name | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """Two sides and the sign between them."""

    left: Node
    sign: str
    right: Node

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {self.right}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the order in which they first stand."""
        return tuple(dict.fromkeys((*_names(self.left), *_names(self.right))))


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.text
    elif isinstance(node, Operation):
        yield from _names(node.left)
        yield from _names(node.right)


def _bracketed(node: Node, sign: str, *, is_right: bool = False) -> str:
    if not isinstance(node, Operation):
        return str(node)
    is_looser = node.sign in "+−" and sign in "×÷"
    is_regrouped = is_right and sign in "−÷" and (node.sign in "×÷") == (sign == "÷")
    return f"({node})" if is_looser or is_regrouped else str(node)


def parse(text: str) -> Formula:
    """The formula a text says. Raises FormulaError with what is wrong and where."""
    return _Parser(text).formula()


class _Parser:
    """Reads tokens from the left; each rule of the grammar is a method."""

    def __init__(self, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            raise FormulaError(f"A formula has at most {MOST_CHARACTERS} characters.")
        self.tokens = list(_tokens(text))
        self.at = 0
        self.brackets = 0

    def formula(self) -> Formula:
        left = self.sum()
        sign = self.take(*COMPARISONS)
        if sign is None:
            raise FormulaError(f"{self.found()} stands where one of {' '.join(COMPARISONS)} was expected.")
        right = self.sum()
        if self.at < len(self.tokens):
            raise FormulaError(f"{self.found()} stands after the end of the formula; a formula has one comparison.")
        return Formula(left, sign, right)

    def sum(self) -> Node:
        node = self.product()
        while sign := self.take("+", "−"):
            node = Operation(sign, node, self.product())
        return node

    def product(self) -> Node:
        node = self.atom()
        while sign := self.take("×", "÷"):
            node = Operation(sign, node, self.atom())
        return node

    def atom(self) -> Node:
        if self.take("("):
            self.brackets += 1
            if self.brackets > MOST_BRACKETS:
                raise FormulaError(f"A formula has at most {MOST_BRACKETS} brackets.")
            node = self.sum()
            if not self.take(")"):
                raise FormulaError(f"{self.found()} stands where a bracket should close.")
            return node
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind not in ("number", "name"):
            raise FormulaError(f"{self.found()} stands where a number, a name or a bracket was expected.")
        self.at += 1
        return Name(text) if kind == "name" else Number(Fraction(text.replace(",", "")))

    def take(self, *signs: str) -> str | None:
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind != "sign" or text not in signs:
            return None
        self.at += 1
        return text

    def found(self) -> str:
        return f"“{self.tokens[self.at][1]}”" if self.at < len(self.tokens) else "The end of the formula"


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise FormulaError(
                f"“{text[position:].strip()[:20]}” is not read: a formula has numbers, names in small letters, "
                f"+ − × ÷, brackets and one of {' '.join(COMPARISONS)}."
            )
        token = match[match.lastgroup]
        yield match.lastgroup, _SAME.get(token, token) if match.lastgroup == "sign" else token
        position = match.end()


@dataclass(frozen=True, slots=True)
class Measure:
    """In what something is counted: units with their powers, and what it is still to be divided by.

    3,500 people per 5 days is counted in people ÷ days and `owed` 5.
    """

    units: tuple[tuple[str, int], ...] = ()
    owed: Fraction = Fraction(1)

    @classmethod
    def of(cls, unit: str) -> "Measure":
        return cls(((unit, 1),))

    def times(self, other: "Measure", power: int = 1) -> "Measure":
        powers = dict(self.units)
        for unit, count in other.units:
            powers[unit] = powers.get(unit, 0) + power * count
        units = tuple(sorted((unit, count) for unit, count in powers.items() if count))
        return Measure(units, self.owed * other.owed**power)

    def words(self, names: Mapping[str, str]) -> str:
        """people, people ÷ 5 days; “a bare number” for none."""
        top = [names.get(unit, unit) for unit, count in self.units for _ in range(count)]
        bottom = [names.get(unit, unit) for unit, count in self.units for _ in range(-count)]
        if not (top or bottom):
            return "a bare number"
        owed = "" if self.owed == 1 else f"{shown_exactly(self.owed)} "
        return " × ".join(top or ["1"]) + (f" ÷ {owed}{' ÷ '.join(bottom)}" if bottom else "")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A reading and what it is counted in. `is_number` if only numbers of the formula went into it.

    What `is_percent` is in hundredths: 0.4 for 40 %.
    """

    reading: Reading
    measure: Measure
    is_number: bool = False
    is_percent: bool = False


def work_out(node: Node, terms: Mapping[str, Quantity], names: Mapping[str, str]) -> Iterator[tuple[Node, Quantity]]:
    """Every step of one side, each with what it comes to; the last one is the side itself.

    `names` are the words for units. Raises FormulaError for units that do not go together, a name without a claim,
    or a divisor that may be zero or below.
    """
    if isinstance(node, Number):
        yield node, Quantity(_point(node.value), Measure(), is_number=True)
    elif isinstance(node, Name):
        if node.text not in terms:
            raise FormulaError(f"“{node.text}” is no claim of this check.")
        yield node, terms[node.text]
    else:
        steps = list(work_out(node.left, terms, names))
        others = list(work_out(node.right, terms, names))
        yield from steps
        yield from others
        yield node, _operate(node, steps[-1][1], others[-1][1], names)


def check_units(formula: Formula, left: Quantity, right: Quantity, names: Mapping[str, str]) -> None:
    """Raises FormulaError where the two sides are not counted in the same unit."""
    _unite(str(formula), left, right, "compared with", names)


def _operate(node: Operation, left: Quantity, right: Quantity, names: Mapping[str, str]) -> Quantity:
    match node.sign:
        case "+":
            measure = _unite(str(node), left, right, "added to", names)
            return _made(left.reading.ordinary + right.reading.ordinary, left.reading.strict + right.reading.strict,
                         left.reading.centre + right.reading.centre, left, right, measure)  # fmt: skip
        case "−":
            measure = _unite(str(node), left, right, "taken from", names)
            return _made(left.reading.ordinary - right.reading.ordinary, left.reading.strict - right.reading.strict,
                         left.reading.centre - right.reading.centre, left, right, measure)  # fmt: skip
        case "×":
            return _made(left.reading.ordinary * right.reading.ordinary, left.reading.strict * right.reading.strict,
                         left.reading.centre * right.reading.centre, left, right,
                         left.measure.times(right.measure))  # fmt: skip
        case _:
            return _divide(node, left, right)


def _divide(node: Operation, left: Quantity, right: Quantity) -> Quantity:
    if right.reading.centre == 0:
        raise FormulaError(f"{node}: nothing can be divided by zero.")
    try:
        ordinary = left.reading.ordinary.ratio(right.reading.ordinary)
        strict = left.reading.strict.ratio(right.reading.strict)
    except (ValueError, ZeroDivisionError) as error:
        raise FormulaError(f"{node}: {error}") from error
    measure = left.measure.times(right.measure, -1)
    if right.is_number and left.measure.owed != 1 and right.reading.centre == left.measure.owed:
        measure = Measure(left.measure.units)
    return _made(ordinary, strict, left.reading.centre / right.reading.centre, left, right, measure)


def _unite(where: str, left: Quantity, right: Quantity, verb: str, names: Mapping[str, str]) -> Measure:
    """What both are counted in."""
    for side in (left, right):
        if side.measure.owed != 1:
            owed, owing = shown_exactly(side.measure.owed), side.measure.words(names)
            raise FormulaError(f"{where}: {owing} is to be divided by {owed} first, as in “rate / {owed}”.")
    for side, other in ((left, right), (right, left)):
        if side.is_number and other.is_percent and side.reading.centre > 1:
            number = shown_exactly(side.reading.centre)
            raise FormulaError(
                f"{where}: what is in percent is so many of a hundred: write {number} as {number} / 100."
            )
    if left.is_number or right.is_number:
        return right.measure if left.is_number else left.measure
    if left.measure != right.measure:
        counted = left.measure.words(names), right.measure.words(names)
        first, second = counted if verb == "compared with" else counted[::-1]
        raise FormulaError(f"{where}: {first} cannot be {verb} {second}.")
    return left.measure


def _made(
    ordinary: Interval, strict: Interval, centre: Fraction, left: Quantity, right: Quantity, measure: Measure
) -> Quantity:
    reading = Reading(ordinary, strict, centre, is_plain=left.reading.is_plain and right.reading.is_plain)
    is_number = left.is_number and right.is_number
    # Of two percentages multiplied, or of one and what it is of, nothing is in percent any more.
    is_percent = not is_number and all(side.is_percent or side.is_number for side in (left, right))
    return Quantity(reading, measure, is_number, is_percent)


def _point(value: Fraction) -> Reading:
    return Reading(Interval.point(value), Interval.point(value), value)
