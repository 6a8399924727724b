"""The start page and the list of topics: every topic with its latest pair, what differs most, and what is new."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from apps.claims.models import Claim
from apps.compare.lists.query import read_named
from apps.compare.models import Topic
from apps.compare.pages.topic.headline import Headline, build_headline
from apps.compare.published import public_findings, published_sources
from apps.compare.remembered import remember
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.names import ends_of, name_apart
from apps.compare.topic_scope import MOST_CLAIMS, Extent, count_claims, read_foremost, read_reaches
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.models import Finding

MOST_DIFFERENCES = 6
MOST_NEWS = 5
APART = (Verdict.DIFFERS, Verdict.CONTRADICTS, Verdict.LOOKALIKE, Verdict.DOES_NOT_ADD_UP)


@dataclass(frozen=True, slots=True)
class Overview:
    """A topic in a card: the two figures it leads with, and how much there is to it."""

    topic: Topic
    headline: Headline
    claims: int
    findings: int


@dataclass(frozen=True, slots=True)
class News:
    """What came last: figures by the day they were said, then findings by the day they were worked out."""

    claims: tuple[Row, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the start page, and the name of the page that lists what it counts."""

    number: int
    noun: str
    view: str

    @property
    def words(self) -> str:
        return self.noun if self.number == 1 else f"{self.noun}s"


def build_overviews() -> tuple[Overview, ...]:
    """Every topic in its order; what it takes is done once until something changes."""
    return remember("overviews", "", lambda: tuple(_build_overviews()))


def _build_overviews() -> Iterator[Overview]:
    """In a number of queries that only grows with the topics that are not read whole."""
    topics = list(Topic.objects.all())
    reaches = read_reaches(topics)
    totals = count_claims(reaches)
    foremost = {key: read_foremost(reach) for key, reach in reaches.items() if totals[key] > MOST_CLAIMS}
    any_of = Q(pk__in=[])
    for key, reach in reaches.items():
        if key not in foremost:
            any_of |= reach.as_condition()
    claims = list(Claim.objects.current().filter(any_of).with_names().in_order())
    standing = _findings_of(claim.pk for claim in claims)
    of_large = {key: _read(extent) for key, extent in foremost.items()}
    everybody = [*claims, *(claim for said, _ in of_large.values() for claim in said)]
    ends = [end for read in (standing, *(read for _, read in of_large.values())) for end in ends_of(read)]
    names = name_apart([*everybody, *ends])
    findings = [build_finding_row(finding, names) for finding in standing]
    for topic in topics:
        reach = reaches[topic.pk]
        if topic.pk in of_large:
            covered, read = of_large[topic.pk]
            touching = [build_finding_row(finding, names) for finding in read]
            number = foremost[topic.pk].count_findings()
        else:
            covered = [claim for claim in claims if reach.covers(claim)]
            keys = {claim.pk for claim in covered}
            touching = [finding for finding in findings if any(row.pk in keys for row in finding.rows)]
            number = len(touching)
        headline = build_headline(covered, reach.leading, touching, names)
        yield Overview(topic, headline, totals[topic.pk], number)


def _read(extent: Extent) -> tuple[list[Claim], list[Finding]]:
    return list(extent.claims.with_names().in_order()), list(extent.findings.by_size().with_names())


def _findings_of(claims: Iterable[int]) -> list[Finding]:
    """The standing findings at whose ends these claims are, the largest first."""
    keys = list(claims)
    standing = public_findings().standing().filter(Q(left__in=keys) | Q(right__in=keys))
    return list(standing.by_size().with_names())


def find_news() -> News:
    """The latest claims and the latest findings."""
    return remember("news", "", _find_news)


def _find_news() -> News:
    claims = Claim.objects.current().order_by("-source__published_on", "-created_at", "-pk")
    findings = public_findings().standing().leading().order_by("-computed_at", "-pk")
    return News(
        claims=tuple(map(build_row, read_named(claims, Claim.objects.with_names(), 0, MOST_NEWS))),
        findings=tuple(map(build_finding_row, read_named(findings, public_findings().with_names(), 0, MOST_NEWS))),
    )


def count_everything() -> tuple[Count, ...]:
    """The four numbers of the start page."""
    return remember("numbers", "", _count_everything)


def _count_everything() -> tuple[Count, ...]:
    claims = Claim.objects.current()
    return (
        Count(Topic.objects.count(), "topic", "topics"),
        Count(claims.count(), "claim", "claims"),
        Count(public_findings().standing().count(), "finding", "findings"),
        Count(published_sources().count(), "source", "sources"),
    )


def count_set_aside() -> int:
    """How many findings an analyst set aside: they lead nowhere, and a filter of the list brings them back."""
    return remember("set aside", "", public_findings().standing().set_aside().count)


def find_differences() -> tuple[FindingRow, ...]:
    """The findings that differ by the largest factors, without those that an analyst set aside."""
    return remember("differences", "", _find_differences)


def _find_differences() -> tuple[FindingRow, ...]:
    apart = public_findings().standing().leading().filter(verdict__in=APART, factor__isnull=False)
    largest = read_named(apart.by_size(), public_findings().with_names(), 0, MOST_DIFFERENCES)
    names = name_apart(ends_of(largest))
    return tuple(build_finding_row(finding, names) for finding in largest)
