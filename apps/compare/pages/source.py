"""A source's page: its figures in the order of the document, and its text where it is stored."""

from dataclasses import dataclass

from apps.claims.models import Claim
from apps.compare.published import published_sources
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.names import name_apart
from apps.compare.rows.source_text import MarkedText, mark_quotes
from apps.sources.models import Source


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Everything a source's page shows; `text` is None where none is stored.

    `earlier` and `later` are versions of it that are public.
    """

    source: Source
    rows: tuple[Row, ...]
    text: MarkedText | None
    earlier: Source | None
    later: tuple[Source, ...]

    @property
    def speakers(self) -> tuple[Row, ...]:
        """The first row of each speaker, in the order in which they speak."""
        first: dict[str, Row] = {}
        for row in self.rows:
            first.setdefault(row.speaker_slug, row)
        return tuple(first.values())

    @property
    def orphans(self) -> tuple[Row, ...]:
        """The claims whose quotes do not stand in the text."""
        return tuple(row for row in self.rows if self.text and row.pk in self.text.orphans)


def build_source_page(source: Source) -> SourcePage:
    claims = list(Claim.objects.published().filter(source=source).with_names().in_order())
    names = name_apart(claims)
    rows = tuple(build_row(claim, names) for claim in claims)
    return SourcePage(
        source,
        rows,
        mark_quotes(source, [(row.pk, row.quote) for row in rows]),
        earlier=published_sources().filter(later_versions=source).first(),
        later=tuple(published_sources().filter(later_version_of=source).order_by("published_on", "slug")),
    )
