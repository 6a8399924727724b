"""What stands against a rule, for the first page of the admin."""

from django import template

from apps.sources.doubts import Doubt, find_doubts

register = template.Library()


@register.simple_tag
def stored_doubts() -> list[Doubt]:
    """Every row that stands against a rule of the database."""
    return find_doubts()
