"""The tolerances and the checks of the analysts as the rules know them."""

from collections import defaultdict
from collections.abc import Iterable

from apps.claims.references import claim_ref
from apps.reconciliation.core.inputs.claims import Check
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from apps.reconciliation.models import CheckTerm, TolerancePolicy


def load_checks() -> tuple[Check, ...]:
    """The active checks, in one query."""
    terms: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    active = CheckTerm.objects.filter(check_written__is_active=True).select_related("check_written")
    for term in active.order_by("check_written__slug", "pk"):
        check = term.check_written
        terms[check.slug, check.title, check.formula][term.name] = claim_ref(term.claim_id)
    return tuple(Check(*check, named) for check, named in terms.items())


def load_policy() -> Policy:
    """The tolerances in force."""
    return build_policy(TolerancePolicy.objects.select_related("indicator"))


def build_policy(policies: Iterable[TolerancePolicy]) -> Policy:
    """Policies, saved or not, as the rules know them; one percent where there is none for all other indicators."""
    listed = list(policies)
    own = {policy.indicator.code: _tolerance(policy) for policy in listed if policy.indicator}
    general = next((_tolerance(policy) for policy in listed if policy.indicator is None), Tolerance())
    return Policy(general, own)


def _tolerance(policy: TolerancePolicy) -> Tolerance:
    return Tolerance(policy.name, policy.relative, policy.absolute, policy.most_times, policy.most_growth)
