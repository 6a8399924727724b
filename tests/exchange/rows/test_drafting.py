"""What a blank cell says of a new claim, and that a draft of a stored claim is not that claim."""

import pytest

from apps.claims.models import Claim
from apps.exchange.columns import CLAIM_COLUMNS, Column
from apps.exchange.reading.faults import Row
from apps.exchange.rows.drafting import Drafting
from apps.exchange.rows.names import Names
from apps.exchange.rows.readings import Readings
from tests.factories import make_claim, make_place

pytestmark = pytest.mark.django_db

LEFT_OUT = [column for column in CLAIM_COLUMNS if column.field and not column.is_required]


@pytest.mark.parametrize("column", LEFT_OUT, ids=lambda column: str(column.header))
def test_a_blank_cell_says_what_is_in_a_new_claim_already(column: Column) -> None:
    said = Readings(Names()).read(column, "", "en")
    assert not said.expected
    if column.role in ("records", "link"):
        assert not said.value
    elif column.role == "record":
        assert said.value is getattr(Claim(), f"{column.field}_id") is None
    else:
        assert said.value == getattr(Claim(), column.field)


def test_a_blank_cell_empties_what_a_stored_claim_held() -> None:
    stored = make_claim(place=make_place(), locator="p. 1", period_as_said="to date", is_cumulative=True)
    was = Claim.objects.with_links().get(pk=stored.pk)
    drafting = Drafting(names=Names(), known={stored.pk: was})
    cells = {"ref": stored.ref, "place_code": "", "locator": "", "period_as_said": "", "is_cumulative": ""}
    made, faults = drafting.draft(Row(2, cells))
    assert not faults
    draft = made.claim
    assert (draft.place, draft.locator, draft.period_as_said, draft.is_cumulative) == (None, "", "", False)
    assert (was.place, was.locator, was.is_cumulative) == (stored.place, "p. 1", True), "what was stored is as it was"
    assert draft.quote == stored.quote
