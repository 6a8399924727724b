"""The columns of the files: each with a header and a hashtag of its own, and each in the docs."""

import re
from types import SimpleNamespace
from typing import cast

import pytest
from django_tables2 import Table

from apps.claims.models import Claim
from apps.compare.lists.claims import ClaimTable
from apps.compare.lists.findings import FindingTable
from apps.compare.lists.sources import SourceTable
from apps.config.folders import BASE_DIR
from apps.exchange.columns import CLAIM_COLUMNS, FINDING_COLUMNS, SOURCE_COLUMNS
from tests.reconciliation.core.factories import say

DOCS = (BASE_DIR / "docs" / "columns.md").read_text(encoding="utf-8")
# What a list shows in a column, and in which columns its file says it: a page speaks to people in words, a file in
# codes that can come back in, so that one column of a page may be several of a file.
SHOWN_AND_WRITTEN: dict[type[Table], dict[str, tuple[str, ...]]] = {
    ClaimTable: {
        "ref": ("ref",),
        "figure": ("figure_as_said", "qualifier", "value", "value_high"),
        "unit": ("unit",),
        "counted": ("indicator", "population"),
        "where": ("place", "place_code", "origin", "origin_code"),
        "period": ("period_start", "period_end", "period_as_said", "is_cumulative"),
        "speaker": ("speaker",),
        "said_on": ("published_on",),
        "side": ("side",),
        "organisation": ("organisation",),
        "status": ("status",),
        "ordinary": ("low", "high"),
        "strict": ("strict_low", "strict_high"),
        "bias": ("known_bias", "bias_as_said"),
        "quote": ("quote",),
        "quote_state": ("quote_in_text",),
        "source": ("source",),
        "locator": ("locator",),
    },
    FindingTable: {
        "verdict": ("verdict",),
        "subject": ("ref", "claims"),
        "left": ("left",),
        "right": ("right",),
        "factor": ("factor",),
        "difference": ("difference",),
        "between": ("between",),
        "rule": ("rule",),
        "reasons": ("reasons",),
        "gap_at_best": ("gap_at_best",),
        "flips_at": ("flips_at",),
        "strict_verdict": ("strict_verdict",),
        "explanation": ("explanation",),
        "policy": ("policy",),
        "computed_at": ("computed_at",),
    },
    SourceTable: {
        "title": ("title",),
        "publisher": ("publisher",),
        "published_on": ("published_on",),
        "language": ("language",),
        "published": ("claims",),
        "cut_off_on": ("cut_off_on",),
        "accessed_on": ("accessed_on",),
    },
}
FILES = {ClaimTable: CLAIM_COLUMNS, FindingTable: FINDING_COLUMNS, SourceTable: SOURCE_COLUMNS}
HASHTAG = re.compile(r"#[a-z]+(?:\+[a-z]+)*")


def documented(section: str) -> list[str]:
    """The columns in the first cells of a section's table."""
    text = DOCS.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return [name.strip() for cell in cells[2:] for name in cell.split(",")]


def test_low_and_high_are_the_ordinary_reading_and_strict_low_and_strict_high_the_strict_one() -> None:
    """About 22,500: people understand 22,000 to 23,000, and the words permit a quarter either way."""
    about = cast(Claim, SimpleNamespace(figure=say(1, "22,500", 22500, qualifier="about").figure))
    written = {
        column.header: column.write(about)
        for column in CLAIM_COLUMNS
        if column.role == "computed" and (column.header.endswith(("low", "high")))
    }
    assert written == {"low": "22000", "high": "23000", "strict_low": "16875", "strict_high": "28125"}


@pytest.mark.parametrize(
    ("section", "columns"), [("claims", CLAIM_COLUMNS), ("findings", FINDING_COLUMNS), ("sources", SOURCE_COLUMNS)]
)
def test_every_column_is_in_the_docs_in_its_order(section: str, columns: tuple[object, ...]) -> None:
    assert documented(section) == [getattr(column, "header") for column in columns]  # noqa: B009 - of several sorts


def test_every_column_has_one_header_and_one_hashtag() -> None:
    for values in ([c.header for c in CLAIM_COLUMNS], [c.hxl for c in CLAIM_COLUMNS]):
        assert len(set(values)) == len(values)
    assert all(HASHTAG.fullmatch(column.hxl) for column in CLAIM_COLUMNS)


def test_the_hashtags_that_other_programs_read_stand_over_their_columns() -> None:
    tags = {column.header: column.hxl for column in CLAIM_COLUMNS}
    assert {name: tags[name] for name in ("ref", "value", "place_code", "period_start", "period_end", "unit")} == {
        "ref": "#meta+id",
        "value": "#value",
        "place_code": "#loc+code",
        "period_start": "#date+start",
        "period_end": "#date+end",
        "unit": "#value+unit",
    }


@pytest.mark.parametrize("table", SHOWN_AND_WRITTEN, ids=lambda table: table.__name__)
def test_what_a_list_shows_its_file_says(table: type[Table]) -> None:
    written = {getattr(column, "header") for column in FILES[table]}  # noqa: B009 - of several sorts
    assert set(SHOWN_AND_WRITTEN[table]) == set(table.base_columns), "a new column of a list is one of its file too"
    assert {name for names in SHOWN_AND_WRITTEN[table].values() for name in names} <= written
