"""What nobody has said yet of a topic."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.claims.numbers import shown_exactly
from apps.compare.rows.breakdowns import ShownBreakdown
from apps.compare.rows.findings import FindingRow
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining.trace import ANSWER


@dataclass(frozen=True, slots=True)
class Question:
    """What is not stated, what would follow from each answer, and where the question comes from."""

    words: str
    answers: tuple[tuple[str, str], ...]
    url: str
    ref: str


def find_questions(findings: Iterable[FindingRow], breakdowns: Iterable[ShownBreakdown]) -> tuple[Question, ...]:
    """Open questions: from undecided findings, then from what breakdowns leave."""
    undecided = (finding for finding in findings if finding.verdict_code is Verdict.UNDECIDED)
    left = (breakdown for breakdown in breakdowns if breakdown.rest > 0)
    return (*(_about_scope(finding) for finding in undecided), *(_about_rest(breakdown) for breakdown in left))


def _about_scope(finding: FindingRow) -> Question:
    undated = next((row for row in finding.rows if row.start is None), finding.left)
    other = next((row for row in finding.rows if row.pk != undated.pk), None)
    against = f" It stands against {other.short_name}’s {other.spoken_amount}, {other.period}." if other else ""
    words = f"Since when does {undated.speaker} count {undated.spoken_amount} ({undated.counted})?{against}"
    answers = tuple((line["label"], line["value"]) for line in finding.trace if line["key"] == ANSWER)
    return Question(words, answers, finding.url, finding.ref)


def _about_rest(breakdown: ShownBreakdown) -> Question:
    whole, rest = breakdown.whole, shown_exactly(breakdown.rest)
    parts = f"The {len(breakdown.parts)} parts by {breakdown.along} come to {shown_exactly(breakdown.total)}"
    said = "said to be all of it" if breakdown.is_complete else "not said to be all of it"
    words = f"Where are the other {rest} of {whole.speaker}’s {whole.spoken_amount}, {whole.period}?"
    return Question(f"{words} {parts} and are {said}.", (), whole.url, whole.ref)
