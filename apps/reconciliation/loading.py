"""From records to the core's plain values: the only place where the two meet."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import QuerySet

from apps.claims import models as records
from apps.claims.hierarchy import Entry, Hierarchy
from apps.claims.values import Period
from apps.reconciliation.core import RULES_VERSION
from apps.reconciliation.core.statements import Breakdown, IndicatorFacts, Lists, Policy, Statement, Tolerance
from apps.reconciliation.models import TolerancePolicy


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a reconciliation is computed from."""

    statements: tuple[Statement, ...]
    breakdowns: tuple[Breakdown, ...]
    lists: Lists
    policy: Policy
    rules_version: str

    def digest(self, refs: Iterable[str]) -> str:
        """The SHA-256 of what a finding about these claims was computed from."""
        wanted = set(refs)
        basis = [
            self.rules_version,
            asdict(self.policy),
            [asdict(statement) for statement in self.statements if statement.ref in wanted],
            [asdict(breakdown) for breakdown in self.breakdowns if breakdown.whole in wanted],
        ]
        return hashlib.sha256(json.dumps(basis, default=str, sort_keys=True).encode()).hexdigest()


def load(claims: QuerySet[records.Claim]) -> Material:
    """What the database holds on these claims, in a fixed number of queries."""
    with_names = claims.select_related(
        "speaker__organisation", "source", "indicator", "population", "place", "origin", "unit"
    )
    statements = tuple(to_statement(claim) for claim in with_names)
    refs = {statement.ref for statement in statements}
    parts: dict[int, list[int]] = defaultdict(list)
    for breakdown, claim in records.BreakdownPart.objects.order_by("claim").values_list("breakdown", "claim"):
        parts[breakdown].append(claim)
    breakdowns = tuple(
        Breakdown(
            f"C-{record.whole_id}",
            record.dimension,
            tuple(f"C-{pk}" for pk in parts[record.pk]),
            record.is_complete,
        )
        for record in records.Breakdown.objects.order_by("whole", "dimension")
        if f"C-{record.whole_id}" in refs and parts[record.pk]
    )
    return Material(statements, breakdowns, load_lists(), load_policy(), RULES_VERSION)


def to_statement(claim: records.Claim) -> Statement:
    """A claim as the core knows it."""
    return Statement(
        ref=claim.ref,
        organisation=claim.speaker.organisation.slug,
        organisation_name=claim.speaker.organisation.name,
        speaker_name=claim.speaker.name,
        side=claim.speaker.organisation.side,
        source=claim.source.slug,
        said_on=claim.source.published_on,
        cut_off_on=claim.source.cut_off_on,
        position=claim.position,
        figure=claim.figure,
        unit=claim.unit.code,
        indicator=claim.indicator.code,
        population=claim.population.code if claim.population else "",
        place=claim.place.code if claim.place else "",
        origin=claim.origin.code if claim.origin else "",
        period=Period(claim.period_start, claim.period_end, claim.is_cumulative),
        numerator=f"C-{claim.numerator_id}" if claim.numerator_id else "",
        denominator=f"C-{claim.denominator_id}" if claim.denominator_id else "",
        bias_as_said=claim.bias_as_said,
        quote=claim.quote,
    )


def load_lists() -> Lists:
    """The code lists, in two queries each."""
    facts = {
        indicator.code: IndicatorFacts(
            indicator.code,
            indicator.name,
            indicator.kind,  # type: ignore[arg-type]
            indicator.is_additive,
            indicator.population.code if indicator.population else "",
        )
        for indicator in records.Indicator.objects.select_related("population")
    }
    return Lists(
        units=load_hierarchy(records.Unit),
        indicators=load_hierarchy(records.Indicator),
        populations=load_hierarchy(records.Population),
        places=load_hierarchy(records.Place),
        facts=facts,
    )


def load_hierarchy(model: type[records.CodeEntry]) -> Hierarchy:
    """One code list as a hierarchy. Raises ValueError for a circle."""
    entries: Any = model._default_manager
    broader: dict[str, list[str]] = defaultdict(list)
    for code, above in entries.exclude(broader=None).values_list("code", "broader__code").order_by("broader__code"):
        broader[code].append(above)
    return Hierarchy.of(
        Entry(code, name, tuple(broader[code]), division)
        for code, name, division in entries.values_list("code", "name", "division").order_by("code")
    )


def load_policy() -> Policy:
    """The tolerances in force; one percent where none was entered."""
    policies = list(TolerancePolicy.objects.select_related("indicator"))
    own = {policy.indicator.code: _tolerance(policy) for policy in policies if policy.indicator}
    general = next((_tolerance(policy) for policy in policies if policy.indicator is None), Tolerance())
    return Policy(general, own)


def _tolerance(policy: TolerancePolicy) -> Tolerance:
    return Tolerance(policy.name, policy.relative, policy.absolute)
