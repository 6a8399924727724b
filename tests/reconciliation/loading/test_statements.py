"""A claim is told to the rules alike whether a row of it is read or the record is at hand."""

import pytest

from apps.claims.models import Claim
from apps.reconciliation.loading.code_lists import load_code_lists
from apps.reconciliation.loading.statements import read_statements, to_statements
from apps.sources.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def test_rows_and_records_say_the_same() -> None:
    claim = Claim.objects.get(pk=44)
    claim.counted_by.set(Organisation.objects.all()[:2])
    Claim.objects.filter(pk=44).update(people_each=5, known_bias="undercount", bias_as_said="at least")
    claims = Claim.objects.order_by("pk")
    read = list(read_statements(claims, claims.order_by().values("pk"), load_code_lists()))
    assert read == to_statements(claims)
    assert [said.figure for said in read] == [claim.figure for claim in claims]
    assert len(next(said for said in read if said.ref == "C-44").counted_by) == 2
