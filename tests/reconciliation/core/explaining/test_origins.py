"""What figures owe to who counted them, and to what their source can see."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.explaining.origins import seen_only
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Counter, Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say

MINISTRY = Counter("russia", "Ministry of Health")
OURS = say(1, "12,300", 12300)


def relayed(value: int = 12300, *counters: Counter) -> Statement:
    return say(2, f"{value:,}", value, by="un", counted_by=counters or (MINISTRY,))


def only(*said: Statement) -> Result:
    (found,) = reconcile(said, (), LISTS, POLICY)
    return found


def test_a_count_that_is_passed_on_proves_nothing_by_agreeing() -> None:
    found = only(OURS, relayed())
    assert found.verdict == "agrees"
    assert "both stand on the count of Ministry of Health, so that their agreement proves nothing" in found.explanation
    assert "second_hand" in [reason.code for reason in found.reasons]


def test_who_passes_on_a_count_beside_its_own_does_not_contradict_itself() -> None:
    own, passed_on = say(1, "1,380,001", 1380001, by="un"), relayed(1500001)
    assert reconcile((own, passed_on), (), LISTS, POLICY) == []
    later = replace(passed_on, figure=say(2, "1,100,001", 1100001).figure, said_on=date(2019, 8, 1))
    assert reconcile((own, later), (), LISTS, POLICY) == [], "nor does a total fall of which another counted the end"
    shared = replace(passed_on, counted_by=(MINISTRY, Counter("un", "UN")))
    assert only(own, shared).rule == "restated"


def test_one_counter_in_common_is_one_origin() -> None:
    assert "proves nothing" in only(OURS, relayed(12300, Counter("un", "UN"), MINISTRY)).explanation
    apart = only(OURS, relayed(12300, Counter("un", "UN")))
    assert "proves nothing" not in apart.explanation
    assert apart.reasons == ()


def test_a_count_that_is_passed_on_with_another_number_says_whose_it_is() -> None:
    found = only(OURS, relayed(13900))
    assert "second_hand" in [reason.code for reason in found.reasons]


def test_registered_people_against_an_estimate_of_all_are_coverage_and_no_contradiction() -> None:
    registered = say(1, "976,002", 976_002, quote="976,002 registered Syrians")
    estimate = say(2, "1.5 million", 1_500_000, by="un", qualifier="about")
    found = only(registered, estimate)
    assert found.verdict == "differs"
    assert "registration" in [reason.code for reason in found.reasons]
    exact = say(2, "1,534,121", 1_534_121, by="un")
    assert only(registered, exact).verdict == "differs"
    assert only(say(1, "976,002", 976_002), exact).verdict == "contradicts", "nothing says that one sees less"
    assert only(registered, say(2, "1,534,121", 1_534_121, by="un", quote="registered")).verdict == "contradicts"


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("34,344 identified dead", "identified"),
        ("976,002 Syriens enregistrés", "enregistrés"),
        ("976.002 refugiados registrados", "registrados"),
        ("976 002 зарегистрированных беженцев", "зарегистрированных"),
        ("unregistered people", ""),
        ("20,003 people who were not registered", ""),
        ("people who were not officially registered", ""),
        ("qui ne sont pas enregistrés", ""),
        ("не зарегистрированы", ""),
        ("غير مسجلين", ""),
        ("not counted were 12 registered people", "registered"),
        ("about 1.5 million Syrians", ""),
    ],
)
def test_the_words_for_what_a_source_sees_are_known(quote: str, word: str) -> None:
    assert seen_only(say(1, "1", 1, quote=quote)) == word


def test_registered_people_who_are_more_than_all_are_no_matter_of_coverage() -> None:
    registered, everybody = say(1, "20,003", 20_003, quote="20,003 registered"), say(2, "10,001", 10_001, by="un")
    assert only(registered, everybody).verdict == "contradicts"
    assert "registration" not in [reason.code for reason in only(registered, everybody).reasons]
    fewer = only(replace(registered, figure=say(1, "5,001", 5_001).figure), everybody)
    assert fewer.verdict == "differs"
    unseen = say(1, "5,001", 5_001, quote="5,001 people who were not registered")
    assert only(unseen, everybody).verdict == "contradicts"


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("12,001 people who have not yet been registered", ""),
        ("the minister confirmed that 12,001 people returned", ""),
        ("el ministro ha registrado que", ""),
        ("12,001 confirmed returns", "confirmed"),
        ("12,001 undocumented migrants", ""),
        ("12,001 un-registered migrants", ""),
        ("12,001 незарегистрированных беженцев", ""),
        ("12,001 من غير المسجلين", ""),
        ("12,001 من المسجلين", "مسجل"),
    ],
)
def test_what_is_not_yet_registered_or_only_said_is_not_seen(quote: str, word: str) -> None:
    assert seen_only(say(1, "12,001", 12_001, quote=quote)) == word


@pytest.mark.parametrize(
    "quote",
    [
        "12,001 registered and unregistered refugees",
        "12,001 refugees, whether registered or not",
        "12 001 réfugiés enregistrés et non enregistrés",
        "12 001 réfugiés, enregistrés ou non",
        "12.001 refugiados registrados y no registrados",
        "12 001 беженец, зарегистрированных и незарегистрированных",
    ],
)
def test_who_counts_the_unregistered_too_sees_all(quote: str) -> None:
    assert seen_only(say(1, "12,001", 12_001, quote=quote)) == ""
    assert (
        seen_only(say(1, "12,001", 12_001, quote="12,001 registered refugees, not all of them verified"))
        == "registered"
    )


def test_only_the_figures_that_stand_on_a_shared_count_are_named() -> None:
    parts: dict[str, Any] = {"since": "2019-06-10", "indicator": "returns"}
    said = (
        say(1, "16,381", 16381, origin="LBN", counted_by=(Counter("un", "UN"),), **parts),
        say(2, "46,501", 46501, origin="JOR", counted_by=(Counter("ngo", "An NGO"),), **parts),
        say(3, "41,571", 41571, by="un", origin="JOR+LBN", **parts),
    )
    (found,) = (one for one in reconcile(said, (), LISTS, POLICY) if one.rule == "assembled")
    evidence = [reason.evidence for reason in found.reasons if reason.code == "second_hand"]
    assert evidence == ["C-1 passes on a count by UN, on which the other figure stands too"]


def test_a_count_that_was_passed_on_does_not_stand_for_one_of_its_own() -> None:
    """The UN passes on the ministry's 12,300 in one document, and has counted 12,300 itself in another."""
    own = say(3, "12,300", 12300, by="un", source="report")
    agreeing = [found for found in reconcile((OURS, relayed(), own), (), LISTS, POLICY) if found.rule == "direct"]
    assert any("C-3" in found.inputs for found in agreeing)
