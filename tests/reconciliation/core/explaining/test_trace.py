"""The sentences of a finding are made of the lines of its trace, and of nothing else."""

from dataclasses import replace

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.explaining.trace import Line, explain
from tests.reconciliation.core.factories import LISTS, POLICY, say

LEFT = Line("The ministry", "10,001 people", "C-1", "", "left")
RIGHT = Line("The agency", "20,002 people", "C-2", "", "right")
VERDICT = Line("Verdict", "Figures differ", "", "the two part by 10,001", "verdict")
STRICT = Line("On the strict readings", "Figures agree", "", "the words permit both", "strict")


def test_who_said_what_comes_first_then_what_follows_then_the_strict_words() -> None:
    assert explain([STRICT, VERDICT, RIGHT, LEFT]) == (
        "The ministry says 10,001 people; The agency says 20,002 people. The two part by 10,001. "
        "Taken strictly, the words permit both."
    )


def test_one_speaker_says_both() -> None:
    again = Line("The ministry", "20,002 people", "C-2", "", "right")
    assert explain([LEFT, again, VERDICT], is_self=True) == (
        "The ministry says both 10,001 people and 20,002 people. The two part by 10,001."
    )


def test_speakers_of_two_organisations_who_have_one_name_do_not_say_both() -> None:
    namesake = Line("The ministry", "20,002 people", "C-2", "", "right")
    assert explain([LEFT, namesake, VERDICT]) == (
        "The ministry (C-1) says 10,001 people; The ministry (C-2) says 20,002 people. The two part by 10,001."
    )
    one, other = say(1, "10,001", 10_001), say(2, "20,002", 20_002, by="un")
    (found,) = reconcile([one, replace(other, speaker_name=one.speaker_name)], (), LISTS, POLICY)
    assert found.explanation.startswith("Speaker of russia (C-1) says 10,001 people; Speaker of russia (C-2) says")


def test_lines_without_a_key_stand_in_no_sentence() -> None:
    assert (
        explain([VERDICT, Line("Factor", "2.00", "", "the larger divided by the smaller")]) == "The two part by 10,001."
    )


def test_a_verdict_without_a_reason_leaves_what_was_said() -> None:
    assert explain([LEFT, Line("Verdict", "Figures agree", key="verdict")]) == "The ministry says 10,001 people."
