"""The rules by their names, each with what its own module says of it."""

from typing import assert_never

from apps.reconciliation.core.about import About
from apps.reconciliation.core.findings import Rule
from apps.reconciliation.core.rules import assembled, definition, lookalike, pair, series, share, undecided
from apps.reconciliation.core.rules import check as plan
from apps.reconciliation.core.rules import sum as wholes


def about(rule: Rule) -> About:  # noqa: C901 (one case a rule, held complete by the type checker)
    """What a rule says of itself."""
    match rule:
        case Rule.SUM:
            return wholes.ABOUT
        case Rule.SHARE:
            return share.ABOUT
        case Rule.PLAN:
            return plan.ABOUT
        case Rule.RESTATED:
            return pair.ABOUT_RESTATED
        case Rule.DIRECT:
            return pair.ABOUT_DIRECT
        case Rule.BOUND:
            return pair.ABOUT_BOUND
        case Rule.ASSEMBLED:
            return assembled.ABOUT
        case Rule.UNDECIDED:
            return undecided.ABOUT
        case Rule.LOOKALIKE:
            return lookalike.ABOUT
        case Rule.DEFINITION:
            return definition.ABOUT
        case Rule.SERIES:
            return series.ABOUT
        case _:
            assert_never(rule)


RULE_WORDS = {rule: about(rule).words for rule in Rule}
