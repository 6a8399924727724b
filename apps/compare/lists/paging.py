"""A listing cut to one page, and the words and links around it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from apps.compare.lists.query import MOST_PAGES, PAGE_SIZES, Listing, write


@dataclass(frozen=True, slots=True)
class Size:
    """A page size to choose; `href` is blank for the one in force."""

    rows: int
    href: str


class _Counted(Paginator):  # type: ignore[type-arg]
    """A paginator that may be told how many rows there are."""

    count: int


@dataclass(frozen=True, slots=True)
class Paged:
    """The records of one page, and where it stands among the others; `is_cut` where there are rows after the last."""

    records: tuple[Any, ...]
    total: int
    number: int
    pages: int
    first: int
    is_cut: bool
    problems: tuple[str, ...]
    sentence: str
    previous: str
    next: str
    sizes: tuple[Size, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.records) - 1

    def caption(self, noun: str) -> str:
        """108 claims where side is United Nations; shown here: 26 to 50."""
        counted = f"{self.total:,} {noun}" + ("" if self.total == 1 else "s")
        where = f" where {self.sentence}" if self.sentence else ""
        shown = f"; shown here: {self.first:,} to {self.last:,}" if self.pages > 1 else ""
        return f"{counted}{where}{shown}"


def cut(listing: Listing[Any], total: int | None = None) -> Paged:
    """The page the query string asks for; the last one, with a word about it, where there are not so many.

    `total` is how many rows there are, where that was counted already.
    """
    paginator = _Counted(listing.rows, listing.per_page)
    if total is not None:
        paginator.count = total
    pages = min(paginator.num_pages, MOST_PAGES)
    page = paginator.page(min(listing.page, pages))
    params = listing.params
    return Paged(
        records=tuple(listing.read(page.start_index() - 1, page.end_index())) if paginator.count else (),
        total=paginator.count,
        number=page.number,
        pages=pages,
        first=page.start_index(),
        is_cut=paginator.num_pages > pages,
        problems=(*listing.problems, *_too_far(listing.page, pages, is_cut=paginator.num_pages > pages)),
        sentence=listing.sentence,
        previous=write(params, page=page.number - 1) if page.number > 1 else "",
        next=write(params, page=page.number + 1) if page.number < pages else "",
        sizes=tuple(
            Size(rows, "" if rows == listing.per_page else write(params, per_page=rows))
            for rows in PAGE_SIZES
            if paginator.count > PAGE_SIZES[0]
        ),
    )


def _too_far(asked: int, pages: int, *, is_cut: bool) -> tuple[str, ...]:
    if asked <= pages:
        return ()
    if is_cut:
        return (f"page: pages go up to {pages}; narrow the filters or download the rows to see those after it.",)
    return (f"page: there is no page {asked}; this is the last one, {pages}.",)
