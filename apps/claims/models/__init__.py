"""What was said: the code lists, the claims made in their words, and wholes with their parts."""

from apps.claims.models.breakdown import Breakdown, BreakdownPart, Dimension, dimension_of, name_of
from apps.claims.models.claim import Claim, DateBasis, State, figure_of
from apps.claims.models.claim_choices import QuoteState
from apps.claims.models.codes import (
    LARGEST,
    CodeEntry,
    Indicator,
    IndicatorKind,
    Place,
    PlaceKind,
    Population,
    Unit,
    traits_of,
)
from apps.claims.models.confirmation import Confirmation
from apps.claims.models.links import (
    ClaimCounter,
    IndicatorBroader,
    IndicatorTakenFor,
    PlaceBroader,
    PopulationBroader,
    UnitBroader,
)
from apps.claims.models.orphan import Orphan, quote_state_in_sql

__all__ = [
    "LARGEST",
    "Breakdown",
    "BreakdownPart",
    "Claim",
    "ClaimCounter",
    "CodeEntry",
    "Confirmation",
    "DateBasis",
    "Dimension",
    "Indicator",
    "IndicatorBroader",
    "IndicatorKind",
    "IndicatorTakenFor",
    "Orphan",
    "Place",
    "PlaceBroader",
    "PlaceKind",
    "Population",
    "PopulationBroader",
    "QuoteState",
    "State",
    "Unit",
    "UnitBroader",
    "dimension_of",
    "figure_of",
    "name_of",
    "quote_state_in_sql",
    "traits_of",
]
