"""Findings as every table, chart and page shows them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from apps.claims.numbers import grouped
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.names import Names, ends_of, name_apart
from apps.compare.rows.words import (
    factor_words,
    number_words,
    percent_words,
)
from apps.reconciliation.core import findings
from apps.reconciliation.core.catalogue import RULE_WORDS
from apps.reconciliation.core.comparing import verdicts
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.core.explaining.lines import IS_LEAST, IS_ROUNDED
from apps.reconciliation.core.explaining.trace import ALLOWED, CONVERTED, GAP, Line
from apps.reconciliation.models import REVIEW_WORDS, Finding, Review

# What `with_decisions` reads beside the finding.
_REVIEW, _EXPLAINED, _DUE = attrgetter("review"), attrgetter("explained"), attrgetter("due")


@dataclass(frozen=True, slots=True)
class Why:
    """A reason for a verdict, in words, with its evidence and who gives it."""

    code: str
    words: str
    evidence: str
    by: str
    amount: str

    @property
    def says(self) -> str:
        """Who gives the reason, in words. A rule sees that it would fit, not that it is so."""
        return {
            "rule": "suggested by the rule",
            "government": "says the government",
            "un": "says the United Nations",
            "other": "says another organisation",
        }.get(self.by, "says an analyst")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One side of a finding: what was compared, and the claim it is; no claim for what was worked out."""

    shown: str
    row: Row | None

    @property
    def is_worked_out(self) -> bool:
        """Whether it is put together from several claims, of which the row is one at most."""
        return self.row is None or " + " in self.shown or " = " in self.shown

    @property
    def spoken(self) -> str:
        """For who hears it: more than 2 million people; what was worked out as it is shown."""
        row = self.row
        if row is None or self.is_worked_out or not self.shown.startswith(row.shown):
            return self.shown
        return f"{row.spoken}{self.shown.removeprefix(row.shown)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding in words, with its claims as rows; pages ask for the codes and show the words."""

    ref: str
    url: str
    verdict_code: verdicts.Verdict
    verdict: str
    strict_verdict: str
    rule_code: findings.Rule
    rule: str
    between: str
    left: Row
    right: Row | None
    left_shown: str
    right_shown: str
    difference: str
    factor: str
    apart: str
    gap_at_best: str
    flips_at: str
    explanation: str
    reasons: tuple[Why, ...]
    agrees_by: str
    not_listed: str
    explained: Decimal
    decision: str
    is_set_aside: bool
    is_due: bool
    trace: tuple[Mapping[str, Any], ...]
    policy: str
    rules_version: str
    is_worked_out: bool
    computed_at: datetime
    retired_at: datetime | None

    @property
    def headline(self) -> str:
        """What its page says first: the verdict, or that it is one no longer."""
        return self.verdict if self.retired_at is None else f"No longer holds: “{self.verdict}”"

    @property
    def rows(self) -> tuple[Row, ...]:
        """The claims it is about, one or two."""
        return (self.left,) if self.right is None else (self.left, self.right)

    @property
    def sides(self) -> tuple[Quantity, Quantity]:
        """The two quantities, the left one first."""
        return Quantity(self.left_shown, self.left), Quantity(self.right_shown, self.right)

    @property
    def is_pair(self) -> bool:
        """Whether each of its two quantities is the figure of one claim, as it was said."""
        is_of_two = self.right is not None and self.rule_code is not findings.Rule.ASSEMBLED
        return is_of_two and not self.is_converted

    @property
    def is_converted(self) -> bool:
        """Whether figures of unlike units were brought into one: as they were said they have no axis in common."""
        return any(line.get("key") == CONVERTED for line in self.trace)

    @property
    def subject(self) -> str:
        """What it is about, for a list: the counted thing of its first claim."""
        return self.left.counted


