"""Code lists as the pages use them."""

from apps.claims.models import Unit


def read_units_within() -> tuple[tuple[str, str], ...]:
    """The codes of units that lie within others, each with the broader one: people within returns."""
    return tuple(Unit.broader.through.objects.order_by("pk").values_list("from_unit__code", "to_unit__code"))
