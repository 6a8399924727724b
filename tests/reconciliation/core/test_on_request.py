"""Any two figures can be asked about: what the rules can say of them, or why they can say nothing."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from apps.claims.hierarchy import Relation
from apps.reconciliation.core.comparing.scopes import relate
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Rule, Working
from apps.reconciliation.core.inputs.claims import Statement
from apps.reconciliation.core.on_request import Answer, compare_requested
from tests.reconciliation.core.factories import LISTS, POLICY, say
from tests.reconciliation.core.test_engine import STORY

REFUGEES = say(1, "41,571", 41571, population="refugees")
ALL = say(2, "50,001", 50001, by="un")


def ask(one: Statement, other: Statement) -> Answer:
    return compare_requested(one, other, LISTS, POLICY)


@pytest.mark.parametrize(
    ("one", "other", "verdict", "rule"),
    [
        pytest.param(ALL, say(3, "50,001", 50001), Verdict.AGREES, Rule.DIRECT, id="the same scope agrees"),
        pytest.param(ALL, say(3, "90,001", 90001), Verdict.CONTRADICTS, Rule.DIRECT, id="two points contradict"),
        pytest.param(ALL, say(3, "90,001", 90001, by="un"), Verdict.CONTRADICTS, Rule.RESTATED, id="of one speaker"),
        pytest.param(REFUGEES, ALL, Verdict.AGREES, Rule.BOUND, id="a part below its whole"),
        pytest.param(
            say(3, "60,001", 60001, population="refugees"), ALL, Verdict.CONTRADICTS, Rule.BOUND, id="a part above it"
        ),
        pytest.param(
            say(3, "41,571", 41571, by="un", population="refugees"), ALL, Verdict.AGREES, Rule.BOUND, id="of one body"
        ),
        pytest.param(
            say(3, "4,519,021", 4519021, until="2019-06-26"), say(4, "4,512,136", 4512136, until="2019-06-27"),
            Verdict.CONTRADICTS, Rule.SERIES, id="a total that falls by less than the tolerance",
        ),
        pytest.param(
            say(3, "50,002", 50002, by="un", population="refugees"), ALL, Verdict.CONTRADICTS, Rule.SERIES,
            id="a part above what holds it in one document",
        ),
        pytest.param(
            say(3, "70,001", 70001), say(4, "70,002", 70002, by="un", since="2017-01-01"), Verdict.UNDECIDED,
            Rule.UNDECIDED, id="a start is missing",
        ),
    ],
)  # fmt: skip
def test_what_the_rules_can_compare_has_a_verdict_and_its_arithmetic(
    one: Statement, other: Statement, verdict: Verdict, rule: Rule
) -> None:
    answer = ask(one, other)
    assert answer.verdict is verdict
    assert answer.result is not None
    assert answer.result.rule is rule
    assert answer.result.verdict is verdict
    assert answer.result.trace
    assert answer.result.explanation


@pytest.mark.parametrize(
    ("one", "other", "together", "why"),
    [
        pytest.param(
            say(1, "29", 29, indicator="schools", place="SY02"), say(2, "29", 29, indicator="schools", place="SY04"),
            Relation.DISJOINT, (), id="two governorates",
        ),
        pytest.param(
            say(1, "29", 29), say(2, "29", 29, status="planned"), Relation.DISJOINT, (), id="done and planned"
        ),
        pytest.param(
            say(1, "29", 29, population="refugees"), say(2, "29", 29, place="SY02"), Relation.OVERLAPPING,
            ("C-1 is narrower in population and broader in place, so neither holds the other",), id="crossed",
        ),
        pytest.param(
            say(1, "vast majority", None, qualifier="vague"), say(2, "29", 29), Relation.SAME, ("C-1 says no number",),
            id="no number",
        ),
        pytest.param(
            say(1, "29%", 29, unit="percent", indicator="share", place="SY02"),
            say(2, "31%", 31, unit="percent", indicator="share", by="un"), Relation.NARROWER,
            ("a part of what is measured need not be below the whole: it is not a sum of its parts",), id="shares",
        ),
    ],
)  # fmt: skip
def test_what_they_cannot_compare_is_not_comparable_and_it_says_why(
    one: Statement, other: Statement, together: Relation, why: tuple[str, ...]
) -> None:
    answer = ask(one, other)
    assert (answer.verdict, answer.result) == (Verdict.NOT_COMPARABLE, None)
    assert answer.scopes.together is together
    assert answer.why == why


def test_what_is_not_stated_is_named() -> None:
    answer = ask(say(1, "29", 29), say(2, "31", 31, since="2019-01-01", population="refugees"))
    assert (answer.verdict, answer.result) == (Verdict.UNDECIDED, None), "no rule looks for it, a reader asks"
    assert answer.why == ("C-1 does not say since when it counts",)
    blank = ask(say(1, "29", 29, cumulative=False), say(2, "31", 31, cumulative=False, source="another"))
    assert blank.why == (
        "C-1 does not say over which period it counts",
        "C-2 does not say over which period it counts",
    )


def test_a_part_that_fits_says_what_is_left_for_the_rest() -> None:
    answer = ask(REFUGEES, ALL)
    assert answer.result is not None
    lines = {line.label: line.value for line in answer.result.trace}
    assert lines["What must hold"] == "C-1 ≤ C-2"
    assert lines["What is left for the rest"] == "8,430"


@pytest.mark.parametrize("pair", list(combinations(STORY, 2)), ids=lambda pair: f"{pair[0].ref} and {pair[1].ref}")
def test_the_order_of_asking_changes_nothing_and_the_government_stands_first(
    pair: tuple[Statement, Statement],
) -> None:
    answer = ask(*pair)
    assert answer == ask(pair[1], pair[0])
    assert answer.scopes == relate(answer.left, answer.right, LISTS)
    assert (answer.left.side, answer.right.side) != ("un", "government")


ALONE: dict[str, Any] = {"work": lambda _: Working()}


def test_a_request_says_what_the_stored_finding_of_the_pair_says() -> None:
    by_ref = {statement.ref: statement for statement in STORY}
    stored = [
        result
        for result in reconcile(STORY, [], LISTS, POLICY)
        if result.rule in (Rule.DIRECT, Rule.RESTATED, Rule.BOUND, Rule.UNDECIDED)
    ]
    assert len(stored) > 4
    for result in stored:
        asked = ask(by_ref[result.left], by_ref[result.right]).result
        assert asked is not None
        # A request looks at its two figures only, so that nothing beside them can explain the gap.
        assert replace(asked, **ALONE) == replace(result, **ALONE)


def test_a_percentage_of_a_part_need_not_be_below_that_of_all() -> None:
    adults, everybody = (
        say(1, "61%", 61, unit="percent", population="refugees"),
        say(2, "49%", 49, unit="percent", by="un"),
    )
    assert ask(adults, everybody).verdict is Verdict.NOT_COMPARABLE
