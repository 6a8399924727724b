"""The tables of links between records, as models of their own: what is refused in them."""

from typing import Any

import pgtrigger

from apps.claims.models.claim import Claim
from apps.claims.models.codes import Indicator, Place, Population, Unit
from apps.sources.history import with_history
from apps.sources.refusals import Refuse, RefuseCircle


def _no_circle(name: str) -> RefuseCircle:
    """An entry of the code list `name` lies neither below itself nor in a circle."""
    return RefuseCircle(
        name=f"a_{name}_is_not_below_itself",
        operation=pgtrigger.Insert | pgtrigger.Update,
        edges=f"SELECT from_{name}_id AS low, to_{name}_id AS high FROM claims_{name}_broader",  # noqa: S608 - our names
        start=f"NEW.from_{name}_id",
        words=(
            "An entry cannot be broader than itself: one of the broader entries lies below this one, or is it itself. "
            "A circle says nothing."
        ),
    )


class _Below:
    """Says a link in words: Aleppo below Syria."""

    def __str__(self) -> str:
        entry, broader = (getattr(self, f"{end}_{self.list_name}") for end in ("from", "to"))
        return f"“{entry}” below “{broader}”"

    @property
    def list_name(self) -> str:
        return type(self).__name__.removesuffix("Broader").lower()


@with_history
class UnitBroader(_Below, Unit.broader.through):  # type: ignore[name-defined, misc]
    """A unit below a broader one."""

    class Meta:
        proxy = True
        triggers: list[Any] = [_no_circle("unit")]


@with_history
class PopulationBroader(_Below, Population.broader.through):  # type: ignore[name-defined, misc]
    """A population below a broader one."""

    class Meta:
        proxy = True
        triggers: list[Any] = [_no_circle("population")]


@with_history
class PlaceBroader(_Below, Place.broader.through):  # type: ignore[name-defined, misc]
    """A place below a broader one."""

    class Meta:
        proxy = True
        triggers: list[Any] = [_no_circle("place")]


@with_history
class IndicatorBroader(_Below, Indicator.broader.through):  # type: ignore[name-defined, misc]
    """An indicator below a broader one."""

    class Meta:
        proxy = True
        triggers: list[Any] = [_no_circle("indicator")]


@with_history
class ClaimCounter(Claim.counted_by.through):  # type: ignore[name-defined, misc]
    """An organisation that counted a claim's figure."""

    class Meta:
        proxy = True


@with_history
class IndicatorTakenFor(Indicator.taken_for.through):  # type: ignore[name-defined, misc]
    """An indicator that is commonly taken for another one."""

    class Meta:
        proxy = True
        triggers: list[Any] = [
            Refuse(
                name="an_indicator_is_not_taken_for_itself",
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.from_indicator_id = NEW.to_indicator_id"),
                finds="""
                    SELECT 1 FROM claims_indicator_taken_for WHERE id = NEW.id AND from_indicator_id = to_indicator_id
                """,
                words="An indicator is taken for other indicators, not for itself.",
            )
        ]
