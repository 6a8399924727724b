"""What the admin's front page says of claims that wait for a publisher."""

from typing import Any

from django import template

from apps.claims.entry.publishing import may_publish
from apps.claims.models import Claim, State

register = template.Library()


@register.simple_tag
def ready_claims(user: Any) -> int:
    """How many claims are ready to be published; none for who may not publish."""
    return Claim.objects.filter(state=State.READY).count() if may_publish(user) else 0
