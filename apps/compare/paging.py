"""A listing cut to one page, and the words and links around it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from apps.compare.querystrings import PAGE_SIZES, Listing


@dataclass(frozen=True, slots=True)
class Size:
    """A page size to choose; `href` is blank for the one in force."""

    rows: int
    href: str


@dataclass(frozen=True, slots=True)
class Paged:
    """The records of one page, and where it stands among the others."""

    records: tuple[Any, ...]
    total: int
    number: int
    pages: int
    first: int
    problems: tuple[str, ...]
    sentence: str
    previous: str
    next: str
    sizes: tuple[Size, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.records) - 1

    def caption(self, noun: str) -> str:
        """12 claims where side is United Nations; 25 of 108 shown, from the 26th."""
        counted = f"{self.total:,} {noun}" + ("" if self.total == 1 else "s")
        where = f" where {self.sentence}" if self.sentence else ""
        shown = f"; shown here: {self.first:,} to {self.last:,}" if self.pages > 1 else ""
        return f"{counted}{where}{shown}"


def cut(listing: Listing[Any]) -> Paged:
    """The page the query string asks for; the last one, with a word about it, where there are not so many."""
    paginator = Paginator(listing.rows, listing.per_page)
    page = paginator.get_page(listing.page)
    problems = listing.problems
    if listing.page > paginator.num_pages:
        problems += (f"page: there is no page {listing.page}; this is the last one, {paginator.num_pages}.",)
    return Paged(
        records=tuple(page.object_list),
        total=paginator.count,
        number=page.number,
        pages=paginator.num_pages,
        first=page.start_index(),
        problems=problems,
        sentence=listing.sentence,
        previous=_href(listing.params, page=page.number - 1) if page.has_previous() else "",
        next=_href(listing.params, page=page.number + 1) if page.has_next() else "",
        sizes=tuple(
            Size(rows, "" if rows == listing.per_page else _href(listing.params, per_page=rows))
            for rows in PAGE_SIZES
            if paginator.count > PAGE_SIZES[0]
        ),
    )


def _href(params: QueryDict, **changes: int) -> str:
    """The query string with these changes; another page size starts at the first page again."""
    changed = params.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed[name] = str(value)
    return f"?{changed.urlencode()}"
