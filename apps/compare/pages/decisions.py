"""The desk on a finding for those who may decide: a decision, an explanation, who is to decide, and what waits."""

from dataclasses import dataclass
from typing import Any

from apps.compare.published import public_findings
from apps.reconciliation.forms import AssignmentForm, ExplanationForm, ReviewForm, seen_now
from apps.reconciliation.models import Assignment, Explanation, Finding, Review


@dataclass(frozen=True, slots=True)
class Desk:
    """The three forms, those that the account may not send left out, and the queue behind them.

    `seen` goes with the decision, so that it is not recorded over another one unread; `oldest` is the finding that
    waits longest besides this one, None where none does.
    """

    review: ReviewForm
    explanation: ExplanationForm | None
    assignment: AssignmentForm | None
    seen: str
    waiting: int
    oldest: Finding | None


def build_desk(finding: Finding, user: Any, **bound: Any) -> Desk | None:
    """`bound` are forms that came back with faults, by their field here. None for who may not decide, or too late."""
    if finding.retired_at is not None or not user.has_perm("reconciliation.add_review"):
        return None
    standing = finding.assignments.select_related("to").first()
    waiting = public_findings().waiting()
    forms: dict[str, Any] = {
        "review": ReviewForm(instance=Review(finding=finding)),
        "explanation": ExplanationForm(instance=Explanation(finding=finding)),
        "assignment": AssignmentForm(instance=Assignment(finding=finding, to=standing.to if standing else None)),
    }
    filled: dict[str, Any] = {
        name: form if user.has_perm(f"reconciliation.add_{name}") else None for name, form in {**forms, **bound}.items()
    }
    return Desk(
        **filled,
        seen=seen_now(finding),
        waiting=waiting.count(),
        oldest=waiting.exclude(pk=finding.pk).first(),
    )
