"""Worked examples of the readings, and those of the rules worked out by the rules themselves.

The page on the method shows what they come to, so that it cannot say anything else than the rules do.
"""

from dataclasses import replace
from decimal import Decimal

from apps.claims.figures import Figure, Qualifier, Status
from apps.reconciliation.core.about import LISTS, MINISTRY, UN, say
from apps.reconciliation.core.catalogue import about
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.explaining.trace import CONVERTED as TRACED
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.inputs.tolerances import Policy


def _figure(as_said: str, value: str | None, qualifier: Qualifier = Qualifier.EXACTLY, **rest: object) -> Figure:
    return Figure(as_said, qualifier, None if value is None else Decimal(value), **rest)  # type: ignore[arg-type]


READINGS: tuple[tuple[str, Figure], ...] = (
    ("1,851,424", _figure("1,851,424", "1851424")),
    ("674,000", _figure("674,000", "674000")),
    ("56%", _figure("56%", "56", is_percent=True)),
    ("more than 17,000", _figure("17,000", "17000", Qualifier.MORE_THAN)),
    ("more than 319,274", _figure("319,274", "319274", Qualifier.MORE_THAN)),
    ("at least 2,000", _figure("2,000", "2000", Qualifier.AT_LEAST)),
    ("just over 55,500", _figure("55,500", "55500", Qualifier.JUST_OVER)),
    ("less than 2,000", _figure("2,000", "2000", Qualifier.LESS_THAN)),
    ("up to 2,000", _figure("2,000", "2000", Qualifier.AT_MOST)),
    ("up to 100,000, a forecast", _figure("100,000", "100000", Qualifier.AT_MOST, status=Status.FORECAST)),
    ("nearly 55,500", _figure("55,500", "55500", Qualifier.JUST_UNDER)),
    ("about 22,500", _figure("22,500", "22500", Qualifier.ABOUT)),
    ("24 to 48", _figure("24-48", "24", Qualifier.BETWEEN, value_high=Decimal(48))),
    ("a third", _figure("a third", "33.333333", is_percent=True)),
    ("hundreds", _figure("hundreds", None, Qualifier.VAGUE)),
)


def work_out(rule: Rule) -> Result:
    """The finding that a rule makes of its example, found as on real claims."""
    example = about(rule).example
    results = reconcile(example.statements, example.breakdowns, LISTS, Policy(), example.checks)
    return next(result for result in results if result.rule is rule)


CONVERTED: tuple[tuple[Statement, ...], ...] = (
    (
        say(1, MINISTRY, "25", 25, unit="per_1000", indicator="rate"),
        say(2, UN, "2,600", 2_600, unit="per_100000", indicator="rate"),
    ),
    (replace(say(1, MINISTRY, "1,204", 1_204, unit="families"), people_each=Decimal(5)), say(2, UN, "6,130", 6_130)),
    (
        say(1, MINISTRY, "40%", 40, unit="percent", population="children", share_of=("", "C-3")),
        say(2, UN, "5,130", 5_130, population="children"),
        say(3, MINISTRY, "12,300", 12_300),
    ),
    (
        say(1, MINISTRY, "double", 2, unit="times", place="north", share_of=("", "C-3")),
        say(2, UN, "23,400", 23_400, place="north"),
        say(3, MINISTRY, "12,300", 12_300, place="south"),
    ),
)


def convert_examples() -> list[Result]:
    """What comes of figures in unlike units, found as on real claims: of each example what was converted."""
    reconciled = (reconcile(said, (), LISTS, Policy()) for said in CONVERTED)
    return [next(one for one in results if any(line.key == TRACED for line in one.trace)) for results in reconciled]
