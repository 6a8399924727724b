"""Writing rows as CSV, a block at a time."""

import csv
from collections.abc import Iterable, Iterator

from apps.claims.models import Claim
from apps.exchange.columns import CLAIM_COLUMNS, FINDING_COLUMNS
from apps.reconciliation.models import Finding


class _Line:
    """What `csv.writer` writes to: it hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def write_csv(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Lines of CSV with the line ends of RFC 4180."""
    writer = csv.writer(_Line())
    return (writer.writerow(row) for row in rows)


def claim_rows(claims: Iterable[Claim], *, hxl: bool = False) -> Iterator[list[str]]:
    """Header, the HXL hashtags if wanted, and a row a claim.

    The claims are read `with_links`, or each row asks the database again.
    """
    yield [column.header for column in CLAIM_COLUMNS]
    if hxl:
        yield [column.hxl for column in CLAIM_COLUMNS]
    for claim in claims:
        yield [column.write(claim) for column in CLAIM_COLUMNS]


def finding_rows(findings: Iterable[Finding]) -> Iterator[list[str]]:
    """Header, and a row a finding."""
    yield [header for header, _ in FINDING_COLUMNS]
    for finding in findings:
        yield [write(finding) for _, write in FINDING_COLUMNS]
