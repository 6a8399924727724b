"""What was said: the code lists, the claims made in their words, and wholes with their parts."""

from apps.claims.models.breakdown import Breakdown, BreakdownPart, Dimension, dimension_of, name_of
from apps.claims.models.claim import Claim, DateBasis, State
from apps.claims.models.codes import PERCENT, CodeEntry, Indicator, IndicatorKind, Place, PlaceKind, Population, Unit

__all__ = [
    "PERCENT",
    "Breakdown",
    "BreakdownPart",
    "Claim",
    "CodeEntry",
    "DateBasis",
    "Dimension",
    "Indicator",
    "IndicatorKind",
    "Place",
    "PlaceKind",
    "Population",
    "State",
    "Unit",
    "dimension_of",
    "name_of",
]
