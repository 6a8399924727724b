"""Every address answers each role as the committed table says; a new address without a row fails.

Of the roles two take turns from address to address; `WHOLE_ACCESS=1 make test ARGS=tests/test_access.py` asks all of
them, and with `WRITE_ACCESS=1` the table is written anew: look at every line that changed.
"""

import os

import pytest

from apps.claims.references import claim_ref, finding_ref
from apps.compare.models import Topic
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from apps.sources.models import Source
from tests import access
from tests.factories import make_claim, make_source, make_un_speaker


@pytest.mark.django_db
def test_every_address_answers_every_role_as_the_table_says() -> None:
    claim = make_claim(figure_as_said="1,500")
    make_claim(figure_as_said="1,200", by=make_un_speaker())
    Source.objects.filter(pk=claim.source.pk).update(later_version_of=make_source(slug="earlier"))
    topic = Topic.objects.create(slug="returns", title="Returns", question="How many?")
    topic.indicators.add(claim.indicator)
    services.reconcile(trigger="test")
    examples = {
        "C-": claim_ref(claim.pk),
        "F-": finding_ref(Finding.objects.get().pk),
        "app_label": "claims",
        "chart": "intervals",
        "url": "nowhere",
        "source_id": str(claim.source.pk),
    }
    is_written = bool(os.environ.get("WRITE_ACCESS"))
    places = {"topic": topic.slug, "source": claim.source.slug}
    rows = access.ask_all(examples, places, is_whole=is_written or bool(os.environ.get("WHOLE_ACCESS")))
    if is_written:
        access.write_table(rows)
    expected = {(row["address"], row["method"]): row for row in access.read_table()}
    found = {(row["address"], row["method"]): row for row in rows}
    assert found.keys() - expected.keys() == set(), "addresses without a row"
    assert expected.keys() - found.keys() == set(), "rows without an address"
    other = [
        (row["address"], row["method"], name, said, expected[row["address"], row["method"]][name])
        for row in rows
        for name, said in row.items()
        if said and said != expected[row["address"], row["method"]][name]
    ]
    assert other == []
