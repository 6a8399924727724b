"""What a finding compared carries its claim, and its numbers say how exact they are."""

import pytest
from django.test import Client

from apps.compare.published import public_findings
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.html import quantity_link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def row_of(key: str) -> FindingRow:
    return build_finding_row(public_findings().with_names().get(key=key))


@pytest.mark.parametrize(
    ("key", "difference", "gap"),
    [
        ("pair:C-3:C-47", "−1,451,446 or further apart", "1,451,446"),
        ("pair:C-47:C-84", "≈\u00a02,000,000", ""),
        ("pair:C-46:C-100", "≈\u00a0−8 points", "5.621667 points"),
        ("share:C-100", "0 points", "0 points"),
    ],
)
def test_a_difference_says_that_it_is_rounded_and_of_percentages_that_it_is_points(
    key: str, difference: str, gap: str
) -> None:
    row = row_of(key)
    assert (row.difference, row.gap_at_best) == (difference, gap)


@pytest.mark.parametrize(
    ("key", "said"), [("sum:C-80:place", "393,000 not listed"), ("sum:C-1:population", ""), ("pair:C-3:C-47", "")]
)
def test_what_the_parts_leave_stands_beside_the_verdict(client: Client, key: str, said: str) -> None:
    row = row_of(key)
    assert row.not_listed == said
    page = client.get("/findings/").content.decode()
    beside = page.partition(f'<span class="ref">{row.ref}</span></a>')[2].partition("</th>")[0]
    assert ("not listed" in beside) == bool(said)


def test_what_was_compared_is_linked_to_its_claim_and_says_what_every_figure_says(client: Client) -> None:
    """A sum is of several claims, which the arithmetic names."""
    row = row_of("pair:C-3:C-47")
    link, claim = quantity_link(row.sides[1]), row.rows[1]
    assert link.startswith(f'<a class="figure" href="/claims/C-47/" title="{claim.provenance}">')
    assert "more than 2 million</span> people</a>" in link
    for address in ("/findings/", row.url):
        assert link in client.get(address).content.decode()
    assert quantity_link(row_of("assembled:C-84:russia-mod").sides[0]) == "16,381 + 46,501 people"
