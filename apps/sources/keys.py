"""Very many keys in a query as one parameter: each as a parameter of its own takes longer to write than to look up."""

from collections.abc import Iterable

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


def among(keys: Iterable[int]) -> RawSQL:
    """These keys, for `__in`."""
    return RawSQL("SELECT unnest(%s::bigint[])", (list(keys),), output_field=BigIntegerField())
