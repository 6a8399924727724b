"""What the admin's front page says of findings that wait for a decision."""

from typing import Any

from django import template

from apps.compare.published import public_findings
from apps.reconciliation.models import Finding

register = template.Library()


@register.simple_tag
def waiting_findings(user: Any) -> dict[str, Any]:
    """How many wait, how many of them are this account's, and the oldest; nothing for who may not decide."""
    if not user.has_perm("reconciliation.add_review"):
        return {}
    waiting = public_findings().waiting().with_assignee()
    oldest: Finding | None = waiting.first()
    return {"count": waiting.count(), "own": waiting.assigned(user.pk).count(), "oldest": oldest}
