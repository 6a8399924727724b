"""What reconciliation keeps: policies and checks, runs and findings, and what people say of a finding."""

from apps.reconciliation.models.check import Check, CheckTerm
from apps.reconciliation.models.decision import REVIEW_WORDS, Assignment, Explanation, Review, moment_after
from apps.reconciliation.models.finding import Finding
from apps.reconciliation.models.policy import TolerancePolicy
from apps.reconciliation.models.run import Batch, Decided, Mark, Run

__all__ = [
    "REVIEW_WORDS",
    "Assignment",
    "Batch",
    "Check",
    "CheckTerm",
    "Decided",
    "Explanation",
    "Finding",
    "Mark",
    "Review",
    "Run",
    "TolerancePolicy",
    "moment_after",
]
