"""Whether every stored finding is what its claims give, and says why its figures part as they do."""

from dataclasses import dataclass

from django.db import transaction

from apps.claims.models import Claim
from apps.reconciliation import loading, workings
from apps.reconciliation.deciding import find_differing, to_values
from apps.reconciliation.models import Finding
from apps.reconciliation.runs.batches import take_turn


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that is not what its inputs give: its reference, or what it should be about, and why."""

    finding: str
    why: str


@transaction.atomic
def verify() -> list[Doubt]:
    """Decides and works out every finding anew and names those that are stored otherwise. Writes nothing."""
    take_turn()
    material = loading.load(Claim.objects.current())
    results = material.decide()
    standing = {finding.key: finding for finding in Finding.objects.standing()}
    doubts = []
    for result in results:
        finding = standing.pop(result.key, None)
        if finding is None:
            doubts.append(Doubt(result.key, "follows from the claims and is not stored"))
        elif differing := [
            *find_differing(finding, to_values(result, material=material)),
            *workings.find_doubtful(finding, result),
        ]:
            doubts.append(Doubt(finding.ref, f"is stored with another {', '.join(differing)}"))
    doubts += [Doubt(finding.ref, "does not follow from the claims") for finding in standing.values()]
    return doubts
