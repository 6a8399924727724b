"""What the pages offer of this app: each list and topic as files, and the rows of each chart."""

from collections.abc import Sequence

from django.urls import reverse

from apps.compare.file_offers import FileLink

# What a list can be taken as: its name, the end of the address, and what the address asks for besides.
SORTS = (("CSV", "csv", ""), ("Excel CSV", "csv", "bom=1"), ("XLSX", "xlsx", ""), ("JSON", "json", ""))

# What belongs to a topic: its words, the name of the address, and whether the topic stands in it or is asked for.
OF_TOPIC = (
    ("Claims, as CSV", "topic_csv"),
    ("Claims, as XLSX", "topic_xlsx"),
    ("Claims, as JSON", "topic_json"),
    ("Findings, as CSV", "findings_csv"),
    ("Findings, as XLSX", "findings_xlsx"),
)


class Files:
    """The files of this app, as `compare.file_offers` asks for them."""

    def of_list(self, name: str, query: str) -> Sequence[FileLink]:
        return tuple(FileLink(words, reverse(f"{name}_{sort}") + _asking(query, more)) for words, sort, more in SORTS)

    def with_corrected(self, name: str, query: str) -> Sequence[FileLink]:
        return self.of_list(name, _asking(query, "corrections=all")) if name == "claims" else ()

    def of_topic(self, slug: str) -> Sequence[FileLink]:
        return tuple(
            FileLink(
                words, reverse(name, args=[slug]) if name.startswith("topic_") else f"{reverse(name)}?topic={slug}"
            )
            for words, name in OF_TOPIC
        )

    def of_chart(self, slug: str, chart: str, query: str) -> str:
        return f"{reverse('topic_chart_csv', args=[slug, chart])}{query}"


def _asking(query: str, more: str) -> str:
    """A query string with one thing more."""
    asked = query.removeprefix("?")
    together = "&".join(part for part in (asked, more) if part)
    return f"?{together}" if together else ""
