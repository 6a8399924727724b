"""The pages of the lists: what each is put together from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.claims.references import typed_finding_number
from apps.compare.file_offers import Download, offered
from apps.compare.lists import claims, findings, sources
from apps.compare.lists.facets import Aspect, Counts, Facet, build_facets, count
from apps.compare.lists.paging import Paged, cut
from apps.compare.lists.query import Listing, write
from apps.compare.lists.table import PageTable
from apps.compare.published import public_findings
from apps.compare.remembered import remember
from apps.compare.rows.claims import build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.names import ends_of, name_apart

TYPED = ("q", "topic", "from", "to")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column to show or not."""

    name: str
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty list: the filter to drop, and how many rows there are without it."""

    words: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """Everything a list's page shows. `typed` are the names of the fields of its form."""

    noun: str
    listing: Listing[Any]
    paged: Paged
    table: PageTable
    aspects: tuple[Aspect, ...]
    counts: Counts
    downloads: tuple[Download, ...]
    columns: tuple[ColumnChoice, ...]
    way_out: Way | None
    typed: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the address made no sense."""
        return self.paged.problems

    @property
    def facets(self) -> tuple[Facet, ...]:
        return build_facets(self.listing, self.aspects, self.counts)

    @property
    def facets_html(self) -> SafeString:
        """The facets as they stand on the page, hundreds of links: the next page of the list has the same."""
        address = write(self.listing.params)
        return remember(
            f"facets of {self.noun}s",
            address,
            lambda: render_to_string("includes/_facets.html", {"facets": self.facets}),
        )

    @property
    def fields(self) -> list[Any]:
        """The fields of the form: what cannot be chosen by a link."""
        return [self.listing.form[name] for name in self.typed]

    @property
    def kept_by_form(self) -> list[tuple[str, str]]:
        """What the form sends along unseen."""
        return self._kept(*self.typed, "sort")

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        """What the choice of columns sends along unseen."""
        return self._kept("columns")

    @property
    def all_cleared(self) -> str:
        """The list without any filter, in the same order and with the same columns."""
        return write(self.listing.params, *(chip.name for chip in self.listing.chips))

    def _kept(self, *without: str) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.listing.params.items() if name not in ("page", *without)]


def find_called(params: QueryDict) -> FindingRow | None:
    """The finding whose reference was typed where claims are looked for."""
    number = typed_finding_number(params.get("q", ""))
    finding = public_findings().with_names().filter(pk=number).first() if number is not None else None
    return build_finding_row(finding) if finding is not None else None


def build_claims(params: QueryDict) -> ListPage:
    listing = claims.filter_claims(params)
    counts = count(listing, claims.ASPECTS)
    paged = cut(listing, counts.total)
    names = name_apart(paged.records)
    rows = [build_row(claim, names) for claim in paged.records]
    table = claims.ClaimTable(rows, caption=paged.caption("claim"), listing=listing)
    return _build("claim", listing, paged, table, claims.ASPECTS, counts)


def build_findings(params: QueryDict) -> ListPage:
    listing = findings.filter_findings(params)
    counts = count(listing, findings.ASPECTS)
    paged = cut(listing, counts.total)
    names = name_apart(ends_of(paged.records))
    rows = [build_finding_row(finding, names) for finding in paged.records]
    table = findings.FindingTable(rows, caption=paged.caption("finding"), listing=listing)
    return _build("finding", listing, paged, table, findings.ASPECTS, counts)


def build_sources(params: QueryDict) -> ListPage:
    listing = sources.filter_sources(params)
    counts = count(listing, sources.ASPECTS)
    paged = cut(listing, counts.total)
    table = sources.SourceTable(list(paged.records), caption=paged.caption("source"), listing=listing)
    return _build("source", listing, paged, table, sources.ASPECTS, counts)


def _build(
    noun: str, listing: Listing[Any], paged: Paged, table: PageTable, aspects: tuple[Aspect, ...], counts: Counts
) -> ListPage:
    return ListPage(
        noun=noun,
        listing=listing,
        paged=paged,
        table=table,
        aspects=aspects,
        counts=counts,
        downloads=tuple(_build_downloads(f"{noun}s", listing, paged)),
        columns=tuple(ColumnChoice(name, label, name in listing.columns) for name, label in table.labels().items()),
        way_out=None if paged.total else _find_way_out(listing),
        typed=tuple(name for name in TYPED if name in listing.form.fields),
    )


def _build_downloads(name: str, listing: Listing[Any], paged: Paged) -> Iterator[Download]:
    """The rows shown, where these are not all; all rows; and all with those that no list shows any more."""
    params = listing.params
    if len(paged.records) < paged.total:
        shown = write(params, "columns", page=paged.number, per_page=listing.per_page, shown=1)
        yield Download(_counted(len(paged.records), all_of=False), tuple(offered().of_list(name, shown)))
    query = write(params, "per_page", "columns")
    yield Download(_counted(paged.total, all_of=True), tuple(offered().of_list(name, query)))
    if corrected := tuple(offered().with_corrected(name, query)):
        yield Download("Download them with what was corrected or withdrawn", corrected)


def _counted(number: int, *, all_of: bool) -> str:
    rows = "row" if number == 1 else "rows"
    which = ("the only" if number == 1 else f"all {number:,}") if all_of else f"these {number:,}"
    return f"Download {which} {rows}"


def _find_way_out(listing: Listing[Any]) -> Way | None:
    """The filter without which there are the most rows; None where no single one is in the way."""
    ways = [
        Way(f"{chip.label}: {chip.words}", chip.without, listing.without(chip.name).count()) for chip in listing.chips
    ]
    best = max(ways, key=lambda way: way.count, default=None)
    return best if best and best.count else None
