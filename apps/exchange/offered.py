"""What the pages offer of this app: each list and topic as files, and the rows of each chart."""

from collections.abc import Sequence

from django.urls import reverse

from apps.compare.file_offers import Download, FileLink

# What a list can be taken as: its name, the end of the address, and what the address asks for besides.
SORTS = (("CSV", "csv", ""), ("Excel CSV", "csv", "bom=1"), ("XLSX", "xlsx", ""), ("JSON", "json", ""))
CORRECTED = "corrections=all"


class Files:
    """The files of this app, as `compare.file_offers` asks for them."""

    def of_list(self, name: str, query: str) -> Sequence[FileLink]:
        return _of_every_sort(name, query)

    def with_corrected(self, name: str, query: str) -> Sequence[FileLink]:
        return self.of_list(name, _asking(query, CORRECTED)) if name == "claims" else ()

    def of_topic(self, slug: str) -> Sequence[Download]:
        return (
            Download("Claims", _of_every_sort("topic", "", slug)),
            Download("Claims with what was corrected or withdrawn", _of_every_sort("topic", f"?{CORRECTED}", slug)),
            Download("Findings", _of_every_sort("findings", f"?topic={slug}")),
        )

    def of_chart(self, slug: str, chart: str, query: str) -> str:
        return f"{reverse('topic_chart_csv', args=[slug, chart])}{query}"


def _of_every_sort(name: str, query: str, *args: str) -> tuple[FileLink, ...]:
    """The same rows as each sort of file."""
    return tuple(
        FileLink(words, reverse(f"{name}_{sort}", args=args) + _asking(query, more)) for words, sort, more in SORTS
    )


def _asking(query: str, more: str) -> str:
    """A query string with one thing more."""
    asked = query.removeprefix("?")
    together = "&".join(part for part in (asked, more) if part)
    return f"?{together}" if together else ""