def build_finding_row(finding: Finding, names: Names | None = None) -> FindingRow:
    """The row of a finding read `with_names` and `with_decisions`, under the names of its page.

    Without names it is named as if it stood alone.
    """
    named = names or name_apart(ends_of([finding]))
    return FindingRow(
        ref=finding.ref,
        url=finding.get_absolute_url(),
        verdict_code=verdicts.Verdict(finding.verdict),
        verdict=verdict_words(finding.verdict),
        strict_verdict=next((line["value"] for line in finding.trace if line.get("key") == "strict"), ""),
        rule_code=findings.Rule(finding.rule),
        rule=RULE_WORDS[findings.Rule(finding.rule)],
        between=findings.BETWEEN_WORDS[finding.between],
        left=build_row(finding.left, named),
        right=build_row(finding.right, named) if finding.right else None,
        left_shown=finding.left_shown,
        right_shown=finding.right_shown,
        difference=_difference(finding),
        factor=_factor(finding),
        apart=_apart(finding),
        gap_at_best=_in_points(finding, number_words(finding.gap_at_best)),
        flips_at=percent_words(finding.flips_at),
        explanation=finding.explanation,
        reasons=tuple(_open_reasons(finding)),
        agrees_by=_agrees_by(finding),
        not_listed=_not_listed(finding),
        explained=_EXPLAINED(finding),
        decision=_decision(_REVIEW(finding)),
        is_set_aside=_REVIEW(finding) == Review.Status.SET_ASIDE.value,
        is_due=_DUE(finding) is not None,
        trace=tuple(finding.trace),
        policy=finding.policy,
        rules_version=finding.rules_version,
        is_worked_out=bool(finding.worked_out_from),
        computed_at=finding.computed_at,
        retired_at=finding.retired_at,
    )


def verdict_words(code: str) -> str:
    return verdicts.WORDS[verdicts.Verdict(code)]


def _agrees_by(finding: Finding) -> str:
    if finding.verdict != verdicts.Verdict.AGREES:
        return ""
    return tolerance_words(Line(**line) for line in finding.trace)


def tolerance_words(trace: Iterable[Line]) -> str:
    """By what figures agree, for beside the verdict: how far apart they are, and what was allowed."""
    lines = {line.key: line for line in trace}
    if GAP not in lines or ALLOWED not in lines:
        return ""
    gap, allowed = lines[GAP].value, lines[ALLOWED]
    apart = "their readings meet" if gap == "0" else f"{gap} apart"
    return f"{apart}; allowed {allowed.value}: {allowed.note}"


def _difference(finding: Finding) -> str:
    """By how much: rounded, ≈ −8 points; −148,576 or further apart, where the two part by so much at least."""
    words = _in_points(finding, number_words(finding.difference))
    note = next((line["note"] for line in finding.trace if line.get("key") == "difference"), "")
    if words and IS_LEAST in note:
        return f"{words} or further apart"
    return f"≈\u00a0{words}" if words and IS_ROUNDED in note else words


def _in_points(finding: Finding, number: str) -> str:
    """What is between two percentages is no percentage."""
    if not number or not finding.left.unit.traits.is_percent:
        return number
    return f"{number} {'point' if number.lstrip('−') == '1' else 'points'}"


def _not_listed(finding: Finding) -> str:
    """How much of a whole the parts leave, for beside the verdict, where they do not say that they are all."""
    is_of_some = reasons.Code.PARTIAL_BREAKDOWN in finding.reason_codes and finding.rule == findings.Rule.SUM
    rest = finding.difference or 0
    return f"{number_words(finding.difference)} not listed" if is_of_some and rest > 0 else ""


def _factor(finding: Finding) -> str:
    """How many times the two shown are apart; of two that look alike, how many times what."""
    is_alike = finding.rule == findings.Rule.LOOKALIKE
    return _apart(finding) if is_alike else factor_words(finding.factor)


def _apart(finding: Finding) -> str:
    """How many times the two are apart, and what the two are where they are not the figures shown."""
    times = factor_words(finding.factor)
    what = {
        findings.Rule.LOOKALIKE: "the other side’s own figures",
        findings.Rule.ASSEMBLED: "apart, put together",
    }.get(findings.Rule(finding.rule), "apart")
    return f"{times} {what}" if times else ""


def _decision(review: str) -> str:
    """What an analyst decided, in words; blank where none did."""
    if review == "none":
        return ""
    return REVIEW_WORDS[review] if review == "stale" else f"{REVIEW_WORDS[review]} by an analyst"


def _open_reasons(finding: Finding) -> Iterator[Why]:
    """The reasons; of what the rules leave unexplained, that which nobody explained since."""
    explained = _EXPLAINED(finding)
    for reason in finding.reasons:
        if reason["code"] != reasons.Code.UNEXPLAINED or not reason.get("amount"):
            yield _build_reason(reason)
        elif (left := Decimal(reason["amount"]) - explained) > 0:
            yield _build_reason({**reason, "amount": left})


def _build_reason(reason: Mapping[str, Any]) -> Why:
    return Why(
        code=reason["code"],
        words=reasons.WORDS[reasons.Code(reason["code"])],
        evidence=reason["evidence"],
        by=reason["by"],
        amount=grouped(Decimal(reason["amount"])) if reason.get("amount") else "",
    )
