"""Whether a check can be worked out over its claims."""

from collections.abc import Mapping

from apps.claims.models import Claim
from apps.reconciliation import loading
from apps.reconciliation.core.comparing.formulas import FormulaError
from apps.reconciliation.core.inputs.claims import Check
from apps.reconciliation.core.rules.check import work_out
from apps.reconciliation.models.finding import TOO_LARGE


def find_problem(formula: str, terms: Mapping[str, Claim]) -> str:
    """What is wrong with a check over these claims, published or not, in words; blank if it can be worked out."""
    statements = {said.ref: said for said in loading.to_statements(terms.values())}
    check = Check("new", "", formula, {name: claim.ref for name, claim in terms.items()})
    try:
        plan = work_out(check, statements, loading.load_lists())
    except FormulaError as error:
        return str(error)
    if any(abs(side.reading.centre) >= TOO_LARGE for side in (plan.left, plan.right)):
        return "The formula comes to more than can be stored."
    unused = sorted(terms.keys() - set(plan.formula.names))
    return f"The formula does not use {', '.join(unused)}." if unused else ""
