"""Who may do what: the roles, as one table. Each becomes a group of that name whenever the database is migrated.

    viewer          looks at everything in the admin, drafts included
    entry           also enters sources, speakers, code lists, claims and breakdowns, as drafts
    analyst         looks, and decides on findings, enters explanations and writes checks
    publisher       enters too, and publishes, corrects and withdraws what somebody entered
    administrator   all of these, and topics, tolerances, people and their roles; starts and cancels runs

Nobody may delete what others may have quoted, save an administrator; what findings speak of, nobody may.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# Models by what they are to whoever works with them.
WHO_SPEAKS = ("sources.organisation", "sources.speaker", "sources.source")
CODE_LISTS = ("claims.unit", "claims.indicator", "claims.population", "claims.place")
WHAT_WAS_SAID = (
    *("claims.claim", "claims.breakdown", "claims.breakdownpart", "claims.confirmation"),
    "workbench.dismissal",
)
WHAT_WAS_FOUND = ("reconciliation.finding", "reconciliation.run")
DECISIONS = ("reconciliation.review", "reconciliation.explanation", "reconciliation.assignment")
CHECKS = ("reconciliation.check", "reconciliation.checkterm")
RULES_OF_THE_HOUSE = ("reconciliation.tolerancepolicy", "compare.topic")
PEOPLE = ("auth.user",)
ROLES_OF_PEOPLE = ("auth.group",)  # given to people by an administrator, and changed by this table alone

EVERYTHING = (*WHO_SPEAKS, *CODE_LISTS, *WHAT_WAS_SAID, *WHAT_WAS_FOUND, *DECISIONS, *CHECKS, *RULES_OF_THE_HOUSE)


@dataclass(frozen=True, slots=True)
class Role:
    """A group by its name, with the permissions it has: `claims.add_claim` and the like."""

    name: str
    permissions: frozenset[str]


def _may(verbs: str, models: Iterable[str]) -> frozenset[str]:
    """Permissions such as `claims.add_claim`, for each of some verbs and each of some models."""
    named = (model.split(".") for model in models)
    return frozenset(f"{app}.{verb}_{model}" for app, model in named for verb in verbs.split())


_VIEWER = _may("view", EVERYTHING)
_ENTRY = _VIEWER | _may("add change", (*WHO_SPEAKS, *CODE_LISTS, *WHAT_WAS_SAID))
_ANALYST = (
    _VIEWER | _may("add", DECISIONS) | _may("change", ["reconciliation.explanation"]) | _may("add change", CHECKS)
)
_PUBLISHER = _ENTRY | {"claims.publish_claim"}
_ADMINISTRATOR = (
    _PUBLISHER
    | _ANALYST
    | _may("add change delete", (*RULES_OF_THE_HOUSE, *WHO_SPEAKS, *CODE_LISTS, *WHAT_WAS_SAID, *CHECKS))
    | _may("view add change", PEOPLE)
    | _may("view", ROLES_OF_PEOPLE)
    | {"reconciliation.steer_run"}
)

ROLES = (
    Role("viewer", _VIEWER),
    Role("entry", _ENTRY),
    Role("analyst", _ANALYST),
    Role("publisher", _PUBLISHER),
    Role("administrator", _ADMINISTRATOR),
)
