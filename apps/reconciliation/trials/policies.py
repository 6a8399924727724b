"""What another policy would make of the findings."""

from dataclasses import dataclass

from apps.claims.models import Claim
from apps.reconciliation import loading
from apps.reconciliation.models import Finding, TolerancePolicy


@dataclass(frozen=True, slots=True)
class Flip:
    """What a change of the policy would make of a finding. Blank is no finding."""

    finding: Finding | None
    key: str
    before: str
    after: str


def find_flips(*, changed: TolerancePolicy | None = None, removed: TolerancePolicy | None = None) -> list[Flip]:
    """The verdicts that would be others if a policy were saved as it is given, or taken away. Writes nothing."""
    material = loading.load(Claim.objects.current())
    touched = {policy.pk for policy in (changed, removed) if policy is not None}
    kept = TolerancePolicy.objects.exclude(pk__in=touched).select_related("indicator")
    policies = [*kept, *([changed] if changed is not None else [])]
    before = {result.key: str(result.verdict) for result in material.decide()}
    after = {result.key: str(result.verdict) for result in material.decide(loading.build_policy(policies))}
    flipped = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    findings = {finding.key: finding for finding in Finding.objects.filter(key__in=flipped)}
    return [Flip(findings.get(key), key, before.get(key, ""), after.get(key, "")) for key in flipped]
