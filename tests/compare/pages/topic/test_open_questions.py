"""Caveats and open questions come from the figures themselves."""

from datetime import date

import pytest

from apps.compare.pages.topic.caveats import find_caveats
from apps.compare.pages.topic.open_questions import find_questions
from apps.compare.rows.breakdowns import ShownBreakdown
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import build_finding_row
from apps.reconciliation.models import Finding
from tests.compare.factories import make_row

WITHIN = [("people", "returns")]


def caveats(*rows: Row) -> dict[str, list[str]]:
    return {caveat.words: [row.shown for row in caveat.rows] for caveat in find_caveats(rows, WITHIN)}


def test_people_and_returns_are_told_apart() -> None:
    found = caveats(make_row("1,001"), make_row("2,001", unit="returns"))
    assert found[
        "Returns may be counted several times where people are counted once: there are at most as many people"
    ] == ["2,001"]
    assert not caveats(make_row("2,001", unit="returns"))


def test_figures_that_do_not_say_since_when_are_named() -> None:
    undated = make_row("1,001", is_cumulative=True)
    assert caveats(undated) == {"These figures do not say since when they count": ["1,001"]}
    beside = caveats(undated, make_row("2,001", period_start=date(2019, 1, 1)))
    assert list(beside) == [
        "These figures do not say since when they count",
        "Totals to date stand beside figures of single periods: they do not add up",
    ]


def test_what_a_side_says_of_its_own_errors_what_is_not_done_and_what_is_no_number_are_caveats() -> None:
    found = caveats(
        make_row("1,001", by="Fleischer", known_bias="undercount", bias_as_said="likely higher"),
        make_row("2,001", status="planned"),
        make_row("the majority", qualifier="vague"),
        make_row("not known", qualifier="vague"),
    )
    assert found == {
        "United Nations: the speaker says this figure is low: “likely higher”": ["1,001"],
        "Not done but planned": ["2,001"],
        "Said in words, without a number": ["the majority"],
        "Said not to be known, which is not zero": ["Unknown"],
    }


def test_a_caveat_names_three_figures_and_counts_the_rest() -> None:
    (caveat,) = find_caveats([make_row(f"{1_001 + n:,}", status="planned") for n in range(5)], WITHIN)
    assert (len(caveat.first_rows), caveat.more) == (3, 2)


def test_what_a_breakdown_leaves_is_an_open_question() -> None:
    whole = make_row("674,001", by="Fleischer", period_start=date(2017, 1, 1), period_end=date(2017, 12, 31))
    breakdown = ShownBreakdown(whole, (make_row("445,001"), make_row("88,001")), "place", "place", is_complete=False)
    (question,) = find_questions([], [breakdown])
    assert question.words == (
        "Where are the other 140,999 of Fleischer’s 674,001 people, 2017? The 2 parts by place come to 533,002 and are "
        "not said to be all of it."
    )
    assert question.url == whole.url
    assert not find_questions(
        [], [ShownBreakdown(make_row("10"), (make_row("10"),), "place", "place", is_complete=True)]
    )


@pytest.mark.usefixtures("story")
def test_an_undecided_finding_asks_what_is_not_stated_and_says_what_would_follow() -> None:
    finding = build_finding_row(Finding.objects.with_decisions().with_names().get(key="pair:C-1:C-78"))
    (question,) = find_questions([finding], [])
    assert question.words == (
        "Since when does Mikhail Mizintsev count more than 1,851,424 people (Returns)? It stands against Fleischer’s "
        "just over 2 million returns, since 1 Jan 2017."
    )
    assert question.answers == (
        ("If C-1 counts since 1 January 2017", "One fits within the other"),
        ("If C-1 counts since an earlier day", "Not comparable"),
        ("If C-1 counts since a later day", "One fits within the other"),
    )
    assert (question.url, question.ref) == (finding.url, finding.ref)
