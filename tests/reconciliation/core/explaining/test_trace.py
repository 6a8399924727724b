"""The sentences of a finding are made of the lines of its trace, and of nothing else."""

from apps.reconciliation.core.explaining.trace import Line, explain

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
    assert explain([LEFT, again, VERDICT]) == (
        "The ministry says both 10,001 people and 20,002 people. The two part by 10,001."
    )


def test_lines_without_a_key_stand_in_no_sentence() -> None:
    assert (
        explain([VERDICT, Line("Factor", "2.00", "", "the larger divided by the smaller")]) == "The two part by 10,001."
    )


def test_a_verdict_without_a_reason_leaves_what_was_said() -> None:
    assert explain([LEFT, Line("Verdict", "Figures agree", key="verdict")]) == "The ministry says 10,001 people."
